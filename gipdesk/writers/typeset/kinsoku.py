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

_DATE = (
    r"[0-9０-９]+ ?年(?: ?[0-9０-９]+ ?月(?: ?[0-9０-９]+ ?[日号])?)?"
    r"|[0-9０-９]+ ?月(?: ?[0-9０-９]+ ?[日号])?"
)
_WORD = r"[!-~０-９Ａ-Ｚａ-ｚ．％‰℃°]+"
_WHOLE: Final = re.compile(f"{_DATE}|{_WORD}|—+|…+")

# A word longer than this is an address of the Web rather than a word; it may end a line at a mark.
_LONGEST_WORD: Final = 24
_AFTER_MARK: Final = re.compile(r"(?<=[/?&=_.-])(?=[^/?&=_.-])")


def whole_words(text: str) -> list[tuple[int, int]]:
    """Start and end of what must not be torn apart.

    >>> whole_words("自2023年1月1日起")
    [(1, 10)]
    """
    return [part for word in _WHOLE.finditer(text) for part in _parts(*word.span(), text)]


def _parts(start: int, end: int, text: str) -> list[tuple[int, int]]:
    if end - start <= _LONGEST_WORD:
        return [(start, end)]
    cuts = [mark.start() for mark in _AFTER_MARK.finditer(text, start + 1, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def line_ends(text: str, words: list[tuple[int, int]]) -> list[int]:
    """The places, as numbers of characters before them, where a line may end; the last is the end.

    >>> line_ends("“共3.5件”，", [(2, 5)])
    [2, 5, 8]
    """
    torn = {place for start, end in words for place in range(start + 1, end)}
    free = [
        place
        for place in range(1, len(text))
        if text[place] not in _NOT_FIRST and text[place - 1] not in _NOT_LAST
    ]
    return [place for place in free if place not in torn] + [len(text)]
