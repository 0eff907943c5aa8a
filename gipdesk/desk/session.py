"""The open report: the one way in for changes, and the news that goes out.

Every widget calls `do`; no widget repaints because it wrote, only because a signal told it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from gipdesk.checks.engine import Checked, LiveCheck
from gipdesk.checks.practice import graded
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import (
    Accept,
    Batch,
    Change,
    ReplaceBlocks,
    SetHeading,
    SetMeta,
    apply,
    effective,
    joined,
    touched_cells,
)
from gipdesk.report.edition import Form
from gipdesk.report.links import with_following
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office

TYPING_PAUSE = 2.0  # seconds after which typing on is a new step of undo


class Step(QUndoCommand):
    """One change in the undo stack; joins with the step before it while typing goes on."""

    def __init__(self, session: Session, change: Change, label: str) -> None:
        super().__init__(label)
        self._session = session
        self._change = change
        self._inverse: Change | None = None
        self._done_at = time.monotonic()

    def redo(self) -> None:
        """Apply the change and keep what undoes it."""
        self._inverse = self._session.apply(self._change)

    def undo(self) -> None:
        """Apply the inverse."""
        if self._inverse is not None:
            self._session.apply(self._inverse)

    def id(self) -> int:
        """Qt's key for steps that may join: all may be asked."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take the next step of typing into this one, if it follows soon and at the same place."""
        if not isinstance(other, Step) or other._done_at - self._done_at > TYPING_PAUSE:  # noqa: SLF001
            return False
        return self._join(other)

    def _join(self, then: Step) -> bool:
        change = joined(self._change, then._change)
        inverse = self._inverse and then._inverse and joined(then._inverse, self._inverse)
        if change is None or not inverse:
            return False
        self._change, self._inverse, self._done_at = change, inverse, then._done_at
        return True


class Session(QObject):
    """A report being edited, with its undo stack and its live checks."""

    cells_changed = Signal(object)  # frozenset[CellRef]: their text or number may differ
    text_changed = Signal(str)  # section id: its blocks differ
    meta_changed = Signal()
    structure_changed = Signal()  # tables, rows, sections or variants came or went
    findings_changed = Signal()
    office_changed = Signal()  # other settings hold
    change_applied = Signal(object)  # Change, undoing included: what a journal writes

    def __init__(self, office: Office, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.report = report
        self.form: Form = office.form(report)
        self.undo_stack = QUndoStack(self)
        self.committers: list[Callable[[], None]] = []
        self._live = LiveCheck(report, self.form, office.rules, office.editions)
        self._checked: Checked | None = None
        self._news = QTimer(self, singleShot=True, interval=0)
        self._news.timeout.connect(self.findings_changed)

    def do(self, change: Change, label: str = "") -> bool:
        """Make a change, undoably; False where it would alter nothing.

        Numbers of the text that follow the tables change in the same step.
        """
        wanted = effective(self.report, change)
        if wanted is None:
            return False
        label = label or _label_of(wanted)
        whole = with_following(self.report, self._form_after(wanted), wanted, label)
        self.undo_stack.push(Step(self, whole, label))
        return True

    def _form_after(self, change: Change) -> Callable[[Report], Form]:
        """How to tell the form once a change is made: only another structure alters it."""
        return self.office.form if touched_cells(change) is None else lambda _: self.form

    def restore(self, change: Change, label: str) -> None:
        """Do again a whole sequence of recovered changes, as it is, as one step."""
        self.undo_stack.push(Step(self, change, label))

    def apply(self, change: Change) -> Change:
        """Alter the report and tell everybody; returns the inverse. Only for undo and recovery."""
        inverse = apply(self.report, change)
        self.change_applied.emit(change)
        self._tell(change)
        return inverse

    def commit_open_editors(self) -> None:
        """Take what stands in an open cell editor or text field into the report."""
        for commit in self.committers:
            commit()

    def checked(self) -> Checked:
        """What the checks say of the report as it is now."""
        if self._checked is None:
            self._checked = graded(self._live.result(), self.office.practice)
        return self._checked

    def use_office(self, office: Office) -> None:
        """Go by other settings from now on."""
        self.office = office
        self._checked = None
        self.office_changed.emit()
        self._news.start()

    def text(self, ref: CellRef) -> str:
        """What a reader sees in a cell: typed, or computed."""
        return self._live.text(ref)

    def is_computed(self, ref: CellRef) -> bool:
        """Whether a cell's number follows its terms."""
        cell = self.report.cell(ref)
        return cell is not None and cell.computed

    def _tell(self, change: Change) -> None:
        self._checked = None
        cells = touched_cells(change)
        if cells is None:
            self.form = self.office.form(self.report)
            self._live.use_form(self.form)
            self.structure_changed.emit()
        elif cells:
            self.cells_changed.emit(self._live.update(cells))
        self._tell_text(change)
        self._news.start()

    def _tell_text(self, change: Change) -> None:
        match change:
            case SetMeta():
                self.meta_changed.emit()
            case ReplaceBlocks(section) | SetHeading(section):
                self.text_changed.emit(section)
            case Batch(changes):
                for part in changes:
                    self._tell_text(part)
            case _:
                pass


def _label_of(change: Change) -> str:
    match change:
        case Batch(_, label):
            return label
        case SetMeta():
            return "修改基本信息"
        case SetHeading():
            return "修改标题"
        case ReplaceBlocks():
            return "修改文字"
        case Accept():
            return "确认提示"
        case _:
            return "填表"
