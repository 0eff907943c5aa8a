r"""The pieces of a file sign by sign, where a reader would see something else in them.

A reader takes a bar in a text for the border of a cell, three dashes for a rule, `**` for bold
print, a row that comes again behind a page break for a header, and sees no column where a sheet
holds blanks. What was exported is told apart without judging: a text by its tabs and line ends,
Markdown by its escapes, a sheet by its addresses, a page by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final

from gipdesk.readers.pieces import Line, Piece, TableRow

_HEADING = re.compile(r"^#{1,6} ")
_RULE = 2  # the line of a table that parts its header from its body
_ESCAPED = re.compile(r"\\(.)")
_BAR = "\x00"  # stands for a bar that is escaped; no text has this sign


def literal_pieces(kind: str, data: bytes) -> list[Piece] | None:
    """The pieces of an exported file as it holds them; None for kinds where readers see these."""
    read = _READERS.get(kind)
    return list(read(data)) if read else None


def _of_text(data: bytes) -> Iterator[Piece]:
    for line in data.decode().split("\n"):
        yield _piece(line.split("\t"))


def _of_markdown(data: bytes) -> Iterator[Piece]:
    rows = 0  # of the table so far
    for line in data.decode().split("\n"):
        plain = _HEADING.sub("", line)
        shown = _ESCAPED.sub(lambda sign: _BAR if sign[1] == "|" else sign[1], plain)
        if shown.startswith("| ") and line.endswith(" |"):
            rows += 1
            if rows != _RULE:
                yield _piece([cell.replace(_BAR, "|") for cell in shown[2:-2].split(" | ")])
        else:
            rows = 0
            yield _piece([shown.replace(_BAR, "|")])


def _piece(cells: list[str]) -> Piece:
    return TableRow(tuple(cells), "") if len(cells) > 1 else Line(cells[0], "")


def _of_workbook(data: bytes) -> Iterator[Piece]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for at in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(at)
            before = sheet.start[1] if sheet.start else 0
            for row in sheet.to_python():
                yield _piece([*[""] * before, *map(str, row)])


def _of_pages(data: bytes) -> Iterator[Piece]:
    from gipdesk.readers.pdf import read_pdf

    yield from read_pdf(data, joins_tables=False).pieces


_READERS: Final[dict[str, Callable[[bytes], Iterator[Piece]]]] = {
    "txt": _of_text,
    "md": _of_markdown,
    "xlsx": _of_workbook,
    "pdf": _of_pages,
}
