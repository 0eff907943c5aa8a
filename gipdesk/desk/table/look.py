"""How the cells of a printed table look on the screen: rules, fills, words and marks.

Colours come from the window's appearance, light or dark. Marks differ in shape as well: a triangle
for an error, a disc for a warning, a question mark for a doubt, a tick for what was accepted, a dot
for a blank.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from gipdesk.desk.appearance import LIGHT, Colours
from gipdesk.desk.table.layout import WRAPPED, padding
from gipdesk.desk.table.marks import Grade
from gipdesk.report.grid import Role

_BAND = "#c6d9f1"  # the blue of the official blank form
_NARROWEST, _LOWEST = 0.5, 0.8  # of the usual width and height of digits
_SMALL = 0.78  # of the usual size: last year's figures


class Look:
    """The colours and pens of one appearance, and the strokes made with them."""

    def __init__(self, colours: Colours, font: QFont) -> None:
        self.metrics = QFontMetrics(font)
        self.upright = font
        self.italic = QFont(font)
        self.italic.setItalic(True)
        base, text, accent = QColor(colours.base), QColor(colours.text), QColor(colours.accent)
        error, warning = QColor(colours.error), QColor(colours.warning)
        self.accent = accent
        self.text = text
        self.computed_text = _blend(accent, text, 0.45)
        is_plain = colours.line == colours.text  # high contrast: nothing in grey
        self.rule = QPen(text if is_plain else _blend(text, base, 0.45))
        self.rule.setCosmetic(True)
        self.blank = text if is_plain else _blend(text, base, 0.25)
        self.missing = QPen(text if is_plain else _blend(text, base, 0.2))
        self.marks = {Grade.ERROR: error, Grade.WARNING: warning, Grade.DOUBT: warning}
        self.done = QColor(colours.done)
        self.bold = QFont(font)
        self.bold.setBold(True)
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * _SMALL)
        self.small_metrics = QFontMetrics(self.small)
        self.past = text if is_plain else _blend(text, QColor(colours.quiet), 0.6)
        self.base = base
        self.found = QColor(colours.found)
        self._fills = {
            Grade.RELATED: _blend(error, base, 0.08),
            Grade.WARNING: _blend(warning, base, 0.12),
            Grade.DOUBT: _blend(warning, base, 0.12),
            Grade.ERROR: _blend(error, base, 0.18),
        }
        self._grounds = {
            Role.BAND: QColor(_BAND) if colours is LIGHT else _blend(accent, base, 0.3),
            Role.VALUE: base,
        }
        self._label_ground = QColor(colours.alternate)

    def ground(self, role: Role) -> QColor:
        """What the words of a cell of the form stand on."""
        return self._grounds.get(role, self._label_ground)

    def fill(self, grade: Grade | None) -> QColor:
        """What a value stands on, findings considered."""
        return self.base if grade is None else self._fills.get(grade, self.base)

    def chosen(self, ground: QColor, *, is_strong: bool) -> QColor:
        """A ground as it looks while selected; strong where the keyboard is here."""
        return _blend(self.accent, ground, 0.2 if is_strong else 0.12)

    def draw_rules(
        self, painter: QPainter, rect: QRect, *, is_left: bool = False, is_top: bool = False
    ) -> None:
        """The rules right of and below a cell; left and above only at the table's edge.

        They begin a pixel early: at 125 and 200 % a rule does not fill its logical pixel.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self.rule)
        painter.drawLine(rect.topRight() - QPoint(0, 1), rect.bottomRight())
        painter.drawLine(rect.bottomLeft() - QPoint(1, 0), rect.bottomRight())
        if is_left:  # within the first pixel, so that no rounding puts it outside the table
            x = rect.left() + 0.5
            painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))
        if is_top:
            y = rect.top() + 0.5
            painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def draw_words(
        self, painter: QPainter, rect: QRect, words: str, align: Qt.AlignmentFlag
    ) -> None:
        """The words of a label or header, wrapped."""
        beside, _ = padding(self.metrics)
        painter.setPen(self.text)
        painter.drawText(rect.adjusted(beside, 0, -beside - 1, -1), int(align) | WRAPPED, words)

    def draw_number(self, painter: QPainter, rect: QRect, text: str, *, is_computed: bool) -> None:
        """A value on one line, in smaller digits where it is long."""
        painter.setFont(self.italic if is_computed else self.upright)
        painter.setPen(self.computed_text if is_computed else self.text)
        room = rect.adjusted(2, 0, -3, -1)
        _draw_fitting(painter, room, text, Qt.AlignmentFlag.AlignCenter)

    def draw_past(self, painter: QPainter, rect: QRect, text: str, *, beside: str) -> None:
        """Last year's figure, small and grey in the lower right, unless it would touch `beside`."""
        room = rect.adjusted(2, 0, -4, -1)
        width = self.small_metrics.horizontalAdvance(text)
        taken = (room.width() + self.metrics.horizontalAdvance(beside)) // 2 + 2 if beside else 0
        if taken + width > room.width() and beside:
            return
        painter.setFont(self.small)
        painter.setPen(self.past)
        _draw_fitting(
            painter, room, text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        )

    def draw_mark(self, painter: QPainter, rect: QRect, grade: Grade, *, is_empty: bool) -> None:
        """The mark in a cell's upper right corner; the dot of a blank stands in its middle."""
        size = max(5, self.metrics.height() * 2 // 5)
        painter.setPen(Qt.PenStyle.NoPen)
        corner = rect.topRight()
        if grade is Grade.ERROR:
            painter.setBrush(self.marks[grade])
            painter.drawPolygon(
                QPolygon([corner - QPoint(size, 0), corner, corner + QPoint(0, size)])
            )
        elif grade is Grade.WARNING:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.marks[grade])
            painter.drawEllipse(QRect(corner + QPoint(-size, 2), corner + QPoint(-2, size)))
        elif grade is Grade.DOUBT:
            painter.setFont(self.bold)
            painter.setPen(self.text)
            upper_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(rect.adjusted(0, 0, -2, 0), upper_right, "?")
        elif grade is Grade.ACCEPTED:
            self._draw_tick(painter, QRect(corner + QPoint(-size - 2, 3), QSize(size, size)))
        elif grade is Grade.BLANK and is_empty:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.blank)
            painter.drawEllipse(rect.center(), size // 4, size // 4)

    def _draw_tick(self, painter: QPainter, rect: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.done, max(1.5, rect.height() / 5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = rect.bottomLeft() - QPoint(0, rect.height() // 2)
        foot = rect.bottomLeft() + QPoint(rect.width() * 2 // 5, 0)
        painter.drawPolyline([start, foot, rect.topRight()])

    def draw_missing(self, painter: QPainter, rect: QRect) -> None:
        """A cell that the report does not have: struck through from corner to corner."""
        painter.setPen(self.missing)
        painter.drawLine(rect.bottomLeft(), rect.topRight())

    def draw_cursor(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the cell the keyboard is in."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        width = max(2, self.metrics.height() // 9)
        inside = rect.adjusted(width // 2, width // 2, -width // 2 - 1, -width // 2 - 1)
        painter.setPen(QPen(self.accent, width, j=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inside)


def _draw_fitting(painter: QPainter, room: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    """Words on one line, narrowed where they are too long; … only where they became illegible."""
    metrics = painter.fontMetrics()
    share = min(1.0, room.width() / max(1, metrics.horizontalAdvance(text)))
    if share < _NARROWEST:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align, shown)
        return
    down = max(share, _LOWEST)
    painter.save()
    painter.translate(room.center())
    painter.scale(share, down)
    inside = QRectF(0, 0, room.width() / share, room.height() / down)
    inside.moveCenter(QPointF(0, 0))
    painter.drawText(inside, int(align), text)
    painter.restore()


def _blend(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of a colour laid over a ground."""

    def mixed(over: int, under: int) -> int:
        return round(over * share + under * (1 - share))

    return QColor(
        mixed(colour.red(), ground.red()),
        mixed(colour.green(), ground.green()),
        mixed(colour.blue(), ground.blue()),
    )
