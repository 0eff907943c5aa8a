"""Where the cells of a table lie once their spans are counted."""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

import msgspec

from gipdesk.document.nodes import Table, TableCell


class Slot(msgspec.Struct, frozen=True):
    """A cell and the row and column, from 0, at which it begins."""

    row: int
    column: int
    cell: TableCell


Grid: TypeAlias = tuple[tuple[Slot, ...], ...]


class TilingError(ValueError):
    """A table's cells leave a hole, overlap or stick out."""

    def __init__(self, table: Table) -> None:
        """Name the table by its kind and its place in the report."""
        super().__init__(f"表格的单元格没有拼满各行各列：{table.kind} {table.anchor}")


def tile(table: Table) -> Grid:
    """The slot that covers each place of the table, row by row.

    Raises:
        TilingError: the cells do not tile the table.
    """
    covered: dict[tuple[int, int], Slot] = {}
    for row, cells in enumerate(table.rows):
        free = [column for column in range(table.columns) if (row, column) not in covered]
        for cell in cells:
            if not free:
                raise TilingError(table)
            slot = Slot(row, free[0], cell)
            places = _places(slot)
            if not places.isdisjoint(covered):
                raise TilingError(table)
            covered.update(dict.fromkeys(places, slot))
            free = free[cell.column_span :]
    rows, columns = range(len(table.rows)), range(table.columns)
    if covered.keys() != set(product(rows, columns)):
        raise TilingError(table)
    return tuple(tuple(covered[row, column] for column in columns) for row in rows)


def _places(slot: Slot) -> set[tuple[int, int]]:
    rows = range(slot.row, slot.row + slot.cell.row_span)
    columns = range(slot.column, slot.column + slot.cell.column_span)
    return {(row, column) for row in rows for column in columns}
