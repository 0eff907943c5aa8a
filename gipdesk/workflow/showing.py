"""Reports and findings as plain data for `--json`: the shapes the command line promises."""

from __future__ import annotations

from typing import Any

import msgspec

from gipdesk.checks.engine import Checked
from gipdesk.checks.finding import Finding, Fix, NotChecked
from gipdesk.report.changes import Batch, Change, SetCell
from gipdesk.report.edition import Form
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import Meta, Report, Section
from gipdesk.report.values import BLANK, to_json

_CONTACTS = ("address", "postcode", "phone", "fax", "email")
_SIGNERS = {
    "leader": "leader",
    "reviewer": "reviewer",
    "author": "author",
    "phone": "author_phone",
    "date": "signed_on",
}


def report_as_data(report: Report, form: Form) -> dict[str, Any]:
    """A report as `show --json` prints it; tables and rows in form order."""
    return {
        "edition": report.edition,
        "year": report.meta.year,
        "agency": report.meta.agency or None,
        "title": report.meta.title,
        "meta": _meta(report.meta),
        "variants": list(report.variants),
        "tables": _tables(report, form),
        "row_labels": _row_labels(report),
        "sections": [_section(section) for section in report.sections],
        "unplaced": [msgspec.to_builtins(each) for each in report.unplaced],
    }


def _meta(meta: Meta) -> dict[str, Any]:
    return {
        "agency_kind": meta.agency_kind.value,
        "document_number": meta.document_number,
        "period": meta.period,
        "published": meta.published,
        "contacts": {name: getattr(meta, name) for name in _CONTACTS},
        "signers": {name: getattr(meta, field) for name, field in _SIGNERS.items()},
    }


def _tables(report: Report, form: Form) -> dict[str, dict[str, Any]]:
    values = values_of(report, form)
    tables: dict[str, dict[str, Any]] = {table_id: {} for table_id in report.tables}
    for ref, cell in report.cells():
        value = values.get(ref, BLANK)
        shown = to_json(value, shown_text(cell, value), form.kind(ref))
        tables[ref.table][ref.within_table] = shown
    return tables


def _row_labels(report: Report) -> dict[str, dict[str, str]]:
    """The labels that differ from the form's: other wordings, rows the form does not know."""
    labels = {
        table_id: {row_id: row.label for row_id, row in table.rows.items() if row.label}
        for table_id, table in report.tables.items()
    }
    return {table_id: rows for table_id, rows in labels.items() if rows}


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "text": section.text,
        "blocks": msgspec.to_builtins(section.blocks),
    }


def checked_as_data(checked: Checked, report: Report) -> dict[str, Any]:
    """Findings as `check --json` prints them."""
    return {
        "findings": [_finding(finding, report) for finding in checked.findings],
        "open": [_not_checked(each) for each in checked.open],
        "skipped": [_not_checked(each) for each in checked.skipped],
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "cells": [str(ref) for ref in finding.cells],
        "spans": msgspec.to_builtins(finding.spans),
        "message": finding.message,
        "accepted": report.accepted.get(finding.key),
        "fixes": [_fix(fix) for fix in finding.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"label": fix.label, "set": _cells_set(fix.change)}


def _cells_set(change: Change) -> dict[str, str]:
    """The cells a change types into, with their texts."""
    match change:
        case SetCell(ref, cell):
            return {str(ref): cell.text}
        case Batch(changes):
            return {ref: text for part in changes for ref, text in _cells_set(part).items()}
        case _:
            return {}


def _not_checked(each: NotChecked) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "cells": [str(ref) for ref in each.cells],
        "reason": each.reason,
    }
