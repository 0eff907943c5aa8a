"""The document's tables as a spreadsheet (.xlsx), one sheet a table.

Numbers are numbers; text is never taken for a formula, a link or a number. Equal documents give
equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any, Final

import xlsxwriter

from gipdesk.document.nodes import CellRole, Document, Heading, Table, TableCell, text_of
from gipdesk.writers.characters import em_width, printable
from gipdesk.writers.tiling import Grid, Slot, tile

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the zip format's first day, not today

_CELL: Final = {"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True}
_LOOKS: Final = {
    CellRole.CORNER: {"align": "center"},
    CellRole.HEADER: {"align": "center"},
    CellRole.BAND: {"align": "left", "bg_color": "#C6D9F1"},
    CellRole.LABEL: {"align": "left"},
    CellRole.VALUE: {"align": "center"},
}
_NARROWEST, _WIDEST_HEADER, _WIDEST, _MARGIN = 8, 10, 40, 2  # of columns, in digits
_LINE: Final = 16  # points

_LONGEST_NAME: Final = 31  # of a sheet, in Excel
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\n\t]|^'+|'+$")

_A4: Final = 9


def write_xlsx(document: Document) -> bytes:
    """The bytes of a workbook; a document without tables gives one sheet that says so.

    Raises:
        TilingError: A table has a hole or an overlap.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties(
            {"title": document.title, "author": document.author, "created": _CREATED}
        )
        formats = _Formats(workbook)
        tables = list(_named_tables(document))
        for name, table in tables:
            _write_table(workbook.add_worksheet(name), table, formats)
        if not tables:
            workbook.add_worksheet().write_string(0, 0, "（本报告没有表格）")
    return stream.getvalue()


def _named_tables(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables with their sheets' names: the heading above, made unique."""
    heading, taken = "表格", set[str]()
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = _NOT_IN_NAMES.sub("", printable(text_of(block.runs))).strip() or heading
        elif isinstance(block, Table) and block.rows:
            name = _free_name(heading, taken)
            taken.add(name.casefold())
            yield name, block


def _free_name(heading: str, taken: set[str]) -> str:
    name, number = heading[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        suffix = f"（{number}）"
        name = heading[: _LONGEST_NAME - len(suffix)] + suffix
    return name


class _Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[CellRole, str], Any] = {}

    def of(self, cell: TableCell) -> Any:
        """The format of a cell; a number keeps the decimals it is printed with."""
        decimals = re.search(r"\.(\d+)", cell.text) if cell.number is not None else None
        number = f"0.{'0' * len(decimals[1])}" if decimals else "General"
        key = cell.role, number
        if key not in self._made:
            look = {**_CELL, **_LOOKS[cell.role], "valign": "vcenter", "num_format": number}
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def _write_table(sheet: Any, table: Table, formats: _Formats) -> None:
    grid = tile(table)
    for row, slots in enumerate(grid):
        for column, slot in enumerate(slots):
            if (slot.row, slot.column) == (row, column):
                _write_cell(sheet, slot, formats.of(slot.cell))
    widths = _column_widths(grid)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, height in enumerate(_row_heights(grid, widths)):
        sheet.set_row(row, height)
    _set_up_printing(sheet, table)


def _set_up_printing(sheet: Any, table: Table) -> None:
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    if table.header_rows:
        sheet.freeze_panes(table.header_rows, 0)
        sheet.repeat_rows(0, table.header_rows - 1)


def _write_cell(sheet: Any, slot: Slot, style: Any) -> None:
    row, column, cell = slot.row, slot.column, slot.cell
    if cell.row_span > 1 or cell.column_span > 1:
        last = row + cell.row_span - 1, column + cell.column_span - 1
        sheet.merge_range(row, column, *last, "", style)
    if cell.number is not None:
        sheet.write_number(row, column, cell.number, style)
    elif text := printable(cell.text):
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def _column_widths(grid: Grid) -> list[float]:
    """Widths in digits that hold what stands in each column alone, within bounds."""
    return [max(_NARROWEST, *map(_width_wanted, column)) for column in zip(*grid, strict=True)]


def _width_wanted(slot: Slot) -> float:
    if slot.cell.column_span > 1:
        return 0
    widest = _WIDEST_HEADER if slot.cell.role is CellRole.HEADER else _WIDEST
    return min(widest, _digits(slot.cell.text) + _MARGIN)


def _row_heights(grid: Grid, widths: list[float]) -> list[float]:
    """Heights in points for the lines of each row: Excel does not fit rows to merged cells."""
    return [
        _LINE * max([1, *(_lines(slot, widths) for slot in slots if slot.cell.row_span == 1)])
        for slots in grid
    ]


def _lines(slot: Slot, widths: list[float]) -> int:
    room = sum(widths[slot.column : slot.column + slot.cell.column_span]) - _MARGIN
    return sum(max(1, ceil(_digits(line) / room)) for line in slot.cell.text.split("\n"))


def _digits(text: str) -> float:
    return em_width(text) * 2
