"""The stamp of a signing copy: the code of its report in the top margin of each page.

The first page bears it as a QR code, too. Nothing else stands above the type area, so that the
stamp meets neither text nor page numbers, wherever these stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec.structs import replace
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from gipdesk.document.nodes import Stamp
from gipdesk.document.stylesheet import Align, Mm, StyleSheet, points
from gipdesk.writers.typeset.display import Content, GlyphRun, Item, Page, Rectangle
from gipdesk.writers.typeset.elements import Artifact
from gipdesk.writers.typeset.lines import Line
from gipdesk.writers.typeset.typecase import TypeCase, galleys

_SIZE: Final = 8.0  # points, of the words
_MODULE: Final = points(Mm(0.45))  # the side of a code's squares, less where the margin is low
_QUIET: Final = 4  # squares left blank around a code (ISO/IEC 18004)
_FROM_EDGE: Final = points(Mm(5))  # of the sheet, where printers print nothing
_INK: Final = "000000"


def stamped(
    pages: Sequence[Page], stamp: Stamp, sheet: StyleSheet, case: TypeCase
) -> tuple[Page, ...]:
    """The pages, each with its stamp."""
    code = tuple(_code(stamp.scanned, sheet))
    return tuple(_with_stamp(page, len(pages), stamp, code, sheet, case) for page in pages)


def _with_stamp(
    page: Page,
    total: int,
    stamp: Stamp,
    code: tuple[Rectangle, ...],
    sheet: StyleSheet,
    case: TypeCase,
) -> Page:
    """A page with the words, which stand right of the code on the first."""
    squares = code if page.number == 1 else ()
    left = points(sheet.page.left)
    x = max((each.x + each.width + _QUIET * _MODULE for each in squares), default=left)
    words = _words(f"核对码 {stamp.code}　{page.number}/{total}", x, sheet, case)
    items: tuple[Item, ...] = (*squares, *words)
    return replace(page, contents=(*page.contents, Content(Artifact.PAGINATION, items)))


def _words(text: str, x: float, sheet: StyleSheet, case: TypeCase) -> Iterator[GlyphRun]:
    """A line in the middle of the top margin, begun at `x`."""
    letters = case.lettering(sheet.page_number.face, _SIZE)
    width = points(Mm(sheet.page.width)) - x
    for galley in filter(None, galleys([(text, letters)])):
        line = Line(galley, 0, galley.ends[-1], x, width, Align.LEFT)
        yield from line.runs(points(sheet.page.top) / 2)


def _code(text: str, sheet: StyleSheet) -> Iterator[Rectangle]:
    """A QR code at the left edge of the type area, in the middle of the top margin."""
    rows = _modules(text)
    margin = points(sheet.page.top)
    side = min(_MODULE, (margin - 2 * _FROM_EDGE) / len(rows))
    left, top = points(sheet.page.left), (margin - side * len(rows)) / 2
    for number, row in enumerate(rows):
        for is_dark, squares in groupby(range(len(row)), key=row.__getitem__):
            if is_dark:
                first, *others = squares
                width = side * (1 + len(others))
                yield Rectangle(left + side * first, top + side * number, width, side, _INK)


def _modules(text: str) -> Sequence[Sequence[bool]]:
    """The squares of a QR code, row by row, true where dark; a seventh may become unreadable."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    return [[bool(module) for module in row] for row in code.modules or ()]
