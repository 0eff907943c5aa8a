"""The document's blocks as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Cover,
    DocumentNumber,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.writers.signing import signing_of
from gipdesk.writers.title import title_lines
from gipdesk.writers.wordml.cover import cover
from gipdesk.writers.wordml.elements import indent, paragraph, run, w
from gipdesk.writers.wordml.looks import STYLE_OF_MARK, character_pitch, margin
from gipdesk.writers.wordml.tables import keep_together, keep_with_next, table

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Makes the paragraphs of a picture.
FigureSetter: TypeAlias = Callable[[Figure], "list[BaseOxmlElement]"]

_LOW: Final = 1 / 2  # of a page: tables that low stand on one

# Makes the runs of a paragraph of a meaning, such as `body` or `heading1`.
TextSetter: TypeAlias = Callable[[Sequence[Run], str], "list[BaseOxmlElement]"]


def as_they_are(runs: Sequence[Run], meaning: str) -> list[BaseOxmlElement]:  # noqa: ARG001 - a TextSetter
    """Runs in the spacing of their style."""
    return [run(part.text, STYLE_OF_MARK[part.mark]) for part in runs]


def body(
    blocks: Iterable[Block], sheet: StyleSheet, figure: FigureSetter, text: TextSetter
) -> list[BaseOxmlElement]:
    """The elements of the document's body, in order; `text` sets headings and body text."""
    elements: list[BaseOxmlElement] = []
    for previous, block in pairwise((None, *blocks)):
        made = _elements(block, sheet, figure, text) if block else []
        if isinstance(previous, PageBreak) and made:
            _begin_page(made[0])
        if isinstance(previous, PageBreak | None) and isinstance(block, Table):
            _close_up(block, made, sheet)
        if isinstance(block, Heading) and isinstance(previous, Heading):
            # One with nothing below it but another like it may end a page.
            may_part = block.level <= previous.level
            ParagraphFormat(elements[-1]).keep_with_next = False if may_part else None
        elements += made
    return _with_room_for_tables(elements, sheet)


def _elements(
    block: Block, sheet: StyleSheet, figure: FigureSetter, text: TextSetter
) -> list[BaseOxmlElement]:
    match block:
        case Title() | DocumentNumber() | Heading() | Attachment():
            return [_title(block, sheet, text)]
        case Paragraph():
            return [w("p", *text(block.runs, "body"))]  # of the style Normal, which is body text
        case Cover():
            return cover(block, sheet)
        case Table():
            return _table(block, sheet)
        case Figure():
            return figure(block)
        case Signature():
            return _signature(block, sheet)
        case PageBreak():
            return []  # what follows begins the page
        case _:
            assert_never(block)


def _title(
    block: Title | DocumentNumber | Heading | Attachment, sheet: StyleSheet, text: TextSetter
) -> BaseOxmlElement:
    """What stands over a text in a paragraph of its own."""
    match block:
        case Title():
            return _main_title(block, sheet)
        case DocumentNumber():
            return paragraph("DocumentNumber", run(block.text))
        case Heading():
            return paragraph(f"Heading{block.level}", *text(block.runs, f"heading{block.level}"))
        case Attachment():
            name = paragraph("Attachment", run(block.name))
            _begin_page(name)
            return name
        case _:
            assert_never(block)


def _main_title(title: Title, sheet: StyleSheet) -> BaseOxmlElement:
    """The title; one of several lines takes up another part of the page's lines."""
    lines = title_lines(title, sheet)
    element = paragraph("Title", run("\n".join(lines)))
    if len(lines) > 1:
        look, pitch = sheet.style("title"), sheet.page.line_pitch
        room, layout = margin(sheet, "title", len(lines)), ParagraphFormat(element)
        layout.space_before = Pt(look.space_before * pitch + room)
        layout.space_after = Pt(look.space_after * pitch + room)
    return element


def _table(node: Table, sheet: StyleSheet) -> list[BaseOxmlElement]:
    """A table between its lines; nothing of one without rows."""
    if not node.rows:
        return []
    title = [_table_title(node, sheet)] if node.title else []
    above = [_line("AboveTable", line, sheet) for line in node.above]
    below = [_line("BelowTable", line, sheet) for line in node.below]
    grid = table(node, sheet)
    if below:
        keep_with_next(grid)
    elif _is_low(node, sheet):
        keep_together(grid)
    return [*title, *above, grid, *below]


def _table_title(node: Table, sheet: StyleSheet) -> BaseOxmlElement:
    """A table's title with all room below it: of two spaces Word keeps the larger alone."""
    title = paragraph("TableTitle", run(node.title))
    lines = sheet.style("table_title").space_after
    lines += sheet.style("above_table").space_before if node.above else 0
    room = margin(sheet, "table_title", lines=1)
    ParagraphFormat(title).space_after = Pt(lines * sheet.page.line_pitch + room)
    return title


def _close_up(node: Table, made: Sequence[BaseOxmlElement], sheet: StyleSheet) -> None:
    """Leave out the room above a title at the head of a page, as the PDF does."""
    if made and node.title:
        room = margin(sheet, "table_title", lines=1)
        ParagraphFormat(made[0]).space_before = Pt(room)


def _is_low(node: Table, sheet: StyleSheet) -> bool:
    """Whether a table takes so little of a page that it is not parted."""
    height = len(node.rows) * sheet.row_style(node.kind).height
    return height <= sheet.page.text_height * _LOW


def _line(style: str, parts: Line, sheet: StyleSheet) -> BaseOxmlElement:
    """A line whose parts begin at tab stops an even distance apart."""
    line = paragraph(style, run("\t".join(parts)))
    step = points(sheet.page.text_width) / len(parts)
    for place in range(1, len(parts)):
        ParagraphFormat(line).tab_stops.add_tab_stop(Pt(place * step))
    return line


def _signature(signature: Signature, sheet: StyleSheet) -> list[BaseOxmlElement]:
    place = signing_of(signature, sheet.page.characters)
    lines = (
        ("Signature", "\n".join(place.agency), place.lines_before, place.agency_indent),
        ("Date", signature.date, place.lines_between, place.date_indent),
    )
    return [_signing_line(*line, sheet) for line in lines]


def _signing_line(
    style: str, text: str, lines_before: int, characters: float, sheet: StyleSheet
) -> BaseOxmlElement:
    line = paragraph(style, run(text))
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
            spaced += [element, paragraph("TableText")]
        elif element is not None:
            spaced.append(element)
    for above, below in pairwise(spaced):
        if isinstance(below, CT_Tbl):
            layout = ParagraphFormat(above)
            layout.space_after = Pt((layout.space_after or Pt(0)).pt + sheet.table.space_before)
        if isinstance(above, CT_Tbl):
            _set_apart(ParagraphFormat(below), Pt(sheet.table.space_after))
    return spaced


def _set_apart(layout: ParagraphFormat, room: Pt) -> None:
    """Leave room above a paragraph, unless it begins a page."""
    if not layout.page_break_before:
        layout.space_before = max(layout.space_before or 0, room)
