"""All checks of a report: at once, or kept up to date while it is edited.

Pure: no clock, no files, no order between rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gipdesk.checks.across_years import across_findings
from gipdesk.checks.arithmetic import Arithmetic, Compiled, Outcome, outcome_of, term_of
from gipdesk.checks.cells import blank_finding, cell_finding, doubt_finding
from gipdesk.checks.finding import Finding, NotChecked
from gipdesk.checks.narrative import Narrative
from gipdesk.checks.rules import Rule
from gipdesk.checks.stale_words import word_findings
from gipdesk.checks.structure import structure_findings
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Editions, Form, Per, Severity
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.identities import add_up, shown_text, totals_of, values_of
from gipdesk.report.past import last_year_of
from gipdesk.report.report import Report
from gipdesk.report.values import BLANK, State, Value, read_value


class Checked(msgspec.Struct, frozen=True):
    """What the checks say: findings, and the identities that could not be judged yet or at all."""

    findings: tuple[Finding, ...]
    open: tuple[NotChecked, ...]
    skipped: tuple[NotChecked, ...]

    def errors(self) -> list[Finding]:
        """The findings that are errors; an error cannot be accepted away."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


class LiveCheck:
    """The checks of one report, of which an edit repeats only those it touches."""

    def __init__(
        self,
        report: Report,
        form: Form,
        rules: Mapping[str, Rule],
        editions: Editions | None = None,
    ) -> None:
        self._report = report
        self._rules = rules
        self._editions = editions
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
        self._surplus = {ref.table for ref in self.values if ref.row.startswith(EXTRA_ROW)}
        self._outcomes = [self._outcome(compiled) for compiled in identities]
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
        narrative = Narrative(self._rules, self._form, self._report, self.values, self._totals)
        structure = structure_findings(self._rules, self._form, self._report, self._editions)
        return Checked(
            (*self._findings(), *structure, *narrative.findings(), *self._of_years()),
            (*self._not_judged(Outcome.OPEN), *narrative.open()),
            tuple(self._not_judged(Outcome.SKIPPED)),
        )

    def text(self, ref: CellRef) -> str:
        """What a reader sees in a cell; empty where it is missing."""
        cell = self._report.cell(ref)
        return shown_text(cell, self.values.get(ref, BLANK)) if cell else ""

    def _findings(self) -> Iterable[Finding]:
        yield from self._identity_findings()
        for ref in self.values:
            if ref in self._cell_findings:
                yield self._cell_findings[ref]
        for table in self._form.tables:
            blanks = tuple(ref for ref in self.values if self._is_blank(ref) and ref.table == table)
            if blanks:
                yield blank_finding(
                    self._rules, self._form, table, blanks, may_be_zero=not self._has_unread()
                )
        yield from self._doubts()

    def _of_years(self) -> Iterable[Finding]:
        """What belongs to another year: words, and figures beside last year's."""
        yield from word_findings(self._rules, self._report)
        past = last_year_of(self._report)
        yield from across_findings(self._rules, self._form, self._report, self.values, past)

    def _has_unread(self) -> bool:
        """Whether figures of the source wait to be placed, which may belong into blank cells."""
        return any(each.is_data for each in self._report.unplaced)

    def _is_blank(self, ref: CellRef) -> bool:
        """Whether a cell is blank and nothing is known of what belongs there."""
        doubts = self._report.doubts
        return ref in self._blanks and not (doubts and str(ref) in doubts)

    def _doubts(self) -> Iterable[Finding]:
        for ref in self.values if self._report.doubts else ():
            choices = self._report.doubts.get(str(ref))
            if choices is not None and ref in self._blanks:
                yield doubt_finding(self._rules, self._form, ref, choices)

    def _not_judged(self, wanted: Outcome) -> Iterable[NotChecked]:
        for compiled, outcome in zip(self._arithmetic.identities, self._outcomes, strict=True):
            if outcome is wanted:
                identity = compiled.instance.identity
                is_surplus = identity.per is Per.COLUMN and identity.table in self._surplus
                yield self._arithmetic.not_checked(compiled, outcome, has_extra_rows=is_surplus)

    def _value(self, ref: CellRef) -> Value:
        cell = self._report.cell(ref)
        if cell is None:
            return BLANK
        if not cell.computed:
            return read_value(cell.text, self._form.kind(ref))
        if ref not in self._totals:
            return BLANK
        return add_up([self.values.get(term, BLANK) for term in self._totals[ref]])

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
            self._outcomes[number] = self._outcome(compiled)

    def _outcome(self, compiled: Compiled) -> Outcome:
        """Whether an identity holds; a column with rows the form does not know is not judged."""
        identity = compiled.instance.identity
        if identity.per is Per.COLUMN and identity.table in self._surplus:
            return Outcome.SKIPPED
        return outcome_of(compiled, self._terms)

    def _identity_findings(self) -> Iterable[Finding]:
        """Made when asked for: which fixes are best depends on the neighbouring identities too."""
        computed = [ref for ref in self._totals if self._is_computed(ref)]
        for compiled, outcome in zip(self._arithmetic.identities, self._outcomes, strict=True):
            if outcome is Outcome.ERROR:
                yield self._arithmetic.finding(compiled, self._terms, computed)


def check(
    report: Report,
    form: Form,
    rules: Mapping[str, Rule],
    editions: Editions | None = None,
) -> Checked:
    """All findings of a report; with `editions` at hand, also how to put it into another.

    The rules across years look at the earlier years that the report remembers (`with_memory_of`).
    """
    return LiveCheck(report, form, rules, editions).result()
