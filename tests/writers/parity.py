"""How alike two PDFs of one document are: the lines of their body text."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path

import pdfplumber

from gipdesk.document.stylesheet import StyleSheet
from tests.writers.printed import Character, Characters, baseline, text_of, type_area

_ONE_LINE = 1.5  # millimetres by which baselines of one line differ


def pages_of_file(pdf: Path) -> list[Characters]:
    """The visible characters of each page of a PDF."""
    with pdfplumber.open(pdf) as opened:
        return [[each for each in page.chars if each["text"].strip()] for page in opened.pages]


def body_lines(pages: list[Characters], sheet: StyleSheet) -> list[list[str]]:
    """The lines of body type on each page, headings among them, from left to right."""
    return [_lines([each for each in page if _is_body(each, sheet)], sheet) for page in pages]


def equal_lines(one: list[list[str]], other: list[list[str]]) -> float:
    """The part of all lines that both have, in the same order."""
    left, right = list(chain(*one)), list(chain(*other))
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(left), len(right))


def _is_body(character: Character, sheet: StyleSheet) -> bool:
    same_size = abs(character["size"] - sheet.style("body").size) < 0.3
    return bool(same_size and type_area([character], sheet))


def _lines(characters: Characters, sheet: StyleSheet) -> list[str]:
    lines: list[Characters] = []
    height = float("-inf")
    for each in sorted(characters, key=lambda each: baseline(each, sheet)):
        if baseline(each, sheet) - height > _ONE_LINE:
            lines.append([])
            height = baseline(each, sheet)
        lines[-1].append(each)
    return [text_of(sorted(line, key=lambda each: float(each["x0"]))) for line in lines]
