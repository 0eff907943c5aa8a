"""Rules across years: what this year's figures must, or should, have to do with last year's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gipdesk.checks.finding import Finding, set_cells
from gipdesk.checks.rules import Rule
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.names import cell_name, column_name
from gipdesk.report.report import PastYear, Report
from gipdesk.report.values import BLANK, Number, Value, plain, read_value

_VALID = ("rules", "normative")  # rows of 表二 whose 现行有效 goes on from year to year
_ITEMS, _DELTA = "prev_items", "delta"  # columns of 表二 in the form of 2019 and 2020
_JUMP = 5  # times last year's figure, or a fifth of it
_TINY = 20  # below this a figure may jump
_FEWEST_ALIKE = 4  # figures other than 0 that must be alike before anybody is asked
_COUNTS = (CellKind.COUNT, CellKind.AMOUNT_WAN, CellKind.AMOUNT_YUAN)


def across_findings(
    rules: Mapping[str, Rule],
    form: Form,
    report: Report,
    values: Mapping[CellRef, Value],
    past: PastYear | None,
) -> Iterator[Finding]:
    """XY.CARRY, T2.ROLL, T2.2019.ITEMS, XY.SAME and XY.JUMP; none without the year right before."""
    if past is None or report.meta.year is None or past.year != report.meta.year - 1:
        return
    before = {ref: _past_value(form, past, ref) for ref in values}
    yield from _carried(rules, form, report, values, past)
    yield from _rolled(rules, form, values, before)
    yield from _items(rules, form, values, before)
    yield from _same(rules, values, before, past)
    yield from _jumps(rules, form, values, before)


def _carried(
    rules: Mapping[str, Rule],
    form: Form,
    report: Report,
    values: Mapping[CellRef, Value],
    past: PastYear,
) -> Iterator[Finding]:
    """上年结转 that is not last year's 结转下年度."""
    texts: dict[CellRef, str] = {}
    for ref, value in values.items():
        if (ref.table, ref.row) != ("requests", "carry_in"):
            continue
        text = past.text(CellRef(ref.table, "carry_out", ref.column))
        last = read_value(text, form.kind(ref)).number
        if last is not None and value.number is not None and value.number != last:
            texts[ref] = text
    if texts:
        table = form.tables["requests"]
        named = "；".join(
            f"{column_name(table, ref.row, ref.column)}{_shown(values[ref])}（上年报告为{text}）"
            for ref, text in texts.items()
        )
        typed = {ref: text for ref, text in texts.items() if not _is_computed(report, ref)}
        fixes = (set_cells("按上年报告填写", typed),) if typed else ()
        yield rules["XY.CARRY"].finding(tuple(texts), fixes=fixes, named=named)


def _rolled(
    rules: Mapping[str, Rule],
    form: Form,
    values: Mapping[CellRef, Value],
    before: Mapping[CellRef, Number | None],
) -> Iterator[Finding]:
    """现行有效 that is not last year's, plus 制发, less 废止."""
    for row in _VALID:
        made, repealed, valid = (
            CellRef("disclosure", row, each) for each in ("made", "repealed", "valid")
        )
        last = before.get(valid)
        new, gone, now = (values.get(each, BLANK).number for each in (made, repealed, valid))
        if last is None or new is None or gone is None or now is None:
            continue
        expected = Decimal(last) + new - gone
        if expected != now:
            fixes = (set_cells(f"改为{plain(expected)}", {valid: plain(expected)}),)
            yield rules["T2.ROLL"].finding(
                (valid, made, repealed),
                fixes=fixes if expected >= 0 else (),
                place=cell_name(form, valid),
                last=plain(last),
                made=plain(new),
                repealed=plain(gone),
                expected=plain(expected),
                now=plain(now),
            )


def _items(
    rules: Mapping[str, Rule],
    form: Form,
    values: Mapping[CellRef, Value],
    before: Mapping[CellRef, Number | None],
) -> Iterator[Finding]:
    """上一年项目数量 that is not what last year's report had at its end."""
    for ref, value in values.items():
        last = before[ref] if ref.column == _ITEMS else None
        delta = before.get(CellRef(ref.table, ref.row, _DELTA))
        if last is None or delta is None or value.number is None:
            continue
        expected = Decimal(last) + delta
        if expected != value.number:
            fix = set_cells(f"改为{plain(expected)}", {ref: plain(expected)})
            yield rules["T2.2019.ITEMS"].finding(
                (ref,),
                fixes=(fix,) if expected >= 0 else (),
                place=cell_name(form, ref),
                last=plain(last),
                delta=plain(delta),
                expected=plain(expected),
                now=plain(value.number),
            )


def _same(
    rules: Mapping[str, Rule],
    values: Mapping[CellRef, Value],
    before: Mapping[CellRef, Number | None],
    past: PastYear,
) -> Iterator[Finding]:
    """A whole report whose figures are last year's, not all of them zeros."""
    alike = [ref for ref, value in values.items() if value.number and value.number == before[ref]]
    is_same = all(value.number == before[ref] for ref, value in values.items())
    if is_same and len(alike) >= _FEWEST_ALIKE:
        yield rules["XY.SAME"].finding((alike[0],), year=past.year, count=len(alike))


def _jumps(
    rules: Mapping[str, Rule],
    form: Form,
    values: Mapping[CellRef, Value],
    before: Mapping[CellRef, Number | None],
) -> Iterator[Finding]:
    """A figure that is several times, or a fraction of, last year's; of a row only its total."""
    for ref, value in values.items():
        last, now = before[ref], value.number
        if last is None or now is None or form.kind(ref) not in _COUNTS or not _is_main(ref):
            continue
        least, most = sorted((Decimal(last), Decimal(now)))
        if most >= _TINY and least >= 0 and most > _JUMP * least:
            yield rules["XY.JUMP"].finding(
                (ref,), place=cell_name(form, ref), last=plain(last), now=plain(now)
            )


def _is_main(ref: CellRef) -> bool:
    return ref.table not in ("requests", "proceedings") or ref.column == "total"


def _is_computed(report: Report, ref: CellRef) -> bool:
    cell = report.cell(ref)
    return cell is not None and cell.computed


def _past_value(form: Form, past: PastYear, ref: CellRef) -> Number | None:
    text = past.text(ref)
    return read_value(text, form.kind(ref)).number if text else None


def _shown(value: Value) -> str:
    return "" if value.number is None else plain(value.number)
