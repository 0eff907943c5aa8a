"""The parts of a Word document, parsed within bounds, and the names of their elements."""

from __future__ import annotations

import codecs
import posixpath
import re
from functools import cache
from typing import Final

from lxml import etree

from gipdesk.readers.archive import Archive, DamagedSourceError, TooLargeSourceError
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.properties import OFFICE_PART, details_in_office

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# ISO/IEC 29500 Strict says the same under another name.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_MOST_TAGS = 1_000_000  # of a part; the official form has fifteen thousand
_PARSER = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,  # refuses depth over 256 and texts over 10 MB
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
_MAIN: Final = "word/document.xml"


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{_W}}}{name}"


P, R, T, TABLE, ROW, CELL = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    return None if element is None else next(element.iterchildren(w(name)), None)


class Package:
    """A Word document by its parts; raises `UnreadableSourceError` where it has no body."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        main = self._targets("").get("officeDocument", _MAIN)
        self._parts = self._targets(main)
        self._folder = posixpath.dirname(main)
        document = self._parsed(main)
        if document is None or document.tag != w("document"):
            raise UnreadableSourceError("这不是 Word 文档，文件中没有正文部分。")
        self.document = document

    def part(self, kind: str, *names: bytes) -> etree._Element | None:
        """The part that the document calls its `styles` or `numbering`.

        None where it has none, or one without any of these names: to look is faster than to parse.
        """
        content = self._archive.read(self._parts.get(kind, f"{self._folder}/{kind}.xml"))
        if content is None:
            return None
        xml = _as_utf8(content)
        return _parse(xml) if not names or any(name in xml for name in names) else None

    @property
    def details(self) -> dict[str, str]:
        """The details of a report among the properties of the file."""
        return details_in_office(self._archive.read(OFFICE_PART))

    def _targets(self, source: str) -> dict[str, str]:
        """Where the parts lie that a part refers to, by the last word of their type."""
        folder, name = posixpath.split(source)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        targets: dict[str, str] = {}
        for relation in () if root is None else root:
            kind = posixpath.basename(relation.get("Type", ""))
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            if relation.get("TargetMode") != "External":
                targets.setdefault(kind, target.lstrip("/"))
        return targets

    def _parsed(self, name: str) -> etree._Element | None:
        content = self._archive.read(name)
        return None if content is None else _parse(_as_utf8(content))


def _parse(xml: bytes) -> etree._Element:
    """The root of a part; what a DOCTYPE could declare has no place in a Word document."""
    if b"<!DOCTYPE" in xml:
        raise DamagedSourceError
    if xml.count(b"<") > _MOST_TAGS:
        raise TooLargeSourceError
    try:
        root = etree.fromstring(xml.replace(_STRICT, _W.encode()), _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedSourceError from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding of its own
        raise DamagedSourceError
    return root


def _as_utf8(content: bytes) -> bytes:
    """A part in UTF-16 as UTF-8, any other as it is."""
    if not content.startswith(_UTF16_MARKS):
        return content
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DamagedSourceError from error
    return _DECLARATION.sub("", text).encode()
