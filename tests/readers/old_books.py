"""Workbooks as Excel 97 keeps them (.xls), made byte by byte: no program of ours writes them.

Source: [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512
ERROR_OF_REFERENCE = 0x17


def book(name: str, cells: Iterable[bytes], *, declared: tuple[int, int] = (1, 1)) -> bytes:
    """A workbook of one sheet; `declared` says how many rows and columns it claims to have."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    encoded = name.encode("utf-16-le")
    about = struct.pack("<HBB", 0, len(name), 1) + encoded
    end = record(0x000A, b"")
    offset = len(begin) + 4 + 4 + len(about) + len(end)
    sheet = record(0x0085, struct.pack("<I", offset) + about)
    stream = begin + sheet + end
    stream += record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    stream += record(0x0200, struct.pack("<IIHHH", 0, declared[0], 0, declared[1], 0))
    stream += b"".join(cells) + end
    return container(stream)


def record(kind: int, body: bytes) -> bytes:
    """A record of the stream."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    """A cell with text."""
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x0204, head + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    """A cell with a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def error(row: int, column: int) -> bytes:
    """A cell that shows an error."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, ERROR_OF_REFERENCE, 1))


def strings(count: int) -> bytes:
    """The head of a table of strings that claims to have so many."""
    return record(0x00FC, struct.pack("<II", count, count))


def container(stream: bytes) -> bytes:
    """A compound file with the stream of a workbook: header, table, directory, stream."""
    sectors = max(8, -(-len(stream) // SECTOR))  # shorter streams are kept in another way
    stream = stream.ljust(sectors * SECTOR, b"\0")
    chain = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    directory = entry("Root Entry", 5, END, 0, child=1) + entry("Workbook", 2, 2, len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + directory.ljust(SECTOR, b"\0") + stream


def entry(name: str, kind: int, start: int, length: int, *, child: int = FREE) -> bytes:
    """An entry of the directory."""
    encoded = name.encode("utf-16-le")
    about = struct.pack("<HBBIII", len(encoded) + 2, kind, 1, FREE, FREE, child)
    return encoded.ljust(64, b"\0") + about + bytes(36) + struct.pack("<III", start, length, 0)
