"""Names of sheets that Excel takes: short, without its own signs, none twice."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from gipdesk.writers.characters import printable

_LONGEST: Final = 31  # code units of UTF-16
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\n\t]")
_AT_ENDS: Final = re.compile(r"^[\s']+|[\s']+$")
_RESERVED: Final = "history"  # for the sheet of tracked changes
_NAMELESS: Final = "表格"


class SheetNames:
    """The names of one workbook; case and the width of letters make no other name."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def take(self, *wishes: str) -> str:
        """The first of the wishes that is a name, with a number where it is taken."""
        base = next(filter(None, map(_name, wishes)), _NAMELESS)
        name, number = base, 1
        while _key(name) in self._taken:
            number += 1
            suffix = f"（{number}）"
            name = _cut(base, _LONGEST - len(suffix)) + suffix
        self._taken.add(_key(name))
        return name


def _key(name: str) -> str:
    return normalize("NFKC", name).casefold()


def _name(text: str) -> str:
    return _cut(_AT_ENDS.sub("", _NOT_IN_NAMES.sub("", printable(text))), _LONGEST)


def _cut(text: str, units: int) -> str:
    """The beginning of a text, no character torn, no blank or apostrophe at its end."""
    begun = text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
    return _AT_ENDS.sub("", begun)
