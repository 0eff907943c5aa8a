"""A table of the form that was copied out of something, with the labels around its values.

What a whole source is to `recognise`, some rows are to `read_excerpt`; nothing is guessed here
either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gipdesk.readers.pieces import Piece
from gipdesk.readers.recogniser.candidates import Candidate, Site, candidates_in, choose, contest
from gipdesk.readers.recogniser.labels import TableWords, Vocabulary, is_number, is_value
from gipdesk.readers.recogniser.tables.placed import PlacedTable, Uncertain
from gipdesk.readers.recogniser.tables.rejoin import mended
from gipdesk.readers.recogniser.tables.scanning import TableText
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.grid import EXTRA_ROW


class Excerpt(msgspec.Struct, frozen=True):
    """The values of one table by the cells they belong to.

    `blank` are the blank cells in the rows and columns found; `unread` found no cell, and
    `uncertain` allow several readings. `notes` are Chinese sentences on what is not as in the form.
    """

    texts: dict[CellRef, str]
    blank: tuple[CellRef, ...] = ()
    unread: tuple[str, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()
    notes: tuple[str, ...] = ()


def has_labels(pieces: Sequence[Piece], form: Form, table_id: str) -> bool:
    """Whether a row label or a header word of the table stands among some pieces."""
    words = TableWords(form.tables[table_id], form.edition)
    cells = {cell for piece in pieces for cell in piece.cells if cell and not is_value(cell)}
    return any(words.rows_named(cell) or words.is_header(cell) for cell in cells)


def read_excerpt(pieces: Sequence[Piece], form: Form, table_id: str) -> Excerpt | None:
    """The values of a table among some pieces; None where no row of it is named."""
    vocabulary = Vocabulary(form)
    site = Site("", table_id, is_text=False)
    rows = list(mended(pieces, vocabulary))
    found = list(candidates_in(rows, vocabulary.tables, site, is_within=True))
    tables = [each for each in found if isinstance(each, Candidate)]
    choice = choose(tables, frozenset(), None).get(table_id)
    if choice is None:
        return None
    contest(choice)
    chosen = [choice.main, *choice.parts]
    excerpts = [_excerpt(table_id, each.placed, each.text) for each in chosen if each.placed]
    others = (piece for each in found if each not in chosen for piece in _pieces_of(each))
    return _joined([*excerpts, Excerpt({}, unread=tuple(_figures_in(others)))])


def _excerpt(table_id: str, placed: PlacedTable, text: TableText) -> Excerpt:
    texts = {
        CellRef(table_id, row_id, column): cell.text
        for row_id, row in placed.rows.items()
        if not row_id.startswith(EXTRA_ROW)
        for column, cell in row.cells.items()
    }
    doubtful = {each.cell for each in placed.uncertain}
    columns = {ref.column for ref, each in texts.items() if each}
    blank = (
        ref
        for ref, each in texts.items()
        if not each and ref not in doubtful and ref.column in columns
    )
    strangers = (
        " ".join((row.label, *(cell.text for cell in row.cells.values())))
        for row_id, row in placed.rows.items()
        if row_id.startswith(EXTRA_ROW)
    )
    entries = [*placed.foreign, *text.astray]
    left = [*(each.text for each in placed.unread), *(each.text for each in entries)]
    return Excerpt(
        {ref: each for ref, each in texts.items() if each},
        tuple(blank),
        (*left, *strangers),
        tuple(placed.uncertain),
        tuple(placed.notes),
    )


def _joined(excerpts: Sequence[Excerpt]) -> Excerpt:
    return Excerpt(
        {ref: text for each in excerpts for ref, text in each.texts.items()},
        tuple(ref for each in excerpts for ref in each.blank),
        tuple(text for each in excerpts for text in each.unread),
        tuple(cell for each in excerpts for cell in each.uncertain),
        tuple(note for each in excerpts for note in each.notes),
    )


def _pieces_of(found: Piece | Candidate) -> Sequence[Piece]:
    return found.pieces if isinstance(found, Candidate) else [found]


def _figures_in(pieces: Iterable[Piece]) -> Iterator[str]:
    """The rows with a number that belong to nothing."""
    for piece in pieces:
        if any(is_number(cell) for cell in piece.cells if cell):
            yield piece.text
