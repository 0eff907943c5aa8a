"""The PDF writer: the display list, painted, with all that an archive asks for.

reportlab is only the pen: what stands where is decided in `typeset`.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from math import ceil
from typing import Any, Final, assert_never

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from gipdesk.document.nodes import Document
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.archive.file import archive_file
from gipdesk.writers.archive.metadata import Properties
from gipdesk.writers.archive.part import ArchivePart
from gipdesk.writers.archive.structure import Box, StructureTree
from gipdesk.writers.faces import Faces
from gipdesk.writers.typeset.display import (
    Anchor,
    Bookmark,
    Content,
    GlyphRun,
    Item,
    Page,
    Picture,
    Rectangle,
    Rule,
)
from gipdesk.writers.typeset.elements import Artifact, Element
from gipdesk.writers.typeset.embedding import EmbeddableFont
from gipdesk.writers.typeset.fonts import open_font
from gipdesk.writers.typeset.layout import lay_out

__all__ = ["ArchivePart", "lay_out", "paint_pages", "write_pdf"]

# Thousandths of the em between letters that no program takes for a space: poppler does from 100 on.
_NEAR: Final = 90
_STEP: Final = 50  # by which letters are widened: each step is a font in the file


def write_pdf(
    document: Document,
    sheet: StyleSheet,
    faces: Faces,
    *,
    part: ArchivePart = ArchivePart.PDF_A_2B,
) -> bytes:
    """The document as a PDF; the same document always gives the same bytes.

    Args:
        document: what to print.
        sheet: how it looks.
        faces: the fonts it is printed in.
        part: the part of PDF/A that the file declares and follows.

    Raises:
        TilingError: the cells of a table do not fill it.
        UnreadablePictureError: a figure holds no picture that can be read.
    """
    return paint_pages(lay_out(document, sheet, faces), document, faces, part=part)


def paint_pages(
    pages: Iterable[Page],
    document: Document,
    faces: Faces,
    *,
    part: ArchivePart = ArchivePart.PDF_A_2B,
) -> bytes:
    """Some of the pages that a document was laid out to, as a PDF; raises as `write_pdf`."""
    pen = _Pen(document.language, faces)
    for page in pages:
        pen.paint(page)
    return pen.file(Properties.of(document), part)


class _Pen(Canvas):
    """reportlab's canvas with its origin in the sheet's upper left corner.

    Text is written with the fonts at hand: reportlab's registry of fonts is one for all documents
    of a process. y grows upwards in a PDF, so that heights are negated.
    """

    _doc: Any  # the stubs leave most of it out
    _pagesize: tuple[float, float]

    def __init__(self, language: str, faces: Faces) -> None:
        super().__init__(BytesIO(), lang=language)
        self.structure = StructureTree(self._doc)
        self._faces = faces
        self._fonts: dict[tuple[str, int], EmbeddableFont] = {}
        self._headings = 0
        self._level = -1

    def _make_preamble(self) -> None:
        """Begin each page so; reportlab would begin it with Helvetica, which is not embedded."""
        self._preamble = f"1 0 0 1 0 {self._pagesize[1]:.3f} cm 2 J"

    def paint(self, page: Page) -> None:
        """Paint one sheet."""
        self.setPageSize((page.width, page.height))
        key = self.structure.begin_page()
        for content in page.contents:
            self._paint_content(content, page)
        self.showPage()
        painted = self._doc.Pages.pages[-1]
        painted.Contents = PDFStream(content=painted.stream, filters=[PDFZCompress])
        painted.Trans = None  # an empty one, else
        painted.StructParents = key
        painted.__NoDefault__ = [*painted.__NoDefault__, "StructParents"]

    def file(self, properties: Properties, part: ArchivePart) -> bytes:
        """The file of all pages painted."""
        self._doc.Outlines.prepare(self._doc, self)
        return archive_file(self._doc, self.structure, properties, part)

    def _paint_content(self, content: Content, page: Page) -> None:
        """Paint what is part of the same, between the marks that tell so."""
        is_painted = not all(isinstance(item, Anchor | Bookmark) for item in content.items)
        if is_painted:
            self.addLiteral(f"{self._mark(content, page)} BDC")
        elif isinstance(content.meaning, Element):
            self.structure.enter(content.meaning)
        for item in content.items:
            self._paint(item, page)
        if is_painted:
            self.addLiteral("EMC")

    def _mark(self, content: Content, page: Page) -> str:
        """What the contents are, for the file."""
        if isinstance(content.meaning, Artifact):
            return f"/Artifact << /Type /{content.meaning} >>"
        box = next((_box(item, page) for item in content.items if isinstance(item, Picture)), None)
        mark = self.structure.mark(content.meaning, box)
        return f"/{content.meaning.role} << /MCID {mark} >>"

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
        self.drawImage(ImageReader(BytesIO(picture.data)), *place)

    def _text(self, run: GlyphRun) -> str:
        """The operators that show a run of glyphs.

        Wide gaps belong to the letters before them: a program that copies text would find spaces.
        """
        inner, last = (_widening(gap / run.size) for gap in (run.tracking, run.gap))
        shown = f"{run.x:.3f} {-run.y:.3f} Td"
        if inner == last or len(run.text) == 1:
            return f"BT {shown} {self._shown(run, run.text, last)} ET"
        first = self._shown(run, run.text[:-1], inner)
        return f"BT {shown} {first} {self._shown(run, run.text[-1], last)} ET"

    def _shown(self, run: GlyphRun, text: str, widening: int) -> str:
        font = self._font(run.font, widening)
        shown = [f"{run.tracking - widening / 1000 * run.size:.4f} Tc"]
        for subset, codes in font.splitString(text, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            shown.append(f"{name} {run.size:.3f} Tf <{codes.hex()}> Tj")
        return " ".join(shown)

    def _font(self, name: str, widening: int) -> EmbeddableFont:
        """A font as it goes into the file, its letters wider by thousandths of the em."""
        if (name, widening) not in self._fonts:
            font = open_font(self._faces.file(name)).embeddable
            self._fonts[name, widening] = font.for_document(f"{name}+{widening}", widening)
        return self._fonts[name, widening]

    def _note(self, bookmark: Bookmark, height: float) -> None:
        """Enter a heading in the outline, at most one level below the one before."""
        self._headings += 1
        self._level = min(bookmark.level - 1, self._level + 1)
        key = f"heading-{self._headings}"
        self.bookmarkPage(key, fit="XYZ", top=height)
        self.addOutlineEntry(bookmark.title, key, self._level)


def _box(picture: Picture, page: Page) -> Box:
    """Where a picture lies, as seen from the sheet's lower left corner."""
    lower = page.height - picture.y - picture.height
    return picture.x, lower, picture.x + picture.width, lower + picture.height


def _widening(gap: float) -> int:
    """By how many thousandths of the em letters are widened before a gap of so many em."""
    return max(0, ceil((1000 * gap - _NEAR) / _STEP) * _STEP)
