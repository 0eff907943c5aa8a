"""Mending what line breaks tore: labels over several lines, rows whose cells became one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipdesk.readers.labels import LONGEST_LABEL, Vocabulary, is_number, is_value, key_of
from gipdesk.readers.pieces import Line, Piece, TableRow

_MOST_LINES = 4  # of one label, in the narrow cells of published tables
_FEWEST_VALUES = 3  # fewer numbers side by side may be running text


def mended(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Piece]:
    """The pieces with torn labels joined, and lines of a label and its values as table rows."""
    at = 0
    while at < len(pieces):
        piece, taken = _label_over_lines(pieces, at, vocabulary) or (pieces[at], 1)
        yield _as_row(piece, vocabulary)
        at += taken


def _label_over_lines(
    pieces: Sequence[Piece], at: int, vocabulary: Vocabulary
) -> tuple[Piece, int] | None:
    """A word of the form that begins at a line and ends some lines below; and how many."""
    text = ""
    for count, piece in enumerate(pieces[at : at + _MOST_LINES], 1):
        if isinstance(piece, TableRow):
            return None
        label, values = _split_values(piece.text)
        text += label
        if count > 1 and vocabulary.knows(text):
            place = f"{pieces[at].place}至{piece.place}"
            return (TableRow((text, *values), place) if values else Line(text, place)), count
        if values or key_of(text) not in vocabulary.beginnings:
            return None
    return None


def _as_row(piece: Piece, vocabulary: Vocabulary) -> Piece:
    """A line such as `行政处罚 12`, `0 0 0 0` or `结果维持 结果纠正` as the table row it was."""
    if isinstance(piece, TableRow):
        return piece
    if vocabulary.knows(piece.text):
        return piece
    label, values = _split_values(piece.text)
    if values and label and vocabulary.knows(label):
        return TableRow((label, *values), piece.place)
    if not label and len(values) >= _FEWEST_VALUES and all(map(is_number, values)):
        return TableRow(values, piece.place)
    words = tuple(piece.text.split()) if len(piece.text) <= 2 * LONGEST_LABEL else ()
    return TableRow(words, piece.place) if words and all(map(vocabulary.knows, words)) else piece


def _split_values(text: str) -> tuple[str, tuple[str, ...]]:
    """The values at the end of a line, behind spaces, and what stands before them."""
    words = text.split() if len(text) <= 2 * LONGEST_LABEL else []
    at = len(words)
    while at and is_value(words[at - 1]):
        at -= 1
    values = tuple(words[at:])
    if len(words) < 2 or not any(is_number(value) for value in values):
        return text, ()
    return " ".join(words[:at]), values
