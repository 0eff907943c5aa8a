"""Undo and redo, each followed by a look at what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gipdesk.desk.standing import DETAILS
from gipdesk.report.changes import (
    Batch,
    Change,
    PutRow,
    PutSection,
    PutTable,
    ReplaceBlocks,
    SetHeading,
    SetMeta,
    touched_cells,
)

if TYPE_CHECKING:
    from gipdesk.desk.report_desk import ReportDesk


def step_back(desk: ReportDesk, *, is_back: bool) -> None:
    """Undo or redo, and show where something changed."""
    session = desk.session
    session.commit_open_editors()  # what stands there is the last step
    changes: list[Change] = []
    session.change_applied.connect(changes.append)
    (session.undo_stack.undo if is_back else session.undo_stack.redo)()
    session.change_applied.disconnect(changes.append)
    if changes:
        show_change(desk, changes[0])


def show_change(desk: ReportDesk, change: Change) -> None:
    """Go to the first place that a change touches."""
    cells = touched_cells(change)
    if cells:
        desk.show_cell(cells[0])
        return
    match change:
        case SetMeta():
            desk.show_tab(DETAILS)
        case ReplaceBlocks(section) | SetHeading(section) | PutSection(section):
            desk.show_section(section)
        case PutTable(table) | PutRow(table):
            desk.show_table(table)
        case Batch(changes) if changes:
            show_change(desk, changes[0])
