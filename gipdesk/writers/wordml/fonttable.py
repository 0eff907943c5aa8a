"""The font table of a Word file: other names by which a machine may know the faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from gipdesk.document.stylesheet import Face, StyleSheet
from gipdesk.writers.wordml.elements import w

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

_PLACE: Final = PackURI("/word/fontTable.xml")
_CHINESE, _WESTERN = "86", "00"  # character sets, in hexadecimal


def list_fonts(word: Word, sheet: StyleSheet) -> None:
    """Give a Word file the table of the faces it is set in."""
    table = etree.tostring(
        w("fonts", *_entries(sheet)), encoding="UTF-8", xml_declaration=True, standalone=True
    )
    part = Part(_PLACE, CONTENT_TYPE.WML_FONT_TABLE, table, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _entries(sheet: StyleSheet) -> Iterator[BaseOxmlElement]:
    roles = [style.face for style in sheet.text.values()]
    for role in dict.fromkeys([*roles, sheet.table.face, sheet.page_number.face]):
        yield _entry(sheet.face(role), _CHINESE)
    if sheet.latin:
        yield _entry(sheet.face(sheet.latin), _WESTERN)


def _entry(face: Face, characters: str) -> BaseOxmlElement:
    others = w("altName", val=",".join(face.also)) if face.also else None
    return w("font", others, w("charset", val=characters), w("family", val="auto"), name=face.name)
