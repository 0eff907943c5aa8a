"""Half-width marks among Chinese characters become full-width; everything else is as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.punctuation import widened

_MARKS = ",;:?!()\"'"


def _type(keys: str, before: str = "") -> str:
    """A paragraph as it stands when these keys were pressed one by one."""
    text = before
    for key in keys:
        text += widened(text, key)
    return text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("某某市,某某县;", "某某市，某某县；"),
        ("电话:0101-1234567", "电话：0101-1234567"),
        ("(一)某某", "（一）某某"),
        ("(1)某某", "（1）某某"),
        ("某某(2023年)", "某某（2023年）"),
        ("某某(2023)", "某某（2023）"),
        ('开展"放管服"改革', "开展“放管服”改革"),
        ('"某某"', "“某某”"),
        ("“某某'某'某”", "“某某‘某’某”"),
        ("是否?是!", "是否？是！"),
    ],
)
def test_marks_among_chinese_become_full_width(keys: str, text: str) -> None:
    assert _type(keys) == text


@pytest.mark.parametrize(
    "keys",
    [
        "1,200",
        "1.5",
        "10:30",
        "http://www.a.cn/b?c=(1),2;3",
        "a@b.cn",
        "3:2",
        "f(x)",
        "it's",
        "100%",
    ],
)
@pytest.mark.parametrize("before", ["", "某某", "某某：", "共 "])
def test_numbers_times_and_addresses_stay(before: str, keys: str) -> None:
    assert _type(keys, before) == before + keys


@given(st.text(alphabet="abcXYZ019 .,;:?!)/@%-", max_size=20))
def test_text_without_chinese_is_never_altered(keys: str) -> None:
    assert _type(keys) == keys


@given(st.text(alphabet=f"某公开12a, {_MARKS}“”（），", max_size=20))
def test_only_marks_are_altered_and_none_is_lost(keys: str) -> None:
    text = _type(keys)
    assert len(text) == len(keys)
    assert all(new == old or old in _MARKS for old, new in zip(keys, text, strict=True))


@given(st.lists(st.text(alphabet="某公开", min_size=1, max_size=3), min_size=1, max_size=6))
def test_straight_quotes_in_chinese_text_pair_up(words: list[str]) -> None:
    text = _type("某" + "".join(f'"{word}"' for word in words))
    assert text == "某" + "".join(f"“{word}”" for word in words)
