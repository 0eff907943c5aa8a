"""What each page repeats and is no part of the text: page numbers, running heads, print stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gipdesk.readers.pdf.layout import PageLayout
from gipdesk.readers.pdf.lines import TextLine
from gipdesk.report.folding import match_key

_MARGIN = 0.14  # of the height of a page, at its top and at its foot
_MOST_LINES = 2  # of a running head
_OFTEN = 0.4  # of the pages: those on left and right pages may differ
_SAME_PLACE = 4.0  # points
_DASHES = "-—–―－─·•~_|*"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}]+\d{{1,4}}[{_DASHES}]+"
    r"|第\d{1,4}页(?:[,，/]?\(?共\d{1,4}页\)?)?|共\d{1,4}页[,，/]?第\d{1,4}页"
    r"|(?:page)?\d{1,4}(?:/|of)\d{1,4}(?:页)?|page\d{1,4}"
    r"|核对码[0-9A-Z-]{21}\d{1,4}/\d{1,4}",  # our own stamp on signing copies
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
# What browsers print at the foot of a page: its address and number.
_ADDRESS = re.compile(r"(?:https?|file)://\S+?(\d{1,4})/(\d{1,4})", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def drop_furniture(pages: Sequence[PageLayout]) -> None:
    """Take page numbers, running heads and the stamps of browsers from the lines of all pages."""
    dropped = {
        id(line)
        for page in pages
        for line in _edges(page)
        if _is_page_number(line) or _is_address(line, page.number, len(pages))
    }
    dropped |= _counting(pages)
    dropped |= _repeated(pages)
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in dropped]


def _edges(page: PageLayout) -> Iterator[TextLine]:
    """The outermost lines of a page, above and below all its tables."""
    top = min((table.grid.top for table in page.tables), default=page.height)
    bottom = max((table.grid.bottom for table in page.tables), default=0.0)
    yield from (line for line in page.lines[:_MOST_LINES] if _is_head(line, page, top))
    yield from (line for line in page.lines[-_MOST_LINES:] if _is_foot(line, page, bottom))


def _is_head(line: TextLine, page: PageLayout, top: float) -> bool:
    return line.base < min(top, _MARGIN * page.height)


def _is_foot(line: TextLine, page: PageLayout, bottom: float) -> bool:
    return line.top > max(bottom, (1 - _MARGIN) * page.height)


def _is_page_number(line: TextLine) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(match_key(line.text)))


def _is_address(line: TextLine, number: int, count: int) -> bool:
    match = _ADDRESS.fullmatch(match_key(line.text))
    return match is not None and match.groups() == (str(number), str(count))


def _counting(pages: Sequence[PageLayout]) -> set[int]:
    """Bare numbers at the edges that count the pages."""
    numbers = [
        (line, int(line.text) - page.number)
        for page in pages
        for line in _edges(page)
        if _BARE_NUMBER.fullmatch(line.text)
    ]
    if not numbers:
        return set()
    offset, count = Counter(offset for _, offset in numbers).most_common(1)[0]
    if count < min(2, len(pages)) or (len(pages) == 1 and offset):
        return set()
    return {id(line) for line, each in numbers if each == offset}


def _repeated(pages: Sequence[PageLayout]) -> set[int]:
    """Lines that stand on many pages at the same place and differ in numbers only."""
    places: dict[tuple[str, int], list[TextLine]] = {}
    for page in pages:
        for line in _edges(page):
            text = _DIGITS.sub("#", match_key(line.text))
            places.setdefault((text, round(line.base / _SAME_PLACE)), []).append(line)
    fewest = max(2, _OFTEN * len(pages))
    return {id(line) for lines in places.values() if len(lines) >= fewest for line in lines}
