"""From the bytes of a text file to its characters, with bounds set before anything is parsed."""

from __future__ import annotations

import codecs
import re

from gipdesk.readers.pieces import UnreadableSourceError

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 100_000  # a report has some hundreds

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters mean nothing in text, and no document format can hold them.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
_USUAL = re.compile(r"[\t\r\n -~·–—‘’“”…\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
_USUAL_SHARE, _SAMPLE = 0.95, 20_000  # characters; in the wrong order of bytes few are usual


def decode_text(data: bytes) -> str:
    """The characters of a text file: UTF-8, UTF-16 with a mark or without, else GB18030.

    Raises:
        UnreadableSourceError: too large, empty, not text, or in another encoding.
    """
    if len(data) > MOST_BYTES:
        size, most = len(data) / 1024 / 1024, MOST_BYTES // 1024 // 1024
        raise UnreadableSourceError(f"文件有{size:.0f} MB，超过{most} MB的上限，没有读取。")
    text = _CONTROLS.sub("", _decode(data))
    if not text.strip():
        raise UnreadableSourceError("文件是空的，没有可读的内容。")
    return text


def _decode(data: bytes) -> str:
    is_marked = data.startswith(_UTF16_MARKS)
    if b"\0" in data and not is_marked:
        return _unmarked_utf16(data)
    for encoding in ["utf-16"] if is_marked else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSourceError("文件的编码既不是 UTF-8，也不是 GB18030，读不出文字。")


def _unmarked_utf16(data: bytes) -> str:
    """The text of a file with zero bytes, which only UTF-16 has in text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if len(_USUAL.findall(sample)) >= _USUAL_SHARE * len(sample):
            return text
    raise UnreadableSourceError("文件含有非文字内容，不是文本文件。")


def lines_of(text: str) -> list[str]:
    """The lines of a text; raises `UnreadableSourceError` where there are too many."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise UnreadableSourceError(f"文件有{len(lines)}行，超过{MOST_LINES}行的上限，没有读取。")
    return lines
