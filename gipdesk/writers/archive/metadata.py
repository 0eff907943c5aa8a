"""What a file says about itself, twice and equally: as a dictionary of PDF and as XMP.

Neither holds a date: the same document must give the same bytes.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

import msgspec

from gipdesk.document import nodes
from gipdesk.writers.archive.objects import Document, pdf_string
from gipdesk.writers.archive.part import ArchivePart
from gipdesk.writers.characters import printable

_PROGRAM: Final = "gipdesk"
_LIBRARY: Final = "ReportLab"

# Each description declares its namespace itself: some validators ask for that.
_PACKET: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{descriptions}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_DESCRIPTION: Final = (
    '<rdf:Description rdf:about="" xmlns:{prefix}="{uri}">{entries}</rdf:Description>'
)
_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


class Properties(msgspec.Struct, frozen=True):
    """The title, author and details of a document, as its file tells them; empty ones are not."""

    title: str
    author: str
    keywords: str
    language: str

    @classmethod
    def of(cls, document: nodes.Document) -> Properties:
        """The properties of a document: its details are the keywords, one a line."""
        details = "\n".join(f"{name}：{text}" for name, text in document.details.items())
        title, author = printable(document.title), printable(document.author)
        return cls(title, author, printable(details), document.language)

    def dictionary(self, document: Document) -> str:
        """The information dictionary (ISO 32000-1, 14.3.3)."""
        entries = {
            "Title": self.title,
            "Author": self.author,
            "Keywords": self.keywords,
            "Creator": _PROGRAM,
            "Producer": _LIBRARY,
        }
        written = (
            f"/{name} {pdf_string(text, document)}" for name, text in entries.items() if text
        )
        return f"<< {' '.join(written)} >>"

    def packet(self, part: ArchivePart) -> bytes:
        """The same as XMP (ISO 16684-1), and the part of PDF/A that the file follows."""
        entries = {
            "dc": _listed("language", "Bag", self.language)
            + _listed("title", "Alt", self.title, ' xml:lang="x-default"')
            + _listed("creator", "Seq", self.author),
            "xmp": _entry("xmp:CreatorTool", _PROGRAM),
            "pdf": _entry("pdf:Producer", _LIBRARY) + _entry("pdf:Keywords", self.keywords),
            "pdfaid": _entry("pdfaid:part", str(part.number)) + _entry("pdfaid:conformance", "B"),
        }
        descriptions = (
            _DESCRIPTION.format(prefix=prefix, uri=_NAMESPACES[prefix], entries=written)
            for prefix, written in entries.items()
        )
        return _PACKET.format(descriptions="\n".join(descriptions)).encode()


def _entry(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _listed(name: str, kind: str, text: str, attributes: str = "") -> str:
    """The only entry of a list."""
    item = f"<rdf:li{attributes}>{escape(text)}</rdf:li>"
    return f"<dc:{name}><rdf:{kind}>{item}</rdf:{kind}></dc:{name}>" if text else ""
