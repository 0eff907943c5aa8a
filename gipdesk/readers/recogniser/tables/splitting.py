"""Digits that ran together, cut into the numbers of a row in every way that the form allows.

Text copies lose the borders of cells: `330000033` may be 33|0|0|0|0|0|33 or 3|30|0|0|0|0|33.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

import msgspec

from gipdesk.report.edition import CellKind

Reading: TypeAlias = tuple[str, ...]  # a number for each cell of a row

MOST_READINGS = 400
_MOST_STEPS = 5_000  # of searching one row: some hundredths of a second at worst

_COUNT = r"(?:0|[1-9]\d{0,8})"
_AMOUNT = rf"{_COUNT}(?:\.\d+)?"
_NUMBERS = {
    CellKind.COUNT: re.compile(_COUNT, re.ASCII),
    CellKind.SIGNED: re.compile(r"0|[+-]?[1-9]\d{0,8}", re.ASCII),
    CellKind.AMOUNT_WAN: re.compile(rf"{_AMOUNT}(?:万?元)?", re.ASCII),
    CellKind.AMOUNT_YUAN: re.compile(rf"{_AMOUNT}(?:万?元)?", re.ASCII),
    CellKind.AMOUNT_TEXT: re.compile(rf"{_AMOUNT}(?:[万亿]?元)?", re.ASCII),
    CellKind.TEXT: re.compile(r"(?!)"),
}


class TooManyError(Exception):
    """There are too many ways to look at all of them."""


class Group(msgspec.Struct, frozen=True):
    """Cells side by side, the last of which is the sum of the `addends` before it."""

    addends: int


class Run(msgspec.Struct, frozen=True):
    """Characters of a row without the borders of its cells.

    Numbers end at all of `must`, and nowhere but at `may` if that is not empty.
    """

    text: str
    must: frozenset[int] = frozenset()
    may: frozenset[int] = frozenset()

    def stops(self, at: int) -> Iterator[int]:
        """Where something that begins at `at` may end."""
        for stop in range(at + 1, len(self.text) + 1):
            if not self.may or stop in self.may:
                yield stop
            if stop in self.must:
                return


def run_of(tokens: Sequence[str], width: int) -> Run:
    """Tokens with spaces between them as a run of `width` numbers.

    Where there are fewer tokens than numbers, some of them are several numbers run together; where
    there are more, some are parts of a number that a narrow cell tore.
    """
    ends = frozenset(sum(map(len, tokens[:count])) for count in range(1, len(tokens) + 1))
    is_torn = len(tokens) > width
    return Run("".join(tokens), may=ends) if is_torn else Run("".join(tokens), must=ends)


def readings(run: Run, kinds: Sequence[CellKind], most: int) -> list[Reading]:
    """The first `most` ways to cut a run into numbers of these kinds.

    >>> readings(run_of(["0010"], 3), [CellKind.COUNT] * 3, most=9)
    [('0', '0', '10')]
    """
    found: list[Reading] = []
    dead: set[tuple[int, int]] = set()

    def cut(at: int, before: Reading) -> bool:
        """Add the readings that begin so; whether there is any."""
        if len(before) == len(kinds):
            if at == len(run.text):
                found.append(before)
            return at == len(run.text)
        key, any_found = (at, len(before)), False
        number = _NUMBERS[kinds[len(before)]]
        for stop in run.stops(at) if key not in dead else ():
            if len(found) < most and number.fullmatch(run.text, at, stop):
                any_found |= cut(stop, (*before, run.text[at:stop]))
        if not any_found and len(found) < most:
            dead.add(key)
        return any_found

    cut(0, ())
    return found


def balanced_readings(run: Run, groups: Sequence[Group]) -> list[Reading]:
    """Every way to cut a run of digits into numbers whose groups add up.

    >>> balanced_readings(run_of(["330000033"], 7), [Group(6)])
    [('3', '30', '0', '0', '0', '0', '33'), ('33', '0', '0', '0', '0', '0', '33')]

    Raises:
        TooManyError: there are more than `MOST_READINGS`, or finding them takes too long.
    """
    return sorted(_Balance(run).of_groups(0, groups))


class _Balance:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._steps = 0
        self._known: dict[tuple[int, int, int], list[Reading]] = {}
        self._sums: dict[tuple[int, int, int, int], list[Reading]] = {}

    def of_groups(self, at: int, groups: Sequence[Group]) -> list[Reading]:
        """The readings of the groups from `at` to the end."""
        end = len(self._run.text)
        if not groups:
            return [()] if at == end else []
        left = sum(group.addends + 1 for group in groups[1:])
        size = groups[0].addends
        stops = range(at + size + 1, end - left + 1) if groups[1:] else [end]
        found: list[Reading] = []
        for stop in stops:
            heads = self._of_group(at, stop, size)
            tails = self.of_groups(stop, groups[1:]) if heads else []
            found += [head + tail for head in heads for tail in tails]
            self._count(len(found))
        return found

    def _of_group(self, at: int, end: int, size: int) -> list[Reading]:
        """The readings of one group between two places: addends, then their sum."""
        key = (at, end, size)
        if key not in self._known:
            self._known[key] = [
                (*addends, self._run.text[begin:end])
                for begin in range(at + size, end)
                if self._is_number(begin, end) and begin in self._stops_near(begin)
                for addends in self._addends(at, begin, size, int(self._run.text[begin:end]))
            ]
        return self._known[key]

    def _addends(self, at: int, end: int, count: int, total: int) -> list[Reading]:
        """The ways to cut what lies between two places into numbers with this sum."""
        text, digits = self._run.text, end - at
        if count == 1:
            is_sum = self._is_number(at, end) and int(text[at:end]) == total
            return [(text[at:end],)] if is_sum else []
        if not count <= digits <= count * len(str(total)) or self._most(at, end, count) < total:
            return []
        key = (at, end, count, total)
        if key not in self._sums:
            self._steps += 1
            self._count(0)
            self._sums[key] = [
                (text[at:stop], *rest)
                for stop in takewhile(
                    lambda stop: stop < end and int(text[at:stop]) <= total, self._run.stops(at)
                )
                if stop == at + 1 or text[at] != "0"
                for rest in self._addends(stop, end, count - 1, total - int(text[at:stop]))
            ]
        return self._sums[key]

    def _most(self, at: int, end: int, count: int) -> int:
        """What numbers between two places can add up to at most."""
        longest = end - at - count + 1
        return count * int("9" * (end - at if self._run.may else longest))

    def _is_number(self, at: int, stop: int) -> bool:
        """Whether a number may stand here: no border of a cell within, no zero before others."""
        if any(at < place < stop for place in self._run.must):
            return False
        return bool(_NUMBERS[CellKind.COUNT].fullmatch(self._run.text, at, stop))

    def _stops_near(self, place: int) -> frozenset[int]:
        """The places at which a number may end, if the run restricts them."""
        return self._run.may or frozenset({place})

    def _count(self, found: int) -> None:
        if self._steps > _MOST_STEPS or found > MOST_READINGS:
            raise TooManyError
