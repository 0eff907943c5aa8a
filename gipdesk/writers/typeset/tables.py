"""Tables: rows as high as their cells need, parted between pages with the headers repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from typing import Final

import msgspec
from msgspec.structs import replace

from gipdesk.document.nodes import Table
from gipdesk.document.stylesheet import Align, StyleSheet, points
from gipdesk.writers.typeset.blocks import EXACT, Block, Place
from gipdesk.writers.typeset.cells import CellSetter, SetCell
from gipdesk.writers.typeset.display import Anchor, Content, Item, Rectangle, Rule
from gipdesk.writers.typeset.elements import Artifact, Element
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.pages import page_height
from gipdesk.writers.typeset.typecase import TypeCase, galleys

_EMPTY_AT_MOST: Final = 1 / 3  # of a page, to keep a table in one piece
_HEADERS_AT_MOST: Final = 1 / 2  # of a page, to be repeated
_TOGETHER: Final = 2  # rows at least that stand below the header rows of each part


class TableLook(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts of a table share."""

    place: Place
    bare_rows: tuple[Element, ...]  # rows in which no cell begins
    edges: tuple[float, ...]  # of the columns
    header_rows: int
    row_height: float  # at least
    padding: float  # above and below a cell's text
    rule: float
    mark: tuple[Line, ...]  # （续）
    mark_height: float
    space_before: float
    space_after: float
    foot: float  # the height of what must stand on one page with the last row


class TableBlock(msgspec.Struct, frozen=True, dict=True):
    """A table or a part of it, which is `continued` from the page before; headers come first.

    Each part is a whole table: a cell that spans its edge ends there and shows its text again.
    """

    look: TableLook
    cells: tuple[SetCell, ...]
    rows: int
    continued: bool = False

    @property
    def keep_with_next(self) -> bool:
        """A table introduces nothing."""
        return False

    @property
    def space_before(self) -> float:
        """Room above."""
        return self.look.space_before

    @property
    def space_after(self) -> float:
        """Room below."""
        return self.look.space_after

    @cached_property
    def heights(self) -> list[float]:
        """The height of each row; what a spanning cell lacks is shared among its rows."""
        heights = [self.look.row_height] * self.rows
        for cell in sorted(self.cells, key=lambda cell: cell.row_span):
            covered = range(cell.row, cell.end)
            lack = cell.height + 2 * self.look.padding - sum(heights[row] for row in covered)
            for row in covered if lack > 0 else ():
                heights[row] += lack / cell.row_span
        return heights

    @property
    def mark_height(self) -> float:
        """The height of the mark above a continued part."""
        return self.look.mark_height if self.continued else 0.0

    @property
    def height(self) -> float:
        """The height of all rows and the mark."""
        return self.mark_height + sum(self.heights)

    def least(self, room: float, page: float) -> float:
        """All of it where that leaves only little of this page empty, or else the first rows."""
        if self.height + self.look.foot <= page and room <= page * _EMPTY_AT_MOST:
            return self.height + self.look.foot
        first = self.look.header_rows + _TOGETHER
        ends = (row for row in range(first, self.rows) if not self._introduces(row))
        return self.above(next(ends, self.rows)).height

    def split(self, room: float) -> tuple[Block, Block | None]:
        """Part the table between two rows; only a row that is higher than a page is torn."""
        if self.height + self.look.foot <= room + EXACT:
            return self, None
        bottoms = accumulate(self.heights, initial=self.mark_height)
        fitting = sum(bottom <= room + EXACT for bottom in bottoms) - 1
        last = max(self.look.header_rows + 1, self.rows - _TOGETHER)
        rows = range(min(fitting, last, self.rows - 1), self.look.header_rows, -1)
        for row in sorted(rows, key=lambda row: (self._introduces(row), self._leaves_one(row))):
            part = self.above(row)  # can be higher than its rows were: labels need their room
            if part.height <= room + EXACT:
                return part, self.below(row)
        return (self, None) if self.height <= room + EXACT else self._torn(room)

    def _introduces(self, row: int) -> bool:
        """Whether what ends above `row` is a band or header of what is below."""
        return any(cell.heads for cell in self.cells if cell.end == row)

    def _leaves_one(self, row: int) -> bool:
        """Whether `row` parts those under a common label so that one of them stands alone."""
        return any(
            min(row - cell.row, cell.end - row) == 1 for cell in self.cells if cell.row_span > 2
        )

    def above(self, row: int) -> TableBlock:
        """The rows above `row`."""
        return TableBlock(self.look, tuple(_clipped(self.cells, 0, row)), row, self.continued)

    def below(self, row: int) -> TableBlock:
        """The header rows and the rows from `row`."""
        header = self.look.header_rows
        body = _clipped(self.cells, row, self.rows, header)
        heads = (replace(cell, repeated=True) for cell in _clipped(self.cells, 0, header))
        cells = (*heads, *body)
        return TableBlock(self.look, cells, header + self.rows - row, continued=True)

    def _torn(self, room: float) -> tuple[TableBlock, TableBlock | None]:
        """Tear the first row below the headers between two lines of its text."""
        row = self.look.header_rows
        free = room - self.mark_height - sum(self.heights[:row]) - 2 * self.look.padding
        torn = [
            cell.torn(free)
            if cell.row == row
            else (cell, replace(cell, repeated=cell.repeated or cell.row < row))
            for cell in self.cells
        ]
        upper, lower = (tuple(cells) for cells in zip(*torn, strict=True))
        part = TableBlock(self.look, upper, self.rows, self.continued).above(row + 1)
        if upper != self.cells:
            return part, TableBlock(self.look, lower, self.rows, continued=True)
        return part, self.below(row + 1) if row + 1 < self.rows else None

    def contents(self, top: float) -> Iterator[Content]:
        """Bands, texts and rules."""
        yield Content(Artifact.PAGINATION, tuple(self._mark(top)))
        tops = list(accumulate(self.heights, initial=top + self.mark_height))
        yield Content(Artifact.LAYOUT, tuple(self._bands(tops)))
        for row in self.look.bare_rows:
            yield Content(row)
        for cell in self.cells:
            meaning = Artifact.PAGINATION if cell.repeated else cell.element
            yield Content(meaning, tuple(self._cell_items(cell, tops)))
        yield Content(Artifact.LAYOUT, tuple(self._rules(tops)))

    def _mark(self, top: float) -> Iterator[Item]:
        """The table's place and the mark of its continuation."""
        yield from self.look.place.at(top, self.height)
        for line in self.look.mark if self.continued else ():
            yield from line.runs(top + self.look.mark_height / 2)

    def _bands(self, tops: Sequence[float]) -> Iterator[Rectangle]:
        for cell in self.cells:
            if cell.fill:
                yield Rectangle(*self._area(cell, tops), cell.fill)

    def _cell_items(self, cell: SetCell, tops: Sequence[float]) -> Iterator[Item]:
        if cell.anchor:
            yield Anchor(cell.anchor, *self._area(cell, tops))
        middle = (tops[cell.row] + tops[cell.end]) / 2
        first = middle - (len(cell.lines) - 1) / 2 * cell.pitch
        for number, line in enumerate(cell.lines):
            yield from line.runs(first + number * cell.pitch)

    def _area(self, cell: SetCell, tops: Sequence[float]) -> tuple[float, float, float, float]:
        """Where a cell lies, how wide and how high it is."""
        left, right = (self.look.edges[k] for k in (cell.column, cell.column + cell.column_span))
        top, bottom = tops[cell.row], tops[cell.end]
        return left, top, right - left, bottom - top

    def _rules(self, tops: Sequence[float]) -> Iterator[Rule]:
        edges, weight = self.look.edges, self.look.rule
        covering = self._covering()
        for row, first, last in _borders(covering):
            yield Rule(edges[first], tops[row], edges[last], tops[row], weight)
        for column, first, last in _borders(list(zip(*covering, strict=True))):
            yield Rule(edges[column], tops[first], edges[column], tops[last], weight)

    def _covering(self) -> list[list[SetCell | None]]:
        """The cell at each place of the table, with a border of None around it."""
        columns = len(self.look.edges) + 1
        covering: list[list[SetCell | None]] = [[None] * columns for _ in range(self.rows + 2)]
        for cell in self.cells:
            across = slice(cell.column + 1, cell.column + cell.column_span + 1)
            for row in covering[cell.row + 1 : cell.end + 1]:
                row[across] = [cell] * cell.column_span
        return covering


def table_block(
    table: Table, element: Element, sheet: StyleSheet, case: TypeCase, foot: float = 0.0
) -> TableBlock:
    """A table of at least one row, set; raises `TilingError` where its cells do not fill it.

    `foot` is the height of the lines below that must stand on one page with its last row.
    """
    setter = CellSetter(table, element, sheet, case)
    look, rows = sheet.table, sheet.row_style(table.kind)
    place = Place(table.anchor, points(sheet.page.left), points(sheet.page.text_width))
    block = TableBlock(
        TableLook(
            place=place,
            bare_rows=setter.bare_rows,
            edges=setter.edges,
            header_rows=table.header_rows if table.header_rows < len(table.rows) else 0,
            row_height=points(rows.height),
            padding=points(rows.padding_y),
            rule=look.rule,
            mark=tuple(_mark(sheet, case, place)),
            mark_height=look.size * look.leading * 1.5,
            space_before=look.space_before,
            space_after=look.space_after,
            foot=foot,
        ),
        tuple(setter.cells()),
        len(table.rows),
    )
    return _repeating(block, page_height(sheet) * _HEADERS_AT_MOST)


def _repeating(block: TableBlock, most: float) -> TableBlock:
    """A table that repeats its header rows only where they are not higher than `most`."""
    if sum(block.heights[: block.look.header_rows]) <= most:
        return block
    return replace(block, look=replace(block.look, header_rows=0))


def _mark(sheet: StyleSheet, case: TypeCase, place: Place) -> Iterator[Line]:
    letters = case.lettering(sheet.table.face, sheet.table.size)
    for galley in filter(None, galleys([(sheet.table.continued, letters)])):
        yield Line(galley, 0, galley.ends[-1], place.x, place.width, Align.RIGHT)


def _clipped(cells: Iterable[SetCell], start: int, end: int, shift: int = 0) -> Iterator[SetCell]:
    """What lies in the rows from `start` to `end` of each cell, moved to the row `shift`."""
    for cell in cells:
        first, last = max(cell.row, start), min(cell.end, end)
        if first < last:
            repeated = cell.repeated or cell.row < start
            span = last - first
            yield replace(cell, row=first - start + shift, row_span=span, repeated=repeated)


def _borders(covering: Sequence[Sequence[SetCell | None]]) -> Iterator[tuple[int, int, int]]:
    """Each straight border between rows of different cells: the row below, where from, where to."""
    for row, (above, below) in enumerate(pairwise(covering)):
        differ = [one is not other for one, other in zip(above, below, strict=True)][1:-1]
        for is_border, places in groupby(range(len(differ)), key=differ.__getitem__):
            if is_border:
                first, *others = places
                yield row, first, (others or [first])[-1] + 1
