"""Tables that a source prints turned round or in parts: 表三 by applicant, 表四 by kind of case.

They are put upright by the words over and beside their values. Where these do not name every cell
once, nothing of them is placed: beside a column, 总计 would be taken for a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipdesk.readers.pieces import Piece, TableRow
from gipdesk.readers.recogniser.labels import (
    FormRow,
    TableWords,
    bare_key,
    header_keys,
    is_numbered,
    is_value,
)
from gipdesk.readers.recogniser.tables.rejoin import LineRow
from gipdesk.report.edition import BlockForm

_FEWEST_LABELS = 3  # of rows side by side, to believe that they stand over columns
_FEWEST_PARTS = 3
_LONGEST_PATH = 3  # words that name a value


def upright(words: TableWords, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a table as the form has them, and those that cannot be put upright."""
    if words.unlabelled:
        return _from_parts(words.unlabelled, pieces), []
    return _from_columns(words, pieces)


def _from_columns(words: TableWords, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """A table whose rows of the form are columns: a row of labels, then a row for each column."""
    at = next((at for at, each in enumerate(pieces) if len(_labels_in(words, each)) > 1), -1)
    rows = _labels_in(words, pieces[at]) if at >= 0 else []
    if len(rows) < _FEWEST_LABELS:
        return list(pieces), []
    end = at + 1
    while end < len(pieces) and isinstance(pieces[end], TableRow) and _values_in(pieces[end]):
        end += 1
    columns = _columns_in(rows, pieces[at + 1 : end])
    table = _standing(rows, columns, f"{pieces[at].place}至{pieces[end - 1].place}")
    turned = [] if table else list(pieces[at:end])
    return [*pieces[:at], *table, *pieces[end:]], turned


def _columns_in(rows: Sequence[FormRow], pieces: Sequence[Piece]) -> dict[int, tuple[str, ...]]:
    """The values of each column of the form; empty unless each has one for every row."""
    columns = {_column_in(rows[0].block, piece): _values_in(piece) for piece in pieces}
    is_whole = set(columns) == set(range(rows[0].width)) and len(pieces) == len(columns)
    is_even = all(len(values) == len(rows) for values in columns.values())
    is_clear = len({row.place for row in rows}) == len(rows)
    return columns if is_whole and is_even and is_clear else {}


def _standing(
    rows: Sequence[FormRow], columns: dict[int, tuple[str, ...]], place: str
) -> list[Piece]:
    """A header and rows of the form, from the values of its columns."""
    if not columns:
        return []
    header = dict.fromkeys(label for column in rows[0].block.columns for label in column.labels)
    values = zip(*(columns[column] for column in sorted(columns)), strict=True)
    lines = ((row.label, *each) for row, each in zip(rows, values, strict=True))
    return [LineRow(cells, place) for cells in (tuple(header), *lines)]


def _labels_in(words: TableWords, piece: Piece) -> list[FormRow]:
    """The rows that the cells of a row without values name."""
    if not isinstance(piece, TableRow) or _values_in(piece):
        return []
    labels = [cell for cell in piece.cells if is_numbered(cell) or not words.is_header(cell)]
    named = [words.rows_named(cell) for cell in labels if cell]
    return [rows[0] for rows in named if len(rows) == 1]


def _values_in(piece: Piece) -> tuple[str, ...]:
    return tuple(cell for cell in piece.cells if cell and is_value(cell))


def _column_in(block: BlockForm, piece: Piece) -> int:
    """Which column the last word of a row names; -1 if none."""
    names = [bare_key(cell) for cell in piece.cells if cell and not is_value(cell)]
    last = [bare_key(column.labels[-1]) for column in block.columns]
    others = {name: keys[0] for keys in header_keys(block) for name in keys}
    name = others.get(names[-1], names[-1]) if names else ""
    return last.index(name) if name in last else -1


def _from_parts(row: FormRow, pieces: Sequence[Piece]) -> list[Piece]:
    """A row without a label whose values come in parts, each with the words that name it."""
    parts = _Parts(row.block)
    filled = [at for at, piece in enumerate(pieces) if _values_in(piece)]
    begin = next((at for at, piece in enumerate(pieces) if parts.is_of_table(piece)), -1)
    region = pieces[begin : filled[-1] + 1] if filled and begin >= 0 else []
    if not region or not all(map(parts.is_of_table, region)):
        return list(pieces)
    for piece in region:
        parts.take(piece)
    values = parts.values()
    if not values:
        return list(pieces)
    place = f"{region[0].place}至{region[-1].place}"
    header = LineRow(tuple(parts.header), place)
    return [*pieces[:begin], header, LineRow(values, place), *pieces[filled[-1] + 1 :]]


class _Parts:
    """Values by the header words that stand before them."""

    def __init__(self, block: BlockForm) -> None:
        self.header = [label for column in block.columns for label in column.labels]
        self._paths = [tuple(map(bare_key, column.labels)) for column in block.columns]
        self._known = {word for path in self._paths for word in path}
        self._first: list[str] = []  # the words before the first values
        self._words: list[str] = []
        self._values: list[str] = []
        self._found: dict[int, str] = {}
        self._count = 0
        self._is_clear = True

    def is_of_table(self, piece: Piece) -> bool:
        """Whether a piece holds nothing but words of the header and values."""
        cells = list(filter(None, piece.cells))
        return all(is_value(cell) or bare_key(cell) in self._known for cell in cells)

    def take(self, piece: Piece) -> None:
        for cell in filter(None, piece.cells):
            if is_value(cell):
                self._values.append(cell)
                continue
            self._end_part()
            self._words.append(bare_key(cell))

    def values(self) -> tuple[str, ...]:
        """All values in the order of the form; none if a word or a value has no clear place."""
        self._end_part()
        is_whole = len(self._found) == len(self._paths) and self._count >= _FEWEST_PARTS
        if not (is_whole and self._is_clear and self._is_in_order()):
            return ()
        return tuple(self._found[at] for at in range(len(self._paths)))

    def _end_part(self) -> None:
        if not self._values:
            return
        self._first = self._first or self._words
        columns = next((each for each in self._named() if len(each) == len(self._values)), [])
        self._is_clear &= bool(columns) and not self._found.keys() & set(columns)
        self._found.update(zip(columns, self._values, strict=False))
        self._count += 1
        self._words, self._values = [], []

    def _named(self) -> Iterator[list[int]]:
        """The columns that the last words name: ever more of them, then those of the last group."""
        for count in range(1, _LONGEST_PATH + 1):
            yield self._columns_of(self._words[-count:])
        last = next(reversed(self._found), None)
        if last is not None:
            yield self._columns_of([*self._paths[last][:-1], *self._words[-1:]])

    def _columns_of(self, words: Sequence[str]) -> list[int]:
        if not words:
            return []
        return [at for at, path in enumerate(self._paths) if set(words) <= set(path)]

    def _is_in_order(self) -> bool:
        """Whether columns named together have their words in the form's order before them."""
        if self._count == len(self._paths):
            return True
        named = [word for word in dict.fromkeys(self._first) if word in self._known]
        for ends in ([path[-1] for path in self._paths], [path[-2] for path in self._paths]):
            wanted = list(dict.fromkeys(ends))
            if [word for word in named if word in wanted][: len(wanted)] == wanted:
                return True
        return False
