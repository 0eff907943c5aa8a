"""Tables that go on over a page break: repeated headers, rows and labels torn in the middle."""

from __future__ import annotations

import re

from gipdesk.readers.pdf.cells import Cell, RuledTable
from gipdesk.readers.pdf.lines import joined

_SAME_SIDE = 6.0  # points: the halves of a table are not always set alike
_CAPTION = re.compile(r"续表.{0,20}|.{0,30}[（(]续表?\s*[一二三四五\d]?[）)]")
_VALUE = re.compile(
    r"[-+±]?\d[\d,，.．]*(?:[%％]|[百千万亿]{0,2}[元件条次个篇份人户期项场]{0,2})|[/／—－-]+"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．]|其中|其他|[合总小]计"
)


def is_caption_of_rest(text: str) -> bool:
    """Whether a line only says that a table goes on: `表三（续）`."""
    return bool(_CAPTION.fullmatch(text))


def goes_on(table: RuledTable, rest: RuledTable) -> bool:
    """Whether a table may be the rest of one at the foot of the page before."""
    sides = (table.grid.left - rest.grid.left, table.grid.right - rest.grid.right)
    return all(abs(side) <= _SAME_SIDE for side in sides)


def mend(head: RuledTable, table: RuledTable, rest: RuledTable) -> None:
    """Give back to a table what the page break cut off; `rest` keeps the rows of its own.

    Args:
        head: the first part of the table, with its header.
        table: the part before the break.
        rest: the part behind it.
    """
    _drop_repeated_header(head, rest)
    _drop_row_printed_twice(table, rest)
    pairs = _torn_cells(table, rest)
    own = [(cell, below) for cell, below in pairs if not (cell.is_tall or below.is_tall)]
    if _is_one_row(own):
        for cell, below in own:
            _join(cell, below)
            rest.cells.remove(below)
    for cell, below in pairs:
        if (cell.is_tall or below.is_tall) and _is_one_label(cell, below):
            _join(cell, below)
            rest.cells.remove(below)


def _drop_repeated_header(head: RuledTable, rest: RuledTable) -> None:
    count = 0
    for row, again in zip(head.rows, rest.rows, strict=False):
        texts = [cell.text for cell in row]
        if texts != [cell.text for cell in again] or not any(texts):
            break
        if any(_VALUE.fullmatch(text) for text in texts):
            break
        count += 1
    rest.cells = [cell for cell in rest.cells if cell.place.top >= count]


def _drop_row_printed_twice(table: RuledTable, rest: RuledTable) -> None:
    """Drop the last row where the next page shows it again, whole."""
    above = [cell for cell in table.cells if cell.place.top == len(table.grid.ys) - 2]
    first = min((cell.place.top for cell in rest.cells), default=0)
    below = [cell for cell in rest.cells if cell.place.top == first and not cell.is_tall]
    texts = [cell.text for cell in above]
    if len(texts) > 1 and any(texts) and texts == [cell.text for cell in below]:
        table.cells = [cell for cell in table.cells if cell not in above]


def _torn_cells(table: RuledTable, rest: RuledTable) -> list[tuple[Cell, Cell]]:
    """The cells above a page break, each with the one below that has the same sides."""
    last = len(table.grid.ys) - 1
    first = min((cell.place.top for cell in rest.cells), default=0)
    below = [cell for cell in rest.cells if cell.place.top == first]
    return [
        (cell, other)
        for cell in table.cells
        if cell.place.bottom == last
        for other in below
        if _has_same_sides(table, cell, rest, other)
    ]


def _has_same_sides(table: RuledTable, cell: Cell, rest: RuledTable, other: Cell) -> bool:
    xs, others = table.grid.xs, rest.grid.xs
    left = xs[cell.place.left] - others[other.place.left]
    right = xs[cell.place.right] - others[other.place.right]
    return max(abs(left), abs(right)) <= _SAME_SIDE


def _is_one_row(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether the cells above and below a break are one row.

    It is, if no two values meet and either a label goes on in a full line or behind its number,
    or the values of a row stand below its label. Words below blank cells may be of another table.
    """
    both = [(cell, below) for cell, below in pairs if cell.text and below.text]
    values_above = any(_VALUE.fullmatch(cell.text) for cell, _ in pairs)
    values_below = any(_VALUE.fullmatch(below.text) for _, below in pairs)
    if values_above and values_below:
        return False
    is_half_blank = values_above or values_below
    if not all(_is_one_text(*pair) or (is_half_blank and _is_rest(*pair)) for pair in both):
        return False
    is_label_torn = bool(both)
    is_label_above = any(cell.text for cell, _ in pairs) and not any(
        below.text and not _VALUE.fullmatch(below.text) for _, below in pairs
    )
    if values_below:
        return not values_above and (is_label_torn or is_label_above)
    return is_label_torn


def _is_one_label(cell: Cell, below: Cell) -> bool:
    """Whether a label merged over rows goes on behind a break."""
    return not below.text or not cell.text or _is_one_text(cell, below)


def _is_one_text(cell: Cell, below: Cell) -> bool:
    is_value = _VALUE.fullmatch(cell.text) or _VALUE.fullmatch(below.text)
    return cell.is_full and not is_value and not _NUMBERED.match(below.text)


def _is_rest(cell: Cell, below: Cell) -> bool:
    """Whether a numbered label stands above words that no number begins."""
    is_value = _VALUE.fullmatch(cell.text) or _VALUE.fullmatch(below.text)
    is_begun = _NUMBERED.match(cell.text) and not _NUMBERED.match(below.text)
    return bool(is_begun) and not is_value


def _join(cell: Cell, below: Cell) -> None:
    cell.text = joined(cell.text, below.text)
    cell.is_full = below.is_full if below.text else cell.is_full
