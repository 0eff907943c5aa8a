r"""Reading a plain text (.txt, .md): running lines, and rows of cells between `|` or tabs.

Markdown is known by its headings and by the rule below a table's first row; only there does a
backslash protect the sign behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, TypeAlias

from gipdesk.readers.joining import joined
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow
from gipdesk.readers.source import decode_text, lines_of

Rows: TypeAlias = Mapping[int, list[str]]  # the cells of a row, by the index of its line

_BARS: Final = str.maketrans("｜│┃║", "||||")
_NUMBERING: Final = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]?")
_DRAWN: Final = re.compile("[\u2500-\u257f \t]{3,}")  # a line of a box, without words

_MARKDOWN: Final = re.compile(
    r"^(?:#{1,6}[ \t]+\S|[ \t]*(?:\|[ \t]*)?(?:-{3,}:?|:-+:?)[ \t]*\|[-:| \t]*$)", re.MULTILINE
)
_DASHES: Final = ("---", ":-", "-:")  # a row of single dashes is one of values
_HEADING: Final = re.compile(r"^#{1,6}\s+")
_PROTECTED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD: Final = re.compile(r"(?<![\\*])\*\*(?=\S)([^*]{1,200}?)(?<=\S)\*\*")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BACKSLASH, _BAR = "\x00", "\x01"  # stand for protected ones; no text has these


def read_text(data: bytes) -> SourceText:
    """The pieces of a text file; raises `UnreadableSourceError`."""
    return SourceText(list(pieces_of(decode_text(data))))


def pieces_of(text: str) -> Iterator[Piece]:
    """The lines and table rows of a text, without blank lines and the rules of its tables."""
    lines = lines_of(text)
    is_markdown = bool(_MARKDOWN.search(text))
    rows = {**_tabbed(lines), **_barred(lines, is_markdown=is_markdown)}
    line_in, cell_in = (_markdown_line, _markdown_cell) if is_markdown else (str.strip, str.strip)
    for at, line in enumerate(lines):
        place = f"第{at + 1}行"
        if at in rows:
            yield TableRow(tuple(map(cell_in, rows[at])), place)
        elif line.strip() and not _is_rule(line.strip()):
            yield Line(line_in(line), place)


def _is_rule(line: str) -> bool:
    """Whether a line only draws a line between the rows of a table: `|---|---|`."""
    is_of_bars = "|" in line and not line.strip("-:| \t")
    return (is_of_bars and any(dashes in line for dashes in _DASHES)) or bool(
        _DRAWN.fullmatch(line)
    )


def _markdown_line(line: str) -> str:
    r"""What Markdown shows of a line.

    >>> _markdown_line(r"## **规章**5\*2，见 a\_b" "\\")
    '规章5*2，见 a_b'
    """
    text = line.strip()
    slashes = len(text) - len(text.rstrip("\\"))
    text = text[: len(text) - slashes % 2]  # an odd one at the end breaks the line
    return _PROTECTED.sub(r"\1", _BOLD.sub(r"\1", _HEADING.sub("", text)))


def _markdown_cell(cell: str) -> str:
    return joined(
        _PROTECTED.sub(r"\1", _BOLD.sub(r"\1", part.strip())) for part in _BREAK.split(cell)
    )


def _barred(lines: list[str], *, is_markdown: bool) -> Rows:
    """The rows between bars; where all rows of a table begin with a bar, it opens no cell."""
    found: dict[int, list[str]] = {}
    cells = [_between_bars(line.strip(), is_markdown=is_markdown) for line in lines]
    rules = {at for at, line in enumerate(lines) if _is_rule(line.strip())}
    for is_row, group in groupby(range(len(lines)), lambda at: bool(cells[at]) or at in rules):
        run = [at for at in group if is_row and at not in rules]
        is_framed = len(run) > 1 and not any(cells[at][0].strip() for at in run)
        found.update((at, cells[at][is_framed:]) for at in run)
    return found


def _between_bars(line: str, *, is_markdown: bool) -> list[str]:
    """The cells of a row; none where the line is running text."""
    text = line.translate(_BARS)
    if is_markdown:
        text = text.replace("\\\\", _BACKSLASH).replace("\\|", _BAR)
    if "|" not in text or ("。" in text and text.count("|") == 1):
        return []
    cells = text.split("|")
    cells = cells[:-1] if not cells[-1] else cells  # a bar at the end opens no cell
    return [cell.replace(_BACKSLASH, "\\\\").replace(_BAR, "\\|") for cell in cells]


def _tabbed(lines: list[str]) -> Rows:
    """The rows between tabs; blank cells at their ends count where rows stand together."""
    found: dict[int, list[str]] = {}
    for tabs, group in groupby(range(len(lines)), lambda at: lines[at].count("\t")):
        run = list(group) if tabs else []
        is_table = len(run) > 1 and any(_has_tab_within(lines[at]) for at in run)
        for at in run:
            cells = lines[at].split("\t")
            is_numbered = len(cells) == 2 and _NUMBERING.fullmatch(cells[0].strip())
            if not is_numbered and (is_table or _has_tab_within(lines[at])):
                found[at] = cells
    return found


def _has_tab_within(line: str) -> bool:
    return "\t" in line.strip() and "。" not in line
