"""From the rows of values that a source has to the cells of a table; nothing is guessed.

A value goes into a cell only if the row's label, the header words above it and the number of values
leave no choice. Where they do, the cell stays blank and its choices are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from msgspec.structs import replace

from gipdesk.readers.recogniser.labels import FormRow, bare_key, header_keys, key_of
from gipdesk.readers.recogniser.tables.columns import (
    FOREIGN,
    Columns,
    columns_under,
    is_like_header,
    is_other,
)
from gipdesk.readers.recogniser.tables.placed import PlacedTable, Uncertain, Unread
from gipdesk.readers.recogniser.tables.scanning import Entry, TableText, Value
from gipdesk.readers.recogniser.tables.separating import Separated, separated
from gipdesk.readers.recogniser.tables.units import OWN_UNITS, unit_told, with_unit
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import BlockForm, CellKind
from gipdesk.report.folding import match_key, widen_punctuation
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.report import Cell, Row


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
    TOLD = auto()  # others than the form's, or in another order; its words tell which


def place_table(text: TableText) -> PlacedTable | None:
    """The table that the entries make; None where no row has a value.

    A whole form with all its cells, none of them filled in, is a table nevertheless; rows of
    figures that are none of the form's are told, but make no table.
    """
    if not any(entry.has_values for entry in text.entries) and not _is_blank_form(text):
        note = f"{text.words.name}的行名或表头与表样不同，数据没有填入，原样保留。"
        is_strange = any(each.is_table_row and len(each.values) > 1 for each in text.astray)
        return PlacedTable({}, {}, [], [], [note], []) if is_strange else None
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
        self._unit = ""  # that is told of the amounts of the entry being placed
        self._blocks: dict[int, BlockForm] = {}  # by the identity of the header over them
        self._fits: dict[tuple[int, int], _Fit] = {}
        self._columns: dict[tuple[int, int], Columns] = {}
        self._separated: dict[int, Separated] = {}  # by the identity of the entry
        self._has_strange_line = any(is_like_header(piece, text.words) for piece in text.loose)
        words = sorted(text.words.all, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, words)))

    def place_all(self) -> None:
        chosen = self._of_variants(list(_chosen(self._text.entries)))
        for entry, row in chosen:
            if row:
                self._blocks.setdefault(id(entry.header), row.block)
        strange = {at for at, (entry, row) in enumerate(chosen) if row and self._is_odd(entry, row)}
        separated_rows = separated(chosen, self._words, self.placed.variants, strange)
        self._separated = {id(chosen[at][0]): each for at, each in separated_rows.items()}
        for entry, row in chosen:
            if entry.has_values:
                self._place(entry, row)
        for entry, row in chosen:
            if not entry.has_values:
                self._place_blank(entry, row)
        self._note_strange_headers()
        self._put_rows_in_order()

    def _of_variants(
        self, chosen: list[tuple[Entry, FormRow | None]]
    ) -> list[tuple[Entry, FormRow | None]]:
        """The rows with those groups as one row that the table prints so, and no others."""
        present = {row.row.id for _, row in chosen if row}
        kept: list[tuple[Entry, FormRow | None]] = []
        for entry, row in chosen:
            if row is None or not row.variant:
                kept.append((entry, row))
            elif not present & set(row.replaces) and len(entry.values) >= _least(entry):
                self.placed.variants = (row.variant,)
                kept.append((entry, row))
            elif entry.has_values:
                self._note(
                    f"{self._name}的“{row.label}”既有分项，本行又有数字，本行的数字没有填入。"
                )
                self._leave(entry)
        return kept

    def _place(self, entry: Entry, row: FormRow | None) -> None:
        is_doubtful = row is None and bool(entry.rows)  # one of several rows of this label
        block = row.block if row else self._blocks.get(id(entry.header))
        beside = (entry.unit, entry.label, *entry.header)
        self._unit = unit_told(beside) or unit_told(piece.text for piece in self._text.loose)
        if entry.aside:
            self.placed.unread.append(Unread(" ".join(entry.aside), entry.place))
        if block is None or is_doubtful:
            self._leave(entry)
        elif self._fit(entry, block) is _Fit.FOREIGN:
            self._note(f"{self._name}中有的表头与表样不同，表头下的数据没有填入，原样保留。")
            self.placed.foreign.append(entry)
        elif row is None:
            self._add_row(entry, block)
        elif self._has(row):
            self._note(f"{self._name}的“{row.label}”一行出现不止一次，只填入第一次的数据。")
            self._leave(entry)
        else:
            self._fill(entry, row)

    def _place_blank(self, entry: Entry, row: FormRow | None) -> None:
        """A label whose cells are blank, or the label of a group of rows."""
        if row and not self._has(row) and not entry.is_cut_off:
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
        self._note_about(entry, row)
        if id(entry) in self._separated:
            self._fill_separated(entry, row, self._separated[id(entry)])
            return
        order = self._order(entry, row)
        values = self._cells_of(entry, row, len(order))
        under = dict(zip(order, _choices(values, len(order), self._side), strict=True))
        for column, ref in enumerate(row.refs):
            found = under.get(column, [Value("", entry.place)])
            self._put(ref, found, _label_printed(entry, row), entry.place)
        has_surplus = len(list(filter(None, entry.texts))) > len(order)
        if has_surplus or (entry.has_values and any(len(each) > 1 for each in under.values())):
            self._note(f"{self._name}有的行数值个数与表样不符，未能确定的格留空，请核对。")
            self._leave(entry)
        else:
            self._leave_foreign(entry, order, values)

    def _cells_of(self, entry: Entry, row: FormRow, width: int) -> list[Value]:
        """The values of an entry without the blank cells behind the last column of its table.

        A header of its own says how many there are; where words are lacking, the rows under them
        show how far they reach.
        """
        end, fit = len(entry.values), self._fit(entry, row.block)
        least = end if fit is _Fit.WHOLE else width
        if fit in (_Fit.PARTLY, _Fit.ABSENT):
            filled = (at for texts in self._texts_under(entry) for at, text in texts if text)
            least = min(width, max(filled, default=width))
        while end > least and not entry.values[end - 1].text:
            end -= 1
        return entry.values[:end]

    def _texts_under(self, entry: Entry) -> list[list[tuple[int, str]]]:
        """The values of all rows under the header of an entry, counted from one."""
        alike = (each for each in self._text.entries if each.header is entry.header)
        return [list(enumerate(each.texts, 1)) for each in alike]

    def _is_odd(self, entry: Entry, row: FormRow) -> bool:
        """Whether a strange word over an entry puts in doubt how many values it has."""
        columns = self._columns_over(entry, row.block)
        is_other = self._fit(entry, row.block) in (_Fit.TOLD, _Fit.PARTLY)
        return is_other or bool(columns.strange) or self._has_strange_line

    def _order(self, entry: Entry, row: FormRow) -> tuple[int, ...]:
        """The columns of the form, or `FOREIGN`, as the source has them from left to right."""
        is_told = self._fit(entry, row.block) is _Fit.TOLD
        return self._order_told(entry, row.block) if is_told else tuple(range(row.width))

    def _order_told(self, entry: Entry, block: BlockForm) -> tuple[int, ...]:
        """The columns that a header tells, without those beside the table that hold nothing."""
        columns = self._columns_over(entry, block)
        order, known = self._without_corner(entry, columns), columns.known
        ends = len(order) - len(known)
        is_beside = any(order[at : at + len(known)] == known for at in range(ends + 1))
        rows = self._texts_under(entry)
        has_more = any(text for texts in rows for at, text in texts if at > len(known))
        return known if is_beside and not has_more else order

    def _without_corner(self, entry: Entry, columns: Columns) -> tuple[int, ...]:
        """The columns told without the words over the labels, which have no values in any row.

        The cells of a row are all there; of a line, a word of another column may lack its value.
        """
        leading = next((at for at, each in enumerate(columns.order) if each != FOREIGN), 0)
        alike = [each for each in self._text.entries if each.header is entry.header]
        is_over_labels = max(len(each.values) for each in alike) == len(columns.order) - leading
        is_line = any(each.is_line or not each.is_table_row for each in alike)
        if not is_over_labels or (is_line and any(map(is_other, columns.strange[:leading]))):
            return columns.order
        return columns.order[leading:]

    def _tells(self, entry: Entry, block: BlockForm) -> bool:
        """Whether a header tells other columns than the form's, and has not lost some words."""
        order = self._order_told(entry, block)
        if not order or order == tuple(range(len(block.columns))):
            return False
        counts = (sum(bool(text) for _, text in texts) for texts in self._texts_under(entry))
        is_whole = max(counts, default=0) == len(block.columns) > len(order)
        columns = self._columns_over(entry, block)
        is_sorted = list(columns.known) == sorted(columns.known)
        return not is_whole or not is_sorted or bool(columns.strange)

    def _leave_foreign(self, entry: Entry, order: Sequence[int], values: Sequence[Value]) -> None:
        """Keep what stands in columns that the form does not have."""
        others = [
            value.text
            for column, value in zip(order, values, strict=False)
            if column == FOREIGN and value.text
        ]
        if others:
            text = " ".join((entry.label, *others))
            self.placed.unread.append(Unread(text, entry.place))

    def _columns_over(self, entry: Entry, block: BlockForm) -> Columns:
        """What the header over an entry says of its columns."""
        key = (id(entry.header), id(block))
        if key not in self._columns:
            self._columns[key] = columns_under(entry.header, block, self._words)
        return self._columns[key]

    def _note_columns(self, columns: Columns, block: BlockForm) -> None:
        """Say how the columns of a source differ from the form's."""
        known = columns.known
        lacking = [
            "".join(each.labels[-1:]) for at, each in enumerate(block.columns) if at not in known
        ]
        if list(known) != sorted(known):
            self._note(f"{self._name}的列序与表样不同，各列按表头归位，请核对。")
        if lacking:
            words = "、".join(dict.fromkeys(lacking))
            self._note(f"{self._name}的表头没有“{words}”列，这些格留空，请核对。")
        if FOREIGN in columns.order:
            self._note(f"{self._name}的表头有表样没有的列，其中的数据没有填入，请核对。")

    def _words_in(self, header: tuple[str, ...]) -> list[str]:
        """The words of a header that the table knows, in order."""
        return self._known.findall("".join(map(key_of, header)))

    def _note_about(self, entry: Entry, row: FormRow) -> None:
        label = widen_punctuation(entry.label)
        if entry.is_near:
            self._note(f"{self._name}的“{label}”按表样的“{row.label}”读入，请核对。")
        unit = match_key(entry.unit)
        if unit not in ("", row.row.unit) and not unit_told([unit]):
            self._note(
                f"{self._name}的“{label}”单位是“{entry.unit}”，表样是“{row.row.unit}”，"
                "数字照原样读入，请核对。"
            )

    def _in_its_unit(self, text: str, ref: CellRef) -> str:
        """An amount as it is put into a cell that has another unit."""
        kind = self._words.form.kinds.get(ref, CellKind.TEXT)
        if (whole := with_unit(text, kind, self._unit)) != text:
            units = f"单位是“{self._unit}”，表样是“{OWN_UNITS[kind]}”"
            self._note(f"{self._name}有金额{units}，已在数的后面写明，请核对。")
        return whole

    def _fill_separated(self, entry: Entry, row: FormRow, found: Separated) -> None:
        """Put in what a row was taken apart into, as far as it is proven."""
        place = entry.values[0].place
        label = _label_printed(entry, row)
        is_whole = has_room = len(list(filter(None, entry.texts))) <= row.width
        for column, ref in enumerate(row.refs):
            texts = found.choices(column)
            is_certain = found.is_proven and len(texts) == 1
            is_whole = is_whole and is_certain
            self._put(ref, [Value(text, place) for text in texts], label, place, is_certain)
        if is_whole:
            self._note(f"{self._name}有的行各格的数字连在一起，已按位数和勾稽关系分开，请核对。")
        elif not has_room:
            self._note(f"{self._name}有的行数值个数与表样不符，未能确定的格留空，请核对。")
            self._leave(entry)
        else:
            self._note(f"{self._name}有的行数字连在一起或者断开，未能确定的格留空，请核对。")
            self._leave(entry)

    def _put(
        self,
        ref: CellRef,
        values: Sequence[Value],
        label: str,
        place: str,
        is_certain: bool | None = None,
    ) -> None:
        """Fill a cell, or leave it blank with its choices; one value is certain unless told."""
        cells = self.placed.rows.setdefault(ref.row, Row({}, label)).cells
        values = [replace(each, text=self._in_its_unit(each.text, ref)) for each in values]
        if is_certain or (is_certain is None and len(values) == 1):
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
        is_label = len(key_of(entry.label)) > 1 and not self._words.is_fragment(entry.label)
        has_labels = bool(self._words.form.label_columns)  # else its name could not be printed
        is_certain = is_full and all(len(values) == 1 for values in choices)
        if not (has_labels and is_label and is_certain):
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
            self._fits[key] = fit = self._judge(entry, block)
            if fit is _Fit.PARTLY:
                self._note(f"{self._name}的表头与表样不尽相同，各列按表样的顺序读入，请核对。")
            elif fit is _Fit.TOLD:
                self._note_columns(Columns(self._order_told(entry, block)), block)
            elif fit is _Fit.ABSENT:
                self._note(f"{self._name}没有表头，各列按表样的顺序读入，请核对。")
        return self._fits[key]

    def _judge(self, entry: Entry, block: BlockForm) -> _Fit:
        header = entry.header
        if self._tells(entry, block):
            return _Fit.TOLD
        joined = "".join(map(key_of, header))
        words = header_keys(block)
        found = sum(any(name in joined for name in names) for names in words)
        if not found:
            return _Fit.FOREIGN if self._strange(header) else _Fit.ABSENT
        seen = self._words_in(header)
        if not _is_in_order(seen, block):
            return _Fit.FOREIGN
        return _Fit.WHOLE if found == len(words) else _Fit.PARTLY

    def _strange(self, header: tuple[str, ...]) -> list[str]:
        """The words of a header that the form does not know, if any remain when all are joined."""
        remainder = self._known.sub("", "".join(map(key_of, header)))
        other = [text for text in header if key_of(text) in self._words.other_headers]
        unknown = [text for text in header if key_of(text) not in self._words.all]
        return other + unknown if remainder else other

    def _note_strange_headers(self) -> None:
        foreign = {id(entry.header) for entry in self.placed.foreign}
        headers = [header for header in self._text.headers if id(header) not in foreign]
        strange = dict.fromkeys(text for header in headers for text in self._strange(header))
        if strange:
            self._note(f"{self._name}的表头中另有表样没有的字：{'、'.join(strange)}。")

    def _put_rows_in_order(self) -> None:
        rows = self.placed.rows
        order = {row_id: at for at, row_id in enumerate(self._words.form.row_ids)}
        for merged in (row for named in self._words.rows.values() for row in named if row.variant):
            order[merged.row.id] = order[merged.replaces[0]]
        known = sorted((row_id for row_id in rows if row_id in order), key=order.__getitem__)
        added = [row_id for row_id in rows if row_id.startswith(EXTRA_ROW)]
        self.placed.rows = {row_id: rows[row_id] for row_id in (*known, *added)}


def _is_blank_form(text: TableText) -> bool:
    """Whether every row of the form is there with its cells, though blank."""
    blank = {
        place
        for entry in text.entries
        for row in entry.rows
        if len(entry.values) >= row.width
        for place in range(row.place, row.place + max(len(row.replaces), 1))
    }
    return all(row.row.is_heading or row.place in blank for row in text.words.printed)


def _least(entry: Entry) -> int:
    """How many cells, blank or not, show that a group is printed as one row."""
    return 1 if entry.has_values else max(entry.width, 1)


def _is_in_order(found: Sequence[str], block: BlockForm) -> bool:
    """Whether the words over the columns come in the form's order, level by level."""
    for level in range(block.header_depth):
        labels = [column.labels[level] for column in block.columns if level < len(column.labels)]
        wanted = list(dict.fromkeys(map(bare_key, labels)))
        seen = [word for word in dict.fromkeys(map(bare_key, found)) if word in wanted]
        if seen != [word for word in wanted if word in seen]:
            return False
    return True


def _chosen(entries: Iterable[Entry]) -> Iterator[tuple[Entry, FormRow | None]]:
    """Each entry with its row: of several with the same label, the next of the group begun."""
    last: FormRow | None = None
    for entry in entries:
        row = _next_of(entry.rows, last)
        last = row or (entry.rows[0] if entry.rows else last)
        yield entry, row


def _next_of(rows: Sequence[FormRow], last: FormRow | None) -> FormRow | None:
    """The row that a label means; None if it is one of several, and its group is not known.

    A group is known by its row before: the first figures of a row's code name its group.
    """
    if len(rows) < 2:
        return rows[0] if rows else None
    group = last.row.id.split(".")[0] if last else ""
    at = last.place if last else -1
    return next((row for row in rows if row.place > at and row.row.id.split(".")[0] == group), None)


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
    is_same = key_of(entry.label) == key_of(row.label)
    return "" if is_same or not entry.label else widen_punctuation(entry.label)
