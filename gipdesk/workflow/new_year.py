"""A report for the next year, from last year's: details, text, what is carried over, and a memory.

Of last year's report stay: who reports and how to reach them, who signs, the text of the sections
as a basis to be reworked, 结转下年度 as 上年结转, and 现行有效 as what this year adds to. All other
figures, pictures and free tables stay behind; the new report remembers them (`Report.previous`).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import PutSection, ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.folding import fold
from gipdesk.report.links import following as following_links
from gipdesk.report.past import last_year_of, past_year_of, remembered
from gipdesk.report.report import (
    Cell,
    Meta,
    OfficialTable,
    Paragraph,
    PastYear,
    Report,
    Section,
)
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import Agency, first_meta

_OF_ITS_YEAR = ("title", "document_number", "period", "published", "signed_on")
_WRITTEN_ANEW = ("preamble", "closing")  # the form words them, with the new year
_CARRIED = {  # this year's row ← last year's
    "requests/carry_in": "requests/carry_out",
}
NOBODY = Agency()
_STANDING = ("disclosure/rules.valid", "disclosure/normative.valid")


class Takeover(msgspec.Struct, frozen=True):
    """What a new report takes over from last year's, in figures to show before it is begun."""

    report: Report
    last: PastYear
    sections: int
    characters: int
    carried: int  # cells that hold a figure of last year
    beside: int  # cells beside which last year's figure can be shown
    notes: tuple[str, ...]


def following(last: Report, office: Office, year: int, agency: str = "") -> Report:
    """A new report about `year`, from `last` of any edition; raises `UnknownEditionError`."""
    return taken_over(last, office, year, agency).report


def taken_over(
    last: Report, office: Office, year: int, agency: str = "", ours: Agency = NOBODY
) -> Takeover:
    """A new report about `year` and what it takes over; raises `UnknownEditionError`.

    A report that does not say its year is held to be last year's. Figures are carried over only
    from the year right before. `agency` is the new report's, if another than the last one's; where
    it is `ours`, how to reach it is known.
    """
    edition = office.editions.for_year(year)
    is_same_form = last.edition == edition.id
    form = form_of(edition, last.variants if is_same_form else ())
    past = past_year_of(last, office.form(last), last.meta.year or year - 1)
    report = new_report(form, _meta_of(last, year, agency, ours))
    report.previous = remembered((past, *last.previous), year)
    for section in last.sections:
        _take_section(report, form, section, keeps_heading=is_same_form)
    carried = _carry_over(report)
    for change in following_links(report, form):
        apply(report, change)
    report.notes = list(_notes(last, report, office, year))
    kept = [section for section in report.sections if _is_kept(section, past)]
    characters = sum(len("".join(section.text.split())) for section in kept)
    shown = last_year_of(report)
    beside = sum(bool(shown.text(ref)) for ref, _ in report.cells()) if shown else 0
    notes = tuple(report.notes)
    return Takeover(report, past, len(kept), characters, len(carried), beside, notes)


def suggested_year(last: Report) -> int | None:
    """The year after last year's report; None where it does not say its own."""
    return last.meta.year + 1 if last.meta.year else None


def is_of_another(agency: str, last: Report) -> bool:
    """Whether a report is by another agency than this one, as far as both are known."""
    return bool(agency and last.meta.agency) and fold(agency) != fold(last.meta.agency)


def _meta_of(last: Report, year: int, agency: str, ours: Agency) -> Meta:
    if is_of_another(agency, last) and agency == ours.name:
        return first_meta(ours, year, agency)
    kept = dict.fromkeys(_OF_ITS_YEAR, "")
    return msgspec.structs.replace(last.meta, year=year, agency=agency or last.meta.agency, **kept)


def _is_kept(section: Section, past: PastYear) -> bool:
    held = past.paragraphs.get(section.id, ())
    return section.id not in _WRITTEN_ANEW and any(line.strip() for line in held)


def _take_section(report: Report, form: Form, section: Section, *, keeps_heading: bool) -> None:
    """Put last year's paragraphs in the place of those the form begins with."""
    if section.id in _WRITTEN_ANEW or not section.text.strip():
        return
    held = report.section(section.id)
    if held is None:
        _add_section(report, Section(section.id, section.heading, []))
        held = report.sections[_order(report).index(section.id)]
    if keeps_heading:
        held.heading = section.heading
    at = next((n for n, each in enumerate(held.blocks) if isinstance(each, OfficialTable)), None)
    behind = _texts_behind_table(section)
    before = [each for each in _paragraphs(section) if each not in behind]
    tables = held.blocks[at : at + 1] if at is not None else []
    first = _renamed(report, form, before, 0)
    rest = _renamed(report, form, behind, len(before))
    apply(report, ReplaceBlocks(held.id, 0, len(held.blocks), (*first, *tables, *rest)))


def _order(report: Report) -> list[str]:
    return [section.id for section in report.sections]


def _add_section(report: Report, section: Section) -> None:
    """A section that the form does not know, before the signature."""
    order = _order(report)
    at = order.index("closing") if "closing" in order else len(order)
    apply(report, PutSection(section.id, section, (*order[:at], section.id, *order[at:])))


def _paragraphs(section: Section) -> list[Paragraph]:
    return [each for each in section.blocks if isinstance(each, Paragraph)]


def _texts_behind_table(section: Section) -> list[Paragraph]:
    tables = [n for n, each in enumerate(section.blocks) if isinstance(each, OfficialTable)]
    rest = section.blocks[tables[0] :] if tables else []
    return [each for each in rest if isinstance(each, Paragraph)]


def _renamed(
    report: Report, form: Form, paragraphs: list[Paragraph], beyond: int
) -> Iterator[Paragraph]:
    """Paragraphs under new ids; a number stays linked where the form still has its cells."""
    for number, paragraph in enumerate(paragraphs):
        links = tuple(
            each for each in paragraph.links if all(ref in form.kinds for ref in each.cells)
        )
        name = report.new_block_id(beyond=beyond + number)
        yield msgspec.structs.replace(paragraph, id=name, links=links)


def _carry_over(report: Report) -> list[CellRef]:
    """Put last year's carried-over figures in; returns the cells that now hold one."""
    past = last_year_of(report)
    filled: list[CellRef] = []
    for ref, cell in list(report.cells()) if past else ():
        source = _source_of(ref)
        text = past.text(source) if past and source else ""
        if not text or source is None:
            continue
        filled.append(ref)
        if not cell.computed:
            apply(report, SetCell(ref, Cell(text)))
            report.provenance[str(ref)] = f"上年报告：{source}"
    return filled


def _source_of(ref: CellRef) -> CellRef | None:
    """The cell of last year's report whose figure belongs into a cell of this year's."""
    row = _CARRIED.get(f"{ref.table}/{ref.row}")
    if row:
        table, _, name = row.partition("/")
        return CellRef(table, name, ref.column)
    return ref if str(ref) in _STANDING else None


def _notes(last: Report, report: Report, office: Office, year: int) -> Iterator[str]:
    if last.meta.year is None:
        yield f"来源没有写明年度，按{year - 1}年的报告处理。"
    elif last.meta.year != year - 1:
        yield f"来源是{last.meta.year}年的报告，不是上一年度的，没有带入上年结转等数据。"
    if is_of_another(report.meta.agency, last):
        yield f"来源是“{last.meta.agency}”的报告，联系方式、数据和正文请核对是否沿用。"
    if last.edition != report.edition:
        yield f"来源是{last.edition}年版表样，只带入两版共有的内容。"
    dropped = set(last.variants) - set(report.variants)
    names = [each.name for each in office.editions[last.edition].variants if each.id in dropped]
    if names:
        yield f"没有沿用地方表样：{'、'.join(names)}。"
