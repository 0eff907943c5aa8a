"""Sample reports: what a template is tried with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from gipdesk.document.nodes import SealForm
from gipdesk.document.stylesheet import Parts, Signing
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import (
    Block,
    Cell,
    FreeTable,
    Meta,
    Paragraph,
    Picture,
    Report,
    Section,
)
from gipdesk.workflow.office import Office

_PICTURE: Final = "sample.png"
MEDIA: Final = {_PICTURE: b""}  # templates name pictures, they never look into them
_TEXTS = (
    "（一）主动公开",
    "全年公开政府信息326条。",
    "（二）依申请公开。新收申请52件。",
    "1.组织管理",
    "（1）培训",
)


class Sample(msgspec.Struct, frozen=True):
    """A report, its form, and what stands on the paper beside it."""

    report: Report
    form: Form
    parts: Parts


def samples(office: Office, edition: str) -> Iterator[Sample]:
    """Reports of an edition that together hold all that a report may hold, and leave out."""
    form = form_of(office.editions[edition])
    all_parts = Parts(True, True, 0, SealForm.SEAL, Signing.PAGE)
    yield Sample(full_report(form), form, all_parts)
    in_block = Parts(False, True, 0, SealForm.SIGNATURE_STAMP, Signing.BLOCK)
    yield Sample(full_report(form), form, in_block)
    yield Sample(_bare_report(form), form, Parts(document_number=False))


def plain_report(form: Form) -> Report:
    """A report with a number in each cell and its details."""
    meta = Meta(
        agency="某某市司法局",
        year=form.edition.years.first,
        document_number="某司〔2026〕1号",
        published="2026年1月16日",
        leader="某某",
        reviewer="某某",
        author="某某",
        author_phone="0000-0000000",
        signed_on="2026年1月16日",
    )
    report = new_report(form, meta)
    for ref in form.kinds:
        row = report.tables[ref.table].rows[ref.row]
        if not row.cells[ref.column].computed:
            row.cells[ref.column] = Cell("3")
    return report


def full_report(form: Form) -> Report:
    """The same with blocks of every kind in each section."""
    report = plain_report(form)
    for section in report.sections:
        if section.id != "closing":
            section.blocks.extend(_blocks())
    closing = report.section("closing")
    if closing:
        closing.blocks.append(Paragraph("b998", "（此件公开发布）"))
    return report


def _blocks() -> list[Block]:
    texts = [Paragraph(f"b90{number}", text) for number, text in enumerate(_TEXTS)]
    table = FreeTable("b910", (("项目", "数量"), ("网站", "1")))
    return [*texts, table, Picture("b911", _PICTURE, "图1", width=50)]


def _bare_report(form: Form) -> Report:
    """A report of which hardly anything is known: no title, no tables, no date."""
    sections = [Section(each.id, each.heading, []) for each in form.sections]
    return Report(form.edition.id, Meta(), form.variants, {}, sections)
