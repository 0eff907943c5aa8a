"""The document as text: bare (.txt) or Markdown (CommonMark with GitHub's tables).

Covers, page breaks and pictures stay on paper; of a picture its caption is told. A cell that spans
others leaves their places empty; what is set in begins with as many ideographic spaces. The columns
of a table stand under each other where a hanzi is as wide as two letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    DocumentNumber,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    TableCell,
    Title,
    text_of,
)
from gipdesk.writers.characters import em_width, printable
from gipdesk.writers.tiling import tile

_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>&|~])")  # what Markdown heeds within a line
_AT_THE_BEGINNING: Final = re.compile(r"^(\d*)([.)#+=-])")  # … and at the head of a paragraph
_INDENT: Final = "　"
_ANY_BREAK: Final = re.compile(r"\s*[\t\n]\s*")
_TAB: Final = 8  # letters from one tab stop to the next
_WIDEST: Final = 24  # letters up to which Markdown's columns are filled with blanks


def write_text(document: Document) -> bytes:
    """Plain text in UTF-8: a paragraph is a line, a table's row a line with tabs between cells."""
    return _joined((_plain(block) for block in document.blocks), "\n")


def write_markdown(document: Document) -> bytes:
    """Markdown in UTF-8.

    A table's first row is its header, the only one Markdown knows. Run-in headings are not marked:
    CommonMark does not see emphasis end between a Chinese full stop and a hanzi.
    """
    return _joined((_markdown(block) for block in document.blocks), "\n\n")


def _joined(parts: Iterator[str], separator: str) -> bytes:
    text = separator.join(part for part in parts if part).strip("\n")
    return printable(text + "\n").encode()


def _plain(block: Block) -> str:
    match block:
        case Title():
            return f"{block.text}\n"
        case DocumentNumber():
            return f"{block.text}\n"
        case Heading() | Paragraph():
            return text_of(block.runs)
        case Table():
            above, below = _around(block.above), _around(block.below)
            title = [block.title] if block.title else []
            return "\n".join(("", *title, *above, *_tabbed(block), *below, ""))
        case Attachment():
            return f"\n{block.name}"
        case Figure():
            return _figure(block)
        case Signature():
            return f"\n{block.agency}\n{block.date}"
        case Cover() | PageBreak():
            return ""
        case _:
            assert_never(block)


def _markdown(block: Block) -> str:
    match block:
        case Title():
            return f"# {_escaped(block.text)}"
        case DocumentNumber():
            return _lines(block.text)
        case Heading():
            return f"{'#' * (block.level + 1)} {_escaped(text_of(block.runs))}"
        case Paragraph():
            return _lines(text_of(block.runs))
        case Table():
            return _with_lines(block)
        case Attachment():
            return _lines(block.name)
        case Figure():
            return _escaped(_figure(block))
        case Signature():
            return _lines(f"{block.agency}\n{block.date}")
        case Cover() | PageBreak():
            return ""
        case _:
            assert_never(block)


def _around(lines: tuple[Line, ...]) -> Iterator[str]:
    """The lines above or below a table, a space between their parts."""
    for line in lines:
        yield _ANY_BREAK.sub(" ", _INDENT.join(line))


def _figure(figure: Figure) -> str:
    return f"〔图片：{figure.caption or figure.media}〕"


def _rows(table: Table) -> list[list[str]]:
    """The texts of each row, each cell's where it begins."""
    return [
        [
            _cell(slot.cell) if (slot.row, slot.column) == (row, column) else ""
            for column, slot in enumerate(slots)
        ]
        for row, slots in enumerate(tile(table))
    ]


def _tabbed(table: Table) -> Iterator[str]:
    """The rows, a tab between cells, filled with blanks so that columns begin at one tab stop."""
    rows = _rows(table)
    stops = [_TAB * (width // _TAB + 1) for width in _widths(table, rows)]
    for row in rows:
        line, at, end = "", 0, 0
        for text, stop in zip(row[:-1], stops, strict=False):
            end += stop
            at += _letters(text)
            blanks = max(0, end - 1 - at)
            line += f"{text}{' ' * blanks}\t"
            at = (at + blanks) // _TAB * _TAB + _TAB
        yield line + row[-1]


def _widths(table: Table, rows: list[list[str]]) -> list[int]:
    """The width of each column in letters, by the cells that stand in it alone."""
    widths = [0] * table.columns
    for slots, texts in zip(tile(table), rows, strict=True):
        for column, (slot, text) in enumerate(zip(slots, texts, strict=True)):
            if slot.cell.column_span == 1:
                widths[column] = max(widths[column], _letters(text))
    return widths


def _letters(text: str) -> int:
    return round(em_width(text) * 2)


def _cell(cell: TableCell) -> str:
    return _INDENT * cell.indent + _ANY_BREAK.sub(" ", cell.text)


def _with_lines(table: Table) -> str:
    """A table of Markdown between its lines, each a paragraph of its own."""
    above = [_lines(line) for line in (table.title, *_around(table.above))]
    below = [_lines(line) for line in _around(table.below)]
    return "\n\n".join(filter(None, (*above, _pipe_table(table), *below)))


def _pipe_table(table: Table) -> str:
    rows = [list(map(_escaped, row)) for row in _rows(table)]
    widths = [max(3, min(_WIDEST, width)) for width in _widths(table, rows)]
    rule = ["-" * width for width in widths]
    filled = (
        [text + " " * (width - _letters(text)) for text, width in zip(row, widths, strict=True)]
        for row in (*rows[:1], rule, *rows[1:])
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in filled) if rows else ""


def _lines(text: str) -> str:
    """A paragraph whose line breaks Markdown keeps, and whose beginning it takes at its word."""
    lines = (_AT_THE_BEGINNING.sub(r"\1\\\2", _escaped(line)) for line in text.split("\n"))
    return "\\\n".join(filter(None, lines))


def _escaped(text: str) -> str:
    r"""The text on one line, without meaning for Markdown.

    >>> _escaped("规章|5*2")
    '规章\\|5\\*2'
    """
    return _ANYWHERE.sub(r"\\\1", _ANY_BREAK.sub(" ", text).strip(" "))
