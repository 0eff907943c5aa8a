"""Where lines end, judged from finished PDFs: random texts, their letters found by pdfplumber."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from gipdesk import paths
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from tests.writers.printed import Characters, printed, text_of
from tests.writers.prose import Writer
from tests.writers.ruler import BODY, CHARACTER, LEFT, RIGHT, body_lines, x0, x1
from tests.writers.samples import document, paragraph

NEVER_FIRST = "，。、；：？！）》〉」』】〗〕”’％%,.;:?!)…—"
NEVER_LAST = "（《〈「『【〖〔“‘("
MARKS = "，。、；：？！）》”’（《“‘〔〕"
UNITS = "余人次万元条件个"
WHOLE = re.compile(r"[A-Za-z0-9.,%-]*[A-Za-z0-9%]|——|……")
PARTED_AT_NEED = re.compile(rf"\d+年\d+月\d+日|〔\d+〕\d+号|[\d.,]+[{UNITS}]+")
SEEDS = range(6)


class TestProse:
    @staticmethod
    def set_lines(seed: int, sheet: StyleSheet) -> Iterator[tuple[int, str, list[Characters]]]:
        """Each paragraph's number, its text and its lines."""
        texts = Writer(seed).paragraphs(14)
        pages = printed(document(*map(paragraph, texts)), sheet)
        lines = iter([line for page in body_lines(pages, sheet) for line in page])
        for number, text in enumerate(texts):
            taken: list[Characters] = []
            while sum(map(len, taken)) < len(text):
                taken.append(next(lines))
            assert "".join(map(text_of, taken)) == text
            yield number, text, taken

    @pytest.mark.parametrize("seed", SEEDS)
    def test_lines_reach_from_edge_to_edge_and_begin_two_characters_in(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        for _, _, (first, *others) in self.set_lines(seed, sheet):
            assert x0(first) == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
            for line in others:
                blank = BODY / 2 if line[0]["text"] in MARKS else 0
                assert LEFT - 1 - blank <= x0(line) <= LEFT + 1
            for line in [first, *others][:-1]:
                blank = BODY / 2 if line[-1]["text"] in MARKS else 0
                assert RIGHT - 1 <= x1(line) <= RIGHT + 1 + blank

    @pytest.mark.parametrize("seed", SEEDS)
    def test_no_mark_stands_where_it_may_not(self, seed: int, sheet: StyleSheet) -> None:
        for _, _, (first, *others) in self.set_lines(seed, sheet):
            assert not [line for line in others if line[0]["text"] in NEVER_FIRST]
            assert not [line for line in (first, *others) if line[-1]["text"] in NEVER_LAST]

    @pytest.mark.parametrize("seed", SEEDS)
    def test_numbers_words_and_double_marks_stay_whole(self, seed: int, sheet: StyleSheet) -> None:
        torn = [
            whole.group()
            for _, text, lines in self.set_lines(seed, sheet)
            for whole in WHOLE.finditer(text)
            if ends_of(lines) & set(range(whole.start() + 1, whole.end()))
        ]
        assert torn == []

    def test_dates_and_units_are_parted_seldom_and_never_within_a_number(
        self, sheet: StyleSheet
    ) -> None:
        phrases = parted = 0
        for seed in SEEDS:
            for _, text, lines in self.set_lines(seed, sheet):
                for phrase in PARTED_AT_NEED.finditer(text):
                    within = ends_of(lines) & set(range(phrase.start() + 1, phrase.end()))
                    assert all(text[end - 1] in "年月〕" or text[end] in UNITS for end in within)
                    phrases, parted = phrases + 1, parted + bool(within)
        assert phrases > 100
        assert parted < phrases / 20

    @pytest.mark.parametrize("seed", SEEDS)
    def test_letters_stand_neither_far_apart_nor_upon_each_other(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        for _, _, lines in self.set_lines(seed, sheet):
            for line in lines:
                for one, other in pairwise(line):
                    gap = (other["x0"] - one["x1"]) / 16
                    marks = (one["text"] in MARKS) + (other["text"] in MARKS)
                    assert -0.05 - 0.5 * marks <= gap <= 0.25

    @pytest.mark.parametrize("seed", SEEDS)
    def test_no_line_of_a_paragraph_stands_alone_on_a_page(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        for _, _, lines in self.set_lines(seed, sheet):
            pages = [line[0]["page_number"] for line in lines]
            if len(lines) > 1:
                assert min(pages.count(page) for page in pages) > 1


def ends_of(lines: list[Characters]) -> set[int]:
    """The places of a paragraph where its lines end, the last one left out."""
    ends = {0}
    for line in lines:
        ends.add(max(ends) + len(line))
    return ends - {0, max(ends)}


def test_fifty_pages_are_complete_and_in_order() -> None:
    sheet = read_stylesheet(paths.STYLES / "gb9704.toml")
    texts = Writer(0).paragraphs(420)
    pages = printed(document(*map(paragraph, texts)), sheet)
    assert len(pages) > 50
    lines = body_lines(pages, sheet)
    assert "".join(text_of(line) for page in lines for line in page) == "".join(texts)
    # Less than 22 where a line would stand alone, as each would of a paragraph of three.
    assert {len(page) for page in lines[:-1]} <= {20, 21, 22}
