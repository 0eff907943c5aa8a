"""Whether a file says what its report says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import zip_longest
from operator import ne
from typing import Any

import msgspec

from gipdesk.document.nodes import CellRole, Document, Table, TableCell
from gipdesk.readers.pieces import SourceText, UnreadableSourceError
from gipdesk.readers.reading import source_text
from gipdesk.readers.recogniser.recognise import recognise
from gipdesk.report.edition import Editions, Form
from gipdesk.report.names import cell_name
from gipdesk.report.report import Report
from gipdesk.workflow.reading_back.as_source import Departure, contradiction, departures
from gipdesk.workflow.reading_back.bare import bare
from gipdesk.workflow.reading_back.errors import DifferentFileError
from gipdesk.workflow.reading_back.labels import stands_elsewhere
from gipdesk.workflow.reading_back.literal import literal_pieces
from gipdesk.workflow.reading_back.matching import Difference, first_difference
from gipdesk.workflow.reading_back.pieces import (
    Cells,
    Row,
    Told,
    pieces_of_document,
    pieces_of_file,
)

_ABSENT = object()
_LONGEST = 40  # signs of a text that a message cites


class Proof(msgspec.Struct, frozen=True):
    """How much of a file was compared with its report and found equal.

    `cells` are the places of values, blank ones too. `is_same_report`: whoever reads the file in
    again gets the same report; where not, its rows and paragraphs were compared one by one.
    """

    kind: str
    cells: int
    paragraphs: int
    is_same_report: bool

    def __str__(self) -> str:
        """What to tell the user."""
        texts = f"、{self.paragraphs} 段文字" if self.paragraphs else ""
        return f"已逐格核对 {self.cells} 个数{texts}"


def prove(
    report: Report,
    form: Form,
    editions: Editions,
    document: Document,
    kind: str,
    data: bytes,
    *,
    mark: str = "（续）",
) -> Proof:
    """Read a file back and compare it; raises `DifferentFileError`.

    `mark` is what stands over the rest of a table on the next page.
    """
    if kind == "json":
        return _prove_data(report, form, data)
    told = pieces_of_document(document, kind)
    source = _read(data)
    difference = _difference(told, source, kind, data, bare(mark))
    if difference:
        raise DifferentFileError(kind, _about(difference, form))
    found = _departures(report, form, editions, source, kind)
    wrong = contradiction(report, found or ())
    if wrong and wrong.ref and stands_elsewhere(wrong.ref, document, editions):
        raise DifferentFileError(
            kind, f"“{wrong.place}”报告为{_cited(wrong.ours)}，文件为{_cited(wrong.theirs)}"
        )
    lines = sum(not each.cells for each in told)
    return Proof(kind, _values(document), lines, is_same_report=found == [])


def _read(data: bytes) -> SourceText | None:
    """What a reader finds in a file; None where it takes it for no source, as one without text."""
    try:
        return source_text(data)
    except UnreadableSourceError:
        return None


def _difference(
    told: Sequence[Told], source: SourceText | None, kind: str, data: bytes, mark: str
) -> Difference | None:
    """Where the file departs from its document, to the reader and to the letter."""
    if not told:
        return None
    found = pieces_of_file(source.pieces, kind) if source else []
    difference = first_difference(told, found, on_paper=kind == "pdf", mark=mark)
    pieces = literal_pieces(kind, data) if difference else None
    if pieces is None:
        return difference
    found = pieces_of_file(pieces, kind)
    return first_difference(told, found, on_paper=kind == "pdf", mark=mark) and difference


def _departures(
    report: Report, form: Form, editions: Editions, source: SourceText | None, kind: str
) -> list[Departure] | None:
    """What differs in the report that others read from the file; None where they read none."""
    if source is None:
        return None
    try:
        reading = recognise(source, editions)
    except UnreadableSourceError:  # nothing is filled in yet, or the text is about something else
        return None
    return list(departures(report, form, reading.report, kind))


def _prove_data(report: Report, form: Form, data: bytes) -> Proof:
    """JSON must say all that the command line shows."""
    from gipdesk.workflow.showing import report_as_data

    ours, theirs = json.loads(json.dumps(report_as_data(report, form))), json.loads(data)
    place = _differing(ours, theirs)
    if place is not None:
        raise DifferentFileError("json", f"“{place}”处的内容不同")
    cells = sum(1 for _ in report.cells())
    lines = sum(len(section["text"].splitlines()) for section in ours["sections"])
    return Proof("json", cells, lines, is_same_report=True)


def _differing(ours: Any, theirs: Any, place: str = "") -> str | None:
    """The path of the first difference between two values of JSON; None where they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = list(dict.fromkeys((*ours, *theirs)))
        pairs = [(key, ours.get(key, _ABSENT), theirs.get(key, _ABSENT)) for key in keys]
    elif isinstance(ours, list) and isinstance(theirs, list):
        pairs = [
            (str(at), *both) for at, both in enumerate(zip_longest(ours, theirs, fillvalue=_ABSENT))
        ]
    else:
        is_same = type(ours) is type(theirs) and ours == theirs
        return None if is_same else place
    paths = (_differing(our, their, f"{place}/{key}") for key, our, their in pairs)
    return next((path for path in paths if path is not None), None)


def _about(difference: Difference, form: Form) -> str:
    """A difference in words: the cell by its row and column, what the report and the file say."""
    told, found = difference.told, difference.found
    if told is None:
        return f"文件中多出{_cited(' '.join(found or ()))}"
    way, cells = _nearest(told, found or ())
    for text, cell, read in zip_longest(way, cells, found or (), fillvalue=""):
        if found and len(found) == len(way) and text != read:
            return f"{_place(cell, form)}报告为{_cited(text)}，文件为{_cited(read)}"
    ours = _cited(" ".join(filter(None, way)))
    if found is None:
        return f"文件中缺少{ours}"
    return f"报告为{ours}，文件为{_cited(' '.join(filter(None, found)))}"


def _nearest(told: Told, found: Row) -> tuple[Row, Cells]:
    """The way to show a row that comes nearest to what was found."""
    ways = zip(told.rows, told.cells or [(None,)] * len(told.rows), strict=True)
    return min(ways, key=lambda way: sum(map(ne, way[0], found)) + abs(len(way[0]) - len(found)))


def _place(cell: TableCell | str | None, form: Form) -> str:
    """The cell's name; empty where it is no value of the form."""
    if not isinstance(cell, TableCell) or not cell.anchor:
        return ""
    try:
        return f"“{cell_name(form, form.cell(cell.anchor))}”"
    except KeyError:  # of a row beyond the form
        return f"“{cell.anchor}”"


def _cited(text: str | None) -> str:
    """A text in a message, shortened in the middle of nothing: its beginning is enough."""
    if text is None:
        return "缺项"
    return f"“{text[:_LONGEST]}”" if text else "空白"


def _values(document: Document) -> int:
    """The places of values in the tables of the form."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    cells = (cell for table in tables for row in table.rows for cell in row)
    return sum(cell.role is CellRole.VALUE and bool(cell.anchor) for cell in cells)
