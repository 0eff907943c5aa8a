"""A report's tables as template data: the grid of the form, and the lines around it."""

from __future__ import annotations

from typing import Any

from gipdesk.document.nodes import CellRole
from gipdesk.report.details import words_of
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.grid import GridCell, Role, grid_of
from gipdesk.report.identities import shown_text, totals_of, values_of
from gipdesk.report.report import Report
from gipdesk.report.values import BLANK, Value, has_unit, plain

_BETWEEN_PARTS = "　"  # in a line of the form: `单位负责人：{leader}　审核人：{reviewer}`
_PLAIN_CELL: dict[str, Any] = {
    "role": CellRole.VALUE.value,
    "rows": 1,
    "columns": 1,
    "indent": 0,
    "text": "",
    "number": "",
    "sum_of": "",
    "anchor": "",
}


class OfficialTables:
    """The tables of one report that its form knows, their values worked out once."""

    def __init__(self, report: Report, form: Form) -> None:
        self._report = report
        self._form = form
        self._values = values_of(report, form)
        self._totals = totals_of(form)

    def table(self, table_id: str) -> dict[str, Any] | None:
        """A table between its lines; None where the report lacks it or all of its rows."""
        form, table = self._form.tables.get(table_id), self._report.tables.get(table_id)
        if form is None or table is None:
            return None
        grid = grid_of(form, table)
        if not grid.lines:
            return None
        has_units = any(block.unit for block in form.blocks)
        unit_column = grid.label_columns - 1 if has_units else None
        words = words_of(self._report.meta)
        return {
            "kind": "table",
            "kind_of_table": table_id,
            "columns": grid.columns,
            "header_rows": grid.header_rows,
            "anchor": table_id,
            "title": form.title.format_map(words),
            "above": [_parts(line, words) for line in form.above],
            "below": [_parts(line, words) for line in form.below],
            "lines": [[self._cell(cell, unit_column) for cell in line] for line in grid.lines],
        }

    def _cell(self, cell: GridCell, unit_column: int | None) -> dict[str, Any]:
        is_unit = cell.role is Role.LABEL and cell.column == unit_column
        return {
            **_PLAIN_CELL,
            "role": CellRole.UNIT.value if is_unit else cell.role.value,
            "rows": cell.row_span,
            "columns": cell.column_span,
            "indent": cell.indent,
            "text": cell.text,
            **self._value(cell),
        }

    def _value(self, cell: GridCell) -> dict[str, str]:
        ref = cell.ref
        held = self._report.cell(ref) if ref else None
        if ref is None or held is None:
            return {}
        value = self._values.get(ref, BLANK)
        text = shown_text(held, value)
        terms = [term for term in self._totals.get(ref, ()) if self._report.cell(term)]
        return {
            "text": text,
            "number": _number(text, value, self._form.kind(ref)),
            "sum_of": " ".join(map(str, terms)),
            "anchor": str(ref),
        }


def _number(text: str, value: Value, kind: CellKind) -> str:
    """The number of a cell; empty where its unit is part of what it says."""
    if value.number is None or (kind is CellKind.AMOUNT_TEXT and has_unit(text)):
        return ""
    return plain(value.number)


def _parts(line: str, words: dict[str, str]) -> list[str]:
    """The parts of a line, filled in one by one: what is filled in may hold any character."""
    return [part.format_map(words) for part in line.split(_BETWEEN_PARTS)]


def free_table(rows: tuple[tuple[str, ...], ...], anchor: str) -> dict[str, Any] | None:
    """A table of the report's own, short rows filled up with blanks; None where it has no row."""
    if not rows:
        return None
    columns = max(1, *map(len, rows))
    return {
        "kind": "table",
        "kind_of_table": "free",
        "columns": columns,
        "header_rows": 0,
        "anchor": anchor,
        "title": "",
        "above": [],
        "below": [],
        "lines": [
            [{**_PLAIN_CELL, "text": text} for text in (*row, *[""] * (columns - len(row)))]
            for row in rows
        ],
    }
