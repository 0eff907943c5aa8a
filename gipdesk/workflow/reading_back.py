"""Reading an export back: does the file say, in order, everything the document says?

What does not count: white space, invisible characters and backslashes, since every format breaks
lines and protects its own signs in its own way; and what paper adds between the words, such as page
numbers.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import assert_never
from unicodedata import bidirectional, category, mirrored, normalize

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    TableCell,
    Title,
    text_of,
)
from gipdesk.report.report import Report

_HYPHEN_AT_END = re.compile("[\x02\ufffe]")  # as PDFium gives it
_WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_LAST_WITHOUT_SURROGATES = "\uffff"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def unprinted(report: Report, document: Document) -> list[str]:
    """The figures of a report that its document leaves out, as `12（requests/x-1.total）`."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    printed = {cell.anchor for table in tables for row in table.rows for cell in row}
    return [
        f"{cell.text}（{ref}）"
        for ref, cell in report.cells()
        if cell.text.strip() and str(ref) not in printed
    ]


def differences(document: Document, kind: str, data: bytes) -> list[str]:
    """The first pieces of a document that the file lacks, or has in another order."""
    if kind == "json":
        return []
    text = _READERS[kind](data)
    match kind:
        case "pdf":
            return _lost_on_paper(document, text)
        case "xlsx":
            return _lost(_numbers_and_labels(document), text)
        case _:
            return _lost(_pieces(document.blocks), text)


def _lost(pieces: Iterable[str], text: str) -> list[str]:
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return [piece]
        at = found + len(piece)
    return []


def _lost_on_paper(document: Document, text: str) -> list[str]:
    """As `_lost`, but the cells of a table only character by character.

    A page gives the lines of neighbouring cells mixed. Where it turns words round, mirrors brackets
    and tears pairs of surrogates, all is compared character by character, these left out.
    """
    if _is_read_backwards(document):
        whole = "".join(_pieces(document.blocks))
        lost = Counter(whole) - Counter(text)
        return [sign for sign in lost if not mirrored(sign) and sign <= _LAST_WITHOUT_SURROGATES]
    at, cells = 0, ""
    for piece, is_in_a_cell in _pieces_on_paper(document):
        if is_in_a_cell:
            cells += piece
            continue
        found = text.find(piece, at + len(cells))
        while found >= 0 and Counter(cells) - Counter(text[at:found]):
            found = text.find(piece, found + 1)  # the table itself may hold these words
        if found < 0:
            return [cells + piece]
        at, cells = found + len(piece), ""
    return [cells] if Counter(cells) - Counter(text[at:]) else []


def _pieces_on_paper(document: Document) -> Iterator[tuple[str, bool]]:
    """The texts of a document, and whether they stand in cells of a table."""
    for block in document.blocks:
        if isinstance(block, Table):
            for text in (block.title, *chain(*block.above)):
                yield _bare(text), False
            for row in block.rows:
                yield "".join(_bare(cell.text) for cell in row), True
            for text in chain(*block.below):
                yield _bare(text), False
        else:
            yield from ((piece, False) for piece in _pieces([block]))


def _pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of some blocks in reading order, bare of white space."""
    for block in blocks:
        yield from filter(None, (_bare(text) for text in _texts(block)))


def _numbers_and_labels(document: Document) -> Iterator[str]:
    """What a spreadsheet holds of the document: its tables, numbers as numbers."""
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            yield from map(_bare, _texts_of_table(block, _in_a_spreadsheet))


def _in_a_spreadsheet(cell: TableCell) -> str:
    return cell.text if cell.number is None else _digits(str(cell.number))


def _bare(text: str) -> str:
    """The signs of a text that count, compatible forms made one."""
    return "".join(each for each in normalize("NFKC", text) if _counts(each))


def _counts(sign: str) -> bool:
    return category(sign)[0] not in "CZ" and sign != "\\"


def _is_read_backwards(document: Document) -> bool:
    """Whether a page reader may turn parts round: letters from right to left, or unknown ones."""
    signs = (sign for block in document.blocks for text in _texts(block) for sign in text)
    return any(bidirectional(sign) in ("R", "AL", "AN", "") for sign in signs)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Title(lines):
            yield from lines
        case Heading(_, runs) | Paragraph(runs):
            yield text_of(runs)
        case Table():
            yield from _texts_of_table(block, lambda cell: cell.text)
        case Attachment(name):
            yield name
        case Figure(_, _, caption):
            yield caption
        case Signature(agency, date):
            yield agency
            yield date
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _texts_of_table(table: Table, text_of_cell: Callable[[TableCell], str]) -> Iterator[str]:
    """What a table and the lines around it say, from top to bottom."""
    yield table.title
    yield from chain(*table.above)
    for row in table.rows:
        yield from map(text_of_cell, row)
    yield from chain(*table.below)


def _digits(number: str) -> str:
    """A number without exponent: every program writes small ones in its own way."""
    return format(Decimal(number), "f")


def _docx(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return _bare("".join(element.text or "" for element in root.iter(_WORD_TEXT)))


def _pdf(data: bytes) -> str:
    import pypdfium2

    from gipdesk.readers.pdf.opening import PDFIUM_IN_TURN

    with PDFIUM_IN_TURN, pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = ""
    for number, page in enumerate(pages, 1):
        bare = _bare(_HYPHEN_AT_END.sub("-", page))
        text += bare.removesuffix(f"—{number}—")
    return text


def _html(data: bytes) -> str:
    from lxml import html

    body = html.document_fromstring(data).find("body")
    return _bare("" if body is None else "".join(map(str, body.itertext())))


def _xlsx(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        shared = list(_shared_strings(package))
        names = sorted(
            (name for name in package.namelist() if name.startswith("xl/worksheets/sheet")),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        sheets = [etree.fromstring(package.read(name)) for name in names]
    texts = []
    for sheet in sheets:
        for cell in sheet.iter(f"{_SHEET}c"):
            value = cell.findtext(f"{_SHEET}v")
            if value is not None:
                texts.append(shared[int(value)] if cell.get("t") == "s" else _digits(value))
    return _bare("".join(texts))


def _shared_strings(package: zipfile.ZipFile) -> Iterator[str]:
    """The texts of a workbook; one that holds numbers only has no such part."""
    from lxml import etree

    name = "xl/sharedStrings.xml"
    if name in package.namelist():
        for item in etree.fromstring(package.read(name)).iter(f"{_SHEET}si"):
            yield "".join(map(str, item.itertext()))


def _plain(data: bytes) -> str:
    return _bare(data.decode())


_READERS: dict[str, Callable[[bytes], str]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "xlsx": _xlsx,
    "txt": _plain,
    "md": _plain,
}
