"""The PDF writer: the display list, painted.

reportlab is only the pen: what stands where is decided in `typeset`.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import assert_never

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from gipdesk.document.nodes import Document
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.characters import printable
from gipdesk.writers.pictures import UnreadablePictureError
from gipdesk.writers.typeset.display import (
    Anchor,
    Bookmark,
    GlyphRun,
    Item,
    Page,
    Picture,
    Rectangle,
    Rule,
)
from gipdesk.writers.typeset.embedding import EmbeddableFont
from gipdesk.writers.typeset.fonts import open_font
from gipdesk.writers.typeset.layout import lay_out

__all__ = ["lay_out", "write_pdf"]


def write_pdf(document: Document, sheet: StyleSheet, fonts: Path) -> bytes:
    """The document as a PDF; the same document always gives the same bytes.

    Args:
        document: what to print.
        sheet: how it looks.
        fonts: the folder of the font files that the style sheet calls `bundled`.

    Raises:
        TilingError: the cells of a table do not fill it.
        UnreadablePictureError: a figure holds no picture that can be read.
    """
    stream = BytesIO()
    pen = _Pen(stream, document, fonts)
    for page in lay_out(document, sheet, fonts):
        pen.paint(page)
    pen.save()
    return stream.getvalue()


class _Pen(Canvas):
    """reportlab's canvas with its origin in the sheet's upper left corner.

    Text is written with the fonts at hand: reportlab's registry of fonts is one for all documents
    of a process. y grows upwards in a PDF, so that heights are negated.
    """

    _doc: PDFDocument
    _pagesize: tuple[float, float]

    def __init__(self, stream: BytesIO, document: Document, folder: Path) -> None:
        super().__init__(stream, invariant=1, pageCompression=1, lang=document.language)
        self._folder = folder
        self._fonts: dict[str, EmbeddableFont] = {}
        self._headings = 0
        self._level = -1
        self.setTitle(printable(document.title))
        self.setAuthor(printable(document.author))
        self.setCreator("gipdesk")
        details = (f"{name}：{text}" for name, text in document.details.items())
        self.setKeywords(printable("\n".join(details)))

    def _make_preamble(self) -> None:
        """Begin each page so; reportlab would begin it with Helvetica, which is not embedded."""
        self._preamble = f"1 0 0 1 0 {self._pagesize[1]:.3f} cm 2 J"

    def paint(self, page: Page) -> None:
        """Paint one sheet."""
        self.setPageSize((page.width, page.height))
        for item in page.items:
            self._paint(item, page)
        self.showPage()

    def _paint(self, item: Item, page: Page) -> None:
        match item:
            case GlyphRun():
                self.addLiteral(self._text(item))
            case Rectangle():
                self.setFillColorRGB(*(channel / 255 for channel in bytes.fromhex(item.fill)))
                self.rect(item.x, -item.y, item.width, -item.height, stroke=0, fill=1)
                self.setFillColorRGB(0, 0, 0)
            case Rule():
                self.setLineWidth(item.weight)
                self.line(item.x0, -item.y0, item.x1, -item.y1)
            case Picture():
                self._show(item)
            case Bookmark():
                self._note(item, page.height - item.y)
            case Anchor():
                pass  # for those who look at the pages, not for paper
            case _:
                assert_never(item)

    def _show(self, picture: Picture) -> None:
        place = (picture.x, -picture.y - picture.height, picture.width, picture.height)
        try:
            self.drawImage(ImageReader(BytesIO(picture.data)), *place, mask="auto")
        except OSError as error:  # it has a head, which gave its size, but no whole body
            raise UnreadablePictureError(picture.media) from error

    def _text(self, run: GlyphRun) -> str:
        """The operators that show a run of glyphs."""
        font = self._font(run.font)
        shown = [f"{run.tracking:.4f} Tc {run.x:.3f} {-run.y:.3f} Td"]
        for subset, codes in font.splitString(run.text, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            shown.append(f"{name} {run.size:.3f} Tf <{codes.hex()}> Tj")
        return f"BT {' '.join(shown)} ET"

    def _font(self, name: str) -> EmbeddableFont:
        if name not in self._fonts:
            file = open_font(self._folder / f"{name}.ttf")
            self._fonts[name] = file.embeddable.for_document()
        return self._fonts[name]

    def _note(self, bookmark: Bookmark, height: float) -> None:
        """Enter a heading in the outline, at most one level below the one before."""
        self._headings += 1
        self._level = min(bookmark.level - 1, self._level + 1)
        key = f"heading-{self._headings}"
        self.bookmarkPage(key, fit="XYZ", top=height)
        self.addOutlineEntry(bookmark.title, key, self._level)
