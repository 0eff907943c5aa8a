"""From the pieces of a source to a report: by the words of the form, never by position alone.

Every reader hands its pieces to `recognise`. What has no place in the form is kept, as a paragraph
or table where it stood or as `Report.unplaced`; what is doubtful is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from gipdesk.readers.assembly import Assembly
from gipdesk.readers.details import period_in
from gipdesk.readers.headings import Outline, outline_of
from gipdesk.readers.labels import Vocabulary, key_of
from gipdesk.readers.pieces import Piece, UnreadableSourceError
from gipdesk.readers.placing import Uncertain, Unread
from gipdesk.readers.rejoin import mended
from gipdesk.readers.script import is_traditional, simplified
from gipdesk.readers.surroundings import quoted_title, title_in
from gipdesk.report.edition import Edition, Editions, UnknownEditionError, form_of
from gipdesk.report.folding import match_key
from gipdesk.report.report import Report

__all__ = ["Reading", "Uncertain", "Unread", "UnreadableSourceError", "recognise"]

_FEWEST_WORDS = 3  # of a table, to believe that it is one


class Reading(msgspec.Struct):
    """A source as a report, and what a person must look at; `notes` are Chinese sentences."""

    report: Report
    uncertain: list[Uncertain]
    unread: list[Unread]
    notes: list[str]


def recognise(pieces: Iterable[Piece], editions: Editions) -> Reading:
    """The report that the pieces of a source make.

    Raises:
        UnreadableSourceError: no heading and no table of a report is among them.
    """
    source = list(pieces)
    year = _year_of(source)
    edition, note = _edition_of(source, year, editions)
    form = form_of(edition, tuple(variant.id for variant in edition.variants))
    vocabulary = Vocabulary(form)
    mended_source = list(mended(source, vocabulary))
    outline = outline_of(mended_source, form, vocabulary)
    if not _is_report(mended_source, outline, vocabulary):
        raise UnreadableSourceError(
            "没有找到年度报告的各部分标题或统计表，这不像政府信息公开工作年度报告。"
        )
    assembly = Assembly(form, vocabulary)
    if note:
        assembly.note(note)
    texts = [piece.text for piece in source]
    if is_traditional("".join(texts)):
        assembly.note("来源是繁体字，原样保留，没有转换。")
    assembly.put_together(outline, texts, year)
    return Reading(assembly.report, assembly.uncertain, assembly.unread, assembly.report.notes)


def _year_of(pieces: Sequence[Piece]) -> int | None:
    """The report year that a title or the 统计期限 states."""
    for piece in pieces:
        title = title_in(piece.text) or quoted_title(piece.text)
        if title and title.year:
            return title.year
    period = period_in(piece.text for piece in pieces)
    return period[1] if period else None


def _edition_of(
    pieces: Sequence[Piece], year: int | None, editions: Editions
) -> tuple[Edition, str]:
    """The edition whose header words the source has, else that of its year; and what to note."""
    text = "".join(simplified(match_key(piece.text)) for piece in pieces)
    newest = next(iter(editions))
    best, found = newest, 0
    for edition in editions:
        hits = sum(key_of(word) in text for word in edition.header_words)
        if hits > found:
            best, found = edition, hits
    if found:
        is_of_year = year is None or year in best.years
        return best, "" if is_of_year else f"表格是{best.id}年表样，报告年度却是{year}年，请核对。"
    if year is None:
        return newest, f"来源中没有可辨认的表头和年度，暂按{newest.id}年表样打开，请核对。"
    try:
        return editions.for_year(year), ""
    except UnknownEditionError:
        return newest, f"没有收录{year}年适用的表样，暂按{newest.id}年表样打开，请核对。"


def _is_report(pieces: Sequence[Piece], outline: Outline, vocabulary: Vocabulary) -> bool:
    """Whether a source has headings or tables of a report; a title alone is not enough."""
    known = {section.id for section in vocabulary.headings.values()}
    if any(part.id in known for part in outline.parts):
        return True
    cells = {key_of(cell) for piece in pieces for cell in piece.cells}
    if any(len(cells & words.all) >= _FEWEST_WORDS for words in vocabulary.tables.values()):
        return True
    return bool(outline.parts) and any(title_in(piece.text) for piece in pieces)
