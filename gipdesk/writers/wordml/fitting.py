"""Body text and headings whose lines end in Word where they end in the PDF.

Word fills a line with what fits, LibreOffice moreover sets hanzi and digits apart, whatever the
style says; the PDF keeps dates whole and squeezes a mark in that may not begin a line. Where they
would thus end a line elsewhere, its characters are set a little closer or wider, by no more than
justifying moves them anyway; all other lines keep their style's spacing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from gipdesk.document.nodes import Mark, Run
from gipdesk.document.stylesheet import Align, StyleSheet, TextStyle, points
from gipdesk.writers.faces import Faces
from gipdesk.writers.typeset.kinsoku import CLOSING_MARKS
from gipdesk.writers.typeset.linebreak import Galley, break_lines
from gipdesk.writers.typeset.typecase import TypeCase, character_pitch, galleys
from gipdesk.writers.wordml.elements import run
from gipdesk.writers.wordml.looks import STEPS, STYLE_OF_MARK, character_spacing

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_EXACT: Final = 1.0  # points by which programs measure a line of hanzi differently
_UNSURE: Final = 4.0  # points that are left where a line is set closer
_UNSURE_BESIDE: Final = 0.3  # points more at each change between hanzi and digits
_BESIDE_WESTERN: Final = 0.2  # em that LibreOffice leaves between hanzi and digits
_MARK: Final = 4.0  # points more before a mark that ends a line
_MARK_BEHIND_WESTERN: Final = 12.0
_MOST: Final = 60  # steps: a line that would need more is left to Word


class _Piece(NamedTuple):
    """The end of a stretch of text, and the steps by which its characters are set apart."""

    end: int
    spacing: int


class Fitter:
    """Sets the paragraphs of one document in the lines of its PDF."""

    def __init__(self, sheet: StyleSheet, faces: Faces) -> None:
        """Lines as these faces fill them."""
        self._sheet = sheet
        self._case = TypeCase(sheet, faces)
        self._width = points(sheet.page.text_width)
        self._spacing = character_spacing(sheet)
        self._tracking = character_pitch(sheet) - sheet.style("body").size  # of the PDF

    def runs(self, runs: Sequence[Run], meaning: str) -> list[BaseOxmlElement]:
        """The runs of a paragraph, parted where their characters stand closer or wider."""
        galley = self._galley(runs, self._sheet.style(meaning))
        if galley is None:
            return [run(part.text, STYLE_OF_MARK[part.mark]) for part in runs]
        indent = self._sheet.style(meaning).first_line_indent * character_pitch(self._sheet)
        return list(self._parted(runs, list(self._pieces(galley, self._width - indent))))

    def _galley(self, runs: Sequence[Run], look: TextStyle) -> Galley | None:
        """The letters of a paragraph; None where they are not set as body text is."""
        if look.align is not Align.JUSTIFY or look.size != self._sheet.style("body").size:
            return None
        lead = self._sheet.style("lead")
        letters = dict.fromkeys(Mark, self._case.lettering(look.face, look.size))
        letters[Mark.LEAD] = self._case.lettering(lead.face, lead.size)
        broken = galleys([(part.text, letters[part.mark]) for part in runs])
        galley = broken[0]
        is_whole = galley and len(galley.glyphs) == sum(len(part.text) for part in runs)
        return galley if is_whole and len(broken) == 1 else None

    def _pieces(self, galley: Galley, first: float) -> Iterator[_Piece]:
        """The lines of a paragraph, and how wide each is set."""
        ends = break_lines(galley, first, self._width)
        for start, end in pairwise([0, *ends]):
            yield _Piece(end, self._steps(galley, start, end, self._width if start else first))

    def _steps(self, galley: Galley, start: int, end: int, width: float) -> int:
        """The steps by which the characters of a line are set wider than their style says."""
        number = max(1, galley.inked(end) - start)  # a line may be blank
        room = width - (galley.width(start, end) - number * self._tracking)
        least = -_MOST
        if end < galley.ends[-1]:
            rest = room + _UNSURE - galley.width(end, _next_end(galley, end))
            least = ceil(rest / number * STEPS)
        is_sure = (
            _is_of_hanzi(galley, start, end) and number * self._spacing / STEPS <= room - _EXACT
        )
        if is_sure and least <= self._spacing:
            return 0
        steps = min(max(least, self._spacing), _most(galley, start, end, room)) - self._spacing
        return steps if abs(steps) <= _MOST else 0

    def _parted(self, runs: Sequence[Run], pieces: Sequence[_Piece]) -> Iterator[BaseOxmlElement]:
        place = 0
        for part in runs:
            start, last = place, place + len(part.text)
            for end, spacing in _joined(pieces):
                if place < min(end, last):
                    text = part.text[place - start : min(end, last) - start]
                    own = self._spacing + spacing if spacing else None
                    yield run(text, STYLE_OF_MARK[part.mark], own)
                    place = min(end, last)


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Neighbours that are set equally wide as one piece."""
    for piece, following in pairwise([*pieces, None]):
        if piece and (following is None or piece.spacing != following.spacing):
            yield piece


def _boundaries(galley: Galley, start: int, end: int) -> int:
    """How often a hanzi stands beside a Western letter or digit."""
    line = [glyph.character for glyph in galley.glyphs[start:end]]
    return sum(
        left.isascii() != right.isascii() and left.isalnum() and right.isalnum()
        for left, right in pairwise(line)
    )


def _most(galley: Galley, start: int, end: int, room: float) -> int:
    """The most steps of spacing with which a line fits in LibreOffice.

    `room` is what is left of the measure when its characters stand solid.
    """
    # LibreOffice leaves no character spacing where it leaves room beside digits.
    apart = _boundaries(galley, start, end)
    room -= _UNSURE + apart * (_BESIDE_WESTERN * galley.size + _UNSURE_BESIDE)
    if galley.glyphs[end - 1].character in CLOSING_MARKS:
        is_western = galley.glyphs[end - 2].character.isascii()
        room -= _MARK_BEHIND_WESTERN if is_western else _MARK
    return floor(room / max(1, galley.inked(end) - start - apart) * STEPS)


def _is_of_hanzi(galley: Galley, start: int, end: int) -> bool:
    """Whether a line holds neither digits nor letters, and no mark at its end."""
    line = [glyph.character for glyph in galley.glyphs[start:end]]
    return line[-1] not in CLOSING_MARKS and not any(each.isascii() for each in line)


def _next_end(galley: Galley, start: int) -> int:
    """The place up to which the text from `start` must go into one line."""
    end = start + 1
    glyphs = galley.glyphs
    if glyphs[start].character.isascii():
        while end < len(glyphs) and _is_western(glyphs[end].character):
            end += 1
    return end


def _is_western(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%")
