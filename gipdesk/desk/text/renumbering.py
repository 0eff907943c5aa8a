"""Edits of paragraphs together with the numbers that follow from them. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from gipdesk.report.changes import Batch, Change, ReplaceBlocks
from gipdesk.report.links import alike, with_text
from gipdesk.report.numbering import renumbered
from gipdesk.report.report import Block, Paragraph, Section


def with_renumbering(
    section: Section, change: ReplaceBlocks, *, is_moved: bool = False
) -> ReplaceBlocks:
    """A change of paragraphs that gives those behind it their new numbers as well.

    `is_moved`: what is put in came as whole paragraphs and takes its place among its neighbours.
    """
    after = _after(section.blocks, change)
    wanted = renumbered(_texts(section.blocks), _texts(after), is_moved=is_moved)
    end = change.at + len(change.blocks)
    for at, (block, text) in enumerate(zip(after, wanted, strict=True)):
        if isinstance(block, Paragraph) and block.text != text:
            after[at] = _saying(block, text)
            end = max(end, at + 1)
    count = end - change.at + len(section.blocks) - len(after)
    return ReplaceBlocks(section.id, change.at, count, tuple(after[change.at : end]))


def moved_paragraph(section: Section, at: int, by: int) -> Change | None:
    """Block `at`, a paragraph, one place up (-1) or down (1) among paragraphs; None at the end."""
    to, blocks = at + by, section.blocks
    if not 0 <= to < len(blocks) or not isinstance(blocks[to], Paragraph):
        return None
    taken_out = with_renumbering(section, ReplaceBlocks(section.id, at, 1, ()))
    left = Section(section.id, section.heading, _after(blocks, taken_out))
    put_in = with_renumbering(left, ReplaceBlocks(section.id, to, 0, (blocks[at],)), is_moved=True)
    return Batch((taken_out, put_in), "移动一段")


def _after(blocks: Sequence[Block], change: ReplaceBlocks) -> list[Block]:
    """The blocks of a section as a change leaves them."""
    return [*blocks[: change.at], *change.blocks, *blocks[change.at + change.count :]]


def _texts(blocks: Sequence[Block]) -> list[str]:
    """What the paragraphs say; what is no paragraph says nothing."""
    return [block.text if isinstance(block, Paragraph) else "" for block in blocks]


def _saying(paragraph: Paragraph, text: str) -> Paragraph:
    """A paragraph with another number, its links moved along."""
    begin, end = alike(paragraph.text, text)
    last = len(paragraph.text) - end
    return with_text(paragraph, begin, last, text[begin : len(text) - end])
