"""How far a report is: the tabs it is shown in, and how each of them stands. Pure: no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from gipdesk.checks.finding import Finding
from gipdesk.report.edition import Form, SectionForm, Severity
from gipdesk.report.report import OfficialTable, Paragraph, Report, Section

DETAILS = "details"
BESIDE_DETAILS = ("preamble", "closing")  # edited on the same page as the details

_NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d+\.)")


class Standing(StrEnum):
    """How a tab stands."""

    EMPTY = "empty"
    ERRORS = "errors"
    WARNINGS = "warnings"
    DONE = "done"


_IN_WORDS = {
    Standing.EMPTY: "还没有填写",
    Standing.ERRORS: "有错误",
    Standing.WARNINGS: "有提示",
    Standing.DONE: "没有问题",
}


class Tab(msgspec.Struct, frozen=True):
    """A tab: the id of its section (or `details`) and its label."""

    id: str
    label: str


class TabStanding(msgspec.Struct, frozen=True):
    """How a tab stands, and how much is to be looked at there."""

    standing: Standing
    errors: int
    warnings: int

    @property
    def in_words(self) -> str:
        """The standing as a person would say it."""
        if self.errors or self.warnings:
            return "，".join(_counted(self.errors, self.warnings))
        return _IN_WORDS[self.standing]


def tabs_of(report: Report, form: Form) -> tuple[Tab, ...]:
    """The details, and the sections in order."""
    return (Tab(DETAILS, "基本信息"), *_section_tabs(report, form))


def numeral(report: Report, form: Form, section_id: str) -> str:
    """The numeral printed before a section's heading, with its comma; empty where it has none."""
    numbered = [each.id for each in report.sections if each.heading and _is_in_body(form, each.id)]
    if section_id not in numbered:
        return ""
    from gipdesk.report.numbering import chinese_numeral

    return f"{chinese_numeral(numbered.index(section_id) + 1)}、"


def name_of(report: Report, form: Form, section_id: str) -> str:
    """What a section is called: its heading without numeral, or else its table's name."""
    heading = dict(_headings(report, form)).get(section_id, "")
    section = form.section(section_id)
    if heading or section is None or not section.table:
        return heading or "其他内容"
    table = form.tables[section.table].name
    return f"{section.attachment}　{table}" if section.attachment else table


def tab_of(finding: Finding, report: Report, form: Form) -> str:
    """The tab a finding is mended in."""
    section = _section_of(finding, report, form)
    return section if section and section not in BESIDE_DETAILS else DETAILS


def unsettled(findings: Iterable[Finding], accepted: Mapping[str, str]) -> list[Finding]:
    """The errors and warnings nobody has accepted yet."""
    return [
        each for each in findings if each.severity is not Severity.INFO and each.key not in accepted
    ]


def standings_of(report: Report, form: Form, findings: Iterable[Finding]) -> dict[str, TabStanding]:
    """How every tab stands, by its id."""
    errors: dict[str, int] = {}
    warnings: dict[str, int] = {}
    for finding in unsettled(findings, report.accepted):
        counts = errors if finding.severity is Severity.ERROR else warnings
        tab = tab_of(finding, report, form)
        counts[tab] = counts.get(tab, 0) + 1
    return {
        tab.id: _tab_standing(report, form, tab.id, errors.get(tab.id, 0), warnings.get(tab.id, 0))
        for tab in tabs_of(report, form)
    }


def is_empty(report: Report, form: Form, section_id: str) -> bool:
    """Whether nobody has written anything into a section yet."""
    section, section_form = report.section(section_id), form.section(section_id)
    if section is None:
        return True
    given = {"", *_given_texts(section_form)}
    return _has_blank_tables(report, section) and all(
        isinstance(block, OfficialTable)
        or (isinstance(block, Paragraph) and _NUMBERING.sub("", block.text.strip()) in given)
        for block in section.blocks
    )


def _tab_standing(
    report: Report, form: Form, tab_id: str, errors: int, warnings: int
) -> TabStanding:
    if tab_id == DETAILS:
        blank = not report.meta.agency or report.meta.year is None
    else:
        blank = is_empty(report, form, tab_id)
    if errors:
        standing = Standing.ERRORS
    elif blank:
        standing = Standing.EMPTY
    else:
        standing = Standing.WARNINGS if warnings else Standing.DONE
    return TabStanding(standing, errors, warnings)


def _is_in_body(form: Form, section_id: str) -> bool:
    section = form.section(section_id)
    return section_id != "closing" and not (section and section.attachment)


def _section_tabs(report: Report, form: Form) -> Iterator[Tab]:
    for section_id, _ in _headings(report, form):
        if section_id not in BESIDE_DETAILS:
            label = numeral(report, form, section_id) + name_of(report, form, section_id)
            yield Tab(section_id, label)


def _headings(report: Report, form: Form) -> list[tuple[str, str]]:
    """Sections the report has, and those only the form has where the form puts them."""
    headings = [(section.id, section.heading) for section in report.sections]
    at = 0
    for section in form.sections:
        held = [each for each, _ in headings]
        if section.id in held:
            at = held.index(section.id) + 1
        elif section.is_numbered or section.table:
            headings.insert(at, (section.id, section.heading))
            at += 1
    return headings


def _section_of(finding: Finding, report: Report, form: Form) -> str:
    if finding.cells and not finding.is_in_text:
        return section_of_table(report, form, finding.cells[0].table)
    return finding.spans[0].section if finding.spans else finding.section


def section_of_table(report: Report, form: Form, table_id: str) -> str:
    """The section a table stands in; empty where there is none."""
    for section in report.sections:
        if any(
            isinstance(each, OfficialTable) and each.table == table_id for each in section.blocks
        ):
            return section.id
    return next((each.id for each in form.sections if each.table == table_id), "")


def _given_texts(section: SectionForm | None) -> tuple[str, ...]:
    """Subheadings a new report already has."""
    return section.subheadings + section.government_subheadings if section else ()


def _has_blank_tables(report: Report, section: Section) -> bool:
    printed = (each.table for each in section.blocks if isinstance(each, OfficialTable))
    tables = [report.tables[table] for table in printed if table in report.tables]
    cells = (cell for table in tables for row in table.rows.values() for cell in row.cells.values())
    return not any(cell.text for cell in cells if not cell.computed)


def _counted(errors: int, warnings: int) -> Iterator[str]:
    if errors:
        yield f"{errors} 处错误"
    if warnings:
        yield f"{warnings} 处提示"
