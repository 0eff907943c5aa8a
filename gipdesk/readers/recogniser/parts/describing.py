"""Who reports about which year: what the front, the text and the signature of a source say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from gipdesk.readers.recogniser.parts.dates import arabic_dates, year_in
from gipdesk.readers.recogniser.parts.details import contacts_in, is_about_contact, period_in
from gipdesk.readers.recogniser.parts.signing import Signature
from gipdesk.readers.recogniser.parts.surroundings import Front
from gipdesk.readers.recogniser.parts.titles import Title, cited_title, quoted_title
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.details import agency_in, fill_gaps
from gipdesk.report.details import year_in as year_in_details
from gipdesk.report.edition import AgencyKind
from gipdesk.report.folding import fold, full_width, legible, match_key
from gipdesk.report.report import Meta

_GOVERNMENT = re.compile(r"政府$|(?<![发园新景校])[省市县区旗州]$|[乡镇]$|苏木$")
_ZONE = re.compile(r"(?:开发|高新|园|新|景|校|保税|示范)区$")
_OTHER = re.compile(
    r"(?:学校|中学|小学|大学|学院|幼儿园|医院|卫生院|保健院|公司|集团|银行|协会|学会|商会|水厂|电厂)$"
)
_OPENING = re.compile(r"(20\d\d) ?年度?(?=[,:;、 ]|[\u4e00-\u9fff])(?! ?\d)", re.ASCII)
_REPORTER = re.compile(  # 2021年，某某省司法厅坚持…
    r"20\d\d ?年度?,? ?(?![市区县省州我本全各])"
    r"(?P<agency>[\u4e00-\u9fff]{3,20}?(?:局|厅|委|办|办公室|政府|镇|乡))"
    r"(?=坚持|认真|深入|严格|以|在|按照|全面|始终|高度|紧紧|积极|切实|继续|围绕|贯彻|持续|不断)",
    re.ASCII,
)
_SHORTEST_SENTENCE = 8
_OPENING_LENGTH = 40


class Told(msgspec.Struct):
    """What a source says of itself: its front, its lines, its signature, its attached table.

    `year` is what a title or the 统计期限 states anywhere; `details` are those of an attachment,
    `properties` those of the file, which hold where the text says nothing.
    """

    front: Front
    texts: Sequence[str]  # the lines of the source
    signature: Signature | None
    year: int | None
    details: dict[str, str]
    properties: Mapping[str, str]


def describe(meta: Meta, told: Told) -> list[str]:
    """Fill in a report's details; returns what to tell the user about them."""
    title, notes = _title(told)
    meta.title = full_width(legible(title.text)) if title else ""
    for field, text in (told.front.captions | told.details).items():
        if field != "agency":
            setattr(meta, field, text)
    notes += _name_agency(meta, title, told)
    notes += _kind_of_agency(meta)
    notes += _sign(meta, told.signature)
    about = (piece.text for piece in told.front.preamble)
    for field, value in contacts_in([*about, *filter(is_about_contact, told.texts)]).items():
        setattr(meta, field, value)
    notes += _date(meta, title, told)
    fill_gaps(meta, told.properties)
    return notes


def _title(told: Told) -> tuple[Title | None, list[str]]:
    """The title above the text, else one that the text cites, in 《》 or without."""
    if told.front.title:
        return told.front.title, []
    quoted = next(filter(None, map(quoted_title, told.texts)), None)
    if quoted:
        return quoted, ["来源没有标题，标题取自文中的《》。"]
    cited = next(filter(None, map(cited_title, told.texts)), None)
    if cited:
        return cited, ["来源没有标题，标题取自正文所述，请核对。"]
    return None, ["来源没有标题，请补填。"]


def _name_agency(meta: Meta, title: Title | None, told: Told) -> list[str]:
    """The agency as the title names it, else the attachment, the signature, or a caption."""
    signature = told.signature
    named = {
        "标题": title.agency if title else "",
        "填报单位": told.details.get("agency", ""),
        "落款": match_key(signature.agency) if signature else "",
    }
    stated = {place: full_width(name) for place, name in named.items() if name}
    notes: list[str] = []
    for place, name in stated.items():
        if not meta.agency:
            meta.agency = name
            notes += [f"机关名称取自{place}。"] if place == "落款" else []
        elif match_key(name) != match_key(meta.agency):
            first = next(iter(stated))
            notes.append(f"{first}中的机关是“{meta.agency}”，{place}是“{name}”，请核对。")
    return notes if meta.agency else _guess_agency(meta, told)


def _guess_agency(meta: Meta, told: Told) -> list[str]:
    """The agency that the file names, or a caption of the page, or with which the text begins."""
    meta.agency = agency_in(told.properties)
    if meta.agency:
        return []
    caption = told.front.captions.get("agency", "")
    if caption:
        meta.agency = caption
        return [f"机关名称取自网页所示来源“{caption}”，请核对。"]
    opening = _first_sentence(told.texts)
    match = _REPORTER.match(simplified(opening))
    if match:
        meta.agency = opening[match.start("agency") : match.end("agency")]
        return [f"机关名称取自正文开头的“{meta.agency}”，请核对。"]
    return ["来源中没有写明机关名称，请补填。"]


def _sign(meta: Meta, signature: Signature | None) -> list[str]:
    """The date of the signature, where the attachment has none of its own."""
    if signature is None:
        return []
    filled_in, meta.signed_on = meta.signed_on, meta.signed_on or signature.date
    if filled_in and filled_in != signature.date:
        return [f"统计表的填报日期是{filled_in}，落款日期是{signature.date}，请核对。"]
    return []


def _kind_of_agency(meta: Meta) -> list[str]:
    """All are departments until told otherwise."""
    name = simplified(meta.agency)
    if _OTHER.search(name):
        meta.agency_kind = AgencyKind.OTHER
        return [f"“{meta.agency}”看来不是行政机关，机关类别记为“其他”，请核对。"]
    if _GOVERNMENT.search(name) and not _ZONE.search(name):
        meta.agency_kind = AgencyKind.GOVERNMENT
    return []


def _date(meta: Meta, title: Title | None, told: Told) -> list[str]:
    """The period and the year; what they contradict, or are guessed from."""
    meta.period, period_year = period_in(told.texts) or ("", None)
    stated = (title and title.year) or told.year
    meta.year = stated or period_year
    if stated and period_year not in (None, stated):
        return [f"标题写的是{stated}年，统计期限是{period_year}年，请核对。"]
    meta.year = meta.year or year_in_details(told.properties)
    return [] if meta.year else _guess_year(meta, told.texts)


def _guess_year(meta: Meta, texts: Sequence[str]) -> list[str]:
    """A text begins with its year; a report is published in the year after it."""
    date = meta.published or meta.signed_on
    published = year_in(date)
    opening = opening_year(texts)
    if opening:
        meta.year = opening
        return [f"来源没有写明报告年度，按正文开头的“{opening}年”推定，请核对。"]
    if published:
        meta.year = published - 1
        return [f"来源没有写明报告年度，按日期{date}推定为{meta.year}年，请核对。"]
    return ["来源没有写明报告年度，请补填。"]


def opening_year(texts: Sequence[str]) -> int | None:
    """The year with which the first sentence of a text begins."""
    match = _OPENING.match(_first_sentence(texts))
    return int(match[1]) if match else None


def _first_sentence(texts: Sequence[str]) -> str:
    """How the first sentence of a text begins, folded."""
    for text in texts:
        if len(text) >= _SHORTEST_SENTENCE and ("。" in text or "，" in text or "," in text):
            return arabic_dates(fold(text[:_OPENING_LENGTH]))
    return ""
