"""What a paste brings into a text: paragraphs with their numbers, and tables; never its looks.

Pure but for the clipboard's own type. Where a table is one of the form's, its values go there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QMimeData

from gipdesk.desk.reading import clipboard_source
from gipdesk.readers.pieces import Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.edition import Editions
from gipdesk.report.folding import legible
from gipdesk.report.links import carried
from gipdesk.report.numbering import without_gap
from gipdesk.report.report import Block, FreeTable, Paragraph, Report

_MOST_OF_IT = 0.6  # of an official table's rows
# What plain text would lose, or hold although it is not printed: tracked changes and comments.
_STRUCTURED = ("<table", "<ol", "<del", "msodel", "msocom")
_LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")  # fields and cell ends of word processors
# The sign before an item, which Word takes from a font of symbols, where it may be a letter.
_SIGN = "[·•●○◆◇■□▪\uf000-\uf0ff]"
_LETTER = "[lnouvwØ§ü][\t \u00a0]+(?=[\u3400-\u9fff])"
_TITLE_OF_PAGE = "网页标题"  # a line that the reader adds, which nobody copied

Rows: TypeAlias = tuple[tuple[str, ...], ...]
Content: TypeAlias = str | Rows


class Stretch(msgspec.Struct, frozen=True):
    """The paragraphs a paste goes into, the first at block `at`, and what stays of their text.

    `paragraphs` is empty where an empty run has none.
    """

    at: int
    paragraphs: tuple[Paragraph, ...]
    head: str
    tail: str


def contents_of(data: QMimeData) -> list[Content]:
    """The paragraphs and tables on the clipboard."""
    page = data.html().lower() if data.hasHtml() else ""
    if any(tag in page for tag in _STRUCTURED):
        try:
            return list(_read(data))
        except UnreadableSourceError:
            pass  # a page of pictures, or damaged: its text, if any, is on the clipboard as well
    return list(_lines(data.text()))


def _read(data: QMimeData) -> Iterator[Content]:
    from gipdesk.readers.html import read_html

    source = clipboard_source(data)
    pieces = read_html(source[1]).pieces if source else []
    copied = [piece for piece in pieces if piece.place != _TITLE_OF_PAGE]
    for is_table, group in groupby(copied, _table_of):
        if is_table:
            yield tuple(piece.cells for piece in group)
        else:
            yield from (_tidy(piece.text) for piece in group)


def _table_of(piece: Piece) -> str:
    """What tells the rows of one table from those of the next; empty for a line."""
    return piece.place.partition("第")[0] if isinstance(piece, TableRow) else ""


def plain(contents: Sequence[Content]) -> str:
    """Contents as text, where no table may stand: its cells are parted by tabs."""
    parts = [[each] if isinstance(each, str) else map("\t".join, each) for each in contents]
    return "\n".join(line for part in parts for line in part)


def _lines(text: str) -> Iterator[str]:
    """Lines of text; a single empty one at the end tells that whole paragraphs were copied."""
    lines = [_CONTROL.sub("", line) for line in _LINE_END.split(text)]
    while len(lines) > 2 and not lines[-1] and not lines[-2]:
        lines.pop()
    return map(_tidy, lines) if len(lines) > 1 else iter(map(legible, lines))


@cache  # the wide range of characters takes 2 ms to compile, at the first paste
def _bullet() -> re.Pattern[str]:
    return re.compile(rf"[\s\u3000]*(?:{_SIGN}[\s\u3000]*|{_LETTER})")


def _tidy(line: str) -> str:
    """A whole paragraph as one is typed: without indent, gap behind its number, or bullet."""
    words = legible(line)
    bullet = _bullet().match(words)
    return without_gap(words[bullet.end() :] if bullet else words)


def with_contents(
    report: Report, section_id: str, into: Stretch, contents: Sequence[Content]
) -> ReplaceBlocks:
    """The change that puts pasted paragraphs and tables into a stretch of paragraphs."""
    pieces = _joined(into.head, contents, into.tail)
    texts = [each for each in pieces if isinstance(each, str)]
    links = iter(carried(into.paragraphs, texts))
    kept = iter([paragraph.id for paragraph in into.paragraphs])
    fresh = (report.new_block_id(beyond=number) for number in range(len(pieces)))
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, str):
            blocks.append(Paragraph(next(kept, None) or next(fresh), piece, next(links)))
        else:
            blocks.append(FreeTable(next(fresh), piece))
    return ReplaceBlocks(section_id, into.at, len(into.paragraphs), tuple(blocks))


def _joined(head: str, contents: Sequence[Content], tail: str) -> list[Content]:
    """Pasted contents between what stands before and behind them on their first and last line."""
    first, last = contents[0], contents[-1]
    pieces = list(contents)
    if isinstance(first, str):
        pieces[0] = head + first
    elif head:
        pieces.insert(0, head)
    if isinstance(last, str):
        pieces[-1] = f"{pieces[-1]}{tail}"
    elif tail:
        pieces.append(tail)
    return pieces


class OfficialValues(msgspec.Struct, frozen=True):
    """What a pasted table says about cells of one of the form's tables."""

    table_id: str
    texts: Mapping[CellRef, str]


def official_values(rows: Rows, report: Report, editions: Editions) -> OfficialValues | None:
    """The values of a pasted table that is one of the report's; None where it is another."""
    from gipdesk.readers.recogniser.recognise import recognise

    pieces: list[Piece] = [TableRow(cells, f"第{at}行") for at, cells in enumerate(rows, 1)]
    told = {"year": str(report.meta.year)} if report.meta.year else {}
    try:
        found = recognise(SourceText(pieces), editions, told).report
    except UnreadableSourceError:
        return None
    if len(found.tables) != 1 or found.edition != report.edition:
        return None
    ((table_id, table),) = found.tables.items()
    own = report.tables.get(table_id)
    if own is None or len(table.rows) < _MOST_OF_IT * len(own.rows):
        return None  # a few rows under the same words may be a table of one's own
    texts = {ref: cell.text for ref, cell in found.cells() if cell.text and report.cell(ref)}
    return OfficialValues(table_id, texts) if texts else None
