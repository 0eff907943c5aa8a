"""Where lines end: 禁则, whole numbers and dates, squeezed marks, balanced headers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.document.stylesheet import Align, read_stylesheet
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.typeset.fonts import Lettering
from gipdesk.writers.typeset.kinsoku import line_ends, whole_words
from gipdesk.writers.typeset.linebreak import Galley, balance_lines, break_lines, fill_lines
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.typecase import TypeCase, character_pitch

NEVER_FIRST = "，。、；：？！）》】〕”’％%,.;:!?)"
NEVER_LAST = "（《【〔“‘("
SIZE = 16.0

SHEET = read_stylesheet(paths.STYLES / "gb9704.toml")
CASE = TypeCase(SHEET, bundled_faces(SHEET, paths.FONTS))
PITCH = character_pitch(SHEET)
FULL = 28 * PITCH

HANZI = st.text(
    st.sampled_from("政府信息公开工作年度报告依法主动申请办结"), min_size=1, max_size=12
)
MARK = st.sampled_from("，。、；：？！")
INNER = st.builds(
    lambda marks, text: marks[0] + text + marks[1],
    st.sampled_from(["（）", "《》", "“”", "〔〕"]),
    HANZI,
)
NUMBER = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**9).map("{:,}".format),
    st.decimals(0, 10**6, places=2).map(str),
    st.decimals(0, 100, places=1).map("{}%".format),
)
DATE = st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日")
WORD = st.sampled_from(["APP", "WeChat", "PDF", "www.gov.cn", "2023-2024", "——", "……"])
# A word stands between hanzi, so that no row of words is longer than a line.
PHRASE = st.builds(
    lambda head, rest: head + rest,
    HANZI,
    st.one_of(MARK, INNER, st.one_of(NUMBER, DATE, WORD).map("{}件".format)),
)
PARAGRAPH = st.lists(PHRASE, min_size=1, max_size=60).map("".join)


def letters(face: str = "fangsong", size: float = SIZE) -> Lettering:
    return CASE.lettering(face, size)


def galley(text: str, face: str = "fangsong", size: float = SIZE) -> Galley:
    return Galley([letters(face, size)[character] for character in text])


def cut(text: str, ends: list[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *ends])]


def justified(text: str, width: float = FULL) -> list[str]:
    return cut(text, break_lines(galley(text), width, width))


@given(PARAGRAPH)
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(text: str) -> None:
    lines = justified(text)
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


@given(PARAGRAPH)
def test_no_number_word_dash_or_ellipsis_is_torn(text: str) -> None:
    whole = re.compile(r"[A-Za-z0-9.,%-]+年?|——|……")
    ends = set(break_lines(galley(text), FULL - 2 * PITCH, FULL))
    for word in whole.finditer(text):
        assert ends.isdisjoint(range(word.start() + 1, word.end()))


@given(PARAGRAPH)
def test_a_date_is_parted_behind_its_year_or_month_and_only_from_a_line_too_loose(
    text: str,
) -> None:
    measured = galley(text)
    ends = break_lines(measured, FULL, FULL)
    kept_whole = fill_lines(measured, FULL, FULL)
    for date in re.finditer(r"\d+年\d+月\d+日", text):
        torn = {end - date.start() for end in ends} & set(range(1, date.end() - date.start()))
        assert all(date.group()[place - 1] in "年月" for place in torn)
        if torn:
            lines = pairwise([0, *kept_whole[:-1]])
            assert max(measured.stretch(*line, FULL) for line in lines) > 0.1


@given(PARAGRAPH)
def test_every_line_fits_once_its_marks_are_squeezed_by_half_an_em_at_most(text: str) -> None:
    measured = galley(text)
    assert all(glyph.before + glyph.after <= SIZE / 2 for glyph in measured.glyphs)
    for start, end in pairwise([0, *break_lines(measured, FULL, FULL)]):
        assert measured.width(start, end) - measured.blank(start, end) <= FULL + 0.01


@given(PARAGRAPH)
def test_all_lines_but_the_last_fill_the_measure_unless_gaps_grew_by_half_an_em(
    text: str,
) -> None:
    measured = galley(text)
    ends = break_lines(measured, FULL, FULL)
    for start, end in pairwise([0, *ends[:-1]]):
        if measured.stretch(start, end, FULL) > 0.5:
            continue
        runs = list(Line(measured, start, end, 0.0, FULL, Align.JUSTIFY).runs(0.0))
        last = runs[-1]
        width = sum(letters()[character].width for character in last.text)
        right = last.x + width + last.tracking * (len(last.text) - 1)
        squeezed = measured.glyphs[end - 1].after  # the blank half of a mark may stick out
        assert right == pytest.approx(FULL, abs=1.5) or FULL < right <= FULL + squeezed + 1.5


def test_a_full_line_holds_28_hanzi() -> None:
    assert [len(line) for line in justified("国" * 70)] == [28, 28, 14]


def test_marks_are_squeezed_to_take_in_a_mark_that_may_not_begin_a_line() -> None:
    text = "国" * 10 + "，" + "国" * 17 + "，" + "国" * 5
    assert justified(text)[0] == text[:29]


def test_a_line_is_left_short_where_too_little_can_be_squeezed() -> None:
    text = "国" * 28 + "，" + "国" * 5
    assert justified(text)[0] == "国" * 27


def test_no_letter_is_left_alone_in_the_last_line() -> None:
    text = "国" * (3 * 28 + 1) + "。"
    lines = justified(text)
    assert "".join(lines) == text
    assert [len(line) for line in lines][-1] == len("国国。")


def test_a_letter_stays_alone_below_a_single_line_that_another_would_leave_loose() -> None:
    assert justified("国" * 8, width=7 * PITCH) == ["国" * 7, "国"]


def test_a_date_that_does_not_fit_is_made_up_for_by_the_lines_before() -> None:
    text = "国" * 28 * 4 + "国" * 22 + "2025年12月31日" + "国" * 40
    lines = justified(text)
    assert {len(line) for line in lines[:4]} <= {26, 27}
    assert any("2025年12月31日" in line for line in lines)


def test_an_address_longer_than_a_line_is_torn_but_nothing_is_lost() -> None:
    address = "http://" + "x" * 100
    lines = justified("见" + address)
    assert "".join(lines) == "见" + address
    assert all(galley(line).width(0, len(line)) <= FULL + 0.01 for line in lines)


def test_a_long_address_may_end_a_line_after_a_stroke() -> None:
    text = "http://www.mougov.gov.cn/zwgk/xxgknb/2025/"
    cuts = [text[:end] for end in line_ends(text, whole_words(text))]
    assert "http://www.mougov.gov.cn/zwgk/" in cuts
    assert "http:/" not in cuts


def test_long_numbers_have_no_place_to_be_torn() -> None:
    text = "1,234,567,890.12-9,876,543,210.98"
    assert line_ends(text, whole_words(text)) == [len(text)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("商业企业", 3.0, ["商业", "企业"]),
        ("结果维持", 3.9, ["结果", "维持"]),
        ("社会公益组织", 5.0, ["社会公", "益组织"]),
        ("社会公益组织", 2.4, ["社会", "公益", "组织"]),
        ("总计", 2.4, ["总计"]),
        ("自然人", 2.4, ["自然", "人"]),
    ],
)
def test_the_lines_of_a_header_are_balanced(text: str, width: float, lines: list[str]) -> None:
    measured = galley(text, "song", 10.5)
    assert cut(text, balance_lines(measured, width * 10.5)) == lines


def test_a_label_fills_its_lines_from_the_first() -> None:
    measured = galley("商业企业", "song", 10.5)
    assert fill_lines(measured, 3 * 10.5, 3 * 10.5) == [3, 4]


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    text = "国" * 28 + " " + "国" * 4
    assert justified(text) == ["国" * 28 + " ", "国" * 4]


@pytest.mark.parametrize("number", ["1,265条", "50.36万元", "300余件", "〔2021〕30号", "15.6%"])
def test_a_number_takes_its_unit_along_to_the_next_line(number: str) -> None:
    for before in range(24, 28):
        lines = justified("国" * 28 * 6 + "国" * before + number + "国" * 30)
        assert any(number in line for line in lines)


def test_a_date_that_lines_before_cannot_make_up_for_is_parted() -> None:
    for before in range(22, 28):
        first, second, *_ = justified("国" * before + "2025年12月31日" + "国" * 30)
        assert first[-1] in "年月国"
        assert len(first) > 22
        assert second[0] in "123国"


def test_what_is_wider_than_its_column_is_parted_as_a_date_before_it_is_torn() -> None:
    measured = galley("2025年12月31日", "song", 10.5)
    ends = fill_lines(measured, 4 * 10.5, 4 * 10.5)
    assert cut("2025年12月31日", ends) == ["2025年", "12月", "31日"]
