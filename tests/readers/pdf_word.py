"""Reports as Word documents of many looks, to be printed by an office program."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import msgspec
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from gipdesk.report.grid import Grid, GridCell, Role, grid_of
from gipdesk.report.report import Table
from tests.readers.pdf_reports import NUMERALS, SIGNATURE, TITLE, Printed
from tests.readers.sources import text_of


class WordLook(msgspec.Struct, frozen=True):
    """How a Word document shows a report."""

    size: float = 16
    cell_size: float = 9
    ratios: tuple[float, ...] = (1, 2, 5, 2)  # of the label columns, and of each value column
    border: str = "single"  # or nil, double, dotted
    is_inside_only: bool = False  # no lines around the table
    is_vertical: str = ""  # textDirection of row headings: tbRl, btLr
    header_repeats: bool = False
    rows_may_break: bool = True
    is_landscape: bool = False
    padding: float = 0.19  # cm
    page_number: str = "— {} —"
    latin: str = "Liberation Serif"


def word_file(printed: Printed, look: WordLook) -> bytes:
    """The report as a .docx."""
    document = docx.Document()
    _set_page(document, look)
    _add(document, TITLE, look, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, indent=0)
    for text in printed.story["preamble"]:
        _add(document, text, look)
    numbered = (section for section in printed.form.sections if section.is_numbered)
    for numeral, section in zip(NUMERALS, numbered, strict=False):
        _add(document, f"{numeral}、{section.heading}", look)
        for text in printed.story.get(section.id, []):
            _add(document, text, look)
        if section.table in printed.tables:
            table = printed.tables[section.table]
            _add_table(document, grid_of(printed.form.tables[section.table], table), table, look)
    for text in SIGNATURE:
        _add(document, text, look, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: Document, look: WordLook) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if look.is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name = look.latin
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = look.page_number.split("{}")
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
    paragraph.add_run(after)


def _add(
    document: Document,
    text: str,
    look: WordLook,
    *,
    size: float = 0,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: int = 2,
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size or look.size)
    paragraph.alignment = align
    spacing = paragraph.paragraph_format
    spacing.first_line_indent = Pt(indent * look.size)
    spacing.space_after, spacing.line_spacing = Pt(0), Pt(1.75 * (size or look.size))


def _add_table(document: Document, grid: Grid, table: Table, look: WordLook) -> None:
    rows = len(grid.lines)
    made = document.add_table(rows, grid.columns)
    made.autofit = False
    _set_borders(made, look)
    _set_widths(made, grid, look)
    for line in grid.lines:
        for cell in line:
            _fill(made, cell, table, look)
    for number, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        if look.header_repeats and number < grid.header_rows:
            properties.append(OxmlElement("w:tblHeader"))
        if not look.rows_may_break:
            properties.append(OxmlElement("w:cantSplit"))


def _fill(made: WordTable, cell: GridCell, table: Table, look: WordLook) -> None:
    first = made.cell(cell.row, cell.column)
    last = made.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
    merged = first.merge(last) if first is not last else first
    paragraph = merged.paragraphs[0]
    run = paragraph.add_run(text_of(cell, table))
    run.font.size = Pt(look.cell_size)
    merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if cell.role is not Role.LABEL:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if look.is_vertical and cell.role is Role.LABEL and cell.row_span > 10:
        _turn(merged, look.is_vertical)


def _turn(cell: _Cell, direction: str) -> None:
    element = OxmlElement("w:textDirection")
    element.set(qn("w:val"), direction)
    cell._tc.get_or_add_tcPr().append(element)


def _set_borders(made: WordTable, look: WordLook) -> None:
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        element = OxmlElement(f"w:{side}")
        is_drawn = side.startswith("inside") or not look.is_inside_only
        element.set(qn("w:val"), look.border if is_drawn else "nil")
        element.set(qn("w:sz"), "4")
        borders.append(element)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(int(look.padding * 567)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties.append(borders)
    properties.append(margins)


def _set_widths(made: WordTable, grid: Grid, look: WordLook) -> None:
    *labels, value = look.ratios
    values = grid.columns - grid.label_columns
    ratios: Sequence[float] = [*labels[: grid.label_columns], *([value] * values)]
    whole = (24.3 if look.is_landscape else 15.6) / sum(ratios)
    for column, ratio in zip(made.columns, ratios, strict=True):
        column.width = Cm(whole * ratio)
        for cell in column.cells:
            cell.width = Cm(whole * ratio)
