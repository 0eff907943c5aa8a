"""WordprocessingML as text, for what there is much of: runs, and cells by the hundred.

Element by element a report takes four times as long as written out and parsed once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

from gipdesk.document.stylesheet import Pt
from gipdesk.writers.characters import printable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_DECLARATION: Final = f'xmlns:w="{nsmap["w"]}"'
_NAME: Final = re.compile(r"<w:\w+")
_BREAK_ELEMENTS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_BREAKS: Final = re.compile("([\n\t])")


def tag(name: str, *children: str | None, **attributes: str | int) -> str:
    """An element of Word's main namespace; children that are None are left out.

    >>> tag("tcPr", tag("tcW", w=884, type="dxa"), None)
    '<w:tcPr><w:tcW w:w="884" w:type="dxa"/></w:tcPr>'
    """
    written = "".join([f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items()])
    content = "".join(filter(None, children))
    return f"<w:{name}{written}>{content}</w:{name}>" if content else f"<w:{name}{written}/>"


def parsed(text: str) -> BaseOxmlElement:
    """The element that a text holds, as an element of python-docx.

    It declares the namespace itself: lxml moves such a one into a document sixty times faster than
    one whose namespace is declared above it.
    """
    return parse_xml(_NAME.sub(rf"\g<0> {_DECLARATION}", text, count=1))


def run(
    text: str, style: str | None = None, size: Pt | None = None, spacing: int | None = None
) -> str:
    """A run of text, with a size or character spacing where they are not those of its paragraph.

    Its face is that of its style. Line breaks and tabs become Word's own.
    """
    pieces = filter(None, _BREAKS.split(printable(text)))
    return f"<w:r>{_run_properties(style, size, spacing)}{''.join(map(_text, pieces))}</w:r>"


@cache
def _run_properties(style: str | None, size: Pt | None, spacing: int | None) -> str:
    """The hint makes Word take what may be Western or Chinese (“”—…) as Chinese."""
    sizes = [tag(each, val=round(size * 2)) for each in ("sz", "szCs")] if size else []
    return tag(
        "rPr",
        tag("rStyle", val=style) if style else None,
        tag("rFonts", hint="eastAsia"),
        tag("spacing", val=spacing) if spacing is not None else None,
        *sizes,
    )


def _text(piece: str) -> str:
    return _BREAK_ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
