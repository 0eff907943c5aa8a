"""Reports as published pages give them: one cell a line, or rows of cells between bars.

Both shapes keep a merged cell where it begins and lose how far it reaches. Two more lose the
borders of the cells: rows whose numbers run together, and whole tables on one line. The texts are
written from the form, not from any page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Edition, Form, form_of
from gipdesk.report.grid import Grid, GridCell, Role, grid_of
from gipdesk.report.report import Cell, Row, Table

RowsOf: TypeAlias = Callable[[Grid, Table], Iterator[str]]

FRONT = (
    "某某市司法局{year}年政府信息公开工作年度报告",
    "发布日期：{next}-01-12",
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
)
STORY = {
    "overview": ["（一）主动公开", "本机关全年主动公开政府信息120条。"],
    "problems": ["公开的形式不够多样，下一步改进。"],
    "other": ["本年度未收取信息处理费。"],
}
NUMERALS = "一二三四五六七八九"
HALF_WIDTH = str.maketrans("，：；（）", ",:;()")  # as crawlers fold it


def forms_of(edition: Edition) -> list[Form]:
    """An edition alone, and with each of its local variants."""
    return [form_of(edition), *(form_of(edition, (variant.id,)) for variant in edition.variants)]


def year_of(form: Form) -> int:
    """A year in which the form was used."""
    return form.edition.years.last or form.edition.years.first or 2023


def front_of(form: Form) -> list[str]:
    """The lines before the first section."""
    year = year_of(form)
    return [line.format(year=year, next=year + 1) for line in FRONT]


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


def run_together(form: Form, tables: Mapping[str, Table]) -> str:
    """The report with the cells of each row run together."""
    return "\n".join(_report(form, tables, joined_rows)).translate(HALF_WIDTH)


def on_one_line(form: Form, tables: Mapping[str, Table]) -> str:
    """The report with each table on one line, no cell parted from the next."""
    return "\n".join(_report(form, tables, one_line)).translate(HALF_WIDTH)


def one_cell_each(grid: Grid, table: Table) -> Iterator[str]:
    """Every cell of a table that is not blank."""
    yield from filter(None, (text_of(cell, table) for cell in grid.cells()))


def bars(grid: Grid, table: Table) -> Iterator[str]:
    """The rows of a table; the cells that merging took are blank and stand behind."""
    for line in grid.lines:
        texts = [text_of(cell, table) for cell in line]
        texts += [""] * (grid.columns - len(texts))
        yield " | ".join(texts) + " |"


def joined_rows(grid: Grid, table: Table) -> Iterator[str]:
    """Header words as lines; each row as one, but for the labels of its groups."""
    for line in grid.lines:
        groups = [cell.text for cell in line if cell.role is Role.LABEL and cell.row_span > 1]
        yield from groups
        is_header = not any(cell.ref for cell in line)
        texts = [text_of(cell, table) for cell in line if cell.text not in groups or cell.ref]
        yield from (texts if is_header else ["".join(texts)])


def one_line(grid: Grid, table: Table) -> Iterator[str]:
    """All cells of a table as one text."""
    yield "".join(one_cell_each(grid, table))


def text_of(cell: GridCell, table: Table) -> str:
    """What stands in a cell of the printed grid."""
    return table.rows[cell.ref.row].cells[cell.ref.column].text if cell.ref else cell.text


def _report(form: Form, tables: Mapping[str, Table], rows_of: RowsOf) -> Iterator[str]:
    yield from front_of(form)
    numbered = (section for section in form.sections if section.is_numbered)
    for numeral, section in zip(NUMERALS, numbered, strict=False):
        yield f"{numeral}、{section.heading}"
        yield from STORY.get(section.id, ())
        yield from _table(form, tables, section.table, rows_of)
    for section in form.sections:
        if section.attachment:
            yield section.attachment
            yield from _table(form, tables, section.table, rows_of)


def _table(
    form: Form, tables: Mapping[str, Table], table_id: str, rows_of: RowsOf
) -> Iterator[str]:
    if table_id in tables:
        table_form, table = form.tables[table_id], tables[table_id]
        around = Around(agency="某某市司法局", year=str(year_of(form)))
        yield from (line.format_map(around) for line in (table_form.title, *table_form.above))
        yield from rows_of(grid_of(table_form, table), table)
        yield from (line.format_map(around) for line in table_form.below)


class Around(dict[str, str]):
    """The details around a table; a person's are 某某."""

    def __missing__(self, key: str) -> str:
        return {"signed_on": "2018.1.9", "author_phone": "0101-1234567"}.get(key, "某某")
