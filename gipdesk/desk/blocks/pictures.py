"""Pictures on their way into a report: from a file, the clipboard or a drag."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
FILTER = f"图片 ({' '.join('*' + suffix for suffix in SUFFIXES)})"
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}
_PASTED = "剪贴板中的图片"


class NewPicture(msgspec.Struct, frozen=True):
    """A picture as paper shows it, under the name it has in the package."""

    media: str
    data: bytes


def prepared(name: str, data: bytes) -> NewPicture:
    """A picture fit for paper; raises `PictureError`, whose text is for the user.

    Equal pictures get equal names, so that the package holds each once.
    """
    from gipdesk.writers.pictures import shown

    picture = shown(name, data)
    digest = hashlib.sha256(picture.data).hexdigest()[:16]
    return NewPicture(f"{digest}{_ENDINGS[picture.kind]}", picture.data)


def has_pictures(data: QMimeData) -> bool:
    """Whether pictures are offered: files of pictures only, or a copied one without words."""
    if data.hasUrls():
        paths = [Path(url.toLocalFile()) for url in data.urls()]
        return all(path.suffix.lower() in SUFFIXES for path in paths)
    return data.hasImage() and not data.hasText()


def pictures_in(data: QMimeData) -> Iterator[tuple[str, bytes]]:
    """The pictures that are offered, with their names; raises `OSError` for a file."""
    if data.hasUrls():
        for url in data.urls():
            path = Path(url.toLocalFile())
            yield path.name, path.read_bytes()
        return
    image = data.imageData()
    if isinstance(image, QImage) and not image.isNull():
        yield _PASTED, _png(image)


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # stubs: the format as bytes only
    return bytes(held.data())
