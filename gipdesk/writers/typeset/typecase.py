"""The type case: text picked letter by letter from the style sheet's faces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gipdesk.document.stylesheet import Pt, StyleSheet, points
from gipdesk.writers.characters import printable
from gipdesk.writers.faces import Faces
from gipdesk.writers.typeset.fonts import Glyph, Lettering
from gipdesk.writers.typeset.linebreak import Galley

# Soft hyphens, joiners, direction marks and variation selectors: a font would print them as boxes.
_INVISIBLE: Final = re.compile(
    "[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_BLANKS: Final = str.maketrans("\t\xa0\u2028\u2029", "  \n\n")


class TypeCase:
    """The letters of one style sheet, measured when first asked for."""

    def __init__(self, sheet: StyleSheet, faces: Faces) -> None:
        """Letters of the chosen faces."""
        self._sheet = sheet
        self._faces = faces
        self._letterings: dict[tuple[str, float], Lettering] = {}

    def lettering(self, face: str, size: float) -> Lettering:
        """A face (`fangsong`) in one size.

        Body type is drawn together, or apart, until a full line holds the page's characters.
        """
        if (face, size) not in self._letterings:
            body = size == self._sheet.style("body").size
            tracking = character_pitch(self._sheet) - size if body else 0.0
            letters = Lettering(self._faces, face, size, tracking, self._sheet.latin)
            self._letterings[face, size] = letters
        return self._letterings[face, size]

    def borrowed(self) -> dict[tuple[str, str], str]:
        """The characters set so far by the role whose font lacks them and the font used instead.

        That font is empty where none has them: boxes are printed.
        """
        found: dict[tuple[str, str], dict[str, None]] = {}
        for (role, _), letters in self._letterings.items():
            for character, font in letters.borrowed().items():
                found.setdefault((role, font), {})[character] = None
        return {place: "".join(characters) for place, characters in found.items()}


def character_pitch(sheet: StyleSheet) -> Pt:
    """Distance from one hanzi of a full line to the next."""
    return Pt(points(sheet.page.text_width) / sheet.page.characters)


def galleys(parts: Iterable[tuple[str, Lettering]]) -> list[Galley | None]:
    """Text to be broken, one galley for each line that the text itself ends; None where empty."""
    lines: list[list[Glyph]] = [[]]
    for text, letters in parts:
        first, *others = _visible(text).split("\n")
        lines[-1] += [letters[character] for character in first]
        lines += [[letters[character] for character in other] for other in others]
    return [Galley(glyphs) if glyphs else None for glyphs in lines]


def side_by_side(parts: Iterable[str], letters: Lettering, step: float) -> Galley | None:
    """Parts of one line, each begun at the next multiple of `step` points; None where empty."""
    glyphs: list[Glyph] = []
    for part in parts:
        if glyphs:
            pen = sum(glyph.advance for glyph in glyphs)
            stop = ((pen + letters.pitch) // step + 1) * step
            glyphs.append(letters[" "]._replace(advance=stop - pen))
        glyphs += [letters[character] for character in _visible(part).replace("\n", " ")]
    return Galley(glyphs) if glyphs else None


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", printable(text)).translate(_BLANKS)
