"""Reading any source as a report: what kind of file it is, its reader, and the recogniser."""

from __future__ import annotations

from collections.abc import Mapping

from gipdesk.readers.kinds import Kind, kind_of
from gipdesk.readers.pieces import SourceText
from gipdesk.readers.recogniser.recognise import Reading, recognise
from gipdesk.report.edition import Editions


def read(data: bytes, editions: Editions, told: Mapping[str, str] | None = None) -> Reading:
    """The report that a file holds, whatever its name; raises `UnreadableSourceError`.

    `told` is what the user says of it, by the names of `report.details`.
    """
    if kind_of(data) is Kind.JSON:
        from gipdesk.readers.own_json import read_own_json

        return read_own_json(data, editions)
    return recognise(source_text(data), editions, told)


def source_text(data: bytes) -> SourceText:
    """The pieces of a file, by the reader of its kind; raises `UnreadableSourceError`."""
    match kind_of(data):
        case Kind.DOCX:
            from gipdesk.readers.docx import read_docx

            return read_docx(data)
        case Kind.SHEET:
            from gipdesk.readers.sheet import read_sheet

            return read_sheet(data)
        case Kind.PDF:
            from gipdesk.readers.pdf import read_pdf

            return read_pdf(data)
        case Kind.HTML:
            from gipdesk.readers.html import read_html

            return read_html(data)
        case Kind.MHT:
            from gipdesk.readers.html import read_mhtml

            return read_mhtml(data)
        case Kind.OLD_WORD:
            from gipdesk.readers.old_word import read_old_word

            return read_old_word(data)
        case Kind.TEXT | Kind.JSON:
            from gipdesk.readers.text import read_text

            return read_text(data)
