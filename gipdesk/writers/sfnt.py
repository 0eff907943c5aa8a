"""What a font file says of itself (OpenType 1.9, ISO/IEC 14496-22): names, style, permissions.

Only the tables asked for are read, and nothing that a damaged file says is believed unchecked.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from os import SEEK_END
from pathlib import Path
from struct import iter_unpack, unpack
from typing import BinaryIO, Final

_COLLECTION: Final = b"ttcf"
_FORMATS: Final = frozenset({b"\0\1\0\0", b"true", b"OTTO"})
_MOST_FONTS: Final = 64  # in a collection
_LONGEST: Final = 1 << 20  # bytes of a table read here; real ones are a tenth of it
_MOST_CHARACTERS: Final = 0x110000

_FAMILY, _FULL_NAME, _LARGE_FAMILY, _STYLE_IN_IT = 1, 4, 16, 17
_REGULAR: Final = frozenset({"regular", "normal", "book", "常规", "標準"})
_ITALIC_OR_BOLD: Final = 0b100001  # OS/2 fsSelection

_RESTRICTED, _USAGE = 0x0002, 0x000F  # OS/2 fsType
_NO_PARTS_OR_BITMAPS_ONLY: Final = 0x0300


class DamagedFontError(Exception):
    """A file that is no font, or one that breaks off."""


class FontTables:
    """The tables of one font of a file."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        """Read the list of tables, which stands at `start`."""
        self._file = file
        form, count = unpack(">4sH", _read(file, start, 6))
        if form not in _FORMATS:
            raise DamagedFontError
        records = iter_unpack(">4s4xLL", _read(file, start + 12, 16 * count))
        self._places = {tag: (position, length) for tag, position, length in records}
        end = file.seek(0, SEEK_END)
        if any(position + length > end for position, length in self._places.values()):
            raise DamagedFontError

    def __contains__(self, tag: bytes) -> bool:
        return tag in self._places

    def read(self, tag: bytes) -> bytes:
        """A whole table; raises `DamagedFontError`."""
        if tag not in self._places:
            raise DamagedFontError
        return _read(self._file, *self._places[tag])

    def names(self) -> frozenset[str]:
        """The names under which a program finds the font, in all languages.

        A family's name belongs to its upright face of ordinary weight.
        """
        names = _names(self.read(b"name"))
        found = names.get(_FULL_NAME, set())
        if not self._selection() & _ITALIC_OR_BOLD:
            found = found | names.get(_FAMILY, set())
            styles = {name.casefold() for name in names.get(_STYLE_IN_IT, ())}
            if not styles or styles & _REGULAR:
                found = found | names.get(_LARGE_FAMILY, set())
        return frozenset(found)

    def may_be_embedded(self) -> bool:
        """Whether its maker lets the glyphs that a document uses be put into it."""
        if b"OS/2" not in self:
            return True
        (permissions,) = unpack(">H", _part(self.read(b"OS/2"), 8, 2))
        restricted = permissions & _USAGE == _RESTRICTED
        return not restricted and not permissions & _NO_PARTS_OR_BITMAPS_ONLY

    def claimed_characters(self) -> int:
        """How many characters its tables list, those of all encodings together."""
        cmap = self.read(b"cmap")
        (count,) = unpack(">H", _part(cmap, 2, 2))
        places = {place for (place,) in iter_unpack(">4xL", _part(cmap, 4, 8 * count))}
        return sum(_claimed(cmap[place:]) for place in places)

    def _selection(self) -> int:
        if b"OS/2" not in self:
            return 0
        (selection,) = unpack(">H", _part(self.read(b"OS/2"), 62, 2))
        return int(selection)


def fonts_in(file: BinaryIO) -> Iterator[FontTables]:
    """The fonts of a file: one, or those of a collection; raises `DamagedFontError`."""
    if _read(file, 0, 4) != _COLLECTION:
        yield FontTables(file, 0)
        return
    (count,) = unpack(">L", _read(file, 8, 4))
    if not 0 < count <= _MOST_FONTS:
        raise DamagedFontError
    for (start,) in iter_unpack(">L", _read(file, 12, 4 * count)):
        yield FontTables(file, start)


def has_plausible_characters(path: Path, index: int) -> bool:
    """Whether a font's list of characters is no longer than there are any.

    Raises `DamagedFontError` or `OSError`.
    """
    with path.open("rb") as file:
        for tables in islice(fonts_in(file), index, index + 1):
            return 0 < tables.claimed_characters() <= _MOST_CHARACTERS
    raise DamagedFontError


def _read(file: BinaryIO, position: int, length: int) -> bytes:
    if length > _LONGEST:
        raise DamagedFontError
    file.seek(position)
    return _part(file.read(length), 0, length)


def _part(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    if len(part) < length:
        raise DamagedFontError
    return part


def _names(table: bytes) -> dict[int, set[str]]:
    """The entries of a name table by their kind."""
    count, strings = unpack(">HH", _part(table, 2, 4))
    names: dict[int, set[str]] = {}
    for platform, encoding, _, kind, length, start in iter_unpack(
        ">6H", _part(table, 6, 12 * count)
    ):
        if kind in {_FAMILY, _FULL_NAME, _LARGE_FAMILY, _STYLE_IN_IT}:
            text = table[strings + start : strings + start + length]
            codec = _codec(platform, encoding)
            names.setdefault(kind, set()).add(text.decode(codec, errors="ignore").strip("\0 "))
    return names


def _codec(platform: int, encoding: int) -> str:
    """How a name is written: Windows and Unicode in UTF-16, Macintosh in an old character set."""
    if platform != 1:
        return "utf-16-be"
    return {2: "big5", 25: "gb18030"}.get(encoding, "mac_roman")


def _claimed(subtable: bytes) -> int:
    """How many characters a list of characters names; small formats are not counted."""
    (form,) = unpack(">H", _part(subtable, 0, 2))
    if form == 4:
        (doubled,) = unpack(">H", _part(subtable, 6, 2))
        ends = iter_unpack(">H", _part(subtable, 14, doubled & ~1))
        starts = iter_unpack(">H", _part(subtable, 16 + doubled, doubled & ~1))
        spans = [(start, end) for (start,), (end,) in zip(starts, ends, strict=True)]
    elif form in {8, 12, 13}:
        (count,) = unpack(">L", _part(subtable, 12, 4))
        spans = list(iter_unpack(">LL4x", _part(subtable, 16, 12 * count)))
    else:
        return 1
    return sum(max(0, end - start + 1) for start, end in spans)
