"""The structure of a table: its groups of rows, its rows, and what each cell heads or is headed by.

A scope says for which cells of its row or column a header stands. Where that is not enough, below
a band over the whole table or below headers within it, the cells name their headers one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import Final

from gipdesk.document.nodes import CellRole, Table
from gipdesk.writers.tiling import Grid, Slot
from gipdesk.writers.typeset.elements import Cell, Element, Role, Scope

_SCOPES: Final = {
    CellRole.CORNER: Scope.BOTH,
    CellRole.HEADER: Scope.COLUMN,
    CellRole.BAND: Scope.COLUMN,
    CellRole.LABEL: Scope.ROW,
}
_OF_COLUMNS: Final = (CellRole.CORNER, CellRole.HEADER)


class TableStructure:
    """The elements of one table."""

    def __init__(self, table: Table, grid: Grid, element: Element) -> None:
        """The structure of the table that `element` stands for, its cells being in `grid`."""
        self._grid = grid
        self._name = f"t{element.order}"
        self._columns = table.columns
        head, body = Element(Role.HEAD, 0, element), Element(Role.BODY, 1, element)
        self._rows = [
            Element(Role.ROW, row, head if row < table.header_rows < len(grid) else body)
            for row in range(len(grid))
        ]
        self._header_rows = table.header_rows

    @property
    def bare_rows(self) -> tuple[Element, ...]:
        """The rows in which no cell begins."""
        return tuple(
            element
            for row, element in enumerate(self._rows)
            if all(slot.row < row for slot in self._grid[row])
        )

    def element(self, slot: Slot) -> Element:
        """The element of a cell."""
        cell = slot.cell
        scope = _SCOPES.get(cell.role)
        covered = Cell(
            cell.row_span,
            cell.column_span,
            scope,
            self._named(slot) if scope and self._is_divided else "",
            () if scope or not self._is_divided else tuple(map(self._named, self._heads(slot))),
        )
        role = Role.HEADER if scope else Role.DATA
        return Element(role, slot.column, self._rows[slot.row], covered)

    def _named(self, slot: Slot) -> str:
        return f"{self._name}r{slot.row}c{slot.column}"

    @cached_property
    def _is_divided(self) -> bool:
        """Whether bands or headers stand below the header rows."""
        return any(
            slot.cell.role in (CellRole.BAND, CellRole.HEADER)
            for slots in self._grid[self._header_rows :]
            for slot in slots
        )

    def _heads(self, slot: Slot) -> Iterator[Slot]:
        """The headers of a cell: those above it, then those at its left."""
        first, end = slot.column, slot.column + slot.cell.column_span
        columns = (self._headers_above(slot.row, column) for column in range(first, end))
        yield from dict.fromkeys(head for heads in columns for head in heads)
        rows = self._grid[slot.row : slot.row + slot.cell.row_span]
        labels = (left for row in rows for left in row[:first] if left.cell.role is CellRole.LABEL)
        yield from dict.fromkeys(labels)

    def _headers_above(self, row: int, column: int) -> Iterator[Slot]:
        """The band next above a place, and the header cells next above it."""
        above = [slots[column] for slots in reversed(self._grid[:row])]
        yield from [slot for slot in above if slot.cell.role is CellRole.BAND][:1]
        runs = groupby(above, key=lambda slot: slot.cell.role in _OF_COLUMNS)
        yield from next((reversed(list(run)) for is_head, run in runs if is_head), ())
