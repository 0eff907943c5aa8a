"""The faces of a style sheet: which font file prints each role, and what helps out where it cannot.

A role (`fangsong`) is asked of the machine's fonts by its official names, then of the fonts that
gipdesk brings along. What the chosen file cannot print is taken letter by letter from the bundled
file of the role, then from the bundled song face, which covers GB 18030.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias
from unicodedata import normalize

import msgspec

from gipdesk.document.stylesheet import Face, StyleSheet
from gipdesk.writers.bundled_fonts import BundledFont, sound_fonts
from gipdesk.writers.installed_faces import InstalledFace

_EVERY_LETTER: Final = "song"  # the bundled font that covers GB 18030
_LATIN: Final = "latin"  # the role that prints no hanzi
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_NOT_ASKED: Final = "没有使用本机字体"

_Machine: TypeAlias = dict[str, list[InstalledFace]]


class FaceFile(msgspec.Struct, frozen=True):
    """A font: a file, and its number in a collection (.ttc)."""

    path: Path
    index: int = 0


class ChosenFace(msgspec.Struct, frozen=True):
    """The font that prints a role of the style sheet, and why it does, in one sentence."""

    role: str
    wanted: str
    family: str
    file: FaceFile
    is_installed: bool
    reason: str


class NoFontError(Exception):
    """Neither the machine nor gipdesk's own folder has a font that could print."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"随附字体缺失或已损坏，不能排印，请重新安装本程序：{folder}")


class Faces:
    """The fonts of one style sheet, by role and by name."""

    def __init__(
        self, chosen: Iterable[ChosenFace], helpers: Mapping[str, Mapping[FaceFile, str]]
    ) -> None:
        """Chosen faces, and for each role the fonts asked after the chosen one, with families."""
        self.chosen = {face.role: face for face in chosen}
        chains = {
            role: tuple(dict.fromkeys((face.file, *helpers[role])))
            for role, face in self.chosen.items()
        }
        names = _names(file for chain in chains.values() for file in chain)
        self._chains = {
            role: tuple(names[file] for file in chain) for role, chain in chains.items()
        }
        self._files = {name: file for file, name in names.items()}
        families = {file: family for fonts in helpers.values() for file, family in fonts.items()}
        families |= {face.file: face.family for face in self.chosen.values()}
        self._families = {name: families[file] for file, name in names.items()}

    def chain(self, role: str) -> tuple[str, ...]:
        """The names of the fonts that are asked for a letter of a role, the chosen one first."""
        return self._chains[role]

    def file(self, name: str) -> FaceFile:
        """The font that bears a name in these faces (`GlyphRun.font`)."""
        return self._files[name]

    def family(self, name: str) -> str:
        """What people call the font that bears a name in these faces."""
        return self._families[name]


def _names(files: Iterable[FaceFile]) -> dict[FaceFile, str]:
    """A name for each font: that of its file, numbered where two files are called alike."""
    names: dict[FaceFile, str] = {}
    for file in dict.fromkeys(files):
        stem, name, number = file.path.stem, file.path.stem, 1
        while name in names.values():
            number += 1
            name = f"{stem}-{number}"
        names[file] = name
    return names


def bundled_faces(sheet: StyleSheet, folder: Path) -> Faces:
    """The faces that gipdesk brings along in `folder`; raises `NoFontError`."""
    return choose_faces(sheet, folder, None)


def choose_faces(
    sheet: StyleSheet, folder: Path, installed: Iterable[InstalledFace] | None
) -> Faces:
    """The face of each role: the machine's where it can be embedded, or else the bundled one.

    Args:
        sheet: names the roles and the faces they ask for.
        folder: the bundled fonts and their list.
        installed: the machine's fonts; None where these are not to be used.

    Raises:
        NoFontError: no font at all is left to print with.
    """
    box = _Box(folder)
    machine = None if installed is None else _by_name(installed)
    chosen = []
    for role, face in sheet.faces.items():
        found = _NOT_ASKED if machine is None else _installed(role, face, machine)
        chosen.append(box.face(role, face, found) if isinstance(found, str) else found)
    return Faces(chosen, {role: box.helpers(face) for role, face in sheet.faces.items()})


class _Box:
    """The bundled fonts that are there and whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts = sound_fonts(folder)

    def face(self, role: str, face: Face, why_not: str) -> ChosenFace:
        """The bundled face of a role, or what stands in for it."""
        font = self._fonts.get(face.bundled)
        if not font:
            why_not += f"，随附的 {face.bundled} 字体缺失或已损坏"
            font = next(iter(self._all_rounders()), None)
        if not font:
            raise NoFontError(self._folder)
        family = _family(font)
        reason = f"{why_not}，用{family}代替"
        return ChosenFace(role, face.name, family, self._file(font), False, reason)

    def helpers(self, face: Face) -> dict[FaceFile, str]:
        """The fonts, with their families, that print what the chosen one cannot."""
        own = self._fonts.get(face.bundled)
        fonts = (*([own] if own else []), *self._all_rounders())
        return {self._file(font): _family(font) for font in fonts}

    def _all_rounders(self) -> Sequence[BundledFont]:
        """The song face; without it all others, which together have most letters."""
        song = self._fonts.get(_EVERY_LETTER)
        return (song,) if song else tuple(self._fonts.values())

    def _file(self, font: BundledFont) -> FaceFile:
        return FaceFile(self._folder / font.file)


def _family(font: BundledFont) -> str:
    return f"随附的{font.label}"


def _by_name(installed: Iterable[InstalledFace]) -> _Machine:
    machine: _Machine = {}
    for font in installed:
        for name in {_key(name) for name in font.names}:
            machine.setdefault(name, []).append(font)
    return machine


def _key(name: str) -> str:
    """Names are the same to Windows whatever their case."""
    return normalize("NFKC", name).casefold()


def _installed(role: str, face: Face, machine: _Machine) -> ChosenFace | str:
    """The machine's face for a role, or why there is none."""
    from gipdesk.writers.typeset.fonts import shortcoming

    needed = _ASCII if role == _LATIN else _common_hanzi()
    why_not = ""
    for name in (face.name, *face.also):
        for font in machine.get(_key(name), ()):
            file = FaceFile(Path(font.path), font.index)
            obstacle = font.obstacle or shortcoming(file, needed)
            if not obstacle:
                reason = _accepted(face, name, why_not)
                return ChosenFace(role, face.name, name, file, True, reason)
            why_not = why_not or f"本机的{name}{obstacle}"
    return why_not or f"本机没有{face.name}"


def _accepted(face: Face, name: str, why_not: str) -> str:
    if name == face.name:
        return f"本机已装{name}，允许嵌入"
    return f"{why_not or f'本机没有{face.name}'}，用本机的{name}代替"


@cache
def _common_hanzi() -> str:
    """The 6,763 hanzi of GB 2312, rows 16 to 87: no Chinese font in earnest lacks one."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)
