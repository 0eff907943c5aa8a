"""Pictures: scaled to the measure, with their caption below."""

from __future__ import annotations

from typing import Final

from gipdesk.writers.pictures import ShownPicture

_PIXEL: Final = 72 / 96  # points: a small picture is not drawn larger than a screen shows it


def picture_size(picture: ShownPicture, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture within these bounds, in points."""
    scale = min(width / picture.width, height / picture.height, _PIXEL)
    return picture.width * scale, picture.height * scale
