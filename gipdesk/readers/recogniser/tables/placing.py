"""From the rows of values that a source has to the cells of a table; nothing is guessed.

A value goes into a cell only if the row's label, the header words above it and the number of values
leave no choice. Where they do, the cell stays blank and its choices are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto

import msgspec

from gipdesk.readers.labels import FormRow, header_keys, key_of
from gipdesk.readers.tables import Entry, TableText, Value
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import BlockForm
from gipdesk.report.folding import widen_punctuation
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.report import Cell, Row


class Uncertain(msgspec.Struct, frozen=True):
    """A cell that was left blank because the source allows more than one reading of it."""

    cell: CellRef
    choices: tuple[str, ...]
    source: str


class Unread(msgspec.Struct, frozen=True):
    """What looks like data but could not be placed."""

    text: str
    source: str


class PlacedTable(msgspec.Struct):
    """A table as read: its rows, where each value stood, and what remained.

    `foreign` are the entries under a header that is not the form's.
    """

    rows: dict[str, Row]
    provenance: dict[str, str]
    uncertain: list[Uncertain]
    unread: list[Unread]
    notes: list[str]
    foreign: list[Entry]


class _Side(Enum):
    """Where the blank cells stand that merging left in a row."""

    BEHIND = auto()  # the values follow the label at once
    BEFORE = auto()  # the values end the row
    UNKNOWN = auto()


class _Fit(Enum):
    """How far the header words over a row are those of the form."""

    WHOLE = auto()
    PARTLY = auto()
    ABSENT = auto()
    FOREIGN = auto()


def place_table(text: TableText) -> PlacedTable | None:
    """The table that the entries make; None where no row has a value."""
    if not any(entry.has_values for entry in text.entries):
        return None
    placing = _Placing(text)
    placing.place_all()
    return placing.placed


class _Placing:
    def __init__(self, text: TableText) -> None:
        self.placed = PlacedTable({}, {}, [], [], [], [])
        self._words = text.words
        self._text = text
        self._name = text.words.name
        self._side = _side_of(text.entries)
        self._blocks: dict[int, BlockForm] = {}  # by the identity of the header over them
        self._fits: dict[tuple[int, int], _Fit] = {}
        words = sorted(text.words.all, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, words)))

    def place_all(self) -> None:
        chosen = list(_chosen(self._text.entries))
        for entry, row in chosen:
            if row:
                self._blocks.setdefault(id(entry.header), row.block)
        for entry, row in chosen:
            if entry.has_values:
                self._place(entry, row)
        for entry, row in chosen:
            if not entry.has_values:
                self._place_blank(entry, row)
        self._note_strange_headers()
        self._put_rows_in_order()

    def _place(self, entry: Entry, row: FormRow | None) -> None:
        block = row.block if row else self._blocks.get(id(entry.header))
        if entry.aside:
            self.placed.unread.append(Unread(" ".join(entry.aside), entry.place))
        if block is None:
            self._leave(entry)
        elif self._fit(entry, block) is _Fit.FOREIGN:
            self._note(f"{self._name}中有的表头与表样不同，表头下的数据没有填入，原样保留。")
            self.placed.foreign.append(entry)
        elif row is None:
            self._add_row(entry, block)
        elif self._has(row):
            self._note(
                f"{self._name}的“{row.row.labels[-1]}”一行出现不止一次，只填入第一次的数据。"
            )
            self._leave(entry)
        else:
            self._fill(entry, row)

    def _place_blank(self, entry: Entry, row: FormRow | None) -> None:
        """A label whose cells are blank, or the label of a group of rows."""
        if row and not self._has(row):
            self._place(entry, row)
        elif entry.aside or key_of(entry.label) not in self._words.all:
            self._leave(entry)  # it says more than the form's label

    def _has(self, row: FormRow) -> bool:
        return row.refs[0].row in self.placed.rows

    def _leave(self, entry: Entry) -> None:
        self.placed.unread.append(Unread(entry.text, entry.place))

    def _note(self, sentence: str) -> None:
        if sentence not in self.placed.notes:
            self.placed.notes.append(sentence)

    def _fill(self, entry: Entry, row: FormRow) -> None:
        """Put the values of an entry into the cells of its row."""
        choices = _choices(entry.values, row.width, self._side)
        for ref, values in zip(row.refs, choices, strict=True):
            self._put(ref, values, _label_printed(entry, row), entry.place)
        has_surplus = len(list(filter(None, entry.texts))) > row.width
        if has_surplus or (entry.has_values and any(len(values) > 1 for values in choices)):
            self._note(f"{self._name}有的行数值个数与表样不符，未能确定的格留空，请核对。")
            self._leave(entry)

    def _put(self, ref: CellRef, values: Sequence[Value], label: str, place: str) -> None:
        cells = self.placed.rows.setdefault(ref.row, Row({}, label)).cells
        if len(values) == 1:
            cells[ref.column] = Cell(values[0].text)
            place = values[0].place or place
        else:
            cells[ref.column] = Cell()
            choices = tuple(value.text for value in values)
            self.placed.uncertain.append(Uncertain(ref, choices, place))
        self.placed.provenance[str(ref)] = place

    def _add_row(self, entry: Entry, block: BlockForm) -> None:
        """A row that the form does not know, if its values fill its cells."""
        width = len(block.columns)
        choices = _choices(entry.values, width, self._side)
        is_full = len(list(filter(None, entry.texts))) == width
        if not (entry.label and is_full and all(len(values) == 1 for values in choices)):
            self._leave(entry)
            return
        known = sum(row_id.startswith(EXTRA_ROW) for row_id in self.placed.rows)
        row_id = f"{EXTRA_ROW}{known + 1}"
        label = widen_punctuation(entry.label)
        for column, values in zip(block.columns, choices, strict=True):
            ref = CellRef(self._words.form.id, row_id, column.id)
            self._put(ref, values, label, entry.place)
        self._note(f"{self._name}多出“{label}”一行，按来源保留。")

    def _fit(self, entry: Entry, block: BlockForm) -> _Fit:
        """How the header over an entry fits; each header is looked at once for a block."""
        key = (id(entry.header), id(block))
        if key not in self._fits:
            self._fits[key] = fit = self._judge(entry.header, block)
            if fit is _Fit.PARTLY:
                self._note(f"{self._name}的表头与表样不尽相同，各列按表样的顺序读入，请核对。")
            elif fit is _Fit.ABSENT:
                self._note(f"{self._name}没有表头，各列按表样的顺序读入，请核对。")
        return self._fits[key]

    def _judge(self, header: tuple[str, ...], block: BlockForm) -> _Fit:
        joined = "".join(map(key_of, header))
        words = header_keys(block)
        found = sum(word in joined for word in words)
        if found:
            return _Fit.WHOLE if found == len(words) else _Fit.PARTLY
        return _Fit.FOREIGN if self._strange(header) else _Fit.ABSENT

    def _strange(self, header: tuple[str, ...]) -> list[str]:
        """The words of a header that the form does not know, if any remain when all are joined."""
        remainder = self._known.sub("", "".join(map(key_of, header)))
        return [text for text in header if key_of(text) not in self._words.all] if remainder else []

    def _note_strange_headers(self) -> None:
        foreign = {id(entry.header) for entry in self.placed.foreign}
        headers = [header for header in self._text.headers if id(header) not in foreign]
        strange = dict.fromkeys(text for header in headers for text in self._strange(header))
        if strange:
            self._note(f"{self._name}的表头中另有表样没有的字：{'、'.join(strange)}。")

    def _put_rows_in_order(self) -> None:
        rows = self.placed.rows
        known = [row_id for row_id in self._words.form.row_ids if row_id in rows]
        added = [row_id for row_id in rows if row_id.startswith(EXTRA_ROW)]
        self.placed.rows = {row_id: rows[row_id] for row_id in (*known, *added)}


def _chosen(entries: Iterable[Entry]) -> Iterable[tuple[Entry, FormRow | None]]:
    """Each entry with its row: of several with the same label, the next in form order."""
    last = -1
    for entry in entries:
        later = (row for row in entry.rows if row.place > last)
        row = next(later, entry.rows[0] if entry.rows else None)
        last = row.place if row else last
        yield entry, row


def _side_of(entries: Iterable[Entry]) -> _Side:
    """On which side rows have surplus blanks, as those rows show that allow one reading only."""
    sides = set()
    for entry in entries:
        surplus = len(entry.values) - entry.width
        if entry.rows and entry.has_values and surplus > 0:
            offsets = _offsets(entry.texts, entry.width, _Side.UNKNOWN)
            if len(offsets) == 1 and offsets[0] in (0, surplus):
                sides.add(_Side.BEHIND if offsets[0] == 0 else _Side.BEFORE)
    return sides.pop() if len(sides) == 1 else _Side.UNKNOWN


def _choices(values: Sequence[Value], width: int, side: _Side) -> list[list[Value]]:
    """What may stand in each of `width` cells: one value, or several where it is not certain."""
    texts = tuple(value.text for value in values)
    blank = Value("", values[0].place if values else "")
    offsets = _offsets(texts, width, side)
    choices = []
    for column in range(width):
        found: dict[str, Value] = {}
        for offset in offsets:
            at = column + offset
            value = values[at] if 0 <= at < len(values) else blank
            found.setdefault(value.text, value)
        if len(values) < width:
            found.setdefault("", blank)
        choices.append(list(found.values()))
    return choices


def _offsets(texts: Sequence[str], width: int, side: _Side) -> list[int]:
    """Which of the texts may be the first of `width` values; negative where values are lacking."""
    surplus = len(texts) - width
    if surplus < 0:
        return list(range(surplus, 1))
    filled = [at for at, text in enumerate(texts) if text] or [0]
    fitting = range(max(0, filled[-1] - width + 1), min(filled[0], surplus) + 1)
    wanted = {_Side.BEHIND: 0, _Side.BEFORE: surplus}.get(side, -1)
    if wanted in fitting:
        return [wanted]
    return list(fitting or range(surplus + 1))


def _label_printed(entry: Entry, row: FormRow) -> str:
    """The label as the source prints it, where it says something else than the form's."""
    official = row.row.labels[-1] if row.row.labels else ""
    is_same = key_of(entry.label) == key_of(official)
    return "" if is_same or not entry.label else widen_punctuation(entry.label)
