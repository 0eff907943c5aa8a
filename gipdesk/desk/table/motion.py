"""Where keys lead: from value to value, across the words of the form and across merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.report.cells import CellRef


def typing_order(model: OfficialTableModel) -> Sequence[CellRef]:
    """The cells to be typed, in reading order; computed totals are passed over."""
    return [ref for ref in model.refs() if not model.session.is_computed(ref)]


def onward(model: OfficialTableModel, index: QModelIndex, step: int) -> QModelIndex:
    """The next cell to be typed (`step` 1) or the one before (-1); invalid past the end."""
    here = (index.row(), index.column())
    order = [model.index_of(ref) for ref in typing_order(model)]
    if not index.isValid():
        return order[0] if order else QModelIndex()
    if step > 0:
        return next((i for i in order if (i.row(), i.column()) > here), QModelIndex())
    return next((i for i in reversed(order) if (i.row(), i.column()) < here), QModelIndex())


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
