"""A table of the document as a table of Word."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from gipdesk.document.nodes import CellRole, Table, TableCell
from gipdesk.document.stylesheet import Mm, StyleSheet, TableStyle
from gipdesk.writers.characters import em_width
from gipdesk.writers.tiling import Slot, tile
from gipdesk.writers.wordml.elements import run, twentieths, twips, w

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLE_OF_ROLE: Final = {
    CellRole.CORNER: "TableHeader",
    CellRole.HEADER: "TableHeader",
    CellRole.BAND: "TableBand",
    CellRole.LABEL: "TableLabel",
    CellRole.VALUE: "TableValue",
}


def table(node: Table, sheet: StyleSheet) -> BaseOxmlElement:
    """The `w:tbl` of a table, its header rows repeated on each page."""
    edges = _edges(node, sheet)
    rows = [
        w(
            "tr",
            _row_properties(sheet, header=row < node.header_rows),
            *(_cell(slot, row, edges, sheet) for slot in _cells_across(slots)),
        )
        for row, slots in enumerate(tile(node))
    ]
    columns = [w("gridCol", w=right - left) for left, right in pairwise(edges)]
    return w("tbl", _table_properties(edges[-1]), w("tblGrid", *columns), *rows)


def _edges(node: Table, sheet: StyleSheet) -> tuple[int, ...]:
    """The left edge of each column and the right edge of the last, in twips."""
    widths = sheet.column_widths(node.kind, node.columns)
    return tuple(twips(Mm(edge)) for edge in accumulate(widths, initial=0.0))


def _table_properties(width: int) -> BaseOxmlElement:
    return w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1),
    )


def _row_properties(sheet: StyleSheet, *, header: bool) -> BaseOxmlElement:
    return w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=twips(sheet.table.row_height), hRule="atLeast"),
        w("tblHeader") if header else None,
    )


def _cells_across(slots: tuple[Slot, ...]) -> list[Slot]:
    """The slots of a row, each once."""
    return [slot for column, slot in enumerate(slots) if slot.column == column]


def _cell(slot: Slot, row: int, edges: tuple[int, ...], sheet: StyleSheet) -> BaseOxmlElement:
    """A cell, or the empty one that carries a cell from above on through this row."""
    cell = slot.cell
    face = sheet.face(sheet.table.face).name
    content = [run(cell.text, face)] if cell.text and slot.row == row else []
    width = edges[slot.column + cell.column_span] - edges[slot.column]
    style = w("pPr", w("pStyle", val=_style(cell, width, sheet.table)))
    return w(
        "tc", _cell_properties(slot, row, width, sheet.table.band_fill), w("p", style, *content)
    )


def _style(cell: TableCell, width: int, look: TableStyle) -> str:
    """The style of a cell's text; a value of several lines is read as a sentence, from the left."""
    room = width - 2 * twips(look.padding_x)
    if cell.role is CellRole.VALUE and em_width(cell.text) * twentieths(look.size) > room:
        return "TableLabel"
    return _STYLE_OF_ROLE[cell.role]


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
