"""禁则: where a line of Chinese text may end (GB/T 15834-2011, 5.1; GB/T 15835-2011).

No line begins with a closing mark or ends with an opening one; numbers, dates and Latin words,
—— and …… stay whole.
"""

from __future__ import annotations

import re
from typing import Final

OPENING_MARKS: Final = frozenset("（《〈「『【〖〔［｛“‘")
CLOSING_MARKS: Final = frozenset("，。、；：？！）》〉」』】〗〕］｝”’")

_NOT_FIRST: Final = CLOSING_MARKS | frozenset(",.;:?!)]}%％‰℃°·～-–/ ")
_NOT_LAST: Final = OPENING_MARKS | frozenset("([{#$￥¥№＃＄")

_DATE_UNITS: Final = frozenset("年月日号")
_WORD = "[!-~０-９Ａ-Ｚａ-ｚ．％‰℃°]+"
_REST_OF_DATE = "(?: ?年(?: ?[0-9０-９]+ ?月)?| ?月)(?:(?<=月) ?[0-9０-９]+ ?[日号])?"
_WHOLE: Final = re.compile(f"{_WORD}(?:(?<=[0-9０-９]){_REST_OF_DATE})?|—+|…+")

# A longer word is an address of the Web; a line may end after its marks, but not within a number.
_LONGEST_WORD: Final = 24
_AFTER_MARK: Final = re.compile(r"(?<=[/?&=_])(?=[^/?&=_])|(?<=[A-Za-z][.-])(?=[A-Za-z])")


def whole_words(text: str) -> list[tuple[int, int]]:
    """Start and end of what must not be torn.

    >>> whole_words("自2023年1月1日起")
    [(1, 10)]
    """
    return [word.span() for word in _WHOLE.finditer(text)]


def rigid_places(text: str, words: list[tuple[int, int]]) -> list[int]:
    """The places within words that must not be spaced out; beside a hanzi of a date they may.

    >>> rigid_places("自23年1月", [(1, 6)])
    [2]
    """
    return [
        place
        for start, end in words
        for place in range(start + 1, end)
        if _DATE_UNITS.isdisjoint(text[place - 1 : place + 1])
    ]


def line_ends(text: str, words: list[tuple[int, int]]) -> list[int]:
    """The places, as numbers of characters before them, where a line may end; the last is the end.

    >>> line_ends("“共3.5件”，", [(2, 5)])
    [2, 5, 8]
    """
    torn = {place for start, end in words for place in range(start + 1, end)}
    for start, end in words:
        if end - start > _LONGEST_WORD:
            torn.difference_update(mark.start() for mark in _AFTER_MARK.finditer(text, start, end))
    return [
        place
        for place in range(1, len(text))
        if place not in torn and text[place] not in _NOT_FIRST and text[place - 1] not in _NOT_LAST
    ] + [len(text)]
