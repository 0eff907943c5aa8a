"""The style sheet put into the styles of a Word document."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final

from docx import shared
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gipdesk.document.nodes import Mark
from gipdesk.document.stylesheet import Align, Pt, StyleSheet, TableStyle, points
from gipdesk.writers.wordml.elements import (
    eighths,
    half_points,
    indent,
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
    "发文字号": "document_number",
    "封面标题": "cover_title",
    "封面文字": "cover_line",
    "Heading 1": "heading1",
    "Heading 2": "heading2",
    "Heading 3": "heading3",
    "Heading 4": "heading4",
    "Normal": "body",
    "Signature": "signature",
    "Date": "signature",
    "Caption": "caption",
    "附件": "attachment",
    "表题": "table_title",
    "表上文字": "above_table",
    "表下文字": "below_table",
}

# Styles whose lines are not of the page's pitch; they take up whole lines of it nevertheless.
_ON_GRID: Final = frozenset({"title", "table_title"})
_EXACT: Final = 0.01  # lines

# The character styles of what is marked within a paragraph.
STYLE_OF_MARK: Final = {Mark.PLAIN: None, Mark.LEAD: "Lead", Mark.UNFILLED: "Unfilled"}

STEPS: Final = 20  # of character spacing in a point

# By how much a line of single spacing is higher than its type: in Word by 1.3 with 宋体, in
# LibreOffice with our song face so much, which leaves Word's lines enough, too.
_SINGLE_LINE: Final = 1.45


def character_pitch(sheet: StyleSheet) -> Pt:
    """Distance from one hanzi of a full line to the next."""
    return Pt(points(sheet.page.text_width) / sheet.page.characters)


def character_spacing(sheet: StyleSheet) -> int:
    """The steps by which body type is drawn together until a full line holds its characters."""
    return floor((character_pitch(sheet) - sheet.style("body").size) * STEPS)


def margin(sheet: StyleSheet, meaning: str, lines: int) -> Pt:
    """What is left above and below a text so that it takes up whole lines of the page."""
    pitch, look = sheet.page.line_pitch, sheet.style(meaning)
    height = lines * (look.line_pitch or pitch)
    return Pt((ceil(height / pitch - _EXACT) * pitch - height) / 2)


def dress(word: Word, sheet: StyleSheet, language: str) -> None:
    """Give the base document the looks of the style sheet."""
    _set_defaults(word, sheet, language)
    for name, meaning in _MEANINGS.items():
        _set_style(word.styles[name], sheet, meaning)
    word.styles["接排标题"].element.append(w("rPr", _fonts(sheet, sheet.style("lead").face)))
    number = sheet.page_number
    _set_characters(word.styles["Footer"], sheet, number.face, number.size)
    _set_tables(word, sheet)


def _set_defaults(word: Word, sheet: StyleSheet, language: str) -> None:
    (properties,) = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    body = sheet.style("body")
    sizes = [w(tag, val=half_points(body.size)) for tag in ("sz", "szCs")]
    speech = w("lang", val="en-US", eastAsia=language)
    properties.extend([_fonts(sheet, body.face), *sizes, speech])


def _fonts(sheet: StyleSheet, role: str) -> BaseOxmlElement:
    """A face in all four slots, or another for Western letters and digits.

    Quotes and dashes stay in the Chinese face, since all runs hint that they are Chinese.
    """
    name = sheet.face(role).name
    western = sheet.face(sheet.latin or role).name
    return w("rFonts", hint="eastAsia", ascii=western, hAnsi=western, eastAsia=name, cs=name)


def _set_style(style: ParagraphStyle, sheet: StyleSheet, meaning: str) -> None:
    pitch, look = sheet.page.line_pitch, sheet.style(meaning)
    room = margin(sheet, meaning, lines=1) if meaning in _ON_GRID else 0
    layout = style.paragraph_format
    layout.alignment = _ALIGNMENTS[look.align]
    layout.line_spacing = shared.Pt(look.line_pitch or pitch)
    layout.space_before = shared.Pt(look.space_before * pitch + room)
    layout.space_after = shared.Pt(look.space_after * pitch + room)
    layout.keep_with_next = look.keep_with_next or layout.keep_with_next
    indent(style.element, "firstLine", look.first_line_indent, character_pitch(sheet))
    _set_characters(style, sheet, look.face, look.size)


def _set_characters(style: ParagraphStyle, sheet: StyleSheet, face: str, size: Pt) -> None:
    """Face, size and spacing.

    Spacing rather than Word's character grid, with which LibreOffice gives each hanzi two cells.
    """
    spacing = character_spacing(sheet) if size == sheet.style("body").size else 0
    style.element.get_or_add_rPr().extend(
        [
            _fonts(sheet, face),
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
