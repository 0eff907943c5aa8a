"""Folding of characters that look alike: full and half width, Kangxi radicals, invisible ones.

The one copy of these rules; checks, readers and writers share it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[\s\u3000\u00a0]+")
_FULL_WIDTH = str.maketrans(
    {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
)
_RADICALS = re.compile("[\u2f00-\u2fd5]")  # Kangxi radicals, which some PDF text layers hold
# Chinese characters, and marks that stand among them only
_HAN = r"[\u3400-\u9fff\uf900-\ufaff\u3001-\u3003\u3008-\u3011\u3014-\u301b“”‘’—…％，；：（）？！]"
_BRACKETS = re.compile("[()（）]")
_MARKS = re.compile("[,;:?!()]")
_QUOTES = re.compile('["＂“”]')
_STRAIGHT = '"＂'


def fold(text: str) -> str:
    """Text with compatible forms made one: NFKC, no invisible characters, spaces joined.

    >>> fold("（⼀）１，２ ")
    '(一)1,2'
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", folded).strip()


def legible(text: str) -> str:
    """Text as it looks: without invisible characters, Kangxi radicals as ordinary characters.

    >>> legible("\u2f00般\u200b要求")
    '一般要求'
    """
    visible = _INVISIBLE.sub("", text)
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), visible)


def match_key(text: str) -> str:
    """What two labels share when they say the same: folded, without any space.

    >>> match_key("统 计 指 标（注）")
    '统计指标(注)'
    """
    return fold(text).replace(" ", "")


def widen_punctuation(text: str) -> str:
    """Chinese text with its half-width punctuation made full width.

    Only marks that touch a Chinese character change, so that numbers, e-mail addresses and web
    addresses stay as they are; a bracket follows its partner.

    >>> widen_punctuation("某市(2021-2025年),共1,000件(电话:0101-1234567);见http://a.cn/b,c")
    '某市（2021-2025年），共1,000件（电话：0101-1234567）；见http://a.cn/b,c'
    """
    partners = _partners(text)
    marks = {mark.start() for mark in _MARKS.finditer(text)}
    to_widen = [mark.start() for mark in _marks_beside_han().finditer(text)]
    to_widen += [partner for place, partner in partners.items() if text[place] in "（）"]
    wide: set[int] = set()
    while to_widen:
        place = to_widen.pop()
        if place in marks and place not in wide:
            wide.add(place)  # a mark made wide may stand beside another
            to_widen += (place - 1, place + 1, partners.get(place, -1))
    return _MARKS.sub(
        lambda mark: mark[0].translate(_FULL_WIDTH) if mark.start() in wide else mark[0], text
    )


@cache
def _marks_beside_han() -> re.Pattern[str]:
    """Half-width marks that touch a Chinese character; compiled on first use, which takes 3 ms."""
    return re.compile(rf"(?<={_HAN})[,;:?!()]|[,;:?!()](?={_HAN})")


def _partners(text: str) -> dict[int, int]:
    """Where the other bracket of each pair stands, by the place of either."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] in "(（":
            opened.append(bracket.start())
        elif opened:
            start, end = opened.pop(), bracket.start()
            partners |= {start: end, end: start}
    return partners


def pair_quotes(text: str) -> str:
    """Chinese text with its straight double quotes made “ and ”, where they pair up.

    A mark that was typed the wrong way round follows its straight partner.

    >>> pair_quotes('按照”谁执法，谁公示"的原则')
    '按照“谁执法，谁公示”的原则'
    """
    marks = list(_QUOTES.finditer(text))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    is_straight = any(mark[0] in _STRAIGHT for mark in marks)
    if not is_straight or len(marks) % 2 or not all(_is_pair(text, *pair) for pair in pairs):
        return text
    signs = list(text)
    for first, last in pairs:
        signs[first.start()], signs[last.start()] = "“", "”"
    return "".join(signs)


def _is_pair(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Whether two marks enclose something, with a Chinese character within or beside them."""
    is_turned = last[0] == "“" or (first[0] == "”" and last[0] not in _STRAIGHT)
    around = text[max(first.start() - 1, 0) : last.end() + 1]
    return not is_turned and last.start() > first.end() and _has_ideograph(around)


def _has_ideograph(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


def full_width(text: str) -> str:
    """Chinese text with full-width punctuation and paired quotes.

    >>> full_width('开展"放管服"改革,共3次')
    '开展“放管服”改革，共3次'
    """
    return widen_punctuation(pair_quotes(text))
