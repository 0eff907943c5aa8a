"""The document's tables as a spreadsheet (.xlsx), one sheet a table, with the lines around it.

Numbers are numbers, shown as they were typed; text is never taken for a formula, a link or a
number. Totals are formulas only where that is asked for. Equal documents give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any, Final

import msgspec
import xlsxwriter

from gipdesk.document.nodes import CellRole, Document, Heading, Signature, Table, TableCell, text_of
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import em_width, printable
from gipdesk.writers.spreadsheet.names import SheetNames
from gipdesk.writers.spreadsheet.numbers import number_format, number_of, plain
from gipdesk.writers.spreadsheet.totals import Totals
from gipdesk.writers.tiling import Grid, Slot, tile

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the zip format's first day, not today

_TITLE_SIZE: Final = 16.0  # points
_BETWEEN_PARTS: Final = "　"
_DEEPEST: Final = 15  # indent that old spreadsheet programs know
_NARROWEST, _WIDEST_HEADER, _WIDEST, _MARGIN = 8, 10, 40, 2  # of columns, in digits
_SHEET_WIDTH: Final = 80  # digits that an upright page holds in full size
_PIXEL: Final = 25.4 / 96  # mm; a column has 5 pixels, and 7 for each digit of its width
_LINE: Final = 16  # points
_TALLEST: Final = 409  # points, of a row in Excel
_INCH: Final = 25.4  # mm

_A4: Final = 9


def write_xlsx(document: Document, look: StyleSheet, *, formulas: bool = False) -> bytes:
    """The bytes of a workbook; a document without tables gives one sheet that says so.

    Args:
        document: Whose tables are written.
        look: Its column widths, type size, band colour and margins.
        formulas: Whether a total that is the sum of its parts is written as that sum.

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
        formats = _Formats(workbook, look)
        tables = list(_named_tables(document))
        for name, table in tables:
            _SheetWriter(workbook.add_worksheet(name), table, formats, look).write(
                formulas=formulas
            )
        if not tables:
            workbook.add_worksheet().write_string(0, 0, "（本报告没有表格）")
    return stream.getvalue()


def _named_tables(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables with their sheets' names: the table's title or the heading above, made unique."""
    heading, names = "", SheetNames()
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = text_of(block.runs)
        elif isinstance(block, Signature):
            heading = ""
        elif isinstance(block, Table) and block.rows:
            yield names.take(block.title, heading), block


class _Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Any, look: StyleSheet) -> None:
        self._workbook = workbook
        self._made: dict[bytes, Any] = {}
        face, self.size = look.face(look.table.face).name, look.table.size
        self._text = {
            "font_name": face,
            "font_size": self.size,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self._band = {"bg_color": f"#{look.table.band_fill}"}

    def of(self, cell: TableCell, centred: Set[CellRole]) -> Any:
        """The format of a cell; a number is shown as it was typed."""
        return self._of(
            self._text
            | {"border": 1}
            | (self._band if cell.role is CellRole.BAND else {})
            | {"align": "center" if cell.role in centred else "left"}
            | {"indent": min(cell.indent, _DEEPEST)}
            | {"num_format": number_format(cell)}
        )

    def of_line(self, size: float, align: str) -> Any:
        """The format of a line around a table."""
        return self._of(self._text | {"font_size": size, "align": align})

    def _of(self, look: dict[str, Any]) -> Any:
        key = msgspec.json.encode(look)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


class _SheetWriter:
    """Writes one table, and the lines around it, on a sheet of its own."""

    def __init__(self, sheet: Any, table: Table, formats: _Formats, look: StyleSheet) -> None:
        self._sheet = sheet
        self._table = table
        self._formats = formats
        self._page = look.page
        self._grid = tile(table)
        self._widths = _column_widths(table, self._grid, look)
        self._top = bool(table.title) + len(table.above)  # the row where the table begins

    def write(self, *, formulas: bool) -> None:
        """Write the table, its totals as formulas or as numbers."""
        centred = centred_roles(self._table)
        totals = Totals(self._grid, self._top) if formulas else None
        for row, slots in enumerate(self._grid):
            for column, slot in enumerate(slots):
                if (slot.row, slot.column) == (row, column):
                    formula = totals.formula(slot.cell) if totals else None
                    self._write_cell(slot, self._formats.of(slot.cell, centred), formula)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        for row, height in enumerate(_row_heights(self._grid, self._widths), self._top):
            self._sheet.set_row(row, height)
        self._write_lines()
        self._set_up_printing()

    def _write_lines(self) -> None:
        table, size = self._table, self._formats.size
        if table.title:
            self._write_line(0, table.title, _TITLE_SIZE, "center")
        for row, line in enumerate(table.above, bool(table.title)):
            self._write_line(row, _BETWEEN_PARTS.join(line), size, "left")
        for row, line in enumerate(table.below, self._top + len(table.rows)):
            self._write_line(row, _BETWEEN_PARTS.join(line), size, "left")

    def _write_line(self, row: int, text: str, size: float, align: str) -> None:
        """Write text over the whole width of the table."""
        style = self._formats.of_line(size, align)
        scale = size / self._formats.size
        lines = ceil(_digits(text) * scale / sum(self._widths))
        self._sheet.set_row(row, min(_TALLEST, max(1, lines) * _LINE * scale))
        if self._table.columns > 1:
            self._sheet.merge_range(row, 0, row, self._table.columns - 1, "", style)
        self._sheet.write_string(row, 0, printable(text), style)

    def _write_cell(self, slot: Slot, style: Any, formula: str | None) -> None:
        cell, row, column = slot.cell, self._top + slot.row, slot.column
        if cell.row_span > 1 or cell.column_span > 1:
            last = row + cell.row_span - 1, column + cell.column_span - 1
            self._sheet.merge_range(row, column, *last, "", style)
        number = number_of(cell)
        if formula is not None:
            self._sheet.write_formula(row, column, formula, style, cell.number)
        elif number is not None:
            self._sheet.write_number(row, column, number, style)
        elif text := printable(plain(cell)):
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _set_up_printing(self) -> None:
        page = self._page
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(
            *(side / _INCH for side in (page.left, page.right, page.top, page.bottom))
        )
        self._sheet.fit_to_pages(1, 0)
        self._sheet.center_horizontally()
        if self._table.header_rows:
            body = self._top + self._table.header_rows
            self._sheet.freeze_panes(body, 0)
            self._sheet.repeat_rows(self._top, body - 1)


def _column_widths(table: Table, grid: Grid, look: StyleSheet) -> list[float]:
    """Widths in digits: those of the form on paper, or what holds the contents, within bounds."""
    columns = list(zip(*grid, strict=True))
    if table.kind in look.table.widths:
        widths = look.column_widths(table.kind, table.columns)
        return [
            max((width / _PIXEL - 5) / 7, *map(_number_width, column))
            for width, column in zip(widths, columns, strict=True)
        ]
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


def _number_width(slot: Slot) -> float:
    """The width below which Excel shows a number as ####."""
    is_alone = slot.cell.column_span == 1 and slot.cell.number is not None
    return _digits(slot.cell.text) + _MARGIN if is_alone else 0


def _width_wanted(slot: Slot, widest: float) -> float:
    """The width that holds a cell; 0 for one that reaches over several columns."""
    if slot.cell.column_span > 1:
        return 0
    return min(widest, _digits(slot.cell.text) + 2 * slot.cell.indent + _MARGIN)


def _row_heights(grid: Grid, widths: list[float]) -> list[float]:
    """Heights in points for the lines of each row: Excel does not fit rows to merged cells."""
    lines = (
        max([1, *(_lines(slot, widths) for slot in slots if slot.cell.row_span == 1)])
        for slots in grid
    )
    return [min(_TALLEST, _LINE * each) for each in lines]


def _lines(slot: Slot, widths: list[float]) -> int:
    width = sum(widths[slot.column : slot.column + slot.cell.column_span])
    room = max(2, width - 1 - 2 * slot.cell.indent)
    return sum(max(1, ceil(_digits(line) / room)) for line in slot.cell.text.split("\n"))


def _digits(text: str) -> float:
    return em_width(text) * 2
