"""The cover: a section of its own, a page without a number."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from gipdesk.document.nodes import Cover
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.writers.characters import em_width
from gipdesk.writers.title import title_lines
from gipdesk.writers.wordml.elements import paragraph, run
from gipdesk.writers.wordml.looks import margin
from gipdesk.writers.wordml.sections import end_section

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_FOOT: Final = 2  # lines left below agency and date


def cover(node: Cover, sheet: StyleSheet) -> list[BaseOxmlElement]:
    """The title, which ends a third of the sheet down, and agency and date at the foot."""
    page, pitch = sheet.page, sheet.page.line_pitch
    lines = title_lines(node.title, sheet, "cover_title")
    title = len(lines) * (sheet.style("cover_title").line_pitch or pitch)
    room = margin(sheet, "cover_title", len(lines))
    above = room + max(0.0, points(Mm(page.height / 3 - page.top)) - title - 2 * room)
    elements = [paragraph("CoverTitle", run("\n".join(lines)))]
    ParagraphFormat(elements[0]).space_before = Pt(above)
    foot = [text for text in (node.agency, node.date) if text]
    if foot:
        used = above + title + sum(_height(text, sheet) for text in foot)
        elements += [paragraph("CoverLine", run(text)) for text in foot]
        between = pitch * (page.lines - _FOOT) - used
        ParagraphFormat(elements[1]).space_before = Pt(max(0.0, between))
    end_section(elements[-1])
    return elements


def _height(text: str, sheet: StyleSheet) -> float:
    """How high a line of the cover is, which may be too long for one."""
    look, page = sheet.style("cover_line"), sheet.page
    lines = ceil(em_width(text) * look.size / points(page.text_width))
    return lines * (look.line_pitch or page.line_pitch)
