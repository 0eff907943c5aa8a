"""Whatever stands in the cells of a report is read from its page, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Editions, Form
from gipdesk.report.report import Report
from tests.readers.sources import (
    between_bars,
    forms_of,
    on_one_line,
    one_cell_a_line,
    run_together,
    tables_of,
    zeros,
)

FORMS = [form for edition in Editions(paths.EDITIONS) for form in forms_of(edition)]

PLAIN = FORMS[0]
# Rows that show on which side merging left blanks
ALWAYS_FULL = ("new", "rules", "review", "notified", "fees", "procure", "1.1")
KEPT = (
    *ALWAYS_FULL,
    "lit_direct",
    "lit_after",
    "received",
)  # others that are printed as parts of one row
TYPED = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(
        ["/", "-", "—", "无", "1,234", "０", "12件", "22(其中修订16件)", "0.038", "251000元"]
    ),
)
LOST = st.sampled_from([0, 0.1, 0.25])  # of the rows
Read = Callable[[str], Reading]


def texts_in(report: Report) -> dict[CellRef, str]:
    return {ref: cell.text for ref, cell in report.cells()}


def filled(form: Form, typed: list[str], lost: float) -> dict[CellRef, str]:
    """What is typed into the cells of a form from which some rows are missing."""
    rows = [(table.id, row) for table in form.tables.values() for row in table.row_ids]
    missing = [row for row in rows[:: int(1 / lost)] if row[1] not in KEPT] if lost else []
    texts = zip(form.kinds, cycle(typed), strict=False)
    return {
        ref: text or ("1" if ref.row in ALWAYS_FULL else "")
        for ref, text in texts
        if (ref.table, ref.row) not in missing
    }


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FORMS), st.lists(TYPED, min_size=1, max_size=60), LOST)
def test_one_cell_a_line_is_read_as_typed(
    read: Read, form: Form, typed: list[str], lost: float
) -> None:
    texts = filled(form, typed, lost)
    reading = read(one_cell_a_line(form, tables_of(form, texts)))
    assert texts_in(reading.report) == texts
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.variants == form.variants


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FORMS), st.lists(TYPED | st.just(""), min_size=1, max_size=60), LOST)
def test_rows_between_bars_are_read_as_typed(
    read: Read, form: Form, typed: list[str], lost: float
) -> None:
    texts = filled(form, typed, lost)
    reading = read(between_bars(form, tables_of(form, texts)))
    assert texts_in(reading.report) == texts
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.variants == form.variants


@pytest.mark.parametrize("form", FORMS, ids=repr)
@pytest.mark.parametrize("shape", [run_together, on_one_line])
def test_zeros_that_ran_together_are_read_one_by_one(
    read: Read, form: Form, shape: Callable[..., str]
) -> None:
    reading = read(shape(form, tables_of(form, zeros(form))))
    assert texts_in(reading.report) == zeros(form)
    assert (reading.uncertain, reading.unread) == ([], [])


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_a_form_that_is_not_filled_in_is_read_as_blank(read: Read, form: Form) -> None:
    blank = dict.fromkeys(form.kinds, "")
    assert texts_in(read(between_bars(form, tables_of(form, blank))).report) == blank


@pytest.mark.parametrize("shape", [one_cell_a_line, between_bars])
def test_text_around_the_tables_is_read_without_their_words(
    read: Read, shape: Callable[..., str]
) -> None:
    report = read(shape(PLAIN, tables_of(PLAIN, zeros(PLAIN)))).report
    assert {section.id: section.text for section in report.sections} == {
        "preamble": "本报告所列数据的统计期限为2021年1月1日至2021年12月31日。",
        "overview": "（一）主动公开\n本机关全年主动公开政府信息120条。",
        "disclosure": "",
        "requests": "",
        "proceedings": "",
        "problems": "公开的形式不够多样，下一步改进。",
        "other": "本年度未收取信息处理费。",
    }
    assert not report.unplaced
    assert not report.notes


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(FORMS),
    st.sampled_from([one_cell_a_line, between_bars, run_together, on_one_line]),
    st.lists(
        st.tuples(st.integers(0, 5000), st.sampled_from(["", "0", " |", "\n", "其他"])), max_size=25
    ),
)
def test_what_is_torn_and_broken_is_read_all_the_same(
    read: Read, form: Form, shape: Callable[..., str], harm: list[tuple[int, str]]
) -> None:
    text = shape(form, tables_of(form, zeros(form)))
    for at, instead in harm:
        text = text[: at % len(text)] + instead + text[at % len(text) + 3 :]
    assert read(text).report.edition
