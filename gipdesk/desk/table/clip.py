"""What was copied elsewhere: its cells, be they parted by tabs, by markup or by mere spaces."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QMimeData

from gipdesk.desk.table.clipboard import Block, block_of
from gipdesk.readers.pieces import Line, Piece, TableRow, UnreadableSourceError

_PLACE = "第{}行"
_FEWEST = 2  # numbers in a line that spaces part


class Clip(msgspec.Struct, frozen=True):
    """What was copied: its cells as they lie, and the same as a reader of files finds it.

    Only markup tells which cells were merged and where a cell has several lines. `is_parted` says
    that mere spaces stood between the cells, as in text copied from a page.
    """

    block: Block
    pieces: list[Piece]
    is_parted: bool = False

    @property
    def is_single(self) -> bool:
        """Whether it is one text, and no block."""
        return len(self.block) == 1 and len(self.block[0]) == 1

    def turned(self) -> Clip:
        """Rows as columns."""
        block = turned(self.block)
        return Clip(block, rows_of(block), self.is_parted)


def clip_of(data: QMimeData) -> Clip | None:
    """What is on the clipboard; None where it holds no text."""
    text, pieces = data.text(), _table_rows_in(data.html())
    if not text and not pieces:
        return None
    block = block_of(text)
    has_tabs = any("\t" in line for line in text.splitlines())
    if not has_tabs and sum(len(each.cells) for each in pieces) > 1:
        block = [list(each.cells) for each in pieces]  # the text has lost the cells
    elif not has_tabs and not pieces and (parted := _parted(text)):
        return parted
    return Clip(_even(block), pieces or rows_of(block))


def _parted(text: str) -> Clip | None:
    """Numbers that mere spaces part, with the words before them; None without such a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = [_words_and_values(line) for line in lines]
    if all(len(values) < _FEWEST for _, values in rows):
        return None
    has_words = any(words for words, _ in rows)
    block = [[words, *values] if has_words else values for words, values in rows]
    pieces: list[Piece] = [Line(line, _PLACE.format(n)) for n, line in enumerate(lines, 1)]
    return Clip(_even(block), pieces, is_parted=True)


def _words_and_values(line: str) -> tuple[str, list[str]]:
    """A line parted where its last numbers begin."""
    from gipdesk.readers.recogniser.labels import is_value

    words = line.split()
    at = len(words)
    while at and is_value(words[at - 1]):
        at -= 1
    return " ".join(words[:at]), words[at:]


def turned(block: Block) -> Block:
    """Rows as columns."""
    return [list(line) for line in zip(*block, strict=True)]


def rows_of(block: Block) -> list[Piece]:
    """The lines of a block as a reader of files finds them."""
    return [
        TableRow(tuple(" ".join(text.split()) for text in line), _PLACE.format(number))
        for number, line in enumerate(block, 1)
    ]


def _table_rows_in(html: str) -> list[Piece]:
    """The pieces of copied markup, where it has a table that can be read."""
    if "<table" not in html.lower():
        return []
    from gipdesk.readers.html import read_html

    try:
        pieces = read_html(f"\ufeff{html}".encode()).pieces  # a declared encoding is past
    except UnreadableSourceError:
        return []
    return pieces if any(isinstance(each, TableRow) for each in pieces) else []


def _even(block: Block) -> Block:
    """All lines as long as the longest."""
    width = max(map(len, block))
    return [line + [""] * (width - len(line)) for line in block]
