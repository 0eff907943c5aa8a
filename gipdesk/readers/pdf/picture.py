"""Pages as pictures, for a person to compare with what was read."""

from __future__ import annotations

import ctypes
import re

from pypdfium2 import PdfBitmap, PdfiumError

from gipdesk.readers.pdf.opening import opened, opened_page, view_of
from gipdesk.readers.pieces import UnreadableSourceError

_MOST_PIXELS = 40_000_000  # A4 at 600 dpi has 35 million
_PLACE = re.compile(r"第(\d{1,4})页")


def page_of(place: str) -> int | None:
    """The page, from 1, that a place such as `第2页表1第3行` is on; None where it names none."""
    match = _PLACE.match(place)
    return int(match[1]) if match else None


def page_picture(data: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """A page as a picture.

    Args:
        data: the PDF.
        page: its number, from 1.
        scale: pixels for a point (1/72 inch); less where the picture would be too large.

    Returns:
        Width and height in pixels, and rows of red, green, blue, alpha from the top.

    Raises:
        UnreadableSourceError: the file cannot be opened or the page cannot be drawn.
    """
    with opened(data) as document:
        if not 1 <= page <= len(document):
            raise UnreadableSourceError(f"PDF 没有第{page}页。")
        try:
            with opened_page(document, page - 1) as sheet:
                view = view_of(sheet)
                fitting = (_MOST_PIXELS / (view.width * view.height)) ** 0.5
                bitmap = sheet.render(
                    scale=min(scale, fitting), rev_byteorder=True, prefer_bgrx=True
                )
                return bitmap.width, bitmap.height, _rows(bitmap)
        except PdfiumError as error:
            raise UnreadableSourceError(f"第{page}页已损坏，画不出来。") from error


def _rows(bitmap: PdfBitmap) -> bytes:
    """The pixels of a picture, row by row without gaps, all opaque."""
    high, stride, length = bitmap.height, bitmap.stride, 4 * bitmap.width
    pixels = bytearray(ctypes.string_at(bitmap.buffer, high * stride))
    if stride != length:
        rows = (pixels[row * stride : row * stride + length] for row in range(high))
        pixels = bytearray().join(rows)
    pixels[3::4] = b"\xff" * (len(pixels) // 4)
    return bytes(pixels)
