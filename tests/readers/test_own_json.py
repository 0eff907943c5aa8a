"""Our own JSON is read in again; other JSON is refused in a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.reading import read
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import form_of
from gipdesk.report.report import Cell, Meta, Paragraph, Picture, Report
from gipdesk.workflow.office import open_office
from gipdesk.workflow.showing import report_as_data
from tests.document.reports import reports

OFFICE = open_office()
FORM = form_of(OFFICE.editions["2021"])


def as_json(report: Report) -> bytes:
    return json.dumps(report_as_data(report, OFFICE.form(report)), ensure_ascii=False).encode()


def filled_report() -> Report:
    report = new_report(FORM, Meta(agency="某某市司法局", year=2025, leader="甲某"))
    apply(report, SetCell(FORM.cell("requests/new.natural"), Cell("12")))
    apply(report, SetCell(FORM.cell("disclosure/fees.amount_wan"), Cell("0.038")))
    apply(report, ReplaceBlocks("other", 0, 1, (Paragraph("b900", "没有收费。"),)))
    return report


@settings(max_examples=30, derandomize=True)
@given(data=st.data())
def test_every_report_comes_back_from_its_json(data: st.DataObject) -> None:
    report = data.draw(reports(OFFICE))
    again = read(as_json(report), OFFICE.editions).report
    assert report_as_data(again, OFFICE.form(again)) == report_as_data(report, OFFICE.form(report))


def test_what_an_import_tells_is_read_in_too() -> None:
    told = {"report": json.loads(as_json(filled_report())), "uncertain": [], "notes": []}
    again = read(json.dumps(told).encode(), OFFICE.editions).report
    assert again.cell(FORM.cell("requests/new.natural")) == Cell("12")
    assert again.cell(FORM.cell("disclosure/fees.amount_wan")) == Cell("0.038")
    assert again.meta.leader == "甲某"


def test_that_pictures_are_not_in_it_is_told() -> None:
    report = filled_report()
    apply(report, ReplaceBlocks("other", 0, 0, (Picture("b901", "a.png", "图1"),)))
    reading = read(as_json(report), OFFICE.editions)
    section = reading.report.section("other")
    assert section is not None
    assert [type(block) for block in section.blocks] == [Paragraph]
    assert reading.notes == ["JSON 中没有图片本身，报告中的图片没有读入，请重新插入。"]


@pytest.mark.parametrize("text", ['{"a": 1}', '[{"a": 1}]', '{"edition": ', "{}", '["a", 1]'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSourceError, match="不是本软件导出的年度报告"):
        read(text.encode(), OFFICE.editions)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("edition", "1999"),
        ("tables", {"absent": {"a.b": 1}}),
        ("tables", {"requests": {"absent.natural": 1}}),
        ("tables", {"requests": {"new.natural": [1]}}),
        ("sections", [{"id": "other"}]),
        ("year", "2025"),
    ],
)
def test_a_mistake_in_our_json_is_named(place: str, wrong: object) -> None:
    data = json.loads(as_json(filled_report()))
    data[place] = wrong
    with pytest.raises(UnreadableSourceError, match="不合本软件导出的格式"):
        read(json.dumps(data).encode(), OFFICE.editions)
