"""From a report to its document: a jinja2 template makes XML of plain data, which becomes nodes.

The template sees no object of ours, only strings, lists and dicts (`page_data`), in an immutable
sandbox where an unknown name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gipdesk.document.errors import DocumentXmlError, TemplateError
from gipdesk.document.nodes import Document
from gipdesk.document.parse import parse_document
from gipdesk.document.tables import OfficialTables, free_table
from gipdesk.report.details import details_of
from gipdesk.report.edition import Form
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

_ILLEGAL_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2} ?日?")
_LONGEST_TITLE_LINE = 20  # 2号 characters that fit the type area, 156 mm


def compose(
    report: Report, form: Form, templates: Path, media: Mapping[str, bytes] | None = None
) -> Document:
    """The document of a report, by the template of its edition or else the common one.

    Raises `TemplateError`. `media` holds the bytes of the report's pictures by name.
    """
    name = _template_name(templates, report.edition)
    try:
        template = _environment(templates).get_template(name)
        source = template.render(page_data(report, form))
    except jinja2.TemplateSyntaxError as exc:
        raise TemplateError(name, exc.lineno, exc.message or "") from exc
    except jinja2.TemplateError as exc:
        raise TemplateError(name, None, exc.message or str(exc)) from exc
    try:
        document = parse_document(source, media or {})
    except DocumentXmlError as exc:
        raise TemplateError(name, None, str(exc)) from exc
    return msgspec.structs.replace(document, details=details_of(report))


def _template_name(templates: Path, edition: str) -> str:
    own = f"{edition}/report.xml"
    return own if (templates / own).is_file() else "report.xml"


@cache
def _environment(templates: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=_legal,
    )


def _legal(value: Any) -> Any:
    """A value without the control characters that XML forbids."""
    return _ILLEGAL_IN_XML.sub("", value) if type(value) is str else value


def page_data(report: Report, form: Form) -> dict[str, Any]:
    """What a template may print, as plain data."""
    tables = OfficialTables(report, form)
    names = {section.id: section.attachment for section in form.sections}
    body = [each for each in report.sections if each.id != "closing" and not names.get(each.id)]
    numerals = _numerals(body)
    attached = [_section(each, tables) for each in report.sections if names.get(each.id)]
    return {
        "title": report.meta.title,
        "title_lines": title_lines(report.meta.title),
        "author": report.meta.agency,
        "sections": [
            _section(each, tables, numerals.get(each.id, ""))
            for each in [*body, *_unsigned_closing(report)]
        ],
        "signature": _signature(report, form),
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


def title_lines(title: str) -> list[str]:
    """A title in one line, or broken before its year where it is too long for one."""
    year = re.search(r"\d{4}年", title)
    if len(title) <= _LONGEST_TITLE_LINE or year is None or year.start() == 0:
        return [title] if title else []
    return [title[: year.start()], title[year.start() :]]


def _numerals(sections: list[Section]) -> dict[str, str]:
    with_heading = [section.id for section in sections if section.heading]
    return {each: chinese_numeral(number) for number, each in enumerate(with_heading, 1)}


def _signature(report: Report, form: Form) -> dict[str, str] | None:
    """Who signs and when: agency and date as the closing section has them, or the details.

    A date in the details holds, since that is where it is edited, unless it is the date of a table.
    """
    lines = _signing_lines(report)
    signed_on = "" if _is_dated_by_a_table(report, form) else report.meta.signed_on
    agency = lines[0] if lines else report.meta.agency
    date = signed_on or (lines[1] if lines else "")
    return {"agency": agency, "date": date} if date else None


def _is_dated_by_a_table(report: Report, form: Form) -> bool:
    """Whether a table of the report prints the date of signing in a line of its own."""
    printed = (form.tables[each] for each in report.tables if each in form.tables)
    return any("{signed_on}" in line for table in printed for line in (*table.above, *table.below))


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
        case Picture(_, media, caption):
            return {"kind": "figure", "media": media, "caption": caption, "anchor": anchor}


def _paragraph(text: str, anchor: str) -> dict[str, Any]:
    parts = numbered(text)
    if parts is None:
        return {"kind": "paragraph", "runs": [_run(text)], "anchor": anchor}
    if not parts.rest:
        level = max(parts.level, 2)  # the first level belongs to the sections
        return {"kind": "heading", "level": level, "runs": [_run(text)], "anchor": anchor}
    mark = "lead" if parts.level <= 2 else "plain"  # 楷体 is the second level's
    runs = [_run(parts.heading, mark), _run(parts.rest)]
    return {"kind": "paragraph", "runs": runs, "anchor": anchor}


def _run(text: str, mark: str = "plain") -> dict[str, str]:
    return {"text": text, "mark": mark}
