"""Who reports about which year: what the front, the text and the signature of a source say."""

from __future__ import annotations

from collections.abc import Sequence

from gipdesk.readers.details import contacts_in, period_in
from gipdesk.readers.surroundings import Front, Signature, Title, quoted_title
from gipdesk.report.edition import AgencyKind
from gipdesk.report.folding import legible, match_key, widen_punctuation
from gipdesk.report.report import Meta


def describe(
    meta: Meta, front: Front, texts: Sequence[str], signature: Signature | None, year: int | None
) -> list[str]:
    """Fill in a report's details; returns what to tell the user about them.

    `texts` are the lines of the source; `year` is what any of them states.
    """
    title, notes = _title(front, texts)
    meta.title = widen_punctuation(legible(title.text)) if title else ""
    meta.agency = title.agency if title else ""
    if signature:
        meta.signed_on = signature.date
        notes += _agency_from(meta, signature)
    meta.agency = widen_punctuation(meta.agency)
    if meta.agency.endswith("人民政府"):  # all others are departments until told otherwise
        meta.agency_kind = AgencyKind.GOVERNMENT
    meta.published, meta.document_number = front.published, front.document_number
    for field, value in contacts_in(line.text for line in front.preamble).items():
        setattr(meta, field, value)
    meta.period, period_year = period_in(texts) or ("", None)
    stated = (title and title.year) or year
    if stated and period_year not in (None, stated):
        notes.append(f"标题写的是{stated}年，统计期限是{period_year}年，请核对。")
    meta.year = stated or period_year
    notes += [] if meta.year else _year_from_dates(meta)
    return notes if meta.agency else [*notes, "来源中没有写明机关名称，请补填。"]


def _title(front: Front, texts: Sequence[str]) -> tuple[Title | None, list[str]]:
    """The title above the text, else one that the text cites in 《》."""
    if front.title:
        return front.title, []
    quoted = next(filter(None, map(quoted_title, texts)), None)
    return quoted, ["来源没有标题，标题取自文中的《》。"] if quoted else ["来源没有标题，请补填。"]


def _agency_from(meta: Meta, signature: Signature) -> list[str]:
    signed = match_key(signature.agency)
    if not meta.agency:
        meta.agency = signed
        return ["机关名称取自落款。"] if signed else []
    is_same = not signed or signed == meta.agency
    return [] if is_same else [f"标题中的机关是“{meta.agency}”，落款是“{signed}”，请核对。"]


def _year_from_dates(meta: Meta) -> list[str]:
    """A report is published in the year after the one it is about."""
    date = meta.published or meta.signed_on
    if not date:
        return ["来源没有写明报告年度，请补填。"]
    meta.year = int(date[:4]) - 1
    return [f"来源没有写明报告年度，按日期{date}推定为{meta.year}年，请核对。"]
