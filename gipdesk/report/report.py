"""The report: what was typed, by cell and by section. Plain data; only changes alter it.

Three things a cell may be are kept apart: *missing* (its row or table is not in the report),
*blank* (the text is empty) and anything typed, `0` and `/` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import AgencyKind

_OWN_ID = re.compile("b[0-9]{1,9}")

NARROWEST, FULL_WIDTH = 10, 100  # percent of the type area that a picture may be wide


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in a cell; the text of a computed cell is empty, its number follows its terms."""

    text: str = ""
    computed: bool = False


class Row(msgspec.Struct, omit_defaults=True):
    """A line of values by column id; `label` is what the source prints where it differs."""

    cells: dict[str, Cell]
    label: str = ""


class Table(msgspec.Struct):
    """The rows a report has of one table, in form order, by row id."""

    rows: dict[str, Row]


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Characters `start` to `end` of a text that follow the sum of some cells.

    The text holds what is printed there; `unit` is that of an amount behind it, 元 or 万元.
    """

    start: int
    end: int
    cells: tuple[CellRef, ...]
    unit: str = ""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph as typed, its numbering included."""

    id: str
    text: str = ""
    links: tuple[Link, ...] = ()


class OfficialTable(msgspec.Struct, frozen=True, tag="official_table"):
    """The place of one of the form's tables within its section."""

    id: str
    table: str


class FreeTable(msgspec.Struct, frozen=True, tag="free_table"):
    """A table the form does not know: its rows as read, not all of one length."""

    id: str
    rows: tuple[tuple[str, ...], ...]


class Picture(msgspec.Struct, frozen=True, tag="picture", omit_defaults=True):
    """A picture; `media` names it in the report's package.

    `width` is its share of the type area in percent; with None it is printed in its own size, or
    smaller where that does not fit.
    """

    id: str
    media: str
    caption: str = ""
    width: int | None = None

    def __post_init__(self) -> None:
        """Refuse a width that no page has room for."""
        if self.width is not None and not NARROWEST <= self.width <= FULL_WIDTH:
            bounds = f"{NARROWEST} 至 {FULL_WIDTH}"
            raise ValueError(f"图片的宽度应为版心宽度的百分之 {bounds}，不是 {self.width}")


Block: TypeAlias = Paragraph | OfficialTable | FreeTable | Picture


class Section(msgspec.Struct):
    """A section: its heading without numeral, and its blocks in order."""

    id: str
    heading: str
    blocks: list[Block]

    @property
    def text(self) -> str:
        """The paragraphs, joined by line ends."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


class Unplaced(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text of a source that has no place in the form; `source` says where it stood.

    `is_data`: it looks like figures that belong into a table, so a person must look.
    """

    text: str
    source: str
    is_data: bool = False


class Meta(msgspec.Struct):
    """Who reports, about which year, and who signs. Empty where unknown."""

    title: str = ""
    agency: str = ""
    agency_kind: AgencyKind = AgencyKind.DEPARTMENT
    year: int | None = None
    document_number: str = ""
    period: str = ""
    published: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    leader: str = ""
    reviewer: str = ""
    author: str = ""
    author_phone: str = ""
    signed_on: str = ""


class PastYear(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a report remembers of an earlier year: figures by cell id, paragraphs by section id.

    `left_out` names, by section, what stood there and was not taken over: pictures, other tables.
    """

    year: int
    edition: str
    cells: dict[str, str] = {}
    paragraphs: dict[str, tuple[str, ...]] = {}
    left_out: dict[str, tuple[str, ...]] = {}

    def text(self, ref: CellRef) -> str:
        """What a reader saw in a cell; empty where it was blank or missing."""
        return self.cells.get(str(ref), "")


class Report(msgspec.Struct):
    """One annual report."""

    edition: str
    meta: Meta
    variants: tuple[str, ...]
    tables: dict[str, Table]
    sections: list[Section]
    unplaced: list[Unplaced] = []
    notes: list[str] = []
    provenance: dict[str, str] = {}  # cell or section id → where it stood in the source
    accepted: dict[str, str] = {}  # finding key → the reason it was accepted with
    doubts: dict[str, tuple[str, ...]] = {}  # cell id → what the source may say there
    previous: tuple[PastYear, ...] = ()  # earlier years it remembers, the latest first

    def cell(self, ref: CellRef) -> Cell | None:
        """What stands in a cell; None where it is missing."""
        table = self.tables.get(ref.table)
        row = table.rows.get(ref.row) if table else None
        return row.cells.get(ref.column) if row else None

    def cells(self) -> Iterator[tuple[CellRef, Cell]]:
        """Every cell present, in form order."""
        for table_id, table in self.tables.items():
            for row_id, row in table.rows.items():
                for column_id, cell in row.cells.items():
                    yield CellRef(table_id, row_id, column_id), cell

    def section(self, section_id: str) -> Section | None:
        """A section by its id."""
        return next((section for section in self.sections if section.id == section_id), None)

    def prints(self, table_id: str) -> bool:
        """Whether a table of the form has a place in some section."""
        blocks = (block for section in self.sections for block in section.blocks)
        return any(isinstance(each, OfficialTable) and each.table == table_id for each in blocks)

    def pictures(self) -> Iterator[Picture]:
        """Every picture, in the order of the text."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Picture))

    def new_block_id(self, *, beyond: int = 0) -> str:
        """An id no block of the report has; `beyond` of the free ones are left out."""
        ids = [block.id for section in self.sections for block in section.blocks]
        numbers = [int(each[1:]) for each in ids if _OWN_ID.fullmatch(each)]
        return f"b{max(numbers, default=0) + 1 + beyond}"


def copy_of(report: Report) -> Report:
    """An equal report that shares nothing that can change."""
    return msgspec.json.decode(msgspec.json.encode(report), type=Report)
