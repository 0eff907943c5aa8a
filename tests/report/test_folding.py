"""Folding: what looks the same is the same; figures and addresses stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.folding import (
    fold,
    full_width,
    legible,
    match_key,
    pair_quotes,
    widen_punctuation,
)

ATOMS = [
    "1,000",
    "12,345.67",
    "9:30",
    "2021-2025",
    "3.5%",
    "0532-88888888",
    "gk@example.gov.cn",
    "http://www.example.gov.cn/a?b=1,2;c",
    "https://example.cn/x?y=(1)&z",
    "GB/T 9704-2012",
    "Q&A",
    "A, B",
    "COVID-19",
]  # fmt: skip - a list of words
WORDS = ["收到申请", "件", "其中", "见", "网址", "电话", "共"]
WIDE = ["，", "；", "：", "。", "、"]

any_text = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from([*ATOMS, *WORDS, *',;:()（）?!"“”', " "]), max_size=8).map("".join),
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２３", "123"),
        ("（⼀）", "(一)"),
        ("⾏政复议", "行政复议"),
        ("总\u200b计\ufeff", "总计"),
        ("  总 \u3000 计 \u00a0", "总 计"),
        ("ＡＢｃ", "ABc"),
    ],
)
def test_lookalikes_are_folded_together(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_labels_match_whatever_their_spaces() -> None:
    assert match_key("总　　计") == match_key("总计") == match_key(" 总\u00a0计 ")


def test_legible_text_keeps_its_spaces_and_widths() -> None:
    assert legible("⼀、总​体 情况：１２３（1）") == "一、总体 情况：１２３（1）"


@given(any_text)
def test_legible_text_folds_to_the_same(text: str) -> None:
    assert legible(legible(text)) == legible(text)
    assert fold(legible(text)) == fold(text)


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("共收到申请3件,其中:", "共收到申请3件，其中："),
        ("(一)主动公开", "（一）主动公开"),
        ("条例(2019)修订", "条例（2019）修订"),
        ("是否公开?是!", "是否公开？是！"),
        ("电话:0532-88888888", "电话：0532-88888888"),
        ("（一)主动公开", "（一）主动公开"),
    ],
)
def test_marks_beside_chinese_become_full_width(typed: str, printed: str) -> None:
    assert widen_punctuation(typed) == printed


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WIDE), st.sampled_from(ATOMS))))
def test_figures_and_addresses_are_untouched(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(word + mark + atom + mark for word, mark, atom in parts)
    assert widen_punctuation(text) == text


@pytest.mark.parametrize("atom", ATOMS)
def test_a_figure_or_address_amid_chinese_is_untouched(atom: str) -> None:
    assert atom in widen_punctuation(f"共计,见 {atom} 等,其他")


@given(any_text)
def test_widening_changes_width_only_and_once(text: str) -> None:
    widened = widen_punctuation(text)
    assert len(widened) == len(text)
    assert fold(widened) == fold(text)
    assert widen_punctuation(widened) == widened


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('推进"放管服"改革', "推进“放管服”改革"),
        ('按照”谁执法,谁公示"的原则', "按照“谁执法，谁公示”的原则"),
        ('落实"甲",公开"乙"。', "落实“甲”，公开“乙”。"),
        ('“甲”和"乙"', "“甲”和“乙”"),
        ('拨打"12345"热线', "拨打“12345”热线"),
    ],
)
def test_straight_quotes_in_chinese_become_pairs(typed: str, printed: str) -> None:
    assert full_width(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        '推进"放管服改革',  # one mark alone
        '<a href="b">',
        "”甲”",
        '5" and 6" of it',
        '甲""乙',
    ],
)
def test_quotes_that_do_not_pair_stay(text: str) -> None:
    assert pair_quotes(text) == text


@given(any_text)
def test_full_width_text_stays_as_it_is(text: str) -> None:
    once = full_width(text)
    assert len(once) == len(text)
    assert full_width(once) == once
