"""Whatever stands in the cells of a report is read from its page, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.readers.recognise import Reading
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Editions, Form, form_of
from gipdesk.report.report import Report
from tests.readers.sources import between_bars, one_cell_a_line, tables_of, zeros

EDITION = Editions(paths.EDITIONS)["2021"]
PLAIN = form_of(EDITION)
LOCAL = form_of(EDITION, tuple(variant.id for variant in EDITION.variants))
ALWAYS_FULL = ("new", "rules", "review", "notified")  # shows on which side merging left blanks
TYPED = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(["/", "-", "—", "无", "1,234", "０", "12件", "22(其中修订16件)", "0.038"]),
)
LOST_ROWS = st.sets(st.sampled_from(sorted(PLAIN.tables["requests"].row_ids[1:])), max_size=5)
Read = Callable[[str], Reading]


def texts_in(report: Report) -> dict[CellRef, str]:
    return {ref: cell.text for ref, cell in report.cells()}


def filled(form: Form, typed: list[str], lost: set[str]) -> dict[CellRef, str]:
    """What is typed into the cells of a form from which some rows are missing."""
    texts = zip(form.kinds, cycle(typed), strict=False)
    return {
        ref: text or ("1" if ref.row in ALWAYS_FULL else "")
        for ref, text in texts
        if ref.row not in lost
    }


@settings(max_examples=50, deadline=None)
@given(st.booleans(), st.lists(TYPED, min_size=1, max_size=60), LOST_ROWS)
def test_one_cell_a_line_is_read_as_typed(
    read: Read, is_local: bool, typed: list[str], lost: set[str]
) -> None:
    form = LOCAL if is_local else PLAIN
    texts = filled(form, typed, lost)
    reading = read(one_cell_a_line(form, tables_of(form, texts)))
    assert texts_in(reading.report) == texts
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.variants == form.variants


@settings(max_examples=50, deadline=None)
@given(st.booleans(), st.lists(TYPED | st.just(""), min_size=1, max_size=60), LOST_ROWS)
def test_rows_between_bars_are_read_as_typed(
    read: Read, is_local: bool, typed: list[str], lost: set[str]
) -> None:
    form = LOCAL if is_local else PLAIN
    texts = filled(form, typed, lost)
    reading = read(between_bars(form, tables_of(form, texts)))
    assert texts_in(reading.report) == texts
    assert (reading.uncertain, reading.unread) == ([], [])


@pytest.mark.parametrize("shape", [one_cell_a_line, between_bars])
def test_text_around_the_tables_is_read_without_their_words(
    read: Read, shape: Callable[..., str]
) -> None:
    report = read(shape(PLAIN, tables_of(PLAIN, zeros(PLAIN)))).report
    assert {section.id: section.text for section in report.sections} == {
        "preamble": "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
        "overview": "（一）主动公开\n本机关全年主动公开政府信息120条。",
        "disclosure": "",
        "requests": "",
        "proceedings": "",
        "problems": "公开的形式不够多样，下一步改进。",
        "other": "本年度未收取信息处理费。",
    }
    assert not report.unplaced
    assert not report.notes
