"""The pieces of a document and those of its file: rows of bare texts; a line is a row of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias

import msgspec

from gipdesk.document.nodes import (
    Block,
    Cover,
    Document,
    Figure,
    Signature,
    Table,
    TableCell,
    Title,
)
from gipdesk.readers.pieces import Piece
from gipdesk.workflow.reading_back.bare import (
    bare,
    is_strange,
    sure_signs,
    turns_brackets,
    unturned,
)
from gipdesk.workflow.reading_back.texts import texts_of
from gipdesk.writers.tiling import Slot, tile

Row: TypeAlias = tuple[str, ...]
Cells: TypeAlias = tuple[TableCell | None, ...]  # None in a place that another cell covers

_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_WITH_GAPS = frozenset({"txt", "md", "xlsx"})  # where places that a cell covers are left blank
_TELLING_PICTURES = frozenset({"txt", "md"})  # in words
_ON_PAPER = frozenset({"docx", "pdf"})  # with a cover


class Told(msgspec.Struct, frozen=True):
    """What a document says in one row of a table or in one line of text.

    Files may show a row in several ways, `rows` of `cells`: a page repeats at its top what reaches
    into the row from above, a text leaves the places blank that a cell covers. A line has no cells;
    where it `may_break`, several lines show it. What is `strange` on paper
    is not told sign by sign; a row that `turns` has a text from right to left, beside which
    brackets are mirrored.
    """

    rows: tuple[Row, ...]
    cells: tuple[Cells, ...] = ()
    is_header: bool = False
    may_break: bool = False
    strange: frozenset[str] = frozenset()
    turns: bool = False

    @property
    def text(self) -> str:
        """All that is said."""
        return "".join(self.rows[0])

    def is_shown_by(self, found: Row) -> bool:
        """Whether a row of a file says this, cell by cell."""
        return found in self.rows or any(
            len(row) == len(found) and all(map(self._says, row, found)) for row in self.rows
        )

    def _says(self, text: str, other: str) -> bool:
        """Whether two cells say the same; a strange one, whether its sure signs do."""
        if text == other or (self.turns and unturned(text) == unturned(other)):
            return True
        is_open = text in self.strange and len(self.rows[0]) > 1  # a line may go on
        return is_open and sure_signs(text) == sure_signs(other)


def pieces_of_document(document: Document, kind: str) -> list[Told]:
    """What a file of this kind has to say; a workbook holds the tables only."""
    blocks: Iterable[Block] = document.blocks
    if kind == "xlsx":
        blocks = (each for each in blocks if isinstance(each, Table) and each.rows)
    return [told for block in blocks for told in _told(block, kind) if told.text]


def pieces_of_file(pieces: Iterable[Piece], kind: str) -> list[Row]:
    """What a reader found; blank rows say nothing, the names of sheets are no part of them."""
    if kind == "xlsx":
        pieces = (each for each in pieces if each.place != f"工作表“{each.text}”")
    rows = (_row(piece.cells, kind) for piece in pieces)
    return [row for row in rows if any(row)]


def _told(block: Block, kind: str) -> Iterator[Told]:
    if isinstance(block, Cover) and kind not in _ON_PAPER:
        return
    if isinstance(block, Table):
        yield _line(block.title, kind)
        yield from (_line("".join(line), kind) for line in block.above)
        yield from _of_table(block, kind)
        yield from (_line("".join(line), kind) for line in block.below)
    elif isinstance(block, Figure) and kind in _TELLING_PICTURES:
        yield _line(f"〔图片：{block.caption or block.media}〕", kind)
    else:
        for text in texts_of(block):
            yield _line(text, kind, may_break=isinstance(block, Title | Cover | Signature))


def _line(text: str, kind: str, *, may_break: bool = False) -> Told:
    return Told(
        ((bare(text),),),
        may_break=may_break or "\n" in text or kind == "pdf",
        strange=_strange([text], kind),
    )


def _of_table(table: Table, kind: str) -> Iterator[Told]:
    """The rows of a table, each in all the ways in which a file of this kind may show it."""
    for number, (own, slots) in enumerate(zip(table.rows, tile(table), strict=True)):
        ways: list[Cells] = [own]
        if kind == "pdf":
            ways.append(tuple(slot.cell for slot, _ in groupby(slots)))
        elif kind in _WITH_GAPS:
            ways.append(_with_gaps(slots, number))
        rows = {_row((_text(each, kind) for each in way), kind): way for way in ways}
        yield Told(
            tuple(rows),
            tuple(rows.values()),
            is_header=number < table.header_rows,
            may_break=kind == "pdf" or any("\n" in cell.text for cell in own),
            strange=_strange((cell.text for cell in own), kind),
            turns=kind == "pdf" and any(turns_brackets(slot.cell.text) for slot in slots),
        )


def _with_gaps(slots: Sequence[Slot], number: int) -> Cells:
    """A row with each cell where it begins."""
    return tuple(
        slot.cell if (slot.row, slot.column) == (number, column) else None
        for column, slot in enumerate(slots)
    )


def _strange(texts: Iterable[str], kind: str) -> frozenset[str]:
    """Those of some texts whose signs a page may turn round."""
    return frozenset(bare(text) for text in texts if kind == "pdf" and is_strange(text))


def _text(cell: TableCell | None, kind: str) -> str:
    """What a file shows of a cell: a workbook holds numbers, not how they were typed."""
    if cell is None:
        return ""
    return cell.text if cell.number is None or kind != "xlsx" else str(cell.number)


def _row(cells: Iterable[str], kind: str) -> Row:
    row = [_number(bare(cell)) if kind == "xlsx" else bare(cell) for cell in cells]
    while kind in _WITH_GAPS and len(row) > 1 and not row[-1]:
        row.pop()
    return tuple(row)


def _number(text: str) -> str:
    """A number without exponent or trailing zeros: every program writes it in its own way."""
    if not _NUMBER.fullmatch(text):
        return text
    plain = format(Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
