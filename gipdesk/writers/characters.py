"""Which characters may stand in a file, and how wide they print."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

# Everything outside the Char production of XML 1.0 §2.2: control characters, lone surrogates …
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    r"""The text without the characters that XML cannot hold; line ends become `\n`.

    >>> printable("办\x0b结\r\n")
    '办结\n'
    """
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def em_width(text: str) -> float:
    """Printed width in characters (字): a hanzi counts 1, a Latin letter or digit one half.

    >>> em_width("2026年1月16日")
    6.5
    """
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)
