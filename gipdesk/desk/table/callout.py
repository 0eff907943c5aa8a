"""What is wrong with a cell, said beside it while somebody works there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gipdesk.desk.table.look import Look
from gipdesk.desk.table.marks import Grade

_WIDEST = 20  # characters
_ROUND = 4


class Callout(QLabel):
    """A sentence above or below a cell; it takes neither clicks nor the keyboard."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.look = look
        self._grade = Grade.ERROR
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(8, 5, 8, 5)
        self.hide()

    def say(self, text: str, grade: Grade, cell: QRect, free: QRect) -> None:
        """Say something of `cell` without covering it or `free`, both in the parent's places."""
        self._grade = grade
        self.setText(text)
        self.setAccessibleName(text)
        metrics = self.fontMetrics()
        widest = min(_WIDEST * metrics.horizontalAdvance("国") + 16, self._around.width())
        width = min(widest, metrics.horizontalAdvance(text) + 20)
        height = self.heightForWidth(width)
        self.setGeometry(_place(cell, free, width, height, self._around.rect()))
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


def _place(cell: QRect, free: QRect, width: int, height: int, room: QRect) -> QRect:
    """Above the cell with its right edge, or below, or beside: the first that covers nothing."""
    left = max(0, min(cell.right() - width + 1, room.right() - width + 1))
    above = QRect(left, cell.top() - height - 2, width, height)
    below = QRect(left, cell.bottom() + 3, width, height)
    before = QRect(max(0, cell.left() - width - 2), cell.top(), width, height)
    places = (above, below, before)
    fitting = (each for each in places if room.contains(each) and not each.intersects(free))
    return next(fitting, above)
