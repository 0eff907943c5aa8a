"""Going to words that were found, wherever they stand, and marking all of them on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from PySide6.QtWidgets import QLineEdit, QWidget

from gipdesk.desk.details_page import DetailsPage
from gipdesk.desk.standing import DETAILS
from gipdesk.report.report import Picture, Report
from gipdesk.report.searching import Hit, InCell, InDetail, InHeading, InParagraph, InTable

if TYPE_CHECKING:
    from gipdesk.desk.report_desk import ReportDesk
    from gipdesk.desk.section_page import SectionPage


def show_hit(desk: ReportDesk, hit: Hit) -> None:
    """Go to a hit and select its words."""
    match hit.place:
        case InDetail(field):
            desk.show_tab(DETAILS)
            page = desk.page()
            if isinstance(page, DetailsPage):
                page.show_field(field)
                _select(page.focusWidget(), hit)
        case InCell(_, ref):
            desk.show_cell(ref)
        case InHeading(section) | InParagraph(section) | InTable(section):
            desk.show_section(section)
            _show_in_section(desk, hit)
        case _:
            assert_never(hit.place)


def mark_hits(
    page: DetailsPage | SectionPage, hits: Sequence[Hit], current: Hit | None = None
) -> None:
    """Mark the words found on a page, all of them; none any more where `hits` is empty.

    In text and tables the current one is selected; a line without the keyboard shows no selection.
    """
    places = [hit.place for hit in hits]
    in_text: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        if isinstance(hit.place, InParagraph):
            in_text.setdefault(hit.place.block, []).append((hit.start, hit.end))
    for editor in page.editors():
        editor.mark_found(in_text)
    if isinstance(page, DetailsPage):
        place = current.place if current else None
        shown = place.field if isinstance(place, InDetail) else ""
        page.mark_found({each.field for each in places if isinstance(each, InDetail)}, shown)
        return
    page.mark_found(
        cells={place.ref for place in places if isinstance(place, InCell)},
        blocks={*in_text},
        fields=[place for place in places if isinstance(place, InTable)],
        in_heading=InHeading(page.section_id) in places,
    )


def _show_in_section(desk: ReportDesk, hit: Hit) -> None:
    page, place = desk.page(), hit.place
    if isinstance(page, DetailsPage) and isinstance(place, InParagraph):
        for editor in page.editors():
            editor.show_span(place.block, hit.start, hit.end)
    elif page is not None and not isinstance(page, DetailsPage):
        page.clear_choice()
        _show_on_page(desk, page, hit)


def _show_on_page(desk: ReportDesk, page: SectionPage, hit: Hit) -> None:
    place = hit.place
    if isinstance(place, InHeading):
        page.show_heading(hit.start, hit.end)
    elif isinstance(place, InTable):
        page.show_table_cell(place.block, place.row, place.column)
    elif isinstance(place, InParagraph) and _is_picture(desk.session.report, place):
        page.show_block(place.block)
        _select(page.focusWidget(), hit)
    elif isinstance(place, InParagraph):
        page.show_span(place.block, hit.start, hit.end)


def _is_picture(report: Report, place: InParagraph) -> bool:
    section = report.section(place.section)
    blocks = section.blocks if section else []
    return any(each.id == place.block and isinstance(each, Picture) for each in blocks)


def _select(field: QWidget | None, hit: Hit) -> None:
    if isinstance(field, QLineEdit):
        field.setSelection(hit.start, hit.end - hit.start)
