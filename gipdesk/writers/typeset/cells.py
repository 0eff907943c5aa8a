"""Table cells: their text in lines, and the rows they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

import msgspec
from msgspec.structs import replace

from gipdesk.document.nodes import CellRole, Table, TableCell
from gipdesk.document.stylesheet import Align, StyleSheet, points
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.tiling import Slot, tile
from gipdesk.writers.typeset.elements import Element
from gipdesk.writers.typeset.linebreak import Galley, balance_lines, fill_lines
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.structure import TableStructure
from gipdesk.writers.typeset.typecase import TypeCase, galleys

_SMALLEST: Final = 0.5  # of the type size, to which a number is set down to fit its column
_SENTENCE: Final = 12  # characters: a longer value of several lines is read from the left
_CLOSE: Final = 0.98  # of a column that each line of a parted number may fill
_HEADS: Final = frozenset({CellRole.CORNER, CellRole.HEADER, CellRole.BAND})


class SetCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell whose text is set, and the rows and columns it covers.

    `repeated` is one whose text stands on a page before, too.
    """

    element: Element
    row: int
    row_span: int
    column: int
    column_span: int
    lines: tuple[Line, ...]
    pitch: float
    fill: str
    anchor: str
    heads: bool  # header or band: what is below belongs to it
    repeated: bool = False

    @property
    def height(self) -> float:
        """The height of its text."""
        return len(self.lines) * self.pitch

    @property
    def end(self) -> int:
        """The row below it."""
        return self.row + self.row_span

    def torn(self, height: float) -> tuple[SetCell, SetCell]:
        """The cell with the lines that fit, one at least, and with the others.

        A label over several rows is shown again where it has no more lines.
        """
        count = max(1, int(height / self.pitch))
        upper, rest = replace(self, lines=self.lines[:count]), self.lines[count:]
        again = self.lines if self.row_span > 1 else ()
        return upper, replace(self, lines=rest or again, repeated=self.repeated or not rest)


class CellSetter:
    """Sets the cells of one table."""

    def __init__(self, table: Table, element: Element, sheet: StyleSheet, case: TypeCase) -> None:
        """Cells in the columns that the style sheet gives a table of this kind."""
        widths = sheet.column_widths(table.kind, table.columns)
        left = points(sheet.page.left)
        self.edges = tuple(accumulate(map(points, widths), initial=left))
        self._grid = tile(table)
        self._structure = TableStructure(table, self._grid, element)
        self.bare_rows = self._structure.bare_rows
        self._look = sheet.table_style(table.kind)
        self._centred = centred_roles(table)
        self._case = case

    def cells(self) -> Iterator[SetCell]:
        """All cells, row by row."""
        for row, slots in enumerate(self._grid):
            for column, slot in enumerate(slots):
                if (slot.row, slot.column) == (row, column):
                    yield self._set(slot)

    def _set(self, slot: Slot) -> SetCell:
        cell, look = slot.cell, self._look
        padding = points(look.padding_x)
        x = self.edges[slot.column] + padding + cell.indent * look.size
        width = self.edges[slot.column + cell.column_span] - padding - x
        size = self._size(cell.text, width)
        lines = tuple(self._lines(cell, x, width, size))
        return SetCell(
            element=self._structure.element(slot),
            row=slot.row,
            row_span=cell.row_span,
            column=slot.column,
            column_span=cell.column_span,
            lines=lines,
            pitch=size * look.leading,
            fill=look.band_fill if cell.role is CellRole.BAND else "",
            anchor=cell.anchor,
            heads=cell.role in _HEADS,
        )

    def _galleys(self, text: str, size: float) -> list[Galley]:
        letters = self._case.lettering(self._look.face, size)
        return list(filter(None, galleys([(text, letters)])))

    def _size(self, text: str, width: float) -> float:
        """The type size, smaller where a number is wider than its column.

        A number that would be too small is parted into lines as long as each other.
        """
        size = self._look.size
        parts = [
            (galley.width(*part), part[1] - part[0])
            for galley in self._galleys(text, size)
            for part in galley.unbreakable()
        ]
        widest, digits = max(parts, default=(0.0, 0))
        if widest <= width:
            return size
        lines = ceil(widest * _SMALLEST / width)
        longest = 1.0 if lines == 1 else ceil(digits / lines) / digits / _CLOSE
        return size * min(1.0, width / (widest * longest))

    def _lines(self, cell: TableCell, x: float, width: float, size: float) -> Iterator[Line]:
        is_balanced = cell.role in self._centred and cell.role is not CellRole.VALUE
        breaks = balance_lines if is_balanced else _fill
        broken = [(galley, breaks(galley, width)) for galley in self._galleys(cell.text, size)]
        align = self._align(cell, sum(len(ends) for _, ends in broken))
        for galley, ends in broken:
            for start, end in pairwise([0, *ends]):
                yield Line(galley, start, end, x, width, align)

    def _align(self, cell: TableCell, lines: int) -> Align:
        """What the form centres stands in the middle, but whole sentences at the left."""
        is_sentence = cell.role is CellRole.VALUE and lines > 1 and len(cell.text) > _SENTENCE
        return Align.CENTER if cell.role in self._centred and not is_sentence else Align.LEFT


def _fill(galley: Galley, width: float) -> list[int]:
    return fill_lines(galley, width, width)
