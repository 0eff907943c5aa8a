"""The report: missing, blank and typed kept apart; totals that follow their terms."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import PutTable, SetCell, apply
from gipdesk.report.edition import AgencyKind, Form
from gipdesk.report.identities import instances_of, shown_text, totals_of, values_of
from gipdesk.report.report import Cell, Meta, OfficialTable, Paragraph, Report, copy_of
from gipdesk.report.values import State
from tests.report.samples import reports


@pytest.fixture
def report(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2025))


def _number(report: Report, form: Form, cell_id: str) -> object:
    return values_of(report, form)[form.cell(cell_id)].number


def _fill(report: Report, text: str) -> None:
    for ref, cell in list(report.cells()):
        if not cell.computed:
            apply(report, SetCell(ref, Cell(text)))


def test_missing_blank_zero_and_slash_are_four_things(report: Report, form: Form) -> None:
    new = form.cell("requests/new.natural")
    assert report.cell(CellRef("requests", "x-1", "natural")) is None
    assert report.cell(new) == Cell("")
    states = []
    for text in ("", "0", "/"):
        apply(report, SetCell(new, Cell(text)))
        assert report.cell(new) == Cell(text)
        states.append(values_of(report, form)[new].state)
    assert states == [State.BLANK, State.NUMBER, State.MARK]
    apply(report, PutTable("requests", None, ("disclosure", "proceedings")))
    assert report.cell(new) is None
    assert new not in values_of(report, form)


def test_a_new_report_has_every_cell_of_the_form_blank(report: Report, form: Form) -> None:
    assert [ref for ref, _ in report.cells()] == list(form.kinds)
    assert {cell.text for _, cell in report.cells()} == {""}
    assert {value.state for value in values_of(report, form).values()} == {State.BLANK}


def test_a_new_report_computes_thirty_four_totals_but_not_what_is_carried_over(
    report: Report,
) -> None:
    computed = [str(ref) for ref, cell in report.cells() if cell.computed]
    assert len(computed) == 25 + 6 + 3
    assert [ref for ref in computed if "carry_out" in ref] == ["requests/carry_out.total"]


def test_totals_follow_their_terms_through_the_corner(report: Report, form: Form) -> None:
    _fill(report, "0")
    for cell_id, text in {
        "requests/granted.natural": "3",
        "requests/granted.other": "２",
        "requests/denied.state_secret.natural": "1,000",
        "proceedings/review.pending": "4",
    }.items():
        apply(report, SetCell(form.cell(cell_id), Cell(text)))
    assert _number(report, form, "requests/granted.total") == 5
    assert _number(report, form, "requests/result_total.natural") == 1003
    assert _number(report, form, "requests/result_total.total") == 1005
    assert _number(report, form, "proceedings/review.total") == 4
    assert _number(report, form, "proceedings/lit_after.total") == 0


@pytest.mark.parametrize("text", ["", "/", "约5"])
def test_a_total_is_blank_while_a_term_is_no_number(report: Report, form: Form, text: str) -> None:
    _fill(report, "1")
    apply(report, SetCell(form.cell("requests/granted.other"), Cell(text)))
    blank = {
        "requests/granted.total",
        "requests/result_total.other",
        "requests/result_total.total",
    }
    values = values_of(report, form)
    assert {str(ref) for ref in totals_of(form) if values[ref].number is None} == blank


def test_a_typed_total_stays_as_typed(report: Report, form: Form) -> None:
    _fill(report, "1")
    total = form.cell("requests/new.total")
    apply(report, SetCell(total, Cell("99")))
    assert _number(report, form, "requests/new.total") == 99


@given(st.data())
def test_all_computed_totals_satisfy_their_identities(form: Form, data: st.DataObject) -> None:
    report = new_report(form, Meta(agency="某某局", year=2025))
    for ref, cell in list(report.cells()):
        if not cell.computed:
            apply(report, SetCell(ref, Cell(str(data.draw(st.integers(0, 9))))))
    values = values_of(report, form)
    for instance in instances_of(form):
        if instance.identity.computes:
            left = sum(values[ref].number or 0 for ref in instance.left)
            assert left == sum(values[ref].number or 0 for ref in instance.right)


def test_a_computed_total_is_shown_and_never_stored(report: Report, form: Form) -> None:
    _fill(report, "2")
    total = form.cell("requests/new.total")
    cell = report.cell(total)
    assert cell == Cell("", computed=True)
    assert cell is not None
    assert shown_text(cell, values_of(report, form)[total]) == "12"
    assert shown_text(Cell("１２件"), values_of(report, form)[total]) == "１２件"
    apply(report, SetCell(form.cell("requests/new.other"), Cell("")))
    assert shown_text(cell, values_of(report, form)[total]) == ""


def test_title_and_period_are_filled_in_from_agency_and_year(report: Report) -> None:
    assert report.meta.title == "某某市司法局2025年政府信息公开工作年度报告"
    assert report.meta.period == "2025年1月1日至2025年12月31日"


def test_a_new_report_has_the_sections_of_the_form_each_table_in_its_own(report: Report) -> None:
    assert [section.id for section in report.sections] == [
        "preamble",
        "overview",
        "disclosure",
        "requests",
        "proceedings",
        "problems",
        "other",
        "closing",
    ]  # fmt: skip - in form order
    placed = {
        section.id: block.table
        for section in report.sections
        for block in section.blocks
        if isinstance(block, OfficialTable)
    }
    assert placed == {name: name for name in ("disclosure", "requests", "proceedings")}


def test_a_government_is_asked_for_three_subjects_more(form: Form) -> None:
    government = Meta(agency="某某市人民政府", year=2025, agency_kind=AgencyKind.GOVERNMENT)
    overview = new_report(form, government).section("overview")
    assert overview is not None
    for subject in ("1.工作考核", "2.社会评议", "3.责任追究"):
        assert subject in overview.text


def test_block_ids_of_a_new_report_are_unique(report: Report) -> None:
    ids = [block.id for section in report.sections for block in section.blocks]
    assert len(set(ids)) == len(ids)
    assert report.new_block_id() not in ids
    assert report.new_block_id() != report.new_block_id(beyond=1)


def test_the_text_of_a_section_is_its_paragraphs_line_by_line(report: Report) -> None:
    other = report.section("other")
    assert other is not None
    other.blocks[:] = [Paragraph("b1", "甲"), OfficialTable("b2", "fees"), Paragraph("b3", "乙")]
    assert other.text == "甲\n乙"


@given(reports)
def test_a_copy_is_equal_and_shares_nothing(report: Report) -> None:
    copy = copy_of(report)
    before = msgspec.json.encode(report)
    assert msgspec.json.encode(copy) == before
    copy.tables.clear()
    copy.meta.agency += "某"
    for section in copy.sections:
        section.blocks.append(Paragraph("b9"))
    copy.notes.append("某")
    copy.accepted["L1"] = "某"
    assert msgspec.json.encode(report) == before
