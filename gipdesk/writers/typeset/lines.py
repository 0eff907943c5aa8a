"""A line of type: how far its letters stand apart, and the runs they are painted in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec
from msgspec.structs import replace

from gipdesk.document.stylesheet import Align
from gipdesk.writers.typeset.display import GlyphRun
from gipdesk.writers.typeset.fonts import EM_MIDDLE, Glyph
from gipdesk.writers.typeset.linebreak import Galley

_RAGGED: Final = 0.5  # em: a line that would need wider gaps is left short
_SAME: Final = 0.001  # points


class Line(msgspec.Struct, frozen=True):
    """The letters of a galley from `start` to `end`, in a measure of `width` from `x`."""

    galley: Galley
    start: int
    end: int
    x: float
    width: float
    align: Align

    def runs(self, middle: float) -> Iterator[GlyphRun]:
        """The line's letters, painted with their middle at the height `middle`."""
        glyphs = self.galley.glyphs[self.start : self.galley.inked(self.end)]
        baseline = middle + EM_MIDDLE * self.galley.size
        xs = self._places(glyphs)
        gaps = [
            right - left - glyph.width
            for (left, right), glyph in zip(pairwise(xs), glyphs[:-1], strict=True)
        ]
        for first, last in _alike(glyphs, gaps):
            text = "".join(glyph.character for glyph in glyphs[first:last])
            tracking = gaps[first] if last - first > 1 else 0.0
            gap = gaps[last - 1] if last <= len(gaps) else 0.0
            font, size = glyphs[first].font, glyphs[first].size
            run = GlyphRun(xs[first], baseline, text, font, size, tracking, gap)
            yield from self._ending(run, xs[-1]) if last == len(glyphs) else (run,)

    def _ending(self, run: GlyphRun, x: float) -> Iterator[GlyphRun]:
        """The last run and the spaces behind it: unseen, but part of the text that is copied.

        They are painted together where they can be: PDFium passes over a space by itself.
        """
        inked = self.galley.inked(self.end)
        last, *spaces = self.galley.glyphs[inked - 1 : self.end]
        blank = " " * len(spaces)
        if all(space.font == run.font for space in spaces):
            yield replace(run, text=run.text + blank)
        else:
            yield run
            yield GlyphRun(x + last.width, run.y, blank, spaces[0].font, run.size)

    def _places(self, glyphs: Sequence[Glyph]) -> list[float]:
        """Where each letter's own width begins."""
        squeeze, gap = self._spacing()
        elastic = self.galley.elastic
        places = []
        pen = self._beginning()
        for place, glyph in enumerate(glyphs, self.start + 1):
            pen -= glyph.before * squeeze
            places.append(pen)
            pen += glyph.advance - glyph.after * squeeze + (gap if elastic[place] else 0.0)
        return places

    def _spacing(self) -> tuple[float, float]:
        """The part of their blanks that marks lose, and the points by which gaps grow."""
        place = self.start, self.end
        excess = self.galley.width(*place) - self.width
        if excess > 0:
            blank = self.galley.blank(*place)
            return (min(1.0, excess / blank) if blank else 0.0), 0.0
        if self.align is not Align.JUSTIFY:
            return 0.0, 0.0
        gap = self.galley.stretch(*place, self.width)
        return 0.0, gap * self.galley.size if gap <= _RAGGED else 0.0

    def _beginning(self) -> float:
        slack = max(0.0, self.width - self.galley.width(self.start, self.end))
        match self.align:
            case Align.RIGHT:
                return self.x + slack
            case Align.CENTER:
                return self.x + slack / 2
            case Align.LEFT | Align.JUSTIFY:
                return self.x


def _alike(glyphs: Sequence[Glyph], gaps: Sequence[float]) -> Iterator[tuple[int, int]]:
    """First letter and end of each longest run of one font that stands equally far apart."""
    first = 0
    for k in range(1, len(glyphs)):
        same_font = glyphs[k].font == glyphs[first].font and glyphs[k].size == glyphs[first].size
        if not (same_font and abs(gaps[k - 1] - gaps[first]) < _SAME):
            yield first, k
            first = k
    if glyphs:
        yield first, len(glyphs)
