"""Which of the tables that stand in a source is the form's: by its section, header, year and rows.

Sections of text list figures under words of the form (`行政许可 333`), and tables of other years
or quarters have its row labels. What is not chosen stays where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import TableWords, header_keys, key_of
from gipdesk.readers.recogniser.tables.placed import PlacedTable, Uncertain
from gipdesk.readers.recogniser.tables.placing import place_table
from gipdesk.readers.recogniser.tables.scanning import (
    Entry,
    TableText,
    is_foreign_header,
    read_table,
    segments,
)
from gipdesk.report.cells import CellRef
from gipdesk.report.folding import fold
from gipdesk.report.report import Cell

_YEAR = re.compile(r"(?<!\d)20\d\d(?=年|表|$|\D)", re.ASCII)
_LONGEST_CAPTION = 40
_MOST_CAPTIONS = 3  # lines above a table
_MOST = 2  # a table is as good as whole with every second row


class Site(msgspec.Struct, frozen=True):
    """Where a candidate stands: a section as headed, and the table that the form puts there.

    `is_text` says that the form puts no table there: the figures of a narrative.
    """

    heading: str
    table: str
    is_text: bool


class Candidate(msgspec.Struct, eq=False):
    """Pieces that may be a table of the form, and what they would be as such.

    `placed` is None where they hold no values.
    """

    words: TableWords
    site: Site
    pieces: list[Piece]
    text: TableText
    placed: PlacedTable | None
    year: int | None  # in the lines above it

    @property
    def is_own(self) -> bool:
        """Whether it stands where the form has this table."""
        return self.site.table == self.words.form.id

    @property
    def has_header(self) -> bool:
        """Whether any header word of the form stands in it, over values or not."""
        words = (word for header in self.text.headers for word in header)
        return any(map(self.words.is_header, words))

    @property
    def loose_above(self) -> list[Piece]:
        """The text among its pieces that stands above the table."""
        return self.text.loose[: self._count_above]

    @property
    def loose_below(self) -> list[Piece]:
        """The text among its pieces that stands in or behind the table."""
        return self.text.loose[self._count_above :]

    @property
    def _count_above(self) -> int:
        within = {id(piece) for entry in self.text.entries for piece in entry.pieces}
        first = next((at for at, each in enumerate(self.pieces) if id(each) in within), 0)
        above = {id(piece) for piece in self.pieces[:first]}
        return sum(id(piece) in above for piece in self.text.loose)

    @property
    def rows(self) -> frozenset[str]:
        """The rows of the form that it has."""
        return frozenset(self.placed.rows if self.placed else ())

    @property
    def filled(self) -> frozenset[str]:
        """The rows of the form for which it has values."""
        if self.placed is None:
            return frozenset()
        offered = {each.cell.row for each in self.placed.uncertain if any(each.choices)}
        rows = self.placed.rows.items()
        texts = {row_id for row_id, row in rows if any(cell.text for cell in row.cells.values())}
        return frozenset(offered | texts)

    @property
    def is_headed(self) -> bool:
        """Whether header words of the form stand over its values, and no others."""
        filled = [entry for entry in self.text.entries if entry.has_values and entry.rows]
        headers = {entry.header for entry in filled}
        is_strange = any(map(is_foreign_header, (word for each in headers for word in each)))
        return not is_strange and any(map(_is_under_header, filled))


def _is_under_header(entry: Entry) -> bool:
    joined = "".join(map(key_of, entry.header))
    names = (name for row in entry.rows for each in header_keys(row.block) for name in each)
    return any(name in joined for name in names)


def candidates_in(
    pieces: Sequence[Piece],
    tables: Mapping[str, TableWords],
    site: Site,
    *,
    is_within: bool = False,
) -> Iterator[Piece | Candidate]:
    """The pieces of a section, with the candidates that they make in their place.

    `is_within` says that they begin in the table of the site.
    """
    above: list[Piece] = []
    for words, held in segments(pieces, tables, site.table, is_within=is_within):
        if words is None:
            yield from held
            above += held
            continue
        for run, text in _runs(words, held):
            year = _year_above(above, run, text)
            yield Candidate(words, site, run, text, place_table(text), year)
            above = list(run)


def _runs(words: TableWords, pieces: list[Piece]) -> list[tuple[list[Piece], TableText]]:
    """The pieces parted where the table begins once more, under a header of its own."""
    text = read_table(words, pieces)
    begins = [0, *_beginnings(text.entries, pieces), len(pieces)]
    if len(begins) == 2:
        return [(pieces, text)]
    runs = [pieces[begin:end] for begin, end in pairwise(begins)]
    return [(run, read_table(words, run)) for run in runs]


def _beginnings(entries: Sequence[Entry], pieces: Sequence[Piece]) -> Iterator[int]:
    """Behind which pieces another table begins: where rows come once more, or out of order."""
    at = {id(piece): number for number, piece in enumerate(pieces)}
    end, last = 0, -1
    header: tuple[str, ...] | None = None
    for entry in entries:
        places = [at[id(piece)] for piece in entry.pieces if id(piece) in at]
        if not (len(entry.rows) == 1 and entry.has_values and places):
            continue
        place = entry.rows[0].place
        if place <= last and entry.header is not header:
            yield end
            last = -1
        end, header, last = places[-1] + 1, entry.header, max(last, place)


def _year_above(above: Sequence[Piece], run: Sequence[Piece], text: TableText) -> int | None:
    """The year in the lines right above a table, the closest first."""
    within = {id(piece) for entry in text.entries for piece in entry.pieces}
    first = next((at for at, piece in enumerate(run) if id(piece) in within), len(run))
    captions = [*above, *run[:first]]
    lines = [piece.text for piece in captions if isinstance(piece, Line)]
    for line in reversed(lines[-_MOST_CAPTIONS - len(run[:first]) :]):
        found = _YEAR.findall(fold(line)) if len(line) <= _LONGEST_CAPTION else []
        if len(set(found)) == 1 and "。" not in line:
            return int(found[0])
    return None


class Choice(msgspec.Struct):
    """The candidates that are the form's table, the best first; the others fill rows it lacks."""

    main: Candidate
    parts: list[Candidate]
    rival: Candidate | None  # the same table once more, with nothing to tell which is meant


def choose(
    candidates: Sequence[Candidate], present: frozenset[str], year: int | None
) -> dict[str, Choice]:
    """The candidates to take, by table; `present` are the tables whose section was found."""
    by_table: dict[str, list[Candidate]] = {}
    for each in candidates:
        if each.rows and _is_allowed(each, present):
            by_table.setdefault(each.words.form.id, []).append(each)
    years = [each.year for each in candidates if each.year]
    wanted = year or max(years, default=None)  # no report tells of the year after its own
    return {table_id: _choice(found, wanted) for table_id, found in by_table.items()}


def _is_allowed(candidate: Candidate, present: frozenset[str]) -> bool:
    """Whether a candidate may be a table at all: in a narrative, only under the form's header.

    Where the heading of its section is lost, a table without header may stand anywhere; what a
    narrative lists must be most of it.
    """
    if candidate.is_own or candidate.is_headed:
        return True
    rows = [row for row in candidate.words.printed if not row.row.is_heading]
    is_most = len(candidate.filled) * _MOST > len(rows)
    return candidate.words.form.id not in present and (is_most or not candidate.site.is_text)


def _choice(candidates: Sequence[Candidate], year: int | None) -> Choice:
    def rank(each: Candidate) -> tuple[bool, int, int, int, bool]:
        is_of_year = 1 if each.year is None or year is None else 2 * (each.year == year)
        is_like_the_form = each.is_own and each.is_headed and bool(each.filled)
        return is_like_the_form, is_of_year, len(each.filled), len(each.rows), each.is_own

    main = max(candidates, key=rank)
    filled = set(main.rows)
    parts: list[Candidate] = []
    for each in candidates:
        if each.is_own and main.is_own and each is not main and not each.rows & filled:
            parts.append(each)
            filled |= each.rows
    rivals = (each for each in candidates if each is not main and _is_rival(each, main))
    return Choice(main, parts, next(rivals, None))


def _is_rival(other: Candidate, main: Candidate) -> bool:
    """Whether this is the table once more, as good as the first."""
    is_alike = (other.is_own, other.is_headed, other.year) == (True, True, main.year)
    return main.is_own and is_alike and len(other.filled & main.filled) * _MOST > len(main.filled)


def contest(choice: Choice) -> None:
    """Leave those cells blank and uncertain in which two tables differ."""
    main, rival = choice.main.placed, choice.rival.placed if choice.rival else None
    if main is None or rival is None:
        return
    table_id = choice.main.words.form.id
    known = {each.cell for each in main.uncertain}
    for row_id in main.rows.keys() & rival.rows.keys():
        cells, others = main.rows[row_id].cells, rival.rows[row_id].cells
        for column in cells.keys() & others.keys():
            ref = CellRef(table_id, row_id, column)
            texts = cells[column].text, others[column].text
            if texts[0] != texts[1] and ref not in known:
                cells[column] = Cell()
                place = main.provenance.get(str(ref), choice.main.pieces[0].place)
                main.uncertain.append(Uncertain(ref, texts, place))


def rejection(candidate: Candidate, choice: Choice | None) -> str:
    """What to say of a candidate that is not taken."""
    name, heading = candidate.words.name, candidate.site.heading
    if candidate.site.is_text:
        return f"“{heading}”部分有与{name}同名的项目和数字，没有填入{name}，原样保留，请核对。"
    if choice and candidate is choice.rival:
        return f"{name}有两份，无法判断以哪一份为准，两份不同的格留空，请选择。"
    if choice and candidate.year and candidate.year != choice.main.year:
        return f"{name}另有{candidate.year}年的一份，没有填入表中，原样保留。"
    return f"{name}出现不止一次，只填入一份，其余的原样保留，没有填入表中。"
