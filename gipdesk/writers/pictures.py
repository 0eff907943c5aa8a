"""Pictures in a document, made what every format and every program can show: PNG or JPEG, RGB."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec

from gipdesk.document.nodes import Document, Figure

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_BYTES: Final = 50 * 1024 * 1024
_MOST_PIXELS: Final = 80_000_000  # twice what cameras give; 240 MB while it is open
_ENOUGH: Final = 2400  # pixels: over the whole type area more than 300 dots an inch
_SHOWN_AS_THEY_ARE: Final = {"PNG": ("1", "L", "P", "RGB"), "JPEG": ("L", "RGB")}
_PHOTO_QUALITY: Final = 90


class PictureError(ValueError):
    """A picture that cannot be put on paper; the text is one sentence for the user."""


class UnreadablePictureError(PictureError):
    """A picture is of no kind that can be shown; `media` is its name in the report's package."""

    def __init__(self, media: str) -> None:
        super().__init__(f"图片“{media}”无法识别，请换成 PNG 或 JPEG 格式。")


class DamagedPictureError(UnreadablePictureError):
    """A picture of a known kind that is not whole."""

    def __init__(self, media: str) -> None:
        PictureError.__init__(self, f"图片“{media}”已损坏或者不完整，请重新放入。")


class HugePictureError(PictureError):
    """A picture is larger than any paper needs."""

    def __init__(self, media: str) -> None:
        most = f"{_MOST_BYTES // 1024 // 1024} MB 或者 {_MOST_PIXELS // 10_000} 万像素"
        super().__init__(f"图片“{media}”太大（超过 {most}），请缩小后重新放入。")


class ShownPicture(msgspec.Struct, frozen=True):
    """A picture as PNG or JPEG, opaque and upright; its size in pixels."""

    data: bytes
    kind: str  # image/png or image/jpeg
    width: int
    height: int


def with_shown_pictures(document: Document) -> Document:
    """The document with its pictures as `shown` makes them; raises as that does."""
    if not any(isinstance(block, Figure) for block in document.blocks):
        return document
    blocks = (
        msgspec.structs.replace(block, data=shown(block.media, block.data).data)
        if isinstance(block, Figure)
        else block
        for block in document.blocks
    )
    return msgspec.structs.replace(document, blocks=tuple(blocks))


@lru_cache(maxsize=16)  # a report is set anew after each change, its pictures stay
def shown(media: str, data: bytes) -> ShownPicture:
    """A picture for paper and screen.

    One that all programs show goes as it is; of several pictures in one the first is taken, and
    colours for printing presses, transparency and more pixels than paper shows are given up.

    Args:
        media: its name, for messages.
        data: its bytes, of any kind that Pillow reads.

    Raises:
        UnreadablePictureError: it is none, or not whole.
        HugePictureError: it has too many bytes or pixels.
    """
    from PIL import Image

    if len(data) > _MOST_BYTES:
        raise HugePictureError(media)
    try:
        picture = Image.open(BytesIO(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise HugePictureError(media) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePictureError(media) from error
    if picture.width * picture.height > _MOST_PIXELS:
        raise HugePictureError(media)
    try:
        return _shown(picture, data)
    except (OSError, ValueError, SyntaxError, IndexError) as error:
        raise DamagedPictureError(media) from error


def _shown(picture: Image, data: bytes) -> ShownPicture:
    from PIL.ExifTags import Base
    from PIL.ImageOps import exif_transpose

    kind = picture.format or ""
    picture.load()
    is_upright = picture.getexif().get(Base.Orientation, 1) == 1
    is_plain = picture.mode in _SHOWN_AS_THEY_ARE.get(kind, ())
    is_opaque = is_plain and not picture.has_transparency_data
    if is_upright and is_opaque and max(picture.size) <= _ENOUGH:
        return ShownPicture(data, f"image/{kind.lower()}", *picture.size)
    return _saved(_opaque(exif_transpose(picture)), is_photo=kind == "JPEG")


def _opaque(picture: Image) -> Image:
    """A picture in RGB on white paper."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits a grey
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")


def _saved(picture: Image, *, is_photo: bool) -> ShownPicture:
    picture.thumbnail((_ENOUGH, _ENOUGH))
    stream = BytesIO()
    if is_photo:
        picture.save(stream, "JPEG", quality=_PHOTO_QUALITY)
    else:
        picture.save(stream, "PNG")
    kind = "image/jpeg" if is_photo else "image/png"
    return ShownPicture(stream.getvalue(), kind, *picture.size)
