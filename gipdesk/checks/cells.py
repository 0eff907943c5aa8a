"""What may be wrong with a single cell: no number where one belongs, a blank, a slash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gipdesk.checks.finding import Finding, set_cells
from gipdesk.checks.rules import Rule
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.names import cell_name
from gipdesk.report.values import State, Value, fits, has_unit

DOUBT = "V.DOUBT"
_MOST_CHOICES = 5  # that a finding offers
_EXPECTED = {  # by kind: the rule, and what belongs into the cell
    CellKind.COUNT: ("V.INT", "0或正整数"),
    CellKind.SIGNED: ("V.INT", "整数（减少的填负数）"),
    CellKind.AMOUNT_WAN: ("V.AMOUNT", "0或正数金额"),
    CellKind.AMOUNT_YUAN: ("V.AMOUNT", "0或正数金额"),
    CellKind.AMOUNT_TEXT: ("V.AMOUNT", "0或正数金额，并写明单位"),
}


def cell_finding(
    rules: Mapping[str, Rule], form: Form, ref: CellRef, value: Value, text: str
) -> Finding | None:
    """What is wrong with one filled cell, if anything: V.INT, V.AMOUNT, V.UNIT or V.SLASH."""
    kind = form.kind(ref)
    if kind is CellKind.TEXT or value.state is State.BLANK:
        return None
    if value.number is not None and fits(value.number, kind):
        lacks_unit = kind is CellKind.AMOUNT_TEXT and value.number and not has_unit(text)
        return _without_unit(rules, form, ref, text) if lacks_unit else None
    place, shown = cell_name(form, ref), _shortened(text)
    if value.state is State.MARK:
        fix = set_cells("改为0", {ref: "0"})
        return rules["V.SLASH"].finding((ref,), fixes=(fix,), place=place, text=shown)
    rule, expected = _EXPECTED[kind]
    return rules[rule].finding((ref,), expected=expected, place=place, text=shown)


def _without_unit(rules: Mapping[str, Rule], form: Form, ref: CellRef, text: str) -> Finding:
    """V.UNIT: an amount in a cell whose header names no unit."""
    fix = set_cells(f"改为{text}元", {ref: f"{text}元"})
    return rules["V.UNIT"].finding((ref,), fixes=(fix,), place=cell_name(form, ref), text=text)


def doubt_finding(
    rules: Mapping[str, Rule], form: Form, ref: CellRef, choices: Sequence[str]
) -> Finding:
    """V.DOUBT: a cell left blank because its source may be read in several ways."""
    offered = choices[:_MOST_CHOICES]
    listed = "、".join(choice or "空白" for choice in offered)
    more = "等" if len(choices) > len(offered) else ""
    fixes = tuple(set_cells(f"填{each}", {ref: each}) for each in offered if each)
    return rules[DOUBT].finding(
        (ref,),
        fixes=fixes,
        place=cell_name(form, ref),
        choices=f"（可能是{listed}{more}）" if listed else "",
    )


def blank_finding(
    rules: Mapping[str, Rule],
    form: Form,
    table_id: str,
    blanks: tuple[CellRef, ...],
    *,
    may_be_zero: bool,
) -> Finding:
    """V.BLANK: the blank cells of one table, with the offer to fill zeros in where they may be."""
    fill = set_cells("空白处全部填0", dict.fromkeys(blanks, "0"))
    table = form.tables[table_id].name
    fixes = (fill,) if may_be_zero else ()
    return rules["V.BLANK"].finding(
        blanks, section=table_id, fixes=fixes, table=table, count=len(blanks)
    )


def _shortened(text: str) -> str:
    longest = 20
    return text if len(text) <= longest else f"{text[:longest]}…"
