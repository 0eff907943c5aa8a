"""The ruled lines of a page, however they are drawn: strokes, thin rectangles, thin pictures.

The same walk over the objects of a page finds the text that does not stand upright, and whether
pictures are on the page.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

import msgspec
import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from gipdesk.readers.pdf.glyphs import Turn, address, quarters_of, turn_of
from gipdesk.readers.pdf.opening import View

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Box: TypeAlias = tuple[float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_THICKEST = 4.0  # points; what is thicker is an area
_DOT = 1.5  # points; rows of dots make dotted lines in both directions
_SIMPLE_PATH = 6  # segments: one rectangle or line
_MOST_OBJECTS = 100_000  # of a page
_MOST_SEGMENTS = 20_000  # of a path
_DEEPEST_FORM = 8
_MOST_TEXT = 0.7  # of the text objects of a page
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_PICTURE_OF_PAGE = 0.3  # of the page; a seal or a logo covers less


class Rule(msgspec.Struct, frozen=True):
    """A ruled line as shown: at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Drawing(msgspec.Struct):
    """What is drawn on a page besides upright text."""

    level: list[Rule]
    upright: list[Rule]
    turns: dict[int, Turn]
    has_picture: bool = False  # one that covers much of the page
    is_cut: bool = False  # more objects than are looked at
    quarters: Counter[int | None] = msgspec.field(default_factory=Counter)  # of the text objects

    @property
    def sideways(self) -> int:
        """The quarters by which the page is to be turned clockwise, for most text to stand."""
        for quarters in (1, 2, 3):
            if self.quarters[quarters] > _MOST_TEXT * self.quarters.total():
                return quarters
        return 0


def drawing_of(page: PdfPage, view: View) -> Drawing:
    """The rules of a page, its turned and hidden text objects, and whether it is a picture."""
    walk = _Walk(view)
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    walk.take_all(objects, _IDENTITY, 0)
    return walk.drawing


class _Walk:
    def __init__(self, view: View) -> None:
        self.drawing = Drawing([], [], {})
        self._view = view
        self._left = _MOST_OBJECTS
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()

    def take_all(self, objects: Iterator[object], matrix: Matrix, depth: int) -> None:
        for each in objects:
            self._left -= 1
            if self._left < 0:
                self.drawing.is_cut = True
                return
            match pdfium.FPDFPageObj_GetType(each):
                case pdfium.FPDF_PAGEOBJ_TEXT:
                    self._take_text(each, matrix)
                case pdfium.FPDF_PAGEOBJ_PATH:
                    self._take_path(each, matrix)
                case pdfium.FPDF_PAGEOBJ_IMAGE:
                    self._take_picture(self._box(each, matrix))
                case pdfium.FPDF_PAGEOBJ_FORM if depth < _DEEPEST_FORM:
                    self._take_form(each, matrix, depth + 1)

    def _take_form(self, form: object, matrix: Matrix, depth: int) -> None:
        count = max(0, pdfium.FPDFFormObj_CountObjects(form))
        objects = (pdfium.FPDFFormObj_GetObject(form, at) for at in range(count))
        self.take_all(objects, _product(self._matrix_of(form), matrix), depth)

    def _take_text(self, text: object, matrix: Matrix) -> None:
        if pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE:
            self.drawing.turns[address(text)] = Turn.HIDDEN
            return
        own = self._matrix
        pdfium.FPDFPageObj_GetMatrix(text, own)
        if own.b == 0 and own.a > 0 and matrix is _IDENTITY and not self._view.quarters:
            self.drawing.quarters[0] += 1
            return
        a, b, *_ = _product(self._matrix_of(text), matrix)
        quarters = quarters_of(a, b, self._view)
        self.drawing.quarters[quarters] += 1
        turn = turn_of(quarters)
        if turn is not Turn.UPRIGHT:
            self.drawing.turns[address(text)] = turn

    def _take_path(self, path: object, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if not (fill.value or stroke.value):
            return
        left, top, right, bottom = box = self._box(path, matrix)
        if min(right - left, bottom - top) <= _THICKEST:
            self._add(box)
            return
        count = pdfium.FPDFPath_CountSegments(path)
        if stroke.value or count > _SIMPLE_PATH:
            self._take_segments(path, min(count, _MOST_SEGMENTS), matrix, bool(stroke.value))

    def _take_segments(self, path: object, count: int, matrix: Matrix, is_stroke: bool) -> None:
        """The strokes of a path, or those of its filled shapes that are thin."""
        for shape in self._shapes(path, count, _product(self._matrix_of(path), matrix)):
            xs, ys = [x for x, _ in shape], [y for _, y in shape]
            box = self._view.box(min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
                self._add(box)
            elif is_stroke:
                for (x0, y0), (x1, y1) in pairwise(shape):
                    self._add(self._view.box(x0, y0, x1, y1))

    def _shapes(
        self, path: object, count: int, matrix: Matrix
    ) -> Iterator[list[tuple[float, float]]]:
        """The corners of each shape of a path, in the coordinates of the file."""
        a, b, c, d, e, f = matrix
        corners: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                if len(corners) > 1:
                    yield corners
                corners = []
            corners.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if pdfium.FPDFPathSegment_GetClose(segment) and corners[0] != corners[-1]:
                corners.append(corners[0])
        if len(corners) > 1:
            yield corners

    def _take_picture(self, box: Box) -> None:
        left, top, right, bottom = box
        if min(right - left, bottom - top) <= _THICKEST:
            self._add(box)
            return
        view = self._view
        wide = min(right, view.width) - max(left, 0)
        high = min(bottom, view.height) - max(top, 0)
        if min(wide, high) > 0 and wide * high > _PICTURE_OF_PAGE * view.width * view.height:
            self.drawing.has_picture = True

    def _add(self, box: Box) -> None:
        left, top, right, bottom = box
        view = self._view
        if not (right >= 0 and bottom >= 0 and left <= view.width and top <= view.height):
            return  # outside, or no number
        left, top = max(left, 0.0), max(top, 0.0)
        right, bottom = min(right, view.width), min(bottom, view.height)
        wide, high = right - left, bottom - top
        is_dot = wide <= _DOT and high <= _DOT
        if high <= _THICKEST and (wide > high or is_dot):
            self.drawing.level.append(Rule((top + bottom) / 2, left, right))
        if wide <= _THICKEST and (high > wide or is_dot):
            self.drawing.upright.append(Rule((left + right) / 2, top, bottom))

    def _box(self, each: object, matrix: Matrix) -> Box:
        """The bounds of an object as shown."""
        left, bottom, right, top = self._floats
        pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if matrix is not _IDENTITY:
            a, b, c, d, e, f = matrix
            corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
            x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
            y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        return self._view.box(x0, y0, x1, y1)

    def _matrix_of(self, each: object) -> Matrix:
        matrix = self._matrix
        pdfium.FPDFPageObj_GetMatrix(each, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer  # the names that PDF gives them
    return (
        a * A + b * C,
        a * B + b * D,
        c * A + d * C,
        c * B + d * D,
        e * A + f * C + E,
        e * B + f * D + F,
    )
