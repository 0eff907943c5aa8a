"""The characters of a web page, whatever encoding it says it has.

What a page declares is often wrong, so each encoding is tried and the text judged: Chinese text is
made of common characters, text decoded wrongly is not.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.source import MOST_BYTES

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_BIG5_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(?:x-x-)?big5", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding
# Chinese characters, and what they turn into where they are decoded wrongly
_LETTERS = re.compile("[\u00c0-\u04ff\u3040-\u318f\u3400-\u9fff\ue000-\uf8ff\ufffd]")
_FEWEST_LETTERS, _MOST_LETTERS = 20, 4000  # to judge by
_COMMON_SHARE = 0.7  # real text: above 0.99; wrongly decoded: below 0.55
_BROKEN_SHARE = 0.01


def page_text(data: bytes) -> str:
    """The characters of a page without its byte order mark; single broken ones as U+FFFD.

    Raises:
        UnreadableSourceError: too large, empty, or in no encoding that gives Chinese text.
    """
    if len(data) > MOST_BYTES:
        size, most = len(data) / 1024 / 1024, MOST_BYTES // 1024 // 1024
        raise UnreadableSourceError(f"网页有{size:.0f} MB，超过{most} MB的上限，没有读取。")
    if not data.strip():
        raise UnreadableSourceError("网页是空的，没有可读的内容。")
    encodings = list(_encodings(data))
    for is_broken in (False, True):
        for encoding in encodings:
            text = _decoded(data, encoding, is_broken=is_broken)
            if text is not None and not is_garbled(text):
                return text.lstrip("\ufeff")
    raise UnreadableSourceError(
        "网页的文字是乱码，按 UTF-8、GB18030、Big5 都读不出；请在浏览器中打开，复制全文后粘贴导入。"
    )


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return [encoding]
    head = data[:_HEAD]
    if head.count(0) > len(head) // 4:  # every second byte of a tag is zero
        return ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]
    if _BIG5_DECLARED.search(head):
        return ["utf-8", "big5hkscs", "gb18030"]
    return ["utf-8", "gb18030", "big5hkscs"]


def _decoded(data: bytes, encoding: str, *, is_broken: bool) -> str | None:
    """The text; None where more bytes are wrong than may be."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if not is_broken:
            return None
    text = data.decode(encoding, "replace")
    letters = sum(not character.isascii() for character in text)
    return text if text.count("\ufffd") <= 1 + letters * _BROKEN_SHARE else None


def is_garbled(text: str) -> bool:
    """Whether a text was decoded wrongly: its Chinese is mostly of characters nobody uses."""
    letters = _LETTERS.findall(text[: _MOST_LETTERS * 100])[:_MOST_LETTERS]
    common = _common_characters()
    known = sum(letter in common for letter in letters)
    return len(letters) >= _FEWEST_LETTERS and known < len(letters) * _COMMON_SHARE


@cache
def _common_characters() -> frozenset[str]:
    """The first levels of GB 2312 (3,755 characters) and Big5 (5,401), which are by use."""
    simplified = bytes(
        b for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for b in (high, low)
    )
    lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(b for high in range(0xA4, 0xC7) for low in lows for b in (high, low))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))
