"""Comparing two readings of a report: what one of them says otherwise, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, zip_longest

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, TableForm
from gipdesk.report.names import column_name, row_name
from gipdesk.report.report import FreeTable, Paragraph, Report, Row, Section, Table
from gipdesk.workflow.reading_back.as_source import Departure, departures

_AROUND = 12  # characters shown on either side of a difference in a text
_TABLES_ONLY = "xlsx"  # a workbook has no text
_UNHEADED = {"preamble": "前言", "closing": "落款"}


class Difference(msgspec.Struct, frozen=True):
    """A place where paper and file differ, and what each says there; None where it lacks it."""

    place: str
    paper: str | None
    file: str | None

    def __str__(self) -> str:
        """One Chinese sentence."""
        return f"{self.place}：纸上{_said(self.paper)}，文件{_said(self.file)}。"


def _said(text: str | None) -> str:
    if text is None:
        return "没有"
    return f"是“{text}”" if text else "空白"


def differences_between(paper: Report, file: Report, form: Form) -> Iterator[Difference]:
    """Where two reports that were read in the same way do not say the same; `form` is the file's.

    White space does not count, nor where a paragraph ends: paper does not show it at a full line.
    """
    yield from _in_details(paper, file)
    if paper.edition != file.edition:
        yield Difference("表样版本", paper.edition, file.edition)
    else:
        yield from _in_tables(paper, file, form)
    yield from _in_sections(paper, file)
    beyond = Counter(each.text for each in paper.unplaced)
    beyond -= Counter(each.text for each in file.unplaced)
    yield from (Difference("正文以外", text, None) for text in beyond)


def _in_details(paper: Report, file: Report) -> Iterator[Difference]:
    """Details that differ; all but the title may be missing on paper."""
    there, here = paper.meta, file.meta
    told = [
        ("机关", there.agency, here.agency),
        ("年度", str(there.year or ""), str(here.year or "")),
        ("发文字号", there.document_number, here.document_number),
    ]
    if not file.section("closing"):
        told.append(("填报日期", there.signed_on, here.signed_on))
    fields = [("标题", there.title, here.title), *(each for each in told if each[1])]
    for place, on_paper, in_file in fields:
        if _bare(on_paper) != _bare(in_file):
            yield Difference(place, on_paper, in_file)


def _in_tables(paper: Report, file: Report, form: Form) -> Iterator[Difference]:
    """What differs in the tables; a table or a row that one of them lacks is told once."""
    for table_id in dict.fromkeys((*file.tables, *paper.tables)):
        there, here = paper.tables.get(table_id), file.tables.get(table_id)
        if there and here:
            yield from _in_labels(there, here, form.tables[table_id])
        elif table_id in form.tables:
            name = _short(form.tables[table_id].name)
            yield Difference(name, _size_of(there), _size_of(here))
    in_both = {each for each in file.tables if each in paper.tables}
    found = departures(file, form, paper, _TABLES_ONLY)
    cells = [(each.ref, each) for each in found if each.ref and each.ref.table in in_both]
    for (table_id, row_id), of_row in groupby(cells, key=lambda cell: (cell[0].table, cell[0].row)):
        rows = (paper.tables[table_id].rows.get(row_id), file.tables[table_id].rows.get(row_id))
        place = _row_of(form.tables[table_id], row_id)
        if all(rows):
            yield from (_in_cell(place, form.tables[table_id], *cell) for cell in of_row)
        else:
            yield Difference(place, *map(_values_of, rows))


def _in_labels(there: Table, here: Table, form: TableForm) -> Iterator[Difference]:
    """The names of rows that both have."""
    for row_id in (each for each in here.rows if each in there.rows):
        printed, label = there.rows[row_id].label, here.rows[row_id].label
        if _bare(printed) != _bare(label):
            yield Difference(f"{_row_of(form, row_id)}的名称", printed, label)


def _in_cell(row: str, form: TableForm, ref: CellRef, each: Departure) -> Difference:
    return Difference(f"{row}的“{column_name(form, ref.row, ref.column)}”", each.theirs, each.ours)


def _row_of(form: TableForm, row_id: str) -> str:
    return f"{_short(form.name)}“{row_name(form, row_id)}”"


def _short(name: str) -> str:
    """The number of a table, which comes before its name: `表三`."""
    return name.partition("　")[0]


def _size_of(table: Table | None) -> str | None:
    return f"{len(table.rows)}行" if table else None


def _values_of(row: Row | None) -> str | None:
    return "、".join(cell.text for cell in row.cells.values()) if row else None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _in_sections(paper: Report, file: Report) -> Iterator[Difference]:
    there = {each.id: each for each in paper.sections}
    here = {each.id: each for each in file.sections}
    for section_id in dict.fromkeys((*here, *there)):
        on_paper, in_file = there.get(section_id), here.get(section_id)
        heading = next((each.heading for each in (in_file, on_paper) if each), "")
        name = f"“{heading or _UNHEADED.get(section_id, section_id)}”"
        if not on_paper or not in_file:
            yield Difference(
                name, *(_words(each)[:_AROUND] if each else None for each in (on_paper, in_file))
            )
        elif _words(on_paper) != _words(in_file):
            yield Difference(f"{name}的文字", *_around(_words(on_paper), _words(in_file)))


def _words(section: Section) -> str:
    """All that a section says beside the form's tables."""
    words = [section.heading]
    for block in section.blocks:
        if isinstance(block, Paragraph):
            words.append(block.text)
        elif isinstance(block, FreeTable):
            words += [cell for row in block.rows for cell in row]
    return _bare("".join(words))


def _around(paper: str, file: str) -> tuple[str, str]:
    """Both texts about where they first differ."""
    signs = enumerate(zip_longest(paper, file))
    at = next(at for at, (one, other) in signs if one != other)
    begin, end = max(0, at - _AROUND), at + _AROUND
    return paper[begin:end], file[begin:end]
