"""Blocks of cells on their way to and from spreadsheets, Word and WPS.

Out goes tab-separated text and, for word processors, an HTML table; in comes tab-separated text
(what a paste does with it is in `pasting`).
"""

from __future__ import annotations

import csv
from html import escape
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QMimeData

from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind
from gipdesk.report.folding import fold
from gipdesk.report.grid import GridCell, Role
from gipdesk.report.values import read_value

Block: TypeAlias = list[list[str]]

_AS_TEXT = """ style='mso-number-format:"\\@"'"""
_LONGEST_FIELD = 131_072  # characters the csv module reads into one field


class Area(msgspec.Struct, frozen=True):
    """A rectangle of the body, last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


class Placed(msgspec.Struct, frozen=True):
    """A pasted block on the table: what goes into which cell, and what found no cell."""

    texts: dict[CellRef, str]
    left_over: tuple[str, ...]


def block_of(text: str) -> Block:
    r"""The cells of a copied text, as typed; the line end behind the last row does not count.

    >>> block_of("1\t1,200\r\n2\t\r\n")
    [['1', '1,200'], ['2', '']]
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    is_quoted = '"' in text and text.count('"') % 2 == 0 and len(text) < _LONGEST_FIELD
    if is_quoted:  # spreadsheets quote a cell that has line ends of its own
        lines = [f"{line}\n" for line in lines]
        return [row or [""] for row in csv.reader(lines, csv.excel_tab)]
    return [line.split("\t") for line in lines]


def place(model: OfficialTableModel, block: Block, top: int, left: int) -> Placed:
    """Lay a block on the table from a cell on."""
    texts: dict[CellRef, str] = {}
    left_over: list[str] = []
    words = _Cells(model, whole(model))
    for row, line in enumerate(block, top):
        for column, text in enumerate(line, left):
            ref = model.ref_beginning_at(row, column)
            if ref is not None:
                texts[ref] = text
            elif text.strip() and text != words.text_at(row, column):
                left_over.append(text)
    return Placed(texts, tuple(left_over))


def whole(model: OfficialTableModel) -> Area:
    """The whole body of a table."""
    return Area(0, 0, model.rowCount() - 1, model.columnCount() - 1)


def copied(model: OfficialTableModel, area: Area) -> QMimeData:
    """A rectangle of the table for the clipboard; all values at once take their labels along."""
    is_whole = all(_is_within(model.place(ref), area) for ref in model.refs())
    if is_whole:
        header, labels = model.grid.header_rows, model.frozen_columns
        area = Area(-header, -labels, model.rowCount() - 1, model.columnCount() - 1)
    cells = _Cells(model, area)
    data = QMimeData()
    lines = ([cells.text_at(row, column) for column in area.columns()] for row in area.rows())
    data.setText("\n".join("\t".join(line) for line in lines))
    data.setHtml(_html(cells, area))
    return data


def as_number(text: str, kind: CellKind) -> str:
    """A number without a unit in the digits that every program takes for one, else the text.

    >>> as_number("１，２００", CellKind.COUNT), as_number("380元", CellKind.AMOUNT_WAN)
    ('1200', '380元')
    """
    digits = fold(text).replace(",", "").replace("−", "-")
    is_number = read_value(text, kind).number is not None and digits[-1:].isdigit()
    return digits if is_number else text


def _is_within(place: tuple[int, int], area: Area) -> bool:
    return place[0] in area.rows() and place[1] in area.columns()


class _Cells:
    """The cells of a rectangle; header lines and label columns have places below 0."""

    def __init__(self, model: OfficialTableModel, area: Area) -> None:
        self._session = model.session
        self._beginning = {model.place_of(cell): cell for cell in model.grid.cells()}
        self._area = area

    def beginning_at(self, row: int, column: int) -> GridCell | None:
        """The cell that begins at a place."""
        return self._beginning.get((row, column))

    def text_at(self, row: int, column: int) -> str:
        """A cell's text at the place where it begins, on one line; empty elsewhere under it."""
        cell = self.beginning_at(row, column)
        return " ".join(self._text_of(cell).split()) if cell else ""

    def _text_of(self, cell: GridCell) -> str:
        if cell.ref is None:
            return cell.text
        return as_number(self._session.text(cell.ref), self._session.form.kind(cell.ref))

    def markup_at(self, row: int, column: int) -> str:
        """The cell that begins at a place as a part of a table; empty where none begins."""
        cell, area = self.beginning_at(row, column), self._area
        if cell is None:
            return ""
        text = self.text_at(row, column)
        tag = "th" if cell.role in (Role.HEADER, Role.CORNER, Role.BAND) else "td"
        width = min(cell.column_span, area.right + 1 - column)
        height = min(cell.row_span, area.bottom + 1 - row)
        spans = f' colspan="{width}" rowspan="{height}"' if (width, height) != (1, 1) else ""
        looks = "" if cell.ref is None else ' align="center"'
        # A spreadsheet would make a date of 1-2 and a formula of =A1.
        looks += "" if _is_plain_number(text) else _AS_TEXT
        return f"<{tag}{spans}{looks}>{escape(text)}</{tag}>"


def _is_plain_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def _html(cells: _Cells, area: Area) -> str:
    lines = "".join(
        f"<tr>{''.join(cells.markup_at(row, column) for column in area.columns())}</tr>"
        for row in area.rows()
    )
    return f'<meta charset="utf-8"><table border="1">{lines}</table>'
