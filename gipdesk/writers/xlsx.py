"""The document's tables as a spreadsheet (.xlsx), one sheet a table, with the lines around it.

Numbers are numbers; text is never taken for a formula, a link or a number. Equal documents give
equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any, Final

import xlsxwriter

from gipdesk.document.nodes import CellRole, Document, Heading, Table, TableCell, text_of
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import em_width, printable
from gipdesk.writers.tiling import Grid, Slot, tile

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the zip format's first day, not today

_SIZE, _TITLE_SIZE = 10.5, 16.0  # points
_TEXT: Final = {"font_name": "宋体", "font_size": _SIZE, "text_wrap": True, "valign": "vcenter"}
_CELL: Final = {**_TEXT, "border": 1}
_BAND: Final = {"bg_color": "#C6D9F1"}
_BETWEEN_PARTS: Final = "　"
_DEEPEST: Final = 15  # indent that old spreadsheet programs know
_NARROWEST, _WIDEST_HEADER, _WIDEST, _MARGIN = 8, 10, 40, 2  # of columns, in digits
_SHEET_WIDTH: Final = 80  # digits that an upright page holds in full size
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
        for name, text in document.details.items():
            workbook.set_custom_property(name, printable(text), "text")
        formats = _Formats(workbook)
        tables = list(_named_tables(document))
        for name, table in tables:
            _SheetWriter(workbook.add_worksheet(name), table, formats).write()
        if not tables:
            workbook.add_worksheet().write_string(0, 0, "（本报告没有表格）")
    return stream.getvalue()


def _named_tables(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables with their sheets' names: the table's title or the heading above, made unique."""
    heading, taken = "", set[str]()
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = text_of(block.runs)
        elif isinstance(block, Table) and block.rows:
            name = _free_name(_sheet_name(block.title) or _sheet_name(heading) or "表格", taken)
            taken.add(name.casefold())
            yield name, block


def _sheet_name(text: str) -> str:
    return _NOT_IN_NAMES.sub("", printable(text)).strip()


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
        self._made: dict[str, Any] = {}

    def of(self, cell: TableCell, centred: Set[CellRole]) -> Any:
        """The format of a cell; a number keeps the decimals it is printed with."""
        decimals = re.search(r"\.(\d+)", cell.text) if cell.number is not None else None
        return self.made(
            _CELL
            | (_BAND if cell.role is CellRole.BAND else {})
            | {"align": "center" if cell.role in centred else "left"}
            | {"indent": min(cell.indent, _DEEPEST)}
            | {"num_format": f"0.{'0' * len(decimals[1])}" if decimals else "General"}
        )

    def made(self, look: dict[str, Any]) -> Any:
        """The format of a look."""
        key = repr(look)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


class _SheetWriter:
    """Writes one table, and the lines around it, on a sheet of its own."""

    def __init__(self, sheet: Any, table: Table, formats: _Formats) -> None:
        self._sheet = sheet
        self._table = table
        self._formats = formats
        self._grid = tile(table)
        self._widths = _column_widths(self._grid)
        self._top = bool(table.title) + len(table.above)  # the row where the table begins

    def write(self) -> None:
        centred = centred_roles(self._table)
        for row, slots in enumerate(self._grid):
            for column, slot in enumerate(slots):
                if (slot.row, slot.column) == (row, column):
                    self._write_cell(slot, self._formats.of(slot.cell, centred))
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        for row, height in enumerate(_row_heights(self._grid, self._widths), self._top):
            self._sheet.set_row(row, height)
        self._write_lines()
        self._set_up_printing()

    def _write_lines(self) -> None:
        table = self._table
        if table.title:
            self._write_line(0, table.title, _TITLE_SIZE, "center")
        for row, line in enumerate(table.above, bool(table.title)):
            self._write_line(row, _BETWEEN_PARTS.join(line), _SIZE, "left")
        for row, line in enumerate(table.below, self._top + len(table.rows)):
            self._write_line(row, _BETWEEN_PARTS.join(line), _SIZE, "left")

    def _write_line(self, row: int, text: str, size: float, align: str) -> None:
        """Write text over the whole width of the table."""
        style = self._formats.made(_TEXT | {"font_size": size, "align": align})
        scale = size / _SIZE
        lines = ceil(_digits(text) * scale / sum(self._widths))
        self._sheet.set_row(row, max(1, lines) * _LINE * scale)
        if self._table.columns > 1:
            self._sheet.merge_range(row, 0, row, self._table.columns - 1, "", style)
        self._sheet.write_string(row, 0, printable(text), style)

    def _write_cell(self, slot: Slot, style: Any) -> None:
        cell, row, column = slot.cell, self._top + slot.row, slot.column
        if cell.row_span > 1 or cell.column_span > 1:
            last = row + cell.row_span - 1, column + cell.column_span - 1
            self._sheet.merge_range(row, column, *last, "", style)
        if cell.number is not None:
            self._sheet.write_number(row, column, cell.number, style)
        elif text := printable(cell.text):
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _set_up_printing(self) -> None:
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.center_horizontally()
        if self._table.header_rows:
            body = self._top + self._table.header_rows
            self._sheet.freeze_panes(body, 0)
            self._sheet.repeat_rows(self._top, body - 1)


def _column_widths(grid: Grid) -> list[float]:
    """Widths in digits that hold what stands in each column alone, within bounds."""
    columns = list(zip(*grid, strict=True))
    header = max(_WIDEST_HEADER, _SHEET_WIDTH / len(columns))
    widest = max(_WIDEST, _SHEET_WIDTH - _WIDEST_HEADER * (len(columns) - 1))
    bounds = {CellRole.HEADER: header}
    return [
        max(
            _NARROWEST,
            *(_width_wanted(slot, bounds.get(slot.cell.role, widest)) for slot in column),
        )
        for column in columns
    ]


def _width_wanted(slot: Slot, widest: float) -> float:
    """The width that holds a cell; 0 for one that reaches over several columns."""
    if slot.cell.column_span > 1:
        return 0
    return min(widest, _digits(slot.cell.text) + 2 * slot.cell.indent + _MARGIN)


def _row_heights(grid: Grid, widths: list[float]) -> list[float]:
    """Heights in points for the lines of each row: Excel does not fit rows to merged cells."""
    return [
        _LINE * max([1, *(_lines(slot, widths) for slot in slots if slot.cell.row_span == 1)])
        for slots in grid
    ]


def _lines(slot: Slot, widths: list[float]) -> int:
    width = sum(widths[slot.column : slot.column + slot.cell.column_span])
    room = max(_NARROWEST, width - _MARGIN - 2 * slot.cell.indent)
    return sum(max(1, ceil(_digits(line) / room)) for line in slot.cell.text.split("\n"))


def _digits(text: str) -> float:
    return em_width(text) * 2
