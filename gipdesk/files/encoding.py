"""Data as JSON that can always be written, and what reading JSON may raise."""

from __future__ import annotations

import re
from typing import Any

import msgspec

# What is no JSON, not in UTF-8, nested without end, or not of the wanted shape.
NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def to_json(data: Any) -> bytes:
    """JSON of data classes, lists and dicts, in UTF-8, on one line.

    A half character (a lone surrogate, as a broken paste brings along) becomes U+FFFD: UTF-8
    cannot hold it, and saving must not fail for it.
    """
    try:
        return msgspec.json.encode(data)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(msgspec.to_builtins(data)))


def without_half_characters(text: str) -> str:
    """Text that UTF-8 can hold."""
    return _HALF_CHARACTER.sub("\ufffd", text)


def _mended(data: Any) -> Any:
    match data:
        case str():
            return without_half_characters(data)
        case dict():
            return {_mended(key): _mended(value) for key, value in data.items()}
        case list() | tuple():
            return [_mended(item) for item in data]
        case _:
            return data
