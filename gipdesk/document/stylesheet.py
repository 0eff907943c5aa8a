"""The style sheet: which face, size and place each meaning has on paper.

Read from `templates/styles/*.toml`. Lengths are millimetres (`Mm`) or points (`Pt`); the printed
Chinese sizes are 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt, 五号 = 10.5 pt, 小五 = 9 pt.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NewType

import msgspec

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.nodes import SealForm
from gipdesk.document.stylesheet_check import faults_of_entries, faults_together
from gipdesk.document.stylesheet_files import merged, sheet_files

Mm = NewType("Mm", float)
Pt = NewType("Pt", float)

POINTS_PER_MM = 72 / 25.4


def points(length: Mm) -> Pt:
    """A length in points.

    >>> round(points(Mm(25.4)), 3)
    72.0
    """
    return Pt(length * POINTS_PER_MM)


class Align(StrEnum):
    """How a paragraph's lines stand between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet and its type area (版心)."""

    width: Mm
    height: Mm
    top: Mm
    bottom: Mm
    left: Mm
    right: Mm
    footer: Mm  # from the sheet's lower edge to the footer's, as Word measures it
    line_pitch: Pt
    lines: int  # a page
    characters: int  # a line

    @property
    def text_width(self) -> Mm:
        """Width of the type area."""
        return Mm(self.width - self.left - self.right)

    @property
    def text_height(self) -> Mm:
        """Height of the type area."""
        return Mm(self.height - self.top - self.bottom)


class Face(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A typeface role: the name written into .docx, and our own file for PDF.

    `also` are other names under which a machine may have the face, the best first.
    """

    name: str
    bundled: str
    also: tuple[str, ...] = ()


class TextStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one meaning of text is set.

    Indents are counted in characters of the style's own size, spaces in body lines.
    """

    face: str
    size: Pt
    line_pitch: Pt | None = None  # None: the page's pitch
    align: Align = Align.JUSTIFY
    first_line_indent: float = 0
    space_before: float = 0
    space_after: float = 0
    keep_with_next: bool = False


class RowStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least height of a table's rows, the room above and below their text, and its size."""

    height: Mm
    padding_y: Mm
    size: Pt | None = None  # None: that of all tables


class TableStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How tables are ruled, filled and set."""

    face: str
    size: Pt
    leading: float  # line height as a multiple of the type size
    padding_x: Mm
    padding_y: Mm
    row_height: Mm  # at least
    rule: Pt
    band_fill: str  # RRGGBB
    space_before: Pt
    space_after: Pt
    continued: str  # printed above the part of a table that runs on to another page
    widths: dict[str, tuple[float, ...]]  # by table kind, as ratios; equal where a kind is absent
    rows: dict[str, RowStyle]  # by table kind, where they differ


class NumberPlace(StrEnum):
    """Where page numbers stand."""

    OUTER = "outer"  # odd pages right, even pages left
    CENTER = "center"
    LEFT = "left"
    RIGHT = "right"


class PageNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The page number's form and place (GB/T 9704-2012, 7.5)."""

    face: str
    size: Pt
    form: str  # with {n}, and {total} where the number of pages is told
    below: Mm  # from the type area's lower edge to the dash
    indent: float  # in characters of its own size, from the edge at which it stands
    place: NumberPlace = NumberPlace.OUTER


class Signing(StrEnum):
    """Where leader, reviewer and author sign."""

    NONE = "none"
    BLOCK = "block"  # below the date
    PAGE = "page"  # on a page of its own


class Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on the paper beside the report itself.

    `title_lines` is 0 where the title is broken as its length demands.
    """

    cover: bool = False
    document_number: bool = True  # where the report has one
    title_lines: int = 0
    seal: SealForm = SealForm.NO_SEAL
    signing: Signing = Signing.NONE


class StyleSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the writers need to know about looks.

    `latin` is the role that sets ASCII letters, digits and marks; where it is empty, each face sets
    its own.
    """

    name: str
    source: str
    page: Page
    faces: dict[str, Face]
    text: dict[str, TextStyle]
    table: TableStyle
    page_number: PageNumber
    latin: str = ""
    parts: Parts = Parts()
    word_lines: bool = True  # lines of .docx end where those of the PDF do

    def face(self, role: str) -> Face:
        """The face of a role such as `fangsong`."""
        return self.faces[role]

    def style(self, meaning: str) -> TextStyle:
        """The text style of a meaning such as `title`, `heading1` or `body`."""
        return self.text[meaning]

    def row_style(self, kind: str) -> RowStyle:
        """How high a table's rows are."""
        ordinary = RowStyle(self.table.row_height, self.table.padding_y)
        return self.table.rows.get(kind, ordinary)

    def table_style(self, kind: str) -> TableStyle:
        """How a table of a kind is set."""
        size = self.row_style(kind).size
        return msgspec.structs.replace(self.table, size=size) if size else self.table

    def column_widths(self, kind: str, columns: int) -> tuple[Mm, ...]:
        """Widths of a table's columns, which fill the type area together."""
        ratios = self.table.widths.get(kind, ())
        if len(ratios) != columns:
            ratios = (1.0,) * columns
        unit = self.page.text_width / sum(ratios)
        return tuple(Mm(ratio * unit) for ratio in ratios)


def read_stylesheet(path: Path, built_in: Path | None = None) -> StyleSheet:
    """Read a style sheet, which may say only where it differs from another, its `base`.

    A base lies beside the sheet or in the folder `built_in`. Raises `StyleSheetError`, which names
    the file, the line and the entry.
    """
    files = sheet_files(path, built_in)
    for fault in faults_of_entries(files):
        raise fault
    sheet = msgspec.convert(merged(files), StyleSheet)
    for fault in faults_together(sheet, files):
        raise fault
    return sheet


def check_stylesheet(path: Path, built_in: Path | None = None) -> list[StyleSheetError]:
    """All that is wrong with a style sheet, in the order of its lines."""
    try:
        files = sheet_files(path, built_in)
    except StyleSheetError as fault:
        return [fault]
    faults = list(faults_of_entries(files))
    if not faults:
        faults = list(faults_together(msgspec.convert(merged(files), StyleSheet), files))
    return sorted(faults, key=lambda fault: (fault.file != path.name, fault.line or 0))
