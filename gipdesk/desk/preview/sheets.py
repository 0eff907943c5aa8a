"""Sheets of paper below or beside each other, painted when they come into sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gipdesk.desk.appearance import colours

_GAP = 12  # pixels between sheets, and around them
_MARK = 1.5  # width of the line around the place that is worked at


class Sheets(QWidget):
    """The sheets of a document, all of them as wide as asked; lengths of paper are points."""

    pressed = Signal(int, float, float)  # sheet, counted from 1, and the point on it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._marks: tuple[tuple[int, QRectF], ...] = ()
        self._rects: list[QRect] = []
        self._columns = 1
        self._width = 100  # of a sheet, in pixels

    def show_sheets(self, sizes: tuple[tuple[float, float], ...], stale: set[int]) -> None:
        """Show sheets of these sizes; the pictures of stale ones stay until new ones are there."""
        self._sizes = sizes
        known = range(1, len(sizes) + 1)
        self._pictures = {
            number: picture for number, picture in self._pictures.items() if number in known
        }
        self._marks = tuple(mark for mark in self._marks if mark[0] not in stale)
        self._lay_out()

    def show_picture(self, number: int, picture: QPixmap) -> None:
        """Show a sheet as it was painted."""
        self._pictures[number] = picture
        self.update(self.rect_of(number))

    def mark(self, marks: tuple[tuple[int, QRectF], ...]) -> None:
        """Draw a line around these areas of sheets."""
        self._marks = marks
        self.update()

    def fit(self, width: int, columns: int) -> None:
        """Make the sheets so wide, and stand so many beside each other."""
        self._width, self._columns = max(60, width), columns
        self._lay_out()

    def scale_of(self, number: int) -> float:
        """Pixels a point."""
        return self._width / self._sizes[number - 1][0]

    def rect_of(self, number: int) -> QRect:
        """Where a sheet lies."""
        return self._rects[number - 1]

    def within(self, area: QRect) -> list[int]:
        """The sheets that can be seen in an area."""
        return [n for n, rect in enumerate(self._rects, 1) if rect.intersects(area)]

    def area_of(self, number: int, area: QRectF) -> QRect:
        """An area of a sheet, as it lies here."""
        scale, corner = self.scale_of(number), self.rect_of(number).topLeft()
        size = area.size() * scale
        return QRectF(area.topLeft() * scale + QPointF(corner), size).toAlignedRect()

    def _lay_out(self) -> None:
        self._rects = list(self._places())
        bottom = max((rect.bottom() for rect in self._rects), default=0)
        wide = self._columns * (self._width + _GAP) + _GAP
        self.setMinimumSize(QSize(wide, bottom + _GAP))
        self.update()

    def _places(self) -> Iterator[QRect]:
        top, lowest = _GAP, 0
        for index, (width, height) in enumerate(self._sizes):
            column = index % self._columns
            if index and not column:
                top, lowest = lowest + _GAP, 0
            high = round(self._width * height / width)
            yield QRect(_GAP + column * (self._width + _GAP), top, self._width, high)
            lowest = max(lowest, top + high)

    # ---------------------------------------------------------------- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheets in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self.within(event.rect()):
            rect = self.rect_of(number)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if number in self._pictures:
                painter.drawPixmap(rect, self._pictures[number])
            painter.setPen(QColor(colours().line))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        painter.setPen(QPen(QColor(colours().accent), _MARK))
        for number, area in self._marks:
            painter.drawRect(self.area_of(number, area).adjusted(-2, -1, 2, 1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which point of which sheet was pressed."""
        at = event.position()
        for number in self.within(QRect(at.toPoint(), QSize(1, 1))):
            point = (at - QPointF(self.rect_of(number).topLeft())) / self.scale_of(number)
            self.pressed.emit(number, point.x(), point.y())
