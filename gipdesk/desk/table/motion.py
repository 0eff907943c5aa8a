"""Where keys lead: from value to value, across the words of the form and across merged cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from gipdesk.desk.table.model import OfficialTableModel


def onward(model: OfficialTableModel, index: QModelIndex, step: int) -> QModelIndex:
    """The next cell to be typed (`step` 1) or the one before (-1) in reading order.

    Computed totals are passed over. Invalid past the end; the first cell where `index` is invalid.
    """
    order = [model.place(ref) for ref in model.refs() if not model.session.is_computed(ref)]
    here = (index.row(), index.column())
    if step > 0:
        reached = next((place for place in order if place > here), None)
    else:
        reached = next((place for place in reversed(order) if place < here), None)
    return model.index(*reached) if reached else QModelIndex()


def neighbour(model: OfficialTableModel, index: QModelIndex, down: int, right: int) -> QModelIndex:
    """The next value in a direction, or the same one at the table's edge."""
    row, column = index.row(), index.column()
    start = model.cell_at(row, column)
    while (cell := model.cell_at(row, column)) is not None:
        if cell is not start and cell.ref is not None:
            return model.index(*model.place_of(cell))
        row, column = row + down, column + right
    return index


def farthest(model: OfficialTableModel, index: QModelIndex, down: int, right: int) -> QModelIndex:
    """The last value in a direction."""
    while (further := neighbour(model, index, down, right)) != index:
        index = further
    return index


def end(model: OfficialTableModel, *, is_last: bool) -> QModelIndex:
    """The first or the last value of the table; invalid where there is none."""
    refs = list(model.refs())
    return model.index_of(refs[-1 if is_last else 0]) if refs else QModelIndex()
