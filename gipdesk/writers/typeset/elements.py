"""What the contents of a page are: parts of the document's structure, or artifacts.

The names are those of PDF (ISO 32000-1, 14.8).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec


class Role(StrEnum):
    """The kinds of elements."""

    TITLE = "Title"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    PARAGRAPH = "P"
    TABLE = "Table"
    HEAD = "THead"
    BODY = "TBody"
    ROW = "TR"
    HEADER = "TH"
    DATA = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"


class Scope(StrEnum):
    """The cells that a header cell stands for."""

    ROW = "Row"
    COLUMN = "Column"
    BOTH = "Both"


class Artifact(StrEnum):
    """What is on paper only: a reader aloud passes over it."""

    PAGINATION = "Pagination"  # page numbers, （续）, headers repeated on the next page
    LAYOUT = "Layout"  # rules and fills


class Cell(msgspec.Struct, frozen=True):
    """What a table cell covers, and what it heads or is headed by.

    `name` is that of a header cell, by which others tell that they are headed by it where their
    place in the table does not.
    """

    row_span: int = 1
    column_span: int = 1
    scope: Scope | None = None
    name: str = ""
    headers: tuple[str, ...] = ()


class Element(msgspec.Struct, frozen=True):
    """A part of the document: a paragraph, a table, a row, a cell.

    What belongs to it may lie on several pages. `order` is its place in reading order among the
    elements of the same parent; one without a parent belongs to the document itself.
    `alternative` is told to those who cannot see a figure.
    """

    role: Role
    order: int
    parent: Element | None = None
    cell: Cell | None = None
    alternative: str = ""


Meaning: TypeAlias = Element | Artifact
