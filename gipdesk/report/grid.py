"""A table of the form as it is printed: which cell stands where and how far it reaches.

Spans are not written down anywhere. They follow from the label paths: neighbours that share the
beginning of their paths share the cells of that beginning, and the last word of a path takes what
is left of the width (or, in a header, of the height).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import BlockForm, Row, TableForm
from gipdesk.report.report import Table

EXTRA_ROW = "x-"  # ids of rows that the form does not know begin so


class Role(StrEnum):
    """What a grid cell is."""

    CORNER = "corner"
    HEADER = "header"
    BAND = "band"
    LABEL = "label"
    VALUE = "value"


class GridCell(msgspec.Struct, frozen=True):
    """A cell of the printed grid; `ref` is None unless it holds a value.

    `indent` says by how many characters its text is set in.
    """

    row: int
    column: int
    role: Role
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    ref: CellRef | None = None
    indent: int = 0


class Grid(msgspec.Struct, frozen=True):
    """A printed table: its lines of cells, each cell listed in the line where it begins.

    `header_rows` lines at the top repeat on every page; 0 where each part has its own header.
    """

    columns: int
    header_rows: int
    label_columns: int
    lines: tuple[tuple[GridCell, ...], ...]

    def cells(self) -> Iterator[GridCell]:
        """All cells, line by line."""
        for line in self.lines:
            yield from line


def grid_of(form: TableForm, table: Table | None = None) -> Grid:
    """The printed grid of a table: of the whole form, or of the rows a report has."""
    lines: list[tuple[GridCell, ...]] = []
    extra = _extra_rows(form, table)
    for number, block in enumerate(form.blocks):
        rows = [*_rows_present(block, table), *extra.get(number, ())]
        if rows:
            lines.extend(_block_lines(form, block, rows, at=len(lines)))
    first = form.blocks[0]
    repeats = len(form.blocks) == 1 and not first.band
    return Grid(
        form.columns, first.header_depth if repeats else 0, form.label_columns, tuple(lines)
    )


def _rows_present(block: BlockForm, table: Table | None) -> list[Row]:
    """The block's rows that a report has, labels as it has them."""
    if table is None:
        return list(block.rows)
    return [_relabelled(row, table) for row in block.rows if _is_present(row, table)]


def _is_present(row: Row, table: Table) -> bool:
    """Whether a report has a row; a heading stands where any row under it does."""
    if row.is_heading:
        return any(row_id.startswith(f"{row.id}.") for row_id in table.rows)
    return not row.id or row.id in table.rows


def _extra_rows(form: TableForm, table: Table | None) -> dict[int, list[Row]]:
    """The rows a report has beyond the form, by the number of the block with their columns."""
    extra: dict[int, list[Row]] = {}
    for row_id, row in table.rows.items() if table else ():
        if row_id.startswith(EXTRA_ROW):
            alike = (
                number
                for number, block in enumerate(form.blocks)
                if [column.id for column in block.columns] == list(row.cells)
            )
            block_number = next(alike, len(form.blocks) - 1)
            extra.setdefault(block_number, []).append(Row(row_id, (row.label,)))
    return extra


def _relabelled(row: Row, table: Table) -> Row:
    label = table.rows[row.id].label if row.id in table.rows else ""
    return msgspec.structs.replace(row, labels=(*row.labels[:-1], label)) if label else row


def _block_lines(
    form: TableForm, block: BlockForm, rows: Sequence[Row], at: int
) -> Iterator[tuple[GridCell, ...]]:
    if block.band:
        yield (GridCell(at, 0, Role.BAND, block.band, column_span=form.columns),)
        at += 1
    header = list(_header_cells(form, block, at))
    depth = block.header_depth
    labels = list(_label_cells(form, block, rows, at + depth))
    values = list(_value_cells(form, block, rows, at + depth))
    cells = sorted([*header, *labels, *values], key=lambda cell: (cell.row, cell.column))
    for line in range(at, at + depth + len(rows)):
        yield tuple(cell for cell in cells if cell.row == line)


def _header_cells(form: TableForm, block: BlockForm, at: int) -> Iterator[GridCell]:
    depth, labels = block.header_depth, form.label_columns
    if block.unit:
        labels -= 1
        yield GridCell(at, labels, Role.HEADER, block.unit, depth)
    if labels:
        yield GridCell(at, 0, Role.CORNER, block.corner, depth, labels)
    for text, index, length, level, thickness in _merged(
        [column.labels for column in block.columns], depth
    ):
        width = length + _stretch(form, block, index + length)
        place = form.label_columns + index
        yield GridCell(at + level, place, Role.HEADER, text, thickness, width)


def _label_cells(
    form: TableForm, block: BlockForm, rows: Sequence[Row], at: int
) -> Iterator[GridCell]:
    labels = form.label_columns - bool(block.unit)
    if not labels:
        return
    for text, index, length, level, thickness in _merged([row.labels for row in rows], labels):
        indent = rows[index].level - 1
        yield GridCell(at + index, level, Role.LABEL, text, length, thickness, indent=indent)
    for index, row in enumerate(rows if block.unit else ()):
        yield GridCell(at + index, labels, Role.LABEL, row.unit)


def _value_cells(
    form: TableForm, block: BlockForm, rows: Sequence[Row], at: int
) -> Iterator[GridCell]:
    for line, row in enumerate(rows, at):
        for index, column in enumerate(block.columns):
            yield GridCell(
                line,
                form.label_columns + index,
                Role.VALUE,
                column_span=1 + _stretch(form, block, index + 1),
                ref=None if row.is_heading else form.ref(row.id, column.id),
            )


def _stretch(form: TableForm, block: BlockForm, end: int) -> int:
    """How many grid columns the last column of a block takes beyond its own."""
    if end < len(block.columns):
        return 0
    return form.columns - form.label_columns - len(block.columns)


def _merged(
    paths: Sequence[tuple[str, ...]], depth: int
) -> Iterator[tuple[str, int, int, int, int]]:
    """Cells of neighbouring label paths: text, index, length along them, level, thickness."""
    for index, path in enumerate(paths):
        for level, text in enumerate(path):
            is_last = level == len(path) - 1
            beginning = path[: level + 1]
            if not is_last and index and _shares(paths[index - 1], beginning):
                continue
            length = 1
            while (
                not is_last
                and index + length < len(paths)
                and _shares(paths[index + length], beginning)
            ):
                length += 1
            yield text, index, length, level, depth - level if is_last else 1


def _shares(path: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return len(path) > len(beginning) and path[: len(beginning)] == beginning
