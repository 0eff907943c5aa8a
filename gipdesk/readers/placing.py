"""From the rows of values that a source has to the cells of a table; nothing is guessed.

A value goes into a cell only if the row's label, the header words above it and the number of values
leave no choice. Where they do, the cell stays blank and its choices are reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum, auto

import msgspec

from gipdesk.readers.labels import FormRow, TableWords, bare_key, header_keys, key_of
from gipdesk.readers.tables import Entry, TableText, Value
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import BlockForm
from gipdesk.report.folding import widen_punctuation
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.report import Cell, Row, Table


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

    `foreign` are rows under a header that is not the form's: header words, then label and values.
    """

    rows: dict[str, Row]
    provenance: dict[str, str]
    uncertain: list[Uncertain]
    unread: list[Unread]
    notes: list[str]
    foreign: list[tuple[str, ...]]


def place_table(text: TableText) -> PlacedTable | None:
    """The table that the entries make; None where no row has a value."""
    if not any(entry.has_values for entry in text.entries):
        return None
    placing = _Placing(text.words)
    placing.place_all(text.entries)
    placing.note_headers(text.headers)
    return placing.placed()
