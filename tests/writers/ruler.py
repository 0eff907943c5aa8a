"""A ruler for printed pages: the type area of GB/T 9704-2012, and where lines lie, in mm."""

from __future__ import annotations

from gipdesk.document.stylesheet import StyleSheet
from tests.writers.printed import MILLIMETRE, Characters, lines_of, type_area

# The type area (版心) on the sheet, in millimetres: 5.1 and 5.2.1.
LEFT, RIGHT, TOP, BOTTOM = 28.0, 210.0 - 26.0, 37.0, 297.0 - 35.0
CHARACTER = (RIGHT - LEFT) / 28
BODY = 16 / MILLIMETRE  # 3号
ABOVE, BELOW = 0.88, 0.12  # how far a hanzi's square reaches from its baseline, in em


def x0(line: Characters) -> float:
    return float(line[0]["x0"]) / MILLIMETRE


def x1(line: Characters) -> float:
    return float(line[-1]["x1"]) / MILLIMETRE


def body_lines(pages: list[Characters], sheet: StyleSheet) -> list[list[Characters]]:
    """The lines of each page, its number left out."""
    return [lines_of(type_area(page, sheet)) for page in pages]
