"""The paper as it will be, page by page, for whoever looks at it before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.source_view import PagePicture

if TYPE_CHECKING:
    from gipdesk.document.nodes import Document
    from gipdesk.writers.faces import Faces
    from gipdesk.writers.typeset.display import Anchor, Page

_NEAR = 12.0  # points from a place within which a click still means it


class Preview(msgspec.Struct, frozen=True):
    """The pages of a report as it was when they were set."""

    document: Document
    faces: Faces
    pages: tuple[Page, ...]

    def picture(self, number: int, scale: float) -> PagePicture:
        """A page, counted from 1, at `scale` pixels a point: painted as PDF, and that shown."""
        from gipdesk.readers.pdf import page_picture
        from gipdesk.writers.pdf import paint_pages

        data = paint_pages([self.pages[number - 1]], self.document, self.faces)
        return PagePicture(*page_picture(data, 1, scale))

    def place_at(self, number: int, x: float, y: float) -> str:
        """The place of the report that stands at a point of a page; empty where there is none."""
        areas = [
            (_distance(area, x, y), area.width * area.height, area.name)
            for area in _areas(self.pages[number - 1])
        ]
        distance, _, name = min(areas, default=(_NEAR + 1, 0.0, ""))
        return name if distance <= _NEAR else ""

    def areas_of(self, place: str) -> tuple[tuple[int, Anchor], ...]:
        """Where a place of the report stands: numbers of pages and areas on them."""
        return tuple(
            (page.number, area)
            for page in self.pages
            for area in _areas(page)
            if area.name == place
        )


def set_pages(
    report: Report, office: Office, media: Mapping[str, bytes], paper: Paper = Paper()
) -> Preview:
    """Set the pages of a report; raises as an export does."""
    from gipdesk.writers.typeset.layout import lay_out

    exporter = Exporter(report, office, media, paper)
    pages = lay_out(exporter.document, exporter.sheet, exporter.faces)
    return Preview(exporter.document, exporter.faces, pages)


def _areas(page: Page) -> list[Anchor]:
    from gipdesk.writers.typeset.display import Anchor

    return [item for item in page.items if isinstance(item, Anchor)]


def _distance(area: Anchor, x: float, y: float) -> float:
    """How far a point is from an area: 0 within."""
    across = max(area.x - x, 0.0, x - area.x - area.width)
    along = max(area.y - y, 0.0, y - area.y - area.height)
    return max(across, along)
