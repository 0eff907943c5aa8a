"""Putting a report into another form loses no figure and invents none."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.conversion import converted, in_official_form
from gipdesk.report.edition import Edition, Form, form_of
from gipdesk.report.identities import totals_of, values_of
from gipdesk.report.report import Cell, FreeTable, Meta, Report, Row, copy_of
from gipdesk.workflow.office import Office, open_office

OFFICE = open_office()
NEW, OLD, STATISTICS = (OFFICE.editions[each] for each in ("2021", "2019", "2014"))
FORMS = [
    form_of(NEW),
    form_of(NEW, ("fee_table",)),
    form_of(NEW, ("otherproc_one_row",)),
    form_of(OLD),
    form_of(STATISTICS),
]
COLUMNS = ["natural", "commercial", "research", "social", "legal", "other", "total"]


def numbered(form: Form) -> Report:
    """A report with a different number in every cell."""
    report = new_report(form, Meta(agency="某某市司法局", year=2020))
    numbers = count(1001)
    for ref, _ in list(report.cells()):
        apply(report, SetCell(ref, Cell(str(next(numbers)))))
    return report


def typed(report: Report, ref: str, text: str) -> None:
    table, _, rest = ref.partition("/")
    row, _, column = rest.rpartition(".")
    apply(report, SetCell(CellRef(table, row, column), Cell(text)))


@pytest.mark.parametrize("form", FORMS, ids=str)
@pytest.mark.parametrize("edition", [NEW, OLD, STATISTICS], ids=lambda edition: edition.id)
def test_every_number_is_in_its_cell_in_the_text_or_named_as_left(
    form: Form, edition: Edition
) -> None:
    report = numbered(form)
    before = {ref: cell.text for ref, cell in report.cells()}
    conversion = converted(report, form, form_of(edition))
    apply(report, conversion.change)
    assert report.edition == edition.id
    target = form_of(edition)
    held = dict(report.cells())
    assert set(held) <= set(target.kinds)
    words = " ".join([*map(repr, report.sections), *(each.text for each in report.unplaced)])
    merged_away = {"otherproc.overdue_correct", "otherproc.overdue_fee", "otherproc.other"}
    for ref, text in before.items():
        if ref in held:
            assert held[ref].text == text
        elif not (ref.row in merged_away and edition is OLD):
            assert text in words


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_conversion_undone_gives_the_same_report(form: Form) -> None:
    report = numbered(form)
    before = copy_of(report)
    inverse = apply(report, converted(report, form, form_of(OLD)).change)
    apply(report, inverse)
    assert report == before


def test_three_kinds_of_other_handling_add_up_to_the_one_row_of_2019() -> None:
    form = form_of(NEW)
    report = new_report(form, Meta(year=2020))
    for row, text in (("overdue_correct", "1"), ("overdue_fee", "2"), ("other", "4")):
        typed(report, f"requests/otherproc.{row}.natural", text)
    apply(report, converted(report, form, form_of(OLD)).change)
    cells = report.tables["requests"].rows["otherproc"].cells
    assert cells["natural"].text == "7"
    assert cells["legal"].text == ""


def test_one_row_for_other_handling_is_not_shared_out_unless_it_is_nothing() -> None:
    form = form_of(NEW, ("otherproc_one_row",))
    report = new_report(form, Meta(year=2023))
    typed(report, "requests/otherproc.natural", "7")
    typed(report, "requests/otherproc.legal", "0")
    conversion = in_official_form(report, form)
    apply(report, conversion.change)
    rows = [
        report.tables["requests"].rows[f"otherproc.{each}"] for each in ("overdue_fee", "other")
    ]
    assert [row.cells["natural"].text for row in rows] == ["", ""]
    assert [row.cells["legal"].text for row in rows] == ["0", "0"]
    assert [each for each in conversion.left if each.endswith("：7")]
    assert report.variants == ()


def test_computed_totals_keep_their_number() -> None:
    form = form_of(NEW, ("otherproc_one_row",))
    report = new_report(form, Meta(year=2023))
    for ref in form.kinds:
        if ref.table == "requests" and ref not in totals_of(form):
            apply(report, SetCell(ref, Cell("1")))
    before = values_of(report, form)[CellRef("requests", "result_total", "total")]
    apply(report, in_official_form(report, form).change)
    after = values_of(report, form_of(NEW))
    assert after[CellRef("requests", "result_total", "total")] == before


def test_the_local_fee_table_moves_into_the_last_section() -> None:
    form = form_of(NEW, ("fee_table",))
    report = numbered(form)
    typed(report, "fees/received.amount_yuan", "380")
    apply(report, in_official_form(report, form).change)
    assert "extra-1" not in [section.id for section in report.sections]
    assert "fees" not in report.tables
    other = report.section("other")
    assert other is not None
    assert "信息处理费收取情况" in other.text
    assert "380" in repr(other.blocks)


def test_labels_and_rows_of_the_source_s_own_give_way_to_the_official_ones() -> None:
    form = form_of(NEW)
    report = numbered(form)
    rows = report.tables["disclosure"].rows
    rows["normative"].label = "规范性文件（含废止）"
    rows["x-1"] = Row({"made": Cell("5"), "repealed": Cell("6"), "valid": Cell("7")}, "其他文件")
    conversion = in_official_form(report, form)
    apply(report, conversion.change)
    table = report.tables["disclosure"]
    assert list(table.rows) == list(form.tables["disclosure"].row_ids)
    assert all(row.label == "" for row in table.rows.values())
    assert len([each for each in conversion.left if each.startswith("其他文件")]) == 3


def test_a_report_in_the_official_form_is_left_as_it_is(office: Office) -> None:
    for edition in office.editions:
        form = form_of(edition)
        report = numbered(form)
        before = copy_of(report)
        conversion = in_official_form(report, form)
        apply(report, conversion.change)
        assert report == before
        assert conversion.left == ()


def test_the_statistics_of_2014_stay_as_a_table_in_the_text() -> None:
    form = form_of(STATISTICS)
    report = numbered(form)
    numbers = [cell.text for _, cell in report.cells()]
    apply(report, converted(report, form, form_of(NEW)).change)
    assert report.tables == {}
    (table,) = (
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, FreeTable)
    )
    assert [row[-1] for row in table.rows[1:] if row[-1]] == numbers


def test_a_table_that_no_section_prints_is_named_figure_by_figure() -> None:
    form = form_of(STATISTICS)
    report = numbered(form)
    report.sections = [each for each in report.sections if each.id != "statistics"]
    conversion = converted(report, form, form_of(NEW))
    assert len(conversion.left) == 58


@given(st.lists(st.sampled_from(["", "0", "3", "/", "12"]), min_size=7, max_size=7))
def test_only_figures_are_added_up(texts: list[str]) -> None:
    form = form_of(NEW)
    report = new_report(form, Meta(year=2020))
    for row in ("overdue_correct", "overdue_fee", "other"):
        for column, text in zip(COLUMNS, texts, strict=True):
            typed(report, f"requests/otherproc.{row}.{column}", text)
    apply(report, converted(report, form, form_of(OLD)).change)
    cells = report.tables["requests"].rows["otherproc"].cells
    for column, text in zip(COLUMNS, texts, strict=True):
        assert cells[column].text == (str(3 * int(text)) if text.isdigit() else "")
