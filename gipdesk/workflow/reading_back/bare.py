"""What of a text counts when two are compared, whatever file they come from.

Not white space, invisible characters and backslashes: every format breaks lines and protects its
own signs in its own way. Compatible forms are one.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, category, mirrored, normalize

_NO_SIGN = "CZ"  # categories: control characters, separators
_UNKNOWN_KINDS = ("Cn", "Co")  # unassigned, for private use
_UNKNOWN = "□"  # so the reader of pages gives what has no character
_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\ufffe\uffff]")  # chooses a variant; none
_FRACTION = "\u2044"
_FROM_RIGHT = ("R", "AL", "AN", "NSM", "")  # as Unicode tells the direction; signs above others
_LIGATURES = re.compile("[\ufb00-\ufb4f]")  # one sign for several letters
_BRACKETS = ("Ps", "Pe", "Pi", "Pf")  # opening, closing
_SURE = re.compile("[^0-9\u3400-\u9fff]")
_REPEATED = re.compile(r"([^0-9\u3400-\u9fff])\1+")


def bare(text: str) -> str:
    r"""The signs of a text that count.

    >>> bare("（一）　收到 申请\u200b１２件")
    '(一)收到申请12件'
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(map(_counted, normalize("NFKC", _UNSEEN.sub("", text))))


def _counted(sign: str) -> str:
    if sign == _FRACTION:  # ½ is 1⁄2, and to some programs 1/2
        return "/"
    kind = category(sign)
    if kind in _UNKNOWN_KINDS:
        return _UNKNOWN
    return "" if kind[0] in _NO_SIGN or sign == "\\" else sign


def is_strange(text: str) -> bool:
    """Whether a page does not tell its signs as they were: turned round, one above another, joined.

    >>> is_strange("龑𬱖12件"), is_strange("שלום 12"), is_strange("oﬃce")
    (False, True, True)
    """
    if text.isascii():
        return False
    return any(bidirectional(sign) in _FROM_RIGHT for sign in text) or bool(
        _LIGATURES.search(text) or any(category(sign) in _UNKNOWN_KINDS for sign in text)
    )


def turns_brackets(text: str) -> bool:
    """Whether it is written from right to left: in its line a page mirrors brackets and quotes."""
    return not text.isascii() and any(bidirectional(sign) in _FROM_RIGHT[:3] for sign in text)


def unturned(text: str) -> str:
    """What a page tells of such a line: neither sides of brackets, numbers of dots nor rare signs.

    >>> unturned("(二)<3......") == unturned(")二(>3..")
    True
    """
    told = (sign for sign in text if sign <= "\uffff")
    return _REPEATED.sub(r"\1", "".join("|" if _has_sides(sign) else sign for sign in told))


def _has_sides(sign: str) -> bool:
    return bool(mirrored(sign)) or category(sign) in _BRACKETS


def sure_signs(text: str) -> list[str]:
    """Digits and hanzi, which every page tells, in no order."""
    return sorted(_SURE.sub("", text))
