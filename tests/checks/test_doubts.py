"""What a source leaves open is a warning with its choices, until the cell is filled."""

from __future__ import annotations

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Report, Unplaced
from gipdesk.workflow.office import Office

CELL = "requests/new.natural"


def doubtful(form: Form) -> Report:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    report.doubts = {CELL: ("3", "30")}
    return report


def found(report: Report, form: Form, office: Office, rule: str) -> list[Finding]:
    return [each for each in check(report, form, office.rules).findings if each.rule == rule]


def test_each_choice_is_offered_and_settles_the_doubt(form: Form, office: Office) -> None:
    report = doubtful(form)
    (finding,) = found(report, form, office, "V.DOUBT")
    assert (finding.severity, finding.cells) == ("warning", (form.cell(CELL),))
    assert [fix.label for fix in finding.fixes] == ["填3", "填30"]
    apply(report, finding.fixes[1].change)
    assert report.cell(form.cell(CELL)) == Cell("30")
    assert not found(report, form, office, "V.DOUBT")


def test_a_doubtful_cell_is_not_among_those_to_be_filled_with_zeros(
    form: Form, office: Office
) -> None:
    report = doubtful(form)
    for finding in found(report, form, office, "V.BLANK"):
        assert form.cell(CELL) not in finding.cells
        apply(report, finding.fixes[0].change)
    assert report.cell(form.cell(CELL)) == Cell("")


def test_a_number_of_the_user_s_own_settles_it_too(form: Form, office: Office) -> None:
    report = doubtful(form)
    apply(report, SetCell(form.cell(CELL), Cell("4")))
    assert not found(report, form, office, "V.DOUBT")


def test_a_doubt_without_choices_is_told_too(form: Form, office: Office) -> None:
    report = doubtful(form)
    report.doubts = {CELL: ()}
    (finding,) = found(report, form, office, "V.DOUBT")
    assert finding.message == (
        "来源中“一、本年新收政府信息公开申请数量 · 自然人”读不准，没有填入，请对照来源核实。"
    )
    assert finding.fixes == ()


def test_zeros_are_not_offered_while_figures_of_the_source_wait_to_be_placed(
    form: Form, office: Office
) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    assert all(each.fixes for each in found(report, form, office, "V.BLANK"))
    report.unplaced = [Unplaced("3001 53 0 0 61 4 3119", "第8行", is_data=True)]
    assert not any(each.fixes for each in found(report, form, office, "V.BLANK"))


def test_doubts_follow_the_order_of_the_table(form: Form, office: Office) -> None:
    report = doubtful(form)
    cells = ["requests/carry_in.other", "requests/new.total", "requests/new.natural"]
    report.tables["requests"].rows["new"].cells["total"] = Cell()  # typed, not computed
    report.doubts = dict.fromkeys(cells, ("1", "2"))
    findings = found(report, form, office, "V.DOUBT")
    assert [str(each.cells[0]) for each in findings] == cells[::-1]
