"""Marks at letters that change what they say: raised note marks, and lines that strike them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gipdesk.readers.pdf.glyphs import Glyph, Turn
from gipdesk.readers.pdf.ruling import Rule

STRUCK_OUT = "〔有删除线〕"  # behind a number that is struck out

_SMALLER = 0.9  # of the letter before
_LEAST_RAISED, _MOST_RAISED = 0.15, 0.75  # em above the line
_BESIDE = 0.3  # em
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST_STRUCK, _MOST_STRUCK = 0.15, 0.5  # em above the baseline
_LONGER = 0.5  # em by which such a line may be longer than what it strikes out
_HIGHEST = 36  # points of text that is looked at


def raise_note_marks(glyphs: Sequence[Glyph]) -> None:
    """Make raised small digits what they are, so that they are no part of a number: ¹ ² ³."""
    raised: float | None = None  # the baseline of the mark before
    for before, glyph in pairwise(glyphs):
        if glyph.base == before.base or not glyph.text.isdigit():
            raised = None
        elif glyph.base == raised or _is_raised(before, glyph):
            raised = glyph.base
            glyph.text = glyph.text.translate(_RAISED_DIGITS)
            glyph.base, glyph.y = before.base, before.y
        else:
            raised = None


def _is_raised(before: Glyph, glyph: Glyph) -> bool:
    height = (before.base - glyph.base) / before.em
    return (
        _LEAST_RAISED < height < _MOST_RAISED
        and glyph.em < _SMALLER * before.em
        and abs(glyph.left - before.right) < _BESIDE * before.em
    )


def strike_out(glyphs: Iterable[Glyph], level: Sequence[Rule]) -> list[Rule]:
    """Mark numbers that a line runs through; returns the level lines that strike nothing out."""
    lines: dict[int, list[Glyph]] = {}
    for glyph in glyphs if level else ():
        if glyph.turn is Turn.UPRIGHT:
            lines.setdefault(int(glyph.base), []).append(glyph)
    others = []
    for rule in level:
        struck = next(filter(None, _struck(rule, lines)), None)
        if struck is None:
            others.append(rule)
        elif any(glyph.text.isdigit() for glyph in struck):
            struck[-1].text += STRUCK_OUT
    return others


def _struck(rule: Rule, lines: dict[int, list[Glyph]]) -> Iterator[list[Glyph]]:
    """The letters that a line runs through, where it is as long as they are, line by line."""
    first = int(rule.at)
    for base in range(first, first + _HIGHEST // 2):
        struck = [glyph for glyph in lines.get(base, ()) if _is_struck(glyph, rule)]
        if struck and _is_as_long(rule, struck):
            yield struck


def _is_struck(glyph: Glyph, rule: Rule) -> bool:
    height = glyph.base - rule.at
    return (
        rule.start < glyph.x < rule.end
        and _LEAST_STRUCK * glyph.em < height < _MOST_STRUCK * glyph.em
    )


def _is_as_long(rule: Rule, struck: Sequence[Glyph]) -> bool:
    near = _LONGER * struck[0].em
    left, right = min(glyph.left for glyph in struck), max(glyph.right for glyph in struck)
    return rule.start > left - near and rule.end < right + near
