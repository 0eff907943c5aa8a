"""What the parsing libraries alone need: the floor of each reader. Imports nothing of gipdesk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO


def docx_floor(data: bytes) -> None:
    """zip + lxml."""
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))


def xlsx_floor(data: bytes) -> None:
    """calamine."""
    from python_calamine import load_workbook

    book = load_workbook(BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def pdf_floor(data: bytes) -> None:
    """The text of every page, by pypdfium2."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            page.get_textpage().get_text_bounded()


def html_floor(data: bytes) -> None:
    """lxml.html."""
    from lxml import html

    html.document_fromstring(data)


def text_floor(data: bytes) -> None:
    """Decoding and splitting."""
    data.decode().splitlines()


FLOORS: dict[str, tuple[str, Callable[[bytes], None]]] = {
    "docx": ("zip + lxml", docx_floor),
    "xlsx": ("calamine", xlsx_floor),
    "pdf": ("pypdfium2 text", pdf_floor),
    "html": ("lxml.html", html_floor),
    "txt": ("decode, splitlines", text_floor),
}
