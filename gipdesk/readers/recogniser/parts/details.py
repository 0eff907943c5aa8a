"""What the text of a report says of itself: its period, publication, source and contacts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gipdesk.readers.recogniser.parts.dates import DATE, DAY, arabic_dates
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.folding import fold

_PERIOD = re.compile(
    rf"(?P<year>20\d\d) ?年 ?(?P<first>{DAY})(?:起|开始)?,?(?:至|到|-|—|~)"
    rf"(?:(?P<last_year>20\d\d) ?年 ?)?(?P<last>{DAY})",
    re.ASCII,
)
_PERIOD_WORDS = re.compile("统计期限|统计时限|统计时间|统计周期|统计区间|统计期间|起止时间")
_ABOUT_DATA = re.compile("本报告|本年报|报告中|年度报告|数据")
_NEAR = 80  # characters between 统计期限 and its dates
_LONGEST_PREAMBLE = 1000
_CAPTIONS = {
    "published": re.compile(
        r"(?:发布|公开|公布)(?:日期|时间):? ?(?P<value>" + DATE + ")", re.ASCII
    ),
    "document_number": re.compile(
        r"(?:文号|发文字号): ?(?P<value>[\u4e00-\u9fff]{1,12}[〔\[(]20\d\d[〕\])] ?\d{1,4} ?号)"
    ),
    "agency": re.compile(
        r"(?:发布机构|发布单位|发布机关|公开主体|编制单位|编制机关|信息来源|来源): ?"
        r"(?P<value>[\u4e00-\u9fff()]{3,30})(?= |$)"
    ),
}
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[]20\d\d[〕\]] ?\d{1,4} ?号")
_ABOUT_CONTACT = re.compile("疑问|与.{2,40}联系|联系(?:地址|电话|人|方式)|通讯地址|办公地址")
_CONTACTS = {
    "address": re.compile(r"(?<!邮箱)(?<!邮件)(?<!网)(?<!站)地址(?:为|是)?: ?([^,;。()]{4,60})"),
    "postcode": re.compile(r"(?:邮编|邮政编码)(?:为|是)?: ?(\d{6})(?!\d)"),
    "phone": re.compile(r"(?<!传真)电话(?:号码)?(?:为|是)?[:/]? ?(\d[\d\-—() ]{5,25}\d)"),
    "fax": re.compile(r"传真(?:电话|号码)?(?:为|是)?: ?(\d[\d\-—() ]{5,25}\d)"),
    "email": re.compile(
        r"(?:邮箱|邮件|信箱|[Ee]-?mail)(?:地址)?(?:为|是)?: ?([\w.+-]{1,60}@[\w.-]{1,60}\w)",
        re.ASCII,
    ),
}


def period_in(texts: Iterable[str]) -> tuple[str, int] | None:
    """The 统计期限 that a text states, as `2021年1月1日至2021年12月31日`, and its year."""
    whole_years: list[tuple[str, int]] = []
    for text in texts:
        plain = simplified(text)
        word = _PERIOD_WORDS.search(plain)
        if word:
            found = _period(plain[word.start() : word.start() + _NEAR])
            if found:
                return found
        elif not whole_years and _ABOUT_DATA.search(plain):
            found = _period(plain[:_LONGEST_PREAMBLE])
            whole_years += [found] if found and found[0].endswith("12月31日") else []
    return whole_years[0] if whole_years else None


def _period(text: str) -> tuple[str, int] | None:
    match = _PERIOD.search(arabic_dates(fold(text)))
    if match is None:
        return None
    year, last_year = match["year"], match["last_year"] or match["year"]
    dates = f"{year}年{match['first']}至{last_year}年{match['last']}"
    return dates.replace(" ", ""), int(year)


def captions_in(text: str) -> tuple[dict[str, str], bool]:
    """What a caption states, by field of `Meta`; and whether it is a date of publication only."""
    folded = fold(text[: 2 * _NEAR])
    plain = simplified(folded)
    matches = {field: pattern.search(plain) for field, pattern in _CAPTIONS.items()}
    found = {
        field: folded[match.start("value") : match.end("value")]
        for field, match in matches.items()
        if match
    }
    published = matches["published"]
    return found, bool(published and published[0] == plain)


def is_document_number(text: str) -> bool:
    """Whether a line is a document number such as `某司〔2022〕1号`."""
    return len(text) < _NEAR and bool(_DOCUMENT_NUMBER.fullmatch(fold(text)))


def contacts_in(texts: Iterable[str]) -> dict[str, str]:
    """The contacts that a text states, the first of each kind, by field of `Meta`."""
    found: dict[str, str] = {}
    for text in texts:
        folded = fold(text)
        plain = simplified(folded)
        for field, pattern in _CONTACTS.items():
            match = pattern.search(plain)
            if match:
                found.setdefault(field, folded[match.start(1) : match.end(1)].strip())
    return found


def is_about_contact(text: str) -> bool:
    """Whether a line says how to reach the agency about its report."""
    return bool(_ABOUT_CONTACT.search(simplified(text)))
