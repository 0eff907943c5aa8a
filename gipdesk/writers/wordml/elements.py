"""Building WordprocessingML elements (ECMA-376 part 1, 17) as python-docx's own classes."""

from __future__ import annotations

import re
from typing import Any, Final, cast

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from gipdesk.document.stylesheet import Mm, Pt, points
from gipdesk.writers.characters import printable

_W: Final = "{" + nsmap["w"] + "}"
_NAMESPACES: Final = {"w": nsmap["w"]}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BREAK_ELEMENTS: Final = {"\n": "br", "\t": "tab"}
_BREAKS: Final = re.compile("([\n\t])")


def w(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """An element of Word's main namespace; children that are None are left out."""
    element = cast("BaseOxmlElement", oxml_parser.makeelement(_W + tag, nsmap=_NAMESPACES))
    for name, value in attributes.items():
        element.set(_W + name, str(value))
    for child in children:  # one by one is faster than extend()
        if child is not None:
            element.append(child)
    return element


def fonts(name: str) -> BaseOxmlElement:
    """One face in all four slots, so that quotes, dashes and digits stay in it.

    The hint makes Word take what may be Western or Chinese (“”—…) as Chinese.
    """
    return w("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def run(text: str, face: str, style: str | None = None, size: Pt | None = None) -> BaseOxmlElement:
    """A run of text that names its face, and a size where it is not that of its paragraph.

    Line breaks and tabs become Word's own.
    """
    sizes = [w(tag, val=half_points(size)) for tag in ("sz", "szCs")] if size else []
    properties = w("rPr", w("rStyle", val=style) if style else None, fonts(face), *sizes)
    return w("r", properties, *map(_text, filter(None, _BREAKS.split(printable(text)))))


def _text(piece: str) -> BaseOxmlElement:
    if piece in _BREAK_ELEMENTS:
        return w(_BREAK_ELEMENTS[piece])
    element = w("t")
    element.text = piece
    element.set(_SPACE, "preserve")
    return element


def indent(element: BaseOxmlElement, side: str, characters: float, width: Pt) -> None:
    """Indent a paragraph or a style by some characters of a width.

    `side` is `firstLine`, `left` or `right`. The same in points serves programs that do not count
    characters.
    """
    place: BaseOxmlElement = cast("Any", element).get_or_add_pPr().get_or_add_ind()
    place.set(f"{_W}{side}Chars", str(round(characters * 100)))
    place.set(f"{_W}{side}", str(twentieths(Pt(characters * width))))


def twips(length: Mm) -> int:
    """Millimetres in twentieths of a point, rounded."""
    return twentieths(points(length))


def twentieths(length: Pt) -> int:
    """Points in twentieths of a point, rounded."""
    return round(length * 20)


def half_points(size: Pt) -> int:
    """A type size in half points, rounded."""
    return round(size * 2)


def eighths(width: Pt) -> int:
    """A rule's width in eighths of a point, rounded."""
    return round(width * 8)
