"""What an .xls holds, known before calamine reads it.

calamine trusts the sizes that a file of this format gives of itself, and ends the program where
there is no such memory. It also gives cells that show an error as blank, so these are looked up
here.

Source: [MS-XLS] (records in the main stream of a compound file).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

import msgspec

from gipdesk.readers.compound import Compound
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.sheet.xlsx_bounds import DAMAGED, LARGE, MOST_CELLS, Checked, Place, Unseen

_BOOKS: Final = ("Workbook", "Book")  # the stream of Excel 97, and of those before it
_MOST_BOOKS: Final = 100  # with those of embedded objects
_MOST_DECLARED: Final = 20_000_000  # cells; programs declare whole sheets of 65,536 rows

_OLD_DIMENSIONS: Final = 10  # bytes of the record until Excel 95
_IMPOSSIBLE: Final = 2**40  # bytes

_BEGIN, _SHEET, _DIMENSIONS, _STRINGS = 0x0809, 0x0085, 0x0200, 0x00FC
_ERROR_RESULT: Final = 2  # of a formula
_FORMULA, _ERROR, _MANY = 0x0006, 0x0205, 0x00BD
_CELLS: Final = frozenset((_FORMULA, _ERROR, _MANY, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6))
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def check_xls(data: bytes) -> Checked:
    """What calamine does not tell of a workbook.

    Raises:
        UnreadableSourceError: damaged, or larger than a report is.
    """
    compound = Compound(data)
    compound.refuse_unsound()
    paths = [path for path in compound.paths if path[-1] in _BOOKS]
    if len(paths) > _MOST_BOOKS:
        raise UnreadableSourceError(LARGE)
    try:
        errors = {path: _checked(compound.stream(*path)) for path in paths}
    except (struct.error, ValueError, IndexError) as exc:
        raise UnreadableSourceError(DAMAGED) from exc
    for name in _BOOKS:  # in the order in which calamine takes them
        if (name,) in errors:
            return Checked({at: Unseen(found) for at, found in errors[name,].items()})
    raise UnreadableSourceError(DAMAGED)


class _Extent(msgspec.Struct):
    """The rectangle that holds the filled cells of a sheet."""

    top: int
    left: int
    bottom: int
    right: int

    def reach(self, row: int, column: int) -> None:
        """Widen it for a cell."""
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def _checked(stream: bytes) -> dict[int, dict[Place, str]]:
    """The cells that show an error, by the number of their sheet."""
    errors: dict[int, dict[Place, str]] = {}
    begins: list[int] = []  # where the sheets begin, in their order
    extent: _Extent | None = None
    sheet = -1
    for at, kind, body in _records(stream):
        if kind == _SHEET:
            begins += struct.unpack_from("<I", body)
        elif kind == _BEGIN:
            sheet, extent = begins.index(at) if at in begins else -1, None
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            extent = extent or _Extent(row, column, row, column)
            extent.reach(row, _last_column(kind, body, column))
            if text := _error_in(kind, body):
                errors.setdefault(sheet, {})[row, column] = text
        if (extent and extent.cells > MOST_CELLS) or _promises(kind, body) > len(stream):
            raise UnreadableSourceError(LARGE)
    return errors


def _last_column(kind: int, body: bytes, first: int) -> int:
    return int(struct.unpack_from("<H", body, len(body) - 2)[0]) if kind == _MANY else first


def _error_in(kind: int, body: bytes) -> str:
    """The error that a cell shows; empty where it shows none."""
    if kind == _ERROR and body[7]:
        return _ERRORS.get(body[6], "#?")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _ERROR_RESULT:
        return _ERRORS.get(body[8], "#?")
    return ""


def _promises(kind: int, body: bytes) -> int:
    """How many bytes must follow at the least, for what a record says is to come."""
    if kind == _STRINGS:
        return int(struct.unpack_from("<I", body, 4)[0])
    if kind != _DIMENSIONS:
        return 0
    wide = len(body) > _OLD_DIMENSIONS
    top, bottom, left, right = struct.unpack_from("<IIHH" if wide else "<4H", body)
    if bottom < top - 1 or right < left - 1:
        raise ValueError("a sheet that ends before it begins")
    return 0 if (bottom - top) * (right - left) <= _MOST_DECLARED else _IMPOSSIBLE


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a stream: where each begins, its kind and what it holds."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
