"""The only way to alter a report: frozen, invertible changes.

`apply(report, change)` returns the inverse, made from the state it replaced. Undo, the recovery
journal and re-checking all live on the same values.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, TypeAlias, assert_never

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.report import (
    Block,
    Cell,
    Meta,
    PastYear,
    Report,
    Row,
    Section,
    Table,
    Unplaced,
    copy_of,
)

_META_TYPES = {info.name: info.type for info in msgspec.structs.fields(Meta)}


class _Change(msgspec.Struct, frozen=True, tag=True):
    """Something that can be done to a report, and undone."""


class SetCell(_Change, frozen=True):
    """Put this into a cell that is present."""

    ref: CellRef
    cell: Cell


class SetMeta(_Change, frozen=True):
    """Set one field of the report's details."""

    field: str
    value: str | int | None


class SetHeading(_Change, frozen=True):
    """Give a section another heading."""

    section: str
    heading: str


class ReplaceBlocks(_Change, frozen=True):
    """Put `blocks` in the place of `count` blocks of a section, from index `at` on."""

    section: str
    at: int
    count: int
    blocks: tuple[Block, ...]


class PutTable(_Change, frozen=True):
    """Put a whole table in, in the place of the one of that id; None takes it out.

    `order` is the order of table ids afterwards, so that undoing restores it.
    """

    table_id: str
    table: Table | None
    order: tuple[str, ...]


class PutRow(_Change, frozen=True):
    """Put a row into a table, or take it out (None); `order` as with `PutTable`."""

    table_id: str
    row_id: str
    row: Row | None
    order: tuple[str, ...]


class PutSection(_Change, frozen=True):
    """Put a section in, or take it out (None); `order` as with `PutTable`."""

    section_id: str
    section: Section | None
    order: tuple[str, ...]


class SetForm(_Change, frozen=True):
    """Use this edition of the form with these local variants."""

    edition: str
    variants: tuple[str, ...]


class SetUnplaced(_Change, frozen=True):
    """Keep these texts as what has no place in the form."""

    unplaced: tuple[Unplaced, ...]


class Accept(_Change, frozen=True):
    """Accept a finding with a reason; None takes the acceptance back."""

    finding: str
    reason: str | None


class Remember(_Change, frozen=True):
    """Remember these earlier years, the latest first."""

    years: tuple[PastYear, ...]


class Batch(_Change, frozen=True):
    """Several changes as one; `label` names the act to the user."""

    changes: tuple[Change, ...]
    label: str = ""


Change: TypeAlias = (
    SetCell
    | SetMeta
    | SetHeading
    | ReplaceBlocks
    | PutTable
    | PutRow
    | PutSection
    | SetForm
    | SetUnplaced
    | Accept
    | Remember
    | Batch
)


class StaleChangeError(LookupError):
    """A change names something the report does not have."""

    def __init__(self, change: Change) -> None:
        super().__init__(f"这项改动与报告的现状不符：{change}")


def apply(report: Report, change: Change) -> Change:
    """Alter the report; returns the inverse. Raises `StaleChangeError` and then alters nothing."""
    try:
        return _apply(report, change)
    except (LookupError, AttributeError) as exc:
        raise StaleChangeError(change) from exc


def _apply(report: Report, change: Change) -> Change:  # noqa: C901 - one arm a kind of change
    match change:
        case SetCell(ref, cell):
            cells = report.tables[ref.table].rows[ref.row].cells
            before, cells[ref.column] = cells[ref.column], cell
            return SetCell(ref, before)
        case SetMeta(field, value):
            was = getattr(report.meta, field)
            setattr(report.meta, field, _as_field(field, value))
            return SetMeta(field, was)
        case SetHeading(section_id, heading):
            section = _section(report, section_id)
            old, section.heading = section.heading, heading
            return SetHeading(section_id, old)
        case ReplaceBlocks():
            return _replace_blocks(report, change)
        case PutTable(table_id, table, order):
            order_before = tuple(report.tables)
            gone = report.tables.get(table_id)
            report.tables = _put(report.tables, table_id, table, order)
            return PutTable(table_id, gone, order_before)
        case PutRow(table_id, row_id, row, order):
            holder = report.tables[table_id]
            rows_before, lost = tuple(holder.rows), holder.rows.get(row_id)
            holder.rows = _put(holder.rows, row_id, row, order)
            return PutRow(table_id, row_id, lost, rows_before)
        case PutSection(section_id, new, order):
            if new is not None and new.id != section_id:
                raise LookupError(section_id)
            by_id = {section.id: section for section in report.sections}
            report.sections = list(_put(by_id, section_id, new, order).values())
            return PutSection(section_id, by_id.get(section_id), tuple(by_id))
        case SetForm(edition, variants):
            used = SetForm(report.edition, report.variants)
            report.edition, report.variants = edition, variants
            return used
        case SetUnplaced(unplaced):
            held, report.unplaced = tuple(report.unplaced), list(unplaced)
            return SetUnplaced(held)
        case Accept(finding, reason):
            return Accept(finding, _accept(report, finding, reason))
        case Remember(years):
            known, report.previous = report.previous, years
            return Remember(known)
        case Batch():
            return _apply_all(report, change)
        case _:
            assert_never(change)


def _section(report: Report, section_id: str) -> Section:
    section = report.section(section_id)
    if section is None:
        raise LookupError(section_id)
    return section


def _as_field(field: str, value: str | int | None) -> Any:
    """A value in the type its field has; raises LookupError where it does not fit."""
    try:
        return msgspec.convert(value, _META_TYPES[field])
    except msgspec.ValidationError as exc:
        raise LookupError(field) from exc


def _replace_blocks(report: Report, change: ReplaceBlocks) -> Change:
    blocks = _section(report, change.section).blocks
    end = change.at + change.count
    if not 0 <= change.at <= end <= len(blocks):
        raise LookupError(change.section)
    gone = tuple(blocks[change.at : end])
    blocks[change.at : end] = change.blocks
    return ReplaceBlocks(change.section, change.at, len(change.blocks), gone)


def _put(held: dict[str, Any], key: str, new: Any, order: tuple[str, ...]) -> dict[str, Any]:
    """`held` with `key` set to `new` (None: without it), in `order`."""
    changed = {**held, key: deepcopy(new)}  # a change must not alter with the report it was put in
    if new is None:
        del changed[key]
    if set(order) != set(changed):
        raise LookupError(key)
    return {each: changed[each] for each in order}


def _accept(report: Report, finding: str, reason: str | None) -> str | None:
    before = report.accepted.get(finding)
    accepted = {key: why for key, why in report.accepted.items() if key != finding}
    if reason is not None:
        accepted[finding] = reason
    report.accepted = dict(sorted(accepted.items()))  # one order, whatever was undone
    return before


def _apply_all(report: Report, batch: Batch) -> Change:
    """All changes of a batch, or none of them."""
    inverses: list[Change] = []
    try:
        inverses.extend(_apply(report, change) for change in batch.changes)
    except (LookupError, AttributeError):
        for inverse in reversed(inverses):
            _apply(report, inverse)
        raise
    return Batch(tuple(reversed(inverses)), batch.label)


def effective(report: Report, change: Change) -> Change | None:
    """The change without what would alter nothing; None where nothing is left."""
    match change:
        case SetCell(ref, cell):
            return None if report.cell(ref) == cell else change
        case SetMeta(field, value):
            return None if getattr(report.meta, field, None) == value else change
        case SetHeading(section_id, heading):
            section = report.section(section_id)
            return None if section and section.heading == heading else change
        case Batch(changes, label):
            kept = _effective_parts(copy_of(report), changes)
            return Batch(kept, label) if kept else None
        case _:
            return change


def _effective_parts(trial: Report, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The parts that alter what the ones before them leave; applies them."""
    kept: list[Change] = []
    for change in changes:
        part = effective(trial, change)
        if part is not None:
            apply(trial, part)
            kept.append(part)
    return tuple(kept)


def joined(first: Change, then: Change) -> Change | None:
    """Two steps of typing as one: both set the same field, or the second alters what the first put.

    None where they do not join so.
    """
    match first, then:
        case SetMeta(field, _), SetMeta(other, _) if field == other:
            return then
        case ReplaceBlocks(), ReplaceBlocks() if (first.section, first.at, len(first.blocks)) == (
            then.section,
            then.at,
            then.count,
        ):
            return ReplaceBlocks(first.section, first.at, first.count, then.blocks)
        case _:
            return None


def touched_cells(change: Change) -> tuple[CellRef, ...] | None:
    """The cells a change sets; None where it alters more than cells (rows, tables, variants)."""
    match change:
        case SetCell(ref, _):
            return (ref,)
        case SetMeta() | SetHeading() | ReplaceBlocks() | Accept() | SetUnplaced():
            return ()
        case PutTable() | PutRow() | PutSection() | SetForm() | Remember():
            return None
        case Batch(changes):
            parts = [touched_cells(part) for part in changes]
            return None if None in parts else tuple(r for part in parts for r in part or ())
        case _:
            assert_never(change)
