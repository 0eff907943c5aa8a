"""Dates as reports write them: in digits, or in Chinese numerals (`二〇二二年一月十六日`)."""

from __future__ import annotations

import re

_ZEROS = "〇○◯零OoОΟ0"
_DIGITS = "一二三四五六七八九"
_VALUES = {**dict.fromkeys(_ZEROS, 0), **{digit: at for at, digit in enumerate(_DIGITS, 1)}}
_NUMERAL = rf"[{_DIGITS}十]{{1,3}}"
_CHINESE = re.compile(
    rf"[2二][{_ZEROS}][{_ZEROS}{_DIGITS}\d]{{2}}年(?:度|{_NUMERAL}月(?:{_NUMERAL}日)?)?", re.ASCII
)
_PARTS = re.compile(rf"{_NUMERAL}(?=[月日])")
_YEAR = re.compile(r"20\d\d", re.ASCII)

DAY = r"\d{1,2} ?月 ?\d{1,2} ?日"
DATE = rf"20\d\d ?(?:年 ?{DAY}|[-./] ?\d{{1,2}} ?[-./] ?\d{{1,2}})"


def arabic_dates(text: str) -> str:
    """Text with the years and dates in Chinese numerals written in digits.

    >>> arabic_dates("二○二二年一月十六日，二O二一年度，第二十条")
    '2022年1月16日，2021年度，第二十条'
    """
    return _CHINESE.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    year, rest = match[0][:4], match[0][4:]
    digits = "".join(str(_VALUES.get(each, each)) for each in year)
    return digits + _PARTS.sub(lambda part: str(_number(part[0])), rest)


def _number(numeral: str) -> int:
    """A Chinese numeral up to ninety-nine.

    >>> [_number(numeral) for numeral in ("九", "十", "十二", "三十一")]
    [9, 10, 12, 31]
    """
    tens, ten, ones = numeral.rpartition("十")
    return (_VALUES.get(tens, 1) * 10 if ten else 0) + _VALUES.get(ones, 0)


def year_in(date: str) -> int | None:
    """The year of a date, in digits or Chinese numerals.

    >>> year_in("二〇一八年一月九日"), year_in("1月9日")
    (2018, None)
    """
    match = _YEAR.search(arabic_dates(date))
    return int(match[0]) if match else None
