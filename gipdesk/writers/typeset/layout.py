"""From the document's tree to pages: each node becomes a block, and the blocks fill the sheets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from math import ceil
from typing import Final, TypeAlias, assert_never

from msgspec.structs import replace

from gipdesk.document import nodes
from gipdesk.document.nodes import Mark, Run
from gipdesk.document.stylesheet import Align, Mm, NumberPlace, StyleSheet, TextStyle, points
from gipdesk.writers.faces import Faces
from gipdesk.writers.pictures import shown
from gipdesk.writers.signing import signing_of
from gipdesk.writers.title import title_lines
from gipdesk.writers.typeset.blocks import Block, PictureBlock, Place, TextBlock
from gipdesk.writers.typeset.cover import CoverBlock
from gipdesk.writers.typeset.display import GlyphRun, Page, Picture
from gipdesk.writers.typeset.elements import Element, Role
from gipdesk.writers.typeset.figures import picture_size
from gipdesk.writers.typeset.linebreak import Galley, balance_lines, break_lines, fill_lines
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.pages import page_height, paginate
from gipdesk.writers.typeset.stamp import stamped
from gipdesk.writers.typeset.tables import TableBlock, table_block
from gipdesk.writers.typeset.typecase import TypeCase, galleys, side_by_side

_KEPT: Final = 2  # lines of text that go with a signature: no page holds it alone (7.3.5.5)
_COVER_FOOT: Final = 2  # lines left below agency and date on a cover
_EXACT: Final = 0.01  # lines
_PICTURE: Final = "图片"  # what is told of a picture without a caption

_Words: TypeAlias = nodes.Title | nodes.DocumentNumber | nodes.Heading | nodes.Paragraph

# What texts are in the document's structure, by their meaning in the style sheet: paragraphs else.
_ROLES: Final = {
    "title": Role.TITLE,
    "cover_title": Role.TITLE,
    "table_title": Role.H1,
    "heading1": Role.H1,
    "heading2": Role.H2,
    "heading3": Role.H3,
    "heading4": Role.H4,
}


def lay_out(document: nodes.Document, sheet: StyleSheet, faces: Faces) -> tuple[Page, ...]:
    """The pages of a document, set in these faces.

    Raises:
        TilingError: the cells of a table do not fill it.
        UnreadablePictureError: a figure holds no picture that can be read.
    """
    return set_type(document, sheet, TypeCase(sheet, faces))


def set_type(document: nodes.Document, sheet: StyleSheet, case: TypeCase) -> tuple[Page, ...]:
    """The same from a type case, which knows afterwards what letters were set."""
    compositor = _Compositor(sheet, case)
    blocks = (
        block
        for node, following in pairwise((*document.blocks, None))
        for block in compositor.blocks(node, following)
    )
    covers = sum(isinstance(node, nodes.Cover) for node in document.blocks[:1])
    pages = paginate(blocks, sheet, compositor.page_number, covers)
    return stamped(pages, document.stamp, sheet, case) if document.stamp else pages


class _Compositor:
    """Makes blocks of nodes, by the style sheet."""

    def __init__(self, sheet: StyleSheet, case: TypeCase) -> None:
        self._sheet = sheet
        self._case = case
        self._grid = sheet.page.line_pitch
        self._left = points(sheet.page.left)
        self._width = points(sheet.page.text_width)
        self._order = count()

    def blocks(
        self, node: nodes.Block | None, following: nodes.Block | None
    ) -> list[Block | nodes.PageBreak]:
        """The blocks of one node; the last of them goes along with a signature that follows."""
        made = list(self._blocks(node, following))
        if made and isinstance(following, nodes.Signature):
            made[-1:] = _signed(made[-1], self._signature_height(following))
        return made

    def _blocks(
        self, node: nodes.Block | None, following: nodes.Block | None
    ) -> Iterator[Block | nodes.PageBreak]:
        """The blocks of one node; a table without rows has none."""
        match node:
            case nodes.Title() | nodes.DocumentNumber() | nodes.Heading() | nodes.Paragraph():
                yield self._words(node, following)
            case nodes.Cover():
                yield self._cover(node)
                yield nodes.PageBreak()
            case nodes.Table():
                yield from self._table(node) if node.rows else ()
            case nodes.Attachment():
                yield nodes.PageBreak()
                yield self._text((Run(node.name),), "attachment", node.anchor)
            case nodes.Figure():
                yield self._figure(node)
            case nodes.Signature():
                yield from self._signature(node)
            case nodes.PageBreak():
                yield node
            case None:
                pass
            case _:
                assert_never(node)

    def _words(self, node: _Words, following: nodes.Block | None) -> TextBlock:
        match node:
            case nodes.Title():
                return self._title(node, "title")
            case nodes.DocumentNumber():
                return self._text((Run(node.text),), "document_number", node.anchor)
            case nodes.Heading():
                return self._heading(node, following)
            case nodes.Paragraph():
                return self._text(node.runs, "body", node.anchor)
            case _:
                assert_never(node)

    def page_number(self, number: int, total: int) -> Iterator[GlyphRun]:
        """The number of a page, of so many in all."""
        page, look = self._sheet.page, self._sheet.page_number
        align = _number_align(look.place, number)
        letters = self._case.lettering(look.face, look.size)
        indent = look.indent * look.size
        width = self._width - 2 * indent
        text = look.form.replace("{n}", str(number)).replace("{total}", str(total))
        for galley in filter(None, galleys([(text, letters)])):
            line = Line(galley, 0, galley.ends[-1], self._left + indent, width, align)
            yield from line.runs(points(Mm(page.height - page.bottom + look.below)))

    def _text(self, runs: tuple[Run, ...], meaning: str, anchor: str) -> TextBlock:
        style = self._sheet.style(meaning)
        role = _ROLES.get(meaning, Role.PARAGRAPH)
        return self._stacked(tuple(self._lines(runs, style)), style, anchor, role)

    def _element(self, role: Role, alternative: str = "") -> Element:
        """The next element of the document."""
        return Element(role, next(self._order), alternative=alternative)

    def _title(self, node: nodes.Title, meaning: str) -> TextBlock:
        lines = Run("\n".join(title_lines(node, self._sheet, meaning)))
        return self._on_grid(self._text((lines,), meaning, node.anchor))

    def _cover(self, node: nodes.Cover) -> CoverBlock:
        """A page of its own, which has no number."""
        page = self._sheet.page
        return CoverBlock(
            title=self._title(node.title, "cover_title"),
            foot=tuple(
                self._text((Run(text),), "cover_line", node.anchor)
                for text in (node.agency, node.date)
                if text
            ),
            height=page_height(self._sheet),
            title_end=points(Mm(page.height / 3 - page.top)),
            foot_margin=_COVER_FOOT * self._grid,
        )

    def _heading(self, node: nodes.Heading, following: nodes.Block | None) -> TextBlock:
        """A heading; one with nothing below it but another like it may end a page."""
        block = self._text(node.runs, f"heading{node.level}", node.anchor)
        is_bare = isinstance(following, nodes.Heading) and following.level <= node.level
        return replace(
            block,
            heading=(node.level, nodes.text_of(node.runs)),
            keep_with_next=block.keep_with_next and not is_bare,
        )

    def _stacked(
        self,
        lines: tuple[Line | None, ...],
        style: TextStyle,
        anchor: str,
        role: Role = Role.PARAGRAPH,
    ) -> TextBlock:
        return TextBlock(
            element=self._element(role),
            lines=lines,
            pitch=style.line_pitch or self._grid,
            place=self._place(anchor),
            space_before=style.space_before * self._grid,
            space_after=style.space_after * self._grid,
            keep_with_next=style.keep_with_next,
        )

    def _lines(self, runs: tuple[Run, ...], style: TextStyle) -> Iterator[Line | None]:
        lead, body = self._sheet.style("lead"), self._case.lettering(style.face, style.size)
        leading = self._case.lettering(lead.face, lead.size)
        parts = [(run.text, leading if run.mark is Mark.LEAD else body) for run in runs]
        indent = style.first_line_indent * body.pitch
        for galley in galleys(parts):
            if galley:
                yield from self._broken(galley, indent, style.align)
            else:
                yield None
            indent = 0.0

    def _broken(self, galley: Galley, indent: float, align: Align) -> Iterator[Line]:
        width, last = self._width, galley.ends[-1]
        for start, end in pairwise([0, *_ends(galley, width - indent, width, align)]):
            left = 0.0 if start else indent
            short = Align.LEFT if align is Align.JUSTIFY and end == last else align
            yield Line(galley, start, end, self._left + left, width - left, short)

    def _on_grid(self, block: TextBlock) -> TextBlock:
        """The block in the middle of as many whole lines of the body as it needs."""
        return replace(block, margin=(self._whole_lines(block.height) - block.height) / 2)

    def _whole_lines(self, height: float) -> float:
        return ceil(height / self._grid - _EXACT) * self._grid

    def _table(self, node: nodes.Table) -> Iterator[Block]:
        """A table between its lines; the title is in the outline."""
        if node.title:
            title = self._text((Run(node.title),), "table_title", node.anchor)
            yield replace(self._on_grid(title), heading=(1, node.title))
        for parts in node.above:
            yield self._line_of_parts(parts, "above_table", node.anchor)
        element = self._element(Role.TABLE)
        below = [self._line_of_parts(parts, "below_table", node.anchor) for parts in node.below]
        room = self._sheet.table.space_after if below else 0.0
        foot = room + sum(block.space_before + block.height + block.space_after for block in below)
        yield table_block(node, element, self._sheet, self._case, foot)
        yield from below

    def _line_of_parts(self, parts: nodes.Line, meaning: str, anchor: str) -> TextBlock:
        """Parts side by side, an even distance apart."""
        style = self._sheet.style(meaning)
        letters = self._case.lettering(style.face, style.size)
        galley = side_by_side(parts, letters, self._width / len(parts))
        lines = self._broken(galley, 0.0, style.align) if galley else ()
        return self._stacked(tuple(lines), style, anchor)

    def _figure(self, node: nodes.Figure) -> PictureBlock:
        runs = (Run(node.caption),)
        element = self._element(Role.FIGURE, node.caption or _PICTURE)
        caption = self._text(runs, "caption", "") if node.caption else None
        below = caption.height if caption else 0.0
        room = page_height(self._sheet) - below
        picture = shown(node.media, node.data)
        pixels = picture.width, picture.height
        width, height = picture_size(pixels, (self._width, room), node.width)
        x = self._left + (self._width - width) / 2
        return PictureBlock(
            element=element,
            picture=Picture(x, 0.0, width, height, node.media, picture.data),
            caption=caption and replace(caption, element=Element(Role.CAPTION, 0, element)),
            height=self._whole_lines(height + below),
            place=self._place(node.anchor),
        )

    def _signature(self, node: nodes.Signature) -> Iterator[TextBlock]:
        """The agency, and the date below it."""
        place = signing_of(node, self._sheet.page.characters, self._signing_width)
        agency = TextBlock(
            element=self._element(Role.PARAGRAPH),
            lines=tuple(self._signing_lines("\n".join(place.agency), place.agency_indent)),
            pitch=self._grid,
            place=self._place(node.anchor),
            space_before=place.lines_before * self._grid,
            keep_with_next=True,
            solid=True,
        )
        yield agency
        yield replace(
            agency,
            element=self._element(Role.PARAGRAPH),
            lines=tuple(self._signing_lines(node.date, place.date_indent)),
            space_before=place.lines_between * self._grid,
            keep_with_next=False,
        )

    def _signature_height(self, node: nodes.Signature) -> float:
        """The height that a signature takes up below what it signs."""
        place = signing_of(node, self._sheet.page.characters, self._signing_width)
        agency = self._signing_lines("\n".join(place.agency), place.agency_indent)
        date = self._signing_lines(node.date, place.date_indent)
        empty = place.lines_before + place.lines_between
        return (empty + len([*agency, *date])) * self._grid

    def _signing_width(self, text: str) -> float:
        """Width of a text of the signature, in characters."""
        style = self._sheet.style("signature")
        letters = self._case.lettering(style.face, style.size)
        measured = [each.width(0, len(each.glyphs)) for each in galleys([(text, letters)]) if each]
        return sum(measured) / letters.pitch

    def _signing_lines(self, text: str, indent: float) -> Iterator[Line]:
        style = self._sheet.style("signature")
        letters = self._case.lettering(style.face, style.size)
        width = self._width - indent * letters.pitch
        for galley in filter(None, galleys([(text, letters)])):
            for start, end in pairwise([0, *balance_lines(galley, width)]):
                yield Line(galley, start, end, self._left, width, Align.RIGHT)

    def _place(self, anchor: str) -> Place:
        return Place(anchor, self._left, self._width)


def _number_align(place: NumberPlace, number: int) -> Align:
    match place:
        case NumberPlace.OUTER:
            return Align.RIGHT if number % 2 else Align.LEFT
        case NumberPlace.CENTER:
            return Align.CENTER
        case NumberPlace.LEFT:
            return Align.LEFT
        case NumberPlace.RIGHT:
            return Align.RIGHT


def _ends(galley: Galley, first: float, rest: float, align: Align) -> list[int]:
    match align:
        case Align.JUSTIFY:
            return break_lines(galley, first, rest)
        case Align.CENTER:
            return balance_lines(galley, rest)
        case Align.LEFT | Align.RIGHT:
            return fill_lines(galley, first, rest)


def _signed(block: Block | nodes.PageBreak, height: float) -> Iterator[Block | nodes.PageBreak]:
    """What is above a signature so high, its last lines or rows bound to it."""
    match block:
        case TextBlock():
            number = len(block.lines) - _KEPT
            if number >= _KEPT:
                first, block = block.parted(number)
                yield first
            yield replace(block, keep_with_next=True)
        case PictureBlock():
            yield replace(block, keep_with_next=True)
        case TableBlock():
            foot = block.look.foot + block.space_after + height
            yield replace(block, look=replace(block.look, foot=foot))
        case _:
            yield block
