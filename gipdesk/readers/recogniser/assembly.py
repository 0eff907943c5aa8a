"""Putting a report together from the sections, tables and captions found in a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from typing import TypeAlias, TypeGuard

from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.recogniser.candidates import (
    Candidate,
    Choice,
    Site,
    candidates_in,
    choose,
    contest,
    rejection,
)
from gipdesk.readers.recogniser.labels import Vocabulary
from gipdesk.readers.recogniser.original import Original
from gipdesk.readers.recogniser.parts.attachment import Attachment
from gipdesk.readers.recogniser.parts.describing import Told, describe
from gipdesk.readers.recogniser.parts.headings import Outline, Part, numeral_notes
from gipdesk.readers.recogniser.parts.signing import Signature, signature_at
from gipdesk.readers.recogniser.parts.surroundings import (
    Front,
    end_of_text,
    front_of,
    is_instruction,
    is_prose,
)
from gipdesk.readers.recogniser.tables.placed import PlacedTable, Uncertain, Unread
from gipdesk.readers.recogniser.tables.rejoin import LineRow
from gipdesk.readers.recogniser.tables.scanning import Entry, is_sheet_name
from gipdesk.report.edition import Form, form_of
from gipdesk.report.folding import full_width, legible
from gipdesk.report.report import (
    Block,
    FreeTable,
    Meta,
    OfficialTable,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Unplaced,
)

_FEWEST_WORDS = 3  # of a table without any value, to believe that it is one
_LONG_WORD = 20  # characters: such a word alone will do
Content: TypeAlias = Piece | Block


class Assembly:
    """A report that grows; `uncertain` and `unread` are what a person must look at.

    `form` has all local additions of its edition; the report uses those whose section it has.
    """

    def __init__(self, form: Form, vocabulary: Vocabulary, original: Original) -> None:
        self.report = Report(form.edition.id, Meta(), (), {}, [])
        self.uncertain: list[Uncertain] = []
        self.unread: list[Unread] = []
        self._form = form
        self._vocabulary = vocabulary
        self._original = original
        self._merges: set[str] = set()  # the local variants by which tables were read
        self._block_ids = (f"b{number}" for number in count(1))

    def put_together(
        self,
        outline: Outline,
        attachment: Attachment | None,
        signers: Mapping[str, str],
        texts: Sequence[str],
        year: int | None,
        properties: Mapping[str, str],
    ) -> None:
        """The whole report; `texts` are the lines of its text, `year` is what they state.

        `signers` are the details of a block to be signed, `properties` what the file says of
        itself.
        """
        self.set_aside(outline.contents)
        behind: list[Piece] = []
        signature = _cut_tails(outline, attachment, behind)
        contents = self._contents(outline, attachment, year)
        front = self._put_front(outline.front, next(contents))
        self._put_parts(outline.parts, contents, attachment, signature)
        self.set_aside(behind)
        if signature and any(map(_is_content, behind)):
            self.note("落款之后还有内容，没有放入报告，原样保留。")
        self.note(*outline.notes, *numeral_notes(outline.parts, self._form))
        details = {**signers, **(attachment.details if attachment else {})}
        year = year or (attachment.year if attachment else None)
        told = Told(front, texts, signature, year, details, properties)
        self.note(*describe(self.report.meta, told))

    def note(self, *sentences: str) -> None:
        """Tell the user something about the source, once."""
        notes = self.report.notes
        notes += [sentence for sentence in sentences if sentence not in notes]

    def set_aside(self, pieces: Iterable[Piece]) -> None:
        """Keep what has no place in the form."""
        self.report.unplaced += [
            Unplaced(piece.text, piece.place) for piece in pieces if any(piece.cells)
        ]

    def _contents(
        self, outline: Outline, attachment: Attachment | None, year: int | None
    ) -> Iterator[Iterator[Content]]:
        """What stands in the front, in each section and in the attachment, with its tables."""
        found = [list(self._candidates(outline.front, Site("", "", is_text=False)))]
        for part in outline.parts:
            own = self._own_table(part.id)
            found.append(list(self._candidates(part.pieces, Site(part.heading, own, not own))))
        if attachment:
            own = attachment.section.table
            pieces = [*attachment.pieces, *attachment.behind]
            found.append(list(self._candidates(pieces, Site("", own, is_text=False))))
        present = {self._own_table(part.id) for part in outline.parts}
        tables = [each for each in chain.from_iterable(found) if isinstance(each, Candidate)]
        choices = choose(tables, frozenset(present), year)
        for choice in choices.values():
            contest(choice)
        return (self._settled(each, choices) for each in found)

    def _candidates(self, pieces: Sequence[Piece], site: Site) -> Iterator[Piece | Candidate]:
        """The contents of a section: its text, and what may be tables of the form."""
        official = {table.id for table in self._form.edition.tables}
        tables = {
            table_id: words
            for table_id, words in self._vocabulary.tables.items()
            if table_id in official or table_id == site.table
        }
        return candidates_in(pieces, tables, site)

    def _put_front(self, pieces: Sequence[Piece], found: Iterable[Content]) -> Front:
        """The preamble; tables may stand in it where the first headings are lost."""
        contents = list(found)
        front = front_of([each for each in contents if _is_piece(each)])
        self.set_aside(front.chrome)
        within = {id(each) for each in front.preamble}
        kept = [each for each in contents if not _is_piece(each) or id(each) in within]
        if kept:
            place = front.preamble[0].place if front.preamble else pieces[0].place
            self._put_section("preamble", "", place, kept)
        return front

    def _put_parts(
        self,
        parts: Sequence[Part],
        found: Iterator[Iterator[Content]],
        attachment: Attachment | None,
        signature: Signature | None,
    ) -> None:
        """The sections with their tables, the signature, and the table attached to the text."""
        contents = [list(next(found)) for _ in parts]
        attached = list(next(found)) if attachment else []
        form = self._form_found({part.id for part in parts})
        extra_ids = (f"extra-{number}" for number in count(1))
        free = (each for each in extra_ids if form.section(each) is None)
        for part, content in zip(parts, contents, strict=True):
            section_id = part.id if form.section(part.id) else next(free)
            filled = self._without_instructions(content)
            self._put_section(section_id, part.heading, part.line.place, filled)
        if signature:
            self._put_section("closing", "", signature.lines[0].place, signature.lines)
        if attachment:
            self._put_section(attachment.section.id, "", attachment.first.place, attached)

    def _form_found(self, sections: set[str]) -> Form:
        """The form with the local variants that the report shows."""
        edition, tables = self._form.edition, self.report.tables
        added = {
            each.id
            for each in edition.variants
            if each.adds
            and each.adds.section.id in sections
            and (each.adds.table is None or each.adds.table.id in tables)
        }
        used = added | self._merges
        form = form_of(edition, tuple(each.id for each in edition.variants if each.id in used))
        self.report.variants = form.variants
        self.report.tables = {each: tables[each] for each in form.tables if each in tables}
        return form

    def _without_instructions(self, contents: Sequence[Content]) -> list[Content]:
        """The contents of a section; words of a blank form that say what to write are no text."""
        lines = [each for each in contents if isinstance(each, Line)]
        if not lines or not all(is_instruction(line.text) for line in lines):
            return [*contents]
        self.set_aside(lines)
        return [each for each in contents if not isinstance(each, Line)]

    def _own_table(self, section_id: str) -> str:
        """The table that the form puts into a section; empty where it puts none."""
        section = self._form.section(section_id)
        return section.table if section else ""

    def _put_section(
        self, section_id: str, heading: str, place: str, contents: Iterable[Content]
    ) -> None:
        section = Section(section_id, heading, list(self._blocks(self._restored(contents))))
        self.report.sections.append(section)
        self.report.provenance[section_id] = place

    def _restored(self, contents: Iterable[Content]) -> Iterator[Content]:
        """The contents of a section, with lines that were taken apart as they stood."""
        for is_line, group in groupby(contents, lambda each: isinstance(each, Line | LineRow)):
            if is_line:
                yield from self._original.restored([each for each in group if _is_piece(each)])
            else:
                yield from group

    def _blocks(self, contents: Iterable[Content]) -> Iterator[Block]:
        """Lines as paragraphs, rows of cells that follow each other as one table."""
        for is_table, group in groupby(contents, lambda each: isinstance(each, TableRow)):
            if is_table:
                yield from self._free_table([row.cells for row in group if _is_piece(row)])
                continue
            for each in group:
                if isinstance(each, Line):
                    text = full_width(legible(each.text))
                    yield Paragraph(next(self._block_ids), text)
                elif not isinstance(each, TableRow):
                    yield each

    def _free_table(self, rows: Iterable[tuple[str, ...]]) -> Iterator[FreeTable]:
        filled = tuple(row for row in rows if any(row))
        if filled:
            yield FreeTable(next(self._block_ids), filled)

    def _settled(
        self, contents: Iterable[Piece | Candidate], choices: Mapping[str, Choice]
    ) -> Iterator[Content]:
        """The contents of a section, with the table of the form or what stands in its place."""
        for each in contents:
            if not isinstance(each, Candidate):
                yield from self._text_of([each])
            elif each.placed is None:
                yield from self._text_of(self._without_values(each))
            else:
                choice = choices.get(each.words.form.id)
                yield from self._table_of(each, each.placed, choice)

    def _table_of(
        self, candidate: Candidate, placed: PlacedTable, choice: Choice | None
    ) -> Iterator[Content]:
        """A table of the form, or what was not chosen as such, between its text."""
        is_chosen = choice is not None and candidate in (choice.main, *choice.parts)
        if not is_chosen and (choice or not candidate.is_own):
            self.note(rejection(candidate, choice))
            yield from self._rejected(candidate)
            return
        yield from self._text_of(candidate.loose_above)
        yield from self._placed(candidate.words.form.id, placed)
        self.unread += [Unread(entry.text, entry.place) for entry in candidate.text.astray]
        yield from self._text_of(candidate.loose_below)

    def _rejected(self, candidate: Candidate) -> Iterator[Content]:
        """The pieces of a candidate as text; a table in lines, one cell each, as a free table."""
        loose = {id(piece) for piece in candidate.text.loose}
        if not candidate.has_header:
            yield from self._text_of(self._original.restored(candidate.pieces))
            return
        for is_loose, group in groupby(candidate.pieces, lambda piece: id(piece) in loose):
            pieces = list(group)
            if is_loose:
                yield from self._text_of(pieces)
            else:
                yield from self._free_table(each.cells for each in pieces)

    def _text_of(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Pieces that are text; the names of sheets are none."""
        for piece in pieces:
            if is_sheet_name(piece):
                self.set_aside([piece])
            else:
                yield piece

    def _without_values(self, candidate: Candidate) -> list[Piece]:
        """What remains of a section whose table has labels only: the table is missing."""
        text, pieces = candidate.text, candidate.pieces
        if not candidate.is_own:
            return pieces
        words = [*(entry.label for entry in text.entries), *chain.from_iterable(text.headers)]
        if len(words) < _FEWEST_WORDS and not any(len(word) >= _LONG_WORD for word in words):
            return pieces
        loose = {id(piece) for piece in text.loose}
        self.set_aside(piece for piece in pieces if id(piece) not in loose)
        self.note(f"{text.words.name}只有表头、行名，没有数字，视为来源无此表。")
        return text.loose

    def _placed(self, table_id: str, placed: PlacedTable) -> Iterator[Content]:
        """Take over a table as placed."""
        self.uncertain += placed.uncertain
        self.report.doubts |= {str(each.cell): each.choices for each in placed.uncertain}
        self.unread += placed.unread
        self.report.unplaced += [
            Unplaced(each.text, each.source, is_data=any(map(str.isdigit, each.text)))
            for each in placed.unread
        ]
        self._merges |= set(placed.variants)
        self.report.provenance |= placed.provenance
        self.note(*placed.notes)
        if placed.rows and table_id in self.report.tables:
            self._join(table_id, placed.rows)
        elif placed.rows:
            self.report.tables[table_id] = Table(placed.rows)
            yield OfficialTable(next(self._block_ids), table_id)
        self.unread += [Unread(entry.text, entry.place) for entry in placed.foreign]
        yield from self._free_table(_rows_of(placed.foreign))

    def _join(self, table_id: str, rows: dict[str, Row]) -> None:
        """Add the rows of another part of a table, in form order."""
        both = self.report.tables[table_id].rows | rows
        order = {row_id: at for at, row_id in enumerate(self._form.tables[table_id].row_ids)}
        known = sorted(both, key=lambda row_id: order.get(row_id, len(order)))
        self.report.tables[table_id] = Table({row_id: both[row_id] for row_id in known})


def _cut_tails(
    outline: Outline, attachment: Attachment | None, behind: list[Piece]
) -> Signature | None:
    """Take the signature and the page behind it off the text and off what is attached.

    What was cut off and is no signature goes to `behind`.
    """
    signature = None
    if outline.parts:
        signature = _cut(outline.parts[-1].pieces, behind)
    elif attachment:  # the text has no headings
        signature = _cut(outline.front, behind, first=_end_of_prose(outline.front))
    if attachment:
        first = len(attachment.behind) if signature else 0  # there is one only
        signature = _cut(attachment.behind, behind, first=first) or signature
    return signature


def _cut(pieces: list[Piece], behind: list[Piece], *, first: int = 0) -> Signature | None:
    """Cut off the signature, which stands at `first` or later, and what is of the page."""
    found = signature_at(pieces)
    if found is None or found[0] < first:
        found = None
    end, signature = found or (end_of_text(pieces), None)
    behind += pieces[end + len(signature.lines) if signature else end :]
    del pieces[end:]
    return signature


def _is_piece(each: Content) -> TypeGuard[Piece]:
    return isinstance(each, Line | TableRow)


def _is_content(piece: Piece) -> bool:
    """Whether something behind the signature may belong to the report."""
    return is_prose(piece.text) or (isinstance(piece, TableRow) and any(piece.cells))


def _end_of_prose(pieces: Sequence[Piece]) -> int:
    """Where the last sentence ends."""
    return max((at + 1 for at, piece in enumerate(pieces) if is_prose(piece.text)), default=0)


def _rows_of(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Entries as rows of a free table, each header once above them."""
    header: tuple[str, ...] = ()
    for entry in entries:
        if entry.header is not header:
            header = entry.header
            yield header
        yield (*entry.aside, entry.label, *entry.texts)
