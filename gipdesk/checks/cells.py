"""What may be wrong with a single cell: no number where one belongs, a blank, a slash."""

from __future__ import annotations

from collections.abc import Mapping

from gipdesk.checks.finding import Finding, set_cells
from gipdesk.checks.names import cell_name
from gipdesk.checks.rules import Rule
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.values import State, Value, fits

_RULE_OF_KIND = {
    CellKind.COUNT: "V.INT",
    CellKind.SIGNED: "V.INT",
    CellKind.AMOUNT_WAN: "V.AMOUNT",
    CellKind.AMOUNT_YUAN: "V.AMOUNT",
}


def cell_finding(
    rules: Mapping[str, Rule], form: Form, ref: CellRef, value: Value, text: str
) -> Finding | None:
    """What is wrong with one filled cell, if anything: V.INT, V.AMOUNT or V.SLASH."""
    kind = form.kind(ref)
    if kind is CellKind.TEXT or value.state is State.BLANK:
        return None
    if value.number is not None and fits(value.number, kind):
        return None
    rule = rules["V.SLASH" if value.state is State.MARK else _RULE_OF_KIND[kind]]
    fixes = (set_cells("改为0", {ref: "0"}),) if value.state is State.MARK else ()
    return rule.finding((ref,), fixes=fixes, place=cell_name(form, ref), text=_shortened(text))


def blank_finding(
    rules: Mapping[str, Rule], form: Form, table_id: str, blanks: tuple[CellRef, ...]
) -> Finding:
    """V.BLANK: the blank cells of one table, with the offer to fill zeros in."""
    fill = set_cells("空白处全部填0", dict.fromkeys(blanks, "0"))
    table = form.tables[table_id].name
    return rules["V.BLANK"].finding(
        blanks, section=table_id, fixes=(fill,), table=table, count=len(blanks)
    )


def _shortened(text: str) -> str:
    longest = 20
    return text if len(text) <= longest else f"{text[:longest]}…"
