"""Where a file first departs from its document: both are walked side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, dropwhile, takewhile

import msgspec

from gipdesk.workflow.reading_back.bare import sure_signs
from gipdesk.workflow.reading_back.pieces import Row, Told


class Difference(msgspec.Struct, frozen=True):
    """What a document says and its file says instead.

    `told` is None where the file says more, `found` where it lacks something.
    """

    told: Told | None
    found: Row | None


def first_difference(
    told: Sequence[Told], found: Sequence[Row], *, on_paper: bool, mark: str = ""
) -> Difference | None:
    """The first row or line that a file lacks, alters or has besides; None where all are equal.

    On paper the ends of paragraphs are not always seen, and tables repeat their headers; the `mark`
    stands over their rest on the next page: （续）.
    """
    at = begin = 0
    marks: set[Row] = {(mark,)} if on_paper else set()  # a table of blank rows may have one too
    repeated = marks
    while at < len(told) and begin < len(found):
        piece = told[at]
        if on_paper and piece.is_header:
            repeated = repeated.union(piece.rows)
        if piece.is_shown_by(found[begin]):
            steps: tuple[int, int] | None = (1, 1)
        elif found[begin] in repeated:
            steps = (0, 1)
        elif len(piece.rows[0]) > 1:
            steps = _row_in_parts(piece, found[begin:], repeated)
        else:
            steps = _in_other_lines(told[at:], found[begin:], on_paper=on_paper)
            steps = steps or _strange_lines(told[at:], found[begin:], marks)
        if steps is None:
            break
        at, begin = at + steps[0], begin + steps[1]
        if steps[0] and not piece.cells:
            repeated = marks
    if at == len(told):
        found = [*dropwhile(repeated.__contains__, found[begin:])]
        begin = 0
    return _difference(told[at:], found[begin:])


def _difference(told: Sequence[Told], found: Sequence[Row]) -> Difference | None:
    """What differs where neither goes on like the other; None where both have ended."""
    if not told and not found:
        return None
    if not told or not found:
        return Difference(told[0] if told else None, found[0] if found else None)
    if any(each.is_shown_by(found[0]) for each in told[1:]):
        return Difference(told[0], None)
    if any(map(told[0].is_shown_by, found[1:])):
        return Difference(None, found[0])
    return Difference(told[0], found[0])


def _row_in_parts(piece: Told, found: Sequence[Row], repeated: set[Row]) -> tuple[int, int] | None:
    """One piece and so many rows, where cells of several lines are read as several rows.

    What a page repeats may stand between them, and what reaches into the row is told once more.
    """
    if not piece.may_break:
        return None
    ways = (way for way in piece.rows if len(way) == len(found[0]))
    counts = (_parts(piece, way, found, repeated) for way in ways)
    return next(((1, count) for count in counts if count), None)


def _parts(piece: Told, way: Row, found: Sequence[Row], repeated: set[Row]) -> int:
    """How many rows tell a row in this way; 0 where none do."""
    whole = ("",) * len(way)
    for count, row in enumerate(found, 1):
        if row in repeated:
            continue
        if len(row) != len(way) or sum(map(len, whole)) > len(piece.text) + len("".join(way)):
            return 0
        whole = tuple(map(_with_part, whole, row, way))
        if piece.is_shown_by(whole):
            return count
    return 0


def _with_part(text: str, more: str, told: str) -> str:
    """A cell with what its next part adds; a whole one may be told again."""
    return text if text == more == told else text + more


def _in_other_lines(
    told: Sequence[Told], found: Sequence[Row], *, on_paper: bool
) -> tuple[int, int] | None:
    """How many lines of either say the same, though broken elsewhere; None where none do."""
    text, other = told[0].text, ""
    at, begin = 1, 0
    while len(text) != len(other):
        if len(text) < len(other):
            if not on_paper or at == len(told) or len(told[at].rows[0]) > 1:
                return None
            text, at = text + told[at].text, at + 1
        else:
            is_split = begin > 0 and not told[0].may_break
            is_row = begin < len(found) and len(found[begin]) > 1 and bool(told[0].cells)
            if begin == len(found) or is_split or is_row:
                return None
            other, begin = other + "".join(found[begin]), begin + 1
    return (at, begin) if text == other else None


def _strange_lines(
    told: Sequence[Told], found: Sequence[Row], marks: set[Row]
) -> tuple[int, int] | None:
    """As many lines as follow each other, where what is strange among them is not told for sure.

    All else must be there in order, and every digit and hanzi.
    """
    following = list(takewhile(lambda each: len(each.rows[0]) == 1, told))
    lines = [line for line in following if line.rows[0] not in marks]
    rows = list(takewhile(lambda row: len(row) == 1, found))
    text = "".join(chain.from_iterable(row for row in rows if row not in marks))
    at = 0
    for line in lines:
        at = at if line.strange else text.find(line.text, at)
        if at < 0:
            return None
        at += 0 if line.strange else len(line.text)
    is_strange = any(line.strange for line in lines)
    is_whole = sure_signs("".join(line.text for line in lines)) == sure_signs(text)
    return (len(following), len(rows)) if is_strange and is_whole else None
