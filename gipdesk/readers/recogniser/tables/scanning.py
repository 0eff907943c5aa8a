"""Finding the tables of the form in a source, and their rows of values.

A table may come as rows of cells, as one cell a line, or mixed; merged cells may be lost or padded
with blanks. What holds in all of them: header words come first, then each label is followed by its
values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.recogniser.labels import (
    LONGEST_LABEL,
    FormRow,
    TableWords,
    is_mark,
    is_number,
    is_numbered,
    is_value,
    key_of,
    keys_of,
)
from gipdesk.readers.recogniser.tables.near import row_near
from gipdesk.readers.recogniser.tables.rejoin import LineRow
from gipdesk.readers.recogniser.tables.sorting import Sort, Sorted, sorted_cells
from gipdesk.readers.recogniser.tables.turned import upright
from gipdesk.report.folding import match_key

_LONGEST_UNKNOWN_LABEL = 60
_FEWEST_CHARACTERS = 3  # of a word that shows a table
_FIGURE = re.compile(
    r"(?:[零〇一二两三四五六七八九十百千万]{1,8}|[增减][加少]?\d+|[\d.,+~%/约近余多-]{1,12})"
    r"[件条次份个项元]?"
)
_FOREIGN = re.compile(  # words over columns that no form has
    r"(?:20\d\d年?度?|[一二三四1-4]季度|[上下]半年|全年|上年同?期?数?|上一?年度?|去年同?期?"
    r"|本年|年度|年份|同比.{0,4}|环比.{0,4}|增减.{0,4}|增幅|增长率?)(?:\([^()]*\))?"
)
_CAPTION = re.compile(r"[：:]$|20\d\d ?年度?.{4}")  # of a line above a table
_LONGEST_HEADER = 20
_MOST_HEADERS = 8  # lines of words over columns
_SHEET = "工作表“{}”"  # the place of a line that is the name of a sheet
_LONGEST_PAGE_MARK = 16
_PAGE_MARK = re.compile(r"[-—–]+\d{1,3}[-—–]+|第\d+页.{0,8}|\(?(?:表.)?\(?续表?\)?")


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
    is_heading: bool = False  # whether the form prints no values beside the label
    is_near: bool = False  # whether the label is only close to one of the form
    is_cut_off: bool = False  # whether the source ends before its values
    unit: str = ""  # from the column of units
    is_table_row: bool = False  # whether the values stand side by side
    is_line: bool = False  # whether they are the words of a line, and no cells

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
        return " ".join(filter(None, (*self.aside, self.label, self.unit, *self.texts)))


class TableText(msgspec.Struct):
    """A table of the form as found: its entries in order, and what is no part of it."""

    words: TableWords
    entries: list[Entry]
    headers: list[tuple[str, ...]]  # the header words, block by block
    loose: list[Piece]
    astray: list[Entry]  # rows of numbers among the loose pieces


def segments(
    pieces: Sequence[Piece],
    tables: Mapping[str, TableWords],
    own: str,
    *,
    is_within: bool = False,
) -> Iterator[tuple[TableWords | None, list[Piece]]]:
    """The pieces of a section by the table they may belong to; None before the first table.

    `own` is the table that the form puts into the section, in which the pieces begin if
    `is_within`. Text behind a table stays with it: `read_table` tells them apart.
    """
    current: TableWords | None = tables[own] if is_within else None
    held: list[Piece] = []
    for piece in pieces:
        if is_sheet_name(piece):  # no table goes on in another sheet
            yield from _ended(current, held)
            yield None, [piece]
            current, held = None, []
            continue
        found = _tables_with(piece, tables)
        if found and (current is None or current.form.id not in found):
            coming = tables[own if own in found else min(found)]
            at = len(held) - _header_above(held, current, coming)
            yield from _ended(current, held[:at])
            current, held = coming, held[at:]
        held.append(piece)
    yield from _ended(current, held)


def _ended(
    words: TableWords | None, held: list[Piece]
) -> Iterator[tuple[TableWords | None, list[Piece]]]:
    if held:
        yield words, held


def is_sheet_name(piece: Piece) -> bool:
    """Whether a line is the name of a sheet, put above what the sheet holds."""
    return isinstance(piece, Line) and piece.place == _SHEET.format(piece.text)


def is_foreign_header(word: str) -> bool:
    """Whether a word stands over columns of years, quarters or differences.

    >>> is_foreign_header("2022年"), is_foreign_header("本年收费金额")
    (True, False)
    """
    return len(word) <= _LONGEST_HEADER and bool(_FOREIGN.fullmatch(match_key(word)))


def _header_above(held: Sequence[Piece], words: TableWords | None, coming: TableWords) -> int:
    """How many pieces right above a table are its header, though none is a word of the form.

    `words` are those of the table before it, to which the pieces may belong.
    """
    count = 0
    for piece in reversed(held[-_MOST_HEADERS:]):
        is_label = coming.is_heading(_cells_of(coming, piece)[0])
        if not (is_label or _may_be_header(piece)):
            break
        if words and _tables_with(piece, {words.form.id: words}):
            break
        count += 1
    above = held[len(held) - count :]
    is_row = any(isinstance(piece, TableRow) for piece in above)
    texts = [word for piece in above for word in piece.text.split()]
    is_foreign = sum(map(is_foreign_header, texts)) > 1
    is_joined = any(len(_header_words(coming, piece)) > len(piece.cells) for piece in above)
    return count if is_row or is_foreign or is_joined else 0


def _cells_of(words: TableWords, piece: Piece) -> tuple[str, ...]:
    """The cells of a piece; the unit or dash behind a label in a line is one."""
    if isinstance(piece, Line) and len(piece.text) <= LONGEST_LABEL:
        label, _, tail = piece.text.rpartition(" ")
        is_row = words.rows_named(label) or words.is_heading(label)
        if is_row and (words.is_unit(tail) or is_mark(tail)):
            return label, tail
    return piece.cells


def _header_words(words: TableWords, piece: Piece) -> list[str]:
    """The words of a header row; a line of nothing else is taken apart into them."""
    if isinstance(piece, Line):
        known = re.compile("|".join(map(re.escape, sorted(words.headers, key=len, reverse=True))))
        if not known.sub("", key_of(piece.text)):
            return known.findall(key_of(piece.text))
    return [cell for cell in piece.cells if cell]


def _may_be_header(piece: Piece) -> bool:
    """Whether this is a row of words, or a line of some."""
    filled = [cell for cell in piece.cells if cell]
    if isinstance(piece, TableRow):
        return len(filled) > 1 and not any(map(is_number, filled))
    words = piece.text.split()
    is_short = len(words) > 1 or len(piece.text) <= _LONGEST_HEADER // 2
    return is_short and not is_numbered(piece.text) and not re.search("[。：:，,；;]", piece.text)


def _tables_with(piece: Piece, tables: Mapping[str, TableWords]) -> set[str]:
    """The tables of which a cell is a word, words such as 其他 and 总计 left out.

    A line may be a heading of the report as well as the label of a row without values.
    """
    keys = {key for cell in piece.cells if cell for key in keys_of(cell)}
    telling = {key for key in keys if len(key) >= _FEWEST_CHARACTERS}
    is_line = isinstance(piece, Line)
    return {
        table_id
        for table_id, words in tables.items()
        if (telling - words.headings if is_line else telling) & words.all
    }


def read_table(words: TableWords, pieces: Sequence[Piece]) -> TableText:
    """The rows of values among these pieces."""
    scan = _Scan(words)
    standing, turned = upright(words, pieces)
    for piece in standing:
        scan.take(piece)
    found = scan.result(standing)
    found.loose += turned
    found.astray += [_astray(piece) for piece in turned]
    return found


def _astray(piece: Piece) -> Entry:
    """A row of which nothing can be placed."""
    values = [Value(cell, piece.place) for cell in piece.cells if is_value(cell)]
    label = " ".join(cell for cell in piece.cells if cell and not is_value(cell))
    return Entry(label, (), (), [piece], values, (), is_known=False, is_table_row=True)


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
        self._blank_row: Piece | None = None  # may be that row, not filled in

    def take(self, piece: Piece) -> None:
        if self._stands_aside(piece):
            self._loose.append(piece)
            return
        texts = _cells_of(self._words, piece)
        cells = sorted_cells(self._words, texts, in_header=self._in_header)
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

    def _stands_aside(self, piece: Piece) -> bool:
        """Whether this is the number of a page, or one of the lines around the table."""
        if isinstance(piece, Line) and _is_page_mark(piece.text):
            return True
        around = self._words.around
        is_around = bool(around) and any(map(self._words.is_around, filter(None, piece.cells)))
        if is_around:
            self._open = None
        return is_around

    def _take_blank(self, piece: Piece) -> None:
        """A blank cell alone is a value; several are what merging left, or a row not filled in."""
        entry, count = self._open, len(piece.cells)
        if entry and len(entry.values) < entry.width:
            is_row = not entry.values and count >= entry.width
            if count == 1 or is_row:
                self._extend(entry, piece, Sorted(Sort.BLANK, piece.cells))
        elif self._unlabelled and count == self._unlabelled.width:
            self._blank_row = piece

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
            is_heading=self._words.is_heading(cells.label),
            unit=cells.unit,
        )
        self._entries.append(entry)
        self._open = entry
        if any(cells.rest) or 0 < entry.width <= len(cells.rest):
            self._fill(entry, piece, cells)

    def _fill(self, entry: Entry, piece: Piece, cells: Sorted) -> None:
        is_line = isinstance(piece, LineRow)
        is_row = len(piece.cells) > 1
        entry.values += [
            Value(text, f"{piece.place}第{number}格" if is_row and not is_line else piece.place)
            for number, text in enumerate(cells.rest, cells.first + 1)
        ]
        if is_row:
            entry.is_table_row, entry.is_line = True, is_line
            self._open = None

    def _extend(self, entry: Entry, piece: Piece, cells: Sorted) -> None:
        entry.pieces.append(piece)
        if cells.unit:
            entry.unit = cells.unit
        is_dash = entry.is_heading and all(map(is_mark, filter(None, cells.rest)))
        if cells.rest and not is_dash:
            self._fill(entry, piece, cells)

    def _take_values(self, piece: Piece, cells: Sorted) -> None:
        """Values belong to the label before them, or to a table whose rows have none."""
        if self._open and _accepts(self._open, cells):
            self._extend(self._open, piece, cells)
        elif self._unlabelled:
            self._begin_unlabelled(piece, cells)
        elif any(is_number(text) for text in cells.rest):
            self._begin(piece, msgspec.structs.replace(cells, sort=Sort.OTHER))
        else:
            self._loose.append(piece)

    def _begin_unlabelled(self, piece: Piece, cells: Sorted, aside: tuple[str, ...] = ()) -> None:
        rows = (self._unlabelled,) if self._unlabelled else ()
        self._unlabelled = None
        row = msgspec.structs.replace(cells, sort=Sort.ROW, label="", rows=rows, aside=aside)
        self._begin(piece, row)

    def _take_other(self, piece: Piece, cells: Sorted) -> None:
        entry = self._open
        has_room = entry is not None and len(entry.values) < entry.width
        if entry and has_room and isinstance(piece, Line) and _is_figure(piece.text):
            self._extend(entry, piece, Sorted(Sort.VALUES, piece.cells))
            return
        is_text = (
            not cells.label or len(cells.label) > _LONGEST_UNKNOWN_LABEL or "。" in cells.label
        )
        if is_text:
            self._open = None
            self._loose.append(piece)
        elif self._in_header and isinstance(piece, Line) and _CAPTION.search(piece.text):
            self._loose.append(piece)
        elif self._in_header and not any(cells.rest):
            self._header += _header_words(self._words, piece)
        elif self._unlabelled and len(cells.rest) >= self._unlabelled.width:
            self._begin_unlabelled(piece, cells, (*cells.aside, cells.label))
        else:
            self._begin(piece, cells)

    def _is_cut_off(self, entry: Entry) -> bool:
        """Whether a source ends with a label whose values it lacks, before the end of the form."""
        has_cells = len(entry.values) >= max(entry.width, 1)
        rows = [row.place for row in entry.rows]
        return not has_cells and bool(rows) and max(rows) < len(self._words.printed) - 1

    def result(self, pieces: Sequence[Piece]) -> TableText:
        """What was found; the loose pieces in the order of `pieces`."""
        if self._blank_row and self._unlabelled:
            self._begin_unlabelled(self._blank_row, Sorted(Sort.BLANK, self._blank_row.cells))
        rows = [each for each in self._entries if each.has_values or each.is_known]
        _name_nearly(self._words, rows)
        kept = _within_table(self._words, rows)
        if kept and self._is_cut_off(kept[-1]):
            kept[-1].is_cut_off = True
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


def _is_figure(text: str) -> bool:
    """Whether a line where a value is due is one in words or signs: `三件`, `增加2`, `约40`."""
    return bool(_FIGURE.fullmatch(match_key(text[:_LONGEST_PAGE_MARK])))


def _is_page_mark(text: str) -> bool:
    """Whether a line is the number of a page, or says that a table goes on: `- 4 -`, `（续）`."""
    is_short = len(text) <= _LONGEST_PAGE_MARK and not text.isdigit()
    return is_short and bool(_PAGE_MARK.fullmatch(match_key(text)))


def _accepts(entry: Entry, cells: Sorted) -> bool:
    """Whether values that come next belong to an entry; a number too many shows a disorder."""
    if not entry.values:
        return True
    has_room = not entry.width or len(entry.values) < entry.width
    return len(cells.rest) == 1 and (has_room or is_number(cells.rest[0]))


def _name_nearly(words: TableWords, entries: Sequence[Entry]) -> None:
    """Give unknown labels the row that they are close to, among those not named around them."""
    unknown = [at for at, each in enumerate(entries) if each.label and _lacks_row(each)]
    if not unknown:
        return
    named = {row.place for each in entries for row in each.rows}
    places = [each.rows[0].place if each.rows else -1 for each in entries]
    for at in unknown:
        last = next((place for place in reversed(places[:at]) if place >= 0), -1)
        end = next((place for place in places[at:] if place >= 0), len(words.printed))
        among = [row for row in words.printed[last + 1 : end] if row.place not in named]
        found = row_near(words, entries[at].label, among)
        if found:
            entries[at].rows, entries[at].is_known, entries[at].is_near = (found,), True, True


def _lacks_row(entry: Entry) -> bool:
    return not entry.is_known and entry.has_values


def _within_table(words: TableWords, entries: list[Entry]) -> list[Entry]:
    """The entries up to the last of the form, and plain rows of the same width right behind it."""
    end = max((at for at, entry in enumerate(entries, 1) if entry.is_known), default=0)
    width = next((entry.width for entry in reversed(entries[:end]) if entry.rows), 0)
    while end < len(entries) and _is_plain_row(words, entries[end], width):
        end += 1
    return entries[:end]


def _is_plain_row(words: TableWords, entry: Entry, width: int) -> bool:
    """Whether an unknown entry is a label and `width` values side by side, and its unit."""
    count = sum(map(bool, entry.texts))
    is_row = entry.is_table_row and bool(entry.label) and count == width
    return is_row and bool(entry.unit or not words.units)
