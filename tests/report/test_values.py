"""What a typed text means: digits of this country's keyboards, and nothing else."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.edition import CellKind
from gipdesk.report.values import (
    BLANK,
    MOST_DIGITS,
    Number,
    State,
    Value,
    fits,
    plain,
    read_value,
    to_json,
)

NUMERIC = [kind for kind in CellKind if kind is not CellKind.TEXT]
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")

LOOKALIKES = [
    "1_000",
    "٣",
    "१२",
    "1e3",
    "0x10",
    "1,20",
    "1,2345",
    ",100",
    "1,,000",
    "1.2.3",
    "1.",
    ".5",
    "--5",
    "5-",
    "1 000",
    "1、200",
    "3/4",
    "约5",
    "5左右",
    "5万",
    "5元",
    "nan",
    "inf",
    "二十",
    "5²",
    "⑤",
    "½",
    "１２３４５６７８９０１２３４５６",
    "1234567890123456",
]  # fmt: skip - a list of words

counts = st.integers(0, 10**MOST_DIGITS - 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("1200", 1200),
        ("1,200", 1200),
        ("１，２００", 1200),
        ("12,345,678", 12345678),
        (" 35 ", 35),
        ("\u300035\u3000", 35),
        ("\ufeff35\u200b", 35),
        ("35件", 35),
        ("35 件", 35),
        ("6人次", 6),
        ("+5", 5),
        ("-5", -5),
        ("－5", -5),
        ("−5", -5),
        ("3.0", 3),
        ("3.5", Decimal("3.5")),
    ],
)
def test_a_count_is_read_as_people_type_it(text: str, number: Number) -> None:
    assert read_value(text, CellKind.COUNT) == Value(State.NUMBER, number)


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_resembles_a_number_is_text(text: str) -> None:
    assert read_value(text, CellKind.COUNT) == Value(State.TEXT)


@pytest.mark.parametrize("kind", NUMERIC)
def test_blank_zero_and_a_sign_for_nothing_are_three_things(kind: CellKind) -> None:
    assert read_value("", kind) == read_value(" \u3000\t", kind) == BLANK
    assert read_value("0", kind) == read_value("０", kind) == Value(State.NUMBER, 0)
    for mark in ("/", "／", "-", "——", "无", "\\"):
        assert read_value(mark, kind) == Value(State.MARK)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("0.038", CellKind.AMOUNT_WAN, "0.038"),
        ("380元", CellKind.AMOUNT_WAN, "0.038"),
        ("1元", CellKind.AMOUNT_WAN, "0.0001"),
        ("１，２３４．５６７８万元", CellKind.AMOUNT_WAN, "1234.5678"),
        ("0元", CellKind.AMOUNT_WAN, "0"),
        ("380", CellKind.AMOUNT_YUAN, "380"),
        ("0.038万元", CellKind.AMOUNT_YUAN, "380"),
        ("12.50元", CellKind.AMOUNT_YUAN, "12.5"),
    ],
)
def test_amounts_come_in_the_unit_of_their_cell(text: str, kind: CellKind, number: str) -> None:
    assert read_value(text, kind) == Value(State.NUMBER, Decimal(number))


def test_a_text_cell_holds_no_number() -> None:
    assert read_value("380", CellKind.TEXT) == Value(State.TEXT)
    assert read_value("", CellKind.TEXT) == BLANK


@given(counts, st.sampled_from(["{}", "{:,}"]), st.booleans(), st.sampled_from(["", "件", " 件"]))
def test_every_count_is_read_back_from_every_way_to_type_it(
    number: int, pattern: str, full_width: bool, unit: str
) -> None:
    text = pattern.format(number)
    typed = (text.translate(FULL_WIDTH) if full_width else text) + unit
    assert read_value(typed, CellKind.COUNT) == Value(State.NUMBER, number)
    assert read_value(f"-{typed}", CellKind.SIGNED) == Value(State.NUMBER, -number)


@given(st.decimals(0, 10**9, places=4))
def test_every_amount_keeps_its_four_places(amount: Decimal) -> None:
    assert read_value(f"{amount}", CellKind.AMOUNT_WAN).number == amount
    assert read_value(f"{amount:,}万元", CellKind.AMOUNT_YUAN).number == amount * 10000


@given(st.text(max_size=6), st.sampled_from(CellKind))
def test_any_text_has_exactly_one_meaning(text: str, kind: CellKind) -> None:
    value = read_value(text, kind)
    assert (value.number is not None) == (value.state is State.NUMBER)


@given(st.text(st.characters(categories=["Nd", "Nl", "No"]), min_size=1, max_size=3))
def test_only_ordinary_digits_make_a_number(text: str) -> None:
    widths = {unicodedata.normalize("NFKC", digit): digit for digit in "０１２３４５６７８９"}
    ordinary = set(widths) | set(widths.values())
    if read_value(text, CellKind.COUNT).number is not None:
        forms = {unicodedata.decomposition(digit).split(" ")[0] for digit in set(text) - ordinary}
        assert forms <= {"<font>"}  # the mathematical alphabets are the same digits, drawn anew


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (0, NUMERIC),
        (-1, [CellKind.SIGNED]),
        (Decimal("0.5"), [CellKind.AMOUNT_WAN, CellKind.AMOUNT_YUAN, CellKind.AMOUNT_TEXT]),
        (Decimal("3.0"), NUMERIC),
        (Decimal("-0.5"), []),
    ],
)
def test_a_number_fits_the_kinds_of_cells_that_can_hold_it(
    number: Number, kinds: list[CellKind]
) -> None:
    assert [kind for kind in NUMERIC if fits(number, kind)] == kinds


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_number_is_shown_in_digits_without_exponent(number: Decimal) -> None:
    shown = plain(number.normalize())
    assert "E" not in shown
    assert Decimal(shown) == number


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("", CellKind.COUNT, None),
        ("１，２００", CellKind.COUNT, 1200),
        ("0", CellKind.COUNT, 0),
        ("/", CellKind.COUNT, "/"),
        ("3.5", CellKind.COUNT, "3.5"),
        ("约5", CellKind.COUNT, "约5"),
        ("0.038", CellKind.AMOUNT_WAN, 0.038),
        ("2.00", CellKind.AMOUNT_WAN, 2),
        ("380元", CellKind.TEXT, "380元"),
        ("251000元", CellKind.AMOUNT_TEXT, "251000元"),
        ("8040", CellKind.AMOUNT_TEXT, 8040),
    ],
)
def test_the_command_line_shows_integers_numbers_null_or_what_was_typed(
    text: str, kind: CellKind, shown: int | float | str | None
) -> None:
    found = to_json(read_value(text, kind), text, kind)
    assert (type(found), found) == (type(shown), shown)
