"""Which figures of a text are last year's still: laid beside last year's sentences, they are alike.

Sentences are compared without their years and figures, so that writing one figure anew, or some
words around it, does not hide that the others beside it are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from gipdesk.checks.stale_words import sentences, without_years

_FIGURE = re.compile(
    r"(?<![0-9.〔\[第])[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?\s*"
    r"(?:%|％|万?余?(?:件|条|份|次|个|项|人次|人|元|篇|期|场|起|宗|部|例|户|家|名))"
)
_BLANK = "\0"  # stands for a figure, whatever it is
_FEWEST_ALIKE = 4  # characters around a figure that say it is the same one


def kept_figures(text: str, last: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where in a paragraph figures stand as some paragraph of last year has them.

    >>> text, last = "发布信息98条，培训3次。", ["发布信息120条，培训3次。"]
    >>> [text[start:end] for start, end in kept_figures(text, last)]
    ['3次']
    """
    known = [sentence for each in last for _, sentence in sentences(each)]
    for start, sentence in sentences(text):
        figures = list(_FIGURE.finditer(sentence))
        kept = {at for each in known for at in _kept_in(sentence, each)} if figures else ()
        for at in sorted(kept):
            yield start + figures[at].start(), start + figures[at].end()


@lru_cache(maxsize=4096)  # while one types, one sentence differs at a time
def _kept_in(sentence: str, last: str) -> frozenset[int]:
    """Which figures of a sentence, counted from 0, are those at the same place of another."""
    here, there = _FIGURE.findall(sentence), _FIGURE.findall(last)
    if not set(here) & set(there):
        return frozenset()
    words, others = _without_figures(sentence), _without_figures(last)
    if words == others:
        return frozenset(at for at, each in enumerate(here) if each == there[at])
    kept: set[int] = set()
    for block in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks():
        if block.size >= _FEWEST_ALIKE:
            first, other = (s[:at].count(_BLANK) for s, at in ((words, block.a), (others, block.b)))
            count = words[block.a : block.a + block.size].count(_BLANK)
            kept |= {first + n for n in range(count) if here[first + n] == there[other + n]}
    return frozenset(kept)


def _without_figures(sentence: str) -> str:
    return _FIGURE.sub(_BLANK, without_years(sentence))
