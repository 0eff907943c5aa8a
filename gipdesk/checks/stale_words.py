"""Words that were right last year: years, and “this year” said without a date (N.YEAR, N.REL).

A sentence is *kept* where last year's report has it, years aside. In kept text every year that
should have moved on is found; in other text only one that stands in a sentence about the work of
the year, since a year may well be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from gipdesk.checks.finding import Finding, Fix, Span
from gipdesk.checks.rules import Rule
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.past import last_year_of
from gipdesk.report.report import Paragraph, Report

WRITTEN_ANEW = ("preamble", "closing")  # the form words these, nobody keeps them

_SENTENCE = re.compile(r"[^。；！\n]+[。；！\n]?")
_YEAR = re.compile(r"(?<![0-9０-９〔\[（(—\-－~～至])((?:19|20)[0-9]{2})(?=\s*年(?![-—－~～至]))")
_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=\s*年)")
_TITLE = re.compile("《[^《》]*》")
_COMPARED_BEFORE = re.compile(r"(?:与|比|较|同)(?:上年|去年|[（(])?$")
_COMPARED_BEHIND = re.compile(r"\s*年度?(?:全年)?(?:相比|同期|同比|的同期|底相比)")
_BOOKS = re.compile(r"\s*年度?[^，。；]{0,8}(?:预算|决算|年报|年度报告|工作要点|计划|规划)")
_SINCE = re.compile(r"(?:自|从)$")
_SINCE_BEHIND = re.compile(r"\s*年[^，。；]{0,8}(?:起|以来|以后)")
_PLANNED = re.compile("将|下一步|拟|计划|打算")
_WORK = re.compile("主动公开|收到|受理|办理|办结|答复|我[局委办厅市县区镇乡]|本机关|本单位|全年|共")
_RELATIVE = re.compile("今年以来|今年|截至目前|截止目前|目前为止|到目前|近期|近日|日前|最近|不久前")


class StaleYear(msgspec.Struct, frozen=True):
    """A year that stands at `start` of a text and should have been the next one."""

    start: int
    year: int

    @property
    def end(self) -> int:
        """Behind its last digit."""
        return self.start + len(str(self.year))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph and where each begins."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match[0]


def without_years(sentence: str) -> str:
    """A sentence with its years blotted out: only these differ between two reports."""
    return _ANY_YEAR.sub("〇", sentence.strip())


def kept_sentences(report: Report, section_id: str) -> frozenset[str]:
    """What last year's report says in a section, a sentence at a time, years blotted out."""
    past = last_year_of(report)
    paragraphs = past.paragraphs.get(section_id, ()) if past else ()
    return frozenset(
        without_years(sentence) for text in paragraphs for _, sentence in sentences(text)
    )


def stale_years(text: str, year: int, kept: frozenset[str] = frozenset()) -> list[StaleYear]:
    """The years in a paragraph of the report about `year` that belong to another year's report.

    >>> [each.year for each in stale_years("2024年，我局收到申请3件，比2024年多1件。", 2025)]
    [2024]
    """
    return [
        StaleYear(start + match.start(), int(match[1]))
        for start, sentence in sentences(text)
        for match in _YEAR.finditer(_TITLE.sub(_blotted, sentence))
        if _is_stale(sentence, match, year, is_kept=without_years(sentence) in kept)
    ]


def relative_words(text: str) -> list[tuple[int, int]]:
    """Where a paragraph speaks of “this year” or “recently” without saying when."""
    plain = _TITLE.sub(_blotted, text)
    return [match.span() for match in _RELATIVE.finditer(plain)]


def word_findings(rules: Mapping[str, Rule], report: Report) -> Iterator[Finding]:
    """N.YEAR and N.REL, one of each a paragraph."""
    year = report.meta.year
    for section in report.sections:
        if year is None or section.id in WRITTEN_ANEW:
            continue
        kept = kept_sentences(report, section.id) if report.previous else frozenset[str]()
        for at, block in enumerate(section.blocks):
            if isinstance(block, Paragraph):
                yield from _of_years(
                    rules, section.id, at, block, stale_years(block.text, year, kept)
                )
                yield from _of_relative(rules, section.id, block)


def _is_stale(sentence: str, match: re.Match[str], year: int, *, is_kept: bool) -> bool:
    found, before, behind = int(match[1]), sentence[: match.start()], sentence[match.end() :]
    if _BOOKS.match(behind) or _SINCE.search(before) or _SINCE_BEHIND.match(behind):
        return False
    is_compared = bool(_COMPARED_BEFORE.search(before) or _COMPARED_BEHIND.match(behind))
    is_planned = bool(_PLANNED.search(behind))
    if is_kept:
        latest = year if is_planned else year - 1
        return year - 2 <= found <= (year - 2 if is_compared else latest)
    if not _WORK.search(sentence) or is_compared or is_planned:
        return False
    return found in (year - 1, year + 1)


def _of_years(
    rules: Mapping[str, Rule], section: str, at: int, block: Paragraph, stale: list[StaleYear]
) -> Iterator[Finding]:
    if not stale:
        return
    years = "、".join(f"{year}年" for year in dict.fromkeys(each.year for each in stale))
    found = rules["N.YEAR"].finding(years=years, fixes=tuple(_moved_on(section, at, block, stale)))
    spans = tuple(Span(section, block.id, each.start, each.end) for each in stale)
    yield msgspec.structs.replace(found, spans=spans)


def _moved_on(section: str, at: int, block: Paragraph, stale: list[StaleYear]) -> Iterator[Fix]:
    """The offer to write the next year everywhere; links stay, since no text grows longer."""
    text = block.text
    for each in stale:
        text = f"{text[: each.start]}{each.year + 1}{text[each.end :]}"
    new = msgspec.structs.replace(block, text=text)
    only = {each.year for each in stale}
    label = f"改为{only.pop() + 1}年" if len(only) == 1 else "年份都顺延一年"
    yield Fix(label, ReplaceBlocks(section, at, 1, (new,)))


def _of_relative(rules: Mapping[str, Rule], section: str, block: Paragraph) -> Iterator[Finding]:
    places = relative_words(block.text)
    if places:
        words = "、".join(dict.fromkeys(f"“{block.text[a:b]}”" for a, b in places))
        spans = tuple(Span(section, block.id, *place) for place in places)
        yield msgspec.structs.replace(rules["N.REL"].finding(words=words), spans=spans)


def _blotted(match: re.Match[str]) -> str:
    return "□" * len(match[0])
