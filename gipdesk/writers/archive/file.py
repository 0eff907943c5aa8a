"""The file of a PDF for the archive: its catalogue, its objects and where each of them begins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFIndirectObject

from gipdesk.writers.archive.colour import SRGB, srgb_profile
from gipdesk.writers.archive.metadata import Properties
from gipdesk.writers.archive.objects import Document, Written
from gipdesk.writers.archive.part import ArchivePart
from gipdesk.writers.archive.structure import StructureTree

_BINARY: Final = b"%\xe4\xb8\xad\xe6\x96\x87\n"  # ISO 32000-1, 7.5.2: the file is no text
_END: Final = b"endstream\nendobj\n"


def archive_file(
    document: Document, tree: StructureTree, properties: Properties, part: ArchivePart
) -> bytes:
    """The file of a document all of whose pages have been painted, and its outline prepared."""
    for font in document.delayedFonts:
        font.addObjects(document)
    _fill_catalogue(document, tree, properties, part)
    about = Written(document)
    about.write(properties.dictionary(document))
    return _serialised(document, about, part)


def _fill_catalogue(
    document: Document, tree: StructureTree, properties: Properties, part: ArchivePart
) -> None:
    catalogue = document.Catalog
    if document.Outlines.ready < 0:
        catalogue.Outlines = None
    metadata = Written(document)
    packet = properties.packet(part)
    metadata.write_stream("/Type /Metadata /Subtype /XML", packet, compressed=False)
    catalogue.Metadata = metadata.reference
    catalogue.MarkInfo = "<< /Marked true >>"
    catalogue.StructTreeRoot = tree.write().reference
    catalogue.ViewerPreferences = "<< /DisplayDocTitle true /PrintScaling /None >>"
    catalogue.OutputIntents = f"[{_output_intent(document)}]"
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]


def _output_intent(document: Document) -> str:
    """That colours are meant as sRGB."""
    profile = Written(document)
    profile.write_stream("/N 3 /Alternate /DeviceRGB", srgb_profile())
    return (
        f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ({SRGB}) /Info ({SRGB})"
        f" /RegistryName (http://www.color.org) /DestOutputProfile {profile.reference} >>"
    )


def _serialised(document: Document, about: Written, part: ArchivePart) -> bytes:
    """Head, objects, the table of their places and what leads to it (ISO 32000-1, 7.5)."""
    root = Written(document)
    root.text = document.Catalog.format(document)
    file = bytearray("%PDF-{}.{}\n".format(*part.pdf_version).encode() + _BINARY)
    places = ["0000000000 65535 f \n"]
    for text in _objects(document):
        places.append(f"{len(file):010} 00000 n \n")
        file += text
    start = len(file)
    file += f"xref\n0 {len(places)}\n{''.join(places)}".encode()
    digest = hashlib.md5(file, usedforsecurity=False).hexdigest()
    file += (
        f"trailer\n<< /Size {len(places)} /Root {root.reference} /Info {about.reference}"
        f" /ID [<{digest}> <{digest}>] >>\nstartxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(file)


def _objects(document: Document) -> Iterator[bytes]:
    """All objects by their numbers; some come into being only when others are written."""
    number = 1
    while number in document.numberToId:
        name = document.numberToId[number]
        text: bytes = PDFIndirectObject(name, document.idToObject[name]).format(document)
        # PDF/A: a line end stands before `endstream`, which is not counted in the length.
        yield text[: -len(_END)] + b"\n" + _END if text.endswith(_END) else text
        number += 1
