"""The paragraphs and table rows of a page, in the order in which a person reads them.

A table that only lays out the page is read as what stands in its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final, TypeAlias

import msgspec
from lxml import etree

from gipdesk.readers.html.looks import is_hidden, is_page_number, is_struck, shift_of, typed_in
from gipdesk.readers.joining import flowing, joined, rows_in

_SKIPPED_TAGS: Final = """
head title script style noscript template select option button input textarea object embed
iframe frame frameset xml rt rp svg math audio video canvas
"""
_BLOCK_TAGS: Final = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section
summary table tbody td tfoot th thead tr ul
"""
_SKIPPED: Final = frozenset(_SKIPPED_TAGS.split())
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_DIGITS: Final = re.compile(r"\s*([0-9]{1,4})")
_ALL: Final = 10_000  # rows: more than a table has
_NUMBERED: Final = re.compile(r"\s*[（(]?[0-9一二三四五六七八九十]")
_ITEM_MARKS: Final[dict[str, Callable[[int], str]]] = {
    "1": str,
    "a": lambda number: chr(ord("a") + (number - 1) % 26),
    "A": lambda number: chr(ord("A") + (number - 1) % 26),
}
_MOST_LINES, _MOST_CHARACTERS = 5, 300  # of a cell in a table of data: more is a page's column


class Row(msgspec.Struct, frozen=True):
    """A row of a table: the table's number in order of the page's markup, the row's from 1."""

    table: int
    number: int
    cells: tuple[str, ...]


Content: TypeAlias = str | Row  # a paragraph, or a row


def contents_of(root: etree._Element, *, with_hidden: bool = False) -> list[Content]:
    """What a page holds."""
    walk = _Walk(with_hidden=with_hidden)
    walk.through(root)
    return walk.contents


class _Line(msgspec.Struct):
    """A row while it is read; `reach` is how many rows its cells take at most."""

    cells: list[list[Content]]
    reach: int = 1


class _Table(msgspec.Struct):
    """A table while it is read; `cell` is the element that is open, if one is."""

    number: int
    lines: list[_Line] = []
    is_in_line: bool = False
    cell: etree._Element | None = None

    def begin_line(self) -> None:
        """Begin a row."""
        self.lines.append(_Line([]))
        self.is_in_line = True

    def begin_cell(self, element: etree._Element) -> None:
        """Begin a cell; where the markup lacks the tag of its row, the row as well."""
        if not self.is_in_line:
            self.begin_line()
        self.cell = element
        self.lines[-1].reach = max(self.lines[-1].reach, _rows_of(element))

    def end_cell(self, contents: list[Content]) -> None:
        """Put in what the open cell holds."""
        self.cell = None
        self.lines[-1].cells.append(contents)

    def contents(self) -> Iterator[Content]:
        """Rows of data as rows; what is as wide as the table, or lays out the page, as text."""
        covered = 0  # the last row that a cell further up reaches
        for number, line in enumerate(self.lines, 1):
            is_alone = len(line.cells) == 1 and covered < number
            covered = max(covered, number + line.reach - 1)
            if is_alone or any(map(_is_column, line.cells)):
                for cell in line.cells:
                    yield from cell
            elif line.cells:
                lines = [list(_lines(cell)) for cell in line.cells]
                yield from (Row(self.number, number, cells) for cells in rows_in(lines))


def _rows_of(cell: etree._Element) -> int:
    """How many rows a cell takes; 0 in the markup means all that follow."""
    digits = _DIGITS.match(cell.get("rowspan", ""))
    return (int(digits[1]) or _ALL) if digits else 1


def _is_column(cell: list[Content]) -> bool:
    """Whether a cell is a column of the page: it holds a table, or running text."""
    if any(isinstance(each, Row) for each in cell):
        return True
    return len(cell) > _MOST_LINES and len(joined(_lines(cell))) > _MOST_CHARACTERS


def _lines(cell: Iterable[Content]) -> Iterator[str]:
    return (each for each in cell if isinstance(each, str))


class _Walk:
    """Goes through a page once; `contents` is what it found."""

    def __init__(self, *, with_hidden: bool) -> None:
        self.contents: list[Content] = []
        self._with_hidden = with_hidden
        self._sinks = [self.contents]  # of the page, then of each open cell
        self._tables: list[_Table] = []  # that are open
        self._numbers = count(1)  # of tables
        self._words: list[str] = []  # of the open paragraph
        self._shifted: dict[int, str] = {}  # those of them that are set above or below the line
        self._shift: tuple[etree._Element, Callable[[str], str]] | None = None  # that is open
        self._keeps_lines = False
        self._mark = ""  # the number of a list's item, to stand before its text
        self._items: dict[etree._Element, int] = {}  # the last number of each list
        self._beginnings = {
            "table": self._begin_table,
            "tr": self._begin_row,
            "td": self._begin_cell,
            "th": self._begin_cell,
            "li": self._begin_item,
            "pre": self._keep_lines,
        }
        self._ends = {
            "table": self._end_table,
            "tr": self._end_row,
            "td": self._end_cell,
            "th": self._end_cell,
            "pre": self._flow_lines,
        }

    def through(self, root: etree._Element) -> None:
        """Read an element and all that is in it."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            if event == "start":
                if self._is_skipped(element):
                    skipped = element
                    walk.skip_subtree()
                    self._take_field(element)
                else:
                    self._start(element)
            else:
                if element is not skipped:
                    self._end(element)
                if element.tail:
                    self._add(element.tail)
        self._end_paragraph()

    def _is_skipped(self, element: etree._Element) -> bool:
        if element.tag in _SKIPPED or is_struck(element) or is_page_number(element):
            return True
        return not self._with_hidden and is_hidden(element)

    def _take_field(self, field: etree._Element) -> None:
        """What was typed into a form is the text of its cell; elsewhere it is for searching."""
        if len(self._sinks) > 1 and (self._with_hidden or not is_hidden(field)):
            self._add(typed_in(field))

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._end_paragraph()
            if tag in self._beginnings:
                self._beginnings[tag](element)
        elif self._shift is None and (shift := shift_of(element)):
            self._shift = element, shift
        if element.text:
            self._add(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._end_paragraph()
            if tag in self._ends:
                self._ends[tag](element)
        elif self._shift and self._shift[0] is element:
            self._shift = None

    def _add(self, text: str) -> None:
        """Words of the open paragraph; where the page keeps line breaks, they end it."""
        *lines, last = text.split("\n") if self._keeps_lines else (text,)
        for line in lines:
            self._add_word(line)
            self._end_paragraph()
        self._add_word(last)

    def _add_word(self, word: str) -> None:
        if self._shift and word.strip():
            self._shifted[len(self._words)] = self._shift[1](word)
        self._words.append(word)

    def _end_paragraph(self) -> None:
        text = flowing("".join(self._said())) if self._words else ""
        self._words.clear()
        self._shifted.clear()
        if text:
            self._sinks[-1].append(self._mark + text)
            self._mark = ""

    def _said(self) -> Iterable[str]:
        """The open paragraph; one that is shifted as a whole is but set so."""
        if not self._shifted or len(self._shifted) == len(list(filter(str.strip, self._words))):
            return self._words
        return (self._shifted.get(at, word) for at, word in enumerate(self._words))

    def _begin_table(self, _: etree._Element) -> None:
        self._tables.append(_Table(next(self._numbers)))

    def _end_table(self, _: etree._Element) -> None:
        self._sinks[-1] += self._tables.pop().contents()

    def _begin_row(self, _: etree._Element) -> None:
        if self._tables and self._tables[-1].cell is None:
            self._tables[-1].begin_line()

    def _end_row(self, _: etree._Element) -> None:
        if self._tables and self._tables[-1].cell is None:
            self._tables[-1].is_in_line = False

    def _begin_cell(self, element: etree._Element) -> None:
        if self._tables and self._tables[-1].cell is None:
            self._tables[-1].begin_cell(element)
            self._sinks.append([])

    def _end_cell(self, element: etree._Element) -> None:
        if self._tables and self._tables[-1].cell is element:
            self._tables[-1].end_cell(self._sinks.pop())

    def _keep_lines(self, _: etree._Element) -> None:
        self._keeps_lines = True

    def _flow_lines(self, _: etree._Element) -> None:
        self._keeps_lines = False

    def _begin_item(self, item: etree._Element) -> None:
        """The number of an item that a browser would show; styled lists have their own."""
        self._mark = ""
        parent = item.getparent()
        kind = _ITEM_MARKS.get(parent.get("type", "1")) if parent is not None else None
        if parent is None or kind is None or parent.tag != "ol" or _is_styled(parent):
            return
        before = self._items.get(parent, _number(parent.get("start"), 1) - 1)
        number = self._items[parent] = _number(item.get("value"), before + 1)
        beginning = next((text for text in map(str, item.itertext()) if text.strip()), "")
        if number > 0 and not _NUMBERED.match(beginning):
            self._mark = f"{kind(number)}."


def _is_styled(element: etree._Element) -> bool:
    return bool(element.get("class") or element.get("style"))


def _number(text: str | None, otherwise: int) -> int:
    digits = _DIGITS.match(text or "")
    return int(digits[1]) if digits else otherwise
