"""Putting a report together from the sections, tables and captions found in a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import TypeAlias, TypeGuard

from gipdesk.readers.describing import describe
from gipdesk.readers.headings import Outline, Part, numeral_notes
from gipdesk.readers.labels import TableWords, Vocabulary
from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.placing import PlacedTable, Uncertain, Unread, place_table
from gipdesk.readers.surroundings import Front, Signature, end_of_text, front_of, signature_at
from gipdesk.readers.tables import Entry, TableText, read_table, segments
from gipdesk.report.edition import Form, form_of
from gipdesk.report.folding import legible, widen_punctuation
from gipdesk.report.report import (
    Block,
    FreeTable,
    Meta,
    OfficialTable,
    Paragraph,
    Report,
    Section,
    Table,
    Unplaced,
)

_FEWEST_WORDS = 3  # of a table without any value, to believe that it is one
Content: TypeAlias = Piece | Block


class Assembly:
    """A report that grows; `uncertain` and `unread` are what a person must look at.

    `form` has all local variants of its edition; the report uses those whose section it has.
    """

    def __init__(self, form: Form, vocabulary: Vocabulary) -> None:
        self.report = Report(form.edition.id, Meta(), (), {}, [])
        self.uncertain: list[Uncertain] = []
        self.unread: list[Unread] = []
        self._form = form
        self._vocabulary = vocabulary
        self._block_ids = (f"b{number}" for number in count(1))

    def put_together(self, outline: Outline, texts: Sequence[str], year: int | None) -> None:
        """The whole report; `texts` are the lines of the source, `year` is what they state."""
        self._set_aside(outline.contents)
        front = self._put_front(outline.front)
        signature = self._cut_tail(outline.parts[-1]) if outline.parts else None
        self._put_parts(outline.parts)
        if signature:
            lines = signature.lines
            self._put_section("closing", "", lines[0].place, lines)
        self.note(*numeral_notes(outline.parts, self._form))
        self.note(*describe(self.report.meta, front, texts, signature, year))

    def note(self, *sentences: str) -> None:
        """Tell the user something about the source, once."""
        notes = self.report.notes
        notes += [sentence for sentence in sentences if sentence not in notes]

    def _set_aside(self, pieces: Iterable[Piece]) -> None:
        """Keep what has no place in the form."""
        self.report.unplaced += [
            Unplaced(piece.text, piece.place) for piece in pieces if any(piece.cells)
        ]

    def _put_front(self, pieces: Sequence[Piece]) -> Front:
        """The preamble; tables may stand in it where the first headings are lost."""
        contents = list(self._tables_in(pieces, own=""))
        front = front_of([each for each in contents if _is_piece(each)])
        self._set_aside(front.chrome)
        tables = [each for each in contents if not _is_piece(each)]
        if front.preamble or tables:
            place = front.preamble[0].place if front.preamble else pieces[0].place
            self._put_section("preamble", "", place, [*front.preamble, *tables])
        return front

    def _cut_tail(self, part: Part) -> Signature | None:
        """Take the signature and the furniture of the page off the last section."""
        end, signature = signature_at(part.pieces) or (end_of_text(part.pieces), None)
        behind = end + len(signature.lines) if signature else end
        self._set_aside(part.pieces[behind:])
        del part.pieces[end:]
        return signature

    def _put_parts(self, parts: Sequence[Part]) -> None:
        """The sections with their tables, and the local variants of the form that they show."""
        contents = [list(self._tables_in(part.pieces, self._own_table(part))) for part in parts]
        edition, tables = self._form.edition, self.report.tables
        found = {part.id for part in parts}
        variants = [
            each
            for each in edition.variants
            if each.section.id in found and (each.table is None or each.table.id in tables)
        ]
        form = form_of(edition, tuple(each.id for each in variants))
        self.report.variants = form.variants
        self.report.tables = {each: tables[each] for each in form.tables if each in tables}
        extra_ids = (f"extra-{number}" for number in count(1))
        free = (each for each in extra_ids if form.section(each) is None)
        for part, content in zip(parts, contents, strict=True):
            section_id = part.id if form.section(part.id) else next(free)
            self._put_section(section_id, part.heading, part.line.place, content)

    def _own_table(self, part: Part) -> str:
        """The table that the form puts into a section; empty where it puts none."""
        section = self._form.section(part.id)
        return section.table if section else ""

    def _put_section(
        self, section_id: str, heading: str, place: str, contents: Iterable[Content]
    ) -> None:
        section = Section(section_id, heading, list(self._blocks(contents)))
        self.report.sections.append(section)
        self.report.provenance[section_id] = place

    def _blocks(self, contents: Iterable[Content]) -> Iterator[Block]:
        """Lines as paragraphs, rows of cells that follow each other as one table."""
        for is_table, group in groupby(contents, lambda each: isinstance(each, TableRow)):
            if is_table:
                yield from self._free_table([row.cells for row in group if _is_piece(row)])
                continue
            for each in group:
                if isinstance(each, Line):
                    text = widen_punctuation(legible(each.text))
                    yield Paragraph(next(self._block_ids), text)
                elif not isinstance(each, TableRow):
                    yield each

    def _free_table(self, rows: Iterable[tuple[str, ...]]) -> Iterator[FreeTable]:
        filled = tuple(row for row in rows if any(row))
        if filled:
            yield FreeTable(next(self._block_ids), filled)

    def _tables_in(self, pieces: Sequence[Piece], own: str) -> Iterator[Content]:
        """The contents of a section: its text, and the tables of the form that stand in it."""
        official = {table.id for table in self._form.edition.tables}
        tables = {
            table_id: words
            for table_id, words in self._vocabulary.tables.items()
            if table_id in official or table_id == own
        }
        for words, held in segments(pieces, tables, own):
            if words is None:
                yield from held
            else:
                yield from self._table_in(words, held, own)

    def _table_in(self, words: TableWords, pieces: list[Piece], own: str) -> Iterator[Content]:
        """A table of the form, or what stands in its place, and the text behind it."""
        text, table_id = read_table(words, pieces), words.form.id
        placed = place_table(text)
        if placed is None:
            yield from self._without_values(text, pieces) if table_id == own else pieces
            return
        if table_id in self.report.tables:
            self.note(f"{words.name}出现不止一次，后一次的原样保留，没有填入表中。")
            loose = {id(piece) for piece in text.loose}
            yield from self._free_table(each.cells for each in pieces if id(each) not in loose)
        else:
            yield from self._placed(table_id, placed)
        self.unread += [Unread(entry.text, entry.place) for entry in text.astray]
        yield from text.loose

    def _without_values(self, text: TableText, pieces: list[Piece]) -> list[Piece]:
        """What remains of a section whose table has labels only: the table is missing."""
        if len(text.entries) + sum(map(len, text.headers)) < _FEWEST_WORDS:
            return pieces
        loose = {id(piece) for piece in text.loose}
        self._set_aside(piece for piece in pieces if id(piece) not in loose)
        self.note(f"{text.words.name}只有表头、行名，没有数字，视为来源无此表。")
        return text.loose

    def _placed(self, table_id: str, placed: PlacedTable) -> Iterator[Content]:
        """Take over a table as placed."""
        self.uncertain += placed.uncertain
        self.unread += placed.unread
        self.report.unplaced += [Unplaced(each.text, each.source) for each in placed.unread]
        self.report.provenance |= placed.provenance
        self.note(*placed.notes)
        if placed.rows:
            self.report.tables[table_id] = Table(placed.rows)
            yield OfficialTable(next(self._block_ids), table_id)
        self.unread += [Unread(entry.text, entry.place) for entry in placed.foreign]
        yield from self._free_table(_rows_of(placed.foreign))


def _is_piece(each: Content) -> TypeGuard[Piece]:
    return isinstance(each, Line | TableRow)


def _rows_of(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Entries as rows of a free table, each header once above them."""
    header: tuple[str, ...] = ()
    for entry in entries:
        if entry.header is not header:
            header = entry.header
            yield header
        yield (*entry.aside, entry.label, *entry.texts)
