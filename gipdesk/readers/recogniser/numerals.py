"""The numerals that stand before headings of the first level, in the ways reports write them."""

from __future__ import annotations

import re
from enum import StrEnum

from gipdesk.readers.recogniser.labels import split_numeral

_DIGITS = "一二三四五六七八九十"
_BEHIND = " \u3000、.．，,：:"  # what may follow a numeral, also twice
_JOINED = re.compile(rf"([{_DIGITS}])(?=\S)")


class Numbering(StrEnum):
    """How the headings of a whole source are numbered."""

    CHINESE = r"第?[一二三四五六七八九十]"
    BRACKETED = r"[（(]([一二三四五六七八九十])[）)]"
    ARABIC = r"第?([1-9]|1\d)(?:部分|章|[.．、])(?!\d)"


def split_heading(text: str, numbering: Numbering) -> tuple[int | None, str]:
    """The numeral of a line, and the line without it.

    >>> split_heading("（一）总体情况", Numbering.BRACKETED)
    (1, '总体情况')
    >>> split_heading("第二部分", Numbering.CHINESE)
    (2, '')
    >>> split_heading("（一）总体情况", Numbering.CHINESE)
    (None, '（一）总体情况')
    """
    text = text.strip()
    if numbering is Numbering.CHINESE:
        number, title = split_numeral(text)
        return number, title.lstrip(_BEHIND)
    match = re.match(numbering, text)
    if match is None:
        return None, text
    number = int(match[1]) if match[1].isascii() else _DIGITS.index(match[1]) + 1
    return number, text[match.end() :].lstrip(_BEHIND)


def split_joined(text: str) -> tuple[int | None, str]:
    """A Chinese numeral with nothing behind it, and the line without it.

    >>> split_joined("五存在的主要问题及改进情况")
    (5, '存在的主要问题及改进情况')
    """
    match = _JOINED.match(text)
    return (_DIGITS.index(match[1]) + 1, text[1:]) if match else (None, text)
