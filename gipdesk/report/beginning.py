"""A new report: its title, preamble, sections and blank tables, as the form asks for them."""

from __future__ import annotations

from gipdesk.report.edition import AgencyKind, Form, SectionForm, TableForm
from gipdesk.report.identities import totals_of
from gipdesk.report.numbering import chinese_numeral
from gipdesk.report.report import (
    Block,
    Cell,
    Meta,
    OfficialTable,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
)


def new_report(form: Form, meta: Meta) -> Report:
    """A report in which only the figures and the story are missing.

    Title and 统计期限 are filled in from the year where `meta` leaves them empty.
    """
    report = Report(form.edition.id, meta, form.variants, {}, [])
    meta.title = meta.title or title_of(form, meta)
    if meta.year:
        meta.period = meta.period or f"{meta.year}年1月1日至{meta.year}年12月31日"
    report.tables = {table_id: blank_table(form, table_id) for table_id in form.tables}
    for section_form in form.sections:
        section = Section(section_form.id, section_form.heading, [])
        report.sections.append(section)
        section.blocks.extend(_first_blocks(report, form, section_form))
    return report


def title_of(form: Form, meta: Meta) -> str:
    """The title the form prescribes, with this agency and year."""
    return form.edition.title.format(agency=meta.agency, year=meta.year or "")


def preamble_of(form: Form, meta: Meta) -> list[str]:
    """The paragraphs before the first section: basis, period, contacts."""
    words = {
        "agency": meta.agency or "本机关",
        "year": meta.year or "",
        "contacts": contacts_of(meta),
    }
    return [paragraph.format(**words) for paragraph in form.edition.preamble]


def contacts_of(meta: Meta) -> str:
    """The ways to reach the agency, in brackets; empty when none is known."""
    named = {
        "地址": meta.address,
        "邮编": meta.postcode,
        "电话": meta.phone,
        "传真": meta.fax,
        "电子邮箱": meta.email,
    }
    known = [f"{name}：{value}" for name, value in named.items() if value]
    return f"（{'，'.join(known)}）" if known else ""


def blank_table(form: Form, table_id: str) -> Table:
    """A table with every row of the form, blank, its totals computed."""
    totals = totals_of(form)
    rows: dict[str, Row] = {}
    for ref in form.tables[table_id].kinds:
        rows.setdefault(ref.row, Row({})).cells[ref.column] = Cell(computed=ref in totals)
    return Table(rows)


def blank_row(form: TableForm, row_id: str) -> Row:
    """A row with every cell of the form, blank and typed."""
    return Row({ref.column: Cell() for ref in form.kinds if ref.row == row_id})


def _first_blocks(report: Report, form: Form, section: SectionForm) -> list[Block]:
    texts = _first_texts(form, section, report.meta)
    blocks: list[Block] = [
        Paragraph(report.new_block_id(beyond=i), text) for i, text in enumerate(texts)
    ]
    if section.table:
        table = OfficialTable(report.new_block_id(beyond=len(blocks)), section.table)
        blocks.append(table)
    return blocks


def _first_texts(form: Form, section: SectionForm, meta: Meta) -> list[str]:
    if section.id == "preamble":
        return preamble_of(form, meta)
    texts: list[str] = []
    for number, heading in enumerate(section.subheadings, 1):
        texts += [f"（{chinese_numeral(number)}）{heading}", ""]
    if section.subheadings and meta.agency_kind is AgencyKind.GOVERNMENT:
        for number, heading in enumerate(section.government_subheadings, 1):
            texts += [f"{number}.{heading}", ""]
    return texts if texts or section.table or section.id == "closing" else [""]
