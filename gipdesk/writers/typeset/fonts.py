"""The font files, measured: which letters they hold, how wide these are and how much is blank."""

from __future__ import annotations

from functools import cache
from struct import error, unpack
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFError

from gipdesk.writers.faces import FaceFile, Faces
from gipdesk.writers.sfnt import DamagedFontError, has_plausible_characters
from gipdesk.writers.typeset.embedding import EmbeddableFont
from gipdesk.writers.typeset.kinsoku import CLOSING_MARKS, OPENING_MARKS

# A hanzi's square reaches from 0.88 em above the baseline to 0.12 em below it.
EM_MIDDLE: Final = 0.38

_FIRST_HANZI: Final = "\u3400"
_HEADER: Final = 10  # bytes of an outline that tell its kind and box
_MARKS: Final = OPENING_MARKS | CLOSING_MARKS
_SQUEEZED: Final = 0.5  # em a mark may lose in all
_MARGIN: Final = 0.05  # em left blank beside its ink
_CENTRED: Final = 0.25  # em of blank by which a mark standing in the middle is known, as ？ in 仿宋

_DAMAGED: Final = "文件有误"
# What reportlab answers to a font that it cannot read; the last where a font has no plain name.
_DAMAGE: Final = (
    *(PDFError, DamagedFontError, OSError, error),
    *(LookupError, ValueError, ArithmeticError, AssertionError, TypeError, AttributeError),
)


class FontFile:
    """One TrueType font; lengths in em."""

    def __init__(self, file: FaceFile) -> None:
        """Read a font."""
        self.embeddable = EmbeddableFont(str(file.path), file.index)
        self._face = self.embeddable.face
        self._outlines, self._end = self._face.get_table_pos("glyf")

    def has(self, character: str) -> bool:
        """Whether the font can show a character; some fonts have hanzi without ink."""
        places = self._face.glyphPos
        glyph = self._face.charToGlyph.get(ord(character), 0)
        if not 0 < glyph < len(places) - 1:
            return False
        start, end = places[glyph : glyph + 2]
        return bool(start < end or (start == end and character < _FIRST_HANZI)) and end <= self._end

    def try_out(self, characters: str) -> None:
        """Embed characters made of parts; fails in many ways where the font is damaged."""
        self._face.makeSubset([ord(each) for each in characters if self._header(each)[0] < 0])

    def width(self, character: str) -> float:
        """A character's width."""
        widths = self._face.charWidths
        return float(widths.get(ord(character), self._face.defaultWidth)) / 1000

    def blanks(self, character: str) -> tuple[float, float]:
        """What a punctuation mark may lose before and after it; nothing for other characters."""
        if character not in _MARKS:
            return 0.0, 0.0
        left, right = self._ink(character)
        before, after = left, self.width(character) - right
        if min(before, after) >= _CENTRED:
            each = min(before - _MARGIN, after - _MARGIN, _SQUEEZED / 2)
            return each, each
        loss = max(0.0, min(max(before, after) - _MARGIN, _SQUEEZED))
        return (loss, 0.0) if before > after else (0.0, loss)

    def _ink(self, character: str) -> tuple[float, float]:
        """Where a glyph's ink begins and ends."""
        _, left, _, right, _ = self._header(character)
        return left / self._face.unitsPerEm, right / self._face.unitsPerEm

    def _header(self, character: str) -> tuple[int, ...]:
        """A glyph's number of contours, less than 0 where it is made of others, and its box."""
        glyph = self._face.charToGlyph.get(ord(character), 0)
        start, end = self._face.glyphPos[glyph : glyph + 2]
        outline = self._face.get_chunk(self._outlines + start, min(end - start, _HEADER))
        return unpack(">5h", outline.ljust(_HEADER, b"\0"))


@cache
def open_font(file: FaceFile) -> FontFile:
    """The font in a file, read once a process: it takes a tenth of a second."""
    return FontFile(file)


@cache
def shortcoming(file: FaceFile, needed: str) -> str:
    """What keeps a font from printing these characters, as the end of a sentence, or nothing.

    Asked once a process, as the font is read.
    """
    try:
        if not has_plausible_characters(file.path, file.index):
            return _DAMAGED
        font = open_font(file)
        lacking = [character for character in needed if not font.has(character)]
        if lacking:
            return f"缺少“{lacking[0]}”等字形{len(lacking)}个"
        font.try_out(needed)
    except _DAMAGE:
        return _DAMAGED
    return ""


class Glyph(NamedTuple):
    """A letter of one font and size; lengths in points.

    `width` is the letter's own and `advance` what it takes up in a line; `before` and `after` are
    what it may lose on either side where a line is squeezed.
    """

    character: str
    font: str
    size: float
    width: float
    advance: float
    before: float
    after: float


class Lettering(dict[str, Glyph]):
    """The glyphs of a face in one size, by character; measured when first asked for."""

    def __init__(
        self, faces: Faces, role: str, size: float, tracking: float = 0.0, latin: str = ""
    ) -> None:
        """Letters of a role, those of ASCII of the role `latin` if one is named.

        Each is followed by `tracking` points.
        """
        super().__init__()
        self.pitch = size + tracking  # from one hanzi to the next
        self._size = size
        self._tracking = tracking
        self._faces = faces
        self._chain = faces.chain(role)
        self._latin = (*(faces.chain(latin) if latin else ()), *self._chain)

    def __missing__(self, character: str) -> Glyph:
        name, file = self._font_with(character)
        width = file.width(character) * self._size
        before, after = (blank * self._size for blank in file.blanks(character))
        advance = width + self._tracking
        glyph = Glyph(character, name, self._size, width, advance, before, after)
        self[character] = glyph
        return glyph

    def borrowed(self) -> dict[str, str]:
        """The characters set so far that the chosen font lacks, with the font that has them.

        That is empty where none has: a box is printed.
        """
        return {
            character: glyph.font if self._is_drawn(glyph) else ""
            for character, glyph in self.items()
            if glyph.font != self._fonts_for(character)[0] or not self._is_drawn(glyph)
        }

    def _is_drawn(self, glyph: Glyph) -> bool:
        return open_font(self._faces.file(glyph.font)).has(glyph.character)

    def _fonts_for(self, character: str) -> tuple[str, ...]:
        return self._latin if character.isascii() else self._chain

    def _font_with(self, character: str) -> tuple[str, FontFile]:
        """The first font that can show a character, or the last of all, which prints a box."""
        for name in self._fonts_for(character):
            file = open_font(self._faces.file(name))
            if file.has(character):
                break
        return name, file
