"""The pages of a Word document: paper, margins and page numbers, and a cover before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.text.parfmt import ParagraphFormat

from gipdesk.document.stylesheet import NumberPlace, StyleSheet
from gipdesk.writers.wordml.elements import indent, run, twentieths, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

_PLACES: Final = re.compile(r"(\{n\}|\{total\})")

# Where numbers stand on odd and on even pages.
_SIDES: Final = {
    NumberPlace.OUTER: ("right", "left"),
    NumberPlace.CENTER: ("center", "center"),
    NumberPlace.LEFT: ("left", "left"),
    NumberPlace.RIGHT: ("right", "right"),
}


class _Field(NamedTuple):
    """A number that Word counts, and what stands there until it does."""

    name: str
    result: int


def end_section(paragraph: BaseOxmlElement) -> None:
    """End a section with a paragraph of a named style; `set_pages` gives it its paper."""
    (properties,) = paragraph.xpath("w:pPr")
    properties.append(w("sectPr"))


def set_pages(word: Word, sheet: StyleSheet, total: int = 1) -> None:
    """Paper for all sections; the last bears page numbers, one before it is the cover.

    `total` is what stands for the number of pages until a program counts them.
    """
    *covers, report = word.sections
    for section in (*covers, report):
        _set_paper(section, sheet)
    if covers:
        _element(report).insert_element_before(w("pgNumType", start=1), "w:docGrid")
    total_pages = _Field("SECTIONPAGES" if covers else "NUMPAGES", total)
    _set_page_numbers(report, sheet, total_pages)


def _set_paper(section: Section, sheet: StyleSheet) -> None:
    page = sheet.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(page.footer)
    section.header_distance = section.gutter = Mm(0)
    grid = w("docGrid", type="lines", linePitch=twentieths(page.line_pitch))
    _element(section).append(grid)


def _element(section: Section) -> BaseOxmlElement:
    return section._sectPr  # noqa: SLF001 - python-docx has no public way to it


def _set_page_numbers(section: Section, sheet: StyleSheet, total: _Field) -> None:
    number = sheet.page_number
    footers = section.footer, section.even_page_footer
    for footer, side in zip(footers, _SIDES[number.place], strict=True):
        (paragraph,) = footer.part.element.xpath("w:p")
        ParagraphFormat(paragraph).alignment = WD_ALIGN_PARAGRAPH.from_xml(side)
        if side != "center":
            indent(paragraph, side, number.indent, number.size)
        paragraph.extend(_numbering(number.form, total))


def _numbering(form: str, total: _Field) -> Iterator[BaseOxmlElement]:
    """The words of a page number's form, and fields in its places."""
    fields = {"{n}": _Field("PAGE", 1), "{total}": total}
    for piece in filter(None, _PLACES.split(form)):
        if piece in fields:
            field = fields[piece]
            yield w("fldSimple", run(str(field.result)), instr=field.name)
        else:
            yield run(piece)
