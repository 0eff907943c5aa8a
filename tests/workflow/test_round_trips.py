"""Whatever stands in a report comes back from every kind of file that gipdesk writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, Meta, Paragraph, Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import open_office
from gipdesk.workflow.opening import Opened, open_data
from gipdesk.workflow.showing import report_as_data

OFFICE = open_office()
FORMS = [
    form_of(edition, variants)
    for edition in OFFICE.editions
    for variants in sorted({(), *((each.id,) for each in edition.variants)})
]
CELLS = st.sampled_from(["0", "0", "0", "", "7", "12", "350", "44722", "3985758", "/", "1,234"])
WORDS = st.sampled_from(
    [
        "主动公开政府信息120条",
        "回应关切6次",
        "召开会议2次",
        "修订指南",
        "公开率98.5%",
        "电话0101-1234567",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(lambda held: "，".join(held) + "。")


@st.composite
def filled_reports(draw: st.DrawFn, form: Form) -> Report:
    """A report about a year of its form, with something in every section and cell."""
    year = form.edition.years.last or 2024
    meta = Meta(agency="某某市司法局", year=year, signed_on=f"{year + 1}年1月16日")
    report = new_report(form, meta)
    rows = draw(st.lists(CELLS, min_size=40, max_size=40))
    for number, (ref, _) in enumerate(list(report.cells())):
        apply(report, SetCell(ref, Cell(rows[number % len(rows)])))
    for section in report.sections:
        for at, block in enumerate(section.blocks):
            if isinstance(block, Paragraph) and not block.text:
                text = Paragraph(block.id, draw(SENTENCES))
                apply(report, ReplaceBlocks(section.id, at, 1, (text,)))
    return report


def tables_in(report: Report) -> dict[str, Any]:
    """Every value of a report as the command line shows it."""
    tables: dict[str, Any] = report_as_data(report, OFFICE.form(report))["tables"]
    return tables


def values_or_doubts(again: Report, report: Report, kind: Kind) -> dict[str, Any]:
    """The values read; where plain text lost which cells were merged, a doubt may stand for one."""
    values, printed = tables_in(again), tables_in(report)
    for cell_id in again.doubts if kind in (Kind.TXT, Kind.MD) else ():
        table, _, cell = cell_id.partition("/")
        assert values[table][cell] is None
        values[table][cell] = printed[table][cell]
    return values


def texts_in(report: Report) -> list[tuple[str, str, str]]:
    """Every section that says something."""
    sections = [(each.id, each.heading, each.text.strip()) for each in report.sections]
    return [each for each in sections if each[2] and each[0] != "closing"]


def read_back(report: Report, kind: Kind) -> Opened:
    data = Exporter(report, OFFICE, {}).data(kind)
    return open_data(f"report.{kind.value}", data, OFFICE)


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.HTML, Kind.TXT, Kind.MD], ids=str)
@pytest.mark.parametrize("form", FORMS, ids=str)
@settings(max_examples=6, derandomize=True, phases=[Phase.generate])
@given(data=st.data())
def test_a_report_comes_back(form: Form, kind: Kind, data: st.DataObject) -> None:
    report = data.draw(filled_reports(form))
    again = read_back(report, kind)
    assert values_or_doubts(again.report, report, kind) == tables_in(report)
    assert again.report.edition == report.edition
    assert again.report.variants == report.variants
    assert texts_in(again.report) == texts_in(report)
    assert again.report.meta.agency == report.meta.agency
    assert again.report.meta.year == report.meta.year


@pytest.mark.parametrize("form", FORMS, ids=str)
@settings(max_examples=10, derandomize=True)
@given(data=st.data())
def test_every_value_comes_back_from_a_workbook(form: Form, data: st.DataObject) -> None:
    report = data.draw(filled_reports(form))
    again = read_back(report, Kind.XLSX)
    assert tables_in(again.report) == tables_in(report)
    assert again.report.edition == report.edition
    assert again.report.variants == report.variants


def test_every_edition_takes_part() -> None:
    assert {form.edition.id for form in FORMS} == {"2014", "2019", "2021"}
