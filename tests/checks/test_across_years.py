"""This year's figures beside last year's."""

from __future__ import annotations

import pytest

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import Remember, SetCell, apply
from gipdesk.report.edition import Form, Severity, form_of
from gipdesk.report.report import Cell, Meta, PastYear, Report
from gipdesk.workflow.office import Office


@pytest.fixture
def report(form: Form) -> Report:
    """Zeros about 2025, beside zeros about 2024."""
    made = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, _ in list(made.cells()):
        apply(made, SetCell(ref, Cell("0")))
    made.previous = (PastYear(2024, "2021", {str(ref): "0" for ref in form.kinds}),)
    return made


def write(report: Report, form: Form, this_year: dict[str, str], last_year: dict[str, str]) -> None:
    for cell_id, text in this_year.items():
        apply(report, SetCell(form.cell(cell_id), Cell(text)))
    past = report.previous[0]
    apply(report, Remember((PastYear(past.year, past.edition, {**past.cells, **last_year}),)))


def found(report: Report, form: Form, office: Office, rule: str) -> list[Finding]:
    return [each for each in check(report, form, office.rules).findings if each.rule == rule]


def test_what_was_carried_over_must_be_what_last_year_says(
    report: Report, form: Form, office: Office
) -> None:
    write(report, form, {"requests/carry_in.natural": "2"}, {"requests/carry_out.natural": "3"})
    (finding,) = found(report, form, office, "XY.CARRY")
    assert finding.severity is Severity.WARNING
    assert finding.cells == (form.cell("requests/carry_in.natural"),)
    apply(report, finding.fixes[0].change)
    assert report.cell(form.cell("requests/carry_in.natural")) == Cell("3")
    assert not found(report, form, office, "XY.CARRY")


def test_a_blank_is_not_compared(report: Report, form: Form, office: Office) -> None:
    write(report, form, {"requests/carry_in.natural": ""}, {"requests/carry_out.natural": "3"})
    assert not found(report, form, office, "XY.CARRY")


def test_documents_in_force_go_on_from_last_year(
    report: Report, form: Form, office: Office
) -> None:
    this_year = {
        "disclosure/normative.made": "3",
        "disclosure/normative.repealed": "1",
        "disclosure/normative.valid": "12",
    }
    write(report, form, this_year, {"disclosure/normative.valid": "12"})
    (finding,) = found(report, form, office, "T2.ROLL")
    assert "应为14，现为12" in finding.message
    apply(report, finding.fixes[0].change)
    assert report.cell(form.cell("disclosure/normative.valid")) == Cell("14")
    assert not found(report, form, office, "T2.ROLL")


def test_a_report_of_last_years_figures_is_asked_about(
    report: Report, form: Form, office: Office
) -> None:
    figures = {
        "disclosure/licence.decisions": "7",
        "requests/new.natural": "2",
        "requests/new.total": "2",
        "requests/granted.natural": "2",
    }
    write(report, form, figures, figures)
    assert len(found(report, form, office, "XY.SAME")) == 1
    write(report, form, {"disclosure/licence.decisions": "8"}, {})
    assert not found(report, form, office, "XY.SAME")


def test_zeros_in_both_years_are_nothing_to_ask_about(
    report: Report, form: Form, office: Office
) -> None:
    assert not found(report, form, office, "XY.SAME")


@pytest.mark.parametrize(
    ("last", "now", "is_found"),
    [("3", "15", False), ("4", "21", True), ("100", "19", True), ("100", "20", False)],
)
def test_a_figure_that_jumps_is_asked_about_unless_it_is_tiny(
    report: Report, form: Form, office: Office, last: str, now: str, is_found: bool
) -> None:
    cell = "disclosure/licence.decisions"
    write(report, form, {cell: now}, {cell: last})
    findings = found(report, form, office, "XY.JUMP")
    assert bool(findings) == is_found
    assert all(each.severity is Severity.INFO for each in findings)


def test_only_the_year_right_before_is_compared(report: Report, form: Form, office: Office) -> None:
    write(report, form, {"requests/carry_in.natural": "2"}, {"requests/carry_out.natural": "3"})
    report.previous = (PastYear(2023, "2021", report.previous[0].cells),)
    assert not found(report, form, office, "XY.CARRY")


def test_last_years_items_and_their_change_are_this_years_beginning(office: Office) -> None:
    form = form_of(office.editions["2019"])
    report = new_report(form, Meta(agency="某某市司法局", year=2020))
    for ref, _ in list(report.cells()):
        apply(report, SetCell(ref, Cell("0")))
    report.previous = (PastYear(2019, "2019", {str(ref): "0" for ref in form.kinds}),)
    last = {"disclosure/licence.prev_items": "30", "disclosure/licence.delta": "-8"}
    write(report, form, {"disclosure/licence.prev_items": "30"}, last)
    (finding,) = found(report, form, office, "T2.2019.ITEMS")
    assert finding.cells == (form.cell("disclosure/licence.prev_items"),)
    assert "30与增减-8相加为22，现为30" in finding.message
    apply(report, finding.fixes[0].change)
    assert report.cell(finding.cells[0]) == Cell("22")
    assert not found(report, form, office, "T2.2019.ITEMS")


def test_items_beside_an_unknown_past_are_not_compared(office: Office) -> None:
    form = form_of(office.editions["2019"])
    report = new_report(form, Meta(agency="某某市司法局", year=2020))
    apply(report, SetCell(form.cell("disclosure/licence.prev_items"), Cell("30")))
    report.previous = (PastYear(2019, "2019", {"disclosure/licence.prev_items": "3"}),)
    assert not found(report, form, office, "T2.2019.ITEMS")


def test_both_halves_of_a_rule_are_accepted_one_by_one(office: Office) -> None:
    form = form_of(office.editions["2019"])
    report = new_report(form, Meta(agency="某某市司法局", year=2020))
    report.previous = (PastYear(2019, "2019", {}),)
    this_year = {"disclosure/licence.prev_items": "3", "disclosure/licence.delta": "-8"}
    last = {"disclosure/licence.prev_items": "5", "disclosure/licence.delta": "0"}
    write(report, form, this_year, last)
    findings = found(report, form, office, "T2.2019.ITEMS")
    assert len({each.key for each in findings}) == len(findings) == 2
