"""Sections, tables and rows of the form that a report lacks, and an edition that is not its year's.

Nothing that is merely absent from a source is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from gipdesk.checks.finding import Finding, Fix
from gipdesk.checks.rules import Rule
from gipdesk.report.beginning import blank_row, blank_table, title_of
from gipdesk.report.changes import (
    Batch,
    Change,
    PutRow,
    PutSection,
    PutTable,
    ReplaceBlocks,
    SetMeta,
)
from gipdesk.report.conversion import converted
from gipdesk.report.edition import (
    Editions,
    Form,
    SectionForm,
    Severity,
    TableForm,
    UnknownEditionError,
    form_of,
)
from gipdesk.report.names import row_name
from gipdesk.report.report import OfficialTable, Paragraph, Report, Section

_MOST_NAMED = 3  # rows that a finding names; of more it gives the number


def structure_findings(
    rules: Mapping[str, Rule], form: Form, report: Report, editions: Editions | None = None
) -> Iterator[Finding]:
    """S.EDITION, S.TITLE, S.SECTION and S.ROW."""
    year = report.meta.year
    if year is not None and year not in form.edition.years:
        fixes = tuple(_other_edition(form, report, year, editions)) if editions else ()
        found = rules["S.EDITION"].finding(year=year, edition=form.edition.id, fixes=fixes)
        is_imported = bool(report.provenance)
        yield msgspec.structs.replace(found, severity=Severity.WARNING) if is_imported else found
    yield from _missing_details(rules, form, report)
    for section in form.sections:
        is_needed = section.is_numbered or section.table
        if is_needed and report.section(section.id) is None:
            yield _missing_section(rules, form, report, section)
        elif section.table and not (
            section.table in report.tables and report.prints(section.table)
        ):
            yield _missing_table(rules, form, report, section)
    for table_id in report.tables:
        if table_id in form.tables:
            yield from _missing_rows(rules, form.tables[table_id], report)


def _other_edition(form: Form, report: Report, year: int, editions: Editions) -> Iterator[Fix]:
    """The offer to put a report into the edition of its year, where there is one."""
    try:
        target = form_of(editions.for_year(year))
    except UnknownEditionError:
        return
    conversion = converted(report, form, target)
    label = f"换用{target.edition.id}年版表样，共有的数据照搬"
    if conversion.left:
        label += f"，另有{len(conversion.left)}个数据没有对应的格，另存备查"
    yield Fix(label, conversion.change)


def _missing_details(rules: Mapping[str, Rule], form: Form, report: Report) -> Iterator[Finding]:
    meta = report.meta
    held = {"标题": meta.title, "机关名称": meta.agency, "报告年度": meta.year}
    lacking = [name for name, value in held.items() if not value]
    if lacking:
        fixes: tuple[Fix, ...] = ()
        if lacking == ["标题"]:
            title = title_of(form, meta)
            fixes = (Fix(f"标题写为“{title}”", SetMeta("title", title)),)
        yield rules["S.TITLE"].finding(what="、".join(lacking), fixes=fixes)


def _missing_section(
    rules: Mapping[str, Rule], form: Form, report: Report, section: SectionForm
) -> Finding:
    block = report.new_block_id()
    is_free = section.table and not report.prints(section.table)
    body = OfficialTable(block, section.table) if is_free else Paragraph(block)
    new = Section(section.id, section.heading, [body])
    changes: list[Change] = [PutSection(section.id, new, _section_order(form, report, section.id))]
    if section.table and section.table not in report.tables:
        changes.append(_put_table(form, report, section.table))
    fix = Fix("按表样补建", Batch(tuple(changes), "按表样补建"))
    what = f"缺“{section.heading}”部分" if section.heading else _no_table(form, section)
    return rules["S.SECTION"].finding(section=section.id, fixes=(fix,), what=what)


def _missing_table(
    rules: Mapping[str, Rule], form: Form, report: Report, section: SectionForm
) -> Finding:
    """A table that the report lacks, or holds without printing it anywhere."""
    changes: list[Change] = []
    what = f"{form.tables[section.table].name}没有排在报告中"
    if section.table not in report.tables:
        changes.append(_put_table(form, report, section.table))
        what = _no_table(form, section)
    held = report.section(section.id)
    blocks = held.blocks if held else []
    if not report.prints(section.table):
        new = OfficialTable(report.new_block_id(), section.table)
        changes.append(ReplaceBlocks(section.id, len(blocks), 0, (new,)))
    fix = Fix("按表样补建", Batch(tuple(changes), "按表样补建"))
    return rules["S.SECTION"].finding(section=section.id, fixes=(fix,), what=what)


def _no_table(form: Form, section: SectionForm) -> str:
    return f"来源无此表：{form.tables[section.table].name}"


def _missing_rows(rules: Mapping[str, Rule], table: TableForm, report: Report) -> Iterator[Finding]:
    present = set(report.tables[table.id].rows)
    extra = tuple(each for each in report.tables[table.id].rows if each not in table.row_ids)
    lacking = [row_id for row_id in table.row_ids if row_id not in present]
    changes: list[Change] = []
    for row_id in lacking:
        present.add(row_id)
        order = tuple(each for each in table.row_ids if each in present)
        changes.append(PutRow(table.id, row_id, blank_row(table, row_id), (*order, *extra)))
    if lacking:
        firsts = tuple(next(r for r in table.kinds if r.row == row_id) for row_id in lacking)
        names = "、".join(f"“{row_name(table, row_id)}”" for row_id in lacking[:_MOST_NAMED])
        more = f"等{len(lacking)}行" if len(lacking) > _MOST_NAMED else "一行" * (len(lacking) == 1)
        label = "按表样补上缺少的行"
        fix = Fix(label, Batch(tuple(changes), label))
        yield rules["S.ROW"].finding(firsts, fixes=(fix,), table=table.name, rows=names + more)


def _put_table(form: Form, report: Report, table_id: str) -> PutTable:
    known = tuple(each for each in form.tables if each in report.tables or each == table_id)
    order = (*known, *(each for each in report.tables if each not in form.tables))
    return PutTable(table_id, blank_table(form, table_id), order)


def _section_order(form: Form, report: Report, section_id: str) -> tuple[str, ...]:
    """The report's sections with a new one behind the nearest that the form puts before it.

    An attachment stands behind all others.
    """
    held = [section.id for section in report.sections]
    new = form.section(section_id)
    if new and new.attachment:
        return (*held, section_id)
    known = [section.id for section in form.sections]
    before = [each for each in known[: known.index(section_id)] if each in held]
    at = held.index(before[-1]) + 1 if before else 0
    return (*held[:at], section_id, *held[at:])
