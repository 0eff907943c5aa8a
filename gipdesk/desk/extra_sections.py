"""Sections the form does not prescribe: begun and taken out. Pure: no Qt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gipdesk.desk.standing import BESIDE_DETAILS
from gipdesk.report.changes import Batch, Change, PutSection, PutTable, ReplaceBlocks
from gipdesk.report.edition import Form
from gipdesk.report.report import OfficialTable, Paragraph, Report, Section

_EXTRA = re.compile(r"extra-(\d+)")


def begun_section(report: Report, form: Form, after: str) -> PutSection:
    """The change that begins a section behind another one; its heading is still to be typed.

    Behind what has no place among the sections (details, signature, an attachment) it comes last.
    """
    held = [section.id for section in report.sections]
    taken = [*held, *(section.id for section in form.sections)]
    numbers = [int(match[1]) for match in map(_EXTRA.fullmatch, taken) if match]
    section_id = f"extra-{max(numbers, default=0) + 1}"
    at = held.index(after) + 1 if _is_inside(form, after) and after in held else _end(form, held)
    new = Section(section_id, "", [Paragraph(report.new_block_id())])
    return PutSection(section_id, new, (*held[:at], section_id, *held[at:]))


def removed_section(report: Report, form: Form, section_id: str) -> Batch:
    """The change that takes a section out.

    The form's tables in it move into their own sections; where the report lacks that, they go too.
    """
    order = tuple(each.id for each in report.sections if each.id != section_id)
    tables = _tables_rehoused(report, form, section_id)
    return Batch((*tables, PutSection(section_id, None, order)), "删除一部分")


def _tables_rehoused(report: Report, form: Form, section_id: str) -> Iterator[Change]:
    """What becomes of the form's tables in a section that goes; none stays without a place."""
    section = report.section(section_id)
    held, added = list(report.tables), Counter[str]()
    for block in section.blocks if section else ():
        if not isinstance(block, OfficialTable):
            continue
        home = _home(report, form, block.table, section_id)
        if home:
            yield ReplaceBlocks(home.id, len(home.blocks) + added[home.id], 0, (block,))
            added[home.id] += 1
        elif block.table in held:
            held.remove(block.table)
            yield PutTable(block.table, None, tuple(held))


def _home(report: Report, form: Form, table: str, leaving: str) -> Section | None:
    """The section of the report the form puts a table into, unless it is the one that goes."""
    own = (each.id for each in form.sections if each.table == table and each.id != leaving)
    return next(filter(None, map(report.section, own)), None)


def _is_inside(form: Form, section_id: str) -> bool:
    section = form.section(section_id)
    return section_id not in BESIDE_DETAILS and (section is None or section.is_numbered)


def _end(form: Form, held: list[str]) -> int:
    """Behind the last section that stands in the report's own text, or behind the preamble."""
    inside = [at for at, each in enumerate(held) if each == "preamble" or _is_inside(form, each)]
    return max(inside, default=-1) + 1
