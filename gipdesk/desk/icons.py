"""Icons drawn from the SVG files of resources/icons, in the colour of the text around them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gipdesk import paths

_SIZES_PX = (16, 20, 24, 32, 40, 48)


def icon(name: str) -> QIcon:
    """The icon of this name, for the palette in use."""
    palette = QGuiApplication.palette()
    usual = palette.color(QPalette.ColorRole.WindowText).name()
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    return _drawn(name, usual, pale)


def picture_of(name: str, side: int, ratio: float) -> QPixmap:
    """An icon as a picture of `side` logical pixels on a screen of this pixel ratio."""
    usual = QGuiApplication.palette().color(QPalette.ColorRole.WindowText).name()
    picture = _picture(_svg(name, usual), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawn(name: str, usual: str, pale: str) -> QIcon:
    drawn = QIcon()
    for side in _SIZES_PX:
        drawn.addPixmap(_picture(_svg(name, usual), side))
        drawn.addPixmap(_picture(_svg(name, pale), side), QIcon.Mode.Disabled)
    return drawn


def _svg(name: str, colour: str) -> str:
    return (paths.ICONS / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)


def _picture(svg: str, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
