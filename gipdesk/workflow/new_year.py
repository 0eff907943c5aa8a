"""A report for the next year, from last year's: the agency's details and what was carried over."""

from __future__ import annotations

import msgspec

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import form_of
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import Cell, Report
from gipdesk.workflow.office import Office

_OF_ITS_YEAR = ("title", "document_number", "period", "published", "signed_on")


def following(last: Report, office: Office, year: int, agency: str = "") -> Report:
    """A new report about `year`; raises `UnknownEditionError`.

    结转下年度 of last year becomes 上年结转. Figures and stories of last year stay there.
    """
    edition = office.editions.for_year(year)
    kept = dict.fromkeys(_OF_ITS_YEAR, "")
    meta = msgspec.structs.replace(last.meta, year=year, agency=agency or last.meta.agency, **kept)
    variants = last.variants if last.edition == edition.id else ()
    report = new_report(form_of(edition, variants), meta)
    if last.meta.year == year - 1:
        _carry_over(last, report, office)
    return report


def _carry_over(last: Report, report: Report, office: Office) -> None:
    values = values_of(last, office.form(last))
    for ref, cell in last.cells():
        if (ref.table, ref.row) == ("requests", "carry_out"):
            here = CellRef(ref.table, "carry_in", ref.column)
            held = report.cell(here)
            if held and not held.computed:
                apply(report, SetCell(here, Cell(shown_text(cell, values[ref]))))
