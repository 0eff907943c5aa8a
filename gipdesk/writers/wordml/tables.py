"""A table of the document as a table of Word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from math import floor
from typing import TYPE_CHECKING, Final

from gipdesk.document.nodes import CellRole, Table, TableCell
from gipdesk.document.stylesheet import Mm, Pt, StyleSheet, points
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import em_width
from gipdesk.writers.tiling import Slot, tile
from gipdesk.writers.wordml.elements import twentieths, twips, w
from gipdesk.writers.wordml.markup import parsed, run, tag

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_WORD: Final = re.compile("[!-~]+")
_DIGIT: Final = 0.56  # em: how wide digits are, in the widest of the faces for tables
_SMALLEST: Final = 0.5  # of the type size, to which a number is set down to fit its column

_STYLE_OF_ROLE: Final = {
    CellRole.CORNER: "TableHeader",
    CellRole.HEADER: "TableHeader",
    CellRole.BAND: "TableBand",
    CellRole.LABEL: "TableLabel",
    CellRole.UNIT: "TableValue",
    CellRole.VALUE: "TableValue",
}


def table(node: Table, sheet: StyleSheet) -> BaseOxmlElement:
    """The `w:tbl` of a table, its header rows repeated on each page."""
    return parsed(_TableMaker(node, sheet).table())


class _TableMaker:
    """Writes one table."""

    def __init__(self, node: Table, sheet: StyleSheet) -> None:
        self._node = node
        self._look = sheet.table_style(node.kind)
        self._own_size = None if self._look is sheet.table else self._look.size
        self._rows = sheet.row_style(node.kind)
        self._centred = centred_roles(node)
        widths = sheet.column_widths(node.kind, node.columns)
        # The left edge of each column and the right edge of the last, in twips.
        self._edges = tuple(twips(Mm(edge)) for edge in accumulate(widths, initial=0.0))

    def table(self) -> str:
        rows = [
            tag(
                "tr",
                self._row_properties(header=row < self._node.header_rows),
                *[self._cell(slot, row) for slot in _cells_across(slots)],
            )
            for row, slots in enumerate(tile(self._node))
        ]
        columns = [tag("gridCol", w=right - left) for left, right in pairwise(self._edges)]
        return tag("tbl", self._table_properties(), tag("tblGrid", *columns), *rows)

    def _table_properties(self) -> str:
        has_own_rows = self._node.kind in self._look.rows
        padding = twips(self._rows.padding_y)
        sides = [tag(side, w=padding, type="dxa") for side in ("top", "bottom")]
        return tag(
            "tblPr",
            tag("tblStyle", val="TableGrid"),
            tag("tblW", w=self._edges[-1], type="dxa"),
            tag("jc", val="center"),
            tag("tblLayout", type="fixed"),
            tag("tblCellMar", *sides) if has_own_rows else None,
            tag("tblLook", val="0020", firstRow=1),
        )

    def _row_properties(self, *, header: bool) -> str:
        height = twips(self._rows.height)
        return tag(
            "trPr",
            tag("cantSplit"),
            tag("trHeight", val=height, hRule="atLeast"),
            tag("tblHeader") if header else None,
        )

    def _cell(self, slot: Slot, row: int) -> str:
        """A cell, or the empty one that carries a cell from above on through this row."""
        cell, begins = slot.cell, slot.row == row
        width = self._edges[slot.column + cell.column_span] - self._edges[slot.column]
        size = self._size(cell.text, width)
        style = self._style(cell, width, size or self._look.size)
        merge = None if cell.row_span == 1 else "restart" if begins else "continue"
        fill = self._look.band_fill if cell.role is CellRole.BAND else None
        text = run(cell.text, size=size) if begins and cell.text else None
        return tag(
            "tc",
            _cell_properties(width, cell.column_span, merge, fill),
            tag("p", _paragraph_properties(style, cell.indent, self._look.size), text),
        )

    def _size(self, text: str, width: int) -> Pt | None:
        """The size, smaller where Word would tear a number; None: that of the cell's style."""
        digits = max(map(len, _WORD.findall(text)), default=0) * _DIGIT
        room = self._room(width)
        if digits * self._look.size <= room:
            return self._own_size
        return Pt(max(self._look.size * _SMALLEST, floor(2 * room / digits) / 2))

    def _style(self, cell: TableCell, width: int, size: Pt) -> str:
        """The style of a cell's text; a value of several lines is read from the left."""
        is_sentence = em_width(cell.text) * size > self._room(width)
        if cell.role is CellRole.VALUE and is_sentence:
            return "TableLabel"
        if cell.role is CellRole.LABEL and cell.role in self._centred:
            return "TableValue"
        return _STYLE_OF_ROLE[cell.role]

    def _room(self, width: int) -> float:
        """What a cell of a width in twips has for its text, in points."""
        return width / 20 - 2 * points(self._look.padding_x)


def keep_together(table: BaseOxmlElement) -> None:
    """Keep all rows of a table on one page."""
    _bind(table.xpath("w:tr[position() < last()]/w:tc/w:p"))


def keep_with_next(table: BaseOxmlElement) -> None:
    """Keep a table's last row on the page of what follows."""
    _bind(table.xpath("w:tr[last()]/w:tc/w:p"))


def _bind(paragraphs: Iterable[BaseOxmlElement]) -> None:
    """Keep paragraphs with what follows; put in by hand, which python-docx takes long for."""
    for paragraph in paragraphs:
        paragraph[0].insert(1, w("keepNext"))  # behind the style


def _cells_across(slots: tuple[Slot, ...]) -> list[Slot]:
    """The slots of a row, each once."""
    return [slot for column, slot in enumerate(slots) if slot.column == column]


@cache
def _cell_properties(width: int, columns: int, merge: str | None, fill: str | None) -> str:
    return tag(
        "tcPr",
        tag("tcW", w=width, type="dxa"),
        tag("gridSpan", val=columns) if columns > 1 else None,
        tag("vMerge", val=merge) if merge else None,
        tag("shd", val="clear", color="auto", fill=fill) if fill else None,
        tag("vAlign", val="center"),
    )


@cache
def _paragraph_properties(style: str, characters: int, size: Pt) -> str:
    """A cell's style, and by how many characters of a size its text is set in."""
    left = tag("ind", leftChars=characters * 100, left=twentieths(Pt(characters * size)))
    return tag("pPr", tag("pStyle", val=style), left if characters else None)
