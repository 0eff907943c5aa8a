"""Rules that are not identities: their ids, severities, messages and sources, as data."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gipdesk.checks.finding import Finding, Fix
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Severity, Source


class RuleCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An example: a cell with this text, and whether the rule finds it."""

    text: str
    found: bool


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cases": "case"}):
    """A rule; the function that looks for it bears its name.

    `accept` is how a person says that a finding is to stay as it is, where “属实” would not fit.
    """

    id: str
    severity: Severity
    message: str
    source: Source
    cases: tuple[RuleCase, ...] = ()
    accept: str = ""

    def finding(
        self,
        cells: tuple[CellRef, ...] = (),
        *,
        section: str = "",
        fixes: tuple[Fix, ...] = (),
        **args: object,
    ) -> Finding:
        """A finding of this rule; `args` fill the places of its message."""
        message = self.message.format(**args)
        return Finding(self.id, self.severity, cells, message, fixes, section=section)


class _RuleFile(msgspec.Struct, forbid_unknown_fields=True):
    rule: tuple[Rule, ...]


def read_rules(folder: Path) -> dict[str, Rule]:
    """All rules of a folder of TOML files, by id."""
    files = [
        msgspec.toml.decode(path.read_bytes(), type=_RuleFile) for path in folder.glob("*.toml")
    ]
    return {rule.id: rule for file in files for rule in file.rule}
