"""What the styles of a Word document say about its text: list numbers and hidden text.

Source: ISO/IEC 29500-1, 17.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from lxml import etree

from gipdesk.readers.docx.parts import child, w

_NUMBER = re.compile("[0-9]{1,9}")
_LONGEST_CHAIN = 20  # of styles based on each other
_OFF = ("0", "false", "off")


class ListPlace(msgspec.Struct, frozen=True):
    """The list that a paragraph belongs to, and its level there; None where that is not said."""

    list_id: str | None = None
    level: int | None = None


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as `w:vanish` is on."""
    return element.get(w("val"), "1") not in _OFF


def list_place(element: etree._Element | None) -> ListPlace:
    """The list place that a style or paragraph states in its `w:pPr`."""
    stated = child(child(element, "pPr"), "numPr")
    if stated is None:
        return ListPlace()
    return ListPlace(value_in(stated, "numId"), number_in(stated, "ilvl"))


def value_in(element: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child."""
    stated = child(element, name)
    return None if stated is None else stated.get(w("val"))


def number_in(element: etree._Element | None, name: str) -> int | None:
    """The `w:val` of a child as a number."""
    return number_of(value_in(element, name))


def number_of(value: str | None) -> int | None:
    """What a `w:val` says; None where that is no number of use."""
    return int(value) if value and _NUMBER.fullmatch(value) else None


class Styles:
    """The styles of a document."""

    def __init__(self, part: etree._Element | None) -> None:
        styles = [] if part is None else part.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in styles}
        self._default = next(
            (
                style.get(w("styleId"), "")
                for style in styles
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )
        self._places: dict[str, ListPlace] = {}

    @property
    def are_given(self) -> bool:
        """Whether there are any."""
        return bool(self._styles)

    def with_look(self, *looks: str) -> frozenset[str]:
        """The styles that switch on one of these looks: `vanish`, `strike`."""
        return frozenset(name for name, style in self._styles.items() if _has(style, looks))

    @property
    def alignments(self) -> dict[str, str]:
        """The styles that set text above or below the line, with what they say."""
        said = {
            name: value_in(child(style, "rPr"), "vertAlign") for name, style in self._styles.items()
        }
        return {name: value for name, value in said.items() if value}

    def place_of(self, style: str | None) -> ListPlace:
        """The list place of paragraphs in a style; of the default style for None."""
        name = self._default if style is None else style
        if name not in self._places:
            self._places[name] = self._inherited(name)
        return self._places[name]

    def chain(self, style: str | None) -> list[str]:
        """A style and those that it is based on."""
        names: list[str] = []
        name = self._default if style is None else style
        while name in self._styles and len(names) < _LONGEST_CHAIN:
            names.append(name)
            name = value_in(self._styles[name], "basedOn") or ""
        return names

    def _inherited(self, name: str) -> ListPlace:
        list_id, level = None, None
        for each in self.chain(name):
            place = list_place(self._styles[each])
            list_id = place.list_id if list_id is None else list_id
            level = place.level if level is None else level
        return ListPlace(list_id, level)


def _has(style: etree._Element, looks: Iterable[str]) -> bool:
    marks = (child(child(style, "rPr"), look) for look in looks)
    return any(mark is not None and is_on(mark) for mark in marks)
