"""The official form: what the law and the notice say, read from `resources/editions/*.toml`.

An `Edition` is one version of the form; a `Form` is an edition with the local variants a report
uses. Everything else (the grid, the checks, the paper) derives from a `Form`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import msgspec

from gipdesk.report.cells import CellRef


class CellKind(StrEnum):
    """What a cell holds."""

    COUNT = "count"  # a non-negative integer, in cases
    AMOUNT_WAN = "amount_wan"  # a non-negative decimal, in 万元
    AMOUNT_YUAN = "amount_yuan"  # a non-negative decimal, in 元
    SIGNED = "signed"  # an integer that may be negative: 本年增/减
    AMOUNT_TEXT = "amount_text"  # an amount with its unit behind it: 2792220.8元
    TEXT = "text"  # what a row the form does not know may hold


class AgencyKind(StrEnum):
    """Who reports: governments owe more than departments (《条例》第五十条)."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    OTHER = "other"


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"  # arithmetically or formally wrong
    WARNING = "warning"  # a person must look
    INFO = "info"


class Per(StrEnum):
    """What an identity is repeated over."""

    ROW = "row"  # its terms are columns
    COLUMN = "column"  # its terms are rows


class Relation(StrEnum):
    """What an identity says of its two sides, each the sum of its terms."""

    EQUAL = "equal"
    AT_MOST = "at_most"  # the left side is no greater than the right
    TOGETHER = "together"  # both are 0, or neither is
    NEEDS = "needs"  # where the left side is not 0, neither is the right


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a data file: unknown fields are mistakes."""


class Source(_Data, frozen=True):
    """Where a fact is written: document and place in it."""

    document: str
    place: str = ""


class Years(_Data, frozen=True, rename={"first": "from", "last": "to"}):
    """Report years, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: object) -> bool:
        """Whether a report year lies within."""
        return isinstance(year, int) and (
            (self.first or year) <= year and (self.last or year) >= year
        )


class Guidance(_Data, frozen=True):
    """A hint for the person who writes; `official` only where the notice or the law says it."""

    text: str
    source: str
    official: bool = True


class Column(_Data, frozen=True):
    """A column of values; `labels` are its header words from top to bottom.

    An `id` with a dot names its row too: `review.upheld`.
    """

    id: str
    labels: tuple[str, ...]
    kind: CellKind = CellKind.COUNT
    guidance: tuple[Guidance, ...] = ()


class Row(_Data, frozen=True):
    """A line of values; `labels` are its label words from left to right.

    A row that `is_heading` has a label (and unit) only; `level` says how far it is set in.
    """

    id: str
    labels: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    guidance: tuple[Guidance, ...] = ()  # what is counted here
    unit: str = ""  # as printed in the table's unit column: 条、件
    level: int = 1
    is_heading: bool = False
    kind: CellKind | None = None  # of its values, where it is not that of the column


class BlockForm(_Data, frozen=True, rename={"columns": "column", "rows": "row"}):
    """A part of a table with header words of its own, under a band that names the article.

    `unit` is the header word over the units of its rows, where the form prints them.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    band: str = ""
    corner: str = ""
    unit: str = ""

    @property
    def header_depth(self) -> int:
        """Number of header rows."""
        return max(len(column.labels) for column in self.columns)


class TableForm(_Data, frozen=True, dict=True, rename={"blocks": "block"}):
    """A table of the form; `above` and `below` are lines printed around it.

    In these lines a detail of the report stands as `{agency}`, `{year}`, `{leader}`, …
    """

    id: str
    name: str
    label_columns: int  # the column of units included
    columns: int  # of the printed grid, label columns included
    blocks: tuple[BlockForm, ...]
    title: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @cached_property
    def kinds(self) -> dict[CellRef, CellKind]:
        """Every value cell in form order, with its kind."""
        return {
            self.ref(row.id, column.id): row.kind or column.kind
            for block in self.blocks
            for row in block.rows
            if not row.is_heading
            for column in block.columns
        }

    @cached_property
    def row_ids(self) -> tuple[str, ...]:
        """Ids of the rows in form order."""
        return tuple(dict.fromkeys(ref.row for ref in self.kinds))

    @cached_property
    def row_labels(self) -> dict[str, tuple[str, ...]]:
        """The label path of each row that has labels."""
        return {row.id: row.labels for block in self.blocks for row in block.rows if row.id}

    @cached_property
    def column_labels(self) -> dict[str, tuple[str, ...]]:
        """The header path of each column id."""
        return {column.id: column.labels for block in self.blocks for column in block.columns}

    @cached_property
    def _guidance(self) -> dict[CellRef, tuple[Guidance, ...]]:
        return {
            self.ref(row.id, column.id): row.guidance + column.guidance
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        }

    def guidance(self, ref: CellRef) -> tuple[Guidance, ...]:
        """What is said about a cell: about its row first, then about its column."""
        return self._guidance.get(ref, ())

    def ref(self, row: str, column: str) -> CellRef:
        """The cell where a row and a column meet."""
        if not row:
            row, _, column = column.rpartition(".")
        return CellRef(self.id, row, column)


class SectionForm(_Data, frozen=True):
    """A section of the report; headings are stored without their numeral."""

    id: str
    heading: str = ""
    accepted: tuple[str, ...] = ()  # other wordings seen in published reports
    table: str = ""
    subheadings: tuple[str, ...] = ()
    government_subheadings: tuple[str, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    attachment: str = ""  # 附件1: it stands behind the signature, on a page of its own

    @property
    def is_numbered(self) -> bool:
        """Whether the section has a heading, and so a numeral."""
        return bool(self.heading)


class Case(_Data, frozen=True):
    """An example beside a rule: these values, and whether the rule holds."""

    holds: bool
    cells: dict[str, int | str]


class Identity(_Data, frozen=True, rename={"cases": "case"}):
    """A rule of arithmetic about the sum of its left terms and that of its right terms.

    `per` row: the terms are columns and every row of the table (or `only`) is an instance;
    `per` column: the other way round. With `computes`, a new report computes the right term.
    `accept` is how a person says that a finding is to stay as it is.
    """

    id: str
    severity: Severity
    table: str
    per: Per
    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str
    source: Source
    years: Years
    relation: Relation = Relation.EQUAL
    only: tuple[str, ...] = ()
    computes: bool = False
    accept: str = ""
    cases: tuple[Case, ...] = ()


class AddedSection(_Data, frozen=True):
    """A section that a local form puts behind another one, and its table."""

    after: str
    section: SectionForm
    table: TableForm | None = None


class MergedRows(_Data, frozen=True):
    """A group of rows that a local form prints as one row, of the group's label."""

    table: str
    row: Row
    replaces: tuple[str, ...]


class Variant(_Data, frozen=True):
    """A local difference from the form, as data: what it adds and which rows it merges."""

    id: str
    name: str
    source: str
    adds: AddedSection | None = None
    merges: MergedRows | None = None


_ENTRIES = {"sections": "section", "tables": "table", "identities": "rule", "variants": "variant"}


class Edition(_Data, frozen=True, rename=_ENTRIES):
    """One version of the official form."""

    id: str
    name: str
    years: Years
    source: Source
    title: str
    preamble: tuple[str, ...]
    header_words: tuple[str, ...]  # words by which a source's tables show their edition
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    identities: tuple[Identity, ...]
    variants: tuple[Variant, ...] = ()


class Form(msgspec.Struct, frozen=True, dict=True):
    """An edition with the variants one report uses."""

    edition: Edition
    sections: tuple[SectionForm, ...]
    tables: dict[str, TableForm]
    identities: tuple[Identity, ...]  # the rules of arithmetic of these tables, in form order
    variants: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Short: the whole form would fill pages."""
        return f"Form({self.edition.id!r}, variants={self.variants!r})"

    @cached_property
    def kinds(self) -> dict[CellRef, CellKind]:
        """Every value cell of every table in form order, with its kind."""
        return {ref: kind for table in self.tables.values() for ref, kind in table.kinds.items()}

    @cached_property
    def _cells_by_id(self) -> dict[str, CellRef]:
        return {str(ref): ref for ref in self.kinds}

    def cell(self, cell_id: str) -> CellRef:
        """The cell of an id such as `requests/new.total`; KeyError where the form has none."""
        return self._cells_by_id[cell_id]

    def kind(self, ref: CellRef) -> CellKind:
        """What a cell holds; for a row the form does not know, what its column holds."""
        known = self.kinds.get(ref)
        if known is not None:
            return known
        table = self.tables.get(ref.table)
        columns = [column for block in table.blocks for column in block.columns] if table else []
        return next((each.kind for each in columns if each.id == ref.column), CellKind.TEXT)

    def section(self, section_id: str) -> SectionForm | None:
        """A section of the form; None for one the form does not know."""
        return next((form for form in self.sections if form.id == section_id), None)


def form_of(edition: Edition, variants: tuple[str, ...] = ()) -> Form:
    """The form of a report: its edition with its variants put in their places."""
    sections = list(edition.sections)
    tables = {table.id: table for table in edition.tables}
    identities = edition.identities
    for variant in edition.variants:
        if variant.id not in variants:
            continue
        if variant.adds:
            _add_section(sections, tables, variant.adds)
        if variant.merges:
            merged = variant.merges
            tables[merged.table] = _with_merged_rows(tables[merged.table], merged)
            identities = tuple(_with_merged_terms(each, merged) for each in identities)
    held = tuple(each for each in identities if each.table in tables)
    return Form(edition, tuple(sections), tables, held, variants)


def _add_section(
    sections: list[SectionForm], tables: dict[str, TableForm], added: AddedSection
) -> None:
    place = next(at for at, form in enumerate(sections) if form.id == added.after)
    sections.insert(place + 1, added.section)
    if added.table:
        tables[added.table.id] = added.table


def _with_merged_rows(table: TableForm, merged: MergedRows) -> TableForm:
    """A table with one row in the place of the group's first."""
    blocks = tuple(
        msgspec.structs.replace(
            block,
            rows=tuple(
                merged.row if row.id == merged.replaces[0] else row
                for row in block.rows
                if row.id not in merged.replaces[1:]
            ),
        )
        for block in table.blocks
    )
    return msgspec.structs.replace(table, blocks=blocks)


def _with_merged_terms(identity: Identity, merged: MergedRows) -> Identity:
    """An identity that adds the merged row in the place of the group's rows."""
    if identity.table != merged.table or not set(merged.replaces) <= set(identity.left):
        return identity
    kept = [
        merged.row.id if term == merged.replaces[0] else term
        for term in identity.left
        if term not in merged.replaces[1:]
    ]
    return msgspec.structs.replace(identity, left=tuple(kept))


class UnknownEditionError(LookupError):
    """No edition of the form has this id, or is meant for this year."""


class Editions:
    """All editions of the form in a folder, each read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Edition] = {}

    def __iter__(self) -> Iterator[Edition]:
        """The editions, newest first."""
        for path in sorted(self._folder.glob("*.toml"), reverse=True):
            yield self[path.stem]

    def __getitem__(self, edition_id: str) -> Edition:
        """An edition by its id; raises `UnknownEditionError`."""
        if edition_id not in self._read:
            path = self._folder / f"{edition_id}.toml"
            if not path.is_file():
                raise UnknownEditionError(f"没有编号为“{edition_id}”的报告格式。")
            self._read[edition_id] = msgspec.toml.decode(path.read_bytes(), type=Edition)
        return self._read[edition_id]

    def for_year(self, year: int) -> Edition:
        """The edition a report about `year` is written in; raises `UnknownEditionError`."""
        for edition in self:
            if year in edition.years:
                return edition
        raise UnknownEditionError(f"{year} 年没有可用的全国统一年度报告格式。")
