"""The document's blocks as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Figure,
    Heading,
    Line,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.writers.signing import signing_of
from gipdesk.writers.wordml.elements import indent, run, w
from gipdesk.writers.wordml.looks import character_pitch, face_name
from gipdesk.writers.wordml.tables import keep_with_next, table

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Makes the run that shows a figure's picture.
Picture: TypeAlias = Callable[[Figure], "BaseOxmlElement"]

_STYLE_OF_MARK: Final = {Mark.PLAIN: None, Mark.LEAD: "Lead", Mark.UNFILLED: "Unfilled"}


def body(blocks: Iterable[Block], sheet: StyleSheet, picture: Picture) -> list[BaseOxmlElement]:
    """The elements of the document's body, in order."""
    elements: list[BaseOxmlElement] = []
    for previous, block in pairwise((None, *blocks)):
        made = _elements(block, sheet, picture) if block else []
        if isinstance(previous, PageBreak) and made:
            _begin_page(made[0])
        elements += made
    return _with_room_for_tables(elements, sheet)


def _elements(block: Block, sheet: StyleSheet, picture: Picture) -> list[BaseOxmlElement]:
    match block:
        case Title():
            lines = Run("\n".join(block.lines))
            return [_paragraph("Title", _runs((lines,), "title", sheet))]
        case Heading():
            meaning = f"heading{block.level}"
            return [_paragraph(f"Heading{block.level}", _runs(block.runs, meaning, sheet))]
        case Paragraph():
            return [_paragraph("BodyText", _runs(block.runs, "body", sheet))]
        case Table():
            return _table(block, sheet) if block.rows else []
        case Attachment():
            name = _paragraph("Attachment", _runs((Run(block.name),), "attachment", sheet))
            _begin_page(name)
            return [name]
        case Figure():
            return _figure(block, sheet, picture)
        case Signature():
            return _signature(block, sheet)
        case PageBreak():
            return []  # what follows begins the page
        case _:
            assert_never(block)


def _paragraph(style: str, content: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
    return w("p", w("pPr", w("pStyle", val=style)), *content)


def _runs(runs: Iterable[Run], meaning: str, sheet: StyleSheet) -> list[BaseOxmlElement]:
    return [
        run(
            part.text,
            face_name(sheet, "lead" if part.mark is Mark.LEAD else meaning),
            _STYLE_OF_MARK[part.mark],
        )
        for part in runs
    ]


def _table(node: Table, sheet: StyleSheet) -> list[BaseOxmlElement]:
    """A table between its lines."""
    title = _paragraph("TableTitle", _runs((Run(node.title),), "table_title", sheet))
    above = [_line("AboveTable", line, "above_table", sheet) for line in node.above]
    below = [_line("BelowTable", line, "below_table", sheet) for line in node.below]
    grid = table(node, sheet)
    if below:
        keep_with_next(grid)
    return [*([title] if node.title else []), *above, grid, *below]


def _line(style: str, parts: Line, meaning: str, sheet: StyleSheet) -> BaseOxmlElement:
    """A line whose parts begin at tab stops an even distance apart."""
    line = _paragraph(style, _runs((Run("\t".join(parts)),), meaning, sheet))
    step = points(sheet.page.text_width) / len(parts)
    for place in range(1, len(parts)):
        ParagraphFormat(line).tab_stops.add_tab_stop(Pt(place * step))
    return line


def _figure(figure: Figure, sheet: StyleSheet, picture: Picture) -> list[BaseOxmlElement]:
    shown = _paragraph("Figure", [picture(figure)])
    if not figure.caption:
        return [shown]
    ParagraphFormat(shown).keep_with_next = True
    return [shown, _paragraph("Caption", _runs((Run(figure.caption),), "caption", sheet))]


def _signature(signature: Signature, sheet: StyleSheet) -> list[BaseOxmlElement]:
    place = signing_of(signature)
    lines = (
        ("Signature", signature.agency, place.lines_before, place.agency_indent),
        ("Date", signature.date, place.lines_between, place.date_indent),
    )
    return [_signing_line(*line, sheet) for line in lines]


def _signing_line(
    style: str, text: str, lines_before: int, characters: float, sheet: StyleSheet
) -> BaseOxmlElement:
    line = _paragraph(style, _runs((Run(text),), "signature", sheet))
    indent(line, "right", characters, character_pitch(sheet))
    ParagraphFormat(line).space_before = Pt(lines_before * sheet.page.line_pitch)
    return line


def _begin_page(element: BaseOxmlElement) -> None:
    """Begin a page at the element's first paragraph: a break of its own leaves an empty line."""
    first = element.xpath("descendant-or-self::w:p")[0]
    ParagraphFormat(first).page_break_before = True


def _with_room_for_tables(
    elements: list[BaseOxmlElement], sheet: StyleSheet
) -> list[BaseOxmlElement]:
    """The elements with room around tables, which in Word the paragraphs beside them keep.

    Where a table has no paragraph below it, an empty one is put in, as Word demands.
    """
    spaced: list[BaseOxmlElement] = []
    for element, below in pairwise((*elements, None)):
        if isinstance(element, CT_Tbl) and not isinstance(below, CT_P):
            spaced += [element, _paragraph("TableText", ())]
        elif element is not None:
            spaced.append(element)
    for above, below in pairwise(spaced):
        if isinstance(below, CT_Tbl):
            ParagraphFormat(above).space_after = Pt(sheet.table.space_before)
        if isinstance(above, CT_Tbl):
            _set_apart(ParagraphFormat(below), Pt(sheet.table.space_after))
    return spaced


def _set_apart(layout: ParagraphFormat, room: Pt) -> None:
    """Leave room above a paragraph, unless it begins a page."""
    if not layout.page_break_before:
        layout.space_before = max(layout.space_before or 0, room)
