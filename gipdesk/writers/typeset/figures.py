"""Pictures: scaled to the measure, with their caption below."""

from __future__ import annotations

from typing import Final

_PIXEL: Final = 72 / 96  # points: a small picture is not drawn larger than a screen shows it


def picture_size(
    pixels: tuple[int, int], room: tuple[float, float], share: int | None = None
) -> tuple[float, float]:
    """Width and height at which a picture is printed, in points.

    Args:
        pixels: Its width and height.
        room: The width of the type area, and the height that is left for it.
        share: How much of the width it is to take, in percent; None for its own size.
    """
    (width, height), (widest, highest) = pixels, room
    wanted = _PIXEL if share is None else widest * share / 100 / width
    scale = min(wanted, widest / width, highest / height)
    return width * scale, height * scale


def is_enlarged(pixels: tuple[int, int], size: tuple[float, float]) -> bool:
    """Whether a picture printed in this size, in points, shows its single pixels."""
    return size[0] > pixels[0] * _PIXEL
