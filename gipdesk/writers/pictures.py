"""Pictures in a document: what every writer says of one it cannot read."""

from __future__ import annotations


class UnreadablePictureError(ValueError):
    """A picture is of no kind that can be shown; `media` is its name in the report's package."""

    def __init__(self, media: str) -> None:
        super().__init__(f"图片“{media}”无法识别，请换成 PNG 或 JPEG 格式。")
