"""Earlier years: what a report remembers of the ones before it, and which of them is last year."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gipdesk.report.edition import Form
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import FreeTable, PastYear, Picture, Report, Section

MOST_REMEMBERED = 2  # with the report's own year, the three that are compared


def past_year_of(report: Report, form: Form, year: int) -> PastYear:
    """A report, which stands in `form`, as what a later one remembers of `year`."""
    values = values_of(report, form)
    texts = {str(ref): shown_text(cell, values[ref]) for ref, cell in report.cells()}
    return PastYear(
        year,
        report.edition,
        {cell: text for cell, text in texts.items() if text},
        {section.id: _paragraphs(section) for section in report.sections},
        {section.id: left for section in report.sections if (left := _left_out(section))},
    )


def remembered(years: Iterable[PastYear], before: int) -> tuple[PastYear, ...]:
    """The latest of some years that lie before another, one of each, the latest first."""
    by_year: dict[int, PastYear] = {}
    for each in years:
        if each.year < before:
            by_year.setdefault(each.year, each)
    return tuple(by_year[year] for year in sorted(by_year, reverse=True))[:MOST_REMEMBERED]


def with_memory_of(report: Report, past: PastYear) -> Report:
    """The report as if it remembered this year too, and rather than what it has of that year."""
    if report.meta.year is None:
        return report
    years = remembered((past, *report.previous), report.meta.year)
    return msgspec.structs.replace(report, previous=years)


def last_year_of(report: Report) -> PastYear | None:
    """The year right before the report's own, if it is remembered."""
    wanted = report.meta.year - 1 if report.meta.year else None
    return next((each for each in report.previous if each.year == wanted), None)


def _paragraphs(section: Section) -> tuple[str, ...]:
    return tuple(line for line in section.text.split("\n") if line.strip())


def _left_out(section: Section) -> tuple[str, ...]:
    named: list[str] = []
    for block in section.blocks:
        match block:
            case Picture(_, _, caption):
                named.append(f"图片“{caption}”" if caption else "图片")
            case FreeTable(_, rows):
                words = next((text for row in rows for text in row if text.strip()), "")
                named.append(f"表格“{words[:20]}”" if words else "表格")
            case _:
                pass
    return tuple(named)
