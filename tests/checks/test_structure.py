"""What a report lacks is said once, and mended by one fix."""

from __future__ import annotations

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, Meta, Report, Section
from gipdesk.workflow.office import Office


def blank(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2025))


def found(report: Report, form: Form, office: Office, rule: str) -> list[Finding]:
    return [each for each in check(report, form, office.rules).findings if each.rule == rule]


def test_missing_rows_are_one_finding_whose_fix_puts_them_where_the_form_has_them(
    form: Form, office: Office
) -> None:
    report, whole = blank(form), blank(form)
    for row in ("granted", "denied.third_party", "carry_out", "new"):
        del report.tables["requests"].rows[row]
    (finding,) = found(report, form, office, "S.ROW")
    assert "等4行" in finding.message
    apply(report, finding.fixes[0].change)
    assert list(report.tables["requests"].rows) == list(whole.tables["requests"].rows)
    assert not found(report, form, office, "S.ROW")


def test_a_missing_section_and_its_table_come_back_in_their_place(
    form: Form, office: Office
) -> None:
    report = blank(form)
    report.sections = [each for each in report.sections if each.id != "requests"]
    del report.tables["requests"]
    (finding,) = found(report, form, office, "S.SECTION")
    apply(report, finding.fixes[0].change)
    assert [each.id for each in report.sections] == [each.id for each in form.sections]
    assert list(report.tables) == ["disclosure", "requests", "proceedings"]


def test_a_missing_title_is_found_and_made_from_agency_and_year(form: Form, office: Office) -> None:
    report = blank(form)
    report.meta.title = ""
    (finding,) = found(report, form, office, "S.TITLE")
    apply(report, finding.fixes[0].change)
    assert report.meta.title == "某某市司法局2025年政府信息公开工作年度报告"


def test_a_missing_agency_and_year_are_told_together(form: Form, office: Office) -> None:
    report = blank(form)
    report.meta.agency, report.meta.year = "", None
    (finding,) = found(report, form, office, "S.TITLE")
    assert "机关名称、报告年度" in finding.message


def test_the_form_of_another_year_is_an_error_but_only_a_warning_for_an_import(
    form: Form, office: Office
) -> None:
    report = blank(form)
    report.meta.year = 2019
    (composed,) = found(report, form, office, "S.EDITION")
    report.provenance = {"requests/new.natural": "第1行"}
    (imported,) = found(report, form, office, "S.EDITION")
    assert (composed.severity, imported.severity) == ("error", "warning")


def test_the_form_of_another_year_can_be_changed_for_that_of_the_report_s_own(
    form: Form, office: Office
) -> None:
    report = blank(form)
    report.meta.year = 2020
    apply(report, SetCell(form.cell("requests/new.natural"), Cell("7")))
    apply(report, SetCell(form.cell("disclosure/rules.valid"), Cell("3")))
    findings = check(report, form, office.rules, editions=office.editions).findings
    (finding,) = [each for each in findings if each.rule == "S.EDITION"]
    assert "另有1个数据没有对应的格" in finding.fixes[0].label
    apply(report, finding.fixes[0].change)
    assert report.edition == "2019"
    assert report.cell(form.cell("requests/new.natural")) == Cell("7")
    assert [each.text for each in report.unplaced] == ["规章 · 现行有效件数：3"]
    after = check(report, office.form(report), office.rules, editions=office.editions)
    assert "S.EDITION" not in [each.rule for each in after.findings]


def test_a_missing_table_without_heading_comes_back_with_its_section(office: Office) -> None:
    form = form_of(office.editions["2014"])
    report = new_report(form, Meta(agency="某某市司法局", year=2017))
    report.sections = [each for each in report.sections if each.id != "statistics"]
    del report.tables["statistics"]
    (finding,) = found(report, form, office, "S.SECTION")
    assert finding.message == "来源无此表：政府信息公开工作情况统计表。"
    apply(report, finding.fixes[0].change)
    assert report == new_report(form, Meta(agency="某某市司法局", year=2017))


def test_a_table_that_no_section_prints_is_found_and_put_back(form: Form, office: Office) -> None:
    report = blank(form)
    section = report.section("requests")
    assert section is not None
    section.blocks.clear()
    (finding,) = found(report, form, office, "S.SECTION")
    assert finding.message.endswith("没有排在报告中。")
    apply(report, finding.fixes[0].change)
    assert report.prints("requests")
    assert not found(report, form, office, "S.SECTION")


def test_a_rebuilt_attachment_stands_behind_the_story(office: Office) -> None:
    form = form_of(office.editions["2014"])
    report = new_report(form, Meta(agency="某某市司法局", year=2017))
    report.sections = [Section("preamble", "", []), Section("extra-1", "工作情况", [])]
    del report.tables["statistics"]
    (finding,) = found(report, form, office, "S.SECTION")
    apply(report, finding.fixes[0].change)
    assert [each.id for each in report.sections] == ["preamble", "extra-1", "statistics"]
