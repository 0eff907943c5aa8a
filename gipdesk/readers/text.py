"""Reading a plain text (.txt, .md): running lines, and rows of cells between `|` or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.recognise import Reading, recognise
from gipdesk.readers.source import decode_text, lines_of
from gipdesk.report.edition import Editions

_BARS = str.maketrans("｜│", "||")
_NUMBERING = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]?")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")


def read_text(data: bytes, editions: Editions) -> Reading:
    """The report that a text file holds; raises `UnreadableSourceError`."""
    return recognise(list(pieces_of(decode_text(data))), editions)


def pieces_of(text: str) -> Iterator[Piece]:
    """The lines and table rows of a text, without blank lines and Markdown's rules."""
    for number, line in enumerate(lines_of(text), 1):
        stripped = line.strip()
        if not stripped or _is_markdown_rule(stripped):
            continue
        cells = _cells(line, stripped)
        place = f"第{number}行"
        if cells:
            yield TableRow(tuple(cell.strip() for cell in cells), place)
        else:
            yield Line(_MARKDOWN_HEADING.sub("", stripped), place)


def _is_markdown_rule(line: str) -> bool:
    """Whether a line only draws a line between the rows of a table: `|---|---|`."""
    return "|" in line and "---" in line and not line.strip("-:| \t")


def _cells(line: str, stripped: str) -> list[str]:
    """The cells of a row of a table; none where the line is running text."""
    is_sentence = "。" in stripped
    barred = stripped.translate(_BARS)
    if "|" in barred and not (is_sentence and barred.count("|") == 1):
        cells = barred.split("|")
        return cells[:-1] if not cells[-1] else cells  # a bar at the end opens no cell
    if "\t" in stripped and not is_sentence:
        cells = line.split("\t")
        is_numbered = len(cells) == 2 and _NUMBERING.fullmatch(cells[0].strip())
        return [] if is_numbered else cells
    return []
