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
from io import BytesIO
from typing import assert_never
from unicodedata import bidirectional, category, mirrored, normalize

from gipdesk.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
    text_of,
)

_WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


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
    """As `_lost`, but the cells between two paragraphs only character by character.

    A page gives the lines of neighbouring cells mixed. Where it turns words round and mirrors
    brackets, all is compared character by character, brackets left out.
    """
    if _is_read_backwards(document):
        whole = "".join(_pieces(document.blocks))
        lost = Counter(whole) - Counter(text)
        return [sign for sign in lost if not mirrored(sign)]
    at, cells = 0, ""
    for block in document.blocks:
        if isinstance(block, Table):
            cells += "".join(_pieces([block]))
            continue
        for piece in _pieces([block]):
            found = text.find(piece, at + len(cells))
            while found >= 0 and Counter(cells) - Counter(text[at:found]):
                found = text.find(piece, found + 1)  # the table itself may hold these words
            if found < 0:
                return [cells + piece]
            at, cells = found + len(piece), ""
    return [cells] if Counter(cells) - Counter(text[at:]) else []


def _pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of some blocks in reading order, bare of white space."""
    for block in blocks:
        yield from filter(None, (_bare(text) for text in _texts(block)))


def _numbers_and_labels(document: Document) -> Iterator[str]:
    """What a spreadsheet holds of the document: the cells of its tables, numbers as numbers."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row:
                text = cell.text if cell.number is None else str(cell.number)
                yield _bare(text)


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
            for row in block.rows:
                for cell in row:
                    yield cell.text
        case Figure(_, _, caption):
            yield caption
        case Signature(agency, date):
            yield agency
            yield date
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _docx(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return _bare("".join(element.text or "" for element in root.iter(_WORD_TEXT)))


def _pdf(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    numbers = re.compile("—{number}—$")
    text = ""
    for number, page in enumerate(pages, 1):
        bare = _bare(page.replace("\ufffe", ""))
        text += re.sub(numbers.pattern.replace("{number}", str(number)), "", bare)
    return text


def _html(data: bytes) -> str:
    from lxml import html

    body = html.document_fromstring(data).find("body")
    return _bare("" if body is None else "".join(map(str, body.itertext())))


def _xlsx(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
        shared = ["".join(map(str, item.itertext())) for item in strings.iter(f"{_SHEET}si")]
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
                texts.append(shared[int(value)] if cell.get("t") == "s" else value)
    return _bare("".join(texts))


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
