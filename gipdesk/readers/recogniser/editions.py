"""Which edition of the form a source follows, and the year it reports about."""

from __future__ import annotations

from collections.abc import Sequence

from gipdesk.readers.pieces import Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL, key_of
from gipdesk.readers.recogniser.parts.dates import year_in
from gipdesk.readers.recogniser.parts.describing import opening_year
from gipdesk.readers.recogniser.parts.details import captions_in, period_in
from gipdesk.readers.recogniser.parts.titles import quoted_title, title_in
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.edition import Edition, Editions, UnknownEditionError
from gipdesk.report.folding import match_key


def year_of(pieces: Sequence[Piece]) -> int | None:
    """The report year that a title or the 统计期限 states."""
    for piece in pieces:
        title = title_in(piece.text) or quoted_title(piece.text)
        if title and title.year:
            return title.year
    period = period_in(piece.text for piece in pieces)
    return period[1] if period else None


def edition_of(
    pieces: Sequence[Piece], year: int | None, editions: Editions
) -> tuple[Edition, str]:
    """The edition whose header words the source has, else that of its year; and what to note."""
    year = year or _likely_year(pieces)
    found = _by_header(pieces, year, editions)
    newest = next(iter(editions))
    if found:
        is_of_year = year is None or year in found.years
        return (
            found,
            "" if is_of_year else f"表格是{found.id}年表样，报告年度却是{year}年，请核对。",
        )
    if year is None:
        return newest, f"来源中没有可辨认的表头和年度，暂按{newest.id}年表样打开，请核对。"
    try:
        return editions.for_year(year), ""
    except UnknownEditionError:
        return newest, f"没有收录{year}年适用的表样，暂按{newest.id}年表样打开，请核对。"


def _by_header(pieces: Sequence[Piece], year: int | None, editions: Editions) -> Edition | None:
    """The edition of which most header words are in the cells and short lines of a source."""
    cells = (cell for piece in pieces for cell in piece.cells)
    text = "".join(
        simplified(match_key(cell))
        for cell in cells
        if len(cell) < LONGEST_LABEL and "。" not in cell
    )
    hits = {
        edition.id: sum(key_of(word) in text for word in edition.header_words)
        for edition in editions
    }
    best = max(editions, key=lambda edition: (hits[edition.id], (year or 0) in edition.years))
    return best if hits[best.id] else None


def _likely_year(pieces: Sequence[Piece]) -> int | None:
    """The year that the text begins with, or the one before its publication."""
    opening = opening_year([piece.text for piece in pieces])
    if opening:
        return opening
    captions = (captions_in(piece.text)[0].get("published", "") for piece in pieces[:30])
    years = (year_in(date) for date in captions if date)
    return next((year - 1 for year in years if year), None)
