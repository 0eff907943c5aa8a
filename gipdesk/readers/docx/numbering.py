"""The numbers that Word puts before the paragraphs of a list: `一、`, `（二）`, `3.`.

Source: ISO/IEC 29500-1, 17.9; the formats 17.18.59.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

import msgspec
from lxml import etree

from gipdesk.readers.docx.parts import Package, child, w
from gipdesk.readers.docx.styles import ListPlace, Styles, list_place, number_in, value_in
from gipdesk.report.numbering import chinese_numeral

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_MOST = 100_000  # of a list
_LONGEST_TEXT = 60  # of a number


class Level(msgspec.Struct, frozen=True):
    """A level of a list: how its numbers look, and when they begin anew."""

    start: int
    format: str
    text: str  # with the place of each level's number: `%1.%2`
    restarts_after: int  # the level above which it begins anew, counted from 1; 0 is never
    is_legal: bool  # whether all numbers are shown in Arabic digits
    style: str | None  # whose paragraphs stand on this level


class _List(msgspec.Struct):
    """A list: its levels, where its own numbers begin, and what it has counted."""

    levels: dict[int, Level]
    starts: dict[int, int]
    counts: dict[int, int]  # shared by the lists of one definition, which count on together

    def next_label(self, at: int) -> str:
        """The number of the next paragraph on a level; empty where it has none."""
        level = self.levels.get(at)
        if level is None:
            return ""
        following = self.counts.get(at, level.start - 1) + 1
        self.counts[at] = min(self.starts.pop(at, following), _MOST)
        for deeper, other in self.levels.items():
            if deeper > at and other.restarts_after > at:
                self.counts.pop(deeper, None)
        return _label(level, self.levels, self.counts)


class Numbering:
    """The lists of a document, counted on from paragraph to paragraph."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._numbered = _in_lists(package.document, styles)
        part = package.part("numbering") if self._numbered else None
        self._lists = {} if part is None else _lists(part, styles)

    def label(self, paragraph: etree._Element) -> str:
        """The number of the next paragraph in reading order; empty where it has none."""
        if paragraph not in self._numbered:
            return ""
        own, style = list_place(paragraph), value_in(child(paragraph, "pPr"), "pStyle")
        inherited = self._styles.place_of(style)
        numbered = self._lists.get(own.list_id or inherited.list_id or "")
        if numbered is None:
            return ""
        by_style_alone = own == ListPlace()
        at = self._level_of(style, numbered) if by_style_alone else own.level
        return numbered.next_label(at or 0)

    def _level_of(self, style: str | None, numbered: _List) -> int | None:
        """The level of paragraphs that are in a list by their style alone."""
        levels = {level.style: at for at, level in numbered.levels.items()}
        named = (levels[each] for each in self._styles.chain(style) if each in levels)
        return next(named, self._styles.place_of(style).level)


def _label(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    """The number as printed; a level above that has no number yet shows its first."""
    if level.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at)
        if other is None:
            return ""
        kind = "decimal" if level.is_legal else other.format
        return _FORMATS.get(kind, str)(counts.get(at, other.start))

    return _PLACE.sub(number, level.text)


def _in_lists(document: etree._Element, styles: Styles) -> set[etree._Element]:
    """The paragraphs that say they are in a list, themselves or by their style."""
    if styles.place_of(None).list_id:
        return set(document.iter(w("p")))
    tags = (w("numPr"), w("pStyle")) if styles.are_given else (w("numPr"),)
    marks = (
        mark
        for mark in document.iter(*tags)
        if mark.tag == w("numPr") or styles.place_of(mark.get(w("val"))).list_id
    )
    return {next(mark.iterancestors(w("p")), mark) for mark in marks}


def _lists(part: etree._Element, styles: Styles) -> dict[str, _List]:
    """The lists of a numbering part by the number that paragraphs call them."""
    abstract = {each.get(w("abstractNumId"), ""): each for each in part.iter(w("abstractNum"))}
    numbers = {each.get(w("numId"), ""): each for each in part.iter(w("num"))}
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    found: dict[str, _List] = {}
    for list_id, number in numbers.items():
        name = value_in(number, "abstractNumId") or ""
        defined = abstract.get(name)
        linked = None if defined is None else value_in(defined, "numStyleLink")
        if linked is not None:
            other = numbers.get(styles.place_of(linked).list_id or "")
            name = (None if other is None else value_in(other, "abstractNumId")) or name
            defined = abstract.get(name)
        if defined is not None:
            found[list_id] = _list(defined, number, counts[name])
    return found


def _list(defined: etree._Element, number: etree._Element, counts: dict[int, int]) -> _List:
    made = _List(_levels(defined), {}, counts)
    for override in number.iter(w("lvlOverride")):
        made.levels.update(_levels(override))
        at, start = override.get(w("ilvl"), ""), number_in(override, "startOverride")
        if start is not None and at.isdecimal():
            made.starts[int(at)] = start
    return made


def _levels(element: etree._Element) -> dict[int, Level]:
    levels = {level.get(w("ilvl"), ""): level for level in element.findall(w("lvl"))}
    return {at: _level(levels[str(at)], at) for at in range(_LEVELS) if str(at) in levels}


def _level(level: etree._Element, at: int) -> Level:
    start, restarts = number_in(level, "start"), number_in(level, "lvlRestart")
    # A format of Word's own stands beside one that every program knows, which comes last.
    formats = [each.get(w("val"), "") for each in level.iter(w("numFmt"))]
    return Level(
        start=0 if start is None else start,
        format=formats[-1] if formats else "decimal",
        text=(value_in(level, "lvlText") or "")[:_LONGEST_TEXT],
        restarts_after=at if restarts is None else restarts,
        is_legal=child(level, "isLgl") is not None,
        style=value_in(level, "pStyle"),
    )


def _chinese(number: int) -> str:
    return chinese_numeral(number) if 0 < number < 100 else str(number)


def _one_of(signs: str) -> Callable[[int], str]:
    """A format that has a sign for each of the first numbers."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """Letters as Word counts on: a … z, aa … zz, aaa …."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    signs = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text, left = "", number if 0 < number < 40 else 0
    for value, sign in signs:
        text += sign * (left // value)
        left %= value
    return text or str(number)


def _run_of(first: str, count: int) -> str:
    return "".join(chr(ord(first) + at) for at in range(count))


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _one_of(_run_of("①", 20)),
    "decimalEnclosedCircleChinese": _one_of(_run_of("①", 20)),
    "decimalEnclosedParen": _one_of(_run_of("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_run_of("⒈", 20)),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _one_of("壹贰叁肆伍陆柒捌玖拾"),
    "ideographEnclosedCircle": _one_of(_run_of("㊀", 10)),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
