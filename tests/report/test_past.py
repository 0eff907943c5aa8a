"""What a report remembers of the years before it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from gipdesk.report.beginning import new_report
from gipdesk.report.changes import Change, Remember, SetCell, apply, touched_cells
from gipdesk.report.edition import Form
from gipdesk.report.past import last_year_of, past_year_of, remembered, with_memory_of
from gipdesk.report.report import Cell, FreeTable, Meta, Paragraph, PastYear, Picture, Report


@pytest.fixture
def report(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2025))


def test_typed_and_computed_figures_are_remembered_and_blanks_are_not(
    report: Report, form: Form
) -> None:
    row = ("natural", "commercial", "research", "social", "legal", "other")
    for column, text in zip(row, ("3", "0", "0", "0", "1", "0"), strict=True):
        apply(report, SetCell(form.cell(f"requests/new.{column}"), Cell(text)))
    past = past_year_of(report, form, 2025)
    assert past.text(form.cell("requests/new.natural")) == "3"
    assert past.text(form.cell("requests/new.total")) == "4"
    assert past.text(form.cell("requests/granted.total")) == ""
    assert len(past.cells) == len(row) + 1


def test_paragraphs_and_what_stands_between_them_are_remembered(report: Report, form: Form) -> None:
    section = report.section("problems")
    assert section
    section.blocks = [
        Paragraph("b1", "某某。"),
        Paragraph("b2", "  "),
        Picture("b3", "a.png"),
        FreeTable("b4", (("", "项目"), ("1", "2"))),
    ]
    past = past_year_of(report, form, 2025)
    assert past.paragraphs["problems"] == ("某某。",)
    assert past.left_out == {"problems": ("图片", "表格“项目”")}


def test_the_two_latest_years_before_are_kept_once_each() -> None:
    years = [PastYear(year, "2021") for year in (2022, 2024, 2025, 2023, 2024)]
    assert [each.year for each in remembered(years, 2025)] == [2024, 2023]


def test_last_year_is_the_year_right_before(report: Report) -> None:
    report.previous = (PastYear(2023, "2021"),)
    assert last_year_of(report) is None
    report.previous = (PastYear(2024, "2021"), PastYear(2023, "2021"))
    assert last_year_of(report) == PastYear(2024, "2021")
    report.meta.year = None
    assert last_year_of(report) is None


def test_a_year_that_is_told_stands_before_what_is_remembered_of_it(report: Report) -> None:
    report.previous = (PastYear(2024, "2021"),)
    told = PastYear(2024, "2021", {"requests/new.total": "7"})
    assert with_memory_of(report, told).previous == (told,)
    assert report.previous == (PastYear(2024, "2021"),)


def test_remembering_can_be_undone_and_written_down(report: Report) -> None:
    change = Remember((PastYear(2024, "2021", {"requests/new.total": "7"}),))
    read: Any = msgspec.json.decode(msgspec.json.encode(change), type=Change)
    assert read == change
    inverse = apply(report, read)
    assert report.previous == change.years
    assert touched_cells(change) is None
    apply(report, inverse)
    assert report.previous == ()


def test_a_report_written_before_there_was_a_memory_is_read(report: Report) -> None:
    document = msgspec.to_builtins(report)
    del document["previous"]
    assert msgspec.convert(document, Report) == report
