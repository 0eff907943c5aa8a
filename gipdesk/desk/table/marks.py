"""What the findings say of each cell: how grave, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

import msgspec

from gipdesk.checks.cells import DOUBT
from gipdesk.checks.finding import Finding
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Severity

_BLANKS = "V.BLANK"  # one finding for a whole table: each cell of a table just begun is quiet


class Grade(IntEnum):
    """How loudly a cell is marked; the loudest of its findings counts."""

    BLANK = 0
    NOTE = 1  # an info, or a finding somebody accepted
    RELATED = 2  # takes part in what is wrong; another cell is to be mended first
    WARNING = 3
    DOUBT = 4  # a question to the reader of the source
    ERROR = 5


class Mark(msgspec.Struct, frozen=True):
    """The mark of one cell; `messages` are whole sentences, one a finding."""

    grade: Grade
    messages: tuple[str, ...]


_GRADES = {
    Severity.ERROR: Grade.ERROR,
    Severity.WARNING: Grade.WARNING,
    Severity.INFO: Grade.NOTE,
}
_BLANK = Mark(Grade.BLANK, ("未填；没有发生的，通常填0。",))
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
    if finding.rule == _BLANKS:
        yield from ((ref, _BLANK) for ref in finding.cells)
        return
    sentence = f"{_WORDS[finding.severity]}：{finding.message}"
    if reason is not None:
        sentence = f"已确认（{reason}）：{finding.message}"
    grade = Grade.DOUBT if finding.rule == DOUBT else _GRADES[finding.severity]
    if reason is not None:
        grade = Grade.NOTE
    for place, ref in enumerate(finding.cells):
        yield ref, Mark(grade if place == 0 else min(grade, Grade.RELATED), (sentence,))
