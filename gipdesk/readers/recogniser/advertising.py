"""Advertising that mirror pages inject into a report: gambling, quack medicine, link farms.

Only whole lines are taken out, and never a sentence that speaks about such things as an agency
does (`打击网络赌博`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.folding import fold

NOTE = "来源中有疑似与报告无关的广告文字，已剔出。"

_WORDS = re.compile(
    "彩票|博彩|时时彩|六合彩|快三|分分彩|北京赛车|赛车pk|赌场|赌博|赌球|娱乐城|娱乐场|娱乐平台|真人"
    "|百家乐|老虎机|棋牌|捕鱼|葡京|威尼斯人|太阳城|皇冠|银河娱乐|投注|下注|盘口|外围|彩金|送金|开户送"
    "|注册送|注册即送|返水|充值|提现|开奖|走势图|预测|计划群|体育官网|滚球|足球直播|澳门|菠菜"
    "|代孕|试管婴儿|壮阳|伟哥|阳痿|早泄|性病|癫痫|白癜风|牛皮癣|男科|妇科|人流|整形|减肥药|祖传秘方"
    "|代开发票|办证|刻章|私服|外挂|裸聊|约炮|成人视频|情色|色情|上门服务|小额贷款|网贷|套现|刷单|兼职(?!人员)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    "打击|查处|整治|禁止|违法|非法|案件|专项|治理|办理|宣传|管理|监督|普法|信息公开|行政|群众|机关|我局"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:-]+|(?<![@\w])[a-z0-9-]{2,40}\.(?:com|net|cc|vip|xyz|top|app|bet|me|tv)\b",
    re.IGNORECASE | re.ASCII,
)
_OFFICIAL_ADDRESS = re.compile(r"gov\.cn|\.org\.cn|weixin|\.edu\.cn", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_SHORTEST = 6  # characters: single words are no advertising
_GIBBERISH = 40  # characters: shorter lines of Latin letters are names of pages and buttons


def without_advertising(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the report, and the lines of advertising among them."""
    advertising = [each for each in pieces if isinstance(each, Line) and is_advertising(each.text)]
    cut = {id(each) for each in advertising}
    return [each for each in pieces if id(each) not in cut], list(advertising)


def is_advertising(text: str) -> bool:
    """Whether a line advertises something that no agency would.

    >>> is_advertising("澳门葡京赌场_真人娱乐城_时时彩开户送彩金 www.abc888.com")
    True
    >>> is_advertising("开展打击网络赌博、非法彩票、网络博彩专项行动3次。")
    False
    """
    if len(text) < _SHORTEST:
        return False
    folded = simplified(fold(text))
    if _OFFICIAL.search(folded):
        return False
    words = _WORDS.findall(folded)
    addresses = [each for each in _ADDRESS.findall(folded) if not _OFFICIAL_ADDRESS.search(each)]
    if addresses and (len(addresses) > 1 or words):
        return bool(words) or len(_HAN.findall(folded)) < sum(map(len, addresses))
    is_dense = sum(map(len, words)) * 4 >= len(folded)
    return (len(set(words)) > 1 and is_dense) or _is_gibberish(folded)


def _is_gibberish(folded: str) -> bool:
    """Whether a long line is all Latin letters: no address, and no Chinese beside them."""
    if len(folded) < _GIBBERISH or _HAN.search(folded) or _ADDRESS.search(folded):
        return False
    return "@" not in folded and len(_LATIN.findall(folded)) * 10 > len(folded) * 7
