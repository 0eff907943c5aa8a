"""Where each piece of what a template yields comes from.

A template read for looking into carries invisible marks in its own markup, at each line and each
tag. What it yields then tells, for every character, the place in the template; without the marks it
is what the template always yields.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import jinja2
import msgspec

_BEGIN, _END = "\ufdd0", "\ufdd1"  # no characters of any text (Unicode calls them noncharacters)
UNKNOWN = "\ufdd2"  # what a name prints that nothing stands behind, while mistakes are looked for
_MARK = re.compile(f"{_BEGIN}([0-9]+){_END}")
_MARKED = re.compile(r"(?=<)|(?<=\n)")  # where a mark stands within markup, beside its beginning


class Place(msgspec.Struct, frozen=True):
    """A place in a file of a template; line and column count from 1."""

    file: str
    line: int
    column: int


class Marks(msgspec.Struct):
    """The marks put into the files of a template, by number: their place and how far they hold."""

    places: list[tuple[Place, int]] = []

    def put_into(self, source: str, file: str, environment: jinja2.Environment) -> str:
        """A source with its marks; one that jinja2 cannot cut up stays as it is."""
        try:
            pieces = _markup(source, environment)
        except jinja2.TemplateSyntaxError:
            return source
        marked, done = [], 0
        for start, end in pieces:
            starts = sorted(
                {start, *(each.start() for each in _MARKED.finditer(source, start, end))}
            )
            starts = [each for each in starts if each < end]
            for at, until in zip(starts, [*starts[1:], end], strict=True):
                marked += [source[done:at], self._mark(source, file, at, until)]
                done = at
        return "".join([*marked, source[done:]])

    def _mark(self, source: str, file: str, start: int, end: int) -> str:
        self.places.append((place_in(source, file, start), end - start))
        return f"{_BEGIN}{len(self.places) - 1}{_END}"

    def taken_from(self, yielded: str) -> Origins:
        """What a template yielded without its marks, and where each part is from."""
        offsets, numbers, pieces, done, length = [], [], [], 0, 0
        for mark in _MARK.finditer(yielded):
            pieces.append(yielded[done : mark.start()])
            length += mark.start() - done
            done = mark.end()
            offsets.append(length)
            numbers.append(int(mark[1]))
        text = "".join([*pieces, yielded[done:]])
        return Origins(text, offsets, [self.places[number] for number in numbers])


class Origins(msgspec.Struct, frozen=True):
    """A text, and the places its parts come from."""

    text: str
    offsets: list[int]
    places: list[tuple[Place, int]]

    def place(self, offset: int) -> Place | None:
        """Where a character comes from; what an expression printed comes from its beginning."""
        number = bisect_right(self.offsets, offset) - 1
        if number < 0:
            return None
        place, length = self.places[number]
        beyond = min(offset - self.offsets[number], length)
        return Place(place.file, place.line, place.column + beyond)


def place_in(source: str, file: str, offset: int) -> Place:
    """Line and column of a character of a file."""
    line_start = source.rfind("\n", 0, offset) + 1
    return Place(file, source.count("\n", 0, offset) + 1, offset - line_start + 1)


def _markup(source: str, environment: jinja2.Environment) -> list[tuple[int, int]]:
    """Where a template's own text lies in its source, without what jinja2 strips of it."""
    pieces, at = [], 0
    for _, kind, text in environment.lex(source):
        start = source.index(text, at)
        at = start + len(text)
        if kind == "data" and text:
            pieces.append((start, at))
    return pieces
