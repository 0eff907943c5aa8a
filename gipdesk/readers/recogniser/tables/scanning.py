"""Finding the tables of the form in a source, and their rows of values.

A table may come as rows of cells, as one cell a line, or mixed; merged cells may be lost or padded
with blanks. What holds in all of them: header words come first, then each label is followed by its
values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gipdesk.readers.labels import FormRow, TableWords, bare_key, is_number, key_of
from gipdesk.readers.pieces import Piece
from gipdesk.readers.sorting import Sort, Sorted, sorted_cells

_LONGEST_UNKNOWN_LABEL = 60
_FEWEST_CHARACTERS = 3  # of a word that shows a table


class Value(msgspec.Struct, frozen=True):
    """What stands in a cell of the source, and where."""

    text: str
    place: str


class Entry(msgspec.Struct):
    """A row of values as the source has it; `rows` are the rows of the form it may be."""

    label: str
    rows: tuple[FormRow, ...]
    header: tuple[str, ...]  # the header words last seen above it
    pieces: list[Piece]
    values: list[Value]
    aside: tuple[str, ...]  # words before the label that the form does not know
    is_known: bool  # whether the label is of the form
    is_table_row: bool = False  # whether the values stand side by side

    @property
    def place(self) -> str:
        """Where the entry begins."""
        return self.pieces[0].place

    @property
    def width(self) -> int:
        """How many values the form's row has; 0 for a row it does not know."""
        return max((row.width for row in self.rows), default=0)

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as read, blank ones included."""
        return tuple(value.text for value in self.values)

    @property
    def has_values(self) -> bool:
        """Whether anything stands in its cells."""
        return any(self.texts)

    @property
    def text(self) -> str:
        """Label and values as one line."""
        return " ".join(filter(None, (*self.aside, self.label, *self.texts)))


class TableText(msgspec.Struct):
    """A table of the form as found: its entries in order, and what is no part of it."""

    words: TableWords
    entries: list[Entry]
    headers: list[tuple[str, ...]]  # the header words, block by block
    loose: list[Piece]
    astray: list[Entry]  # rows of numbers among the loose pieces


def segments(
    pieces: Sequence[Piece], tables: Mapping[str, TableWords], own: str
) -> Iterator[tuple[TableWords | None, list[Piece]]]:
    """The pieces of a section by the table they may belong to; None before the first table.

    `own` is the table that the form puts into the section. Text behind a table stays with it:
    `read_table` tells them apart.
    """
    current: TableWords | None = None
    held: list[Piece] = []
    for piece in pieces:
        found = _tables_with(piece, tables)
        if found and (current is None or current.form.id not in found):
            if held:
                yield current, held
            current, held = tables[own if own in found else min(found)], []
        held.append(piece)
    if held:
        yield current, held


def _tables_with(piece: Piece, tables: Mapping[str, TableWords]) -> set[str]:
    """The tables of which a cell is a word, words such as 其他 and 总计 left out."""
    keys = {key(cell) for cell in piece.cells if cell for key in (key_of, bare_key)}
    telling = {key for key in keys if len(key) >= _FEWEST_CHARACTERS}
    return {table_id for table_id, words in tables.items() if telling & words.all}


def read_table(words: TableWords, pieces: Sequence[Piece]) -> TableText:
    """The rows of values among these pieces."""
    scan = _Scan(words)
    for piece in pieces:
        scan.take(piece)
    return scan.result(pieces)


class _Scan:
    """Takes the pieces of a table one by one."""

    def __init__(self, words: TableWords) -> None:
        self._words = words
        self._entries: list[Entry] = []
        self._loose: list[Piece] = []
        self._header: list[str] = []
        self._headers: list[tuple[str, ...]] = []
        self._in_header = True
        self._open: Entry | None = None  # the entry whose values may follow
        self._unlabelled = words.unlabelled  # the row without a label, until its values came

    def take(self, piece: Piece) -> None:
        cells = sorted_cells(self._words, piece.cells, in_header=self._in_header)
        match cells.sort:
            case Sort.BLANK:
                self._take_blank(piece)
            case Sort.HEADER:
                self._take_header(piece)
            case Sort.GROUP | Sort.ROW:
                self._begin(piece, cells)
            case Sort.VALUES:
                self._take_values(piece, cells)
            case Sort.OTHER:
                self._take_other(piece, cells)

    def _take_blank(self, piece: Piece) -> None:
        """A blank cell alone is a value; several are what merging left, or a row not filled in."""
        entry, count = self._open, len(piece.cells)
        if entry and len(entry.values) < entry.width:
            is_row = not entry.values and count >= entry.width
            if count == 1 or is_row:
                self._extend(entry, piece, piece.cells)

    def _take_header(self, piece: Piece) -> None:
        self._open = None
        if not self._in_header:
            self._in_header, self._header = True, []
        self._header += filter(None, piece.cells)

    def _end_header(self) -> tuple[str, ...]:
        """The header words over what comes now."""
        if self._in_header:
            self._in_header = False
            self._headers.append(tuple(self._header))
        return self._headers[-1]

    def _begin(self, piece: Piece, cells: Sorted) -> None:
        """A row begins; its values stand beside its label or come next."""
        entry = Entry(
            cells.label,
            cells.rows,
            self._end_header(),
            [piece],
            [],
            cells.aside,
            is_known=cells.sort is not Sort.OTHER,
        )
        self._entries.append(entry)
        self._open = entry
        if any(cells.rest) or 0 < entry.width <= len(cells.rest):
            self._fill(entry, piece, cells.rest)

    def _fill(self, entry: Entry, piece: Piece, texts: tuple[str, ...]) -> None:
        entry.values += [Value(text, piece.place) for text in texts]
        if len(piece.cells) > 1:
            entry.is_table_row = True
            self._open = None

    def _extend(self, entry: Entry, piece: Piece, texts: tuple[str, ...]) -> None:
        entry.pieces.append(piece)
        self._fill(entry, piece, texts)

    def _take_values(self, piece: Piece, cells: Sorted) -> None:
        """Values belong to the label before them, or to a table whose rows have none."""
        if self._open and _accepts(self._open, cells.rest):
            self._extend(self._open, piece, cells.rest)
        elif self._unlabelled:
            self._begin_unlabelled(piece, cells.rest)
        elif any(is_number(text) for text in cells.rest):
            self._begin(piece, Sorted(Sort.OTHER, cells.rest))
        else:
            self._loose.append(piece)

    def _begin_unlabelled(
        self, piece: Piece, values: tuple[str, ...], aside: tuple[str, ...] = ()
    ) -> None:
        rows = (self._unlabelled,) if self._unlabelled else ()
        self._unlabelled = None
        self._begin(piece, Sorted(Sort.ROW, values, rows=rows, aside=aside))

    def _take_other(self, piece: Piece, cells: Sorted) -> None:
        is_text = (
            not cells.label or len(cells.label) > _LONGEST_UNKNOWN_LABEL or "。" in cells.label
        )
        if is_text:
            self._open = None
            self._loose.append(piece)
        elif self._in_header and not any(cells.rest):
            self._header += filter(None, piece.cells)
        elif self._unlabelled and len(cells.rest) >= self._unlabelled.width:
            self._begin_unlabelled(piece, cells.rest, (*cells.aside, cells.label))
        else:
            self._begin(piece, cells)

    def result(self, pieces: Sequence[Piece]) -> TableText:
        """What was found; the loose pieces in the order of `pieces`."""
        rows = [each for each in self._entries if each.has_values or each.is_known]
        kept = _within_table(rows)
        in_table = {id(piece) for entry in kept for piece in entry.pieces}
        in_entries = {id(piece) for entry in self._entries for piece in entry.pieces}
        loose = (in_entries - in_table) | {id(piece) for piece in self._loose}
        self._end_header()
        headers = [header for header in self._headers if header]
        return TableText(
            self._words,
            kept,
            headers,
            [piece for piece in pieces if id(piece) in loose],
            [each for each in rows[len(kept) :] if any(map(is_number, each.texts))],
        )


def _accepts(entry: Entry, texts: tuple[str, ...]) -> bool:
    """Whether values that come next belong to an entry; a number too many shows a disorder."""
    if not entry.values:
        return True
    has_room = not entry.width or len(entry.values) < entry.width
    return len(texts) == 1 and (has_room or is_number(texts[0]))


def _within_table(entries: list[Entry]) -> list[Entry]:
    """The entries up to the last of the form, and plain rows of the same width right behind it."""
    end = max((at for at, entry in enumerate(entries, 1) if entry.is_known), default=0)
    width = next((entry.width for entry in reversed(entries[:end]) if entry.rows), 0)
    while end < len(entries) and _is_plain_row(entries[end], width):
        end += 1
    return entries[:end]


def _is_plain_row(entry: Entry, width: int) -> bool:
    """Whether an unknown entry is a label and `width` values side by side."""
    count = sum(map(bool, entry.texts))
    return entry.is_table_row and bool(entry.label) and count == width
