"""The properties of a Word file: its title and author, and the details of its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from gipdesk.document.nodes import Document
from gipdesk.writers.characters import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as Word

_LONGEST_PROPERTY: Final = 255  # what python-docx allows a core property
_PLACE: Final = PackURI("/docProps/custom.xml")
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM: Final = f"{{{_OFFICE}/custom-properties}}"
_TYPES: Final = f"{{{_OFFICE}/docPropsVTypes}}"
_PREFIXES: Final[dict[Any, str]] = {None: _CUSTOM[1:-1], "vt": _TYPES[1:-1]}
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all custom properties (ECMA-376)
_FIRST_ID: Final = 2  # 0 and 1 are reserved


def describe(word: Word, document: Document) -> None:
    """Put the document's title, author and details into the properties of a Word file."""
    properties = word.core_properties
    properties.title = printable(document.title)[:_LONGEST_PROPERTY]
    properties.author = printable(document.author)[:_LONGEST_PROPERTY]
    properties.language = document.language
    if document.details:
        package = word.part.package
        details = _custom_properties(document.details)
        part = Part(_PLACE, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, details, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _custom_properties(details: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{_CUSTOM}Properties", nsmap=_PREFIXES)
    for number, (name, text) in enumerate(details.items(), _FIRST_ID):
        entry = etree.SubElement(root, f"{_CUSTOM}property", fmtid=_FORMAT)
        entry.set("pid", str(number))
        entry.set("name", name)
        etree.SubElement(entry, f"{_TYPES}lpwstr").text = printable(text)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
