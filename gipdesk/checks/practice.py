"""Local practice: how grave an agency holds a rule to be, where that is not what the rule says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from gipdesk.report.edition import Severity

if TYPE_CHECKING:
    from gipdesk.checks.engine import Checked
    from gipdesk.checks.finding import Finding, NotChecked


class Grade(StrEnum):
    """What an agency makes of a rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"  # it is not applied


Practice: TypeAlias = Mapping[str, Grade]  # by the id of the rule


def graded(checked: Checked, practice: Practice) -> Checked:
    """What the checks say, as an agency holds it."""
    if not practice:
        return checked
    return msgspec.structs.replace(
        checked,
        findings=tuple(_graded(checked.findings, practice)),
        open=_applied(checked.open, practice),
        skipped=_applied(checked.skipped, practice),
    )


def _graded(findings: Iterable[Finding], practice: Practice) -> Iterator[Finding]:
    """The findings; one that is graded otherwise remembers the severity of its rule."""
    for finding in findings:
        grade = practice.get(finding.rule)
        if grade is None or grade.value == finding.severity.value:
            yield finding
        elif grade is not Grade.OFF:
            severity, own = Severity(grade.value), finding.severity
            yield msgspec.structs.replace(finding, severity=severity, own_severity=own)


def _applied(notes: Iterable[NotChecked], practice: Practice) -> tuple[NotChecked, ...]:
    return tuple(each for each in notes if practice.get(each.rule) is not Grade.OFF)
