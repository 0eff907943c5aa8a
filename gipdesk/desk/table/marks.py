"""What the findings say of each cell: how grave, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

import msgspec

from gipdesk.checks.finding import Finding
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Severity

_BLANKS = "V.BLANK"  # names every blank cell of a table: a table just begun must not shout


class Grade(IntEnum):
    """How loudly a cell is marked; the loudest of its findings counts."""

    BLANK = 0
    NOTE = 1  # an info, or a finding somebody accepted
    RELATED = 2  # takes part in what is wrong; another cell is to be mended first
    WARNING = 3
    ERROR = 4


class Mark(msgspec.Struct, frozen=True):
    """The mark of one cell; `messages` are whole sentences, one a finding."""

    grade: Grade
    messages: tuple[str, ...]


_GRADES = {
    Severity.ERROR: Grade.ERROR,
    Severity.WARNING: Grade.WARNING,
    Severity.INFO: Grade.NOTE,
}
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}


def marks_of(
    findings: Iterable[Finding], accepted: Mapping[str, str], table_id: str
) -> dict[CellRef, Mark]:
    """The marks of one table's cells; `accepted` maps the keys of findings to reasons."""
    marks: dict[CellRef, Mark] = {}
    for finding in findings:
        for ref, mark in _marks(finding, accepted.get(finding.key)):
            if ref.table == table_id:
                before = marks.get(ref, Mark(Grade.BLANK, ()))
                grade = max(before.grade, mark.grade)
                marks[ref] = Mark(grade, (*before.messages, *mark.messages))
    return marks


def _marks(finding: Finding, reason: str | None) -> Iterator[tuple[CellRef, Mark]]:
    sentence = f"{_WORDS[finding.severity]}：{finding.message}"
    if reason is not None:
        sentence = f"已确认（{reason}）：{finding.message}"
    for place, ref in enumerate(finding.cells):
        yield ref, Mark(_grade(finding, place, is_accepted=reason is not None), (sentence,))


def _grade(finding: Finding, place: int, *, is_accepted: bool) -> Grade:
    if finding.rule == _BLANKS:
        return Grade.BLANK
    if is_accepted:
        return Grade.NOTE
    is_first = place == 0
    return _GRADES[finding.severity] if is_first else min(_GRADES[finding.severity], Grade.RELATED)
