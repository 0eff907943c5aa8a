"""What a row of cells is to a table of the form: header words, label and values, values alone."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from gipdesk.readers.recogniser.labels import (
    FormRow,
    TableWords,
    is_mark,
    is_numbered,
    is_value,
    key_of,
)


class Sort(Enum):
    """What a row of cells is."""

    BLANK = auto()
    HEADER = auto()
    GROUP = auto()  # a label over several rows, such as `（三）不予公开`
    ROW = auto()  # a label of the form, values behind it or not
    VALUES = auto()
    OTHER = auto()


class Sorted(msgspec.Struct, frozen=True):
    """A row of cells as label and values; `aside` are unknown words before the label.

    `first` says which of the cells is the first of `rest`.
    """

    sort: Sort
    rest: tuple[str, ...]  # the cells behind the label
    label: str = ""
    rows: tuple[FormRow, ...] = ()
    aside: tuple[str, ...] = ()
    unit: str = ""  # from the column of units
    first: int = 0


def sorted_cells(words: TableWords, cells: tuple[str, ...], *, in_header: bool) -> Sorted:
    """What the cells are to a table; `in_header`: header words have been read, and no label yet."""
    texts = [cell for cell in cells if cell]
    if not texts:
        return Sorted(Sort.BLANK, cells)
    if all(is_value(text) for text in texts):
        return Sorted(Sort.VALUES, cells)
    if _is_unlabelled_row(words, texts):
        begin = cells.index(texts[0])
        return Sorted(Sort.VALUES, cells[begin:], first=begin)
    if words.is_unit(texts[0]) and all(is_value(text) for text in texts[1:]):
        at = cells.index(texts[0])
        return Sorted(Sort.VALUES, cells[at + 1 :], unit=texts[0], first=at + 1)
    end = next((at for at, cell in enumerate(cells) if is_value(cell)), len(cells))
    at = _label_at(words, cells[:end], in_header=in_header and end == len(cells))
    if at >= 0:
        rows = words.rows_named(cells[at])
        label = Sorted(Sort.ROW, (), cells[at], rows, _aside(words, cells[:at]))
        return _with_values(words, label, cells, at + 1)
    if end == len(cells) and any(words.is_header(text) for text in texts):
        return Sorted(Sort.HEADER, ())
    return _unknown(words, cells, end)


def _is_unlabelled_row(words: TableWords, texts: list[str]) -> bool:
    """Whether these are the values of a row without a label, some of them no plain values."""
    row = words.unlabelled
    values = sum(map(is_value, texts))
    return row is not None and len(texts) == row.width and values * 2 > len(texts)


def _label_at(words: TableWords, cells: tuple[str, ...], *, in_header: bool) -> int:
    """Where the label of a row of the form stands, the last if there are several; -1: nowhere."""
    named = [at for at, cell in enumerate(cells) if cell and words.rows_named(cell)]
    beside_header = any(
        words.is_header(cell) for at, cell in enumerate(cells) if cell and at not in named
    )
    for at in reversed(named):
        # 其他 and 总计 name columns as well, but never with a number before them.
        may_be_header = words.is_header(cells[at]) and not is_numbered(cells[at])
        if not (may_be_header and (in_header or beside_header)):
            return at
    return -1


def _with_values(words: TableWords, label: Sorted, cells: tuple[str, ...], at: int) -> Sorted:
    """A label with the cells from `at` on as its values, and the unit that may stand before them.

    A row without values has a dash where others have their unit.
    """
    rest = cells[at:]
    unit = rest[0] if rest and words.is_unit(rest[0]) else ""
    if words.is_heading(label.label) and all(not text or is_mark(text) for text in rest):
        rest = ()
    begin = 1 if unit and rest else 0
    return msgspec.structs.replace(label, rest=rest[begin:], unit=unit, first=at + begin)


def _unknown(words: TableWords, cells: tuple[str, ...], end: int) -> Sorted:
    """A row whose last word before the values is a group of rows, or nothing the form knows."""
    places = [at for at, cell in enumerate(cells[:end]) if cell and not words.is_unit(cell)]
    at = places[-1] if places else -1
    label = cells[at] if places else ""
    sort = Sort.GROUP if label and words.is_group(label) else Sort.OTHER
    aside = _aside(words, tuple(cells[place] for place in places[:-1]))
    begin = at + 1 if any(map(words.is_unit, cells[at + 1 : end])) else end
    return _with_values(words, Sorted(sort, (), label, aside=aside), cells, begin)


def _aside(words: TableWords, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The words before a label that the form does not print there."""
    return tuple(
        cell
        for cell in cells
        if cell and key_of(cell) not in words.groups and not words.is_fragment(cell)
    )
