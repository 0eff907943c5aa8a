"""PDFs drawn sign by sign, so that a test knows what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from typing import Literal, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gipdesk import paths
from gipdesk.readers.pdf import read_pdf
from gipdesk.readers.pieces import Line, TableRow

Border: TypeAlias = Literal["lines", "bars", "boxes", "double", "dots", "none"]
Span: TypeAlias = tuple[str, int, int]  # text, rows, columns

WIDTH, HEIGHT = 595.0, 842.0
LEFT, SIZE = 60.0, 16.0
FULL = 30  # letters of a line of body text
FACE = "GW Song of tests"


class Drawing:
    """Pages on which texts and tables are drawn; y counts from the top."""

    def __init__(
        self, width: float = WIDTH, height: float = HEIGHT, password: str | None = None
    ) -> None:
        if FACE not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FACE, str(paths.FONTS / "song.ttf")))
        self._stream = BytesIO()
        self._height = height
        self.canvas = Canvas(self._stream, pagesize=(width, height), invariant=1, encrypt=password)

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        """A line whose baseline is at y."""
        self.canvas.setFont(FACE, size)
        self.canvas.drawString(x, self._height - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], size: float, pitch: float) -> None:
        """Lines below each other."""
        for number, text in enumerate(texts):
            self.text(x, y + number * pitch, text, size)

    def level(self, x0: float, x1: float, y: float, border: Border = "lines") -> None:
        """A ruled line from left to right."""
        self._rule(x0, y, x1, y, border)

    def upright(self, x: float, y0: float, y1: float, border: Border = "lines") -> None:
        """A ruled line downwards."""
        self._rule(x, y0, x, y1, border)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, border: Border) -> None:
        canvas, top = self.canvas, self._height
        if border == "bars":
            canvas.rect(x0, top - y1, x1 - x0 or 0.5, y1 - y0 or 0.5, stroke=0, fill=1)
            return
        canvas.setDash([0.5, 1] if border == "dots" else [])
        for shift in (-0.8, 0.8) if border == "double" else (0.0,):
            across = (shift, 0.0) if x0 == x1 else (0.0, shift)
            canvas.line(x0 + across[0], top - y0 + across[1], x1 + across[0], top - y1 + across[1])
        canvas.setDash([])

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[Span | str]],
        *,
        height: float = 20,
        border: Border = "lines",
        size: float = 8,
    ) -> float:
        """A table of cells, each listed where it begins; returns where it ends."""
        xs = [x, *accumulate(widths, initial=x)][1:]
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                text, deep, wide = cell if isinstance(cell, tuple) else (cell, 1, 1)
                while (number, column) in taken:
                    column += 1
                taken |= {(number + a, column + b) for a in range(deep) for b in range(wide)}
                top, bottom = y + number * height, y + (number + deep) * height
                self._cell(xs[column], xs[column + wide], top, bottom, text, size, border)
        return y + len(rows) * height

    def _cell(
        self,
        left: float,
        right: float,
        top: float,
        bottom: float,
        text: str,
        size: float,
        border: Border,
    ) -> None:
        if border == "boxes":
            self.canvas.rect(left, self._height - bottom, right - left, bottom - top)
        elif border != "none":
            for y in (top, bottom):
                self.level(left, right, y, border)
            for x in (left, right):
                self.upright(x, top, bottom, border)
        lines = text.split("\n")
        first = (top + bottom) / 2 + 0.35 * size - (len(lines) - 1) * 0.6 * size
        self.lines(left + 3, first, lines, size, 1.2 * size)

    def turn_page(self) -> None:
        """End a page."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self._stream.getvalue()


def texts(data: bytes) -> list[str]:
    """The paragraphs that are read."""
    return [piece.text for piece in read_pdf(data).pieces if isinstance(piece, Line)]


def rows(data: bytes) -> list[tuple[str, ...]]:
    """The rows of tables that are read."""
    return [piece.cells for piece in read_pdf(data).pieces if isinstance(piece, TableRow)]


def body(drawing: Drawing, lines: Sequence[str], y: float = 100) -> None:
    """Body text: a line that begins with blanks begins a paragraph."""
    for number, line in enumerate(lines):
        indent = 2 * SIZE if line.startswith("\u3000\u3000") else 0
        drawing.text(LEFT + indent, y + number * 28, line.strip(), SIZE)
