"""The source of an import, for a person who compares: its lines or pages, and what is to be asked.

Nothing here is needed to edit a report; the reading libraries are imported when a source is shown.
"""

from __future__ import annotations

import msgspec

from gipdesk.checks.cells import DOUBT
from gipdesk.checks.finding import key_of
from gipdesk.report.cells import CellRef
from gipdesk.report.report import Report, Unplaced


class SourceLine(msgspec.Struct, frozen=True):
    """A line of text, or a row of cells between bars; `place` names it: 第12行, 表3第5行."""

    text: str
    place: str


class SourceView(msgspec.Struct, frozen=True):
    """A source as it can be looked at: as lines, or as pictures of so many pages."""

    lines: tuple[SourceLine, ...]
    pages: int = 0

    def line_at(self, place: str) -> int | None:
        """The index of the line that a place names, or lies in, or begins at."""
        if not place:
            return None
        places = [line.place for line in self.lines]
        if place in places:
            return places.index(place)
        within = (at for at, each in enumerate(places) if each and place.startswith(each))
        around = (at for at, each in enumerate(places) if each.startswith(place))
        return next(within, next(around, None))

    def page_at(self, place: str) -> int | None:
        """The page, counted from 1, that a place names; None where there are no pages."""
        if not self.pages:
            return None
        from gipdesk.readers.pdf import page_of

        return page_of(place)


class PagePicture(msgspec.Struct, frozen=True):
    """A painted page: its size in pixels and its colours, four bytes a pixel, row by row."""

    width: int
    height: int
    rgba: bytes


class Doubt(msgspec.Struct, frozen=True):
    """A cell that was left blank, what the source may say in it, and where."""

    ref: CellRef
    choices: tuple[str, ...]
    place: str


class ToCompare(msgspec.Struct, frozen=True):
    """What a person should look at beside the source."""

    doubts: tuple[Doubt, ...]
    unread: tuple[Unplaced, ...]  # looks like figures of a table
    others: tuple[Unplaced, ...]  # text without a place in the form
    notes: tuple[str, ...]

    @property
    def open_points(self) -> int:
        """How many of them ask for a decision."""
        return len(self.doubts) + len(self.unread)

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.open_points or self.others or self.notes)


def to_compare(report: Report) -> ToCompare:
    """What is open now: a doubt is over once its cell is filled, or left blank for a reason."""
    return ToCompare(
        tuple(_open_doubts(report)) if report.doubts else (),
        tuple(each for each in report.unplaced if each.is_data),
        tuple(each for each in report.unplaced if not each.is_data),
        tuple(report.notes),
    )


def _open_doubts(report: Report) -> list[Doubt]:
    found: list[Doubt] = []
    for ref, cell in report.cells():
        choices = report.doubts.get(str(ref), ())
        if key_of(DOUBT, ref) in report.accepted:
            continue  # accepted with a reason
        if choices and not cell.computed and not cell.text.strip():
            found.append(Doubt(ref, choices, report.provenance.get(str(ref), "")))
    return found


def source_view(data: bytes) -> SourceView:
    """A source's lines, or how many pages a PDF has.

    Raises `UnreadableSourceError`; slow for what LibreOffice must convert.
    """
    from gipdesk.readers.kinds import Kind, kind_of
    from gipdesk.readers.reading import source_text

    if kind_of(data) is Kind.PDF:
        return SourceView((), _count_pages(data))
    return SourceView(tuple(SourceLine(each.text, each.place) for each in source_text(data).pieces))


def _count_pages(data: bytes) -> int:
    from gipdesk.readers.pdf.opening import opened

    with opened(data) as document:
        return len(document)


def picture_of_page(data: bytes, page: int, scale: float) -> PagePicture:
    """A page of a PDF, counted from 1, at `scale` pixels a point; raises as `source_view`."""
    from gipdesk.readers.pdf import page_picture

    return PagePicture(*page_picture(data, page, scale))
