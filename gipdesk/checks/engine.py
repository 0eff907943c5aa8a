"""All checks of a report: at once, or kept up to date while it is edited.

Pure: no clock, no files, no order between rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gipdesk.checks.arithmetic import Arithmetic, Outcome, outcome_of, term_of
from gipdesk.checks.cells import blank_finding, cell_finding
from gipdesk.checks.finding import Finding, NotChecked
from gipdesk.checks.rules import Rule
from gipdesk.checks.structure import structure_findings
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, Severity
from gipdesk.report.identities import add_up, shown_text, totals_of, values_of
from gipdesk.report.report import Report
from gipdesk.report.values import BLANK, State, Value, read_value


class Checked(msgspec.Struct, frozen=True):
    """What the checks say: findings, and the identities that could not be judged yet or at all."""

    findings: tuple[Finding, ...]
    open: tuple[NotChecked, ...]
    skipped: tuple[NotChecked, ...]

    def errors(self, accepted: Mapping[str, str]) -> list[Finding]:
        """The findings that are errors and were not accepted."""
        return [
            finding
            for finding in self.findings
            if finding.severity is Severity.ERROR and finding.key not in accepted
        ]


class LiveCheck:
    """The checks of one report, of which an edit repeats only those it touches."""

    def __init__(self, report: Report, form: Form, rules: Mapping[str, Rule]) -> None:
        self._report = report
        self._rules = rules
        self.use_form(form)

    def use_form(self, form: Form) -> None:
        """Check against this form from now on (a variant was switched)."""
        self._form = form
        self._arithmetic = Arithmetic(form)
        self._totals = totals_of(form)
        self._fed_by: dict[CellRef, list[CellRef]] = {}
        for total, terms in self._totals.items():
            for term in terms:
                self._fed_by.setdefault(term, []).append(total)
        self.update_all()

    def update_all(self) -> None:
        """Check everything anew."""
        self.values = values_of(self._report, self._form, self._totals)
        self._terms = self._arithmetic.terms(self.values)
        identities = self._arithmetic.identities
        self._outcomes = [outcome_of(compiled, self._terms) for compiled in identities]
        self._identity_findings = {
            number: self._identity_finding(number)
            for number, outcome in enumerate(self._outcomes)
            if outcome is Outcome.ERROR
        }
        self._cell_findings: dict[CellRef, Finding] = {}
        self._blanks: set[CellRef] = set()
        for ref in self.values:
            self._check_cell(ref)

    def update(self, refs: Iterable[CellRef]) -> frozenset[CellRef]:
        """Check again what depends on these cells; returns all cells whose value may differ."""
        changed: dict[CellRef, None] = {}
        queue = list(refs)
        for ref in queue:
            cell = self._report.cell(ref)
            if cell is None or (ref in changed and not cell.computed):
                continue
            changed[ref] = None
            self.values[ref] = self._value(ref)
            index = self._arithmetic.index.get(ref)
            if index is not None:
                self._terms[index] = term_of(self.values[ref])
            queue.extend(total for total in self._fed_by.get(ref, ()) if self._is_computed(total))
        for ref in changed:
            self._check_cell(ref)
        self._check_identities(changed)
        return frozenset(changed)

    def result(self) -> Checked:
        """What the checks say now."""
        return Checked(
            tuple(self._findings()),
            tuple(self._not_judged(Outcome.OPEN)),
            tuple(self._not_judged(Outcome.SKIPPED)),
        )

    def text(self, ref: CellRef) -> str:
        """What a reader sees in a cell; empty where it is missing."""
        cell = self._report.cell(ref)
        return shown_text(cell, self.values.get(ref, BLANK)) if cell else ""

    def _findings(self) -> Iterable[Finding]:
        for number in sorted(self._identity_findings):
            yield self._identity_findings[number]
        for ref in self.values:
            if ref in self._cell_findings:
                yield self._cell_findings[ref]
        for table in self._report.tables:
            blanks = tuple(ref for ref in self.values if ref in self._blanks and ref.table == table)
            if blanks:
                yield blank_finding(self._rules, self._form, table, blanks)
        yield from structure_findings(self._rules, self._form, self._report)

    def _not_judged(self, wanted: Outcome) -> Iterable[NotChecked]:
        for compiled, outcome in zip(self._arithmetic.identities, self._outcomes, strict=True):
            if outcome is wanted:
                yield self._arithmetic.not_checked(compiled, outcome)

    def _value(self, ref: CellRef) -> Value:
        cell = self._report.cell(ref)
        if cell is None:
            return BLANK
        if not cell.computed:
            return read_value(cell.text, self._form.kind(ref))
        return add_up([self.values.get(term, BLANK) for term in self._totals.get(ref, ())])

    def _is_computed(self, ref: CellRef) -> bool:
        cell = self._report.cell(ref)
        return cell is not None and cell.computed

    def _check_cell(self, ref: CellRef) -> None:
        cell, value = self._report.cell(ref), self.values[ref]
        is_typed = cell is not None and not cell.computed
        text = cell.text if cell else ""
        found = cell_finding(self._rules, self._form, ref, value, text) if is_typed else None
        self._cell_findings.pop(ref, None)
        if found:
            self._cell_findings[ref] = found
        if is_typed and value.state is State.BLANK:
            self._blanks.add(ref)
        else:
            self._blanks.discard(ref)

    def _check_identities(self, changed: Iterable[CellRef]) -> None:
        arithmetic = self._arithmetic
        places = [arithmetic.index[ref] for ref in changed if ref in arithmetic.index]
        for number in {each for place in places for each in arithmetic.touching[place]}:
            compiled = arithmetic.identities[number]
            self._outcomes[number] = outcome_of(compiled, self._terms)
            self._identity_findings.pop(number, None)
            if self._outcomes[number] is Outcome.ERROR:
                self._identity_findings[number] = self._identity_finding(number)

    def _identity_finding(self, number: int) -> Finding:
        arithmetic = self._arithmetic
        computed = [ref for ref in self._totals if self._is_computed(ref)]
        return arithmetic.finding(arithmetic.identities[number], self._terms, computed)


def check(
    report: Report, form: Form, rules: Mapping[str, Rule], previous: Report | None = None
) -> Checked:
    """All findings of a report.

    `previous`, last year's report, is for the rules across years, of which there are none yet.
    """
    del previous
    return LiveCheck(report, form, rules).result()
