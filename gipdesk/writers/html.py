"""The document as one self-contained web page: semantic, without scripts, ready to print.

What a screen reader follows stands in the markup; what must survive a portal's editor, which throws
the page's style away, stands in attributes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from typing import Final, assert_never

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    DocumentNumber,
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.pictures import shown
from gipdesk.writers.webpage.looks import css
from gipdesk.writers.webpage.tables import safe, table

_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{about}
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
_JOINED_NUMBER: Final = re.compile(r"\d+(?:-\d+)+")  # of a telephone: browsers break at its dash
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def write_html(document: Document, sheet: StyleSheet) -> bytes:
    """The bytes of a web page in UTF-8; equal documents give equal bytes.

    Raises:
        TilingError: A table has a hole or an overlap.
        UnreadablePictureError: A figure holds no picture that can be read.
    """
    writer = _Writer(sheet)
    page = _PAGE.format(
        language=safe(document.language),
        about="\n".join(_about(document)),
        title=safe(document.title),
        style=css(sheet),
        content="\n".join(filter(None, map(writer.block, document.blocks))),
    )
    return page.encode()


def _about(document: Document) -> Iterator[str]:
    about = {"author": document.author, "description": document.title, **document.details}
    for name, text in about.items():
        if text:
            yield f'<meta name="{safe(name)}" content="{safe(text)}">'


class _Writer:
    """Writes block after block; a table without a title is named by the heading above it."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._headings, self._tables = count(1), count(1)
        self._heading = ""  # the id of the last one

    def block(self, block: Block) -> str:
        """The markup of a block."""
        match block:
            case Title():
                return f"<h1>{''.join(map(_phrase, block.phrases))}</h1>"
            case Heading():
                return self._head(f"h{block.level + 1}", _runs(block.runs))
            case Attachment():
                return self._head("h2", safe(block.name), ' class="attachment"')
            case Table():
                return self._table(block)
            case _:
                return _paragraph(block)

    def _head(self, tag: str, text: str, attributes: str = "") -> str:
        self._heading = f"heading-{next(self._headings)}"
        return f'<{tag} id="{self._heading}"{attributes}>{text}</{tag}>'

    def _table(self, node: Table) -> str:
        return table(node, self._sheet, next(self._tables), self._heading) if node.rows else ""


def _paragraph(
    block: DocumentNumber | Paragraph | Figure | Signature | PageBreak | Cover,
) -> str:
    match block:
        case DocumentNumber():
            return f'<p class="document-number">{safe(block.text)}</p>'
        case Paragraph():
            return f"<p>{_runs(block.runs)}</p>"
        case Figure():
            return _figure(block)
        case Signature():
            lines = f"<p>{safe(block.agency)}</p>\n<p>{_dated(block.date)}</p>"
            return f'<div class="signature">\n{lines}\n</div>'
        case PageBreak():
            return '<div class="page-break"></div>'
        case Cover():
            return ""  # a cover is of paper
        case _:
            assert_never(block)


def _phrase(text: str) -> str:
    """A part of the title that stays on one line if it can."""
    return f'<span class="phrase">{safe(text)}</span>'


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = _JOINED_NUMBER.sub(r'<span class="number">\g<0></span>', safe(run.text))
    match run.mark:
        case Mark.PLAIN:
            return text
        case Mark.LEAD:
            return f'<span class="lead">{text}</span>'
        case Mark.UNFILLED:
            return f"<mark>{text}</mark>"
        case _:
            assert_never(run.mark)


def _dated(text: str) -> str:
    """A date that programs can read."""
    date = _DATE.fullmatch(text)
    if date is None:
        return safe(text)
    year, month, day = map(int, date.groups())
    return f'<time datetime="{year}-{month:02}-{day:02}">{safe(text)}</time>'


def _figure(figure: Figure) -> str:
    picture = shown(figure.media, figure.data)
    source = f"data:{picture.kind};base64,{b64encode(picture.data).decode()}"
    size = f'width="{picture.width}" height="{picture.height}"'
    caption = f"<figcaption>{safe(figure.caption)}</figcaption>" if figure.caption else ""
    alt = safe(figure.caption or "图片")
    width = f' style="width: {figure.width}%"' if figure.width else ""
    return f'<figure><img src="{source}" {size}{width} alt="{alt}">{caption}</figure>'
