"""Meta-tests of the rules that stand as data."""

from __future__ import annotations

import string

import pytest

from gipdesk.checks.engine import check
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Case, Form, Identity, Per
from gipdesk.report.report import Cell, Meta, Report
from gipdesk.workflow.office import Office, open_office

IDENTITIES = open_office().editions["2021"].identities
CELL_RULES = [rule for rule in open_office().rules.values() if rule.id.startswith("V.")]
CASES = [
    pytest.param(rule, case, id=f"{rule.id}-{'holds' if case.holds else 'fails'}")
    for rule in IDENTITIES
    for case in rule.cases
]


def zeros(form: Form) -> Report:
    """A report of typed zeros."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, _ in list(report.cells()):
        apply(report, SetCell(ref, Cell("0")))
    return report


@pytest.mark.parametrize("rule", IDENTITIES, ids=lambda rule: rule.id)
def test_an_identity_has_a_case_that_holds_and_one_that_fails(rule: Identity) -> None:
    assert {case.holds for case in rule.cases} == {True, False}


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_case_of_an_identity_comes_out_as_written(
    form: Form, office: Office, rule: Identity, case: Case
) -> None:
    report = zeros(form)
    table = form.tables[rule.table]
    place = "granted" if rule.per is Per.ROW else "natural"
    place = "review" if rule.table == "proceedings" else place
    for term, number in case.cells.items():
        ref = table.ref(place, term) if rule.per is Per.ROW else table.ref(term, place)
        apply(report, SetCell(ref, Cell(str(number))))
    found = {finding.rule for finding in check(report, form, office.rules).findings}
    assert (rule.id not in found) == case.holds


@pytest.mark.parametrize("rule", IDENTITIES, ids=lambda rule: rule.id)
def test_the_terms_of_an_identity_stand_in_the_form(form: Form, rule: Identity) -> None:
    table = form.tables[rule.table]
    columns = {ref.column for ref in table.kinds}
    known = columns if rule.per is Per.ROW else set(table.row_ids)
    assert {*rule.left, *rule.right} <= known


@pytest.mark.parametrize("rule", IDENTITIES, ids=lambda rule: rule.id)
def test_the_message_of_an_identity_names_both_sides_and_the_difference(rule: Identity) -> None:
    places = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
    assert places == {"place", "left", "right", "difference"}


def test_rule_ids_are_unique_over_all_files(office: Office) -> None:
    ids = [rule.id for rule in IDENTITIES] + list(office.rules)
    assert len(ids) == len(set(ids))


def test_every_rule_names_its_source(office: Office) -> None:
    assert all(rule.source.document and rule.source.place for rule in office.rules.values())


@pytest.mark.parametrize("rule", CELL_RULES, ids=lambda rule: rule.id)
def test_the_cases_of_a_cell_rule_come_out_as_written(
    form: Form, office: Office, rule: object
) -> None:
    cell_rule = office.rules[str(getattr(rule, "id", ""))]
    amount = cell_rule.id == "V.AMOUNT"
    ref = form.cell("disclosure/fees.amount_wan" if amount else "disclosure/licence.decisions")
    assert {case.found for case in cell_rule.cases} == {True, False}
    for case in cell_rule.cases:
        report = zeros(form)
        apply(report, SetCell(ref, Cell(case.text)))
        found = {finding.rule for finding in check(report, form, office.rules).findings}
        assert (cell_rule.id in found) == case.found, case
