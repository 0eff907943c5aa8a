"""The source beside the report: lines by their places, and what is open to compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Report, Unplaced
from gipdesk.workflow.source_view import (
    SourceLine,
    SourceView,
    picture_of_page,
    source_view,
    to_compare,
)

NATURAL = CellRef("requests", "new", "natural")
TEXT = "某某市司法局2023年政府信息公开工作年度报告\n\n一、总体情况\n规章 | 1 | 2 | 3\n"


@pytest.fixture
def report(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2023))


def view_of(*places: str) -> SourceView:
    return SourceView(tuple(SourceLine(f"文字{at}", place) for at, place in enumerate(places)))


def test_a_text_is_shown_line_by_line_with_the_number_of_each_line() -> None:
    view = source_view(TEXT.encode())
    assert [(line.place, line.text) for line in view.lines] == [
        ("第1行", "某某市司法局2023年政府信息公开工作年度报告"),
        ("第3行", "一、总体情况"),
        ("第4行", "规章 | 1 | 2 | 3"),
    ]
    assert view.pages == 0


def test_a_place_finds_its_own_line() -> None:
    assert view_of("第1行", "第12行", "第2行").line_at("第2行") == 2


def test_a_cell_of_a_row_finds_the_row() -> None:
    assert view_of("表1第1行", "表1第2行").line_at("表1第2行第3格") == 1


def test_a_table_as_a_whole_finds_its_first_row() -> None:
    assert view_of("第9段", "表2第1行", "表2第2行").line_at("表2") == 1


def test_a_line_is_not_taken_for_one_whose_number_begins_alike() -> None:
    assert view_of("第1行", "第2行").line_at("第12行") is None


def test_no_place_finds_no_line() -> None:
    assert view_of("第1行").line_at("") is None


def test_a_pdf_is_shown_by_pages(shared: Path) -> None:
    data = (shared / "practice/huaian-2024.pdf").read_bytes()
    view = source_view(data)
    assert view.pages == 6
    assert view.page_at("第4页表1第3行第2格") == 4
    picture = picture_of_page(data, 2, 0.5)
    assert len(picture.rgba) == 4 * picture.width * picture.height
    assert picture.height > picture.width  # A4, upright


def test_a_source_that_cannot_be_read_says_so() -> None:
    with pytest.raises(UnreadableSourceError):
        source_view(b"\x89PNG\r\n")


def test_a_doubt_is_open_while_its_cell_is_blank(report: Report) -> None:
    report.doubts = {str(NATURAL): ("3", "33")}
    report.provenance = {str(NATURAL): "第27行"}
    doubt = to_compare(report).doubts[0]
    assert (doubt.ref, doubt.choices, doubt.place) == (NATURAL, ("3", "33"), "第27行")
    report.tables["requests"].rows["new"].cells["natural"] = Cell("33")
    assert to_compare(report).doubts == ()


def test_a_doubt_that_was_accepted_with_a_reason_is_over(report: Report) -> None:
    report.doubts = {str(NATURAL): ("3", "33")}
    report.accepted = {f"V.DOUBT {NATURAL}": "原件该格确为空白"}
    assert to_compare(report).doubts == ()


def test_what_looks_like_data_is_told_from_other_text(report: Report) -> None:
    data, chrome = Unplaced("规章 | 5", "第8行", is_data=True), Unplaced("返回首页", "第1行")
    report.unplaced = [chrome, data]
    found = to_compare(report)
    assert (found.unread, found.others) == ((data,), (chrome,))
    assert found.open_points == 1


def test_a_report_of_ones_own_has_nothing_to_compare(report: Report) -> None:
    assert not to_compare(report)
