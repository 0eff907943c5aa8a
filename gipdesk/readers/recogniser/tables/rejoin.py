"""Mending what line breaks tore and what lost its borders: each label and each value on its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.recogniser.labels import LONGEST_LABEL, Vocabulary, is_number, is_value, key_of
from gipdesk.readers.recogniser.tables.run_together import parted

_MOST_LINES = 8  # of one label, in the narrow cells of published tables
_MOST_STUBS = 14  # lines of a label that stands upright
_STUB = 3  # characters in such a line at most
_FEWEST_VALUES = 3  # fewer numbers side by side may be running text
_LONGEST_ASIDE = 12  # characters of a neighbouring label that stand before a label
_MANY_VALUES = 10  # side by side without a label, to believe that they are a row
_MOSTLY = 4  # one word of so many may be none
_COMMAS = (",", ";", "；", "、")
_LONGEST_ROW = 400  # characters
_NUMERAL = re.compile("[一二三四五六七八九十]{1,2}")
_COUNTED = re.compile(r"\d[\d,.]*(?:[件条次份篇宗起]|万?元)", re.ASCII)
_RUNNING_TEXT = re.compile("[。，；：！？]|.{13}")


class LineRow(TableRow, frozen=True):
    """A line whose words were the cells of a row; what it says of a cell's place is its line."""


def mended(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Piece]:
    """The pieces with torn labels joined, and lines of a label and its values as table rows."""
    at = 0
    while at < len(pieces):
        piece, taken = _label_over_lines(pieces, at, vocabulary) or (pieces[at], 1)
        yield from _parts(piece, vocabulary)
        at += taken


def _label_over_lines(
    pieces: Sequence[Piece], at: int, vocabulary: Vocabulary
) -> tuple[Piece, int] | None:
    """A word of the form that begins at a line and ends some lines below; and how many."""
    text, longest = "", 0
    for count, piece in enumerate(pieces[at : at + _MOST_STUBS], 1):
        longest = max(longest, len(piece.text))
        is_upright = longest <= _STUB and not is_value(piece.text)
        if isinstance(piece, TableRow) or (count > _MOST_LINES and not is_upright):
            return None
        label, values = _split_values(piece.text)
        text += label
        if count > 1 and vocabulary.knows(text):
            place = f"{pieces[at].place}至{piece.place}"
            return (LineRow((text, *values), place) if values else Line(text, place)), count
        if values or not _may_go_on(text, vocabulary):
            return None
    return None


def _may_go_on(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is the beginning of a word, or the number before one."""
    key = key_of(text)
    return key in vocabulary.beginnings if key else text.endswith(("、", ")", "）"))


def _parts(piece: Piece, vocabulary: Vocabulary) -> Iterator[Piece]:
    """A line as the cells that it holds: `行政处罚 12`, `0 0 0 0`, `规章000行政规范性文件826`."""
    row: Piece | None = None if isinstance(piece, TableRow) else _between_commas(piece, vocabulary)
    if row or isinstance(piece, TableRow) or vocabulary.knows(piece.text):
        yield row or piece
        return
    row = _as_row(piece, vocabulary)
    parts = [] if row else parted(piece.text, vocabulary)
    if parts:
        yield from _rows_of(parts, piece.place)
    else:
        yield row or piece


def _between_commas(line: Line, vocabulary: Vocabulary) -> TableRow | None:
    """A line of words of the form and values between commas; None if it is anything else."""
    signs = _COMMAS if len(line.text) <= _LONGEST_ROW else ()
    for sign in (sign for sign in signs if sign in line.text):
        cells = _cells_between(line.text, sign)
        words = [cell for cell in cells if cell and not is_value(cell)]
        numbers = sum(map(is_number, filter(None, cells)))
        is_known = all(map(vocabulary.knows, words)) if words else numbers >= _MANY_VALUES
        is_row = numbers > 0 or len(words) > 1 or not any(cells[1:])
        is_label = sign == "、" and vocabulary.knows(line.text)
        if is_known and is_row and not is_label:
            return TableRow(cells, line.place)
    return None


def _cells_between(text: str, sign: str) -> tuple[str, ...]:
    """The cells of a row; where commas part them, one between quotation marks is no border."""
    cells = next(csv.reader([" ".join(text.splitlines())], delimiter=sign), [])
    if sign == "、" and len(cells) > 1 and _NUMERAL.fullmatch(cells[0]):
        cells = [f"{cells[0]}、{cells[1]}", *cells[2:]]
    return tuple(cell.strip() for cell in cells)


def _as_row(line: Line, vocabulary: Vocabulary) -> LineRow | None:
    """The table row that a line of words was; None if its words show none."""
    text, values = _split_values(line.text)
    labels = _labels_in(text, vocabulary) if values else ()
    if labels:
        return LineRow((*labels, *values), line.place)
    if not text and len(values) >= _FEWEST_VALUES and all(map(is_number, values)):
        return LineRow(values, line.place)
    odd = _odd_row(line.text, vocabulary)
    if odd:
        return LineRow(odd, line.place)
    words = tuple(line.text.split()) if len(line.text) <= 2 * LONGEST_LABEL else ()
    is_known = bool(words) and all(map(vocabulary.knows, words))
    return LineRow(words, line.place) if is_known else None


def _odd_row(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A label and values of which some are none, or many values without a label; as typed."""
    words = text.split() if len(text) <= 2 * LONGEST_LABEL else []
    if any(_RUNNING_TEXT.search(word) for word in words[1:]):
        return ()
    for end in range(len(words) - 1, 0, -1):
        labels = _labels_in(" ".join(words[:end]), vocabulary)
        if labels and any(map(is_number, words[end:])):
            return (*labels, *words[end:])
    count = sum(map(is_value, words))
    is_row = len(words) >= _MANY_VALUES and count * _MOSTLY >= len(words) * (_MOSTLY - 1)
    return tuple(words) if is_row and is_value(words[0]) else ()


def _labels_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A label of the form, its unit behind it, and what stands before it of another label."""
    words = text.split()
    unit = tuple(words[-1:]) if len(words) > 1 and words[-1] in vocabulary.units else ()
    words = words[: len(words) - len(unit)]
    for begin in range(len(words)):
        before, label = " ".join(words[:begin]), " ".join(words[begin:])
        if len(before) <= _LONGEST_ASIDE and vocabulary.knows(label):
            return (*filter(None, [before]), label, *unit)
    return ()


def _rows_of(parts: Sequence[str], place: str) -> Iterator[Piece]:
    """The parts of a line one by one; what is no plain value stays in a row with its label."""
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        if _is_odd(part) and at:
            continue
        if _is_odd(after):
            yield LineRow((part, after), place)
        else:
            counted = _COUNTED.findall(part)
            is_counted = len(counted) > 1 and "".join(counted) == "".join(part.split())
            cells = tuple(part.split()) if is_number(part) else (part,)
            cells = tuple(counted) if is_counted else cells
            yield LineRow(cells, place) if len(cells) > 1 else Line(part, place)


def _is_odd(part: str) -> bool:
    """Whether a part looks like figures and is no value: `12-845`."""
    is_figure = part[:1] in tuple("+-0123456789") and part[1:2] != "."
    is_counted = not _COUNTED.sub("", part).strip()
    return is_figure and not is_value(part) and not is_counted


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
