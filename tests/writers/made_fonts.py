"""Font files as machines have them, made from the bundled ones: other names, other permissions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from struct import iter_unpack, pack, unpack
from typing import TypeAlias

from gipdesk import paths

CHINESE, ENGLISH = 0x804, 0x409
FAMILY, STYLE, FULL_NAME, POST_SCRIPT = 1, 2, 4, 6

Tables: TypeAlias = dict[bytes, bytes]


def tables_of(role: str) -> Tables:
    """The tables of a bundled font."""
    data = (paths.FONTS / f"{role}.ttf").read_bytes()
    (count,) = unpack(">H", data[4:6])
    records = iter_unpack(">4s4xLL", data[12 : 12 + 16 * count])
    return {tag: data[start : start + length] for tag, start, length in records}


def renamed(role: str, chinese: str, english: str, permissions: int = 0) -> Tables:
    """A bundled font under other names."""
    tables = tables_of(role)
    names = [(kind, CHINESE, chinese) for kind in (FAMILY, FULL_NAME) if chinese]
    names += [(kind, ENGLISH, english) for kind in (FAMILY, FULL_NAME)]
    names += [(STYLE, ENGLISH, "Regular"), (POST_SCRIPT, ENGLISH, english.replace(" ", ""))]
    tables[b"name"] = name_table(names)
    tables[b"OS/2"] = _put(tables[b"OS/2"], 8, permissions)
    return tables


def bold(tables: Tables) -> Tables:
    """The same font, which calls itself bold."""
    return tables | {b"OS/2": _put(tables[b"OS/2"], 62, 0b100000)}


def name_table(names: Iterable[tuple[int, int, str]]) -> bytes:
    """A name table of entries for Windows: kind, language, text."""
    records, strings = b"", b""
    for kind, language, text in sorted(names, key=lambda name: (name[1], name[0])):
        coded = text.encode("utf-16-be")
        records += pack(">6H", 3, 1, language, kind, len(coded), len(strings))
        strings += coded
    return pack(">3H", 0, len(records) // 12, 6 + len(records)) + records + strings


def font_file(tables: Tables, start: int = 0, form: bytes = b"\0\1\0\0") -> bytes:
    """A font of these tables, for the place `start` of a file."""
    place = start + 12 + 16 * len(tables)
    records, body = b"", b""
    for tag, data in tables.items():
        records += pack(">4sLLL", tag, 0, place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return form + pack(">4H", len(tables), 0, 0, 0) + records + body


def collection(fonts: Iterable[Tables]) -> bytes:
    """A collection (.ttc) of fonts."""
    fonts = list(fonts)
    starts, body = [], b""
    for tables in fonts:
        starts.append(12 + 4 * len(fonts) + len(body))
        body += font_file(tables, starts[-1])
    return b"ttcf" + pack(">LL", 0x10000, len(fonts)) + pack(f">{len(fonts)}L", *starts) + body


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(data)
    return path


def _put(table: bytes, place: int, number: int) -> bytes:
    return table[:place] + pack(">H", number) + table[place + 2 :]
