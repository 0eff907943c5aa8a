"""Fonts as they go into a PDF: reportlab's, with the way back from glyphs to letters mended."""

from __future__ import annotations

from collections import ChainMap
from copy import copy
from typing import Any, Final, Self
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

_NOT_DEFINED: Final = 0  # the glyph of characters a font lacks
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

    def __init__(self, name: str, filename: str) -> None:
        """Read a font file; `name` must be unique within a PDF."""
        super().__init__(name, filename, asciiReadable=False, shapable=False)

    def for_document(self) -> Self:
        """The font for one PDF: reportlab keeps its place in the file, and what it has used."""
        font = copy(self)
        font.face = copy(self.face)
        font.face.charToGlyph = ChainMap({}, self.face.charToGlyph)
        font.state = WeakKeyDictionary()
        return font

    def splitString(
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text in codes of the fonts of the PDF.

        What the font lacks is printed as a box; it has a code too, so that it can be copied.
        """
        for character in text:
            self.face.charToGlyph.setdefault(ord(character), _NOT_DEFINED)
        return super().splitString(text, doc, encoding)

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
