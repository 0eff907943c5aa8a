"""The streams of an OLE compound file, the container of .doc, .xls and of encrypted documents.

`olefile` reads it; refused before and after is what would keep it, or another program that believes
the file, busy for ever.

Source: [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from gipdesk.readers.archive import MOST_BYTES, DamagedSourceError, TooLargeSourceError

_ENTRY, _KIND_AT = 128, 66  # bytes of an entry of the directory, and where it says what it is
_STREAM, _ROOT = 2, 5
_MOST_STREAMS: Final = 20_000  # olefile compares each with all; some ten are usual
_TABLES: Final = struct.Struct("<44xI28x109I")  # in the header: of how many sectors, and which
_MOST_TABLES: Final = 1000  # 60 MB in the smallest sectors
_END, _MARKS = 0xFFFFFFFE, 0xFFFFFFFA  # numbers from here on are marks, not sectors
_DAMAGE: Final = (OSError, struct.error, ValueError, IndexError, TypeError, RecursionError)


class Compound:
    """A compound file; raises `UnreadableSourceError`."""

    def __init__(self, data: bytes) -> None:
        import olefile

        try:
            self._tables = _tables_of(data)
            self._file = olefile.OleFileIO(BytesIO(data))
            self._filled = [each for each in self._file.direntries if each and _is_filled(each)]
            self._refuse_impossible(len(data))
            self._file.loadminifat()
            #: Where the streams stand: the names of their storages, and their own.
            self.paths = [tuple[str, ...](path) for path in self._file.listdir()]
        except _DAMAGE as error:
            raise DamagedSourceError from error

    @property
    def names(self) -> set[str]:
        """The names of the streams and storages at the top."""
        return {entry.name for entry in self._file.root.kids}

    def stream(self, *path: str) -> bytes:
        """What a stream holds, as far as the file goes; empty where there is none."""
        if self._file.get_type([*path]) != _STREAM:
            return b""
        try:
            return bytes(self._file.openstream([*path]).read())
        except _DAMAGE as error:
            raise DamagedSourceError from error

    def refuse_unsound(self) -> None:
        """Raise where a program that believes the file would go on for ever, or behind its end."""
        file = self._file
        if file.num_difat_sectors or file.first_difat_sector < _MARKS:
            raise TooLargeSourceError  # from 7 MB on, the table goes on outside the header
        if any(file.nb_sect <= sector < _MARKS for sector in self._tables):
            raise DamagedSourceError
        self._refuse_hidden_streams()
        starts = [each.isectStart for each in self._filled if not each.is_minifat]
        if file.num_mini_fat_sectors:
            starts.append(file.first_mini_fat_sector)
        _refuse_endless(file.fat, [file.first_dir_sector, *starts])
        _refuse_endless(file.minifat, [e.isectStart for e in self._filled if e.is_minifat])

    def _refuse_impossible(self, size: int) -> None:
        """Raise where the file says to hold more than it has, or its root to be in itself."""
        counts = (self._file.num_dir_sectors, self._file.num_mini_fat_sectors)
        is_excessive = any(each.size > size for each in self._filled)
        if is_excessive or max(counts) > self._file.nb_sect or self._file.root.used:
            raise DamagedSourceError

    def _refuse_hidden_streams(self) -> None:
        """Raise where the directory has an entry without a path of its own."""
        file = self._file
        file.directory_fp.seek(0)
        kinds = file.directory_fp.read()[_KIND_AT::_ENTRY]
        paths = {tuple(map(str.lower, path)) for path in file.listdir(storages=True)}
        if len(kinds) - kinds.count(0) != len(paths) + 1:  # the root
            raise DamagedSourceError


def _tables_of(data: bytes) -> tuple[int, ...]:
    """The sectors that hold the table, as the header has them; raises before olefile hangs."""
    count, *tables = _TABLES.unpack_from(data)
    if len(data) > MOST_BYTES or data[_KIND_AT::_ENTRY].count(_STREAM) > _MOST_STREAMS:
        raise TooLargeSourceError
    if count > _MOST_TABLES:
        raise DamagedSourceError
    return tuple(tables)


def _is_filled(entry: Any) -> bool:
    """Whether an entry of the directory, as olefile has it, holds bytes."""
    return entry.entry_type in (_STREAM, _ROOT) and entry.size > 0


def _refuse_endless(table: Sequence[int], starts: Iterable[int]) -> None:
    """Raise where one of the chains that begin here meets another or itself, or leaves the file."""
    seen = set[int]()
    for sector in starts:
        while sector != _END:
            if sector in seen or sector >= len(table):
                raise DamagedSourceError
            seen.add(sector)
            sector = table[sector]
