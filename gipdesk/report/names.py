"""Short names of cells, rows and columns, as a person would say them."""

from __future__ import annotations

import re

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, TableForm

_LONG_NOTE = re.compile(r"（[^（）]{6,}）$")  # explanations that the form prints behind a label


def row_name(table: TableForm, row: str) -> str:
    """The row's label with the group it stands in: `（三）不予公开 1.属于国家秘密`."""
    labels = table.row_labels.get(row, ())
    if labels:
        return " ".join(
            _LONG_NOTE.sub("", label) for label in labels[-2:] if _is_needed(label, labels)
        )
    return _header_group(table, row)


def _is_needed(label: str, labels: tuple[str, ...]) -> bool:
    """Whether a label tells rows apart: the topmost group of a long path goes without saying."""
    return label is labels[-1] or len(labels) > 2


def _header_group(table: TableForm, row: str) -> str:
    """The header words over a group of columns: `行政诉讼 复议后起诉`."""
    columns = table.column_labels
    paths = [labels for column, labels in columns.items() if column.startswith(f"{row}.")]
    group = " ".join(paths[0][:-1]) if paths else ""
    return group or _only_label(table) or row


def _only_label(table: TableForm) -> str:
    """The label of the one line whose columns name their rows themselves."""
    lines = (row for block in table.blocks for row in block.rows if not row.id)
    return next((row.labels[-1] for row in lines if row.labels), "")


def column_name(table: TableForm, row: str, column: str) -> str:
    """The lowest header word over a cell: `自然人`."""
    labels = table.column_labels.get(column) or table.column_labels.get(f"{row}.{column}")
    return labels[-1] if labels else column


def cell_name(form: Form, ref: CellRef) -> str:
    """Row and column of a cell: `一、本年新收政府信息公开申请数量 · 自然人`."""
    table = form.tables[ref.table]
    return f"{row_name(table, ref.row)} · {column_name(table, ref.row, ref.column)}"
