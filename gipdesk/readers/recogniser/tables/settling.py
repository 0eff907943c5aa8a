"""Which of several readings of some rows satisfy all equations of a table at once.

The rows are walked through one by one, keeping every state the sums may be in; a reading survives
if some way through all rows uses it. What no way can mend any more is dropped at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from gipdesk.readers.recogniser.tables.splitting import TooManyError

Vector: TypeAlias = tuple[int, ...]  # the numbers of a row
Step: TypeAlias = list[Vector]  # for each reading of a row, what it adds to every sum

_MOST_MOVES = 40_000


class Equation(msgspec.Struct, frozen=True):
    """In every column, these rows add up to those."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    def sign(self, row: str) -> int:
        """How a row counts: on the left, on the right, or not at all."""
        return (row in self.left) - (row in self.right)


def settled(
    rows: Mapping[str, Sequence[Vector]], equations: Sequence[Equation]
) -> dict[str, list[Vector]]:
    """The readings of each row that are part of a solution; of no row any if there is none.

    Equations about rows that are not given are left out.

    >>> settled({"a": [(1, 2), (12, 0)], "b": [(1, 0)], "c": [(13, 0)]}, [Equation("ab", "c")])
    {'a': [(12, 0)], 'b': [(1, 0)], 'c': [(13, 0)]}

    Raises:
        TooManyError: there are too many combinations to look at.
    """
    known = [each for each in equations if all(row in rows for row in each.left + each.right)]
    order = sorted(rows, key=lambda row: [-abs(each.sign(row)) for each in known])
    steps = [
        [tuple(each.sign(row) * n for each in known for n in vector) for vector in rows[row]]
        for row in order
    ]
    kept = _ways_through(steps)
    numbers = {row: kept[at] if kept else set() for at, row in enumerate(order)}
    return {
        row: [vector for number, vector in enumerate(rows[row]) if number in numbers[row]]
        for row in rows
    }


def _ways_through(steps: Sequence[Step]) -> list[set[int]]:
    """For each step the choices that lie on a way from zero to zero; empty if there is no way."""
    if not steps or not all(steps):
        return []
    layers = _layers(steps)
    zero = (0,) * len(steps[0][0])
    alive = {zero} & layers[-1]
    kept: list[set[int]] = []
    for step, layer in zip(reversed(steps), reversed(layers[:-1]), strict=True):
        before, used = set(), set()
        for state in layer:
            found = {at for at, move in enumerate(step) if _after(state, move) in alive}
            if found:
                before.add(state)
                used |= found
        alive = before
        kept.append(used)
    return kept[::-1] if alive else []


def _layers(steps: Sequence[Step]) -> list[set[Vector]]:
    """The sums that are possible before each step and at the end, and can still become zero."""
    ranges = _ranges(steps)
    layers = [{(0,) * len(steps[0][0])}]
    moves = 0
    for step, (lowest, highest) in zip(steps, ranges, strict=True):
        moves += len(layers[-1]) * len(step)
        if moves > _MOST_MOVES:
            raise TooManyError
        after = {_after(state, move) for state in layers[-1] for move in step}
        layers.append({state for state in after if _can_end(state, lowest, highest)})
    return layers


def _ranges(steps: Sequence[Step]) -> list[tuple[Vector, Vector]]:
    """What all steps behind each step may add at least and at most."""
    lowest = highest = (0,) * len(steps[0][0])
    ranges = [(lowest, highest)]
    for step in reversed(steps[1:]):
        lowest = _after(lowest, tuple(map(min, zip(*step, strict=True))))
        highest = _after(highest, tuple(map(max, zip(*step, strict=True))))
        ranges.append((lowest, highest))
    return ranges[::-1]


def _can_end(state: Vector, lowest: Vector, highest: Vector) -> bool:
    return all(low <= -each <= high for each, low, high in zip(state, lowest, highest, strict=True))


def _after(state: Vector, move: Vector) -> Vector:
    return tuple(map(int.__add__, state, move))
