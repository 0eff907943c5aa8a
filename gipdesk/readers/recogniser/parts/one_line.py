"""Reports that came as one line: parted at the title and at the headings that the form has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL, Vocabulary, key_of
from gipdesk.readers.recogniser.parts.dates import DATE
from gipdesk.readers.recogniser.parts.titles import title_in

_SHORTEST = 2 * LONGEST_LABEL
_FEWEST_HEADINGS = 3
_SIGNATURE = re.compile(rf"(?<=。) ?(?:\S{{3,40}} )?{DATE}$", re.ASCII)
_HEADING = re.compile(r"(?<!\S)[一二三四五六七八九十]{1,2}、\S{2,40}(?!\S)")


def parted_lines(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Piece]:
    """The pieces, with lines that hold several headings between spaces parted at these."""
    for piece in pieces:
        parts = _parts(piece.text, vocabulary) if isinstance(piece, Line) else []
        if parts:
            yield from (Line(part, piece.place) for part in parts)
        else:
            yield piece


def _parts(text: str, vocabulary: Vocabulary) -> list[str]:
    """Title, headings and what stands between them; empty for any line that holds few."""
    if len(text) < _SHORTEST:
        return []
    known = [each for each in _HEADING.finditer(text) if key_of(each[0]) in vocabulary.headings]
    if len(known) < _FEWEST_HEADINGS:
        return []
    title = text.split(" ", 1)[0]
    begin = len(title) if title_in(title) else 0
    signature = _SIGNATURE.search(text)
    end = signature.start() if signature else len(text)
    bounds = sorted({0, begin, end, len(text), *(at for each in known for at in each.span())})
    parts = (text[first:last].strip() for first, last in pairwise(bounds))
    return [part for part in parts if part]
