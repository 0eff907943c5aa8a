"""From the document's tree to pages: each node becomes a block, and the blocks fill the sheets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Final, assert_never

from msgspec.structs import replace

from gipdesk.document import nodes
from gipdesk.document.nodes import Mark, Run
from gipdesk.document.stylesheet import Align, Mm, StyleSheet, TextStyle, points
from gipdesk.writers.signing import signing_of
from gipdesk.writers.typeset.blocks import Block, PictureBlock, Place, TextBlock
from gipdesk.writers.typeset.display import GlyphRun, Page, Picture
from gipdesk.writers.typeset.figures import picture_size
from gipdesk.writers.typeset.linebreak import Galley, balance_lines, break_lines, fill_lines
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.pages import paginate
from gipdesk.writers.typeset.tables import table_block
from gipdesk.writers.typeset.typecase import TypeCase, galleys, side_by_side

_KEPT: Final = 2  # lines of text that go with a signature: no page holds it alone (7.3.5.5)
_EXACT: Final = 0.01  # lines


def lay_out(document: nodes.Document, sheet: StyleSheet, fonts: Path) -> tuple[Page, ...]:
    """The pages of a document, set in the font files of a folder.

    Raises:
        TilingError: the cells of a table do not fill it.
        UnreadablePictureError: a figure holds no picture that can be read.
    """
    compositor = _Compositor(sheet, fonts)
    blocks = (
        block
        for node, following in pairwise((*document.blocks, None))
        for block in compositor.blocks(node, following)
    )
    return paginate(blocks, sheet, compositor.page_number)


class _Compositor:
    """Makes blocks of nodes, by the style sheet."""

    def __init__(self, sheet: StyleSheet, fonts: Path) -> None:
        self._sheet = sheet
        self._case = TypeCase(sheet, fonts)
        self._grid = sheet.page.line_pitch
        self._left = points(sheet.page.left)
        self._width = points(sheet.page.text_width)

    def blocks(
        self, node: nodes.Block | None, following: nodes.Block | None
    ) -> Iterator[Block | nodes.PageBreak]:
        """The blocks of one node; a table without rows has none."""
        match node:
            case nodes.Title():
                yield self._on_grid(self._text((Run("\n".join(node.lines)),), "title", node.anchor))
            case nodes.Heading():
                heading = (node.level, nodes.text_of(node.runs))
                block = self._text(node.runs, f"heading{node.level}", node.anchor)
                yield replace(block, heading=heading)
            case nodes.Paragraph():
                block = self._text(node.runs, "body", node.anchor)
                signed = isinstance(following, nodes.Signature)
                yield from _kept_with_next(block) if signed else (block,)
            case nodes.Table():
                yield from self._table(node) if node.rows else ()
            case nodes.Attachment():
                yield nodes.PageBreak()
                yield self._text((Run(node.name),), "attachment", node.anchor)
            case nodes.Figure():
                yield self._figure(node)
            case nodes.Signature():
                yield self._signature(node)
            case nodes.PageBreak():
                yield node
            case None:
                pass
            case _:
                assert_never(node)

    def page_number(self, number: int) -> Iterator[GlyphRun]:
        """The page number: odd pages right, even pages left."""
        page, look = self._sheet.page, self._sheet.page_number
        align = Align.RIGHT if number % 2 else Align.LEFT
        letters = self._case.lettering(look.face, look.size)
        indent = look.indent * look.size
        width = self._width - 2 * indent
        for galley in filter(None, galleys([(look.form.format(n=number), letters)])):
            line = Line(galley, 0, galley.ends[-1], self._left + indent, width, align)
            yield from line.runs(points(Mm(page.height - page.bottom + look.below)))

    def _text(self, runs: tuple[Run, ...], meaning: str, anchor: str) -> TextBlock:
        style = self._sheet.style(meaning)
        return self._stacked(tuple(self._lines(runs, style)), style, anchor)

    def _stacked(self, lines: tuple[Line | None, ...], style: TextStyle, anchor: str) -> TextBlock:
        return TextBlock(
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
        below = [self._line_of_parts(parts, "below_table", node.anchor) for parts in node.below]
        room = self._sheet.table.space_after if below else 0.0
        foot = room + sum(block.space_before + block.height + block.space_after for block in below)
        yield table_block(node, self._sheet, self._case, foot)
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
        caption = self._text(runs, "caption", "") if node.caption else None
        below = caption.height if caption else 0.0
        page = self._grid * self._sheet.page.lines
        width, height = picture_size(node, self._width, page - below)
        x = self._left + (self._width - width) / 2
        return PictureBlock(
            picture=Picture(x, 0.0, width, height, node.media, node.data),
            caption=caption,
            height=self._whole_lines(height + below),
            place=self._place(node.anchor),
        )

    def _signature(self, node: nodes.Signature) -> TextBlock:
        place = signing_of(node, self._signing_width)
        lines = [
            *self._signing_lines(node.agency, place.agency_indent),
            *[None] * place.lines_between,
            *self._signing_lines(node.date, place.date_indent),
        ]
        return TextBlock(
            lines=tuple(lines),
            pitch=self._grid,
            place=self._place(node.anchor),
            space_before=place.lines_before * self._grid,
            solid=True,
        )

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


def _ends(galley: Galley, first: float, rest: float, align: Align) -> list[int]:
    match align:
        case Align.JUSTIFY:
            return break_lines(galley, first, rest)
        case Align.CENTER:
            return balance_lines(galley, rest)
        case Align.LEFT | Align.RIGHT:
            return fill_lines(galley, first, rest)


def _kept_with_next(block: TextBlock) -> Iterator[TextBlock]:
    """The paragraph above a signature, its last lines bound to it."""
    count = len(block.lines) - _KEPT
    if count >= _KEPT:
        first, block = block.parted(count)
        yield first
    yield replace(block, keep_with_next=True)
