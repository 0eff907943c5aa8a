"""The identities of a form, cell by cell, and the totals that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from graphlib import TopologicalSorter

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, Identity, Per, TableForm
from gipdesk.report.report import Cell, Report
from gipdesk.report.values import BLANK, Number, State, Value, plain, read_value


class Instance(msgspec.Struct, frozen=True):
    """An identity in one row or column: its left cells and its right cells.

    `place` is the id of that row or column.
    """

    identity: Identity
    place: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]


def instances_of(form: Form) -> tuple[Instance, ...]:
    """Every identity of a form, written out for each of its rows or columns."""
    return tuple(
        _instance(identity, place)
        for identity in form.identities
        for place in identity.only or _places(form.tables[identity.table], identity.per)
    )


def _places(table: TableForm, per: Per) -> tuple[str, ...]:
    if per is Per.ROW:
        return table.row_ids
    return tuple(dict.fromkeys(ref.column for ref in table.kinds))


def _instance(identity: Identity, place: str) -> Instance:
    def cells(terms: tuple[str, ...]) -> tuple[CellRef, ...]:
        if identity.per is Per.ROW:
            return tuple(CellRef(identity.table, place, term) for term in terms)
        return tuple(CellRef(identity.table, term, place) for term in terms)

    return Instance(identity, place, cells(identity.left), cells(identity.right))


def totals_of(form: Form) -> dict[CellRef, tuple[CellRef, ...]]:
    """The totals of a form and the cells each adds up, a total after the totals it needs.

    Where two identities give the same total (the corner cell of 表三), the first one has it.
    """
    terms: dict[CellRef, tuple[CellRef, ...]] = {}
    for instance in instances_of(form):
        if instance.identity.computes:
            terms.setdefault(instance.right[0], instance.left)
    order = TopologicalSorter(terms).static_order()
    return {ref: terms[ref] for ref in order if ref in terms}


def add_up(values: list[Value]) -> Value:
    """The sum of some values: blank as soon as one of them is not a number."""
    total: Number = 0
    for value in values:
        if value.number is None:
            return BLANK
        total = (
            Decimal(total) + value.number
            if isinstance(value.number, Decimal)
            else (total + value.number)
        )
    return Value(State.NUMBER, total)


def values_of(
    report: Report, form: Form, totals: Mapping[CellRef, tuple[CellRef, ...]] | None = None
) -> dict[CellRef, Value]:
    """What every present cell means, computed totals worked out; in form order.

    `totals` are those of the form, from whoever asks often and has them at hand.
    """
    values = {
        ref: BLANK if cell.computed else read_value(cell.text, form.kind(ref))
        for ref, cell in report.cells()
    }
    for ref, terms in (totals_of(form) if totals is None else totals).items():
        cell = report.cell(ref)
        if cell and cell.computed:
            values[ref] = add_up([values.get(term, BLANK) for term in terms])
    return values


def shown_text(cell: Cell, value: Value) -> str:
    """What a reader sees in a cell: what was typed, or the computed total."""
    if not cell.computed:
        return cell.text
    return "" if value.number is None else plain(value.number)
