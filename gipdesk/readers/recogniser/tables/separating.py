"""Rows whose numbers ran together or were torn: what the equations of the table say they are.

A row is taken apart only on consistent evidence. Where some row of the table breaks an equation, or
the columns do, the equations prove nothing about the others either: the cells stay doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from gipdesk.readers.recogniser.labels import FormRow, TableWords
from gipdesk.readers.recogniser.tables.scanning import Entry
from gipdesk.readers.recogniser.tables.settling import Equation, Vector, settled
from gipdesk.readers.recogniser.tables.splitting import (
    MOST_READINGS,
    Group,
    Reading,
    Run,
    TooManyError,
    balanced_readings,
    readings,
    run_of,
)
from gipdesk.report.edition import Identity, Per
from gipdesk.report.folding import fold

MOST_SHOWN = 20  # choices for one cell

_LONG = 7  # digits; no cell of a row that wide holds so many
_COUNT = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_TOKEN = re.compile(r"[+-]?\d[\d+.-]*(?:[万亿]?元)?", re.ASCII)
_NO_NUMBER = re.compile(r"0\d")


class Separated(msgspec.Struct, frozen=True):
    """What a row may be; proven: it is one of the readings, so that what they share is certain."""

    readings: tuple[Reading, ...]
    is_proven: bool

    def choices(self, column: int) -> tuple[str, ...]:
        """What may stand in a cell, the smallest first; nothing where that is too much to say."""
        found = {reading[column] for reading in self.readings}
        return tuple(sorted(found, key=lambda text: (len(text), text))) * (len(found) <= MOST_SHOWN)


class _Row(msgspec.Struct):
    """A row of the table; `tokens` are empty for a plain one."""

    row: FormRow
    groups: tuple[Group, ...]
    readings: list[Reading]
    tokens: tuple[str, ...] = ()
    is_torn: bool = False  # its tokens are parts of numbers
    is_only_way: bool = False  # its digits allow no other reading
    is_complete: bool = True  # all readings are known that the row's equations allow
    is_balanced: bool = True  # no equation of the row is broken

    @property
    def vectors(self) -> list[Vector]:
        """The readings as numbers; none where some cell holds something else."""
        return _vectors(self.readings)

    @property
    def is_surely_run(self) -> bool:
        """Whether no plain number looks like it, as none begins with a zero."""
        return any(map(_NO_NUMBER.match, self.tokens))


def separated(
    chosen: Sequence[tuple[Entry, FormRow | None]],
    words: TableWords,
    variants: tuple[str, ...],
    strange: Collection[int] = (),
) -> dict[int, Separated]:
    """The rows that ran together or were torn, by the place of their entry among `chosen`.

    Nothing is known of the numbers that ran together in `strange` rows: they have other columns
    than the form's.
    """
    runs = any(row is not None and _is_run(entry, row) for entry, row in chosen)
    tokens = {
        at: _tokens_of(entry, row, shows_runs=runs)
        for at, (entry, row) in enumerate(chosen)
        if row is not None
    }
    if not any(tokens.values()):
        return {}
    if strange:
        unknown = Separated((), is_proven=False)
        return {
            at: unknown
            for at, (entry, row) in enumerate(chosen)
            if row is not None and tokens[at] and _is_run(entry, row)
        }
    identities = words.identities(variants)
    rows = {
        at: _read_row(entry, row, tokens[at], _groups_of(row, identities))
        for at, (entry, row) in enumerate(chosen)
        if row is not None and entry.has_values
    }
    is_of_form = all(row or not entry.has_values for entry, row in chosen)
    return _judged(rows, _equations(identities) if is_of_form else [])


def _tokens_of(entry: Entry, row: FormRow, *, shows_runs: bool) -> tuple[str, ...]:
    """What a row that needs to be taken apart has between its spaces; nothing for a plain row.

    Several numbers are not cut any further unless something shows that numbers ran together.
    """
    cells = _trimmed(entry.texts)
    tokens = tuple(token for cell in cells for token in fold(cell).split())
    if not tokens or not all(cells) or not all(map(_TOKEN.fullmatch, tokens)):
        return ()
    is_odd = _is_run(entry, row)
    is_alone = len(entry.texts) < row.width or is_odd  # no blank cells around
    is_glued = len(cells) < row.width and is_alone and (len(cells) == 1 or shows_runs)
    is_torn = len(tokens) > len(cells)
    is_enough = row.width <= sum(map(len, tokens)) or is_odd
    return tokens if (is_glued and is_enough) or is_torn or len(cells) > row.width else ()


def _is_run(entry: Entry, row: FormRow) -> bool:
    """Whether some numbers of a row surely ran together."""
    tokens = [token for text in entry.texts for token in fold(text).split()]
    is_long = len(tokens) == 1 and tokens[0].isdigit() and len(tokens[0]) >= _LONG <= row.width
    return is_long or any(map(_NO_NUMBER.match, tokens))


def _trimmed(texts: Sequence[str]) -> list[str]:
    """The cells of a row without the blank ones around."""
    filled = [at for at, text in enumerate(texts) if text]
    return list(texts[filled[0] : filled[-1] + 1]) if filled else []


def _read_row(
    entry: Entry, row: FormRow, tokens: tuple[str, ...], groups: tuple[Group, ...]
) -> _Row:
    texts = tuple(filter(None, entry.texts))
    has_surplus = row.width < len(texts) == len(tokens) and not entry.is_line
    if has_surplus and groups:
        return _side_by_side(row, tokens, groups)
    if has_surplus or not tokens:
        plain = _Row(row, groups, [texts] if len(texts) == row.width else [])
        plain.is_balanced = all(_adds_up(vector, groups) for vector in plain.vectors)
        return plain
    run = _run_in(tokens, texts, row.width, is_line=entry.is_line)
    possible = readings(run, row.kinds, MOST_READINGS + 1)
    found = _Row(row, groups, possible, tokens, is_torn=len(tokens) > row.width)
    found.is_only_way = len(possible) == 1 and not found.is_torn
    # Without rows to add up with, a slip of the author's may make a wrong reading the only one.
    is_checked = bool(row.row.labels) or len(texts) == row.width
    found.is_complete = is_checked and bool(groups) and not _may_lack_cells(tokens, row.width)
    if groups and possible:
        _balance(found, run)
    return found


def _side_by_side(row: FormRow, tokens: tuple[str, ...], groups: tuple[Group, ...]) -> _Row:
    """A row with more numbers than cells: those side by side that add up, if any do."""
    ends = range(row.width, len(tokens) + 1)
    windows = list(dict.fromkeys(tokens[end - row.width : end] for end in ends))
    found = _Row(row, groups, windows, tokens, is_torn=True)
    balanced = [
        window for window in windows if all(_adds_up(v, groups) for v in _vectors([window]))
    ]
    found.is_balanced = bool(balanced)
    found.readings = balanced or windows
    return found


def _vectors(some: Sequence[Reading]) -> list[Vector]:
    """Readings as numbers; none where some cell holds something else."""
    is_whole = all(_COUNT.fullmatch(text) for reading in some for text in reading)
    return [tuple(map(int, reading)) for reading in some] if is_whole else []


def _balance(row: _Row, run: Run) -> None:
    """Keep the readings that satisfy the equations of the row, if there are any."""
    try:
        balanced = balanced_readings(run, row.groups)
    except TooManyError:
        row.is_complete = False
        return
    row.is_balanced = bool(balanced)
    row.readings = balanced or row.readings


def _run_in(tokens: tuple[str, ...], texts: Reading, width: int, *, is_line: bool) -> Run:
    """The run of some tokens; where there are as many cells as numbers, they are the numbers."""
    run = run_of(tokens, width)
    if is_line or len(texts) != width:
        return run
    cells = [fold(text).replace(" ", "") for text in texts]
    return msgspec.structs.replace(run, must=run_of(cells, width).must)


def _may_lack_cells(tokens: tuple[str, ...], width: int) -> bool:
    """Whether tokens add up as they stand, so that blank cells may have been lost among them."""
    numbers = [int(token) for token in tokens if _COUNT.fullmatch(token)]
    is_whole = 1 < len(numbers) == len(tokens) < width
    return is_whole and sum(numbers[:-1]) == numbers[-1]


def _groups_of(row: FormRow, identities: Sequence[Identity]) -> tuple[Group, ...]:
    """The sums within a row, from left to right; none unless they cover all of it in order."""
    order: list[tuple[str, str]] = []
    groups: list[Group] = []
    for identity in identities:
        for place in dict.fromkeys(ref.row for ref in row.refs):
            if identity.per is Per.ROW and (not identity.only or place in identity.only):
                order += [(place, term) for term in (*identity.left, *identity.right)]
                groups.append(Group(len(identity.left)))
    covered = [(ref.row, ref.column) for ref in row.refs]
    return tuple(groups) if order == covered else ()


def _equations(identities: Sequence[Identity]) -> list[Equation]:
    return [
        Equation(each.left, each.right)
        for each in identities
        if each.per is Per.COLUMN and not each.only
    ]


def _adds_up(vector: Vector, groups: Sequence[Group]) -> bool:
    at = 0
    for group in groups:
        end = at + group.addends
        if sum(vector[at:end]) != vector[end]:
            return False
        at = end + 1
    return True


def _judged(rows: Mapping[int, _Row], equations: Sequence[Equation]) -> dict[int, Separated]:
    """What all rows together prove about those that need to be taken apart."""
    shows_runs = any(row.is_surely_run for row in rows.values())
    for row in rows.values():
        row.is_complete |= row.is_only_way and shows_runs
    is_balanced = all(row.is_balanced for row in rows.values())
    kept = _survivors(rows, equations) if is_balanced else None
    return {
        at: _verdict(row, kept[at] if kept else None, shows_runs=shows_runs)
        for at, row in rows.items()
        if row.tokens
    }


def _verdict(row: _Row, kept: list[Reading] | None, *, shows_runs: bool) -> Separated:
    """What is known of a row; `kept` is None if the evidence contradicts itself."""
    if row.is_only_way and shows_runs:
        return Separated(tuple(row.readings), is_proven=True)
    if kept and row.is_complete:
        return Separated(tuple(kept), is_proven=True)
    is_hopeless = len(row.readings) > MOST_READINGS or len(row.tokens) > 2 * row.row.width >= _LONG
    found = () if is_hopeless else (*row.readings, *_as_they_stand(row))
    return Separated(found, is_proven=False)


def _as_they_stand(row: _Row) -> list[Reading]:
    """What else a doubtful row may be: its tokens as plain numbers, other cells blank."""
    is_plain = all(map(_COUNT.fullmatch, row.tokens))
    width, count = row.row.width, len(row.tokens)
    if not is_plain or not row.readings:
        return []
    if count > width > 1:
        return [row.tokens[end - width : end] for end in range(width, count + 1)]
    if count > 1 and width > 1:
        return []
    return [(token, *[""] * (row.row.width - 1)) for token in row.tokens]


def _survivors(
    rows: Mapping[int, _Row], equations: Sequence[Equation]
) -> dict[int, list[Reading]] | None:
    """The readings that satisfy the equations of the columns; None if there is no such way."""
    usable: dict[str, list[Vector]] = {}
    for row in rows.values():
        if row.vectors and row.is_complete:
            usable.setdefault(row.row.row.id, row.vectors)
    try:
        kept = settled(usable, equations)
    except TooManyError:
        return {at: row.readings for at, row in rows.items()}
    if not all(kept.values()):
        return None
    return {at: _among(row, kept.get(row.row.row.id)) for at, row in rows.items()}


def _among(row: _Row, kept: list[Vector] | None) -> list[Reading]:
    if kept is None or not row.tokens:
        return row.readings
    return [each for each in row.readings if tuple(map(int, each)) in kept]
