"""What a report lacks is said once, and mended by one fix."""

from __future__ import annotations

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Meta, Report
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
