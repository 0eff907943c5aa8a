"""Lines of text from glyphs: by baseline, then from left to right, spaces only where there are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

import msgspec

from gipdesk.readers.pdf.glyphs import Glyph, Turn, is_hanzi

_SAME_LINE = 0.4  # em between baselines, as of digits in a face of their own
_SAME_PLACE = 0.3  # of a glyph's width: printed twice to look bold
_WORD_GAP = 0.22  # em between Latin words whose space is not in the file
_HANZI_GAP = 0.2  # em between hanzi, more than between the others of their line
_COLUMN_GAP = 1.5  # em: what stands so far apart is no word, whatever the script
_LATIN = re.compile(r"[0-9A-Za-z]")
_WIDE = re.compile(r"[\u2018-\u201d\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")
_OPENING = frozenset("“‘（《〈「『【〔［｛")  # blank on their left, into which letters are moved
_BY_BASE = attrgetter("base")
_TORN_ADDRESS = re.compile(r"(?:[@/._=&?-]|(?:https?://|www\.)[!-~]*)$")


class TextLine(msgspec.Struct):
    """A line of text as shown; `text` has neither leading nor trailing space."""

    text: str
    left: float
    right: float
    base: float
    em: float
    glyphs: list[Glyph]  # without spaces
    ends_with_space: bool = False

    @property
    def top(self) -> float:
        """About where its letters begin."""
        return self.base - 0.9 * self.em

    @property
    def bottom(self) -> float:
        """About where its letters end."""
        return self.base + 0.2 * self.em


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines that upright glyphs make, from top to bottom."""
    held: list[Glyph] = []
    lines: list[TextLine | None] = []
    base = nearest = math.inf  # what is below `nearest` may be of the next line
    for glyph in sorted(glyphs, key=_BY_BASE):
        if glyph.base > nearest and glyph.base - base > _SAME_LINE * max(held[0].em, glyph.em):
            lines.append(line_of(held))
            held = []
        if not held:
            base, nearest = glyph.base, glyph.base + _SAME_LINE * glyph.em
        held.append(glyph)
    lines.append(line_of(held))
    return [line for line in lines if line]


def line_of(glyphs: Iterable[Glyph]) -> TextLine | None:
    """The line that some glyphs side by side make; None where nothing is seen of it."""
    ordered = sorted(glyphs, key=_beginning)
    if not ordered:
        return None
    shown = _each_once(ordered) if len(ordered) > 1 else ordered
    inked = [glyph for glyph in shown if not glyph.text.isspace()]
    if not inked:
        return None
    text = _spelled(shown)
    return TextLine(
        text.strip(),
        inked[0].left,
        max(glyph.right for glyph in inked),
        _median([glyph.base for glyph in inked]),
        _size(inked),
        inked,
        ends_with_space=text[-1].isspace(),
    )


def _beginning(glyph: Glyph) -> float:
    """Where a letter is seen to begin."""
    return glyph.x if glyph.text in _OPENING else glyph.left


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size of most letters; that of hanzi is known best."""
    sizes = [glyph.em for glyph in glyphs if is_hanzi(glyph.text)]
    return _median(sizes or [glyph.em for glyph in glyphs])


def _median(numbers: list[float]) -> float:
    """The number in the middle; that of `statistics` takes a third of the time of a page."""
    numbers.sort()
    return numbers[(len(numbers) - 1) // 2]


def _each_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs, from left to right, without those printed a second time at about the same place."""
    kept = [glyphs[0]]
    for glyph in glyphs[1:]:
        near = _SAME_PLACE * max(glyph.right - glyph.left, 0.1 * glyph.em)
        if glyph.left - kept[-1].left < near and any(
            other.text == glyph.text and glyph.left - other.left < near for other in kept[-3:]
        ):
            continue
        kept.append(glyph)
    return kept


def _spelled(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs side by side, spaces where they are seen though the file has none."""
    if len(glyphs) == 1:
        return glyphs[0].text
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    scripts = [_script(glyph.text) for glyph in glyphs]
    latin = [script == "latin" for script in scripts]
    wide = [script == "wide" for script in scripts]
    # Some titles are spaced out, and justified lines between hanzi: that makes no words.
    between = max(0.0, _median(gaps[:])) if any(wide) else 0.0
    in_words = [gap for gap, (a, b) in zip(gaps, pairwise(latin), strict=True) if a and b]
    within = max(0.0, min(in_words)) if any(wide) and len(in_words) > 1 else 0.0
    texts = [glyphs[0].text]
    for at, gap in enumerate(gaps):
        before, glyph = glyphs[at], glyphs[at + 1]
        if latin[at] and latin[at + 1]:
            usual, least = within, _WORD_GAP
        else:
            usual, least = between, _HANZI_GAP if wide[at] and wide[at + 1] else _COLUMN_GAP
        is_apart = gap - usual > least * (before.em if before.em > glyph.em else glyph.em)
        if is_apart and not (before.text.isspace() or glyph.text.isspace()):
            texts.append(" ")
        texts.append(glyph.text)
    return "".join(texts)


@lru_cache(maxsize=4096)
def _script(text: str) -> str:
    """Of which kind a letter is."""
    if _LATIN.match(text):
        return "latin"
    return "wide" if _WIDE.match(text) else ""


def joined(before: str, after: str, *, had_space: bool = False) -> str:
    """Two lines of running text as one: a space between Latin words, and where the file has one.

    >>> joined("依据《条例》规", "定编制"), joined("GB/T 9704", "applies"), joined("hz@", "163.com")
    ('依据《条例》规定编制', 'GB/T 9704 applies', 'hz@163.com')
    """
    if not before or not after:
        return before + after
    if had_space and not (before[-1].isascii() or after[0].isascii()):
        return f"{before} {after}"
    is_latin = before[-1].isascii() and after[0].isascii()
    if not is_latin or not _LATIN.match(after) or before[-1] in "([":
        return before + after
    is_torn = not had_space and _TORN_ADDRESS.search(before)
    return before + after if is_torn else f"{before} {after}"


def is_turned(glyphs: Sequence[Glyph]) -> bool:
    """Whether glyphs are written downwards: turned, or upright one below the other."""
    if any(glyph.turn is Turn.TURNED for glyph in glyphs):
        return True
    down = across = 0
    for before, glyph in pairwise(sorted(glyphs, key=lambda glyph: glyph.order)):
        is_below = glyph.y - before.y > 0.5 * glyph.em
        if abs(glyph.x - before.x) < 0.3 * glyph.em:
            down += is_below
        elif not is_below:
            across += 1
    return down > 2 * across


def written_down(glyphs: Iterable[Glyph]) -> str:
    """The text of glyphs that are written downwards, as the file has them."""
    in_order = sorted(glyphs, key=lambda glyph: glyph.order)
    seen: list[Glyph] = []
    for glyph in in_order:
        again = (
            other.text == glyph.text
            and abs(other.x - glyph.x) + abs(other.y - glyph.y) < 0.3 * glyph.em
            for other in seen
        )
        if not glyph.text.isspace() and not any(again):
            seen.append(glyph)
    return "".join(glyph.text for glyph in seen)
