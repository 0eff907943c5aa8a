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
_ASIDE = frozenset({_BLANKS, DOUBT})  # the pane of the source asks about doubts


class Grade(IntEnum):
    """How loudly a cell is marked; the loudest of its findings counts."""

    BLANK = 0
    NOTE = 1  # an info
    ACCEPTED = 2  # a finding that somebody looked into
    RELATED = 3  # takes part in what is wrong; another cell is to be mended first
    WARNING = 4
    DOUBT = 5  # a question to the reader of the source
    ERROR = 6


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
    beside = Grade.NOTE if reason is not None else Grade.RELATED
    if reason is not None:
        grade = Grade.ACCEPTED
    for place, ref in enumerate(finding.cells):
        yield ref, Mark(grade if place == 0 else min(grade, beside), (sentence,))


class Trouble(msgspec.Struct, frozen=True):
    """What is to be said beside a cell: the one to be mended, how grave, and the sentence."""

    ref: CellRef
    grade: Grade
    message: str


def trouble_at(
    findings: Iterable[Finding], accepted: Mapping[str, str], ref: CellRef
) -> Trouble | None:
    """The gravest thing wrong at a cell, or with a total that it is part of; None if nothing is."""
    found = [
        Trouble(each.cells[0], _GRADES[each.severity], each.message)
        for each in findings
        if ref in each.cells and each.rule not in _ASIDE and each.key not in accepted
    ]
    grave = [each for each in found if each.grade > Grade.NOTE and each.ref.table == ref.table]
    return max(grave, key=lambda each: (each.ref == ref, each.grade), default=None)
