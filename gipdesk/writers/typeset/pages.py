"""Filling pages: blocks one below the other, headings never at a page's end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from gipdesk.document.nodes import PageBreak
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.writers.typeset.blocks import EXACT, Block
from gipdesk.writers.typeset.display import Content, Item, Page
from gipdesk.writers.typeset.elements import Artifact

# What stands outside the type area of a page: its number, of so many.
Footer: TypeAlias = Callable[[int, int], Iterable[Item]]


def page_height(sheet: StyleSheet) -> float:
    """The height of the whole lines of body text that a page holds, as Word fills it."""
    page = sheet.page
    return page.line_pitch * int((points(page.text_height) + EXACT) / page.line_pitch)


def paginate(
    blocks: Iterable[Block | PageBreak], sheet: StyleSheet, footer: Footer, covers: int = 0
) -> tuple[Page, ...]:
    """The pages that the blocks fill, at least one; `covers` at the beginning are not counted."""
    flow = _Flow(sheet)
    for chain in _chains(blocks):
        if chain:
            flow.place(chain)
        else:
            flow.break_page()
    total = len(flow.pages) - covers
    width, height = points(sheet.page.width), points(sheet.page.height)
    pages = []
    for sheet_number, contents in enumerate(flow.pages, 1):
        number = sheet_number - covers
        items = tuple(footer(number, total)) if number > 0 else ()
        foot = Content(Artifact.PAGINATION, items)
        pages.append(Page(sheet_number, width, height, (*contents, foot)))
    return tuple(pages)


def _chains(blocks: Iterable[Block | PageBreak]) -> Iterator[list[Block]]:
    """Blocks that must begin on one page: headings and what they introduce; empty: a page break."""
    chain: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            yield from ([chain] if chain else [])
            yield []
            chain = []
            continue
        chain.append(block)
        if not block.keep_with_next:
            yield chain
            chain = []
    if chain:
        yield chain


class _Flow:
    """The pages so far, and how far the last one is filled."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.pages: list[list[Content]] = [[]]
        self._page = page_height(sheet)
        # What whole lines leave of the type area is left above and below alike.
        self._top = points(sheet.page.top) + (points(sheet.page.text_height) - self._page) / 2
        self._used = 0.0

    def break_page(self) -> None:
        """Go on at the head of a page."""
        if self._used:
            self.pages.append([])
            self._used = 0.0

    def place(self, chain: list[Block]) -> None:
        """Stand blocks below each other that must begin on one page."""
        *heads, last = chain
        above = sum(head.space_before + head.height + head.space_after for head in heads)
        above += self._before(chain[0]) - chain[0].space_before + last.space_before
        room = self._page - self._used - above
        if last.least(room, self._page - above) > room + EXACT:
            self.break_page()
        for block in chain:
            self._set(block)

    def _before(self, block: Block) -> float:
        return block.space_before if self._used else 0.0

    def _set(self, block: Block) -> None:
        if block.least(self._page, 0.0) > self._page - self._used - self._before(block) + EXACT:
            self.break_page()
        self._used += self._before(block)
        rest: Block | None = block
        while rest:
            part, rest = rest.split(self._page - self._used)
            self.pages[-1].extend(part.contents(self._top + self._used))
            self._used += part.height
            if rest:
                self.break_page()
        self._used += block.space_after
