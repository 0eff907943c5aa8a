"""Blocks of cells on their way to and from spreadsheets, Word and WPS.

Out goes tab-separated text and, for word processors, an HTML table; in comes tab-separated text.
"""

from __future__ import annotations

import csv
from html import escape
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QMimeData

from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.report.cells import CellRef

Block: TypeAlias = list[list[str]]

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
    for row, line in enumerate(block, top):
        for column, text in enumerate(line, left):
            ref = model.ref_beginning_at(row, column)
            if ref is not None:
                texts[ref] = text
            elif text.strip() and text != _text_at(model, row, column):
                left_over.append(text)
    return Placed(texts, tuple(left_over))


def copied(model: OfficialTableModel, area: Area) -> QMimeData:
    """A rectangle of the table for the clipboard."""
    data = QMimeData()
    lines = ([_text_at(model, row, column) for column in area.columns()] for row in area.rows())
    data.setText("\n".join("\t".join(line) for line in lines))
    data.setHtml(_html(model, area))
    return data


def _text_at(model: OfficialTableModel, row: int, column: int) -> str:
    """A cell's text at the place where it begins, on one line; empty elsewhere under it."""
    cell = model.cell_at(row, column)
    if cell is None or model.place_of(cell) != (row, column):
        return ""
    text = model.session.text(cell.ref) if cell.ref else cell.text
    return " ".join(text.splitlines()).replace("\t", " ")


def _html(model: OfficialTableModel, area: Area) -> str:
    lines = "".join(
        "<tr>"
        + "".join(_html_cell(model, area, row, column) for column in area.columns())
        + "</tr>"
        for row in area.rows()
    )
    return f'<meta charset="utf-8"><table border="1">{lines}</table>'


def _html_cell(model: OfficialTableModel, area: Area, row: int, column: int) -> str:
    cell = model.cell_at(row, column)
    if cell is None or model.place_of(cell) != (row, column):
        return ""
    width = min(cell.column_span, area.right + 1 - column)
    height = min(cell.row_span, area.bottom + 1 - row)
    text = escape(_text_at(model, row, column))
    return f'<td colspan="{width}" rowspan="{height}">{text}</td>'
