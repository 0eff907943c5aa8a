"""Folding of characters that look alike: full and half width, Kangxi radicals, invisible ones.

The one copy of these rules; checks, readers and writers share it.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[\s\u3000\u00a0]+")
_FULL_WIDTH = str.maketrans(
    {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
)
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_BESIDE_HAN = re.compile(rf"(?<={_HAN})[,;:?!()]|[,;:?!()](?={_HAN})")


def fold(text: str) -> str:
    """Text with compatible forms made one: NFKC, no invisible characters, spaces joined.

    >>> fold("（⼀）１，２ ")
    '(一)1,2'
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", folded).strip()


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

    >>> widen_punctuation("即墨(2021-2025年),共1,000件:见http://a.cn/b,c")
    '即墨（2021-2025年），共1,000件：见http://a.cn/b,c'
    """
    return _pair_brackets(_BESIDE_HAN.sub(lambda m: m[0].translate(_FULL_WIDTH), text))


def _pair_brackets(text: str) -> str:
    """Give both brackets of a pair the width that one of them has."""
    characters = list(text)
    open_at: list[int] = []
    for place, character in enumerate(characters):
        if character in "(（":
            open_at.append(place)
        elif character in ")）" and open_at:
            start = open_at.pop()
            if "（" in characters[start] or character == "）":
                characters[start], characters[place] = "（", "）"
    return "".join(characters)
