"""The style sheet: which face, size and place each meaning has on paper.

Read from `templates/styles/*.toml`. Lengths are millimetres (`Mm`) or points (`Pt`); the printed
Chinese sizes are 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt, 五号 = 10.5 pt, 小五 = 9 pt.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NewType

import msgspec

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
    """A typeface role: the name written into .docx, and our own file for PDF."""

    name: str
    bundled: str


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
    """The least height of a table's rows, and the room above and below their text."""

    height: Mm
    padding_y: Mm


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


class PageNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The page number's form and place (GB/T 9704-2012, 7.5)."""

    face: str
    size: Pt
    form: str  # with {n}
    below: Mm  # from the type area's lower edge to the dash
    indent: float  # in characters of its own size; odd pages right, even pages left


class StyleSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the writers need to know about looks."""

    name: str
    source: str
    page: Page
    faces: dict[str, Face]
    text: dict[str, TextStyle]
    table: TableStyle
    page_number: PageNumber

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

    def column_widths(self, kind: str, columns: int) -> tuple[Mm, ...]:
        """Widths of a table's columns, which fill the type area together."""
        ratios = self.table.widths.get(kind, ())
        if len(ratios) != columns:
            ratios = (1.0,) * columns
        unit = self.page.text_width / sum(ratios)
        return tuple(Mm(ratio * unit) for ratio in ratios)


def read_stylesheet(path: Path) -> StyleSheet:
    """Read a style sheet; raises `msgspec.ValidationError` naming the wrong entry."""
    return msgspec.toml.decode(path.read_bytes(), type=StyleSheet)
