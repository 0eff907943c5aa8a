"""What every reader turns its source into: lines of text and rows of table cells, in order."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A line of running text; `place` says where it stood, for a person: `第12行`."""

    text: str
    place: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row of one cell."""
        return (self.text,)


class TableRow(msgspec.Struct, frozen=True):
    """A row of a table, its cells stripped; blank cells are empty, merged ones may be lost."""

    cells: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        """The row as a line."""
        return " | ".join(self.cells)


Piece: TypeAlias = Line | TableRow


class SourceText(msgspec.Struct):
    """A source as its reader found it: pieces in reading order, and Chinese sentences to tell.

    A cell merged over several columns or rows is listed once, where it begins; a blank cell is
    listed as an empty text. `details` are what the properties of the file say, by the names of
    `report.details`. A reader decides nothing about the form: that is `recognise`.
    """

    pieces: list[Piece]
    notes: list[str] = []
    details: dict[str, str] = {}


class UnreadableSourceError(Exception):
    """A source that cannot be read as a report; the message is one Chinese sentence."""
