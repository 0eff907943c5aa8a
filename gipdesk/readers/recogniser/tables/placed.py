"""A table as it was read: what found its cell, and what did not."""

from __future__ import annotations

import msgspec

from gipdesk.readers.recogniser.tables.scanning import Entry
from gipdesk.report.cells import CellRef
from gipdesk.report.report import Row


class Uncertain(msgspec.Struct, frozen=True):
    """A cell that was left blank because the source allows more than one reading of it."""

    cell: CellRef
    choices: tuple[str, ...]
    source: str


class Unread(msgspec.Struct, frozen=True):
    """What looks like data but could not be placed."""

    text: str
    source: str


class PlacedTable(msgspec.Struct):
    """A table as read: its rows, where each value stood, and what remained.

    `foreign` are the entries under a header that is not the form's.
    """

    rows: dict[str, Row]
    provenance: dict[str, str]
    uncertain: list[Uncertain]
    unread: list[Unread]
    notes: list[str]
    foreign: list[Entry]
    variants: tuple[str, ...] = ()  # local variants of the form that merge rows, as seen here
