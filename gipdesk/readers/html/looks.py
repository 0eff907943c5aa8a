"""How a browser shows an element of a page: not at all, struck through, raised, or as typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from gipdesk.readers.joining import lowered, raised

_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment-list"
    r"|mso-special-character\s*:\s*comment",
    re.IGNORECASE,
)
_STRIKING: Final = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SHIFTING: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRIKING_TAGS: Final = frozenset(("del", "s", "strike"))
_SHIFTS: Final[dict[str, Callable[[str], str]]] = {
    "sup": raised,
    "super": raised,
    "sub": lowered,
}
# Kinds of `<input>` that show what was typed into them; the others are buttons and boxes.
_TYPED: Final = frozenset(("", "text", "number", "tel", "search", "date", "email", "url"))

_PAGE_NUMBER: Final = re.compile(r"[-\u2013\u2014\u2015\uff0d\u2500\u00b7\s第共页/\d]*")


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show an element."""
    return element.get("hidden") is not None or _has_style(element, _HIDING)


def is_struck(element: etree._Element) -> bool:
    """Whether a line goes through the text of an element: it is no longer meant."""
    return element.tag in _STRIKING_TAGS or _has_style(element, _STRIKING)


def has_struck_text(root: etree._Element) -> bool:
    """Whether any text of a page is struck through."""
    styled = (each for each in root.iterfind(".//*[@style]") if _has_style(each, _STRIKING))
    struck = (*root.iter(*_STRIKING_TAGS), *styled)
    return any(str(text).strip() for each in struck for text in each.itertext())


def shift_of(element: etree._Element) -> Callable[[str], str] | None:
    """How to write what an element sets above or below the line; None where it does neither."""
    shift = _SHIFTS.get(str(element.tag))
    if shift is None and (found := _SHIFTING.search(element.get("style", ""))):
        return _SHIFTS[found[1].lower()]
    return shift


def typed_in(field: etree._Element) -> str:
    """What a field of a form shows as typed or chosen; empty for any other element."""
    if field.tag == "input" and field.get("type", "").strip().lower() in _TYPED:
        return field.get("value", "")
    if field.tag == "textarea":
        return "".join(map(str, field.itertext()))
    if field.tag == "select":
        chosen = [each for each in field.iter("option") if each.get("selected") is not None]
        return " ".join("".join(map(str, each.itertext())) for each in chosen)
    return ""


def _has_style(element: etree._Element, pattern: re.Pattern[str]) -> bool:
    style = element.get("style")
    return bool(style and pattern.search(style))


def is_page_number(element: etree._Element) -> bool:
    """Whether this is the foot or head of pages as LibreOffice keeps it, with nothing but a number.

    What else stands there may be text of the report, and is read.
    """
    if element.tag != "div" or element.get("title") not in ("footer", "header"):
        return False
    text = "".join(map(str, element.itertext()))
    return next(element.iter("sdfield"), None) is not None and bool(_PAGE_NUMBER.fullmatch(text))
