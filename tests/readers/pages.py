"""Reports as Word's web pages and as workbooks hold them, written from the form: real spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import TypeAlias

import xlsxwriter

from gipdesk.report.edition import Form
from gipdesk.report.grid import Grid, GridCell, grid_of
from gipdesk.report.report import Table
from tests.readers.sources import NUMERALS, STORY, Around, front_of, text_of, year_of

Printed: TypeAlias = tuple[Grid, Table]

_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=Generator content="Microsoft Word 15"><title>模板</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:10.5pt;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1 style='layout-grid:15.6pt'>
"""
_SPAN = "<span\nstyle='font-size:12.0pt;font-family:宋体;color:black;mso-themecolor:text1'>"
_NUMBER = "<span lang=EN-US\nstyle='font-size:12.0pt;font-family:宋体'>"
_CELL = "width=47 style='width:35.2pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'"
_BLANK = "<span lang=EN-US><o:p>&nbsp;</o:p></span>"


def word_page(form: Form, tables: Mapping[str, Table]) -> str:
    """The report as Word saves it for the web."""
    blocks = (
        _paragraph(part) if isinstance(part, str) else _table(*part)
        for part in parts_of_report(form, tables)
    )
    return _HEAD + "\n\n".join(blocks) + "\n</div></body></html>"


def pieces_expected(form: Form, tables: Mapping[str, Table]) -> Iterator[str | tuple[str, ...]]:
    """What a reader gives of these: paragraphs, the cells of each row, rows of one cell as text."""
    for part in parts_of_report(form, tables):
        if isinstance(part, str):
            yield part
            continue
        grid, table = part
        for line in grid.lines:
            cells = tuple(text_of(cell, table) for cell in line)
            yield cells[0] if line[0].column_span == grid.columns else cells


def parts_of_report(form: Form, tables: Mapping[str, Table]) -> Iterator[str | Printed]:
    """The paragraphs and tables of a report, in order."""
    yield from front_of(form)
    numbered = (section for section in form.sections if section.is_numbered)
    for numeral, section in zip(NUMERALS, numbered, strict=False):
        yield f"{numeral}、{section.heading}"
        yield from STORY.get(section.id, ())
        yield from _printed(form, tables, section.table)
    for section in form.sections:
        if section.attachment:
            yield section.attachment
            yield from _printed(form, tables, section.table)


def _printed(form: Form, tables: Mapping[str, Table], table_id: str) -> Iterator[str | Printed]:
    """A table with the lines around it."""
    if table_id in tables:
        table_form, table = form.tables[table_id], tables[table_id]
        around = Around(agency="某某市司法局", year=str(year_of(form)))
        above = (line.format_map(around) for line in (table_form.title, *table_form.above))
        yield from filter(None, above)
        yield grid_of(table_form, table), table
        yield from (line.format_map(around) for line in table_form.below)


def _paragraph(text: str) -> str:
    return f"<p class=MsoNormal style='text-indent:24.0pt'>{_runs(text)}<o:p></o:p></p>"


def _runs(text: str) -> str:
    """A text in spans that break words and numbers apart, as editing does."""
    if not text:
        return _BLANK
    half = (len(text) + 1) // 2
    parts = (text[:half], text[half:])
    return "".join(
        f"{_NUMBER if part.isdigit() else _SPAN}{escape(part)}</span>" for part in parts if part
    )


def _table(grid: Grid, table: Table) -> str:
    rows = "\n ".join(
        f"<tr style='mso-yfti-irow:{number};height:30.0pt'>\n  "
        + "\n  ".join(_cell(cell, table) for cell in line)
        + "\n </tr>"
        for number, line in enumerate(grid.lines)
    )
    return f"<table class=MsoNormalTable border=1 cellspacing=0 width=0>\n {rows}\n</table>"


def _cell(cell: GridCell, table: Table) -> str:
    spans = f"rowspan={cell.row_span} " if cell.row_span > 1 else ""
    spans += f"colspan={cell.column_span} " if cell.column_span > 1 else ""
    text = text_of(cell, table)
    return f"<td {spans}{_CELL}>\n  <p class=MsoNormal align=center>{_runs(text)}</p>\n  </td>"


def workbook(form: Form, tables: Mapping[str, Table]) -> bytes:
    """The report on one sheet, as people type it: a line a row, a gap behind each table."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, border = book.add_worksheet("年报"), book.add_format({"border": 1})
        top = 0
        for part in parts_of_report(form, tables):
            if isinstance(part, str):
                sheet.write_string(top, 0, part)
                top += 1
                continue
            grid, table = part
            for cell in grid.cells():
                _write(sheet, cell, text_of(cell, table), top, border)
            top += len(grid.lines) + 1
    return stream.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    cell: GridCell,
    text: str,
    top: int,
    border: xlsxwriter.format.Format,
) -> None:
    row, column = top + cell.row, cell.column
    if cell.row_span * cell.column_span > 1:
        last = row + cell.row_span - 1, column + cell.column_span - 1
        sheet.merge_range(row, column, *last, "", border)
    if text.isdecimal() and text.isascii() and str(int(text)) == text:
        sheet.write_number(row, column, int(text), border)
    elif text:
        sheet.write_string(row, column, text, border)
    else:
        sheet.write_blank(row, column, None, border)
