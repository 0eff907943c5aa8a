"""禁则: where a line of Chinese text may end (GB/T 15834-2011, 5.1; GB/T 15835-2011).

No line begins with a closing mark or ends with an opening one; numbers with their units, dates,
document numbers, Latin words, —— and …… stay whole. Where a line would be left too loose, a date
may be parted behind its year or month, and a number from a unit of hanzi.
"""

from __future__ import annotations

import re
from typing import Final

OPENING_MARKS: Final = frozenset("（《〈「『【〖〔［｛“‘")
CLOSING_MARKS: Final = frozenset("，。、；：？！）》〉」』】〗〕］｝”’")

_NOT_FIRST: Final = CLOSING_MARKS | frozenset("—…,.;:?!)]}%％‰℃°·～-–/ ")
_NOT_LAST: Final = OPENING_MARKS | frozenset("([{#$￥¥№＃＄")

_WORD = "[!-~０-９Ａ-Ｚａ-ｚ．％‰℃°㎡㎞㎏]+"
_DIGIT = "[0-9０-９]"
_REST_OF_DATE = f"(?: ?年(?: ?{_DIGIT}+ ?月)?| ?月)(?:(?<=月) ?{_DIGIT}+ ?[日号])?"
_UNIT = (
    "[余多]?[百千万亿]*"
    "(?:人次|件次|小时|分钟|平方米|公里|[元件条次人个份篇期场项名家户天部起宗例批页号])?"
)
_DOCUMENT = f"〔{_DIGIT}{{4}}〕 ?{_DIGIT}+ ?号"
_WHOLE: Final = re.compile(
    f"{_DOCUMENT}|{_WORD}(?:(?<={_DIGIT})(?:{_REST_OF_DATE}|{_UNIT}))?|—+|…+"
)
_SPARE: Final = re.compile(
    f"(?:(?<=[年月〕])|(?<=[年月〕] ))(?={_DIGIT})|(?<={_DIGIT})(?=[一-鿿])(?![年月日号])"
)
_HANZI: Final = re.compile("[〇一-鿿]")

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
        if not _HANZI.search(text, place - 1, place + 1)
    ]


def spare_ends(text: str, words: list[tuple[int, int]]) -> list[int]:
    """The places within words where a line may end before it is left too loose.

    >>> spare_ends("至2025年1月16日12件", [(1, 11), (11, 14)])
    [6, 8, 13]
    """
    return [
        place.start()
        for start, end in words
        for place in _SPARE.finditer(text, start + 1, end)
        if start < place.start() < end
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
