"""Identities that are no equations: at most, together, needs; judged against every filling."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gipdesk.checks.engine import check
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, Meta
from gipdesk.workflow.office import open_office

OFFICE = open_office()
STATISTICS = form_of(OFFICE.editions["2014"])
OLD = form_of(OFFICE.editions["2019"])
MOST = 8  # a blank larger than any sum of the numbers drawn alters nothing more
NUMBERS = st.one_of(st.none(), st.integers(0, 3))
CHANNELS = [f"1.2.{number}" for number in range(1, 6)]


def outcome(form: Form, rule: str, cells: dict[CellRef, int | None]) -> str:
    """What the checks say of the one identity of `rule` that is about just these cells."""
    report = new_report(form, Meta(agency="某某市司法局", year=form.edition.years.first))
    for ref, number in cells.items():
        apply(report, SetCell(ref, Cell("" if number is None else str(number))))
    checked = check(report, form, OFFICE.rules)
    wanted = set(cells)
    if any(each.rule == rule and set(each.cells) == wanted for each in checked.findings):
        return "error"
    if any(each.rule == rule and set(each.cells) == wanted for each in checked.open):
        return "open"
    return "holds"


def expected(numbers: list[int | None], is_true: Callable[..., bool], least: int = 0) -> str:
    """By trying every filling of the blanks."""
    fillings = product(
        *([number] if number is not None else range(least, MOST + 1) for number in numbers)
    )
    possible = any(is_true(*filling) for filling in fillings)
    if None not in numbers:
        return "holds" if possible else "error"
    return "open" if possible else "error"


def statistics(*codes: str) -> list[CellRef]:
    return [CellRef("statistics", code, "") for code in codes]


@given(st.lists(NUMBERS, min_size=2, max_size=2))
def test_a_part_is_at_most_its_whole(numbers: list[int | None]) -> None:
    cells = dict(zip(statistics("1.1.a", "1.1"), numbers, strict=True))
    assert outcome(STATISTICS, "L8", cells) == expected(numbers, lambda part, all_: part <= all_)


@given(st.lists(NUMBERS, min_size=6, max_size=6).filter(lambda held: held.count(None) < 4))
def test_what_counts_once_is_at_most_the_sum_of_the_channels(numbers: list[int | None]) -> None:
    cells = dict(zip(statistics("1.1", *CHANNELS), numbers, strict=True))
    wanted = expected(numbers, lambda once, *channels: once <= sum(channels))
    assert outcome(STATISTICS, "L9", cells) == wanted


@given(st.lists(NUMBERS, min_size=2, max_size=2))
def test_people_trained_need_a_training(numbers: list[int | None]) -> None:
    cells = dict(zip(statistics("9.3", "9.2"), numbers, strict=True))
    wanted = expected(numbers, lambda people, courses: courses > 0 or people == 0)
    assert outcome(STATISTICS, "L13", cells) == wanted


@given(st.lists(NUMBERS, min_size=2, max_size=2))
def test_purchases_and_their_amount_are_nothing_together(numbers: list[int | None]) -> None:
    cells = dict(
        zip(
            [OLD.cell("disclosure/procure.count"), OLD.cell("disclosure/procure.amount")],
            numbers,
            strict=True,
        )
    )
    wanted = expected(numbers, lambda count, amount: (count > 0) == (amount > 0))
    assert outcome(OLD, "T2.2019.PROC", cells) == wanted


@given(NUMBERS, st.one_of(st.none(), st.integers(-3, 3)))
def test_what_remains_of_last_year_s_items_is_not_negative(
    items: int | None, delta: int | None
) -> None:
    cells = {
        OLD.cell("disclosure/licence.prev_items"): items,
        OLD.cell("disclosure/licence.delta"): delta,
    }
    is_open = items is None or delta is None
    wanted = "open" if is_open else ("holds" if (items or 0) + (delta or 0) >= 0 else "error")
    assert outcome(OLD, "T2.2019.ITEMS", cells) == wanted
