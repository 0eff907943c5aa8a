"""Numbers of paragraphs follow each other after an edit; words are never altered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.numbering import (
    chinese_numeral,
    mark_of,
    next_mark,
    renumbered,
    with_number,
    without_gap,
)

_WORDS = st.text(alphabet="某公开事项2023年，。（）1.", max_size=8).filter(
    lambda t: mark_of(t) is None
)


def _list(level: int, words: list[str], first: int = 1) -> list[str]:
    """Numbered paragraphs one after another."""
    forms = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
    numerals = [chinese_numeral(n) if level <= 2 else str(n) for n in range(first, first + 90)]
    return [forms[level].format(numerals[at]) + f"某{each}" for at, each in enumerate(words)]


def _numbers(texts: list[str]) -> list[int]:
    return [mark.number for mark in map(mark_of, texts) if mark]


_LISTS = st.builds(_list, st.integers(1, 4), st.lists(_WORDS, min_size=1, max_size=12))


@pytest.mark.parametrize(
    "text",
    [
        "2023年",
        "1.5万元",
        "10.1期间",
        "一、二季度",
        "3、4月份",
        "12件",
        "一是",
        "（2023）",
        "（一",
        "十十、某",
    ],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("一、某", "二、"),
        ("（九）某", "（十）"),
        ("(十九)某", "(二十)"),
        ("9.某", "10."),
        ("１．某", "２．"),
        ("3、某", "4、"),
        ("（1）某", "（2）"),
        ("　　1.某", "　　2."),
        ("某", ""),
        ("99.某", ""),
    ],
)
def test_the_next_number_is_written_as_the_one_before(text: str, after: str) -> None:
    assert next_mark(text) == after


def test_numbers_behind_an_inserted_paragraph_move_on() -> None:
    before = ["（一）甲", "1.子", "（二）乙", "2023年某", "（三）丙"]
    after = ["（一）甲", "（二）", "1.子", "（二）乙", "2023年某", "（三）丙"]
    assert renumbered(before, after) == [
        "（一）甲",
        "（二）",
        "1.子",
        "（三）乙",
        "2023年某",
        "（四）丙",
    ]


def test_the_first_behind_a_removed_beginning_begins() -> None:
    before = ["1.甲", "2.乙", "另有", "1.丙", "2.丁", "3.戊"]
    assert renumbered(before, [*before[:3], "2.丁", "3.戊"]) == [*before[:3], "1.丁", "2.戊"]


def test_a_list_under_a_new_heading_begins_with_one() -> None:
    before = ["（一）甲", "1.子", "2.丑", "3.寅"]
    after = ["（一）甲", "1.子", "（二）乙", "2.丑", "3.寅"]
    assert renumbered(before, after) == ["（一）甲", "1.子", "（二）乙", "1.丑", "2.寅"]


def test_a_number_that_did_not_follow_is_left() -> None:
    before = ["（一）甲", "（五）乙"]
    assert renumbered(before, ["（一）甲", "（二）丙", "（五）乙"]) == [
        "（一）甲",
        "（二）丙",
        "（五）乙",
    ]


def test_a_pasted_paragraph_takes_its_place_only_when_told_to() -> None:
    before, after = ["1.甲", "2.乙"], ["1.甲", "3.丙", "2.乙"]
    assert renumbered(before, after, is_moved=True) == ["1.甲", "2.丙", "3.乙"]
    assert renumbered(before, after) == ["1.甲", "3.丙", "4.乙"]


def test_a_pasted_list_of_its_own_keeps_its_numbers() -> None:
    after = ["1.甲", "2.乙", "另有", "1.丙", "2.丁"]
    assert renumbered(after[:3], after, is_moved=True) == after


@given(_LISTS, st.data())
def test_numbers_follow_each_other_whatever_is_taken_out(
    texts: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    after = renumbered(texts, texts[:at] + texts[at + 1 :])
    assert _numbers(after) == list(range(1, len(texts)))


@given(_LISTS, st.data())
def test_putting_back_what_was_taken_out_gives_the_same(
    texts: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    left = renumbered(texts, texts[:at] + texts[at + 1 :])
    put_back = [*left[:at], texts[at], *left[at:]]
    assert renumbered(left, put_back, is_moved=True) == texts


@given(_LISTS, _LISTS)
def test_only_numerals_are_ever_altered(before: list[str], after: list[str]) -> None:
    for moved in (False, True):
        for old, new in zip(after, renumbered(before, after, is_moved=moved), strict=True):
            one, other = mark_of(old), mark_of(new)
            assert one is not None
            assert other is not None
            assert old[one.end :] == new[other.end :]
            assert old[: one.start] == new[: other.start]


@given(st.lists(_WORDS, max_size=6), st.lists(_WORDS, max_size=6))
def test_texts_without_numbers_are_never_altered(before: list[str], after: list[str]) -> None:
    assert renumbered(before, after, is_moved=True) == after


@given(_LISTS)
def test_what_was_not_edited_is_left(texts: list[str]) -> None:
    assert renumbered(texts, texts) == texts


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_number_put_in_is_the_one_read_back(old: int, new: int) -> None:
    for level in (1, 2, 3, 4):
        (text,) = (
            _list(level, ["某"])
            if old == 1
            else [_list(level, ["某"] * old)[-1]]
            if old < 91
            else ["1.某"]
        )
        mark = mark_of(text)
        assert mark is not None
        read = mark_of(with_number(text, mark, new))
        assert read is not None
        assert read.number == new


def test_the_gap_behind_a_number_goes_and_spaces_within_stay() -> None:
    assert without_gap("　　（一）\t 某 某 ") == "（一）某 某"
