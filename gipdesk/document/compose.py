"""From a report to its document: a jinja2 template makes XML of plain data, which becomes nodes.

The template sees no object of ours, only strings, lists and dicts (`page_data`), in an immutable
sandbox where an unknown name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from gipdesk.document.errors import DocumentXmlError, TemplateError
from gipdesk.document.nodes import Document
from gipdesk.document.parse import parse_document
from gipdesk.document.stylesheet import Parts
from gipdesk.document.tables import OfficialTables, free_table
from gipdesk.document.templates.engine import render
from gipdesk.document.templates.grammar import has_faults
from gipdesk.report.details import details_of, words_of
from gipdesk.report.edition import Form
from gipdesk.report.links import UNFILLED
from gipdesk.report.numbering import chinese_numeral, numbered
from gipdesk.report.report import (
    Block,
    FreeTable,
    OfficialTable,
    Paragraph,
    Picture,
    Report,
    Section,
)

REPORT, APPROVAL = "report.xml", "approval.xml"

_DATE = re.compile(r"\d{4} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2} ?日?")
_PHRASES = re.compile(r"\d{4}年度?|政府信息公开|工作|年度报告")  # of a title, as they are spoken


def compose(
    report: Report,
    form: Form,
    templates: Path | Sequence[Path],
    media: Mapping[str, bytes] | None = None,
    parts: Parts = Parts(),
    template: str = REPORT,
) -> Document:
    """A document about a report, by the template of its edition or else the common one.

    `templates` is a folder, or several, the user's own before the built-in one.
    Raises `TemplateError`. `media` holds the bytes of the report's pictures by name, `parts` says
    what stands on the paper beside the report. `template` is `REPORT` or `APPROVAL`: the sheet on
    which its issue is approved.
    """
    folders = (templates,) if isinstance(templates, Path) else tuple(templates)
    name = template_name(folders, report.edition, template)
    data = page_data(report, form, parts)
    source = render(folders, name, data)
    try:
        document = parse_document(source, media or {})
    except DocumentXmlError as exc:
        raise _located(exc, folders, name, data) from exc
    if len(folders) > 1 and has_faults(source):
        _refuse_mistakes(folders, name, data)
    return msgspec.structs.replace(document, details=details_of(report))


def template_name(folders: Sequence[Path], edition: str, template: str = REPORT) -> str:
    """The file of a template: in the first folder that has it, and there that of the edition."""
    of_edition = f"{edition}/{template}"
    for folder in folders:
        for name in (of_edition, template):
            if (folder / name).is_file():
                return name
    return template


def _refuse_mistakes(folders: Sequence[Path], name: str, data: Mapping[str, Any]) -> None:
    """Let nothing that a template of the user's own writes in a wrong place get lost silently."""
    from gipdesk.document.templates.check import mistakes_in_yield

    for mistake in mistakes_in_yield(folders, name, data):
        raise TemplateError(mistake.file, mistake.line, mistake.problem, mistake.column)


def _located(
    failure: DocumentXmlError, folders: Sequence[Path], name: str, data: Mapping[str, Any]
) -> TemplateError:
    """What is wrong with what a template yielded, told by its place in the template."""
    try:
        _refuse_mistakes(folders, name, data)
    except TemplateError as found:
        return found
    return TemplateError(name, None, str(failure))


def page_data(report: Report, form: Form, parts: Parts = Parts()) -> dict[str, Any]:
    """What a template may print, as plain data."""
    tables = OfficialTables(report, form)
    names = {section.id: section.attachment for section in form.sections}
    body = [each for each in report.sections if each.id != "closing" and not names.get(each.id)]
    numerals = _numerals(body)
    attached = [_section(each, tables) for each in report.sections if names.get(each.id)]
    return {
        "title": report.meta.title,
        "title_phrases": title_phrases(report.meta.title, report.meta.agency),
        "author": report.meta.agency,
        "details": words_of(report.meta),
        "parts": msgspec.to_builtins(parts),
        "sections": [
            _section(each, tables, numerals.get(each.id, ""))
            for each in [*body, *_unsigned_closing(report)]
        ],
        "signature": _signature(report, form),
        "is_signed_in_a_table": _is_in_a_line(report, form, "leader"),
        "attachments": [
            {**section, "name": names[section["id"]]} for section in attached if section["blocks"]
        ],
    }


def _section(section: Section, tables: OfficialTables, numeral: str = "") -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": f"{numeral}、{section.heading}" if numeral else section.heading,
        "blocks": list(filter(None, (_block(section.id, each, tables) for each in section.blocks))),
    }


def title_phrases(title: str, agency: str) -> list[str]:
    """The phrases of a title that stay whole where it is broken into lines."""
    named = bool(agency) and title.startswith(agency)
    head, rest = (agency, title[len(agency) :]) if named else ("", title)
    places = {place for phrase in _PHRASES.finditer(rest) for place in phrase.span()}
    pieces = [rest[start:end] for start, end in pairwise(sorted({0, *places, len(rest)}))]
    return [phrase for phrase in (head, *pieces) if phrase]


def _numerals(sections: list[Section]) -> dict[str, str]:
    with_heading = [section.id for section in sections if section.heading]
    return {each: chinese_numeral(number) for number, each in enumerate(with_heading, 1)}


def _signature(report: Report, form: Form) -> dict[str, str] | None:
    """Who signs and when: agency and date as the closing section has them, or the details.

    A date in the details holds, since that is where it is edited, unless it is the date of a table.
    """
    lines = _signing_lines(report)
    signed_on = "" if _is_in_a_line(report, form, "signed_on") else report.meta.signed_on
    agency = lines[0] if lines else report.meta.agency
    date = signed_on or (lines[1] if lines else "")
    return {"agency": agency, "date": date} if date else None


def _is_in_a_line(report: Report, form: Form, field: str) -> bool:
    """Whether a table of the report prints one of the details in a line above or below it."""
    printed = (form.tables[each] for each in report.tables if each in form.tables)
    lines = (line for table in printed for line in (*table.above, *table.below))
    return any(f"{{{field}}}" in line for line in lines)


def _signing_lines(report: Report) -> list[str]:
    """Agency and date, where the closing section holds these two lines and nothing else."""
    closing = report.section("closing")
    blocks = closing.blocks if closing else []
    lines = [block.text.strip() for block in blocks if isinstance(block, Paragraph)]
    lines = [line for line in lines if line]
    is_signature = len(lines) == 2 and _DATE.fullmatch(lines[1]) is not None  # agency, date
    return lines if is_signature and all(isinstance(b, Paragraph) for b in blocks) else []


def _unsigned_closing(report: Report) -> list[Section]:
    """The closing section, where it holds more than agency and date."""
    closing = report.section("closing")
    return [closing] if closing and not _signing_lines(report) else []


def _block(section_id: str, block: Block, tables: OfficialTables) -> dict[str, Any] | None:
    """What is printed of a block; nothing of a blank paragraph or a missing table."""
    anchor = f"{section_id}#{block.id}"
    match block:
        case Paragraph(_, text):
            return _paragraph(text.strip(), anchor) if text.strip() else None
        case OfficialTable(_, table_id):
            return tables.table(table_id)
        case FreeTable(_, rows):
            return free_table(rows, anchor)
        case Picture():
            return _figure(block, anchor)


def _figure(picture: Picture, anchor: str) -> dict[str, Any]:
    return {
        "kind": "figure",
        "media": picture.media,
        "caption": picture.caption,
        "width": picture.width or "",
        "anchor": anchor,
    }


def _paragraph(text: str, anchor: str) -> dict[str, Any]:
    parts = numbered(text)
    if parts is None:
        return {"kind": "paragraph", "runs": _runs(text), "anchor": anchor}
    if not parts.rest:
        return {"kind": "heading", "level": parts.level, "runs": _runs(text), "anchor": anchor}
    mark = "lead" if parts.look == "lead" else "plain"
    runs = [*_runs(parts.heading, mark), *_runs(parts.rest)]
    return {"kind": "paragraph", "runs": runs, "anchor": anchor}


def _runs(text: str, mark: str = "plain") -> list[dict[str, str]]:
    """A text, with the places that still wait for a number of a table as runs of their own."""
    pieces = re.split(f"({UNFILLED})", text)
    marks = ((each, "unfilled" if each == UNFILLED else mark) for each in pieces)
    return [{"text": each, "mark": its_mark} for each, its_mark in marks if each]
