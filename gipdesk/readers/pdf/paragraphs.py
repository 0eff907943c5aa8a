"""Paragraphs from lines: by what is full, what is indented, what stands apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from gipdesk.readers.pdf.glyphs import is_hanzi
from gipdesk.readers.pdf.lines import TextLine, joined

_INDENT = 1.2  # em from the margin: less is a letter that sticks out
_DEEP = 3.0  # em: no first line begins so deep, but a centred line or a signature does
_ROOM = 0.7  # em behind the word that would have fitted
_MUCH_ROOM = 4.0  # em
_APART = 1.35  # of the usual distance between lines
_OTHER_SIZE = 1.12
_LONG = 10  # letters of a line that tells where the margins are
_COMMON = 0.1  # of the long lines: so many end at the margin where text is justified
_TOGETHER = 2  # lines at the least
_SENTENCE_ENDS = "。！？；：!?;:"
_ENDS_OF_TEXT = _SENTENCE_ENDS + ".．）)”’》」』…"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〗〕］｝”’,.;:?!)]}%％")
_FEW = 10  # lines: too few to tell a margin from
_COMMON_INDENT = 0.08  # of the long lines
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]"
)
_WORD = re.compile(r"[!-~]")


class Margins(msgspec.Struct, frozen=True):
    """Where lines begin and end, and how far apart they are, in points.

    `indents` tells that the first lines of paragraphs begin further in.
    """

    left: float
    right: float
    pitch: float
    indents: bool


class Paragraph(msgspec.Struct):
    """A paragraph, and the place of its first line."""

    text: str
    place: str
    last: TextLine


def margins_of(lines: Sequence[TextLine], width: float) -> Margins:
    """The margins of running text, from its lines page by page and the width of a page."""
    if not lines:
        return Margins(0.0, width, 0.0, indents=False)
    long = [line for line in lines if len(line.text) >= _LONG] or lines
    left = _left_margin(long)
    right = _right_margin(long, width - left)
    pitches = sorted(
        after.base - before.base
        for before, after in pairwise(lines)
        if after.base > before.base and right - before.right < _MUCH_ROOM * before.em
    )
    pitch = pitches[len(pitches) // 4] if pitches else 2 * lines[0].em
    deep = sum(_INDENT < (line.left - left) / _size(line) < _DEEP for line in long)
    return Margins(left, right, pitch, indents=deep > _COMMON_INDENT * len(long))


def _right_margin(lines: Sequence[TextLine], widest: float) -> float:
    """Where many lines end; where few end together, as far from the edge as the left margin."""
    rights = Counter(round(line.right) for line in lines)
    many = max(_TOGETHER, _COMMON * len(lines))
    for right in sorted(rights, reverse=True):
        together = rights[right - 1] + rights[right] + rights[right + 1]
        beyond = sum(count for further, count in rights.items() if further > right + 1)
        if together >= max(many, beyond + 1):
            return right
    in_order = sorted(line.right for line in lines)
    ragged = in_order[int(0.95 * (len(in_order) - 1))]
    return ragged if len(lines) > _FEW else max(ragged, widest)


def _left_margin(lines: Sequence[TextLine]) -> float:
    """The leftmost place at which many lines begin; first lines may be as many."""
    lefts = sorted(line.left for line in lines)
    return next(
        (
            left
            for left, next_but in zip(lefts, lefts[len(lefts) // 10 :], strict=False)
            if next_but - left < 2
        ),
        lefts[0],
    )


def continues(before: TextLine, line: TextLine, margins: Margins, *, turns_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if not turns_page and line.base - before.base > _APART * margins.pitch:
        return False
    sizes = sorted((_size(before), _size(line)))
    if sizes[1] > _OTHER_SIZE * sizes[0] and _has_hanzi(before) and _has_hanzi(line):
        return False
    room = margins.right - before.right - _first_word(line)
    size = _size(line)
    if room > _MUCH_ROOM * size or (room > _ROOM * size and _ends(before, line, margins)):
        return False
    if turns_page and not margins.indents and before.text[-1] in _SENTENCE_ENDS:
        return False  # where paragraphs stand apart, a page break hides it
    return not _begins(before, line, margins)


def _size(line: TextLine) -> float:
    """The size of a line's hanzi; where letters are spaced out to fill the line, all seem wider."""
    return min((glyph.em for glyph in line.glyphs if is_hanzi(glyph.text)), default=line.em)


def _ends(before: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether a line that is not quite full ends a paragraph; browsers set text unevenly."""
    is_indented = line.left - margins.left > _INDENT * _size(line)
    return before.text[-1] in _SENTENCE_ENDS or is_indented


def _begins(before: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether a line behind a full one begins a paragraph."""
    ended = before.text[-1] in _SENTENCE_ENDS
    indent = (line.left - margins.left) / _size(line)
    if indent > _DEEP or (before.left - margins.left) / _size(before) > _DEEP:
        return True
    if indent > _INDENT:
        is_block = abs(line.left - before.left) < 0.5 * _size(line)
        is_heading = margins.indents and _NUMBERED.match(before.text) is not None
        return ended or is_heading or not is_block
    if not ended:
        return False
    # What ends a paragraph in a short line ends a sentence: other words are a heading, a remark.
    is_short = margins.right - line.right > _MUCH_ROOM * _size(line)
    is_rest = not is_short or line.text[-1] in _ENDS_OF_TEXT
    return bool(_NUMBERED.match(line.text)) or not is_rest


def _has_hanzi(line: TextLine) -> bool:
    return any(is_hanzi(glyph.text) for glyph in line.glyphs)


def _first_word(line: TextLine) -> float:
    """The width of what begins a line and cannot be torn off it."""
    glyphs = line.glyphs
    end = 1
    if _WORD.match(glyphs[0].text):
        while end < len(glyphs) and _WORD.match(glyphs[end].text):
            end += 1
    while end < len(glyphs) and glyphs[end].text in _NOT_FIRST:
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def extend(paragraph: Paragraph, line: TextLine) -> None:
    """Put a line at the end of a paragraph."""
    had_space = paragraph.last.ends_with_space
    paragraph.text = joined(paragraph.text, line.text, had_space=had_space)
    paragraph.last = line


def text_lines(blocks: Iterable[object]) -> list[TextLine]:
    """The lines among some blocks."""
    return [block for block in blocks if isinstance(block, TextLine)]
