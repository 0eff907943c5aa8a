"""A page as it is laid out: ruled tables, and the lines of text outside them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TypeAlias

import msgspec
from pypdfium2 import PdfPage

from gipdesk.readers.pdf.cells import RuledTable, filled
from gipdesk.readers.pdf.columns import LooseRow, with_loose_tables
from gipdesk.readers.pdf.glyphs import Glyph, Turn, text_of
from gipdesk.readers.pdf.grids import Grid, grids_of
from gipdesk.readers.pdf.lines import TextLine, lines_of
from gipdesk.readers.pdf.marks import raise_note_marks, strike_out
from gipdesk.readers.pdf.opening import view_of
from gipdesk.readers.pdf.ruling import Rule, drawing_of

_WORDS = re.compile(r"[（），、；：]|[\u2e80-\u9fff]")  # may hang below a table; no page number
_MOSTLY_SHOWN = 0.1  # of the glyphs: where fewer are painted, the hidden ones are the text

Block: TypeAlias = TextLine | LooseRow | RuledTable


class PageLayout(msgspec.Struct):
    """What a page holds; `number` counts from 1."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[RuledTable]
    rules: list[Rule]  # level lines that belong to no table
    glyphs: int = 0
    unknown: int = 0  # glyphs whose character the file does not say
    is_picture: bool = False  # without text
    is_scanned: bool = False  # its text is hidden behind a picture
    is_slanted: bool = False  # some text was left out, as watermarks are
    is_cut: bool = False


def layout_of(page: PdfPage, number: int) -> PageLayout:
    """The layout of an open page; raises `PdfiumError` if it is broken."""
    view = view_of(page)
    drawing = drawing_of(page, view)
    if drawing.sideways:
        view = view_of(page, drawing.sideways)
        drawing = drawing_of(page, view)
    text = text_of(page, view, drawing.turns)
    glyphs, is_scanned = _shown(text.glyphs)
    raise_note_marks(glyphs)
    level = strike_out(glyphs, drawing.level)
    grids = [grid for grid in grids_of(level, drawing.upright) if len(grid.cells) > 1]
    inside, outside = _sorted_out(grids, glyphs)
    tables = [filled(grid, within) for grid, within in zip(grids, inside, strict=True)]
    return PageLayout(
        number,
        view.width,
        view.height,
        lines_of(glyph for glyph in outside if glyph.turn is not Turn.TURNED),
        [table for table in tables if any(cell.text for cell in table.cells)],
        _outside(grids, level),
        glyphs=len(glyphs),
        unknown=text.unknown,
        is_picture=drawing.has_picture and not glyphs,
        is_scanned=is_scanned,
        is_slanted=any(glyph.turn is Turn.SLANTED for glyph in text.glyphs),
        is_cut=text.is_cut or drawing.is_cut,
    )


def _shown(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], bool]:
    """The glyphs that are read, and whether they are those hidden behind a scanned page."""
    straight = [glyph for glyph in glyphs if glyph.turn is not Turn.SLANTED]
    shown = [glyph for glyph in straight if glyph.turn is not Turn.HIDDEN]
    is_scanned = len(shown) < _MOSTLY_SHOWN * len(straight)
    return (straight, True) if is_scanned else (shown, False)


def _sorted_out(
    grids: Sequence[Grid], glyphs: Sequence[Glyph]
) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The glyphs by table and cell, and those outside; of nested tables the inner one has them."""
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in grids]
    outside: list[Glyph] = []
    by_size = sorted(zip(grids, inside, strict=True), key=lambda each: each[0].area)
    for glyph in glyphs:
        for grid, cells in by_size:
            if glyph.y < grid.top:
                continue
            number = grid.cell_at(glyph.x, glyph.y)
            if number is not None and (glyph.y <= grid.bottom or _WORDS.match(glyph.text)):
                cells[number].append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _outside(grids: Sequence[Grid], level: Sequence[Rule]) -> list[Rule]:
    return [
        rule
        for rule in level
        if all(grid.cell_at((rule.start + rule.end) / 2, rule.at) is None for grid in grids)
    ]


def in_order(page: PageLayout) -> list[Block]:
    """The lines, rows and tables of a page from top to bottom."""
    placed: list[tuple[float, Block]] = [(table.grid.top, table) for table in page.tables]
    above = 0.0
    for table in (*page.tables, None):
        top = table.grid.top if table else math.inf
        lines = [line for line in page.lines if above <= line.base < top]
        placed += [(each.base, each) for each in with_loose_tables(lines, page.rules)]
        above = top
    return [block for _, block in sorted(placed, key=lambda each: each[0])]
