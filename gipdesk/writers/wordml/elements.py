"""Building WordprocessingML elements (ECMA-376 part 1, 17) as python-docx's own classes."""

from __future__ import annotations

from typing import Any, Final, cast

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from gipdesk.document.stylesheet import Mm, Pt, points
from gipdesk.writers.wordml import markup
from gipdesk.writers.wordml.markup import parsed

_W: Final = "{" + nsmap["w"] + "}"
_NAMESPACES: Final = {"w": nsmap["w"]}


def w(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """An element of Word's main namespace; children that are None are left out."""
    element = cast("BaseOxmlElement", oxml_parser.makeelement(_W + tag, nsmap=_NAMESPACES))
    for name, value in attributes.items():
        element.set(_W + name, str(value))
    for child in children:  # one by one is faster than extend()
        if child is not None:
            element.append(child)
    return element


def run(text: str, style: str | None = None, spacing: int | None = None) -> BaseOxmlElement:
    """A run of text, as `markup.run` writes it."""
    return parsed(markup.run(text, style, spacing=spacing))


def paragraph(style: str, *content: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph of a named style."""
    return w("p", w("pPr", w("pStyle", val=style)), *content)


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
