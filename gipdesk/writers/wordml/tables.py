"""A table of the document as a table of Word."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from math import floor
from typing import TYPE_CHECKING, Final

from docx.text.parfmt import ParagraphFormat

from gipdesk.document.nodes import CellRole, Table, TableCell
from gipdesk.document.stylesheet import Mm, Pt, StyleSheet, points
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import em_width
from gipdesk.writers.tiling import Slot, tile
from gipdesk.writers.wordml.elements import indent, run, twips, w

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
    return _TableMaker(node, sheet).table()


class _TableMaker:
    """Makes the elements of one table."""

    def __init__(self, node: Table, sheet: StyleSheet) -> None:
        self._node = node
        self._look = sheet.table
        self._face = sheet.face(sheet.table.face).name
        self._rows = sheet.row_style(node.kind)
        self._centred = centred_roles(node)
        widths = sheet.column_widths(node.kind, node.columns)
        # The left edge of each column and the right edge of the last, in twips.
        self._edges = tuple(twips(Mm(edge)) for edge in accumulate(widths, initial=0.0))

    def table(self) -> BaseOxmlElement:
        rows = [
            w(
                "tr",
                self._row_properties(header=row < self._node.header_rows),
                *(self._cell(slot, row) for slot in _cells_across(slots)),
            )
            for row, slots in enumerate(tile(self._node))
        ]
        columns = [w("gridCol", w=right - left) for left, right in pairwise(self._edges)]
        return w("tbl", self._table_properties(), w("tblGrid", *columns), *rows)

    def _table_properties(self) -> BaseOxmlElement:
        has_own_rows = self._node.kind in self._look.rows
        padding = twips(self._rows.padding_y)
        sides = [w(side, w=padding, type="dxa") for side in ("top", "bottom")]
        return w(
            "tblPr",
            w("tblStyle", val="TableGrid"),
            w("tblW", w=self._edges[-1], type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *sides) if has_own_rows else None,
            w("tblLook", val="0020", firstRow=1),
        )

    def _row_properties(self, *, header: bool) -> BaseOxmlElement:
        height = twips(self._rows.height)
        return w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=height, hRule="atLeast"),
            w("tblHeader") if header else None,
        )

    def _cell(self, slot: Slot, row: int) -> BaseOxmlElement:
        """A cell, or the empty one that carries a cell from above on through this row."""
        cell = slot.cell
        width = self._edges[slot.column + cell.column_span] - self._edges[slot.column]
        size = self._size(cell.text, width)
        style = w("pPr", w("pStyle", val=self._style(cell, width, size or self._look.size)))
        content = [run(cell.text, self._face, size=size)] if slot.row == row else []
        text = w("p", style, *(content if cell.text else ()))
        if cell.indent:
            indent(text, "left", cell.indent, self._look.size)
        return w("tc", _cell_properties(slot, row, width, self._look.band_fill), text)

    def _size(self, text: str, width: int) -> Pt | None:
        """A smaller size where a number is wider than its cell: Word would tear it."""
        digits = max(map(len, _WORD.findall(text)), default=0) * _DIGIT
        room = self._room(width)
        if digits * self._look.size <= room:
            return None
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


def keep_with_next(table: BaseOxmlElement) -> None:
    """Keep a table's last row on the page of what follows."""
    for paragraph in table.xpath("w:tr[last()]/w:tc/w:p"):
        ParagraphFormat(paragraph).keep_with_next = True


def _cells_across(slots: tuple[Slot, ...]) -> list[Slot]:
    """The slots of a row, each once."""
    return [slot for column, slot in enumerate(slots) if slot.column == column]


def _cell_properties(slot: Slot, row: int, width: int, fill: str) -> BaseOxmlElement:
    cell = slot.cell
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=cell.column_span) if cell.column_span > 1 else None,
        _vertical_merge(slot, row),
        w("shd", val="clear", color="auto", fill=fill) if cell.role is CellRole.BAND else None,
        w("vAlign", val="center"),
    )


def _vertical_merge(slot: Slot, row: int) -> BaseOxmlElement | None:
    if slot.cell.row_span == 1:
        return None
    return w("vMerge", val="restart" if slot.row == row else "continue")
