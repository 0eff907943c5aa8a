"""What stands around a report: its captions and preamble, and the page it was published on."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL, is_numbered
from gipdesk.readers.recogniser.parts.details import captions_in, is_document_number
from gipdesk.readers.recogniser.parts.titles import Title, find_title, title_in
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.folding import fold

_FURNITURE = re.compile(
    "请输入|发表评论|评论列表|查看更多|登录|检索|打印|关闭|分享|收藏|返回|首页|上一篇|下一篇|上一条|下一条"
    "|扫一扫|二维码|浏览次数|浏览量|访问量|点击数|阅读次数|点击次数|字体|字号|责任编辑|来源:|编辑:|作者:"
    "|网站地图|站点地图|相关链接|相关文档|相关信息|相关附件|附件下载|友情链接|联系我们|关于我们|隐私(?:声明|政策|保护)|网站声明"
    "|手机版|电脑版|无障碍|关怀版|适老|长者|繁体|简体|当前位置|所在位置|回到顶部|纠错|政务公开专栏|微信公众号:"
)
_OF_A_SITE = re.compile(  # also in what looks like a sentence
    "版权所有|网站标识|主办单位|承办单位|主办:|承办:|ICP备|公网安备|技术支持|建议使用.{0,20}浏览器"
    "|访问的链接|即将离开|Copyright|©|未经授权.{0,10}转载",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"[(（](?:.*(?:文字描述|此处填|此处报告|请填写|填写说明|此项报告|这一项报告|这部分报告).*)[)）]。?"
)
_LONGEST_OF_A_SITE = 300
_CLAUSE_ENDS = ("。", "；", ";", "：", ":", "！")


class Front(msgspec.Struct):
    """What stands before the first heading; `chrome` belongs to the page, not to the report.

    `captions` are the details that lines such as `发布日期：2024-01-12` state, by field.
    """

    title: Title | None
    preamble: list[Piece]
    chrome: list[Piece]
    captions: dict[str, str]


def front_of(pieces: Sequence[Piece]) -> Front:
    """The title, its captions, the paragraphs of the preamble, and what is of the page."""
    placed = find_title(pieces)
    begin, end = (placed.begin, placed.end) if placed else (0, 0)
    front = Front(placed.title if placed else None, [], [], {})
    behind = pieces[end:]
    prose = [at for at, piece in enumerate(behind, end) if _is_text(piece)]
    within = range(prose[0], prose[-1] + 1) if prose else range(0)
    for at, piece in enumerate(pieces):
        if begin <= at < end or _is_caption(front, piece.text):
            continue
        is_text = at in within and not is_furniture(piece.text)
        (front.preamble if is_text else front.chrome).append(piece)
    return front


def _is_text(piece: Piece) -> bool:
    return isinstance(piece, Line) and is_prose(piece.text) and not is_furniture(piece.text)


def _is_caption(front: Front, text: str) -> bool:
    """Take the date of publication or document number from a line; whether it says no more."""
    if "document_number" not in front.captions and is_document_number(text):
        front.captions["document_number"] = fold(text)
        return True
    found, is_date = captions_in(text)
    is_first = "published" not in front.captions
    front.captions = found | front.captions
    return is_date and is_first


def is_prose(text: str) -> bool:
    """Whether a line is a sentence and no caption, date or button."""
    if _is_of_a_site(text):
        return False
    return text.endswith(_CLAUSE_ENDS) or "。" in text or text.count("，") + text.count(",") > 1


def end_of_text(pieces: Sequence[Piece]) -> int:
    """Where the furniture of a web page begins behind the last sentence of a report."""
    end = len(pieces)
    while end and (is_furniture(pieces[end - 1].text) or not is_prose(pieces[end - 1].text)):
        end -= 1
    rest = ((at, pieces[at]) for at in range(end, len(pieces)))
    return next((at for at, piece in rest if _is_behind(piece)), len(pieces))


def _is_behind(piece: Piece) -> bool:
    """Whether a piece behind the text is of the page: a button, or the title of another report."""
    return isinstance(piece, Line) and (
        is_furniture(piece.text) or bool((title := title_in(piece.text)) and title.told)
    )


def is_furniture(text: str) -> bool:
    """Whether a line is of the web page: a button, a menu, the owner's name."""
    is_short = len(text) <= LONGEST_LABEL and "。" not in text and not is_numbered(text)
    return (is_short and bool(_FURNITURE.search(simplified(fold(text))))) or _is_of_a_site(text)


def _is_of_a_site(text: str) -> bool:
    return len(text) <= _LONGEST_OF_A_SITE and bool(_OF_A_SITE.search(simplified(text)))


def is_instruction(text: str) -> bool:
    """Whether a line only says what to write here, as blank forms do: `（文字描述）`."""
    return len(text) <= _LONGEST_OF_A_SITE and bool(_INSTRUCTION.fullmatch(simplified(text)))
