"""The characters that an office may need, taken from the standards and not from our fonts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

_GENERAL_STANDARD = Path(__file__).parent.parent / "data" / "general_standard.txt"
# What Python's codec, made for the edition of 2000, still has in the private area (2022, annex D).
_MAPPED_ANEW = "︐︒︑︓︔︕︖︗︘︙ḿ龴龵龶龷龸龹龺龻𠂇𠂉𠃌𡗗𢦏𤇾"


def general_standard() -> str:
    """The 8,105 characters of 通用规范汉字表 (2013), in its order."""
    return "".join(_GENERAL_STANDARD.read_text(encoding="utf-8").split())


def gb2312() -> str:
    """All characters of GB 2312, marks and letters of other scripts included."""
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


def level_two() -> str:
    """What GB 18030-2022, 9, asks of an implementation of level two.

    One and two bytes, the four-byte areas 0x82358F33-0x82359636 and 0x8139EE39-0x82358738, and
    what 通用规范汉字表 has beyond.
    """
    letters = map(chr, range(0x21, 0x7F))
    private = {each for each in _two_bytes() if category(each) == "Co"}
    areas = {*_area("82358F33", "82359636"), *_area("8139EE39", "82358738")}
    wanted = {*letters, *_two_bytes(), *areas, *general_standard(), *_MAPPED_ANEW} - private
    return "".join(sorted(wanted - set("\u3000")))


def _two_bytes() -> Iterator[str]:
    for high in range(0x81, 0xFF):
        for low in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            yield from bytes((high, low)).decode("gb18030", errors="ignore")


def _area(first: str, last: str) -> Iterator[str]:
    """The characters of four bytes from one code to another."""
    for number in range(_linear(bytes.fromhex(first)), _linear(bytes.fromhex(last)) + 1):
        a, rest = divmod(number, 12600)
        b, rest = divmod(rest, 1260)
        c, d = divmod(rest, 10)
        yield bytes((0x81 + a, 0x30 + b, 0x81 + c, 0x30 + d)).decode("gb18030")


def _linear(code: bytes) -> int:
    a, b, c, d = code
    return (((a - 0x81) * 10 + b - 0x30) * 126 + c - 0x81) * 10 + d - 0x30
