"""Sources whose characters were destroyed on the way: decoded wrongly, or replaced by `�`.

What such a text still shows of figures cannot be trusted, so that it is refused as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipdesk.readers.pieces import Piece, UnreadableSourceError

_REPLACED = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
# UTF-8 read as GBK: the beginnings of common Chinese characters and marks
_AS_GBK = frozenset("锛銆鐨鏄鍏鏀鎴鍙鍚鐜鎭绋勫瀹鍒濮鍥闂绔")
_AS_LATIN = re.compile("[\u0080-\u009f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")  # without × ÷
_SHARE = 0.02  # of all characters: some reports quote a strange sign or two


def refuse_damaged(pieces: Sequence[Piece]) -> list[str]:
    """Notes about single damaged characters; raises `UnreadableSourceError` where many are."""
    text = "".join(piece.text for piece in pieces)
    replaced = len(_REPLACED.findall(text))
    damaged = replaced + len(_AS_LATIN.findall(text)) + sum(map(text.count, _AS_GBK))
    if damaged > 1 and damaged > _SHARE * len(text):
        raise UnreadableSourceError(
            "文字是乱码（编码转换有误），读不出可靠的内容。请从原文件重新导出或复制后再导入。"
        )
    if replaced:
        return [f"来源有{replaced}处文字已损坏（显示为“�”等），请对照原文核对。"]
    return []
