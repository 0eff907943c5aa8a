"""What a sheet says, row by row: which rows are of a table, and which are a heading or text.

A sheet has no tables, only cells. Rows without a blank row between them are taken as one block;
what is alone in its row, over the whole width of the block, is text. A blank cell in a frame is a
cell of a table to be filled in: it is not nothing, and a row of these may end a table.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from gipdesk.readers.joining import flowing, rows_in
from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.sheet.xlsx_bounds import Place, Unseen

Value: TypeAlias = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)
_MOST_DECIMALS, _MOST_FIGURES = 10, 15  # a spreadsheet computes with 15 figures
_HEADING: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")


class Grid(msgspec.Struct):
    """The cells of a sheet from its first used row and column on, as calamine gives them.

    `unseen` is what it does not give, by the place in the sheet.
    """

    name: str
    start: Place
    rows: list[list[Value]]
    merged: list[tuple[Place, Place]]
    unseen: Unseen


def pieces_of(grid: Grid) -> Iterator[Piece]:
    """The lines and table rows of a sheet; places name the sheet and count rows as Excel does."""
    cells = _Cells(grid)
    for block in cells.blocks():
        yield from cells.pieces(block)


class _Cells:
    """The texts of a sheet, and which places a merged cell has taken."""

    def __init__(self, grid: Grid) -> None:
        self._name, self._first = grid.name, grid.start[0]
        self._texts = [[shown(value) for value in row] for row in grid.rows]
        self._width = max(map(len, self._texts), default=0)
        for place, text in grid.unseen.errors.items():
            self._put(*_less(place, grid.start), text)
        self._framed: dict[int, set[int]] = defaultdict(set)  # columns by row
        for row, column in grid.unseen.framed:
            self._framed[row - grid.start[0]].add(column - grid.start[1])
        self._make_room_for_frames()
        self._taken: dict[int, set[int]] = defaultdict(set)  # columns by row
        self._held: set[int] = set()  # rows that a cell above reaches into
        self._take_merged(grid)
        # What begins in each row, by column.
        self._rows = [dict(enumerate(texts)) for texts in self._texts]
        for row, columns in self._taken.items():
            for column in columns:
                self._rows[row].pop(column, None)

    def _make_room_for_frames(self) -> None:
        """Add a last row where it is one of blank cells in frames; calamine ends before it."""
        row = len(self._texts)
        if len(self._framed[row].intersection(range(self._width))) > 1:
            self._texts.append([""] * self._width)

    def _put(self, row: int, column: int, text: str) -> None:
        if 0 <= row < len(self._texts) and 0 <= column < len(self._texts[row]):
            self._texts[row][column] = text

    def _take_merged(self, grid: Grid) -> None:
        """Take the places that merged cells have besides their own.

        No workbook has merged cells over merged cells; these could go on for ever.
        """
        left = len(self._texts) * self._width
        for begin, end in grid.merged:
            left -= self._merge(_less(begin, grid.start), _less(end, grid.start))
            if left <= 0:
                break

    def _merge(self, begin: Place, end: Place) -> int:
        """Take the places of a merged cell; how many. Notes which rows it holds."""
        rows = range(max(begin[0], 0), min(end[0] + 1, len(self._texts)))
        columns = range(max(begin[1], 0), min(end[1] + 1, self._width))
        begins_here = begin[0] in rows and begin[1] in columns
        if begins_here and self._texts[begin[0]][begin[1]]:
            self._held.update(rows[1:])
        for row in rows:
            taken = columns[1:] if begins_here and row == begin[0] else columns
            self._taken[row].update(taken)
        return len(rows) * len(columns)

    def blocks(self) -> Iterator[range]:
        """The rows that follow each other without a blank one between; one in frames ends them."""
        begin = 0
        for row in range(len(self._texts) + 1):
            if row == len(self._texts) or self._is_blank(row):
                if begin < row:
                    yield range(begin, row + self._is_framed(row))
                begin = row + 1

    def _is_blank(self, row: int) -> bool:
        return row not in self._held and not any(self._rows[row].values())

    def _is_framed(self, row: int) -> bool:
        is_last = row >= len(self._texts)
        return not is_last and len(self._framed[row] & self._rows[row].keys()) > 1

    def pieces(self, block: range) -> Iterator[Piece]:
        """The pieces of a block of rows, as wide as the widest of them."""
        cells = self._rows[block.start : block.stop]
        used = [self._used(row) for row in block]
        every = [column for each in used for column in each]
        columns = range(min(every, default=0), max(every, default=-1) + 1)
        in_table = [at for at, each in enumerate(used) if len(each) > 1]
        table = range(in_table[0], in_table[-1] + 1) if in_table else range(0)
        for at, (row, each) in enumerate(zip(block, cells, strict=True)):
            place = f"工作表“{self._name}”第{self._first + row + 1}行"
            texts = [each[column] for column in columns if column in each]
            if len(texts) == 1 or _is_text(
                texts, is_framed=len(used[at]) > 1, is_in_table=at in table
            ):
                text = next(filter(None, texts), "")
                yield from (Line(line, place) for line in text.split("\n") if line)
            elif texts:
                yield from (TableRow(cells, place) for cells in _rows(texts))

    def _used(self, row: int) -> list[int]:
        """The columns of a row that hold text, or are to hold it."""
        framed = self._framed[row]
        return [column for column, text in self._rows[row].items() if text or column in framed]


def _less(place: Place, start: Place) -> Place:
    return place[0] - start[0], place[1] - start[1]


def _rows(texts: list[str]) -> list[tuple[str, ...]]:
    if "\n" not in "".join(texts):
        return [tuple(texts)]
    return rows_in([text.split("\n") if text else [] for text in texts])


def _is_text(texts: list[str], *, is_framed: bool, is_in_table: bool) -> bool:
    """Whether a row is not of a table: it has one text, which is no label of cells to fill in."""
    filled = [text for text in texts if text]
    if len(filled) != 1 or "。" in filled[0]:
        return len(filled) == 1
    return not is_framed and (not is_in_table or bool(_HEADING.match(filled[0])))


@lru_cache(maxsize=4096, typed=True)  # most cells of a report are alike
def shown(value: Value) -> str:
    r"""The text of a cell, its lines between `\n`; numbers without exponent, dates as in ISO 8601.

    >>> shown(0.1 + 0.2), shown(12.0), shown(datetime.date(2018, 1, 9))
    ('0.3', '12', '2018-01-09')
    """
    match value:
        case str():
            return "\n".join(filter(None, map(flowing, value.splitlines())))
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value)
        case datetime.datetime() if value.time() != datetime.time():
            return value.isoformat(" ", "minutes")
        case datetime.datetime():
            return value.date().isoformat()
        case _:
            return str(value)


def _number(value: float) -> str:
    whole = len(str(int(abs(value)))) if abs(value) < 10**_MOST_FIGURES else _MOST_FIGURES
    text = f"{value:.{min(_MOST_DECIMALS, _MOST_FIGURES - whole)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
