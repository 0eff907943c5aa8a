"""Fonts as they go into a PDF: reportlab's, with the way back from glyphs to letters mended."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from copy import copy
from typing import Any, Final, Self
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

_NOT_DEFINED: Final = 0  # the glyph of characters a font lacks
_BOX: Final = ord("□")
_BLOCK: Final = 100  # entries a block of a CMap may have (Adobe Technical Note 5014)

_CMAP: Final = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddableFont(TTFont):
    """A TrueType font; only the glyphs used are embedded, 256 to a font of the PDF."""

    _source: Any  # the face as it is in the font file
    _widening: int

    def __init__(self, filename: str, index: int) -> None:
        """Read a font file, or the font of this number in a collection."""
        super().__init__("", filename, subfontIndex=index, asciiReadable=False, shapable=False)

    def for_document(self, name: str, widening: int = 0) -> Self:
        """The font for one PDF: reportlab keeps its place in the file, and what it has used.

        Args:
            name: must be unique within the PDF.
            widening: thousandths of the em by which each letter takes up more room at its right.
        """
        font = copy(self)
        font.begin(name, widening)
        return font

    def begin(self, name: str, widening: int) -> None:
        """Begin a PDF: no character has been used yet."""
        self.fontName = name
        self.state = WeakKeyDictionary()
        self._source, self._widening = self.face, widening
        face = self.face = copy(self.face)
        face.charToGlyph = ChainMap({}, self._source.charToGlyph)
        face.charWidths = {}
        self._take(ord(" "))  # with which reportlab fills codes
        if widening:
            face.name = f"{face.name.decode()}-{widening}".encode()
            face.hmetrics = _Widened(face.hmetrics, widening * face.unitsPerEm / 1000)

    def splitString(
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text in codes of the fonts of the PDF."""
        for code in map(ord, text):
            if code not in self.face.charWidths:
                self._take(code)
        return super().splitString(text, doc, encoding)

    def _take(self, code: int) -> None:
        """Use a character for the first time.

        What the font lacks is printed as a box and can be copied: not as the glyph that stands for
        what is not defined, which PDF/A forbids to show, but as a character's own.
        """
        glyphs, widths = self.face.charToGlyph, self._source.charWidths
        shown = code if code in glyphs else _BOX
        glyphs.setdefault(code, glyphs.get(_BOX, _NOT_DEFINED))
        self.face.charWidths[code] = widths.get(shown, self._source.defaultWidth) + self._widening

    def addObjects(self, doc: PDFDocument) -> None:
        """Write the font's objects.

        reportlab's own CMap writes a character beyond U+FFFF as five hexadecimal digits, and more
        than 100 entries a block.
        """
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        fonts = objects["BasicFonts"].dict
        for name, characters in zip(names, subsets, strict=True):
            objects[fonts[name].ToUnicode.name].content = to_unicode(characters)


class _Widened:
    """The advance and left bearing of each glyph, the advance being wider."""

    def __init__(self, metrics: Sequence[tuple[int, int]], widening: float) -> None:
        self._metrics = metrics
        self._widening = round(widening)

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        advance, bearing = self._metrics[glyph]
        return advance + self._widening, bearing


def to_unicode(characters: list[int]) -> str:
    """The CMap from the codes 0, 1, … of a font to these characters, in UTF-16."""
    entries = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters)
    ]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    return _CMAP.format(
        blocks="\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        )
    )
