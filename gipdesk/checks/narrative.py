"""What the text says against what the tables hold: N.RECV, N.NONE, N.LIT, N.NORM and N.LINK.

What a paragraph says is remembered (`report/mentions`), so that an edit costs a new reading of
its own paragraph and a comparison of the numbers that are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gipdesk.checks.finding import Finding, Fix, NotChecked, Span, set_cells
from gipdesk.checks.rules import Rule
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.edition import Form
from gipdesk.report.identities import add_up
from gipdesk.report.links import UNFILLED, with_text
from gipdesk.report.mentions import Kind, Mention, cells_of, in_cells_unit, mentions, name_of
from gipdesk.report.names import cell_name
from gipdesk.report.report import Paragraph, Report
from gipdesk.report.values import BLANK, Number, State, Value, plain

_RULES = {
    Kind.RECEIVED: "N.RECV",
    Kind.PROCEEDINGS: "N.LIT",
    Kind.REVIEW: "N.LIT",
    Kind.LITIGATION: "N.LIT",
    Kind.REVIEW_ALTERED: "N.LIT",
    Kind.LITIGATION_ALTERED: "N.LIT",
    Kind.NORMS_MADE: "N.NORM",
    Kind.NORMS_REPEALED: "N.NORM",
    Kind.NORMS_VALID: "N.NORM",
}
_NOTHING_RECEIVED = "N.NONE"
_WHAT = {
    Kind.PROCEEDINGS: "行政复议、行政诉讼",
    Kind.REVIEW: "行政复议",
    Kind.LITIGATION: "行政诉讼",
    Kind.REVIEW_ALTERED: "行政复议",
    Kind.LITIGATION_ALTERED: "行政诉讼",
    Kind.NORMS_MADE: "制发行政规范性文件",
    Kind.NORMS_REPEALED: "废止行政规范性文件",
    Kind.NORMS_VALID: "现行有效的行政规范性文件",
}
_NORMS = (Kind.NORMS_MADE, Kind.NORMS_REPEALED, Kind.NORMS_VALID)
_ALTERED = (Kind.REVIEW_ALTERED, Kind.LITIGATION_ALTERED)
_NONE = ("未", "没有", "并未")  # in front of 收到, and left out where some were received


class _Place(msgspec.Struct, frozen=True):
    """A paragraph and where it stands."""

    section: str
    at: int
    paragraph: Paragraph

    def span(self, start: int, end: int) -> Span:
        return Span(self.section, self.paragraph.id, start, end)

    def replaced(self, stretches: Sequence[tuple[int, int]], text: str, label: str) -> Fix:
        """The offer to put other words at some places of the paragraph."""
        new = self.paragraph
        for start, end in sorted(stretches, reverse=True):
            new = with_text(new, start, end, text)
        return Fix(label, ReplaceBlocks(self.section, self.at, 1, (new,)))


class Narrative:
    """The text of one report beside its tables."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        form: Form,
        report: Report,
        values: Mapping[CellRef, Value],
        totals: Mapping[CellRef, tuple[CellRef, ...]],
    ) -> None:
        """Look at a report; `totals` are those of its form (`identities.totals_of`)."""
        self._rules = rules
        self._form = form
        self._report = report
        self._values = values
        self._totals = totals
        self._cells = {kind: cells_of(kind, form) for kind in (*_RULES, Kind.CARRIED_IN)}

    def findings(self) -> Iterator[Finding]:
        """What the text says otherwise than the tables, and places still to be filled."""
        for place in self._places():
            wrong: dict[tuple[str, Kind], list[Mention]] = {}
            for mention in self._said(place.paragraph):
                if self._is_wrong(mention):
                    wrong.setdefault((_rule_of(mention), mention.kind), []).append(mention)
            for (rule, _), found in wrong.items():
                yield self._finding(rule, place, found)
            yield from self._contradictions(place)
            yield from self._unfilled(place)

    def open(self) -> Iterator[NotChecked]:
        """What the text says of cells that are blank."""
        for place in self._places():
            for mention in self._said(place.paragraph):
                cells = self._cells[mention.kind]
                held = [self._values[ref] for ref in cells if ref in self._values]
                if len(held) == len(cells) and State.BLANK in (each.state for each in held):
                    where = name_of(mention.kind, self._form)
                    reason = f"正文已写明，“{where}”有空白未填"
                    yield NotChecked(_rule_of(mention), cells, reason)

    def _places(self) -> Iterator[_Place]:
        for section in self._report.sections:
            for at, block in enumerate(section.blocks):
                if isinstance(block, Paragraph) and block.text:
                    yield _Place(section.id, at, block)

    def _said(self, paragraph: Paragraph) -> Iterator[Mention]:
        """The claims that a rule is about and that the form has cells for."""
        for mention in mentions(paragraph.text, self._report.meta.year):
            if mention.kind in _RULES and self._cells[mention.kind]:
                yield mention

    def _sum(self, cells: Sequence[CellRef]) -> Number | None:
        """The sum of some cells; None where one is missing, blank or no number."""
        return add_up([self._values.get(ref, BLANK) for ref in cells]).number

    def _is_wrong(self, mention: Mention) -> bool:
        cells = self._cells[mention.kind]
        held, said = self._sum(cells), in_cells_unit(mention, self._form.kind(cells[0]))
        if held is None or said is None or said == held:
            return False
        if mention.kind is Kind.RECEIVED and said:
            carried = self._carried_in()
            return carried is None or said != held + carried
        return True

    def _carried_in(self) -> Number | None:
        cells = self._cells[Kind.CARRIED_IN]
        return self._sum(cells) if cells else 0

    def _finding(self, rule: str, place: _Place, found: Sequence[Mention]) -> Finding:
        """One finding for all that a paragraph says wrongly about the same cells."""
        kind = found[0].kind
        cells = self._cells[kind]
        held = self._sum(cells) or 0
        made = self._rules[rule].finding(
            cells,
            fixes=(*self._in_text(place, found, held), *self._in_cell(cells, found)),
            what=_WHAT.get(kind, ""),
            said="、".join(dict.fromkeys(map(_said_of, found))),
            against=f"{name_of(kind, self._form)}为{plain(held)}",
            more=self._with_carried_in(held),
        )
        spans = tuple(place.span(each.start, each.end) for each in found)
        return msgspec.structs.replace(made, spans=spans)

    def _with_carried_in(self, held: Number) -> str:
        carried = self._carried_in()
        return f"，加上上年结转为{plain(held + carried)}" if carried else ""

    def _contradictions(self, place: _Place) -> Iterator[Finding]:
        """N.LIT: a paragraph that gives two numbers of one thing, where no table can decide."""
        said: dict[Kind, list[Mention]] = {}
        for mention in self._said(place.paragraph):
            if _RULES[mention.kind] == "N.LIT" and mention.kind not in _ALTERED:
                said.setdefault(mention.kind, []).append(mention)
        for kind, found in said.items():
            is_open = self._sum(self._cells[kind]) is None
            if is_open and len({each.number for each in found}) > 1:
                numbers = "、".join(map(_said_of, found))
                made = self._rules["N.LIT"].finding(
                    what=_WHAT[kind], said=numbers, against="前后不一致"
                )
                spans = tuple(place.span(each.start, each.end) for each in found)
                yield msgspec.structs.replace(made, spans=spans)

    def _in_text(self, place: _Place, found: Sequence[Mention], held: Number) -> Iterator[Fix]:
        """Put the table's number into the text."""
        if all(each.is_number for each in found):
            stretches = [(each.start, each.end) for each in found]
            yield place.replaced(stretches, plain(held), f"把正文改为{plain(held)}")
        elif len(found) == 1 and found[0].kind is Kind.RECEIVED:
            words = _received(place.paragraph.text, found[0], held)
            if words:
                stretch = (found[0].start, found[0].end)
                yield place.replaced([stretch], words, f"把正文改为“{words}”")

    def _in_cell(self, cells: Sequence[CellRef], found: Sequence[Mention]) -> Iterator[Fix]:
        """Put the text's number into the table, where one typed cell decides it."""
        numbers = {each.number for each in found}
        cell = self._deciding(cells)
        held = self._sum(cells)
        if len(numbers) > 1 or cell is None or held is None:
            return
        others = held - (self._values[cell].number or 0)
        number = numbers.pop() - others
        if number >= 0:
            is_named = cells == (cell,)
            where = name_of(found[0].kind, self._form) if is_named else cell_name(self._form, cell)
            yield set_cells(f"把“{where}”改为{plain(number)}", {cell: plain(number)})

    def _deciding(self, cells: Sequence[CellRef]) -> CellRef | None:
        """The one typed cell behind a sum: the only one there is, or that is not 0."""
        typed = list(self._typed_behind(cells))
        if len(typed) > 1:
            typed = [ref for ref in typed if self._values[ref].number]
        return typed[0] if len(typed) == 1 else None

    def _typed_behind(self, cells: Sequence[CellRef]) -> Iterator[CellRef]:
        """The typed cells that a sum adds up, through the totals that are computed."""
        for ref in cells:
            cell = self._report.cell(ref)
            if cell and cell.computed:
                yield from self._typed_behind(self._totals.get(ref, ()))
            elif cell:
                yield ref

    def _unfilled(self, place: _Place) -> Iterator[Finding]:
        """N.LINK: numbers that follow cells which hold none yet."""
        text = place.paragraph.text
        waiting: dict[CellRef, list[Span]] = {}
        for link in place.paragraph.links:
            if text[link.start : link.end] == UNFILLED:
                cell = next((r for r in link.cells if self._sum((r,)) is None), link.cells[0])
                waiting.setdefault(cell, []).append(place.span(link.start, link.end))
        for cell, spans in waiting.items():
            made = self._rules["N.LINK"].finding((cell,), place=cell_name(self._form, cell))
            yield msgspec.structs.replace(made, spans=tuple(spans), is_unfilled=True)


def _rule_of(mention: Mention) -> str:
    is_nothing = mention.kind is Kind.RECEIVED and not mention.number
    return _NOTHING_RECEIVED if is_nothing else _RULES[mention.kind]


def _said_of(mention: Mention) -> str:
    """What a text says, in words: `3件`, `没有发生`, `均维持`."""
    if mention.kind in _ALTERED:
        return "均维持"
    unit = "" if mention.kind in (Kind.RECEIVED, *_NORMS) else "件"
    return f"{plain(mention.number)}{unit}" if mention.is_number else "没有发生"


def _received(text: str, mention: Mention, held: Number) -> str:
    """“未收到政府信息公开申请” as what was received; empty where the words do not allow it."""
    words = text[mention.start : mention.end]
    for none in _NONE:
        rest = words.removeprefix(none)
        if rest != words and rest.startswith("收到") and rest.endswith("申请"):
            return f"{rest}{plain(held)}件"
    return ""
