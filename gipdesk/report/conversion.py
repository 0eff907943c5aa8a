"""Putting a report into another form: another edition, or the official one without local variants.

What both forms have is taken over as it is. A figure is never moved to a cell of another meaning:
what the new form has no cell for stays as a table in the text, or is set aside and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.changes import (
    Batch,
    Change,
    PutSection,
    PutTable,
    ReplaceBlocks,
    SetCell,
    SetForm,
    SetUnplaced,
    apply,
)
from gipdesk.report.edition import Form, form_of
from gipdesk.report.grid import grid_of
from gipdesk.report.identities import add_up, shown_text, values_of
from gipdesk.report.names import cell_name
from gipdesk.report.report import (
    Block,
    Cell,
    FreeTable,
    OfficialTable,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Unplaced,
    copy_of,
)
from gipdesk.report.values import BLANK, Value, plain

_CATCH_ALL = "other"  # the section for what the form has no other place for
_SOURCE = "换用表样前的数据"


class Converted(msgspec.Struct, frozen=True):
    """The change that puts a report into another form; `left` names the figures set aside."""

    change: Change
    left: tuple[str, ...]


def in_official_form(report: Report, form: Form) -> Converted:
    """A report, which stands in `form`, in the official form of its edition: no local variants."""
    return converted(report, form, form_of(form.edition))


def converted(report: Report, form: Form, target: Form) -> Converted:
    """A report, which stands in `form`, in the form `target`."""
    conversion = _Conversion(report, form, target)
    conversion.convert()
    changes = tuple(conversion.changes)
    label = f"换用{target.edition.id}年版表样"
    return Converted(Batch(changes, label), tuple(conversion.left))


class _Conversion:
    """Applies its changes to a copy, so that each fits what the ones before it leave."""

    def __init__(self, report: Report, form: Form, target: Form) -> None:
        self.changes: list[Change] = []
        self.left: list[str] = []
        self._source = report
        self._report = copy_of(report)
        self._form = form
        self._target = target
        self._values = values_of(report, form)
        variants = (*form.edition.variants, *target.edition.variants)
        self._merges = [variant.merges for variant in variants if variant.merges]

    def convert(self) -> None:
        """Sections first: their tables are still there to be printed."""
        for section in self._source.sections:
            self._convert_section(section)
        for table_id, table in self._source.tables.items():
            self._convert_table(table_id, table)
        self._do(SetForm(self._target.edition.id, self._target.variants))
        self._keep_totals()
        aside = [Unplaced(text, _SOURCE, is_data=True) for text in self.left]
        if aside:
            self._do(SetUnplaced((*self._source.unplaced, *aside)))

    def _do(self, change: Change) -> None:
        apply(self._report, change)
        self.changes.append(change)

    def _convert_section(self, section: Section) -> None:
        blocks = tuple(self._unknown_as_free_tables(section.blocks))
        is_foreign = self._form.section(section.id) and not self._target.section(section.id)
        has_last = self._target.section(_CATCH_ALL) and self._report.section(_CATCH_ALL)
        if is_foreign and has_last:
            self._move_into_last(section, blocks)
        elif blocks != tuple(section.blocks):
            self._do(ReplaceBlocks(section.id, 0, len(section.blocks), blocks))

    def _unknown_as_free_tables(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks, with the tables that the new form lacks as plain tables."""
        for block in blocks:
            if isinstance(block, OfficialTable) and block.table not in self._target.tables:
                yield FreeTable(block.id, tuple(self._printed(block.table)))
            else:
                yield block

    def _printed(self, table_id: str) -> Iterator[tuple[str, ...]]:
        table = self._source.tables.get(table_id)
        form = self._form.tables.get(table_id)
        if table and form:
            for line in grid_of(form, table).lines:
                yield tuple(self._shown(cell.ref) if cell.ref else cell.text for cell in line)

    def _move_into_last(self, section: Section, blocks: tuple[Block, ...]) -> None:
        heading = Paragraph(self._report.new_block_id(), section.heading)
        order = [each.id for each in self._report.sections if each.id != section.id]
        self._do(PutSection(section.id, None, tuple(order)))
        last = self._report.section(_CATCH_ALL)
        if last:
            self._do(ReplaceBlocks(last.id, len(last.blocks), 0, (heading, *blocks)))

    def _convert_table(self, table_id: str, table: Table) -> None:
        form = self._target.tables.get(table_id)
        order = tuple(each for each in self._report.tables if each != table_id or form)
        if form is None:
            self._do(PutTable(table_id, None, order))
            if not self._source.prints(table_id):
                self.left += self._left_of(table_id, table)
            return
        rows = {row_id: self._row(table_id, row_id, table) for row_id in form.row_ids}
        kept = {row_id: row for row_id, row in rows.items() if row}
        if Table(kept) != table:
            self._do(PutTable(table_id, Table(kept), order))
        self.left += self._left_of(table_id, table)

    def _row(self, table_id: str, row_id: str, table: Table) -> Row | None:
        """A row of the new form; None where the report lacks it."""
        refs = [ref for ref in self._target.tables[table_id].kinds if ref.row == row_id]
        held = table.rows.get(row_id)
        if held:
            return Row({ref.column: held.cells.get(ref.column, Cell()) for ref in refs})
        if row_id in self._form.tables[table_id].row_ids:
            return None
        return Row({ref.column: Cell(self._regrouped(ref)) for ref in refs})

    def _regrouped(self, ref: CellRef) -> str:
        """What merged rows, or the row they are merged into, say of a cell of the other."""
        for merged in self._merges:
            if merged.table == ref.table and ref.row == merged.row.id:
                parts = [CellRef(ref.table, each, ref.column) for each in merged.replaces]
                return _typed(add_up([self._values.get(part, BLANK) for part in parts]))
            if merged.table == ref.table and ref.row in merged.replaces:
                whole = self._values.get(CellRef(ref.table, merged.row.id, ref.column), BLANK)
                return "0" if whole.number == 0 else ""  # no part of nothing is more than nothing
        return ""

    def _left_of(self, table_id: str, table: Table) -> Iterator[str]:
        """The figures of a table that the new form has no cell for."""
        for row_id, row in table.rows.items():
            for column_id in row.cells:
                ref = CellRef(table_id, row_id, column_id)
                text = self._shown(ref)
                if text and ref not in self._target.kinds and not self._is_regrouped(ref):
                    name = cell_name(self._form, ref)
                    yield f"{row.label or name} {text}" if row.label else f"{name}：{text}"

    def _is_regrouped(self, ref: CellRef) -> bool:
        for merged in self._merges:
            if merged.table == ref.table and ref.row in merged.replaces:
                return bool(self._regrouped(CellRef(ref.table, merged.row.id, ref.column)))
            if merged.table == ref.table and ref.row == merged.row.id:
                return self._values[ref].number == 0
        return False

    def _keep_totals(self) -> None:
        """Computed totals that would come out differently in the new form stay as they were."""
        now = values_of(self._report, self._target)
        for ref, cell in list(self._report.cells()):
            before = self._values.get(ref)
            if cell.computed and before and now.get(ref, BLANK).number != before.number:
                self._do(SetCell(ref, Cell(_typed(before))))

    def _shown(self, ref: CellRef) -> str:
        cell = self._source.cell(ref)
        return shown_text(cell, self._values.get(ref, BLANK)) if cell else ""


def _typed(value: Value) -> str:
    return "" if value.number is None else plain(value.number)
