"""The font files, measured: which letters they hold, how wide these are and how much is blank."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import unpack
from typing import Final, NamedTuple

from gipdesk.writers.typeset.embedding import EmbeddableFont
from gipdesk.writers.typeset.kinsoku import CLOSING_MARKS, OPENING_MARKS

# A hanzi's square reaches from 0.88 em above the baseline to 0.12 em below it.
EM_MIDDLE: Final = 0.38

_FALLBACK: Final = "song"  # covers GB 18030, so that every letter is printed
_MARKS: Final = OPENING_MARKS | CLOSING_MARKS
_SQUEEZED: Final = 0.5  # em a mark may lose in all
_MARGIN: Final = 0.05  # em left blank beside its ink
_CENTRED: Final = 0.25  # em of blank by which a mark standing in the middle is known, as ？ in 仿宋


class FontFile:
    """One file of the fonts folder; lengths in em."""

    def __init__(self, path: Path) -> None:
        """Read a TrueType font."""
        self.name = path.stem
        self.embeddable = EmbeddableFont(self.name, str(path))
        self._face = self.embeddable.face
        self._outlines = self._face.get_table_pos("glyf")[0]

    def has(self, character: str) -> bool:
        """Whether the font can show a character."""
        return ord(character) in self._face.charToGlyph

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
        glyph = self._face.charToGlyph.get(ord(character), 0)
        header = self._face.get_chunk(self._outlines + self._face.glyphPos[glyph], 10)
        _, left, _, right, _ = unpack(">5h", header)
        return left / self._face.unitsPerEm, right / self._face.unitsPerEm


@cache
def open_font(path: Path) -> FontFile:
    """The font in a file, read once a process: it takes a tenth of a second."""
    return FontFile(path)


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

    def __init__(self, folder: Path, face: str, size: float, tracking: float = 0.0) -> None:
        """Letters from `folder`; each is followed by `tracking` points."""
        super().__init__()
        self.pitch = size + tracking  # from one hanzi to the next
        self._size = size
        self._tracking = tracking
        self._files = [open_font(folder / f"{name}.ttf") for name in (face, _FALLBACK)]

    def __missing__(self, character: str) -> Glyph:
        own, fallback = self._files
        file = own if own.has(character) else fallback
        width = file.width(character) * self._size
        before, after = (blank * self._size for blank in file.blanks(character))
        advance = width + self._tracking
        glyph = Glyph(character, file.name, self._size, width, advance, before, after)
        self[character] = glyph
        return glyph
