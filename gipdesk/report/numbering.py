"""Headings inside a section, told by the numbering that officials type.

Source: GB/T 9704-2012, 7.3.3: `一、` `（一）` `1.` `（1）`.
"""

from __future__ import annotations

import re

import msgspec

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_SENTENCE_END = re.compile(r"[。；：！？;:!?]")
_LONGEST_HEADING = 40  # characters; a longer one is a sentence that happens to be numbered

CHINESE_NUMERALS = "一二三四五六七八九十"


class Numbered(msgspec.Struct, frozen=True):
    """A numbered paragraph: its level, the words of the heading and the text that runs on."""

    level: int
    heading: str
    rest: str


def numbered(text: str) -> Numbered | None:
    """How a paragraph is numbered; None for a plain one or a numbered sentence.

    >>> numbered("（一）主动公开。全年公开12条。")
    Numbered(level=2, heading='（一）主动公开。', rest='全年公开12条。')
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
            return Numbered(level, text[:cut], text[cut:])
    return None


def chinese_numeral(number: int) -> str:
    """1 to 99 in Chinese numerals.

    >>> [chinese_numeral(n) for n in (1, 10, 12, 20)]
    ['一', '十', '十二', '二十']
    """
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else ("" if tens == 1 else CHINESE_NUMERALS[tens - 1]) + "十"
    return front + (CHINESE_NUMERALS[ones - 1] if ones else "")
