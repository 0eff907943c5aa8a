"""Tables from ruled lines: the grid they make, and the cells that missing inner lines merge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from statistics import median_low

import msgspec

from gipdesk.readers.pdf.ruling import Rule

_SAME_LINE = 1.0  # points between the pieces of a line
_APART = 6.0  # points; nearer lines are one: double lines, the borders of neighbouring cells
_WIDEST = 8.0  # points of lines that are one; no row or column of text is so narrow
_JOINT = 4.0  # points by which lines that meet may miss each other
_SHORTEST = 6.0  # points of a line, once its pieces are joined
_MOST_RULES = 1_500  # of a page and direction
_HANGING = 15.0  # points: the line of text that may stand below the last ruled line
_COVERED = 0.5  # of the side of a cell that a line must cover to close it


class GridCell(msgspec.Struct, frozen=True):
    """A cell by the lines of the grid around it, counted from 0; `right` and `bottom` exclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(msgspec.Struct, frozen=True):
    """A ruled table: where its lines are, in points as shown, and its cells in reading order.

    `numbers` are the numbers of the cells, from 0, by row and column; `hanging` are the columns
    whose last cell has no line below, as where a page ends in the middle of it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    numbers: dict[tuple[int, int], int]
    hanging: frozenset[int] = frozenset()

    @property
    def left(self) -> float:
        """Its left side."""
        return self.xs[0]

    @property
    def right(self) -> float:
        """Its right side."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.ys[-1]

    @property
    def area(self) -> float:
        """Its size, in square points."""
        return (self.right - self.left) * (self.bottom - self.top)

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that a point lies in; None outside the table."""
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom + _HANGING):
            return None
        column = bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1
        if y > self.bottom and column not in self.hanging:
            return None
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.numbers.get((row, column))


def grids_of(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; a mere frame is one of a single cell."""
    rows, columns = _joined(level), _joined(upright)
    if max(len(rows), len(columns)) > _MOST_RULES:
        return []
    found = (_grid(*each) for each in _meeting(rows, columns))
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.top, grid.left))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with their pieces put together."""
    joined: list[Rule] = []
    for line in _clusters(sorted(rules, key=lambda rule: rule.at), _SAME_LINE, _SAME_LINE):
        at = sum(rule.at for rule in line) / len(line)
        joined += (Rule(at, start, end) for start, end in _united(line))
    return [rule for rule in joined if rule.end - rule.start >= _SHORTEST]


def _united(rules: Iterable[Rule]) -> list[tuple[float, float]]:
    """How far rules at one place reach, small gaps closed."""
    first, *others = sorted(rules, key=lambda rule: rule.start)
    reaches = [(first.start, first.end)]
    for rule in others:
        start, end = reaches[-1]
        if rule.start > end + _JOINT:
            reaches.append((rule.start, rule.end))
        else:
            reaches[-1] = start, max(end, rule.end)
    return reaches


def _clusters(rules: Iterable[Rule], gap: float, width: float) -> Iterator[list[Rule]]:
    """Rules, ordered by place, at about the same place."""
    held: list[Rule] = []
    for rule in rules:
        if held and (rule.at - held[-1].at > gap or rule.at - held[0].at > width):
            yield held
            held = []
        held.append(rule)
    if held:
        yield held


def _meeting(
    rows: Sequence[Rule], columns: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The level and upright lines that hang together, table by table."""
    group = list(range(len(rows) + len(columns)))
    met: set[int] = set()

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = at = group[group[at]]
        return at

    for at, row in enumerate(rows):
        for beside, column in enumerate(columns, len(rows)):
            if _meet(row, column):
                met.add(beside)
                group[root(beside)] = root(at)
    # A cell merged over all rows of a page may have no level line of its own.
    for at, column in enumerate(columns, len(rows)):
        for beside in met if at not in met else ():
            if _are_equal(column, columns[beside - len(rows)]):
                group[root(at)] = root(beside)
    tables: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*rows, *columns)):
        tables.setdefault(root(at), ([], []))[at >= len(rows)].append(rule)
    yield from tables.values()


def _meet(row: Rule, column: Rule) -> bool:
    return (
        row.start - _JOINT <= column.at <= row.end + _JOINT
        and column.start - _JOINT <= row.at <= column.end + _JOINT
    )


def _are_equal(column: Rule, other: Rule) -> bool:
    """Whether upright lines reach from the same height to the same height."""
    return abs(column.start - other.start) < _SAME_LINE and abs(column.end - other.end) < _SAME_LINE


def _grid(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    """The grid of lines that hang together; None where they enclose nothing."""
    if not rows or not columns:
        return None
    sides, floors = _Walls(columns, rows), _Walls(rows, columns)
    if len(sides.places) < 2 or len(floors.places) < 2:
        return None
    cells = tuple(
        cell for cell in _cells(sides, floors) if not _has_open_corner(cell, sides, floors)
    )
    numbers = {
        (row, column): number
        for number, cell in enumerate(cells)
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    last = len(floors.places) - 1
    hanging = frozenset(
        column
        for column in range(len(sides.places) - 1)
        if floors.ends_before(last, *sides.between(column, column + 1))
    )
    return Grid(tuple(sides.places), tuple(floors.places), cells, numbers, hanging)


def _cells(sides: _Walls, floors: _Walls) -> Iterator[GridCell]:
    """The cells in reading order: merged along each row, then with what lies below."""
    open_cells: dict[tuple[int, int], int] = {}  # by left and right: where the cell begins
    cells: list[GridCell] = []
    for row in range(len(floors.places) - 1):
        runs = set(_runs(row, sides, floors))
        ended = [
            run for run in open_cells if run not in runs or floors.closes(row, *sides.between(*run))
        ]
        cells += (GridCell(open_cells.pop(run), run[0], row, run[1]) for run in ended)
        for run in runs:
            open_cells.setdefault(run, row)
    last = len(floors.places) - 1
    cells += (GridCell(top, left, last, right) for (left, right), top in open_cells.items())
    return iter(sorted(cells, key=lambda cell: (cell.top, cell.left)))


def _runs(row: int, sides: _Walls, floors: _Walls) -> Iterator[tuple[int, int]]:
    """The cells of one row, as the lines on their left and right."""
    left, last = 0, len(sides.places) - 1
    reach = floors.between(row, row + 1)
    for right in range(1, last + 1):
        if right == last or sides.closes(right, *reach):
            yield left, right
            left = right


def _has_open_corner(cell: GridCell, sides: _Walls, floors: _Walls) -> bool:
    """Whether a cell at the edge lies outside the table: the lines of two sides end before it."""
    high, wide = floors.between(cell.top, cell.bottom), sides.between(cell.left, cell.right)
    is_open_beside = any(sides.ends_before(place, *high) for place in (cell.left, cell.right))
    return is_open_beside and any(
        floors.ends_before(place, *wide) for place in (cell.top, cell.bottom)
    )


class _Walls:
    """The lines of one direction, by their place in the grid.

    A table that has no border on a side is taken to end where the lines across end.
    """

    def __init__(self, lines: Iterable[Rule], across: Sequence[Rule]) -> None:
        self.places: list[float] = []
        self._reaches: list[list[tuple[float, float]]] = []
        for line in _clusters(sorted(lines, key=lambda line: line.at), _APART, _WIDEST):
            self.places.append(sum(rule.at for rule in line) / len(line))
            self._reaches.append(_united(line))
        first, last = self.places[0] - _SHORTEST, self.places[-1] + _SHORTEST
        before = [line.start for line in across if line.start < first]
        behind = [line.end for line in across if line.end > last]
        if before:
            self.places.insert(0, median_low(before))
            self._reaches.insert(0, [])
        if behind:
            self.places.append(median_low(behind))
            self._reaches.append([])

    def between(self, first: int, last: int) -> tuple[float, float]:
        """Where two lines are."""
        return self.places[first], self.places[last]

    def closes(self, place: int, start: float, end: float) -> bool:
        """Whether lines at a place cover the side of a cell that reaches so far."""
        covered = sum(max(0.0, min(end, b) - max(start, a)) for a, b in self._reaches[place])
        return covered > _COVERED * (end - start)

    def ends_before(self, place: int, start: float, end: float) -> bool:
        """Whether the outermost line of the grid is drawn elsewhere, but not along a cell."""
        is_outermost = place in (0, len(self.places) - 1)
        return is_outermost and bool(self._reaches[place]) and not self.closes(place, start, end)
