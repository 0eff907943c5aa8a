"""What is still to be done in a report begun from last year's: derived from it, never stored.

Each point is a finding with its place and its fixes. It is over when the text or the figure has
changed, or when a person ticked it off (`Accept`, as with any finding).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from gipdesk import paths
from gipdesk.checks.finding import Finding, Span
from gipdesk.checks.kept_figures import kept_figures
from gipdesk.checks.rules import Rule, read_rules
from gipdesk.checks.stale_words import WRITTEN_ANEW, word_findings
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.names import cell_name, row_name
from gipdesk.report.past import last_year_of
from gipdesk.report.report import Block, Paragraph, PastYear, Report, Section

TICKED = "已办"

_KINDS = paths.RESOURCES / "todo"

_MOST_NAMED = 3
_SHORTEST = 12  # characters; what is shorter is a heading or “无”
_HEADING = re.compile(r"(?:（[一二三四五六七八九十]+）|[0-9]{1,2}[.．])[^。]{0,36}。?$")
_BEGINNING = 18
_DATE = re.compile("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
_CARRY = ("requests", "carry_in")
_STANDING = ("rules", "normative")


class Todo(msgspec.Struct, frozen=True):
    """The points in order, and how many there were when the report was begun."""

    points: tuple[Finding, ...]
    accepted: Mapping[str, str]
    at_first: int

    @property
    def open(self) -> tuple[Finding, ...]:
        """The points nobody has ticked off."""
        return tuple(each for each in self.points if each.key not in self.accepted)

    @property
    def ticked(self) -> tuple[Finding, ...]:
        """The points that are ticked off although nothing was changed."""
        return tuple(each for each in self.points if each.key in self.accepted)

    @property
    def total(self) -> int:
        """All points there have been."""
        return max(self.at_first, len(self.points))

    @property
    def done(self) -> int:
        """How many of them are over."""
        return self.total - len(self.open)


def todo_of(report: Report, form: Form, rules: Mapping[str, Rule]) -> Todo:
    """What is to be done; empty for a report that remembers no last year."""
    past = last_year_of(report)
    if past is None:
        return Todo((), {}, 0)
    rules = {**rules, **_kinds()}
    points = tuple(_points(report, form, rules, past))
    begun = (
        *_of_cells(report, form, rules, past, as_begun=True),
        *_of_text(_as_begun(report, past), rules, past),
        *_left_out(rules, report, past),
        *_undated(rules, report, as_begun=True),
    )
    return Todo(points, report.accepted, len(begun))


@cache
def _kinds() -> dict[str, Rule]:
    """What is to be done besides mending findings: no rules, so they are not graded by practice."""
    return read_rules(_KINDS)


def _points(
    report: Report, form: Form, rules: Mapping[str, Rule], past: PastYear
) -> Iterator[Finding]:
    yield from _of_cells(report, form, rules, past)
    yield from _of_text(report, rules, past)
    yield from _left_out(rules, report, past)
    yield from _undated(rules, report)


def _of_text(report: Report, rules: Mapping[str, Rule], past: PastYear) -> Iterator[Finding]:
    """Years, relative dates, figures and whole paragraphs, paragraph by paragraph."""
    words: dict[str, list[Finding]] = {}
    for found in word_findings(rules, report):
        words.setdefault(found.spans[0].block, []).append(found)
    for section in report.sections:
        if section.id in WRITTEN_ANEW:
            continue
        held = past.paragraphs.get(section.id, ())
        for block in section.blocks:
            if isinstance(block, Paragraph):
                points = [*words.get(block.id, ()), *_figures(rules, section.id, block, held)]
                yield from points or _unchanged(rules, section.id, block, held)


def _figures(
    rules: Mapping[str, Rule], section: str, block: Paragraph, held: tuple[str, ...]
) -> Iterator[Finding]:
    """Numbers that last year's report has at the same place; linked ones follow the tables."""
    linked = [range(each.start, each.end) for each in block.links]
    places = [
        place
        for place in kept_figures(block.text, held)
        if not any(place[0] in each for each in linked)
    ]
    if places:
        texts = [f"“{block.text[a:b]}”" for a, b in places]
        more = f"等{len(texts)}处数字" if len(texts) > _MOST_NAMED else ""
        found = rules["Y.FIGURE"].finding(figures="".join(texts[:_MOST_NAMED]) + more)
        spans = tuple(Span(section, block.id, *place) for place in places)
        yield msgspec.structs.replace(found, spans=spans)


def _unchanged(
    rules: Mapping[str, Rule], section: str, block: Paragraph, held: tuple[str, ...]
) -> Iterator[Finding]:
    text = block.text.strip()
    if len(text) < _SHORTEST or _HEADING.match(text) or block.text not in held:
        return
    beginning = text[:_BEGINNING] + ("…" if len(text) > _BEGINNING else "")
    spans = (Span(section, block.id, 0, len(block.text)),)
    yield msgspec.structs.replace(rules["Y.KEPT"].finding(beginning=beginning), spans=spans)


def _of_cells(
    report: Report, form: Form, rules: Mapping[str, Rule], past: PastYear, *, as_begun: bool = False
) -> Iterator[Finding]:
    """Figures taken over that a person must compare: 上年结转, and 现行有效 to go on from."""
    carried = [
        ref
        for ref, cell in report.cells()
        if (ref.table, ref.row) == _CARRY
        and not cell.computed
        and past.text(CellRef(ref.table, "carry_out", ref.column)).strip(" 0")
    ]
    if carried:
        name = row_name(form.tables["requests"], "carry_in")
        what = f"“{name}”已按上年报告填入，请与登记台账核对。"
        yield rules["Y.CELL"].finding(tuple(carried), what=what)
    for row in _STANDING:
        ref = CellRef("disclosure", row, "valid")
        cell, last = report.cell(ref), past.text(ref)
        if cell and last.strip(" 0") and (as_begun or cell.text == last):
            what = f"“{cell_name(form, ref)}”先填了上年的{last}，请按本年制发、废止的件数更新。"
            yield rules["Y.CELL"].finding((ref,), what=what)


def _left_out(rules: Mapping[str, Rule], report: Report, past: PastYear) -> Iterator[Finding]:
    for section, left in past.left_out.items():
        if report.section(section):
            named = "、".join(left[:_MOST_NAMED])
            more = f"等{len(left)}项" if len(left) > _MOST_NAMED else ""
            yield rules["Y.LEFT"].finding(section=section, left=named + more)


def _undated(
    rules: Mapping[str, Rule], report: Report, *, as_begun: bool = False
) -> Iterator[Finding]:
    """The date of the report, which is this year's own: nothing is printed of a blank one."""
    closing = report.section("closing")
    is_written = closing is not None and _DATE.search(closing.text)
    if as_begun or not (report.meta.signed_on.strip() or is_written):
        yield rules["Y.DATE"].finding(section="closing")


def _as_begun(report: Report, past: PastYear) -> Report:
    """The report with last year's text still in it, to count what there was to be done."""
    sections: list[Section] = []
    for section_id, texts in past.paragraphs.items():
        blocks: list[Block] = [Paragraph(f"{section_id}{n}", each) for n, each in enumerate(texts)]
        sections.append(Section(section_id, "", blocks))
    return msgspec.structs.replace(report, sections=sections)
