"""Reports as published pages give them: one cell a line, or rows of cells between bars.

Both shapes keep a merged cell where it begins and lose how far it reaches. The texts are written
from the form, not from any page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.grid import Grid, GridCell, grid_of
from gipdesk.report.report import Cell, Row, Table

RowsOf: TypeAlias = Callable[[Grid, Table], Iterator[str]]

FRONT = [
    "某某市司法局2023年政府信息公开工作年度报告",
    "发布日期：2024-01-12",
    "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
]
STORY = {
    "overview": ["（一）主动公开", "本机关全年主动公开政府信息120条。"],
    "problems": ["公开的形式不够多样，下一步改进。"],
    "other": ["本年度未收取信息处理费。"],
}
NUMERALS = "一二三四五六七八九"
HALF_WIDTH = str.maketrans("，：；（）", ",:;()")  # as crawlers fold it


def tables_of(form: Form, texts: Mapping[CellRef, str]) -> dict[str, Table]:
    """Tables with these texts in their cells, of the rows that have any."""
    tables: dict[str, Table] = {}
    for ref, text in texts.items():
        rows = tables.setdefault(ref.table, Table({})).rows
        rows.setdefault(ref.row, Row({})).cells[ref.column] = Cell(text)
    return {table_id: tables[table_id] for table_id in form.tables if table_id in tables}


def zeros(form: Form) -> dict[CellRef, str]:
    """A zero for every cell of the form."""
    return dict.fromkeys(form.kinds, "0")


def one_cell_a_line(form: Form, tables: Mapping[str, Table]) -> str:
    """The report with one cell a line and blank lines between; blank cells are lost."""
    return "\n\n".join(_report(form, tables, one_cell_each)).translate(HALF_WIDTH)


def between_bars(form: Form, tables: Mapping[str, Table]) -> str:
    """The report with rows of cells between bars."""
    return "\n".join(_report(form, tables, bars)).translate(HALF_WIDTH)


def one_cell_each(grid: Grid, table: Table) -> Iterator[str]:
    """Every cell of a table that is not blank."""
    yield from filter(None, (text_of(cell, table) for cell in grid.cells()))


def bars(grid: Grid, table: Table) -> Iterator[str]:
    """The rows of a table; the cells that merging took are blank and stand behind."""
    for line in grid.lines:
        texts = [text_of(cell, table) for cell in line]
        texts += [""] * (grid.columns - len(texts))
        yield " | ".join(texts) + " |"


def text_of(cell: GridCell, table: Table) -> str:
    """What stands in a cell of the printed grid."""
    return table.rows[cell.ref.row].cells[cell.ref.column].text if cell.ref else cell.text


def _report(form: Form, tables: Mapping[str, Table], rows_of: RowsOf) -> Iterator[str]:
    yield from FRONT
    numbered = (section for section in form.sections if section.is_numbered)
    for numeral, section in zip(NUMERALS, numbered, strict=False):
        yield f"{numeral}、{section.heading}"
        yield from STORY.get(section.id, ())
        if section.table in tables:
            table = tables[section.table]
            yield from rows_of(grid_of(form.tables[section.table], table), table)
