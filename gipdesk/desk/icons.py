"""Icons drawn from the SVG files of resources/icons, in the colour of the text around them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gipdesk import paths

_SIZES_PX = (16, 20, 24, 32, 40, 48)
_PROGRAM = "gipdesk"


def icon(name: str) -> QIcon:
    """The icon of this name, for the palette in use."""
    palette = QGuiApplication.palette()
    usual = palette.color(QPalette.ColorRole.WindowText).name()
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    return _drawn(name, usual, pale, _sizes(name))


def picture_of(name: str, side: int, ratio: float) -> QPixmap:
    """An icon as a picture of `side` logical pixels on a screen of this pixel ratio."""
    usual = QGuiApplication.palette().color(QPalette.ColorRole.WindowText).name()
    picture = _picture(_svg(name, usual), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawn(name: str, usual: str, pale: str, sizes: tuple[int, ...]) -> QIcon:
    drawn = QIcon()
    for side in sizes:
        drawn.addPixmap(_picture(_svg(name, usual), side))
        if name != _PROGRAM:  # which is never out of use
            drawn.addPixmap(_picture(_svg(name, pale), side), QIcon.Mode.Disabled)
    return drawn


def _sizes(name: str) -> tuple[int, ...]:
    """The sizes an icon is shown in: that of the program in all, others as fine as the screens."""
    is_fine = any(screen.devicePixelRatio() > 1 for screen in QGuiApplication.screens())
    return _SIZES_PX if is_fine or name == _PROGRAM else _SIZES_PX[:1]


@cache
def _svg(name: str, colour: str) -> str:
    return (paths.ICONS / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)


def _picture(svg: str, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
