"""What stands around a report: the page it was published on, its title, its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.details import is_document_number, published_in
from gipdesk.readers.labels import LONGEST_LABEL
from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.script import simplified
from gipdesk.report.folding import fold, match_key

_MOST_TITLE_LINES = 3
_YEAR = re.compile(r"(20\d\d)年度?", re.ASCII)
_TITLE = re.compile(
    r"(?P<agency>[^,;:。!?|>《》]*?)政府信息公开(?:工作)?(?:情况)?的?"
    r"(?:年度)?(?:工作)?(?:报告|年报|统计表)(?:\([^()]*\))?"
)
_QUOTED = re.compile(r"《([^《》]{8,80})》")
_DATE = r"\d{4}(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})"
_SIGNED = re.compile(rf"(?P<agency>[\u4e00-\u9fff()、 ]{{0,40}}?)[( ]*(?P<date>{_DATE})[) ]*")
_AGENCY = re.compile(r"[\u4e00-\u9fff()、 ]{3,40}")
_ORGAN = re.compile(
    "[局委办辦厅廳府院会會处處镇鎮乡鄉部室社校所队隊站心道区區县縣市省州盟旗司团團馆館]$"
)
_FURNITURE = re.compile(
    "请输入|发表评论|评论列表|查看更多|登录|检索|打印|关闭|分享|收藏|返回|首页|上一篇|下一篇"
    "|扫一扫|二维码|浏览次数|访问量|字体|字号|版权所有|网站地图|网站标识|主办单位|承办单位"
    "|ICP备|公网安备|技术支持|手机版|无障碍|关怀版|访问的链接"
)
_CLAUSE_ENDS = ("。", "；", ";", "：", ":", "！")


class Title(msgspec.Struct, frozen=True):
    """A title as printed, and what it says; empty or None where it does not."""

    text: str
    agency: str
    year: int | None


class Front(msgspec.Struct):
    """What stands before the first heading; `chrome` belongs to the page, not to the report."""

    title: Title | None
    preamble: list[Line]
    chrome: list[Piece]
    published: str = ""
    document_number: str = ""


class Signature(msgspec.Struct, frozen=True):
    """Agency and date at the end of a report; the agency may be empty."""

    agency: str
    date: str
    lines: tuple[Line, ...]


def title_in(text: str) -> Title | None:
    """The title that a text is; None where it is something else.

    >>> title_in("某某市司法局2021 年政府信息公开工作年度报告").agency
    '某某市司法局'
    """
    if len(text) > LONGEST_LABEL:
        return None
    key = match_key(text)
    year = _YEAR.search(key)
    without_year = key[: year.start()] + key[year.end() :] if year else key
    match = _TITLE.fullmatch(simplified(without_year))
    if match is None:
        return None
    return Title(text, without_year[: match.end("agency")], int(year[1]) if year else None)


def quoted_title(text: str) -> Title | None:
    """A title with its year that a text cites in 《》."""
    titles = (title_in(match[1]) for match in _QUOTED.finditer(text))
    return next((title for title in titles if title and title.year and title.agency), None)


def front_of(pieces: Sequence[Piece]) -> Front:
    """The title, its captions, the paragraphs of the preamble, and what is of the page."""
    title, begin, end = _find_title(pieces) or (None, 0, 0)
    front = Front(title, [], [])
    for at, piece in enumerate(pieces):
        if begin <= at < end or _is_caption(front, piece.text):
            continue
        is_text = is_prose(piece.text) and not _is_furniture(piece.text)
        if at >= end and isinstance(piece, Line) and is_text:
            front.preamble.append(piece)
        else:
            front.chrome.append(piece)
    return front


def _is_caption(front: Front, text: str) -> bool:
    """Take the date of publication or document number from a line; whether it says no more."""
    if not front.document_number and is_document_number(text):
        front.document_number = fold(text)
        return True
    date, is_all = published_in(text)
    if not date or front.published:
        return False
    front.published = date
    return is_all


def _find_title(pieces: Sequence[Piece]) -> tuple[Title, int, int] | None:
    """The title that says most, and the pieces it stands in; the first and shortest of equals."""
    best: tuple[Title, int, int] | None = None
    for count in range(1, _MOST_TITLE_LINES + 1):
        for begin in range(len(pieces) + 1 - count):
            lines = pieces[begin : begin + count]
            title = _title_over(lines)
            if title and (best is None or _told(title) > _told(best[0])):
                best = title, begin, begin + count
    return best


def _title_over(lines: Sequence[Piece]) -> Title | None:
    """The title of a report that some lines together are."""
    if not all(isinstance(line, Line) for line in lines):
        return None
    title = title_in("".join(line.text for line in lines))
    if title is None or title.text.endswith("表") or not (_told(title) or len(lines) == 1):
        return None
    is_apart = len(lines) > 1 and not _ORGAN.search(title.agency)  # a caption above the title
    return None if is_apart else title


def _told(title: Title) -> int:
    """How much a title says: agency and year."""
    return bool(title.agency) + bool(title.year)


def is_prose(text: str) -> bool:
    """Whether a line is a sentence and no caption, date or button."""
    return text.endswith(_CLAUSE_ENDS) or "。" in text or text.count("，") + text.count(",") > 1


def signature_at(pieces: Sequence[Piece]) -> tuple[int, Signature] | None:
    """The signature among the last pieces of a report, and where it begins."""
    last_sentence = max((at for at, piece in enumerate(pieces) if "。" in piece.text), default=-1)
    for at, piece in enumerate(pieces):
        above = pieces[at - 1] if at else None
        signature = _signature(above, piece) if isinstance(piece, Line) else None
        if signature and (signature.agency or at > last_sentence):
            return at + 1 - len(signature.lines), signature
    return None


def _signature(above: Piece | None, line: Line) -> Signature | None:
    """The signature that ends with this line; its agency may stand in the line above."""
    match = _SIGNED.fullmatch(fold(line.text)) if len(line.text) <= LONGEST_LABEL else None
    if match is None:
        return None
    agency, date = match["agency"].strip(), match["date"]
    if agency:
        return Signature(agency, date, (line,)) if _ORGAN.search(agency) else None
    if isinstance(above, Line) and _is_agency(above.text):
        return Signature(fold(above.text), date, (above, line))
    return Signature("", date, (line,)) if "年" in date else None


def _is_agency(text: str) -> bool:
    name = fold(text)
    return bool(_AGENCY.fullmatch(name) and _ORGAN.search(name))


def end_of_text(pieces: Sequence[Piece]) -> int:
    """Where the furniture of a web page begins behind the last sentence of a report."""
    end = len(pieces)
    while end and (_is_furniture(pieces[end - 1].text) or not is_prose(pieces[end - 1].text)):
        end -= 1
    furniture = (at for at in range(end, len(pieces)) if _is_furniture(pieces[at].text))
    return next(furniture, len(pieces))


def _is_furniture(text: str) -> bool:
    is_short = len(text) <= LONGEST_LABEL and "。" not in text
    return is_short and bool(_FURNITURE.search(simplified(text)))
