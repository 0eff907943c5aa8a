"""Text of a section as runs of paragraphs: one run before, between and behind its other blocks.

A run is what one text editor shows. Pure: no Qt.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.links import alike, carried
from gipdesk.report.report import Block, Paragraph, Report, Section


class Run(msgspec.Struct, frozen=True):
    """Paragraphs that follow each other; `at` is the index of the first among the blocks."""

    at: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts as an editor shows them: a run without paragraphs is one empty line."""
        return tuple(each.text for each in self.paragraphs) or ("",)


def runs_of(section: Section) -> list[Run]:
    """The runs of a section, always one more than it has other blocks."""
    runs: list[Run] = []
    begin = 0
    for index, block in enumerate(section.blocks):
        if not isinstance(block, Paragraph):
            runs.append(_run(section.blocks, begin, index))
            begin = index + 1
    runs.append(_run(section.blocks, begin, len(section.blocks)))
    return runs


def other_blocks(section: Section) -> tuple[Block, ...]:
    """What stands between the runs: tables and pictures."""
    return tuple(block for block in section.blocks if not isinstance(block, Paragraph))


def change_to(
    report: Report, section: Section, number: int, texts: Sequence[str]
) -> ReplaceBlocks | None:
    """The smallest change that makes the run say `texts`; None where it says so already.

    Paragraphs that stay keep their ids, and linked numbers that were not edited their links. A run
    with nothing in it has no paragraphs.
    """
    run = runs_of(section)[number]
    wanted = [] if list(texts) == [""] else list(texts)
    held = [paragraph.text for paragraph in run.paragraphs]
    if wanted == held or (not wanted and run.texts == ("",)):
        return None
    begin, end = alike(held, wanted)
    gone = run.paragraphs[begin : len(held) - end]
    new = wanted[begin : len(wanted) - end]
    beyond = max(0, len(new) - len(gone))
    ids = [paragraph.id for paragraph in gone] + [
        report.new_block_id(beyond=each) for each in range(beyond)
    ]
    parts = zip(ids, new, carried(gone, new), strict=False)
    blocks = tuple(Paragraph(*part) for part in parts)
    return ReplaceBlocks(section.id, run.at + begin, len(gone), blocks)


def _run(blocks: Sequence[Block], begin: int, end: int) -> Run:
    return Run(begin, tuple(each for each in blocks[begin:end] if isinstance(each, Paragraph)))
