"""Sections the form does not prescribe: where they begin, and that undoing takes them out."""

from __future__ import annotations

import pytest

from gipdesk.desk.extra_sections import begun_section, removed_section
from gipdesk.desk.standing import DETAILS, name_of, numeral, tabs_of
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetHeading, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Meta, OfficialTable, Report, copy_of
from gipdesk.workflow.office import Office


def ids(report: Report) -> list[str]:
    return [section.id for section in report.sections]


@pytest.fixture
def old_form(office: Office) -> Form:
    return form_of(office.editions["2014"])


@pytest.fixture
def old(old_form: Form) -> Report:
    return new_report(old_form, Meta(agency="某某市司法局", year=2017))


def test_the_first_section_of_an_old_report_stands_behind_the_preamble(
    old: Report, old_form: Form
) -> None:
    apply(old, begun_section(old, old_form, DETAILS))
    assert ids(old) == ["preamble", "extra-1", "closing", "statistics"]


def test_the_next_one_follows_the_section_that_is_shown(old: Report, old_form: Form) -> None:
    for _ in range(2):
        apply(old, begun_section(old, old_form, "statistics"))
    apply(old, begun_section(old, old_form, "extra-1"))
    assert ids(old) == ["preamble", "extra-1", "extra-3", "extra-2", "closing", "statistics"]


def test_a_section_can_stand_between_those_of_the_form(form: Form) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2023))
    apply(report, begun_section(report, form, "proceedings"))
    assert ids(report)[4:7] == ["proceedings", "extra-1", "problems"]


def test_undoing_takes_it_out_and_removing_is_undone(old: Report, old_form: Form) -> None:
    before = copy_of(old)
    inverse = apply(old, begun_section(old, old_form, DETAILS))
    held = copy_of(old)
    back = apply(old, removed_section(old, old_form, "extra-1"))
    assert old == before
    apply(old, back)
    assert old == held
    apply(old, inverse)
    assert old == before


def with_table_in_an_extra_section(form: Form) -> Report:
    """A report whose table of requests stands in a section of its own."""
    report = new_report(form, Meta(agency="某某市司法局", year=2023))
    apply(report, begun_section(report, form, "problems"))
    home, extra = report.section("requests"), report.section("extra-1")
    assert home is not None
    assert extra is not None
    extra.blocks += [each for each in home.blocks if isinstance(each, OfficialTable)]
    home.blocks = [each for each in home.blocks if not isinstance(each, OfficialTable)]
    return report


def places_of_tables(report: Report) -> list[tuple[str, str]]:
    return [
        (section.id, block.table)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, OfficialTable)
    ]


def test_a_table_in_a_section_that_goes_moves_into_its_own(form: Form) -> None:
    report = with_table_in_an_extra_section(form)
    before = copy_of(report)
    assert ("extra-1", "requests") in places_of_tables(report)
    inverse = apply(report, removed_section(report, form, "extra-1"))
    assert ("requests", "requests") in places_of_tables(report)
    assert report.tables == before.tables
    apply(report, inverse)
    assert report == before


def test_a_table_goes_with_its_section_where_its_own_is_lacking(form: Form) -> None:
    report = with_table_in_an_extra_section(form)
    report.sections = [each for each in report.sections if each.id != "requests"]
    before = copy_of(report)
    inverse = apply(report, removed_section(report, form, "extra-1"))
    assert "requests" not in report.tables
    assert {table for _, table in places_of_tables(report)} == set(report.tables)
    apply(report, inverse)
    assert report == before
    assert list(report.tables) == list(before.tables)


def test_sections_are_numbered_as_the_paper_numbers_them(form: Form) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2023))
    report.sections = [each for each in report.sections if each.id != "disclosure"]
    for number in range(1, 8):
        apply(report, begun_section(report, form, "requests"))
        apply(report, SetHeading(f"extra-{number}", "另一部分"))
    assert numeral(report, form, "overview") == "一、"
    assert numeral(report, form, "disclosure") == ""
    assert numeral(report, form, "requests") == "二、"
    assert numeral(report, form, "problems") == "十一、"


def test_a_section_without_heading_is_called_by_its_table(old: Report, old_form: Form) -> None:
    assert name_of(old, old_form, "statistics") == "附件1　政府信息公开工作情况统计表"


def test_a_table_the_report_lacks_has_a_tab_all_the_same(old: Report, old_form: Form) -> None:
    old.sections = [each for each in old.sections if each.id != "statistics"]
    del old.tables["statistics"]
    assert [tab.id for tab in tabs_of(old, old_form)] == [DETAILS, "statistics"]
