"""What the text of a report says of itself: its year, period, publication and contacts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gipdesk.report.folding import fold

_DAY = r"\d{1,2} ?月 ?\d{1,2} ?日"
_PERIOD = re.compile(
    rf"(?P<year>20\d\d) ?年 ?(?P<first>{_DAY})(?:起|开始)?,?(?:至|到|-|—|~)"
    rf"(?:(?P<last_year>20\d\d) ?年 ?)?(?P<last>{_DAY})",
    re.ASCII,
)
_PERIOD_WORDS = ("统计期限", "統計期限", "统计时间", "统计周期")
_NEAR = 80  # characters between 统计期限 and its dates
_PUBLISHED = re.compile(
    r"(?:发布|發布|公开|公開)(?:日期|时间|時間): ?"
    r"(?P<date>20\d\d(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2}))",
    re.ASCII,
)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[]20\d\d[〕\]] ?\d{1,4} ?号")
_CONTACTS = {
    "address": re.compile(r"(?<!邮箱)(?<!邮件)地址: ?([^,;。()]{4,60})"),
    "postcode": re.compile(r"(?:邮编|邮政编码): ?(\d{6})(?!\d)"),
    "phone": re.compile(r"(?<!传真)电话(?:号码)?: ?(\d[\d\-—() ]{5,25}\d)"),
    "fax": re.compile(r"传真(?:电话|号码)?: ?(\d[\d\-—() ]{5,25}\d)"),
    "email": re.compile(r"(?:邮箱|邮件|信箱)(?:地址)?: ?([\w.+-]{1,60}@[\w.-]{1,60}\w)", re.ASCII),
}


def period_in(texts: Iterable[str]) -> tuple[str, int] | None:
    """The 统计期限 that a text states, as `2021年1月1日至2021年12月31日`, and its year."""
    for text in texts:
        at = max(text.find(word) for word in _PERIOD_WORDS)
        match = _PERIOD.search(fold(text[at : at + _NEAR])) if at >= 0 else None
        if match:
            year, last_year = match["year"], match["last_year"] or match["year"]
            dates = f"{year}年{match['first']}至{last_year}年{match['last']}"
            return dates.replace(" ", ""), int(year)
    return None


def published_in(text: str) -> tuple[str, bool]:
    """The date of publication that a caption states, and whether it states nothing else."""
    match = _PUBLISHED.search(fold(text[:_NEAR]))
    return (match["date"], match.group() == fold(text)) if match else ("", False)


def is_document_number(text: str) -> bool:
    """Whether a line is a document number such as `某司〔2022〕1号`."""
    return len(text) < _NEAR and bool(_DOCUMENT_NUMBER.fullmatch(fold(text)))


def contacts_in(texts: Iterable[str]) -> dict[str, str]:
    """The contacts that a text states, the first of each kind, by field of `Meta`."""
    found: dict[str, str] = {}
    for text in texts:
        folded = fold(text)
        for field, pattern in _CONTACTS.items():
            match = pattern.search(folded)
            if match:
                found.setdefault(field, match[1].strip())
    return found
