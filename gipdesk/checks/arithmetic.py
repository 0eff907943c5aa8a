"""The identities of the form, compiled once to lists of indexes.

A blank is an unknown number (non-negative, unless the cell is signed). An identity is in error as
soon as no filling of the blanks can satisfy it, open while some filling can, holds when every term
is a number, and is skipped where a term is missing or unreadable.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter
from typing import TypeAlias

import msgspec

from gipdesk.checks.finding import Finding, Fix, NotChecked, set_cells
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form, Per, Relation
from gipdesk.report.identities import Instance, instances_of, totals_of
from gipdesk.report.names import column_name, row_name
from gipdesk.report.values import Number, State, Value, fits, plain


class Outcome(StrEnum):
    """What can be said of an identity."""

    HOLDS = "holds"
    ERROR = "error"
    OPEN = "open"
    SKIPPED = "skipped"


class _Unreadable:
    """Stands in the list of numbers for a term that is missing or no number."""


UNREADABLE = _Unreadable()
Term: TypeAlias = Number | _Unreadable | None  # None: blank


class Compiled:
    """An identity with its terms as places in the list of numbers."""

    def __init__(self, instance: Instance, index: dict[CellRef, int], *, is_signed: bool) -> None:
        self.instance = instance
        self.relation = instance.identity.relation
        self.is_signed = is_signed
        self.left = tuple(index[ref] for ref in instance.left)
        self.right = tuple(index[ref] for ref in instance.right)
        # The zero behind the last cell, taken twice, keeps one term or none a tuple.
        self.left_terms = itemgetter(*self.left, -1, -1)
        self.right_terms = itemgetter(*self.right, -1, -1)


class Sides(msgspec.Struct, frozen=True):
    """Both sides of an identity as far as they are known."""

    left: Number
    right: Number
    left_blanks: int
    right_blanks: int
    is_readable: bool


class Arithmetic:
    """All identities of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cells = tuple(form.kinds)
        self.index = {ref: number for number, ref in enumerate(self.cells)}
        self.totals = {  # place of each total → places of its terms, inner totals first
            self.index[total]: tuple(self.index[term] for term in terms)
            for total, terms in totals_of(form).items()
        }
        self.identities = tuple(self._compile(instance) for instance in instances_of(form))
        self.touching: tuple[list[int], ...] = tuple([] for _ in self.cells)
        for number, compiled in enumerate(self.identities):
            for index in (*compiled.left, *compiled.right):
                self.touching[index].append(number)

    def _compile(self, instance: Instance) -> Compiled:
        refs = (*instance.left, *instance.right)
        is_signed = any(self.form.kinds[ref] is CellKind.SIGNED for ref in refs)
        return Compiled(instance, self.index, is_signed=is_signed)

    def terms(self, values: Mapping[CellRef, Value]) -> list[Term]:
        """The numbers of all cells, in the order of `cells`, and a zero behind them."""
        return [*(term_of(values.get(ref)) for ref in self.cells), 0]

    def finding(
        self, compiled: Compiled, terms: list[Term], computed: Collection[CellRef] = ()
    ) -> Finding:
        """The finding of an identity that is in error; `computed` cells follow their terms."""
        sides = _sides(compiled, terms)
        instance = compiled.instance
        message = instance.identity.message.format(
            place=self._place(instance),
            left=_side_in_words(sides.left, sides.left_blanks),
            right=_side_in_words(sides.right, sides.right_blanks),
            difference=_difference_in_words(sides),
        )
        return Finding(
            instance.identity.id,
            instance.identity.severity,
            _in_order_of_suspicion(instance),
            message,
            self._fixes(compiled, terms, {self.index[ref] for ref in computed}),
        )

    def not_checked(
        self, compiled: Compiled, outcome: Outcome, *, has_extra_rows: bool = False
    ) -> NotChecked:
        """Why an identity could not be judged."""
        instance = compiled.instance
        reason = "有空白未填" if outcome is Outcome.OPEN else "有单元格缺失或不是数字"
        reason = "另有表样没有的行" if has_extra_rows else reason
        cells = (*instance.right, *instance.left)
        return NotChecked(instance.identity.id, cells, f"“{self._place(instance)}”{reason}")

    def _place(self, instance: Instance) -> str:
        """The row or column of an identity; its last row where the only column has no name."""
        table = self.form.tables[instance.identity.table]
        if instance.identity.per is Per.ROW:
            return row_name(table, instance.place)
        if not instance.place:
            return row_name(table, instance.right[-1].row)
        return column_name(table, "", instance.place)

    def _fixes(self, compiled: Compiled, terms: list[Term], computed: set[int]) -> tuple[Fix, ...]:
        """What makes the identity hold by altering one typed cell, the likeliest slip first.

        The last cell of the right side (the total, or what is carried over) is always offered;
        another one only where altering it mends more identities than altering that.
        """
        gains = {
            (index, number): self._errors_gained(index, number, terms, computed)
            for index, number in self._solutions(compiled, terms)
            if index not in computed
        }
        usual = [solution for solution in gains if solution[0] == compiled.right[-1]]
        least = min((gains[solution] for solution in usual), default=0)
        better = [solution for solution, gain in gains.items() if gain < min(least, 0)]
        ranked = [*sorted(better, key=lambda solution: gains[solution]), *usual]
        return tuple(self._fix(index, number) for index, number in ranked)

    def _solutions(self, compiled: Compiled, terms: list[Term]) -> list[tuple[int, Number]]:
        """For each cell, the number that would make the identity hold, where there is one."""
        sides = _sides(compiled, terms)
        if sides.left_blanks + sides.right_blanks or compiled.relation is not Relation.EQUAL:
            return []
        missing = sides.left - sides.right
        solutions: list[tuple[int, Number]] = []
        for index in (*compiled.right, *compiled.left):
            number = terms[index]
            if isinstance(number, int | Decimal):
                solved = number + missing if index in compiled.right else number - missing
                if fits(solved, self.form.kinds[self.cells[index]]):
                    solutions.append((index, solved))
        return solutions

    def _errors_gained(
        self, index: int, number: Number, terms: list[Term], computed: set[int]
    ) -> int:
        """How many more identities are wrong with `number` in a cell than now."""
        after = [*terms]
        after[index] = number
        altered = {index}
        for total in self.totals:
            if total in computed and not altered.isdisjoint(self.totals[total]):
                after[total] = _sum_or_blank(self.totals[total], after)
                altered.add(total)
        beside = [self.identities[each] for each in {n for i in altered for n in self.touching[i]}]
        then = sum(outcome_of(each, after) is Outcome.ERROR for each in beside)
        return then - sum(outcome_of(each, terms) is Outcome.ERROR for each in beside)

    def _fix(self, index: int, number: Number) -> Fix:
        ref = self.cells[index]
        table = self.form.tables[ref.table]
        name = f"{row_name(table, ref.row)} {column_name(table, ref.row, ref.column)}"
        return set_cells(f"把“{name}”改为{plain(number)}", {ref: plain(number)})


def _in_order_of_suspicion(instance: Instance) -> tuple[CellRef, ...]:
    """The cells, first the one to look at: the total of an equation, else the part too large."""
    if instance.identity.relation is Relation.EQUAL:
        return (*reversed(instance.right), *instance.left)
    return (*instance.left, *instance.right)


def outcome_of(compiled: Compiled, terms: list[Term]) -> Outcome:
    """Whether one identity holds."""
    try:
        left, right = sum(compiled.left_terms(terms)), sum(compiled.right_terms(terms))
    except TypeError:  # a blank or an unreadable term: rare, so looked at only now
        return _judge(_sides(compiled, terms), compiled)
    return Outcome.HOLDS if _is_true(compiled.relation, left, right) else Outcome.ERROR


def _is_true(relation: Relation, left: Number, right: Number) -> bool:
    """Whether two known sides stand in a relation."""
    match relation:
        case Relation.EQUAL:
            return left == right
        case Relation.AT_MOST:
            return left <= right
        case Relation.TOGETHER:
            return bool(left) == bool(right)
        case Relation.NEEDS:
            return bool(right) or not left


def term_of(value: Value | None) -> Term:
    """A value as a term of an identity."""
    if value is None:
        return UNREADABLE
    if value.state is State.BLANK:
        return None
    return UNREADABLE if value.number is None else value.number


def _sides(compiled: Compiled, terms: list[Term]) -> Sides:
    left, left_blanks, left_read = _add_up(compiled.left, terms)
    right, right_blanks, right_read = _add_up(compiled.right, terms)
    return Sides(left, right, left_blanks, right_blanks, left_read and right_read)


def _add_up(indexes: tuple[int, ...], terms: list[Term]) -> tuple[Number, int, bool]:
    """Sum of what is known, number of blanks, and whether every other term is a number."""
    numbers = [terms[index] for index in indexes]
    known = [number for number in numbers if isinstance(number, int | Decimal)]
    blanks = numbers.count(None)
    return sum(known), blanks, len(known) + blanks == len(numbers)


def _sum_or_blank(indexes: tuple[int, ...], terms: list[Term]) -> Term:
    total, blanks, is_readable = _add_up(indexes, terms)
    return None if blanks or not is_readable else total


def _judge(sides: Sides, compiled: Compiled) -> Outcome:
    """Whether any filling of the blanks can make an identity hold."""
    if not sides.is_readable:
        return Outcome.SKIPPED
    if compiled.is_signed or (sides.left_blanks and sides.right_blanks):
        return Outcome.OPEN
    return Outcome.OPEN if _can_hold(compiled.relation, sides) else Outcome.ERROR


def _can_hold(relation: Relation, sides: Sides) -> bool:
    """Whether one side, which can only grow, can come to fit the other, which is known."""
    match relation:
        case Relation.EQUAL:
            return sides.left <= sides.right if sides.left_blanks else sides.right <= sides.left
        case Relation.AT_MOST:
            return bool(sides.right_blanks) or sides.left <= sides.right
        case Relation.TOGETHER:
            known, growing = sides.left, sides.right
            if sides.left_blanks:
                known, growing = growing, known
            return bool(known) or not growing
        case Relation.NEEDS:
            return bool(sides.right_blanks) or bool(sides.right) or not sides.left


def _side_in_words(number: Number, blanks: int) -> str:
    return f"至少{plain(number)}" if blanks else plain(number)


def _difference_in_words(sides: Sides) -> str:
    difference = sides.left - sides.right
    return f"相差{plain(difference if difference > 0 else -difference)}"
