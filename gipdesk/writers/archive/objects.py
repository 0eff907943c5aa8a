"""Objects of a PDF that we write out ourselves, among those of reportlab."""

from __future__ import annotations

import zlib
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

Document: TypeAlias = Any  # reportlab's PDFDocument, most of which its stubs leave out


class Written(PDFObject):
    """An object of the file whose number is known before its text is."""

    text: bytes = b"null"

    def __init__(self, document: Document) -> None:
        self.number = object_number(document, document.Reference(self).name)

    @property
    def reference(self) -> str:
        """How others refer to it."""
        return f"{self.number} 0 R"

    def write(self, text: str) -> None:
        """Say what it is, in the syntax of PDF."""
        self.text = text.encode("latin-1")

    def write_stream(self, entries: str, data: bytes, *, compressed: bool = True) -> None:
        """Make it a stream of these entries and data."""
        if compressed:
            data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1")
        self.text = head + data + b"endstream\n"

    def format(self, document: Document) -> bytes:  # noqa: ARG002 - reportlab's signature
        """Its text, as reportlab asks for it."""
        return self.text


def object_number(document: Document, name: str) -> int:
    """The number of an object that reportlab knows by this name."""
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def pdf_string(text: str, document: Document) -> str:
    """A text as a string of PDF."""
    written: bytes = PDFString(text).format(document)
    return written.decode("latin-1")
