"""The numbers that officials type before headings and items, and how they follow each other.

Source: GB/T 9704-2012, 7.3.3: `一、` `（一）` `1.` `（1）`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_SENTENCE_END = re.compile(r"[。；：！？;:!?]")
_BELOW_SECTIONS = 2  # the first level belongs to the headings of the sections
_LONGEST_HEADING = 40  # characters; a longer one is a sentence that happens to be numbered

CHINESE_NUMERALS = "一二三四五六七八九十"
_CHINESE, _DIGITS = rf"([{CHINESE_NUMERALS}]{{1,3}})", "([0-9０-９]{1,2})"
# `一、二季度`, `3、4月` and `1.5` are no numbers of paragraphs
_MARKS = (
    re.compile(rf"\s*{_CHINESE}、(?![{CHINESE_NUMERALS}])"),
    re.compile(rf"\s*[（(]{_CHINESE}[）)]"),
    re.compile(rf"\s*{_DIGITS}[.．、](?![0-9０-９])"),
    re.compile(rf"\s*[（(]{_DIGITS}[）)]"),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST = 99


class Numbered(msgspec.Struct, frozen=True):
    """A numbered paragraph: the level it is printed at, its heading and the text that runs on."""

    level: int
    heading: str
    rest: str

    @property
    def look(self) -> str:
        """What the heading is to a style sheet: `heading2` to `heading4`, `lead` or `body`."""
        if not self.rest:
            return f"heading{self.level}"
        return "lead" if self.level == _BELOW_SECTIONS else "body"


def numbered(text: str) -> Numbered | None:
    """How a paragraph, without space around it, is printed for its number.

    None for a plain one or a numbered sentence. The page and the editor both go by this.

    >>> numbered("（一）主动公开。全年公开12条。")
    Numbered(level=2, heading='（一）主动公开。', rest='全年公开12条。')
    >>> numbered("一、主动公开").level
    2
    >>> numbered("1.5万元") is None
    True
    """
    for level, pattern in enumerate(_LEVELS, 1):
        match = pattern.match(text)
        if match:
            end = _SENTENCE_END.search(text, match.end())
            cut = end.end() if end else len(text)
            if cut > _LONGEST_HEADING or not text[match.end() : cut].strip("。；："):
                return None
            return Numbered(max(level, _BELOW_SECTIONS), text[:cut], text[cut:])
    return None


def chinese_numeral(number: int) -> str:
    """1 to 99 in Chinese numerals.

    >>> [chinese_numeral(n) for n in (1, 10, 12, 20)]
    ['一', '十', '十二', '二十']
    """
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else ("" if tens == 1 else CHINESE_NUMERALS[tens - 1]) + "十"
    return front + (CHINESE_NUMERALS[ones - 1] if ones else "")


_VALUES = {chinese_numeral(number): number for number in range(1, _MOST + 1)}


class Mark(msgspec.Struct, frozen=True):
    """The number a paragraph begins with; its numeral is characters `start` to `end`.

    `length` is where the words begin.
    """

    level: int
    number: int
    start: int
    end: int
    length: int


def mark_of(text: str) -> Mark | None:
    """The number that a paragraph begins with, words behind it or not.

    >>> mark_of("（十二）某某")
    Mark(level=2, number=12, start=1, end=3, length=4)
    >>> [mark_of(text) for text in ("1.5万元", "2023年", "一、二季度", "3、4月", "十十、")]
    [None, None, None, None, None]
    """
    for level, pattern in enumerate(_MARKS, 1):
        match = pattern.match(text)
        if match:
            number = _VALUES.get(match[1]) if level <= 2 else int(match[1])
            return Mark(level, number, *match.span(1), match.end()) if number else None
    return None


def with_number(text: str, mark: Mark, number: int) -> str:
    """A numbered paragraph under another number, in the same kind of numeral.

    >>> with_number("１．某某", mark_of("１．某某"), 2)
    '２．某某'
    """
    numeral = chinese_numeral(number) if mark.level <= 2 else str(number)
    if text[mark.start] > "９" or text[mark.start].isascii():
        return text[: mark.start] + numeral + text[mark.end :]
    return text[: mark.start] + numeral.translate(_FULL_WIDTH) + text[mark.end :]


def next_mark(text: str) -> str:
    """What the paragraph behind a numbered one begins with; empty behind a plain one.

    >>> next_mark("（一）某某"), next_mark("某某")
    ('（二）', '')
    """
    mark = mark_of(text)
    if mark is None or mark.number >= _MOST:
        return ""
    return with_number(text[: mark.length], mark, mark.number + 1)


def without_gap(text: str) -> str:
    r"""A paragraph without the indent and the gap behind its number that word processors put there.

    >>> without_gap("　　1.\t某某"), without_gap("　某某")
    ('1.某某', '某某')
    """
    words = text.strip()
    mark = mark_of(words)
    return words[: mark.length] + words[mark.length :].lstrip() if mark else words


def renumbered(before: Sequence[str], after: Sequence[str], *, is_moved: bool = False) -> list[str]:
    """The paragraphs of an edited text, those behind the edit numbered on.

    A number that followed the one before it, or was the first, still does; one that did not is
    left as it is, and so are words. Numbers that were typed hold, unless `is_moved`: what was
    pasted or moved between others takes its place among them.

    >>> renumbered(["1.甲", "2.乙", "3.丙"], ["1.甲", "3.丙"])
    ['1.甲', '2.丙']
    """
    edit = _Edit(before, after)
    if edit.has_same_numbers:
        return list(after)
    for at in range(edit.begin, len(after)):
        wanted = edit.number_on(at) if at >= edit.rest else edit.number_of_moved(at, is_moved)
        edit.set_number(at, wanted)
    return edit.texts


class _Edit:
    """A text before and after an edit, with the numbers of its paragraphs.

    Paragraphs from `begin` on were replaced; those from `rest` on were behind the edit.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        most = min(len(before), len(after))
        self.begin = next((i for i in range(most) if before[i] != after[i]), most)
        most -= self.begin
        same = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
        self.rest = len(after) - same
        self.texts = list(after)
        self._grown = len(after) - len(before)
        self._gone = range(self.begin, len(before) - same)
        gone, new = before[self.begin : len(before) - same], after[self.begin : self.rest]
        self.has_same_numbers = [*map(_place, gone)] == [*map(_place, new)]
        if not self.has_same_numbers:
            self._old = [mark_of(text) for text in before]
            self._new = [mark_of(text) for text in after]

    def set_number(self, at: int, number: int | None) -> None:
        """Give a paragraph its number; None leaves it."""
        mark = self._new[at]
        if mark and number and number != mark.number and number <= _MOST:
            self.texts[at] = with_number(self.texts[at], mark, number)
            self._new[at] = mark_of(self.texts[at])

    def number_on(self, at: int) -> int | None:
        """The number of a paragraph behind the edit; None where it did not follow another."""
        was_at = at - self._grown
        if not _follows(self._old, was_at):
            return None
        previous = _previous(self._new, at)
        is_new = previous is not None and self.begin <= previous < self.rest
        begun = self._begun_with(was_at)
        if begun is not None and not is_new:
            return begun
        return self._number_behind(previous)

    def _begun_with(self, was_at: int) -> int | None:
        """The number that a list began with, whose paragraphs up to this one are gone."""
        previous = _previous(self._old, was_at)
        while previous is not None and previous in self._gone:
            if not _follows(self._old, previous):
                mark = self._old[previous]
                return mark.number if mark else None
            previous = _previous(self._old, previous)
        return None

    def number_of_moved(self, at: int, is_moved: bool) -> int | None:
        """The number of a paragraph that was put in; None where it keeps its own."""
        mark = self._new[at]
        if not is_moved or mark is None:
            return None
        previous = _previous(self._new, at)
        put_in = self._new[self.begin : self.rest]
        is_only = sum(each is not None and each.level == mark.level for each in put_in) == 1
        if self._is_between(at, mark.level) or (is_only and previous is not None):
            return self._number_behind(previous)
        return None

    def _is_between(self, at: int, level: int) -> bool:
        """Whether the next number of the level behind the edit followed the one before it."""
        for later in range(at + 1, len(self.texts)):
            mark = self._new[later]
            if mark and mark.level < level:
                return False
            if mark and mark.level == level and later >= self.rest:
                return _follows(self._old, later - self._grown)
        return False

    def _number_behind(self, previous: int | None) -> int:
        mark = self._new[previous] if previous is not None else None
        return mark.number + 1 if mark else 1


def _place(text: str) -> tuple[int, int] | None:
    mark = mark_of(text)
    return (mark.level, mark.number) if mark else None


def _previous(marks: Sequence[Mark | None], at: int) -> int | None:
    """The paragraph that a numbered one follows: the last of its level under the same heading."""
    own = marks[at]
    for earlier in range(at - 1, -1, -1):
        mark = marks[earlier]
        if own and mark and mark.level <= own.level:
            return earlier if mark.level == own.level else None
    return None


def _follows(marks: Sequence[Mark | None], at: int) -> bool:
    """Whether a paragraph is numbered one more than the one before it, or 1 as the first."""
    own, previous = marks[at], _previous(marks, at)
    before = marks[previous] if previous is not None else None
    return own is not None and own.number == (before.number if before else 0) + 1
