"""Opening a PDF with PDFium: bounds before anything is parsed, one clear sentence for what fails.

PDFium keeps state of its own for the whole process and must not be entered by two threads at once,
nor torn down while one is inside.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.source import MOST_BYTES

MOST_PAGES = 300  # a report has some ten

PDFIUM_IN_TURN = threading.RLock()  # held by whoever is inside PDFium
# As the program ends: wait for the one inside and let nobody in again. What is registered last is
# called first, hence before pypdfium2 tears PDFium down, and before it closes what is open by the
# finalizers of `weakref`, whose own hook comes with the first of them.
weakref.finalize(PDFIUM_IN_TURN, bool)
atexit.register(PDFIUM_IN_TURN.acquire)
_LONGEST_SIDE = 14_400  # points, the most that a PDF allows


class View(msgspec.Struct, frozen=True):
    """How a page is looked at: its visible part, turned as it is to be read.

    Shown coordinates are in points from the upper left corner, y downwards; `matrix` leads there
    from the coordinates of the file (as in PDF: x' = ax + cy + e, y' = bx + dy + f).
    """

    width: float
    height: float
    quarters: int  # by which the page is turned clockwise
    matrix: tuple[float, float, float, float, float, float]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom as shown of a rectangle of the file."""
        a, b, c, d, e, f = self.matrix
        if not self.quarters:
            return x0 + e, f - y1, x1 + e, f - y0
        shown = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
        down = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
        return min(shown), min(down), max(shown), max(down)


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """The document, closed at the end, with everything that was opened of it.

    Raises:
        UnreadableSourceError: too large, protected, broken, or of too many pages.
    """
    if len(data) > MOST_BYTES:
        size, most = len(data) / 1024 / 1024, MOST_BYTES // 1024 // 1024
        raise UnreadableSourceError(f"文件有{size:.0f} MB，超过{most} MB的上限，没有读取。")
    with PDFIUM_IN_TURN:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise UnreadableSourceError(_why(error)) from error
        try:
            _refuse_too_many_pages(len(document))
            yield document
        finally:
            document.close()


@contextmanager
def opened_page(document: PdfDocument, index: int) -> Iterator[PdfPage]:
    """A page by its place from 0, closed at the end; raises `PdfiumError` if it is broken."""
    page = document[index]
    try:
        yield page
    finally:
        page.close()


def view_of(page: PdfPage, further: int = 0) -> View:
    """How a page is looked at.

    Args:
        page: an open page.
        further: quarters by which it is turned clockwise, besides what the file says.

    Raises:
        PdfiumError: the page has no size.
    """
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    quarters = (pdfium.FPDFPage_GetRotation(page) + further) % 4
    wide, high = min(right - left, _LONGEST_SIDE), min(top - bottom, _LONGEST_SIDE)
    if not (wide > 0 and high > 0):
        raise PdfiumError("The page has no size.")
    match quarters:
        case 1:
            return View(high, wide, quarters, (0, 1, 1, 0, -bottom, -left))
        case 2:
            return View(wide, high, quarters, (-1, 0, 0, 1, right, -bottom))
        case 3:
            return View(high, wide, quarters, (0, -1, -1, 0, top, right))
        case _:
            return View(wide, high, 0, (1, 0, 0, -1, -left, top))


def _refuse_too_many_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise UnreadableSourceError(
            f"PDF 有{count}页，超过{MOST_PAGES}页的上限，没有读取；请只导出年度报告的那几页。"
        )
    if count == 0:
        raise UnreadableSourceError("PDF 里没有页面，可能没有下载完整。")


def _why(error: PdfiumError) -> str:
    """Why a file could not be opened."""
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return "PDF 设有打开密码，读不出内容；请先解除密码，另存后再导入。"
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return "PDF 采用了不支持的加密方式，读不出内容；请向提供者索取未加密的文件。"
    return "PDF 已损坏或没有下载完整，打不开。"
