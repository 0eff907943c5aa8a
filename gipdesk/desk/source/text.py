"""A source's lines with their places beside them, to read and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gipdesk.desk.appearance import colours
from gipdesk.workflow.source_view import SourceLine

_GAP = 8  # pixels around a place
_WIDEST_SHARE = 3  # the places take at most a third of the width


class SourceText(QPlainTextEdit):
    """The lines of a source; one of them is the line that is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAccessibleName("来源全文")
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self._places: tuple[str, ...] = ()
        self._shown = -1
        self._margin = _Places(self)
        self.updateRequest.connect(self._margin.follow)

    def show_lines(self, lines: Sequence[SourceLine]) -> None:
        """Show these lines, none of them looked at."""
        self._shown = -1
        self._places = tuple(line.place for line in lines)
        self.setPlainText("\n".join(" ".join(line.text.splitlines()) for line in lines))
        self._make_room()

    def show_line(self, at: int | None) -> None:
        """Look at a line: bring it into the middle and mark it; None: at no line."""
        self._shown = -1 if at is None else at
        self.viewport().update()
        self._margin.update()
        block = self.document().findBlockByNumber(self._shown)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def shown_line(self) -> str:
        """The line that is looked at; empty where none is."""
        return self.document().findBlockByNumber(self._shown).text() if self._shown >= 0 else ""

    def place_at(self, block: int) -> str:
        """The place of a line."""
        return self._places[block] if block < len(self._places) else ""

    def margin_width(self) -> int:
        """How wide the places are."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self._places), default=0)
        return min(widest + 2 * _GAP + 2, self.width() // _WIDEST_SHARE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the places as high as the lines, and the line that is looked at in sight."""
        super().resizeEvent(event)
        self._make_room()
        if self._shown >= 0:
            self.centerCursor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, on a ground of its own the one that is looked at."""
        block = self.document().findBlockByNumber(self._shown)
        if self._shown >= 0 and block.isVisible():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            box.setWidth(self.viewport().width())
            QPainter(self.viewport()).fillRect(box, QColor(colours().chosen))
        super().paintEvent(event)

    def paint_places(self, painter: QPainter, rect: QRect) -> None:
        """The places of the lines in sight, each beside the beginning of its line."""
        painter.fillRect(rect, QColor(colours().alternate))
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > rect.bottom():
                return
            is_shown = block.blockNumber() == self._shown
            painter.setPen(QColor(colours().accent if is_shown else colours().quiet))
            self._paint_place(painter, box, self.place_at(block.blockNumber()))
            block = block.next()

    def _paint_place(self, painter: QPainter, box: QRectF, place: str) -> None:
        room = QRectF(_GAP, box.top(), self._margin.width() - 2 * _GAP, box.height())
        middle = Qt.TextElideMode.ElideMiddle
        text = self.fontMetrics().elidedText(place, middle, round(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), text)

    def _make_room(self) -> None:
        width = self.margin_width()
        self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self._margin.setGeometry(inside.left(), inside.top(), width, inside.height())


class _Places(QWidget):
    """The margin with the places."""

    def __init__(self, text: SourceText) -> None:
        super().__init__(text)
        self._text = text

    def follow(self, rect: QRect, by: int) -> None:
        """Scroll with the text."""
        if by:
            self.scroll(0, by)
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    def sizeHint(self) -> QSize:
        """As wide as the places."""
        return QSize(self._text.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The places."""
        self._text.paint_places(QPainter(self), event.rect())
