"""The fonts that the machine has, and whether they may go into a PDF.

Reading some hundred files takes a second or two: what was found in a file is kept by the caller,
and holds as long as the file's size and time stay the same.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from gipdesk.writers.sfnt import DamagedFontError, FontTables, fonts_in

_ENDINGS: Final = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_LARGEST: Final = 120_000_000  # bytes; the largest Chinese collections have half of it


class InstalledFace(msgspec.Struct, frozen=True):
    """A font of the machine: all its names, and what keeps it out of a PDF (“” if nothing does)."""

    path: str
    index: int  # in a collection
    names: tuple[str, ...]
    obstacle: str = ""


class ScannedFile(msgspec.Struct, frozen=True):
    """What was found in a font file of this size and time; `trouble` tells why it was nothing."""

    size: int
    changed: int  # nanoseconds
    faces: tuple[InstalledFace, ...] = ()
    trouble: str = ""


def font_folders(environment: Mapping[str, str], home: Path, *, windows: bool) -> list[Path]:
    """Where the system keeps fonts: for everybody, and for this user alone."""
    if windows:
        places = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
        return [Path(environment[name], rest) for name, rest in places if environment.get(name)]
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = environment.get("XDG_DATA_HOME") or home / ".local/share"
    folders = [Path(own, "fonts"), home / ".fonts"]
    folders += [Path(each, "fonts") for each in shared.split(":") if each]
    return list(dict.fromkeys([*folders, Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]))


def scan(folders: Iterable[Path], known: Mapping[str, ScannedFile]) -> dict[str, ScannedFile]:
    """What is in each font file below some folders, by its path; nothing known is read again."""
    return {
        path: _still_known(known.get(path), status) or _scanned(path, status)
        for folder in folders
        for path, status in sorted(_font_files(folder))
    }


def _font_files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Path and status of the font files in a folder and those below it, as far as one may look."""
    for place, _, names in os.walk(folder):
        for name in names:
            if os.path.splitext(name)[1].lower() in _ENDINGS:  # noqa: PTH122 - fast
                path = f"{place}{os.sep}{name}"
                try:
                    yield path, os.stat(path)  # noqa: PTH116 - fast
                except OSError:  # a link to nowhere
                    continue


def _still_known(known: ScannedFile | None, status: os.stat_result) -> ScannedFile | None:
    same = known and (known.size, known.changed) == (status.st_size, status.st_mtime_ns)
    return known if same else None


def _scanned(path: str, status: os.stat_result) -> ScannedFile:
    size, changed = status.st_size, status.st_mtime_ns
    if not stat.S_ISREG(status.st_mode):
        return ScannedFile(size, changed, trouble="不是普通文件")
    if not 0 < size <= _LARGEST:
        return ScannedFile(size, changed, trouble="超过 120 MB" if size else "是空文件")
    try:
        return ScannedFile(size, changed, tuple(_faces(path)))
    except DamagedFontError:
        return ScannedFile(size, changed, trouble="已损坏或不是字体")
    except OSError:
        return ScannedFile(size, changed, trouble="不能读取")


def _faces(path: str) -> Iterator[InstalledFace]:
    with Path(path).open("rb") as file:
        for index, tables in enumerate(fonts_in(file)):
            yield InstalledFace(path, index, tuple(sorted(tables.names())), _obstacle(tables))


def _obstacle(tables: FontTables) -> str:
    if b"glyf" not in tables:
        return "是 PostScript 轮廓，不能嵌入 PDF"
    if b"fvar" in tables:
        return "是可变字体，不能嵌入 PDF"
    return "" if tables.may_be_embedded() else "不允许嵌入 PDF"
