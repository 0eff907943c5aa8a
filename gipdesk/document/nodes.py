"""The tree between the template and the writers.

Nodes carry meaning, no looks: faces, sizes and widths come from the style sheet. An `anchor` names
the place in the report a node was made from: a cell (`requests/new.total`) or a block
(`overview#b3`); it is empty where nothing in the report stands behind the node.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

# A line around a table, in parts that stand side by side: 单位负责人, 审核人, 填报人.
Line: TypeAlias = tuple[str, ...]


class Mark(StrEnum):
    """What a run of text is, within its paragraph."""

    PLAIN = "plain"
    LEAD = "lead"  # a second-level heading that runs into its paragraph
    UNFILLED = "unfilled"  # a place still to be filled, printed visibly as 〔待填〕


class CellRole(StrEnum):
    """What a table cell is."""

    CORNER = "corner"
    HEADER = "header"
    BAND = "band"  # a line over the whole table that names an item of the law
    LABEL = "label"
    UNIT = "unit"  # what the values of a row are counted in
    VALUE = "value"


class SealForm(StrEnum):
    """How a document is signed (GB/T 9704-2012, 7.3.5)."""

    SEAL = "seal"
    NO_SEAL = "no_seal"
    SIGNATURE_STAMP = "signature_stamp"


class Run(msgspec.Struct, frozen=True):
    """Text of one meaning."""

    text: str
    mark: Mark = Mark.PLAIN


class Title(msgspec.Struct, frozen=True, tag=True):
    """The document's title, in the phrases between which it may be broken into lines."""

    phrases: tuple[str, ...]
    anchor: str = ""

    @property
    def text(self) -> str:
        """The whole title."""
        return "".join(self.phrases)


class DocumentNumber(msgspec.Struct, frozen=True, tag=True):
    """The number under which a document is issued (发文字号): 某司〔2026〕1号."""

    text: str
    anchor: str = ""


class Cover(msgspec.Struct, frozen=True, tag=True):
    """A page before all others, without a number: the title, and below who issues it and when."""

    title: Title
    agency: str
    date: str
    anchor: str = ""


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading with its numeral; `level` is 1 (一、) to 4 (（1）)."""

    level: int
    runs: tuple[Run, ...]
    anchor: str = ""


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph of body text."""

    runs: tuple[Run, ...]
    anchor: str = ""


class TableCell(msgspec.Struct, frozen=True):
    """A cell, listed in the row where it begins.

    `number` is None where the text is not a number; `sum_of` are the anchors a total adds up.
    `indent` says by how many characters the text is set in.
    """

    text: str
    role: CellRole = CellRole.VALUE
    row_span: int = 1
    column_span: int = 1
    number: int | float | None = None
    sum_of: tuple[str, ...] = ()
    anchor: str = ""
    indent: int = 0


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table whose cells tile `columns` columns; the first `header_rows` rows are headers.

    `kind` (the form's table id, or `free`) lets the style sheet choose the column widths.
    `title` stands over the table, then the lines `above`, and the lines `below` stand under it.
    """

    kind: str
    columns: int
    header_rows: int
    rows: tuple[tuple[TableCell, ...], ...]
    anchor: str = ""
    title: str = ""
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()


class Attachment(msgspec.Struct, frozen=True, tag=True):
    """What follows is an attachment (附件1), which begins a page."""

    name: str
    anchor: str = ""


class Figure(msgspec.Struct, frozen=True, tag=True):
    """A picture; `media` is its name in the report's package, `data` its bytes.

    `width` is its share of the type area in percent; None where its own size decides.
    """

    media: str
    data: bytes
    caption: str = ""
    anchor: str = ""
    width: int | None = None


class Signature(msgspec.Struct, frozen=True, tag=True):
    """Who issues the document and when; `date` as printed, `2026年1月16日`."""

    agency: str
    date: str
    form: SealForm = SealForm.NO_SEAL
    anchor: str = ""


class PageBreak(msgspec.Struct, frozen=True, tag=True):
    """What follows begins on a new page."""


class Stamp(msgspec.Struct, frozen=True):
    """What a signing copy bears outside the type area: the code of its report.

    `scanned` is what a QR code beside it says.
    """

    code: str
    scanned: str


Block: TypeAlias = (
    Cover
    | Title
    | DocumentNumber
    | Heading
    | Paragraph
    | Table
    | Attachment
    | Figure
    | Signature
    | PageBreak
)


class Document(msgspec.Struct, frozen=True):
    """A composed report: its properties and its blocks in reading order.

    `details`, by their Chinese names, go along in the properties of a file: what a program that
    reads the report in again needs and the paper may not say.
    """

    title: str
    author: str
    blocks: tuple[Block, ...]
    details: dict[str, str] = {}
    language: str = "zh-CN"
    stamp: Stamp | None = None


def text_of(runs: tuple[Run, ...]) -> str:
    """The words of some runs, joined."""
    return "".join(run.text for run in runs)
