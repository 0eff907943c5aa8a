"""Titles in lines: whole phrases, 梯形 or 菱形, held against all ways to break them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.compose import title_phrases
from gipdesk.document.nodes import Title
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from gipdesk.writers.characters import em_width
from gipdesk.writers.title import title_lines

SHEET = read_stylesheet(paths.STYLES / "gb9704.toml")
ROOM = 156 / 25.4 * 72 / 22 - 0.5  # characters of 2号 in a line, a little left for wide digits
REST = "2025年政府信息公开工作年度报告"

PHRASES = st.lists(
    st.integers(1, 19).map(lambda length: "某" * length), min_size=1, max_size=9
).map(lambda phrases: tuple(f"{chr(0x4E00 + k)}{each[1:]}" for k, each in enumerate(phrases)))


def asking(lines: int) -> StyleSheet:
    return replace(SHEET, parts=replace(SHEET.parts, title_lines=lines))


def set_in(lines: int, *phrases: str) -> list[str]:
    return title_lines(Title(phrases), asking(lines))


def ways(phrases: tuple[str, ...]) -> Iterator[list[str]]:
    """Every way to break a title between phrases into at most five lines that fit."""
    for count in range(min(5, len(phrases))):
        for places in combinations(range(1, len(phrases)), count):
            cuts = pairwise((0, *places, len(phrases)))
            lines = ["".join(phrases[start:end]) for start, end in cuts]
            if all(em_width(line) <= ROOM for line in lines):
                yield lines


def is_well_shaped(lines: list[str]) -> bool:
    """Whether neighbours differ by a character on either side, and none lies between longer."""
    widths = [em_width(line) for line in lines]
    waists = [
        middle
        for k, middle in enumerate(widths)
        if any(width > middle for width in widths[:k])
        and any(width > middle for width in widths[k + 1 :])
    ]
    return not waists and all(abs(one - other) >= 2 for one, other in pairwise(widths))


@given(PHRASES, st.sampled_from([0, 1, 2]))
def test_a_title_is_well_shaped_wherever_any_way_to_break_it_is(
    phrases: tuple[str, ...], wished: int
) -> None:
    lines = set_in(wished, *phrases)
    assert "".join(lines) == "".join(phrases)
    possible = list(ways(phrases))
    if not possible:
        return
    assert lines in possible
    good = [way for way in possible if is_well_shaped(way)]
    assert is_well_shaped(lines) == bool(good)
    if good and len(lines) > 2:  # it is no longer than it must be
        assert not [way for way in good if wished <= len(way) < len(lines) and len(way) > 1]


@given(PHRASES)
def test_among_as_many_lines_the_first_ends_behind_the_agency(phrases: tuple[str, ...]) -> None:
    lines = set_in(2, *phrases)
    good = [way for way in ways(phrases) if is_well_shaped(way) and len(way) == len(lines) == 2]
    if [phrases[0], "".join(phrases[1:])] in good:
        assert lines[0] == phrases[0]


@pytest.mark.parametrize(
    ("wished", "agency", "lines"),
    [
        (0, "某局", ["某局" + REST]),
        (2, "某局", ["某局", REST]),
        (0, "某某某局", ["某某某局", REST]),  # 19 characters reach from margin to margin
        (1, "某某某局", ["某某某局" + REST]),
        (1, "某某市某某区司法局", ["某某市某某区司法局", REST]),  # too long for one line
        # As long as the year's part: no rectangle, the year goes up.
        (0, "某" * 15, ["某" * 15 + "2025年", "政府信息公开工作年度报告"]),
        (
            0,
            "某某省某某市某某区人民政府某某街道办事处",
            ["某某省某某市某某区", "人民政府某某街道办事处", REST],
        ),
    ],
)
def test_titles_as_they_are_published(wished: int, agency: str, lines: list[str]) -> None:
    assert set_in(wished, *title_phrases(agency + REST, agency)) == lines


def test_a_single_phrase_that_fits_stays_whole() -> None:
    assert set_in(2, "政府信息公开年报") == ["政府信息公开年报"]


def test_an_agency_of_60_characters_is_torn_behind_the_names_of_its_parts() -> None:
    agency = (
        "某某自治州某某自治县人民政府办公室某某镇社会保障委员会某某市"
        "住房和城乡建设管理局某某区行政审批服务中心某某街道城市管理办公室"
    )
    assert len(agency) >= 60
    lines = set_in(0, *title_phrases(agency + REST, agency))
    assert "".join(lines) == agency + REST
    assert len(lines) <= 5
    for line in lines[:-1]:
        assert line.endswith(("县", "市", "区", "府", "室", "局", "会", "心", "处", "2025年"))


@pytest.mark.parametrize("length", [20, 45, 60, 61, 130])
def test_a_name_without_any_parts_is_torn_and_nothing_is_lost(length: int) -> None:
    lines = set_in(0, "某" * length, "2025年", "政府信息公开", "工作", "年度报告")
    assert "".join(lines) == "某" * length + REST
    assert all(em_width(line) <= ROOM for line in lines)
    assert len(lines) > 5 or is_well_shaped(lines)


def test_a_torn_line_does_not_begin_with_a_closing_mark() -> None:
    for length in range(15, 25, 3):
        phrase = "某" * length + "（某某）、" + "某" * 20
        for line in set_in(0, phrase, "年度报告"):
            assert line[0] not in "）、"
            assert line[-1] != "（"


def test_larger_type_breaks_into_more_lines() -> None:
    phrases = Title(("某某市人力资源和社会保障局", "2025年度", "政府信息公开", "工作", "年度报告"))
    assert len(title_lines(phrases, SHEET, "cover_title")) == 2
    wide = Title(("某某市人力资源和社会保障服务中心", "2025年", "政府信息公开工作", "年度报告"))
    assert all(em_width(line) <= 17 for line in title_lines(wide, SHEET, "cover_title"))


def test_a_title_without_words_has_no_lines_to_print() -> None:
    assert "".join(set_in(0)) == ""
