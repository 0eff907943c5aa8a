"""Where the sections of a report begin: by the words of their headings, whatever their numerals.

The rows of 表三 are numbered like headings of the first level (`四、结转下年度继续办理`), so that a
numeral alone proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.labels import Vocabulary, is_numbered, key_of, numeral_of, split_numeral
from gipdesk.readers.pieces import Line, Piece
from gipdesk.report.edition import Form, SectionForm
from gipdesk.report.folding import legible, widen_punctuation

_LONGEST_HEADING = 40
_SENTENCE = re.compile("[。；;，,！!]")
_END = "：:。 "  # stands behind some headings


class Part(msgspec.Struct):
    """A section of the source: its heading as printed, without numeral, and what follows it.

    `id` is that of the form's section; empty for a section the form does not know.
    """

    id: str
    heading: str
    number: int | None  # as printed
    line: Line
    pieces: list[Piece]


class Outline(msgspec.Struct):
    """A source by its headings; `contents` are headings that only a list of contents repeats."""

    front: list[Piece]
    parts: list[Part]
    contents: list[Line]


def outline_of(pieces: Sequence[Piece], form: Form, vocabulary: Vocabulary) -> Outline:
    """The sections of a source, and what stands before the first."""
    finder = _Finder(form, vocabulary)
    for piece in pieces:
        if not (isinstance(piece, Line) and finder.open_part(piece)):
            finder.add(piece)
    return finder.outline


def numeral_notes(parts: Sequence[Part], form: Form) -> list[str]:
    """A sentence for every heading whose printed numeral fits neither its position nor the form."""
    numbered = [section.id for section in form.edition.sections if section.is_numbered]
    in_form = {section_id: number for number, section_id in enumerate(numbered, 1)}
    return [
        f"来源中“{part.heading}”编号为{numeral_of(part.number)}，与表样不同，"
        f"按顺序应为{numeral_of(position)}。"
        for position, part in enumerate(parts, 1)
        if part.number is not None and part.number not in (position, in_form.get(part.id))
    ]


class _Finder:
    def __init__(self, form: Form, vocabulary: Vocabulary) -> None:
        self.outline = Outline([], [], [])
        self._vocabulary = vocabulary
        self._of_edition = {section.id for section in form.edition.sections}

    def add(self, piece: Piece) -> None:
        parts = self.outline.parts
        (parts[-1].pieces if parts else self.outline.front).append(piece)

    def open_part(self, line: Line) -> bool:
        """Begin a section with this line, if it is a heading."""
        number, title = split_numeral(line.text)
        title = title.rstrip(_END)
        section = self._vocabulary.headings.get(key_of(title)) if title else None
        is_heading = self._opens(section, number) if section else self._is_strange(title, number)
        if is_heading and not is_numbered(title):
            section_id = section.id if section else ""
            heading = widen_punctuation(legible(title))
            self.outline.parts.append(Part(section_id, heading, number, line, []))
            return True
        return False

    def _opens(self, section: SectionForm, number: int | None) -> bool:
        """Whether the heading of a known section opens it here."""
        if section.id not in self._of_edition and not self._is_next(number):
            return False  # the headings of local sections also stand over paragraphs
        opened = [part.id for part in self.outline.parts]
        if section.id not in opened:
            return True
        since = self.outline.parts[opened.index(section.id) :]
        if any(part.pieces for part in since):
            return False
        self.outline.contents += [part.line for part in since]
        del self.outline.parts[-len(since) :]
        return True

    def _is_strange(self, title: str, number: int | None) -> bool:
        """Whether this is the heading of a section that the form does not know."""
        is_short = 0 < len(title) <= _LONGEST_HEADING and not _SENTENCE.search(title)
        return is_short and self._is_next(number) and not self._vocabulary.knows(title)

    def _is_next(self, number: int | None) -> bool:
        """Whether a numeral follows that of the section before."""
        parts = self.outline.parts
        last = (parts[-1].number or len(parts)) if parts else 0
        return number == last + 1
