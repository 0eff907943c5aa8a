"""Changes of a section's pictures and free tables, and of the rows of such a table. Pure: no Qt."""

from __future__ import annotations

from gipdesk.report.changes import Batch, Change, ReplaceBlocks
from gipdesk.report.report import Block, FreeTable, Paragraph, Section

NEW_TABLE = (("", "", ""), ("", "", ""), ("", "", ""))


def put_in(section: Section, after: str, blocks: tuple[Block, ...], label: str) -> Change:
    """Blocks put in behind the block `after`, or at the end; an empty paragraph makes room."""
    at = _place(section, after)
    if at is None:
        return Batch((ReplaceBlocks(section.id, len(section.blocks), 0, blocks),), label)
    is_room = isinstance(held := section.blocks[at], Paragraph) and not held.text.strip()
    change = ReplaceBlocks(section.id, at if is_room else at + 1, int(is_room), blocks)
    return Batch((change,), label)


def put_anew(section: Section, block: Block) -> ReplaceBlocks | None:
    """Another state of a block in its place; None where it is no longer there."""
    at = _place(section, block.id)
    return None if at is None else ReplaceBlocks(section.id, at, 1, (block,))


def taken_out(section: Section, block_id: str, label: str) -> Change | None:
    """A section without a block."""
    at = _place(section, block_id)
    return None if at is None else Batch((ReplaceBlocks(section.id, at, 1, ()),), label)


def moved(section: Section, block_id: str, by: int, label: str) -> Change | None:
    """A block one place up (-1) or down (1); None at the end."""
    at = _place(section, block_id)
    if at is None or not 0 <= at + by < len(section.blocks):
        return None
    first = min(at, at + by)
    one, other = section.blocks[first : first + 2]
    return Batch((ReplaceBlocks(section.id, first, 2, (other, one)),), label)


def with_cell(table: FreeTable, row: int, column: int, text: str) -> FreeTable:
    """A table with another text in a cell; a shorter row grows up to it."""
    cells = list(table.rows[row])
    cells += [""] * (column + 1 - len(cells))
    cells[column] = text
    return FreeTable(table.id, (*table.rows[:row], tuple(cells), *table.rows[row + 1 :]))


def with_row(table: FreeTable, at: int) -> FreeTable:
    """A table with a blank row at a place."""
    blank = ("",) * width_of(table)
    return FreeTable(table.id, (*table.rows[:at], blank, *table.rows[at:]))


def with_column(table: FreeTable, at: int) -> FreeTable:
    """A table with a blank column at a place; a row that ends before it stays."""
    rows = (row if len(row) < at else (*row[:at], "", *row[at:]) for row in table.rows)
    return FreeTable(table.id, tuple(rows))


def without_row(table: FreeTable, at: int) -> FreeTable:
    """A table without a row; the last one is only emptied."""
    rows = (*table.rows[:at], *table.rows[at + 1 :])
    return FreeTable(table.id, rows or (("",) * width_of(table),))


def without_column(table: FreeTable, at: int) -> FreeTable:
    """A table without a column; the last one is only emptied."""
    rows = tuple((*row[:at], *row[at + 1 :]) for row in table.rows)
    return FreeTable(table.id, rows if any(rows) else (("",),) * len(rows))


def width_of(table: FreeTable) -> int:
    """How many columns a table has."""
    return max((len(row) for row in table.rows), default=0)


def _place(section: Section, block_id: str) -> int | None:
    return next((at for at, each in enumerate(section.blocks) if each.id == block_id), None)
