"""The texts of a document, and what of a report it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from gipdesk.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    DocumentNumber,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
    text_of,
)
from gipdesk.report import report as reports
from gipdesk.report.edition import Form
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import Report
from gipdesk.workflow.reading_back.bare import bare


def unprinted(report: Report, form: Form, document: Document) -> list[str]:
    """What of a report its document does not say: `12（requests/x-1.total）`, a paragraph."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    printed = {
        cell.anchor: bare(cell.text) for table in tables for row in table.rows for cell in row
    }
    values = values_of(report, form)
    texts = ((ref, shown_text(cell, values[ref])) for ref, cell in report.cells())
    lost = [
        f"{text}（{ref}）"
        for ref, text in texts
        if bare(text) and printed.get(str(ref)) != bare(text)
    ]
    return lost + list(_unprinted_paragraphs(report, document))


def _unprinted_paragraphs(report: Report, document: Document) -> Iterator[str]:
    """The paragraphs that no block says; the closing section is printed as a signature."""
    printed = {bare(text) for block in document.blocks for text in texts_of(block)}
    for section in report.sections:
        for block in section.blocks if section.id != "closing" else ():
            text = block.text if isinstance(block, reports.Paragraph) else ""
            if bare(text) and bare(text) not in printed:
                yield text


def texts_of(block: Block) -> Iterator[str]:
    """What a block says, piece by piece."""
    match block:
        case Title():
            yield block.text
        case Cover(title, agency, date):
            yield from (title.text, agency, date)
        case DocumentNumber(text):
            yield text
        case Heading(_, runs) | Paragraph(runs):
            yield text_of(runs)
        case Table():
            yield from _texts_of_table(block)
        case Attachment(name):
            yield name
        case Figure(_, _, caption):
            yield caption
        case Signature(agency, date):
            yield agency
            yield date
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _texts_of_table(table: Table) -> Iterator[str]:
    """What a table and the lines around it say, from top to bottom."""
    yield table.title
    yield from chain(*table.above)
    yield from (cell.text for row in table.rows for cell in row)
    yield from chain(*table.below)
