"""What is wrong with a cell, said beside it while somebody works there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gipdesk.desk.table.look import Look
from gipdesk.desk.table.marks import Grade

_WIDEST = 20  # characters
_ROUND = 4


class Callout(QLabel):
    """A sentence above or below a cell; it takes neither clicks nor the keyboard.

    It lies on the page around its table: a table of one row has no room below.
    """

    def __init__(self, look: Look, table: QWidget) -> None:
        super().__init__(table)
        self._table = table
        table.destroyed.connect(self.deleteLater)
        self.look = look
        self._grade = Grade.ERROR
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(8, 5, 8, 5)
        self.hide()

    def say(self, text: str, grade: Grade, cell: QRect, free: QRect, heads: QRect) -> None:
        """Say something of `cell` without covering it, `free` or, if it can be, the `heads`.

        All three are in the table's own places.
        """
        around = self._table.parentWidget() or self._table
        if self.parentWidget() is not around:
            self.setParent(around)
        self._grade = grade
        self.setText(text)
        self.setAccessibleName(text)
        metrics = self.fontMetrics()
        widest = min(_WIDEST * metrics.horizontalAdvance("国") + 16, self._table.width())
        width = min(widest, metrics.horizontalAdvance(text) + 20)
        size = QSize(width, self.heightForWidth(width))
        at = QPoint() if around is self._table else self._table.pos()
        cell, free, heads = (each.translated(at) for each in (cell, free, heads))
        self.setGeometry(_place(cell, free, heads, size, around.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame in the colour of what is wrong, then the words."""
        colour = self.look.marks.get(self._grade, self.look.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(self.look.base)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _ROUND, _ROUND)
        painter.end()
        super().paintEvent(event)


def _place(cell: QRect, free: QRect, heads: QRect, size: QSize, room: QRect) -> QRect:
    """Above the cell with its right edge, or below, or beside: the first that covers nothing."""
    width, height = size.width(), size.height()
    left = max(0, min(cell.right() - width + 1, room.right() - width + 1))
    above = QRect(QPoint(left, cell.top() - height - 2), size)
    below = QRect(QPoint(left, cell.bottom() + 3), size)
    before = QRect(QPoint(max(0, cell.left() - width - 2), cell.top()), size)
    places = (above, below, before)
    fitting = [each for each in places if room.contains(each) and not each.intersects(free)]
    beside_heads = (each for each in fitting if not heads.contains(each.center()))
    return next(beside_heads, next(iter(fitting), above))
