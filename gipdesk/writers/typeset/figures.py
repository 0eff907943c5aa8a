"""Pictures: scaled to the measure, with their caption below."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

from gipdesk.document.nodes import Figure

_PIXEL: Final = 72 / 96  # points: a small picture is not drawn larger than a screen shows it


class PictureError(ValueError):
    """A picture cannot be read."""

    def __init__(self, media: str) -> None:
        """Name the picture by its name in the report's package."""
        super().__init__(f"图片无法识别，不能排印：{media}")


def picture_size(figure: Figure, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture within these bounds, in points; raises `PictureError`."""
    try:
        across, down = ImageReader(BytesIO(figure.data)).getSize()
    except OSError as error:
        raise PictureError(figure.media) from error
    scale = min(width / across, height / down, _PIXEL)
    return across * scale, down * scale
