"""How wide and how high the rows and columns of a printed table are on the screen.

Widths follow the ratios of the style sheet, as on paper, so that the whole table fits the width
there is; heights follow the wrapped words. Every size comes from the font, none is in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import msgspec
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from gipdesk.report.grid import Grid, GridCell, Role

WRAPPED = int(Qt.TextFlag.TextWordWrap)
_ENDLESS = 1_000_000
_LONGEST_PAIRED = 8  # characters: longer header words are sentences, not names


class Measures(msgspec.Struct, frozen=True):
    """Sizes in logical pixels of every column and line of the printed grid."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]


def measure(grid: Grid, ratios: Sequence[float], width: int, metrics: QFontMetrics) -> Measures:
    """The sizes of a grid that is to be `width` wide, or as wide as its words need at least."""
    if len(ratios) != grid.columns:
        ratios = (1.0,) * grid.columns
    widths = _share(width, ratios, [_least_width(grid, i, metrics) for i in range(grid.columns)])
    return Measures(tuple(widths), tuple(_heights(grid, widths, metrics)))


def padding(metrics: QFontMetrics) -> tuple[int, int]:
    """Free space beside and above the words of a cell."""
    return max(2, metrics.height() // 5), max(2, metrics.height() // 7)


def natural_width(grid: Grid, metrics: QFontMetrics) -> int:
    """A width at which the table reads well."""
    return 6 * _em(metrics) * max(grid.columns, 8)


def words_of(cell: GridCell, width: int, metrics: QFontMetrics) -> str:
    """A cell's words with the line breaks the form gives them: 商业 / 企业, 结果 / 维持.

    Names of an even number of characters break between pairs; everything else is left to wrap.
    """
    text = cell.text
    room = width - 2 * padding(metrics)[0] - 1
    fitting = sum(
        metrics.horizontalAdvance(text[:end]) <= room for end in range(2, len(text) + 1, 2)
    )
    is_name = len(text) % 2 == 0 and len(text) <= _LONGEST_PAIRED and text.isalpha()
    if cell.role is not Role.HEADER or not is_name or 2 * fitting == len(text):
        return text
    size = max(2, 2 * fitting)
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


def text_height(text: str, width: int, metrics: QFontMetrics) -> int:
    """Height of wrapped words in a cell of some width."""
    room = QRect(0, 0, width - 2 * padding(metrics)[0] - 1, _ENDLESS)
    return metrics.boundingRect(room, WRAPPED, text).height()


def set_in(cell: GridCell, metrics: QFontMetrics) -> int:
    """How far a cell's words are set in beyond the padding."""
    return cell.indent * _em(metrics)


def has_units(grid: Grid) -> bool:
    """Whether the last label column gives the units: then it has a header word of its own."""
    first = grid.lines[0] if grid.lines else ()
    return any(cell.role is Role.HEADER and cell.column < grid.label_columns for cell in first)


def alignment_of(cell: GridCell, grid: Grid) -> Qt.AlignmentFlag:
    """Where a cell's words stand: bands and labels of several columns left, the rest centred."""
    is_left = cell.role is Role.BAND
    if cell.role is Role.CORNER:
        is_left = grid.label_columns > 1 and not has_units(grid)
    elif cell.role is Role.LABEL:
        is_unit = has_units(grid) and cell.column == grid.label_columns - 1
        is_left = grid.label_columns > 1 and not is_unit
    beside = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignHCenter
    return beside | Qt.AlignmentFlag.AlignVCenter


def _em(metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance("国")


def _least_width(grid: Grid, column: int, metrics: QFontMetrics) -> int:
    """Two characters for a number, a few more for labels."""
    is_label = column < grid.label_columns
    words = grid.label_columns - 1 - has_units(grid)  # the column of the innermost labels
    characters = 6 if column == words else 3 if is_label else 2
    return characters * _em(metrics) + 2 * padding(metrics)[0]


def _share(width: int, ratios: Sequence[float], least: Sequence[int]) -> list[int]:
    """`width` dealt out by ratio; a part that would be too narrow takes what it needs at least."""
    parts: list[float] = [0.0] * len(ratios)
    free = set(range(len(ratios)))
    room = width
    while True:
        unit = max(0, room) / (sum(ratios[i] for i in free) or 1)
        tight = {i for i in free if ratios[i] * unit < least[i]}
        if not tight:
            break
        room -= sum(least[i] for i in tight)
        free -= tight
        for i in tight:
            parts[i] = least[i]
    for i in free:
        parts[i] = ratios[i] * unit
    edges = [round(edge) for edge in accumulate(parts, initial=0.0)]
    return [end - start for start, end in pairwise(edges)]


def _heights(grid: Grid, widths: Sequence[int], metrics: QFontMetrics) -> list[int]:
    """Line heights; a cell over several lines makes its last line higher where it must."""
    around = 2 * padding(metrics)[1] + 1  # the rule is drawn inside
    heights = [metrics.height() + around] * len(grid.lines)
    for cell in sorted(_worded(grid.cells()), key=lambda cell: cell.row_span):
        width = sum(widths[cell.column : cell.column + cell.column_span])
        width -= set_in(cell, metrics)
        needed = text_height(words_of(cell, width, metrics), width, metrics) + around
        last = cell.row + cell.row_span - 1
        held = sum(heights[cell.row : last + 1])
        heights[last] += max(0, needed - held)
    return heights


def _worded(cells: Iterable[GridCell]) -> Iterable[GridCell]:
    return (cell for cell in cells if cell.text)
