"""What a check says: a finding, the cells or words it is about, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, Change, SetCell
from gipdesk.report.edition import Severity
from gipdesk.report.report import Cell


class Span(msgspec.Struct, frozen=True):
    """Characters `start` to `end` of a block in a section."""

    section: str
    block: str
    start: int
    end: int


class Fix(msgspec.Struct, frozen=True):
    """A change that would mend a finding, and its name for the user."""

    label: str
    change: Change


class Finding(msgspec.Struct, frozen=True):
    """Something that is, or may be, wrong.

    `cells` says where, the cell to mend first; `message` is a whole Chinese sentence.
    """

    rule: str
    severity: Severity
    cells: tuple[CellRef, ...]
    message: str
    fixes: tuple[Fix, ...] = ()
    spans: tuple[Span, ...] = ()
    section: str = ""  # the section or table it is about as a whole, if it is
    own_severity: Severity | None = None  # of the rule, where local practice grades it otherwise
    is_unfilled: bool = False  # its words follow a cell, and that is what to fill

    @property
    def is_in_text(self) -> bool:
        """Whether its words are what to look at, rather than its cells."""
        return bool(self.spans) and not self.is_unfilled

    @property
    def key(self) -> str:
        """What names this finding when a person accepts it: the rule and its place."""
        cells = self.cells if self.spans else self.cells[:1]
        exact = [*map(str, cells), *(span.block for span in self.spans[:1])]
        return key_of(self.rule, self.section or " ".join(exact))


def renewed(fix: Fix, finding: Finding, now: Iterable[Finding]) -> Fix | None:
    """A fix of a finding as it is among the findings of now; None where it is offered no more."""
    same = (each for each in now if each.key == finding.key)
    return next((each for one in same for each in one.fixes if each.label == fix.label), None)


def key_of(rule: str, place: CellRef | str) -> str:
    """What names the finding of a rule at a place: a cell, a block, a section or a table."""
    return f"{rule} {place}"


class NotChecked(msgspec.Struct, frozen=True):
    """A rule that could not be judged, and why: never counted as passed."""

    rule: str
    cells: tuple[CellRef, ...]
    reason: str


def set_cells(label: str, texts: Mapping[CellRef, str]) -> Fix:
    """A fix that types these texts into these cells."""
    changes = tuple(SetCell(ref, Cell(text)) for ref, text in texts.items())
    return Fix(label, changes[0] if len(changes) == 1 else Batch(changes, label))
