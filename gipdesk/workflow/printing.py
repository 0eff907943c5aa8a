"""What goes onto which side of the paper, and the file of a report that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.preview import set_pages
from gipdesk.workflow.source_view import PagePicture

if TYPE_CHECKING:
    from gipdesk.writers.typeset.display import Page

_SIGNING = "signing"  # the place of what is signed


class Printable(msgspec.Struct, frozen=True):
    """A report as PDF, the very bytes of its export, and where it is signed (0: on no own page)."""

    pdf: bytes
    pages: int
    signing_page: int

    def picture(self, number: int, dots_per_inch: int) -> PagePicture:
        """A page, counted from 1, as dots."""
        from gipdesk.readers.pdf import page_picture

        return PagePicture(*page_picture(self.pdf, number, dots_per_inch / 72))

    def only(self, numbers: Iterable[int]) -> bytes:
        """The PDF, or one of these pages of it; all of them are the export itself."""
        wanted = list(numbers)
        if wanted == list(range(1, self.pages + 1)):
            return self.pdf
        import pypdfium2

        from gipdesk.readers.pdf.opening import PDFIUM_IN_TURN

        kept = BytesIO()
        with (
            PDFIUM_IN_TURN,
            pypdfium2.PdfDocument(self.pdf) as source,
            pypdfium2.PdfDocument.new() as target,
        ):
            target.import_pages(source, [number - 1 for number in wanted])
            target.save(kept)
        return kept.getvalue()


def printable(
    report: Report, office: Office, media: Mapping[str, bytes], paper: Paper
) -> Printable:
    """A report ready to be printed; raises as an export does."""
    data = Exporter(report, office, media, paper).data(Kind.PDF)
    pages = set_pages(report, office, media, paper).pages
    return Printable(data, len(pages), _signing_page(pages))


def sides(numbers: Iterable[int], signing_page: int, *, both_sides: bool) -> list[int | None]:
    """The pages in the order in which they are printed; None is a side left blank.

    Printed on both sides, the page that is signed has a sheet of its own: it begins one, and what
    follows begins another.

    >>> sides([1, 2, 3, 4], 4, both_sides=True)
    [1, 2, 3, None, 4]
    """
    printed: list[int | None] = []
    for number in numbers:
        is_alone = signing_page in (number, printed[-1] if printed else 0)
        if both_sides and signing_page and is_alone and len(printed) % 2:
            printed.append(None)
        printed.append(number)
    return printed


def _signing_page(pages: tuple[Page, ...]) -> int:
    """The page on which only the signing stands; 0 where there is none."""
    from gipdesk.writers.typeset.display import Anchor

    for page in pages:
        places = {item.name for item in page.items if isinstance(item, Anchor)}
        if _SIGNING in places and not any("#" in place for place in places):
            return page.number
    return 0
