"""The text of a Word document in reading order: lines, and the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import msgspec
from lxml import etree

from gipdesk.readers.archive import TooLargeSourceError
from gipdesk.readers.docx.numbering import Numbering
from gipdesk.readers.docx.parts import CELL, ROW, TABLE, P, Package, T, child, w
from gipdesk.readers.docx.settling import EMBEDDED_NOTE, settle
from gipdesk.readers.docx.styles import Styles, number_in, number_of
from gipdesk.readers.joining import joined, rows_in
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.source import MOST_LINES

_SPAN, _DOWN, _ACROSS = w("gridSpan"), w("vMerge"), w("hMerge")
# what of the styles matters here
_TELLING = (b"numPr", b"vanish", b"strike", b"vertAlign")
_NOTES = {"footnote": "脚注", "endnote": "尾注"}
_BLANKS = " \t\r\n\u00a0\u2002\u2003\u3000\u200b\ufeff"
_CLOSING = "、，）)"  # of a list number: no space is needed behind


def read_package(data: bytes) -> SourceText:
    """The pieces of a Word document; raises `UnreadableSourceError`."""
    package = Package(data)
    styles = Styles(package.part("styles", *_TELLING))
    told = settle(package.document, styles)
    story = _Story(package.document, Numbering(package, styles))
    body = child(package.document, "body")
    story.read(() if body is None else body)
    for kind, place in _NOTES.items():
        story.read_notes(_notes(package, kind, styles), place)
    told += filter(None, [story.left])
    if not story.pieces:
        raise UnreadableSourceError(
            EMBEDDED_NOTE
            if EMBEDDED_NOTE in told
            else "文档里没有文字，可能只有图片（扫描件），读不出内容。"
        )
    return SourceText(story.pieces, told, package.details)


def _notes(package: Package, kind: str, styles: Styles) -> Iterator[etree._Element]:
    """The footnotes or endnotes that the document refers to, in its order."""
    references = [each.get(w("id")) for each in package.document.iter(w(f"{kind}Reference"))]
    part = package.part(f"{kind}s") if references else None
    if part is not None:
        settle(part, styles)
        notes = {note.get(w("id")): note for note in part.iter(w(kind))}
        yield from (notes[each] for each in dict.fromkeys(references) if each in notes)


class _Story:
    """Takes the paragraphs and tables of a settled document one by one."""

    def __init__(self, document: etree._Element, numbering: Numbering) -> None:
        self.pieces: list[Piece] = []
        self._texts = _texts(document)  # those not read yet
        self._merged = _merged_cells(document)
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0

    def read(self, blocks: Iterable[etree._Element]) -> None:
        for block in blocks:
            if block.tag == P:
                self._read_paragraph(block)
            elif block.tag == TABLE and _is_frame(block):
                for cell in self._cells(block):
                    self.read(cell)
            elif block.tag == TABLE:
                self._read_table(block)

    def read_notes(self, notes: Iterable[etree._Element], place: str) -> None:
        """Read footnotes, each as one line."""
        for number, note in enumerate(notes, 1):
            self._texts |= _texts(note)
            text = self._cell_text(note)
            if text:
                self._add(Line(text, f"{place}{number}"))

    @property
    def left(self) -> str:
        """A sentence on paragraphs that stand where none are expected; empty where none do."""
        count = len(self._texts)
        return f"来源中有{count}段文字所在的位置无法辨认，没有读入，请核对。" if count else ""

    def _add(self, piece: Piece) -> None:
        if len(self.pieces) >= MOST_LINES:
            raise TooLargeSourceError
        self.pieces.append(piece)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        lines = self._lines(paragraph)
        self._paragraphs += 1 if lines else 0
        for line in lines:
            self._add(Line(line, f"第{self._paragraphs}段"))

    def _read_table(self, table: etree._Element) -> None:
        self._tables += 1
        for number, row in enumerate(self._rows(table), 1):
            for texts in rows_in([self._cell_lines(cell) for cell in row]) if row else ():
                self._add(TableRow(texts, f"表{self._tables}第{number}行"))

    def _cell_text(self, cell: etree._Element) -> str:
        return joined(self._cell_lines(cell))

    def _cell_lines(self, cell: etree._Element) -> list[str]:
        """The lines of the paragraphs of a cell, an inner table as one, cell by cell."""
        lines: list[str] = []
        for block in cell:
            if block.tag == P:
                lines += self._lines(block)
            elif block.tag == TABLE:
                lines.append(" ".join(filter(None, map(self._cell_text, self._cells(block)))))
        return lines

    def _cells(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in self._rows(table):
            yield from row

    def _rows(self, table: etree._Element) -> Iterator[list[etree._Element]]:
        """The cells that begin in each row; those that carry on a merged one are left out."""
        merged_above: set[int] = set()
        for row in table.iterchildren(ROW):
            merged: set[int] = set()
            begun: list[etree._Element] = []
            column = _columns_before(row)
            for cell in row.iterchildren(CELL):
                merging = self._merged.get(cell, _ALONE)
                if merging.is_down:
                    merged.add(column)
                carries_on = merging.carries_down and column in merged_above
                if not carries_on and not merging.carries_across:
                    begun.append(cell)
                column += merging.columns
            merged_above = merged
            yield begun

    def _lines(self, paragraph: etree._Element) -> list[str]:
        """The lines of a paragraph that say something, the first with its list number."""
        label = self._numbering.label(paragraph)
        text = self._texts.pop(paragraph, "")
        if not text:
            return []
        if label:
            text = _numbered(label, text)
        if "\n" not in text:
            return [text]
        return [line for each in text.split("\n") if (line := each.strip(_BLANKS))]


def _numbered(label: str, text: str) -> str:
    """A text behind its list number, kept apart where the two would read as one number."""
    end = label[-1]
    is_open = end.isalpha() or end.isdecimal() or (text[0].isdigit() and end not in _CLOSING)
    return f"{label} {text}" if is_open else label + text


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out the page: of one cell, or smaller than what it holds."""
    own = sum(1 for row in table.iterchildren(ROW) for _ in row.iterchildren(CELL))
    return own == 1 or next(islice(table.iter(CELL), 2 * own, None), None) is not None


class _Merging(msgspec.Struct, frozen=True):
    """How a cell is merged with its neighbours."""

    columns: int = 1
    is_down: bool = False
    carries_down: bool = False  # from the cell above
    carries_across: bool = False  # from the cell before


_ALONE = _Merging()


def _texts(root: etree._Element) -> dict[etree._Element, str]:
    """What the paragraphs say that say something; `root` itself stands for text outside of any."""
    found: dict[etree._Element, list[str]] = {}
    paragraph = root
    for element in root.iter(P, T):
        if element.tag == P:
            paragraph = element
        elif element.text:
            found.setdefault(paragraph, []).append(element.text)
    said = ((paragraph, "".join(words).strip(_BLANKS)) for paragraph, words in found.items())
    return {paragraph: text for paragraph, text in said if text}


def _merged_cells(document: etree._Element) -> dict[etree._Element, _Merging]:
    """All cells that are merged with others."""
    stated: dict[etree._Element, dict[str, str]] = {}
    for mark in document.iter(_SPAN, _DOWN, _ACROSS):
        looks = mark.getparent()
        cell = None if looks is None else looks.getparent()
        if cell is not None:
            stated.setdefault(cell, {})[mark.tag] = mark.get(w("val"), "continue")
    return {cell: _merging(marks) for cell, marks in stated.items()}


def _merging(marks: Mapping[str, str]) -> _Merging:
    return _Merging(
        number_of(marks.get(_SPAN)) or 1,
        _DOWN in marks,
        marks.get(_DOWN, "restart") != "restart",
        marks.get(_ACROSS, "restart") != "restart",
    )


def _columns_before(row: etree._Element) -> int:
    """How many columns of the grid a row leaves out before its first cell."""
    return number_in(child(row, "trPr"), "gridBefore") or 0
