"""The lines of a title (GB/T 9704-2012, 7.3.1): whole phrases, shaped as a trapezium or lozenge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from math import ceil
from typing import Final, NamedTuple, TypeAlias

from gipdesk.document.nodes import Title
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.writers.characters import em_width

_MOST_LINES: Final = 5
_SPARE: Final = 0.5  # characters: digits may be wider than half a hanzi
_FEW: Final = 15  # pieces, of which all ways to break them are tried
_FREE: Final = 1.0  # characters left beside a title that takes one line of its own accord
_STEP: Final = 2.0  # characters by which lines differ in length at least

# Where the name of an agency that is wider than a line may be torn: 某某市|某某区人民政府|办公室.
_SEAM: Final = re.compile(
    "(?:(?<=[省市县区州盟旗镇乡局厅院府、])|(?<=员会|公室|事处|中心|公司))"
    "(?<!城市)(?<!城乡)(?![场民容级域划村市县区江、）]|政[^府]|人民检|人民法)"
)
_LETTER: Final = re.compile("[（《〈“‘]*(?:[0-9A-Za-z.]+|.)[）》〉”’、，]*", re.DOTALL)
_YEAR: Final = re.compile("[0-9]{4}年度?")


_Tear: TypeAlias = Callable[[str, float], list[str]]


class _Piece(NamedTuple):
    """Words that stay in one line, and how little a line should end behind them."""

    text: str
    width: float
    cost: int


def title_lines(title: Title, sheet: StyleSheet, meaning: str = "title") -> list[str]:
    """The printed lines of a title, set in the style `meaning`.

    `sheet.parts.title_lines` asks for so many lines at least; 0 and 1 ask for one, which 0 gives up
    where the title would reach from margin to margin. A title that is too long is broken into more
    lines, never set smaller, and one of a single phrase into no more than it needs.
    """
    room = points(sheet.page.text_width) / sheet.style(meaning).size - _SPARE
    return list(_lines(title.phrases, room, sheet.parts.title_lines))


@lru_cache(maxsize=64)
def _lines(phrases: tuple[str, ...], room: float, wished: int) -> tuple[str, ...]:
    faults = partial(_faults, room=room, wished=wished)
    for tear in (names_in, _by_letters):
        pieces = list(_pieces(phrases, room, tear))
        ways = _broken(pieces, room, _most_lines(pieces, room))
        if best := min(ways, key=faults, default=None):
            return tuple(map(_text, best))
    return tuple(map(_text, _filled(pieces, room)))


def _most_lines(pieces: Sequence[_Piece], room: float) -> int:
    """Of many pieces, single letters, a title is made as short as it may be: it fits any shape."""
    needed = ceil(_width(pieces) / room)
    return _MOST_LINES if len(pieces) <= _FEW else min(needed + 1, _MOST_LINES)


def _pieces(phrases: Sequence[str], room: float, tear: _Tear) -> Iterator[_Piece]:
    """The phrases; one that is wider than a line in parts."""
    for number, phrase in enumerate(phrases):
        *parts, last = [phrase] if em_width(phrase) <= room else tear(phrase, room)
        yield from (_Piece(part, em_width(part), 2) for part in parts)
        names_agency = number == 0 and not _YEAR.fullmatch(phrase)
        yield _Piece(last, em_width(last), 0 if names_agency else 1)


def names_in(phrase: str, room: float) -> list[str]:
    """A phrase torn between names, and these between letters where they are wider than a line.

    >>> names_in("某某市某某区人民政府办公室", 28)
    ['某某市', '某某区', '人民政府', '办公室']
    """
    return [
        part
        for name in filter(None, _SEAM.split(phrase))
        for part in ([name] if em_width(name) <= room else _LETTER.findall(name))
    ]


def _by_letters(phrase: str, room: float) -> list[str]:  # noqa: ARG001 - as `names_in`
    return _LETTER.findall(phrase)


def _broken(pieces: Sequence[_Piece], room: float, most: int) -> Iterator[list[list[_Piece]]]:
    """All ways to break the pieces into lines that fit, at most so many."""
    if sum(piece.width for piece in pieces) > most * room:
        return
    width = 0.0
    for end, piece in enumerate(pieces, 1):
        width += piece.width
        if width > room:
            return
        if end == len(pieces):
            yield [list(pieces)]
        else:
            line = list(pieces[:end])
            yield from ([line, *others] for others in _broken(pieces[end:], room, most - 1))


def _filled(pieces: Sequence[_Piece], room: float) -> list[list[_Piece]]:
    """Lines that take as much as they can: for a title that fills more lines than it should."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if lines[-1] and _width([*lines[-1], piece]) > room:
            lines.append([])
        lines[-1].append(piece)
    return lines


def _faults(
    lines: Sequence[Sequence[_Piece]], room: float, wished: int
) -> tuple[int, int, int, int, float]:
    """What a way to break a title lacks, the worst first."""
    widths = [_width(line) for line in lines]
    is_cramped = wished == 0 and len(lines) == 1 and widths[0] > room - 2 * _FREE
    return (
        _shape(widths),
        max(0, wished - len(lines)) + is_cramped,
        len(lines),
        sum(line[-1].cost for line in lines[:-1]),
        sum((lower - upper) ** 2 for upper, lower in pairwise(widths)),
    )


def _shape(widths: Sequence[float]) -> int:
    """0 for a trapezium or lozenge, 1 where its sides are steep, 2 for a rectangle or hourglass."""
    steps = [lower - upper for upper, lower in pairwise(widths)]
    widens = [step > 0 for step in steps if step]
    is_hourglass = widens != sorted(widens, reverse=True)
    if is_hourglass or (steps and max(widths) - min(widths) < _STEP):
        return 2
    return int(any(abs(step) < _STEP for step in steps))


def _width(line: Sequence[_Piece]) -> float:
    return sum(piece.width for piece in line)


def _text(line: Sequence[_Piece]) -> str:
    return "".join(piece.text for piece in line)
