"""Which header cells each value of a table stands under."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from gipdesk.document.nodes import CellRole, Table
from gipdesk.writers.tiling import Slot, tile

Place: TypeAlias = tuple[int, int]  # the row and column, from 0, at which a cell begins
_HEADED = frozenset((CellRole.VALUE, CellRole.UNIT))


def rows_of(table: Table) -> list[list[Slot]]:
    """The cells that begin in each row; raises `TilingError`."""
    return [
        [slot for column, slot in enumerate(slots) if (slot.row, slot.column) == (row, column)]
        for row, slots in enumerate(tile(table))
    ]


def headers_of(table: Table) -> dict[Place, list[Place]]:
    """The band, the column's headers from top to bottom and the row's labels, for each value.

    A band ends what the headers above it speak for, but not those of the table's head.
    """
    band: list[Place] = []
    columns: dict[int, list[Slot]] = defaultdict(list)
    labels: dict[int, list[Place]] = defaultdict(list)
    found: dict[Place, list[Place]] = {}
    for slot in (slot for row in rows_of(table) for slot in row):
        place, cell = (slot.row, slot.column), slot.cell
        across = range(slot.column, slot.column + cell.column_span)
        if cell.role is CellRole.BAND:
            band = [place]
            for heads in columns.values():
                heads[:] = [head for head in heads if head.row < table.header_rows]
        elif cell.role is CellRole.HEADER:
            for column in across:
                columns[column] = _with(columns[column], slot)
        elif cell.role is CellRole.LABEL:
            for row in range(slot.row, slot.row + cell.row_span):
                labels[row].append(place)
        elif cell.role in _HEADED:
            heads_above = [(head.row, head.column) for each in across for head in columns[each]]
            found[place] = list(dict.fromkeys([*band, *heads_above, *labels[slot.row]]))
    return found


def _with(heads: list[Slot], head: Slot) -> list[Slot]:
    """The headers of a column with one more: it adds to one right above it, or begins anew."""
    is_below = bool(heads) and heads[-1].row + heads[-1].cell.row_span == head.row
    return [*heads, head] if is_below else [head]
