"""Pictures: scaled to the measure, with their caption below."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

from gipdesk.document.nodes import Figure
from gipdesk.writers.pictures import UnreadablePictureError

_PIXEL: Final = 72 / 96  # points: a small picture is not drawn larger than a screen shows it


def picture_size(figure: Figure, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture within these bounds, in points.

    Raises `UnreadablePictureError`.
    """
    try:
        across, down = ImageReader(BytesIO(figure.data)).getSize()
    except OSError as error:
        raise UnreadablePictureError(figure.media) from error
    scale = min(width / across, height / down, _PIXEL)
    return across * scale, down * scale
