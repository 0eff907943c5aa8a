"""The faces an export uses: the machine's fonts, found and remembered, and what the user is told.

`faces_for` chooses; `preflight` says before an export which role uses which face, why, and which
characters have to come from elsewhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from gipdesk.document.nodes import Document
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.files.errors import FileError
from gipdesk.workflow.folders import fonts_found
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper, stylesheet_of
from gipdesk.writers.faces import ChosenFace, Faces, choose_faces
from gipdesk.writers.installed_faces import ScannedFile, font_folders, scan

_VERSION: Final = 1  # of what is remembered of a font
_FIRST_HANZI: Final = "\u3400"
_ROLES: Final = {
    "title": "小标宋（标题）",
    "hei": "黑体（一级标题）",
    "kai": "楷体（二级标题）",
    "fangsong": "仿宋（正文）",
    "song": "宋体（表格、页码）",
    "latin": "西文（数字、字母）",
}


class Borrowed(msgspec.Struct, frozen=True):
    """Characters that a role's face lacks, and the family that prints them (“” for none)."""

    characters: str
    family: str

    @property
    def sentence(self) -> str:
        """What the user is told."""
        hanzi = "".join(each for each in self.characters if each >= _FIRST_HANZI)
        others = "数字、字母或标点" if len(hanzi) < len(self.characters) else ""
        if not self.family:
            return f"“{self.characters}”没有字体可印，将印成方框"
        what = "和".join(filter(None, (f"“{hanzi}”" if hanzi else "", others)))
        return f"{what}由{self.family}代印"


class FaceLine(msgspec.Struct, frozen=True):
    """One role of the style sheet: what it asks for, what prints it, and why."""

    role: str
    label: str
    wanted: str
    family: str
    is_installed: bool
    reason: str
    borrowed: tuple[Borrowed, ...] = ()

    @property
    def sentence(self) -> str:
        """What the user is told."""
        notes = "".join(f"；{each.sentence}" for each in self.borrowed)
        return f"{self.label}：{self.reason}{notes}。"


class _Remembered(msgspec.Struct, frozen=True):
    version: int
    files: dict[str, ScannedFile]


def faces_for(sheet: StyleSheet, office: Office, *, use_installed: bool = True) -> Faces:
    """The faces of a style sheet on this machine; raises `NoFontError`.

    Where `use_installed` is false only the bundled fonts are used, so that the same report looks
    the same on every machine.
    """
    if not use_installed:
        return choose_faces(sheet, office.fonts, None)
    installed = (face for file in _files().values() for face in file.faces)
    return choose_faces(sheet, office.fonts, installed)


def skipped_fonts() -> tuple[str, ...]:
    """The machine's font files that cannot be used whatever they hold, each with its reason."""
    files = _files().items()
    return tuple(f"字体文件{file.trouble}，已跳过：{path}" for path, file in files if file.trouble)


def machine_fonts(folders: list[Path], remembered: Path) -> dict[str, ScannedFile]:
    """The font files below some folders; what they hold is remembered in a file."""
    known = _recall(remembered)
    found = scan(folders, known)
    if found != known:
        data = msgspec.json.encode(_Remembered(_VERSION, found))
        with suppress(FileError):  # then it is found out again the next time
            make_folder(remembered.parent)
            write_atomically(remembered, data, keep_backup=False)
    return found


def _files() -> dict[str, ScannedFile]:
    folders = font_folders(os.environ, Path.home(), windows=sys.platform == "win32")
    return machine_fonts(folders, fonts_found())


def _recall(remembered: Path) -> Mapping[str, ScannedFile]:
    try:
        recalled = msgspec.json.decode(remembered.read_bytes(), type=_Remembered)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return {}
    return recalled.files if recalled.version == _VERSION else {}


def preflight(
    faces: Faces, sheet: StyleSheet, document: Document | None = None
) -> tuple[FaceLine, ...]:
    """Which face each role of a style sheet uses, and with a document what its faces lack.

    Raises as setting the document does: `TilingError`, `UnreadablePictureError`.
    """
    borrowed = _borrowed(faces, sheet, document) if document else {}
    return tuple(
        _line(face, borrowed.get(role, ()))
        for role, face in faces.chosen.items()
        if role != "latin" or sheet.latin
    )


def fonts_in_words(office: Office, paper: Paper) -> str:
    """One sentence on the fonts that a paper is printed in; raises as `faces_for`."""
    sheet = stylesheet_of(paper, office)
    lines = preflight(faces_for(sheet, office, use_installed=paper.installed_fonts), sheet)
    lent = "、".join(line.wanted for line in lines if not line.is_installed)
    if not lent:
        return "PDF 用本机安装的公文字体。"
    return f"PDF 中{lent}用随附的字体代替；Word 文件只写字体名称。"


def _line(face: ChosenFace, borrowed: tuple[Borrowed, ...]) -> FaceLine:
    label = _ROLES.get(face.role, face.wanted)
    about = (face.wanted, face.family, face.is_installed, face.reason)
    return FaceLine(face.role, label, *about, borrowed)


def _borrowed(
    faces: Faces, sheet: StyleSheet, document: Document
) -> dict[str, tuple[Borrowed, ...]]:
    """What each role's face lacks of a document."""
    from gipdesk.writers.typeset.layout import set_type
    from gipdesk.writers.typeset.typecase import TypeCase

    case = TypeCase(sheet, faces)
    set_type(document, sheet, case)
    return {role: tuple(_loans(role, case.borrowed(), faces)) for role in faces.chosen}


def _loans(role: str, found: Mapping[tuple[str, str], str], faces: Faces) -> Iterator[Borrowed]:
    for (borrower, font), characters in found.items():
        if borrower == role:
            yield Borrowed(characters, faces.family(font) if font else "")
