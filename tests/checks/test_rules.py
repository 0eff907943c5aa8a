"""Meta-tests of the rules that stand as data."""

from __future__ import annotations

import string

import pytest

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.checks.rules import Rule
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Case, Form, Identity, Per, Severity, form_of
from gipdesk.report.report import Cell, Meta, Report
from gipdesk.workflow.office import Office, open_office

OFFICE = open_office()
FORMS = {
    edition.id: form_of(edition, tuple(each.id for each in edition.variants if each.adds))
    for edition in OFFICE.editions
}
IDENTITIES = [
    pytest.param(form, rule, id=f"{edition}-{rule.id}-{number}")
    for edition, form in FORMS.items()
    for number, rule in enumerate(form.identities)
]
CELL_RULES = [rule for rule in OFFICE.rules.values() if rule.id.startswith("V.") and rule.cases]
CASES = [
    pytest.param(form, rule, case, id=f"{edition}-{rule.id}-{number}-{case.holds}")
    for edition, form in FORMS.items()
    for number, rule in enumerate(form.identities)
    for case in rule.cases
]


def zeros(form: Form) -> Report:
    """A report of typed zeros."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, _ in list(report.cells()):
        apply(report, SetCell(ref, Cell("0")))
    return report


@pytest.mark.parametrize(("form", "rule"), IDENTITIES)
def test_an_identity_has_a_case_that_holds_and_one_that_fails(form: Form, rule: Identity) -> None:
    assert rule.table in form.tables
    assert {case.holds for case in rule.cases} == {True, False}


@pytest.mark.parametrize(("form", "rule", "case"), CASES)
def test_a_case_of_an_identity_comes_out_as_written(
    form: Form, office: Office, rule: Identity, case: Case
) -> None:
    report = zeros(form)
    table = form.tables[rule.table]
    place = rule.only[0] if rule.only else _some_place(rule)
    for term, number in case.cells.items():
        ref = table.ref(place, term) if rule.per is Per.ROW else CellRef(table.id, term, place)
        apply(report, SetCell(ref, Cell(str(number))))
    outcomes = {
        _is_of(finding, rule)
        for finding in check(report, form, office.rules).findings
        if finding.rule == rule.id
    }
    assert (True in outcomes) != case.holds


def _is_of(finding: Finding, rule: Identity) -> bool:
    """Whether a finding is about this rule's terms: some rules share an id."""
    terms = {*rule.left, *rule.right}
    names = [ref.column if rule.per is Per.ROW else ref.row for ref in finding.cells]
    return set(names) == terms


def _some_place(rule: Identity) -> str:
    """A row or column of a rule's table."""
    if rule.table == "proceedings":
        return "review"
    if rule.per is Per.ROW:
        return "granted"
    return "" if rule.table == "statistics" else "natural"


@pytest.mark.parametrize(("form", "rule"), IDENTITIES)
def test_the_terms_of_an_identity_stand_in_the_form(form: Form, rule: Identity) -> None:
    table = form.tables[rule.table]
    columns = {ref.column for ref in table.kinds}
    known = columns if rule.per is Per.ROW else set(table.row_ids)
    assert {*rule.left, *rule.right} <= known


@pytest.mark.parametrize(("form", "rule"), IDENTITIES)
def test_the_message_of_an_identity_names_its_sides(form: Form, rule: Identity) -> None:
    del form
    places = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
    assert places <= {"place", "left", "right", "difference"}
    assert "right" in places
    assert ("left" in places) == bool(rule.left)


def test_an_identity_shares_its_id_only_with_its_half_across_years(office: Office) -> None:
    identities = {rule.id for edition in office.editions for rule in edition.identities}
    assert identities & set(office.rules) == {"T2.2019.ITEMS"}


def test_each_rule_that_may_be_accepted_says_how(office: Office) -> None:
    identities = [rule for edition in office.editions for rule in edition.identities]
    rules: list[Identity | Rule] = [*identities, *office.rules.values()]
    for rule in rules:
        assert bool(rule.accept) == (rule.severity is not Severity.ERROR), rule.id


def test_every_rule_names_its_source(office: Office) -> None:
    assert all(rule.source.document and rule.source.place for rule in office.rules.values())


@pytest.mark.parametrize("rule", CELL_RULES, ids=lambda rule: rule.id)
def test_the_cases_of_a_cell_rule_come_out_as_written(
    form: Form, office: Office, rule: object
) -> None:
    cell_rule = office.rules[str(getattr(rule, "id", ""))]
    form = FORMS["2019"] if cell_rule.id == "V.UNIT" else form
    cells = {"V.AMOUNT": "disclosure/fees.amount_wan", "V.UNIT": "disclosure/procure.amount"}
    ref = form.cell(cells.get(cell_rule.id, "disclosure/licence.decisions"))
    assert {case.found for case in cell_rule.cases} == {True, False}
    for case in cell_rule.cases:
        report = zeros(form)
        apply(report, SetCell(ref, Cell(case.text)))
        found = {finding.rule for finding in check(report, form, office.rules).findings}
        assert (cell_rule.id in found) == case.found, case


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_finding_has_a_key_of_its_own(form: Form, office: Office) -> None:
    report = zeros(form)
    for number, ref in enumerate(form.kinds):
        apply(report, SetCell(ref, Cell(str(7 * number % 11))))
    keys = [finding.key for finding in check(report, form, office.rules).findings]
    assert len(keys) == len(set(keys))
    assert len(keys) > len({key.split(" ")[0] for key in keys})


def test_a_signed_cell_asks_for_a_whole_number_of_either_sign(office: Office) -> None:
    form = FORMS["2019"]
    ref = form.cell("disclosure/licence.delta")
    for text, is_found in (("-8", False), ("+1036", False), ("-8项", False), ("1.5", True)):
        report = zeros(form)
        apply(report, SetCell(ref, Cell(text)))
        messages = [
            finding.message
            for finding in check(report, form, office.rules).findings
            if finding.rule == "V.INT"
        ]
        assert bool(messages) == is_found
        assert all("减少的填负数" in message for message in messages)
