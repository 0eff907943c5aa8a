"""Chinese punctuation while one types: half-width marks among Chinese characters, straight quotes.

Only what touches Chinese text on its left is widened, so that numbers, times, e-mail and web
addresses stay as typed. Source: GB/T 15834-2011.
"""

from __future__ import annotations

import re

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_QUOTES = {'"': "“”", "'": "‘’"}
_OPENING = {"（": 1, "(": 1, "）": -1, ")": -1}
# Chinese characters, and marks that stand among them only
_CHINESE = (
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301b“”‘’—…％，；：（）？！]"
)


def widened(before: str, typed: str) -> str:
    """What stands for a mark typed behind `before`, the paragraph up to it; itself where it stays.

    >>> widened("共办理12件", ","), widened("10", ":"), widened("（2023年1月", ")")
    ('，', ':', '）')
    >>> widened("开展", '"'), widened("开展“放管服", '"')
    ('“', '”')
    """
    if typed in _QUOTES:
        return _quote(before, *_QUOTES[typed]) or typed
    if typed == ")":
        return "）" if _open_bracket(before) == "（" else typed
    is_begun = typed == "(" and not before.strip()  # `（一）` at the beginning of a paragraph
    return _WIDE.get(typed, typed) if is_begun or _is_chinese(before) else typed


def _quote(before: str, opening: str, closing: str) -> str:
    """The quotation mark that is due; empty among Latin letters and digits."""
    if before.count(opening) > before.count(closing):
        return closing
    return opening if not before.strip() or _is_chinese(before) else ""


def _open_bracket(before: str) -> str:
    """The bracket that waits for its partner; empty where none does."""
    depth = 0
    for sign in reversed(before):
        depth += _OPENING.get(sign, 0)
        if depth > 0:
            return sign
    return ""


def _is_chinese(before: str) -> bool:
    """Whether a text ends in Chinese."""
    return bool(re.match(_CHINESE, before[-1:]))
