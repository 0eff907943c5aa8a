"""Who else has a file open: the words for it, and the refusal to write over their work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gipdesk.files.lock import Holder


class HeldError(Exception):
    """Somebody else edits the file that was to be written."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(f"“{path.name}”{holder_in_words(holder)}，没有保存到这个文件。")


def holder_in_words(holder: Holder) -> str:
    """Who edits a file, since when."""
    who = "，".join(each for each in (holder.user, holder.host) if each)
    since = f"，{holder.since[11:16]} 打开" if len(holder.since) > 15 else ""
    return f"正由他人编辑（{who or '身份不明'}{since}）"
