"""Lines in which the cells of a table ran together: `规章000行政规范性文件826` and whole tables.

Such a line is nothing but words of the form and values. It is cut where the words are, their own
numbering included, so that in `00000002.其他法律行政法规禁止公开` the 2 is no part of the zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from gipdesk.readers.recogniser.labels import Vocabulary, is_value
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.folding import match_key

_FEWEST_WORDS = 4  # side by side within running text, to believe that a table begins there
_FEWEST_TELLING = 4  # characters of a word that may show a table
_SHORTEST = 3
_QUOTES = frozenset("“”‘’\"'「」『』")
_NUMBERING = re.compile(
    r"(?:[1-9][.、)]|\([1-9]\)、?|[一二三四五六七八九十]{1,2}[、.:]|\([一二三四五六七八九十]\)、?)?"
    r"(?:其中[:、]?)?"
)
_VALUES = re.compile(
    r"(?:\d[\d,.]*(?:[件条次份篇宗起]|万?元)){1,20}|[+-]?\d[\d ,.+/-]*(?:万?元)?|[-—/]+", re.ASCII
)
_DIGIT = re.compile(r"\d")


class _Token(msgspec.Struct, frozen=True):
    """A part of a line, from its `begin` up to its `end`."""

    begin: int
    end: int
    is_word: bool


def parted(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words and values that ran together in a line; empty where it is something else.

    >>> from gipdesk import paths
    >>> from gipdesk.report.edition import Editions, form_of
    >>> words = Vocabulary(form_of(Editions(paths.EDITIONS)["2021"]))
    >>> parted("（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开0000000", words)
    ['（三）不予公开', '1.属于国家秘密', '0000000', '2.其他法律行政法规禁止公开', '0000000']
    """
    if not _may_be(text, vocabulary):
        return []
    characters = _folded(text)
    folded = "".join(character for character, _ in characters)
    stretch = _longest(_tokens(folded, vocabulary))
    if not _is_table(stretch, folded):
        return []
    places = [place for _, place in characters] + [len(text)]
    cuts = [places[token.begin] for token in stretch] + [places[stretch[-1].end]]
    parts = [text[begin:end] for begin, end in pairwise(cuts)]
    return [part for part in map(str.strip, (text[: cuts[0]], *parts, text[cuts[-1] :])) if part]


def _may_be(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a closer look is worth while: words of the form are in it, and more than one."""
    if len(text) < _SHORTEST or is_value(text) or vocabulary.knows(text):
        return False
    label = text.rstrip("0123456789 ")
    if len(label) < len(text) and vocabulary.knows(label):
        return True
    key = simplified(match_key(text))
    needed = _FEWEST_WORDS if "。" in key else 1 if _DIGIT.search(key) else 2
    for word in _telling(vocabulary.all):
        needed -= word in key
        if not needed:
            return True
    return False


@lru_cache(maxsize=8)
def _by_first(words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Words by their first character, the longest first."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    return by_first


@lru_cache(maxsize=8)
def _telling(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if len(word) >= _FEWEST_TELLING))


def _folded(text: str) -> list[tuple[str, int]]:
    """The characters of a text as labels are compared, each with its place in the text.

    A space stays only where it may part two numbers.
    """
    characters = [
        (character, place)
        for place, original in enumerate(text)
        if original not in _QUOTES
        for character in (simplified(match_key(original)) or " ")
    ]
    kept: list[tuple[str, int]] = []
    for at, (character, place) in enumerate(characters):
        after = next((each for each, _ in characters[at + 1 :] if each != " "), "")
        is_gap = character == " " and kept and kept[-1][0].isdigit() and after.isdigit()
        if character != " " or is_gap:
            kept.append((character, place))
    return kept


def _tokens(folded: str, vocabulary: Vocabulary) -> Iterator[_Token | None]:
    """The words and values of a text, in order; None where there is something else."""
    words, units = _by_first(vocabulary.all), vocabulary.units
    at, was_word = 0, False
    while at < len(folded):
        end = _word_end(folded, at, words)
        unit = next((each for each in units if folded.startswith(each, at)), "")
        if not end and unit and was_word:
            end = at + len(unit)
        was_word = end > 0
        end = end or _values_end(folded, at, words)
        yield _Token(at, end, was_word) if end else None
        at = end or at + 1


def _word_end(folded: str, at: int, words: Mapping[str, Sequence[str]]) -> int:
    """Where a word that begins here, with its numbering, ends; 0 if none does."""
    numbering = _NUMBERING.match(folded, at)
    for begin in dict.fromkeys((numbering.end() if numbering else at, at)):
        for word in words.get(folded[begin : begin + 1], ()):
            if folded.startswith(word, begin):
                return begin + len(word)
    return 0


def _values_end(folded: str, at: int, words: Mapping[str, Sequence[str]]) -> int:
    """Where values that begin here end: where the next word begins, or something else."""
    match = _VALUES.match(folded, at)
    if match is None:
        return 0
    for end in range(at + 1, match.end()):
        if _word_end(folded, end, words):
            return end
    return match.end()


def _longest(tokens: Iterator[_Token | None]) -> list[_Token]:
    """The longest stretch of tokens with nothing else among them."""
    best: list[_Token] = []
    stretch: list[_Token] = []
    for token in tokens:
        stretch = [*stretch, token] if token else []
        if len(stretch) > len(best):
            best = stretch
    return best


def _is_table(stretch: Sequence[_Token], folded: str) -> bool:
    """Whether tokens side by side are cells, and no words that a sentence happens to hold."""
    words = sum(token.is_word for token in stretch)
    has_values = len(stretch) > words
    is_all = bool(stretch) and stretch[0].begin == 0 and stretch[-1].end == len(folded)
    if is_all:
        return words > 1 or (words == 1 and has_values)
    return words >= _FEWEST_WORDS and has_values
