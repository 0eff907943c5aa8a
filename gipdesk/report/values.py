"""Reading what was typed into a cell.

A cell keeps its text as typed; this module alone says what number it means. Python's own `int()`
will not do: it accepts `1_000` and digits of other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

from gipdesk.report.edition import CellKind
from gipdesk.report.folding import fold

Number: TypeAlias = int | Decimal

MOST_DIGITS = 15  # a longer number is a slip of the keyboard, and no longer exact in a spreadsheet

_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"
_NUMBER = re.compile(rf"([+-]?)({_DIGITS})(?:\.(\d+))?(?: ?(\D{{1,2}}))?", re.ASCII)
_COUNTING_UNITS = frozenset("件条次份个宗例篇起项人名部") | {"人次"}
_FACTORS = {
    CellKind.COUNT: dict.fromkeys(_COUNTING_UNITS, Decimal(1)),
    CellKind.SIGNED: dict.fromkeys(_COUNTING_UNITS, Decimal(1)),
    CellKind.AMOUNT_WAN: {"万元": Decimal(1), "元": Decimal("0.0001")},
    CellKind.AMOUNT_YUAN: {"元": Decimal(1), "万元": Decimal(10000)},
    CellKind.AMOUNT_TEXT: {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)},
}
_MARKED = ("<super>", "<sub>", "<circle>")  # folding would read the note mark of 5² as 52
_NOTHING_MARKS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "空", "无", "〇"})


class State(StrEnum):
    """What kind of thing stands in a cell."""

    BLANK = "blank"
    NUMBER = "number"
    MARK = "mark"  # `/`, `-`, `无`: a sign for nothing, which is neither blank nor 0
    TEXT = "text"


class Value(msgspec.Struct, frozen=True):
    """What a cell's text means; `number` is None unless the state is `number`."""

    state: State
    number: Number | None = None


BLANK = Value(State.BLANK)
_MARK = Value(State.MARK)
_TEXT = Value(State.TEXT)


def read_value(text: str, kind: CellKind) -> Value:
    """What `text` means in a cell of `kind`; amounts come in the cell's own unit.

    >>> read_value("１，２００件", CellKind.COUNT).number
    1200
    >>> read_value("380元", CellKind.AMOUNT_WAN).number
    Decimal('0.038')
    >>> read_value("1_000", CellKind.COUNT).state.value
    'text'
    """
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and kind != CellKind.TEXT:
        return Value(State.NUMBER, int(text))
    if any(unicodedata.decomposition(character).startswith(_MARKED) for character in text):
        return _TEXT
    folded = fold(text).replace("−", "-")  # U+2212, the sign that spreadsheets paste
    if not folded:
        return BLANK
    if kind == CellKind.TEXT:
        return _TEXT
    number = _read_number(folded, kind)
    if number is not None:
        return Value(State.NUMBER, number)
    return _MARK if folded in _NOTHING_MARKS else _TEXT


def _read_number(folded: str, kind: CellKind) -> Number | None:
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return None
    sign, whole, decimals, unit = match.groups()
    factor = _FACTORS[kind].get(unit) if unit else Decimal(1)
    digits = whole.replace(",", "")
    if factor is None or len(digits) + len(decimals or "") > MOST_DIGITS:
        return None
    if decimals is None and factor == 1:
        return int(sign + digits)
    exact = Decimal(f"{sign}{digits}.{decimals or 0}") * factor
    return exact.normalize() if exact else Decimal(0)


def has_unit(text: str) -> bool:
    """Whether a number has its unit behind it: `2792220.8元`."""
    return fold(text)[-1:] == "元"


def fits(number: Number, kind: CellKind) -> bool:
    """Whether a number may stand in a cell of this kind."""
    is_whole = number == int(number)
    match kind:
        case CellKind.COUNT:
            return is_whole and number >= 0
        case CellKind.SIGNED:
            return is_whole
        case _:
            return number >= 0


def plain(number: Number) -> str:
    """A number as digits, never with an exponent.

    >>> plain(Decimal("1E+2")), plain(Decimal("0.0380"))
    ('100', '0.0380')
    """
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def to_json(value: Value, text: str, kind: CellKind) -> int | float | str | None:
    """A cell as the command line shows it: integer, number, None where blank, else as typed."""
    if value.state == State.BLANK:
        return None
    if value.number is None or (kind == CellKind.COUNT and value.number != int(value.number)):
        return text
    if kind == CellKind.AMOUNT_TEXT and has_unit(text):
        return text
    is_whole = value.number == int(value.number)
    return int(value.number) if is_whole else float(value.number)
