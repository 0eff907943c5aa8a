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
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gipdesk.document.errors import DocumentXmlError, TemplateError
from gipdesk.document.nodes import Document
from gipdesk.document.parse import parse_document
from gipdesk.report.edition import Form
from gipdesk.report.grid import Grid, GridCell, grid_of
from gipdesk.report.identities import shown_text, totals_of, values_of
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
from gipdesk.report.values import BLANK, plain

_ILLEGAL_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2} ?日?")
_LONGEST_TITLE_LINE = 20  # 2号 characters that fit the type area, 156 mm


def compose(
    report: Report, form: Form, templates: Path, media: Mapping[str, bytes] | None = None
) -> Document:
    """The document of a report, by the template of its edition.

    Raises `TemplateError`. `media` holds the bytes of the report's pictures by name.
    """
    name = f"{report.edition}/report.xml"
    try:
        template = _environment(templates).get_template(name)
        source = template.render(page_data(report, form))
    except jinja2.TemplateSyntaxError as exc:
        raise TemplateError(name, exc.lineno, exc.message or "") from exc
    except jinja2.TemplateError as exc:
        raise TemplateError(name, None, exc.message or str(exc)) from exc
    try:
        return parse_document(source, media or {})
    except DocumentXmlError as exc:
        raise TemplateError(name, None, str(exc)) from exc


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
    tables = _Tables(report, form)
    sections = [section for section in report.sections if section.id != "closing"]
    numerals = _numerals(sections)
    return {
        "title": report.meta.title,
        "title_lines": title_lines(report.meta.title),
        "author": report.meta.agency,
        "year": report.meta.year or "",
        "sections": [
            {
                "id": section.id,
                "numeral": numerals.get(section.id, ""),
                "heading": section.heading,
                "blocks": _blocks(section, tables),
            }
            for section in [*sections, *_unsigned_closing(report)]
        ],
        "signature": _signature(report),
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


def _signature(report: Report) -> dict[str, str] | None:
    """Who signs and when: agency and date as the closing section has them, or the details.

    A date in the details holds, since that is where it is edited.
    """
    lines = _signing_lines(report)
    agency = lines[0] if lines else report.meta.agency
    date = report.meta.signed_on or (lines[1] if lines else "")
    return {"agency": agency, "date": date} if date else None


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


def _blocks(section: Section, tables: _Tables) -> list[dict[str, Any]]:
    blocks = [_block(section.id, block, tables) for block in section.blocks]
    return [block for block in blocks if block is not None]


def _block(section_id: str, block: Block, tables: _Tables) -> dict[str, Any] | None:
    anchor = f"{section_id}#{block.id}"
    match block:
        case Paragraph(_, text):
            return _paragraph(text.strip(), anchor) if text.strip() else None
        case OfficialTable(_, table_id):
            return tables.official(table_id)
        case FreeTable(_, rows):
            return _free_table(rows, anchor)
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


class _Tables:
    """The report's tables as template data, their values worked out once."""

    def __init__(self, report: Report, form: Form) -> None:
        self._report = report
        self._form = form
        self._values = values_of(report, form)
        self._totals = totals_of(form)

    def official(self, table_id: str) -> dict[str, Any] | None:
        """A table of the form; None where the report lacks it."""
        form, table = self._form.tables.get(table_id), self._report.tables.get(table_id)
        if form is None or table is None:
            return None
        grid = grid_of(form, table)
        return {
            "kind": "table",
            **_grid_frame(table_id, grid),
            "lines": [[self._cell(cell) for cell in line] for line in grid.lines],
        }

    def _cell(self, cell: GridCell) -> dict[str, Any]:
        data = {
            "role": cell.role.value,
            "rows": cell.row_span,
            "columns": cell.column_span,
            "text": cell.text,
            "number": "",
            "sum_of": "",
            "anchor": "",
        }
        return data if cell.ref is None else {**data, **self._value(cell)}

    def _value(self, cell: GridCell) -> dict[str, str]:
        ref = cell.ref
        held = self._report.cell(ref) if ref else None
        if ref is None or held is None:
            return {}
        value = self._values.get(ref, BLANK)
        return {
            "text": shown_text(held, value),
            "number": "" if value.number is None else plain(value.number),
            "sum_of": " ".join(map(str, self._totals.get(ref, ()))),
            "anchor": str(ref),
        }


def _grid_frame(table_id: str, grid: Grid) -> dict[str, Any]:
    return {
        "kind_of_table": table_id,
        "columns": grid.columns,
        "header_rows": grid.header_rows,
        "anchor": table_id,
    }


def _free_table(rows: tuple[tuple[str, ...], ...], anchor: str) -> dict[str, Any]:
    columns = max((len(row) for row in rows), default=1)
    lines = [
        [
            {
                "role": "value",
                "rows": 1,
                "columns": 1,
                "text": text,
                "number": "",
                "sum_of": "",
                "anchor": "",
            }
            for text in (*row, *[""] * (columns - len(row)))
        ]
        for row in rows
    ]
    return {
        "kind": "table",
        "kind_of_table": "free",
        "columns": columns,
        "header_rows": 0,
        "anchor": anchor,
        "lines": lines,
    }
