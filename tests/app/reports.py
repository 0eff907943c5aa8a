"""Reports that the tests begin with."""

from __future__ import annotations

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Paragraph, Report

STORY = "2023年，我局主动公开政府信息120条。"
WRONG_TOTALS = ("new", "denied.internal_affairs", "result_total")


def blank_report(form: Form) -> Report:
    """A new report in which nothing has been written yet."""
    return new_report(form, Meta(agency="某某市司法局", year=2023))


def filled_report(form: Form) -> Report:
    """A report without any finding: zeros everywhere, and some words where words belong."""
    report = blank_report(form)
    for ref, _ in list(report.cells()):
        put(report, ref, "0")
    for section in report.sections:
        section.blocks = [
            Paragraph(block.id, block.text or "某某。") if isinstance(block, Paragraph) else block
            for block in section.blocks
        ]
    return report


def report_with_wrong_totals(form: Form) -> Report:
    """One request by a natural person, refused; its three row totals say 0."""
    report = filled_report(form)
    for row in WRONG_TOTALS:
        put(report, CellRef("requests", row, "natural"), "1")
    return report


def last_report(form: Form) -> Report:
    """A report about 2023 with some figures and a story."""
    report = filled_report(form)
    report.meta = Meta(agency="某某市司法局", year=2023, phone="000-0000", title="某某")
    for cell_id, text in (
        ("requests/new.natural", "17"),
        ("requests/carry_out.natural", "3"),
        ("disclosure/normative.valid", "12"),
    ):
        put(report, form.cell(cell_id), text)
    overview = report.section("overview")
    assert overview
    overview.blocks = [
        Paragraph("b90", STORY),
        Paragraph("b91", "坚持以公开为常态、不公开为例外，规范办理流程。"),
    ]
    return report


def put(report: Report, ref: CellRef, text: str) -> None:
    """Type into a cell of a report that is not open yet."""
    report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell(text)
