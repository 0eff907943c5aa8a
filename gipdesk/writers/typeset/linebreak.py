"""Choosing where lines end.

A line takes as many letters as fit; where the next may not begin a line, punctuation is squeezed
to take that in too, if this moves the letters less than leaving the line short. A paragraph that
thus gets wide gaps (a date did not fit), or a single letter in its last line, is broken once more
as a whole, so that the lines before share the burden: TeX's way (Knuth and Plass, 1981). Where they
cannot, the date is parted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import Final

from gipdesk.writers.typeset.fonts import Glyph
from gipdesk.writers.typeset.kinsoku import (
    CLOSING_MARKS,
    line_ends,
    rigid_places,
    spare_ends,
    whole_words,
)

_EXACT: Final = 0.01  # points by which a line may stick out
_LOOSE: Final = 0.05  # em by which a gap may grow before the paragraph is broken as a whole
_SQUEEZING: Final = 0.5  # how bad squeezing is beside stretching by as much
_TOO_LOOSE: Final = 0.1  # em by which a gap may grow before a date is parted
_PARTING: Final = 6.0  # how bad parting a date is: as a line that is 2½ characters short
_STEP: Final = 0.25  # em by which a column is widened until its lines are balanced


class Galley:
    """Measured text that is to be broken into lines.

    Places are numbers of letters before them; a line goes from one place to another and does not
    count the spaces at its end.
    """

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        """Measure the letters of a paragraph; there must be at least one."""
        text = "".join(glyph.character for glyph in glyphs)
        self.glyphs = glyphs
        self.size = max(glyph.size for glyph in glyphs)
        self.words = whole_words(text)
        self.ends = line_ends(text, self.words)
        self.spare = frozenset(spare_ends(text, self.words))  # ends where nothing else will do
        self.all_ends = sorted(self.spare.union(self.ends))
        self.elastic = [True] * (len(text) + 1)  # whether the gap at a place may be stretched
        for place in rigid_places(text, self.words):
            self.elastic[place] = False
        self._inked = [0]  # the place behind the last letter before a place, spaces left out
        for place, character in enumerate(text):
            self._inked.append(self._inked[-1] if character == " " else place + 1)
        self._widths = [0.0, *accumulate(glyph.advance for glyph in glyphs)]
        self._blanks = [0.0, *accumulate(glyph.before + glyph.after for glyph in glyphs)]
        self._gaps = [0, *accumulate(self.elastic)]

    def unbreakable(self) -> list[tuple[int, int]]:
        """The parts of words in which no line may end."""
        return [
            part
            for start, end in self.words
            for part in pairwise([start, *_between(self.all_ends, start, end), end])
        ]

    def inked(self, end: int) -> int:
        """The place where the letters of a line end."""
        return self._inked[end]

    def width(self, start: int, end: int) -> float:
        """A line's natural width."""
        return self._widths[self._inked[end]] - self._widths[start]

    def blank(self, start: int, end: int) -> float:
        """How much a line may be squeezed."""
        return self._blanks[self._inked[end]] - self._blanks[start]

    def gaps(self, start: int, end: int) -> int:
        """How many gaps of a line may be stretched."""
        return max(0, self._gaps[self._inked[end]] - self._gaps[start + 1])

    def stretch(self, start: int, end: int, width: float) -> float:
        """By how many em each gap must grow to fill a width: infinite where there is no gap."""
        slack = width - self.width(start, end)
        gaps = self.gaps(start, end)
        if slack < _EXACT:
            return 0.0
        return slack / gaps / self.size if gaps else inf

    def reach(self, start: int, width: float) -> int:
        """The place up to which the letters from `start` fit in a width."""
        return bisect_right(self._widths, self._widths[start] + width + _EXACT) - 1


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of the places, which are in order, that lie between two."""
    return places[bisect_right(places, start) : bisect_left(places, end)]


def break_lines(galley: Galley, first: float, rest: float) -> list[int]:
    """Where the lines of a justified paragraph end, its first and its other lines so wide."""
    ends = fill_lines(galley, first, rest)
    for bound, places in ((_LOOSE, galley.ends), (_TOO_LOOSE, galley.all_ends)):
        if _loosest(galley, ends, first, rest) > bound:
            ends = _best_ends(galley, places, first, rest) or ends
    return _in_company(galley, ends, first, rest)


def _in_company(galley: Galley, ends: list[int], first: float, rest: float) -> list[int]:
    """The ends, or others that leave no letter alone in the last line and make no line loose."""
    *_, last, end = 0, *ends
    marks = (glyph.character in CLOSING_MARKS for glyph in galley.glyphs[last:end])
    if end - last - sum(marks) > 1:
        return ends
    places = [place for place in galley.ends if place < last or place == end]
    others = _best_ends(galley, places, first, rest)
    if others is None or _loosest(galley, others, first, rest) > _LOOSE:
        return ends
    return others


def _loosest(galley: Galley, ends: Sequence[int], first: float, rest: float) -> float:
    """By how many em gaps grow most, the last line left out."""
    lines = pairwise([0, *ends[:-1]])
    return max((galley.stretch(*line, rest if line[0] else first) for line in lines), default=0.0)


def fill_lines(galley: Galley, first: float, rest: float) -> list[int]:
    """Where lines end that each take as much as they can."""
    ends = [_filled(galley, 0, first)]
    while ends[-1] < galley.ends[-1]:
        ends.append(_filled(galley, ends[-1], rest))
    return ends


def balance_lines(galley: Galley, width: float) -> list[int]:
    """Where lines end that are about equally long: 商业 over 企业 rather than 商业企 over 业."""
    ends = fill_lines(galley, width, width)
    narrow = galley.width(0, galley.ends[-1]) / len(ends)
    while len(ends) > 1 and narrow < width:
        balanced = fill_lines(galley, narrow, narrow)
        if len(balanced) == len(ends):
            return balanced
        narrow += _STEP * galley.size
    return ends


def _filled(galley: Galley, start: int, width: float) -> int:
    """Where the line from `start` ends."""
    reach = galley.reach(start, width)
    fitting = bisect_right(galley.ends, reach, key=galley.inked)
    end = galley.ends[fitting - 1] if fitting else 0
    if end == galley.ends[-1]:
        return end
    slack = width - galley.width(start, end) if end > start else inf
    squeezed = galley.ends[fitting]
    excess = galley.width(start, squeezed) - width
    if excess <= min(slack, galley.blank(start, squeezed)):
        return squeezed
    return end if end > start else _torn(galley, start, reach)


def _torn(galley: Galley, start: int, reach: int) -> int:
    """Where a date, an address or a row of dots is torn that is longer than a line."""
    spare = (place for place in galley.spare if start < place <= reach)
    return max(spare, default=max(reach, start + 1))


def _best_ends(galley: Galley, ends: Sequence[int], first: float, rest: float) -> list[int] | None:
    """Those of the ends with the least badness in all; None where none fill the lines."""
    places = [0, *ends]
    badness, before = [0.0], [0]
    longest = 0  # where the longest line begins that may end here
    for k in range(1, len(places)):
        least, best = inf, 0
        for j in range(longest, k):
            line = _badness(galley, places[j], places[k], rest if j else first)
            if line is None:
                longest = j + 1
            elif line > least:
                break  # and shorter lines are worse still
            elif badness[j] + line < least:
                least, best = badness[j] + line, j
        badness.append(least + _PARTING * (places[k] in galley.spare))
        before.append(best)
    return _way_back(places, before) if badness[-1] < inf else None


def _way_back(places: list[int], before: list[int]) -> list[int]:
    ends = []
    k = len(places) - 1
    while k:
        ends.append(places[k])
        k = before[k]
    return ends[::-1]


def _badness(galley: Galley, start: int, end: int, width: float) -> float | None:
    """How bad a line looks; None where it is too long even when squeezed."""
    excess = galley.width(start, end) - width
    if excess > _EXACT:
        if excess > galley.blank(start, end):
            return None
        return _SQUEEZING * (excess / galley.size) ** 2
    if end == galley.ends[-1]:
        return 0.0
    gap = galley.stretch(start, end, width)
    return (gap * width / galley.size) ** 2
