"""The style sheet put into the styles, the page and the page numbers of a Word document."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final

from docx import shared
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gipdesk.document.stylesheet import Align, Pt, StyleSheet, TableStyle, TextStyle, points
from gipdesk.writers.wordml.elements import (
    eighths,
    fonts,
    half_points,
    indent,
    run,
    twentieths,
    twips,
    w,
)

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

_ALIGNMENTS: Final = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}

# What the style sheet calls each of Word's styles.
_MEANINGS: Final = {
    "Title": "title",
    "Heading 1": "heading1",
    "Heading 2": "heading2",
    "Heading 3": "heading3",
    "Heading 4": "heading4",
    "Normal": "body",
    "Body Text": "body",
    "Signature": "signature",
    "Date": "signature",
    "Caption": "caption",
    "附件": "attachment",
    "表题": "table_title",
    "表上文字": "above_table",
    "表下文字": "below_table",
}

# Word sets a line of a Chinese face 1.3 times its size when the spacing is single.
_SINGLE_LINE: Final = 1.3


def character_pitch(sheet: StyleSheet) -> Pt:
    """Distance from one hanzi of a full line to the next."""
    return Pt(points(sheet.page.text_width) / sheet.page.characters)


def face_name(sheet: StyleSheet, meaning: str) -> str:
    """The name of the face a meaning is set in."""
    return sheet.face(sheet.style(meaning).face).name


def dress(word: Word, sheet: StyleSheet, language: str) -> None:
    """Give the base document the looks of the style sheet."""
    _set_defaults(word, sheet, language)
    for name, meaning in _MEANINGS.items():
        _set_style(word.styles[name], sheet, sheet.style(meaning))
    word.styles["接排标题"].element.append(w("rPr", fonts(face_name(sheet, "lead"))))
    _set_tables(word, sheet)
    _set_page(word, sheet)
    _set_page_number(word, sheet)


def _set_defaults(word: Word, sheet: StyleSheet, language: str) -> None:
    (properties,) = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    speech = w("lang", val="en-US", eastAsia=language)
    properties.extend([fonts(face_name(sheet, "body")), speech])


def _set_style(style: ParagraphStyle, sheet: StyleSheet, look: TextStyle) -> None:
    pitch = sheet.page.line_pitch
    layout = style.paragraph_format
    layout.alignment = _ALIGNMENTS[look.align]
    layout.line_spacing = shared.Pt(look.line_pitch or pitch)
    layout.space_before = shared.Pt(look.space_before * pitch)
    layout.space_after = shared.Pt(look.space_after * pitch)
    layout.keep_with_next = look.keep_with_next or layout.keep_with_next
    if look.first_line_indent and style.name != "Normal":  # all other styles grow from Normal
        indent(style.element, "firstLine", look.first_line_indent, character_pitch(sheet))
    _set_characters(style, sheet, look.face, look.size)


def _set_characters(style: ParagraphStyle, sheet: StyleSheet, face: str, size: Pt) -> None:
    """Face and size; body type is drawn together until a full line holds its characters.

    Spacing rather than Word's character grid, with which LibreOffice gives each hanzi two cells.
    """
    tighter = size == sheet.style("body").size
    spacing = floor((character_pitch(sheet) - size) * 20) if tighter else 0
    style.element.get_or_add_rPr().extend(
        [
            fonts(sheet.face(face).name),
            w("spacing", val=spacing),
            w("sz", val=half_points(size)),
            w("szCs", val=half_points(size)),
        ]
    )


def _set_tables(word: Word, sheet: StyleSheet) -> None:
    table = sheet.table
    text = word.styles["表格文字"]
    text.paragraph_format.line_spacing = table.leading / _SINGLE_LINE
    _set_characters(text, sheet, table.face, table.size)
    word.styles["Table Grid"].element.append(_table_properties(table))


def _table_properties(table: TableStyle) -> BaseOxmlElement:
    rule = eighths(table.rule)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [w(side, val="single", sz=rule, space=0, color="auto") for side in sides]
    x, y = twips(table.padding_x), twips(table.padding_y)
    padding = {"top": y, "left": x, "bottom": y, "right": x}
    margins = [w(side, w=width, type="dxa") for side, width in padding.items()]
    return w("tblPr", w("tblBorders", *borders), w("tblCellMar", *margins))


def _set_page(word: Word, sheet: StyleSheet) -> None:
    section, page = word.sections[0], sheet.page
    section.page_width, section.page_height = shared.Mm(page.width), shared.Mm(page.height)
    section.top_margin, section.bottom_margin = shared.Mm(page.top), shared.Mm(page.bottom)
    section.left_margin, section.right_margin = shared.Mm(page.left), shared.Mm(page.right)
    section.footer_distance = shared.Mm(page.footer)
    section.header_distance = section.gutter = shared.Mm(0)
    grid = w("docGrid", type="lines", linePitch=twentieths(page.line_pitch))
    word.element.body[-1].append(grid)


def _set_page_number(word: Word, sheet: StyleSheet) -> None:
    number, section = sheet.page_number, word.sections[0]
    _set_characters(word.styles["Footer"], sheet, number.face, number.size)
    face = sheet.face(number.face).name
    before, after = number.form.split("{n}")
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.part.element.xpath("w:p")
        indent(paragraph, side, number.indent, number.size)
        field = w("fldSimple", run("1", face), instr="PAGE")
        paragraph.extend([run(before, face), field, run(after, face)])
