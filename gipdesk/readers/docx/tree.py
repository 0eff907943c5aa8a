"""Steps in the tree of a Word document that settling it takes again and again."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree


def above(element: etree._Element, tag: str) -> etree._Element | None:
    """The nearest element of that name that an element stands in."""
    return next(element.iterancestors(tag), None)


def remove(element: etree._Element | None) -> None:
    """Take an element out of the tree, with all that is in it."""
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def take_out(texts: Iterable[etree._Element]) -> bool:
    """Take some `w:t` out of the document; whether they said anything."""
    had_text = False
    for element in list(texts):
        had_text = had_text or bool((element.text or "").strip())
        remove(element)
    return had_text
