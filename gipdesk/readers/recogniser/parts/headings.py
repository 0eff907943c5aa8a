"""Where the sections of a report begin: by the words of their headings, whatever their numerals.

The rows of 表三 are numbered like headings of the first level (`四、结转下年度继续办理`), so that a
numeral alone proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import Vocabulary, is_number, numeral_of
from gipdesk.readers.recogniser.numerals import Numbering, split_heading, split_joined
from gipdesk.readers.recogniser.parts.contents import contents_of
from gipdesk.readers.recogniser.parts.wordings import Wordings
from gipdesk.report.edition import Form, SectionForm
from gipdesk.report.folding import legible, widen_punctuation

_LONGEST_HEADING = 40
_SHORTEST_HEADING = 2  # a numeral alone included
_LONGEST_REST = 15  # of a heading's second line
_CONTENTS = 4  # headings in a row are a list of contents, even if text follows
_FEWEST_HEADINGS = 3  # that show how a source is numbered
_SENTENCE = re.compile("[。；;，,！!]")
_LONG_SENTENCE = re.compile("[。；;！!]|[，,].*[，,]")
_FIRST_STOP = re.compile("[。：:]")
_CONJUNCTIONS = "及和与、"
_END = "：:。 \u3000"  # stands behind some headings


class Part(msgspec.Struct):
    """A section of the source: its heading as printed, without numeral, and what follows it.

    `id` is that of the form's section; empty for a section the form does not know.
    """

    id: str
    heading: str
    number: int | None  # as printed
    line: Piece
    pieces: list[Piece]


class Outline(msgspec.Struct):
    """A source by its headings; `contents` are headings that only a list of contents repeats."""

    front: list[Piece]
    parts: list[Part]
    contents: list[Piece]
    notes: list[str] = []


class _Heading(msgspec.Struct, frozen=True):
    """What may be a heading: its numeral and words, and how many pieces it takes."""

    number: int | None
    title: str
    count: int = 1
    rest: str = ""  # text that follows in the same line


def outline_of(pieces: Sequence[Piece], form: Form, vocabulary: Vocabulary) -> Outline:
    """The sections of a source, and what stands before the first."""
    contents = contents_of(pieces)
    listed = {id(piece) for piece in contents}
    finder = _Finder([each for each in pieces if id(each) not in listed], form, vocabulary)
    finder.find_all()
    finder.outline.contents += contents
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


def line_of(piece: Piece) -> str:
    """The text of a line, or of a row of which one cell only is filled; else empty."""
    filled = [cell for cell in piece.cells if cell]
    return filled[0] if len(filled) == 1 else ""


def numbering_of(pieces: Sequence[Piece], wordings: Wordings) -> Numbering:
    """How the headings of a source are numbered: the way by which enough of them are known."""
    texts = [text for text in map(line_of, pieces) if 2 < len(text) <= _LONGEST_HEADING]
    for numbering in Numbering:
        sections = (wordings.exact(split_heading(text, numbering)[1]) for text in texts)
        if len({section.id for section in sections if section}) >= _FEWEST_HEADINGS:
            return numbering
    return Numbering.CHINESE


class _Finder:
    def __init__(self, pieces: Sequence[Piece], form: Form, vocabulary: Vocabulary) -> None:
        self.outline = Outline([], [], [], [])
        self._pieces = pieces
        self._vocabulary = vocabulary
        self._wordings = Wordings(form)
        self._numbering = numbering_of(pieces, self._wordings)
        self._of_edition = {section.id for section in form.edition.sections}
        self._headings = [self._heading(at) for at in range(len(pieces))]
        self._exact = self._exact_headings()
        self._is_listing = False  # within a part whose paragraphs are numbered 一、二、

    def _exact_headings(self) -> dict[str, int | None]:
        """The sections that the source heads exactly, with the last numeral of each."""
        found: dict[str, int | None] = {}
        for heading in self._headings:
            section = self._wordings.exact(heading.title) if heading else None
            if heading and section and not heading.rest:
                found[section.id] = heading.number
        return found

    def find_all(self) -> None:
        """Sort every piece into its part."""
        at = 0
        while at < len(self._pieces):
            heading = self._headings[at]
            taken = self._open_with(heading, at) if heading else 0
            if not taken:
                self._add(self._pieces[at], heading)
            at += taken or 1

    def _add(self, piece: Piece, heading: _Heading | None = None) -> None:
        parts = self.outline.parts
        (parts[-1].pieces if parts else self.outline.front).append(piece)
        if parts and heading and heading.number == 1:
            self._is_listing |= not self._vocabulary.knows(heading.title)

    def _heading(self, at: int) -> _Heading | None:
        """What may be a heading here; a numeral alone goes with the next line."""
        text = line_of(self._pieces[at])
        if len(text) < _SHORTEST_HEADING:
            return None
        number, title = split_heading(text, self._numbering)
        if number is None and self._numbering is Numbering.CHINESE:
            joined, rest = split_joined(text)
            if self._wordings.exact(rest.rstrip(_END)):
                number, title = joined, rest
        if title or number is None:
            return self._in_line(number, title)
        title = line_of(self._pieces[at + 1]).strip(_END) if at + 1 < len(self._pieces) else ""
        return _Heading(number, title, 2) if self._wordings.exact(title) else None

    def _in_line(self, number: int | None, title: str) -> _Heading:
        """A heading and what follows it in its line: behind the form's words, or a full stop."""
        bare = title.rstrip(_END)
        if number is None or self._wordings.exact(bare):
            return _Heading(number, bare)
        found = self._wordings.with_text(title)
        if found:
            return _Heading(number, found[0], rest=found[1])
        stop = _FIRST_STOP.search(bare)
        if stop is None:
            return _Heading(number, bare)
        return _Heading(number, title[: stop.start()], rest=title[stop.end() :].strip())

    def _open_with(self, heading: _Heading, at: int) -> int:
        """Begin a section with this heading, if it is one; how many pieces it takes."""
        piece = self._pieces[at]
        section = self._wordings.exact(heading.title)
        if section:
            is_open = self._opens(section, heading)
            return self._open(section.id, heading, piece) if is_open else 0
        if heading.number is None or not isinstance(piece, Line) or self._is_listing:
            return 0
        if not self._is_short(heading.title) or self._is_label(heading, at):
            return 0
        return self._open_near(heading, at) or self._open_strange(heading, piece)

    def _is_label(self, heading: _Heading, at: int) -> bool:
        """Whether this is the label of a row of the form's tables, or has a value behind it."""
        if not self._wordings.is_prescribed:
            return False
        following = [cell for piece in self._pieces[at + 1 : at + 2] for cell in piece.cells]
        return self._vocabulary.knows(heading.title) or any(map(is_number, following))

    def _open(self, section_id: str, heading: _Heading, piece: Piece) -> int:
        title = widen_punctuation(legible(heading.title))
        rest: list[Piece] = [Line(heading.rest, piece.place)] if heading.rest else []
        self.outline.parts.append(Part(section_id, title, heading.number, piece, rest))
        self._is_listing = False
        return heading.count

    def _opens(self, section: SectionForm, heading: _Heading) -> bool:
        """Whether the heading of a known section opens it here."""
        if section.id not in self._of_edition and heading.number != self._next_number():
            return False  # the headings of local sections also stand over paragraphs
        if heading.rest and section.id in self._exact:
            return False  # a sentence that begins with the words of a heading
        opened = [part.id for part in self.outline.parts]
        if section.id not in opened:
            return True
        since = self.outline.parts[opened.index(section.id) :]
        if any(part.pieces for part in since[:-1]) or (since[-1].pieces and len(since) < _CONTENTS):
            return False
        self.outline.contents += [part.line for part in since]
        self.outline.front += since[-1].pieces  # a preamble below the list of contents
        del self.outline.parts[-len(since) :]
        return True

    def _next_number(self) -> int:
        """The numeral that follows that of the section before."""
        parts = self.outline.parts
        return 1 + ((parts[-1].number or len(parts)) if parts else 0)

    def _is_short(self, title: str) -> bool:
        """Whether this is a few words and no sentence; a free heading may have two halves."""
        mark = _SENTENCE if self._wordings.is_prescribed else _LONG_SENTENCE
        return 0 < len(title) <= _LONGEST_HEADING and not mark.search(title)

    def _open_near(self, heading: _Heading, at: int) -> int:
        """A heading that means a section of the form at this place."""
        opened = [part.id for part in self.outline.parts]
        numbers = (heading.number, self._next_number())
        section = self._wordings.near(heading.title, *numbers, opened, self._exact)
        if section is None:
            return 0
        whole = self._with_next_line(heading, at, section)
        self.outline.notes.append(f"来源中的标题“{whole.title}”按“{section.heading}”读入，请核对。")
        return self._open(section.id, whole, self._pieces[at])

    def _with_next_line(self, heading: _Heading, at: int, section: SectionForm) -> _Heading:
        """A heading with its second line, where both together are more like the form's."""
        if heading.rest:
            return heading
        following = self._pieces[at + 1 : at + 2]
        rest = following[0].text if following and isinstance(following[0], Line) else ""
        if not rest or len(rest) > _LONGEST_REST or _SENTENCE.search(rest):
            return heading
        if split_heading(rest, self._numbering)[0] or self._wordings.exact(rest):
            return heading
        both = heading.title + rest.rstrip(_END)
        likeness = self._wordings.likeness
        is_better = likeness(section, both) > likeness(section, heading.title)
        goes_on = rest[0] in _CONJUNCTIONS or is_better
        return _Heading(heading.number, both, 2) if goes_on else heading

    def _open_strange(self, heading: _Heading, piece: Piece) -> int:
        """The heading of a section that the form does not know."""
        if heading.number != self._next_number():
            return 0
        is_later = heading.number in self._exact.values()
        if self._wordings.is_prescribed and (is_later or heading.rest):
            return 0
        return self._open("", heading, piece)
