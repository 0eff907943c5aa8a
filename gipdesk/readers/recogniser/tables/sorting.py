"""What a row of cells is to a table of the form: header words, label and values, values alone."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from gipdesk.readers.labels import FormRow, TableWords, is_numbered, is_value, key_of


class Sort(Enum):
    """What a row of cells is."""

    BLANK = auto()
    HEADER = auto()
    GROUP = auto()  # a label over several rows, such as `（三）不予公开`
    ROW = auto()  # a label of the form, values behind it or not
    VALUES = auto()
    OTHER = auto()


class Sorted(msgspec.Struct, frozen=True):
    """A row of cells as label and values; `aside` are unknown words before the label."""

    sort: Sort
    rest: tuple[str, ...]  # the cells behind the label
    label: str = ""
    rows: tuple[FormRow, ...] = ()
    aside: tuple[str, ...] = ()


def sorted_cells(words: TableWords, cells: tuple[str, ...], *, in_header: bool) -> Sorted:
    """What the cells are to a table; `in_header`: header words have been read, and no label yet."""
    texts = [cell for cell in cells if cell]
    if not texts:
        return Sorted(Sort.BLANK, cells)
    if all(is_value(text) for text in texts):
        return Sorted(Sort.VALUES, cells)
    end = next((at for at, cell in enumerate(cells) if is_value(cell)), len(cells))
    at = _label_at(words, cells[:end], in_header=in_header and end == len(cells))
    if at is not None:
        rows = words.rows_named(cells[at])
        return Sorted(Sort.ROW, cells[at + 1 :], cells[at], rows, _aside(words, cells[:at]))
    if end == len(cells) and any(words.is_header(text) for text in texts):
        return Sorted(Sort.HEADER, ())
    return _unknown(words, cells, end)


def _label_at(words: TableWords, cells: tuple[str, ...], *, in_header: bool) -> int | None:
    """Where the label of a row of the form stands, the last if there are several."""
    named = [at for at, cell in enumerate(cells) if cell and words.rows_named(cell)]
    beside_header = any(
        words.is_header(cell) for at, cell in enumerate(cells) if cell and at not in named
    )
    for at in reversed(named):
        # 其他 and 总计 name columns as well, but never with a number before them.
        may_be_header = words.is_header(cells[at]) and not is_numbered(cells[at])
        if not (may_be_header and (in_header or beside_header)):
            return at
    return None


def _unknown(words: TableWords, cells: tuple[str, ...], end: int) -> Sorted:
    """A row whose last word before the values is a group of rows, or nothing the form knows."""
    labels = tuple(cell for cell in cells[:end] if cell)
    label = labels[-1] if labels else ""
    sort = Sort.GROUP if label and words.is_group(label) else Sort.OTHER
    return Sorted(sort, cells[end:], label, aside=_aside(words, labels[:-1]))


def _aside(words: TableWords, cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell for cell in cells if cell and key_of(cell) not in words.groups)
