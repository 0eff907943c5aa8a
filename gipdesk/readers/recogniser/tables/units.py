"""Amounts in a unit that is not their cell's: the number keeps its unit, and so its value."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gipdesk.report.edition import CellKind
from gipdesk.report.folding import match_key
from gipdesk.report.values import read_value

_TOLD = re.compile(r"(?:单位:?|\()(万元|元)")
OWN_UNITS = {CellKind.AMOUNT_WAN: "万元", CellKind.AMOUNT_YUAN: "元"}
_UNITS = frozenset(OWN_UNITS.values())


def unit_told(words: Iterable[str]) -> str:
    """The unit that words over or beside amounts tell; empty where none or several do.

    >>> unit_told(["信息内容", "本年收费金额（单位：元）"])
    '元'
    """
    keys = [match_key(word) for word in words]
    units = {*_TOLD.findall("".join(keys)), *(_UNITS & set(keys))}
    return units.pop() if len(units) == 1 else ""


def with_unit(text: str, kind: CellKind, unit: str) -> str:
    """An amount with its unit behind it, where that is not its cell's and not there already.

    >>> with_unit("125,000", CellKind.AMOUNT_WAN, "元"), with_unit("0", CellKind.AMOUNT_WAN, "元")
    ('125000元', '0')
    """
    is_other = kind in OWN_UNITS and unit not in ("", OWN_UNITS[kind])
    if not is_other or not text[-1:].isdigit() or not read_value(text, kind).number:
        return text
    return f"{match_key(text).replace(',', '')}{unit}"
