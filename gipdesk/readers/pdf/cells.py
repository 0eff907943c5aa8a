"""What stands in the cells of a ruled table, and how it is one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from gipdesk.readers.pdf.glyphs import Glyph, is_hanzi
from gipdesk.readers.pdf.grids import Grid, GridCell
from gipdesk.readers.pdf.lines import TextLine, is_turned, joined, lines_of, written_down

ACROSS_LINES = "〔越过格线〕"  # behind a number that no cell holds as a whole

_NUMBER = re.compile(r"[\d.,，．]+")
_DIGIT = re.compile(r"[\d.,]")
_WIDTH_OF_DIGIT = 0.55  # em
_LETTER = 1.1  # em that a further letter takes; browsers set text unevenly
_SAME_LINE = 0.3  # em between the baselines of cells side by side
_TOUCHING = 0.3  # points between the digits of one number; a border is wider


class Cell(msgspec.Struct):
    """A cell with its text; `is_full` tells that its last line leaves no room for another word."""

    place: GridCell
    text: str
    is_full: bool = False

    @property
    def is_tall(self) -> bool:
        """Whether it is merged over several rows."""
        return self.place.bottom - self.place.top > 1


class RuledTable(msgspec.Struct):
    """A ruled table with its texts."""

    grid: Grid
    cells: list[Cell]

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells by the row in which they begin."""
        rows: list[list[Cell]] = [[] for _ in self.grid.ys[1:]]
        for cell in self.cells:
            rows[cell.place.top].append(cell)
        return rows


def filled(grid: Grid, glyphs: Sequence[list[Glyph]]) -> RuledTable:
    """The table of a grid with the glyphs that stand in each cell."""
    writings = [
        _Writing(grid, place, inside) for place, inside in zip(grid.cells, glyphs, strict=True)
    ]
    padding = _padding(writings)
    over_rows = _over_rows(writings)
    cells = []
    for each in writings:
        text = each.text(0 if id(each) in over_rows else each.width - padding)
        cells.append(Cell(each.place, text, each.is_full(padding)))
    gone = _over_lines(writings, cells)
    return RuledTable(grid, [cell for cell in cells if id(cell) not in gone])


class _Writing:
    """What is written in a cell: lines, or letters one below the other."""

    def __init__(self, grid: Grid, place: GridCell, glyphs: list[Glyph]) -> None:
        self.place = place
        self.left, self.right = grid.xs[place.left], grid.xs[place.right]
        self._downwards = ""
        self.lines: list[TextLine] = []
        has_hanzi = any(is_hanzi(glyph.text) for glyph in glyphs)
        if len(glyphs) > 1 and has_hanzi and is_turned(glyphs):
            self._downwards = written_down(glyphs)
        elif glyphs:
            self.lines = lines_of(glyphs)

    @property
    def width(self) -> float:
        return self.right - self.left

    def text(self, room: float) -> str:
        """The lines as one text, where they have so much room.

        A number that the cell is too narrow for goes on in the next line; two numbers below each
        other stay two.
        """
        text = self._downwards or (self.lines[0].text if self.lines else "")
        for before, line in pairwise(self.lines):
            ends_with_digit = text[-1:].isdigit() or text[-1:] in {".", ","}
            if ends_with_digit and _DIGIT.match(line.text):
                text += line.text if self._is_broken_number(room) else f" {line.text}"
            else:
                text = joined(text, line.text, had_space=before.ends_with_space)
        return text

    def _is_broken_number(self, room: float) -> bool:
        """Whether the lines are one number: each but the last is full, none could be another."""
        *full, rest = self.lines
        if not all(_NUMBER.fullmatch(line.text) for line in self.lines):
            return False
        digit = _WIDTH_OF_DIGIT * rest.em
        return (
            not self.lines[0].text.startswith("0")
            and all(len(line.text) > 1 for line in full)
            and all(0 < room < line.right - line.left + digit for line in full)
            and rest.right - rest.left < full[0].right - full[0].left + digit
        )

    def is_full(self, padding: float) -> bool:
        """Whether no further letter would have fitted into its last line."""
        if not self.lines:
            return bool(self._downwards)
        last = self.lines[-1]
        return last.right - last.left + _LETTER * last.em > self.width - padding


def _padding(writings: Iterable[_Writing]) -> float:
    """The room that the cells of a table leave free on both sides together."""
    inside = [(each, line) for each in writings for line in each.lines]
    before = min((line.left - each.left for each, line in inside), default=0.0)
    behind = min((each.right - line.right for each, line in inside), default=0.0)
    return max(0.0, before) + max(0.0, behind)


def _over_rows(writings: Iterable[_Writing]) -> set[int]:
    """The cells whose lines may be rows without a line between them.

    So it is where all cells of a row that are not blank have as many lines, side by side.
    """
    rows: dict[int, list[_Writing]] = {}
    for each in writings:
        if each.lines:
            rows.setdefault(each.place.top, []).append(each)
    return {
        id(each)
        for row in rows.values()
        for each in row
        if len(each.lines) == min(len(other.lines) for other in row)
        and all(_are_side_by_side(each, other) for other in row)
    }


def _are_side_by_side(each: _Writing, other: _Writing) -> bool:
    """Whether each line of a cell has a line of another at its side; tall cells have no say."""
    bases = [line.base for line in other.lines]
    return other.place.bottom - other.place.top > 1 or all(
        min(abs(base - line.base) for base in bases) < _SAME_LINE * line.em for line in each.lines
    )


def _over_lines(writings: Sequence[_Writing], cells: Sequence[Cell]) -> set[int]:
    """Put texts together that a line between two cells runs through; which cells are gone.

    Of a number that runs into the next cell it is not known whose it is: both cells are marked.
    """
    beginnings: dict[int, list[tuple[TextLine, Cell]]] = {}
    for each, cell in zip(writings, cells, strict=True):
        for line in each.lines:
            beginnings.setdefault(round(line.base), []).append((line, cell))
    gone: set[int] = set()
    for each, cell in zip(writings, cells, strict=True):
        for line in each.lines:
            beside = beginnings[round(line.base)] if line.right > each.right - line.em else []
            for other, beyond in beside:
                if abs(other.left - line.right) < _TOUCHING and id(cell) not in gone:
                    gone |= _put_together(line, cell, other, beyond)
    return gone


def _put_together(line: TextLine, cell: Cell, other: TextLine, beyond: Cell) -> set[int]:
    """Join two cells whose lines are one; the identity of the cell that is gone, if any."""
    if line.text[-1].isdigit() and other.text[0].isdigit():
        cell.text += ACROSS_LINES
        beyond.text += ACROSS_LINES
        return set()
    if cell.text != line.text or not cell.text:
        return set()
    cell.text += beyond.text
    cell.is_full = beyond.is_full
    return {id(beyond)}
