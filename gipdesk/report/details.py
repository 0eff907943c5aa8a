"""The details of a report that go along in the properties of its files.

Never a person, a telephone number or an address: files are published, and what is not printed would
go out unseen.
"""

from __future__ import annotations

from collections.abc import Mapping

from gipdesk.report.edition import AgencyKind
from gipdesk.report.report import Meta, Report

_FIELDS = {
    "报告年度": "year",
    "报告机关": "agency",
    "发文字号": "document_number",
    "统计期限": "period",
    "发布日期": "published",
}
_KIND = "机关类别"
_KINDS = {
    AgencyKind.DEPARTMENT: "部门",
    AgencyKind.GOVERNMENT: "政府",
    AgencyKind.OTHER: "其他",
}
_EDITION, _VARIANTS = "表样版本", "地方做法"
DETAIL_NAMES = frozenset({*_FIELDS, _KIND, _EDITION, _VARIANTS})


def details_of(report: Report) -> dict[str, str]:
    """What tells the report apart and its paper may not say, by Chinese name."""
    meta = report.meta
    details = {name: str(getattr(meta, field) or "") for name, field in _FIELDS.items()}
    details |= {
        _KIND: _KINDS[meta.agency_kind],
        _EDITION: report.edition,
        _VARIANTS: " ".join(report.variants),
    }
    return {name: " ".join(text.split()) for name, text in details.items() if text.strip()}


def words_of(meta: Meta) -> dict[str, str]:
    """The details by field, as they fill the places of a printed line; empty where unknown."""
    return {field: str(getattr(meta, field) or "") for field in meta.__struct_fields__}


def agency_in(details: Mapping[str, str]) -> str:
    """The agency that the properties of a file tell; empty where they do not."""
    return details.get("报告机关", "")


def year_in(details: Mapping[str, str]) -> int | None:
    """The report year that the properties of a file tell."""
    text = details.get("报告年度", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2025") else None


def fill_gaps(meta: Meta, details: Mapping[str, str]) -> None:
    """Take what the paper does not say from the properties of its file."""
    for name, field in _FIELDS.items():
        if name in details and field != "year" and not getattr(meta, field):
            setattr(meta, field, details[name])
    meta.year = meta.year or year_in(details)
    kinds = {name: kind for kind, name in _KINDS.items()}
    meta.agency_kind = kinds.get(details.get(_KIND, ""), meta.agency_kind)


def told_details(year: int | None, agency: str | None) -> dict[str, str]:
    """What a user tells of a report, as details."""
    return {name: str(told) for name, told in (("报告年度", year), ("报告机关", agency)) if told}


def known_details(properties: Mapping[str, str]) -> dict[str, str]:
    """Those of a file's properties that `details_of` writes."""
    return {name: text for name, text in properties.items() if name in DETAIL_NAMES}
