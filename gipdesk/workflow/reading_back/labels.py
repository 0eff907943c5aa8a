"""Whether the labels of a document are those of its values.

Figures themselves mislead a reader: seven digits in one cell of an otherwise blank row may be seven
values that ran together. So its tables are read once more, by themselves, with figures that nothing
can be made of but what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from msgspec.structs import replace

from gipdesk.document.nodes import Block, CellRole, Document, Heading, Table, Title
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.recogniser.recognise import recognise
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Editions
from gipdesk.workflow.reading_back.texts import texts_of

_FIRST = 1001
_FREE = "free"  # the kind of tables that are no part of the form


def stands_elsewhere(ref: CellRef, document: Document, editions: Editions) -> bool:
    """Whether a reader finds another value where this one should be, whatever the figures are."""
    numbered = _numbered(document)
    ours = {
        cell.anchor: cell.text
        for block in numbered
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    }
    pieces = [piece for block in numbered for piece in _pieces(block)]
    try:
        reading = recognise(SourceText(pieces), editions)
    except UnreadableSourceError:
        return False
    theirs = {str(each): cell.text for each, cell in reading.report.cells()}
    text = theirs.get(str(ref), "")
    return text.isdigit() and text != ours.get(str(ref))


def _numbered(document: Document) -> list[Block]:
    """Headings and tables of the form, each value another number."""
    numbers = map(str, count(_FIRST))
    made: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Table) and block.kind != _FREE:
            rows = (
                tuple(
                    replace(cell, text=next(numbers)) if cell.role is CellRole.VALUE else cell
                    for cell in row
                )
                for row in block.rows
            )
            made.append(replace(block, rows=tuple(rows)))
        elif isinstance(block, Title | Heading):
            made.append(block)
    return made


def _pieces(block: Block) -> Iterator[Piece]:
    """A block as a reader finds it."""
    if not isinstance(block, Table):
        yield from (Line(text, "") for text in texts_of(block))
        return
    for row in block.rows:
        cells = tuple(cell.text for cell in row)
        yield TableRow(cells, "") if len(cells) > 1 else Line("".join(cells), "")
