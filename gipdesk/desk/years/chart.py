"""Charts of a comparison, drawn with QPainter: as bars side by side, or as lines over the years.

Years (bars) and measures (lines) differ in fill pattern, marker and stroke, and every figure is
written beside its bar or point, so that a chart reads as well in black and white.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from gipdesk.desk.appearance import LIGHT, Colours
from gipdesk.report.comparison import Compared, Comparison
from gipdesk.report.values import Number, plain

PICTURE_SIZE = QSize(640, 384)  # logical, so that on paper the words are about 8 pt high
_PICTURE_SCALE = 2.5  # some 260 dots an inch across the text of an A4 page
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_LINES = 5  # of the scale
_GROUP_GAP = 0.24  # of a group's width
_WIDEST_BAR = 46.0
_STROKES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_UNITS = ((100_000_000, 100_000_000, "亿"), (1_000_000, 10_000, "万"))  # least, unit, name
_FOUR_DIGITS = 999.95
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ChartKind(StrEnum):
    """How a comparison is drawn."""

    BARS = "bars"
    LINES = "lines"


class Chart(msgspec.Struct, frozen=True):
    """What is drawn: a comparison, its kind and its title."""

    comparison: Comparison
    kind: ChartKind = ChartKind.BARS
    title: str = ""


def paint_chart(
    painter: QPainter, area: QRectF, chart: Chart, colours: Colours, font: QFont
) -> None:
    """Draw a chart into an area, ground included."""
    _Drawing(painter, area, chart, colours, font).draw()


def picture_of_chart(chart: Chart, font: QFont) -> bytes:
    """A chart for paper: a PNG sharp enough to be printed, dark on white."""
    image = QImage(PICTURE_SIZE * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PICTURE_SCALE)
    painter = QPainter(image)
    paint_chart(
        painter, QRectF(0, 0, PICTURE_SIZE.width(), PICTURE_SIZE.height()), chart, LIGHT, font
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # stubs: str is what Qt takes
    return bytes(buffer.data().data())


def scale_of(most: float) -> tuple[float, float]:
    """Top and step of a scale from 0 that holds a figure, in round numbers.

    >>> scale_of(37)
    (40.0, 10.0)
    """
    rough = max(most, 1.0) / _MOST_LINES
    power = 10.0 ** len(str(int(rough))) / 10.0 if rough >= 1 else 1.0
    step = next(each * power for each in _STEPS if each * power >= rough)
    step = max(1.0, step if step == int(step) else float(int(step) + 1))
    lines = -(-max(most, 1.0) // step)
    return lines * step, step


def short(figure: Number) -> str:
    """A figure as a chart has room for it: from a million on in 万 or 亿, to four digits.

    >>> short(12345), short(1234567), short(999999999999)
    ('12345', '123.5万', '10000亿')
    """
    for least, unit, name in _UNITS:
        if figure >= least:
            share = float(figure) / unit
            return f"{share:.0f}{name}" if share >= _FOUR_DIGITS else f"{share:.4g}{name}"
    return plain(figure)


class _Drawing:
    """One chart on one painter."""

    def __init__(
        self, painter: QPainter, area: QRectF, chart: Chart, colours: Colours, font: QFont
    ) -> None:
        self._painter = painter
        self._area = area
        self._chart = chart
        self._colours = colours
        self._font = font
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.9)
        self._metrics = QFontMetricsF(self._small)
        self._rows = [each for each in chart.comparison.rows if self._is_drawn(each)]
        figures = [number for row in self._rows for number in _known(row)]
        self._top, self._step = scale_of(max((float(each) for each in figures), default=1.0))
        self._plot = QRectF()

    def draw(self) -> None:
        """Ground, title, legend, scale, figures."""
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self._area, QColor(self._colours.base))
        line = self._metrics.height()
        body = self._area.adjusted(line, line * 0.8, -line, -line * 0.7)
        body.setTop(body.top() + self._draw_title(body))
        if not self._rows:
            painter.setFont(self._font)
            painter.setPen(QColor(self._colours.quiet))
            painter.drawText(body, _CENTRE, "没有可以比较的数据")
            return
        painter.setFont(self._small)
        body.setTop(body.top() + self._draw_legend(body))
        scale = (short(int(n * self._step)) for n in range(round(self._top / self._step) + 1))
        beside = max(map(self._metrics.horizontalAdvance, scale)) + 10
        self._plot = body.adjusted(beside, 0, 0, 0)
        self._plot.adjust(0, line * self._lines_above(), 0, -self._names_height())
        if self._chart.kind is ChartKind.LINES:
            self._plot.setRight(body.right() - self._end_width())
        self._draw_scale()
        (self._draw_bars if self._chart.kind is ChartKind.BARS else self._draw_lines)()

    def _is_drawn(self, row: Compared) -> bool:
        """A line needs an end at which its name can stand; for bars any figure will do."""
        is_line = self._chart.kind is ChartKind.LINES
        return (
            row.figures[-1] is not None
            if is_line
            else any(each is not None for each in row.figures)
        )

    def _draw_title(self, body: QRectF) -> float:
        if not self._chart.title:
            return 0.0
        font = QFont(self._font)
        font.setBold(True)
        font.setPointSizeF(self._font.pointSizeF() * 1.15)
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._colours.text))
        height = QFontMetricsF(font).height() * 1.5
        self._painter.drawText(
            QRectF(body.topLeft(), body.size()),
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop),
            self._chart.title,
        )
        return height

    def _draw_legend(self, body: QRectF) -> float:
        """Years and their fills, or measures and their strokes; in the middle, on one line."""
        if self._chart.kind is ChartKind.LINES:
            return 0.0  # each line bears its name
        names = [f"{year}年" for year in self._chart.comparison.years]
        side, gap = self._metrics.height() * 0.8, self._metrics.height()
        widths = [side * 1.6 + 6 + self._metrics.horizontalAdvance(name) for name in names]
        x = body.center().x() - (sum(widths) + gap * (len(names) - 1)) / 2
        for number, (name, width) in enumerate(zip(names, widths, strict=True)):
            swatch = QRectF(x, body.top() + 3, side * 1.6, side)
            self._fill_bar(swatch, number)
            self._painter.setPen(QColor(self._colours.text))
            room = QRectF(swatch.right() + 6, body.top(), width, side + 6)
            self._painter.drawText(room, _LEFT, name)
            x += width + gap
        return self._metrics.height() * 1.3

    def _draw_scale(self) -> None:
        painter, plot = self._painter, self._plot
        for number in range(round(self._top / self._step) + 1):
            y = self._y(number * self._step)
            strong = number == 0
            colour = QColor(self._colours.quiet if strong else self._colours.line)
            painter.setPen(QPen(colour, 1.2 if strong else 1.0))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self._colours.quiet))
            height = self._metrics.height()
            room = QRectF(plot.left() - 200, y - height / 2, 192, height)
            painter.drawText(room, _RIGHT, short(int(number * self._step)))

    # ------------------------------------------------------------ bars

    def _draw_bars(self) -> None:
        width, bar = self._widths()
        years = len(self._chart.comparison.years)
        taken: list[QRectF] = []
        for place, row in enumerate(self._rows):
            middle = self._plot.left() + width * (place + 0.5)
            left = middle - bar * years / 2
            for number, figure in enumerate(row.figures):
                self._draw_bar(left + bar * number, bar, number, figure)
            own = QRectF(middle - width / 2, 0, width, 0)
            for number, figure in enumerate(row.figures):
                self._draw_figure(left + bar * (number + 0.5), own, figure, taken)
            self._draw_name(middle, width, row.measure.name)

    def _draw_bar(self, left: float, width: float, number: int, figure: Number | None) -> None:
        if figure is not None:
            rect = QRectF(left + 1, self._y(float(figure)), width - 2, 0)
            rect.setBottom(self._y(0))
            self._fill_bar(rect, number)

    def _draw_figure(
        self, middle: float, own: QRectF, figure: Number | None, taken: list[QRectF]
    ) -> None:
        """A figure over its bar, within the room of its measure, higher where that is taken."""
        text = "—" if figure is None else short(figure)
        width, height = self._metrics.horizontalAdvance(text), self._metrics.height()
        top = self._y(float(figure or 0)) - height - 1
        left = max(own.left(), min(middle - width / 2, own.right() - width))
        room = QRectF(left, top, width, height)
        while any(map(room.intersects, taken)):
            room.translate(0, -height * 0.8)
        taken.append(room.adjusted(2, height * 0.2, -2, 0))
        self._painter.setPen(QColor(self._colours.text if figure else self._colours.quiet))
        self._painter.drawText(room, _CENTRE, text)

    def _fill_bar(self, rect: QRectF, number: int) -> None:
        """The latest year solid, the one before hatched, the earliest in outline."""
        accent = QColor(self._colours.accent)
        behind = len(self._chart.comparison.years) - 1 - number
        painter = self._painter
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(QColor(accent) if behind == 0 else QColor(self._colours.base))
        if rect.height() < 1:
            return
        painter.drawRect(rect)
        if behind == 1:
            self._hatch(rect, accent)

    def _hatch(self, rect: QRectF, colour: QColor) -> None:
        """Strokes drawn one by one: Qt's own pattern does not grow with the picture."""
        painter = self._painter
        painter.save()
        clip = QPainterPath()
        clip.addRect(rect)
        painter.setClipPath(clip)
        painter.setPen(QPen(colour, 1.1))
        x = rect.left() - rect.height()
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
            x += 5
        painter.restore()

    # ------------------------------------------------------------ lines

    def _draw_lines(self) -> None:
        years = self._chart.comparison.years
        step = self._plot.width() / max(len(years), 1)
        places = [self._plot.left() + step * (number + 0.5) for number in range(len(years))]
        for x, year in zip(places, years, strict=True):
            self._draw_name(x, step, f"{year}年")
        ends = self._ends()
        for number, row in enumerate(self._rows):
            self._draw_line(number, row, places)
        taken: list[QRectF] = []
        for number, row in enumerate(self._rows):
            self._draw_points(number, row, places, taken)
            self._draw_end(number, row, places, ends[number])

    def _draw_line(self, number: int, row: Compared, places: list[float]) -> None:
        pen = QPen(self._line_colour(number), 2.0, _STROKES[number % len(_STROKES)])
        before: QPointF | None = None
        for x, figure in zip(places, row.figures, strict=True):
            here = None if figure is None else QPointF(x, self._y(float(figure)))
            if here and before:
                self._painter.setPen(pen)
                self._painter.drawLine(before, here)
            before = here

    def _draw_points(
        self, number: int, row: Compared, places: list[float], taken: list[QRectF]
    ) -> None:
        """The points before the last year, each with its figure above or below where it is free."""
        for x, figure in zip(places[:-1], row.figures[:-1], strict=True):
            if figure is None:
                continue
            here = QPointF(x, self._y(float(figure)))
            self._draw_marker(number, here)
            room = self._room_for(short(figure), here, taken)
            if room:
                taken.append(room)
                self._painter.setPen(QColor(self._colours.text))
                self._painter.drawText(room, _CENTRE, short(figure))

    def _room_for(self, text: str, at: QPointF, taken: list[QRectF]) -> QRectF | None:
        """Where a figure can stand beside its point without covering another."""
        width, height = self._metrics.horizontalAdvance(text) + 4, self._metrics.height()
        corners = (
            (-width / 2, -height - 5),
            (7.0, -height / 2),
            (-width - 7, -height / 2),
        )
        rooms = (QRectF(at.x() + x, at.y() + y, width, height) for x, y in corners)
        return next((each for each in rooms if not any(map(each.intersects, taken))), None)

    def _draw_end(self, number: int, row: Compared, places: list[float], y: float) -> None:
        """The last point, and beside it the name of its line and its figure."""
        x, figure = places[-1], row.figures[-1]
        if figure is None:
            return
        here = QPointF(x, self._y(float(figure)))
        self._draw_marker(number, here)
        self._painter.setPen(QPen(QColor(self._colours.line), 1.0))
        self._painter.drawLine(here + QPointF(7, 0), QPointF(x + 22, y))
        words = f"{row.measure.name} {short(figure)}"
        self._painter.setPen(QColor(self._colours.text))
        room = QRectF(x + 26, y - self._metrics.height() / 2, 300, self._metrics.height())
        self._painter.drawText(room, _LEFT, words)

    def _ends(self) -> list[float]:
        """Heights of the words at the ends of the lines, moved apart so that each can be read."""
        wanted = [self._y(float(row.figures[-1] or 0)) for row in self._rows]
        order = sorted(range(len(wanted)), key=lambda number: wanted[number])
        least = self._metrics.height()
        heights = dict.fromkeys(order, 0.0)
        lowest = self._plot.bottom() - least / 2
        for place, number in enumerate(order):
            above = heights[order[place - 1]] + least if place else self._plot.top() - least
            heights[number] = max(wanted[number], above)
        for place in range(len(order) - 1, -1, -1):
            below = lowest if place == len(order) - 1 else heights[order[place + 1]] - least
            heights[order[place]] = min(heights[order[place]], below)
        return [heights[number] for number in range(len(wanted))]

    def _draw_marker(self, number: int, at: QPointF) -> None:
        """Each line has markers of its own shape, filled and open by turns."""
        side = 4.5
        painter = self._painter
        colour = self._line_colour(number)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(QBrush(colour) if number % 2 == 0 else QColor(self._colours.base))
        shape = number % 4
        if shape == 0:
            painter.drawEllipse(at, side, side)
        elif shape == 1:
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
        else:
            tip = -side * 1.2 if shape == 2 else side * 1.2
            points = [
                QPointF(0, tip),
                QPointF(-side * 1.1, -tip * 0.7),
                QPointF(side * 1.1, -tip * 0.7),
            ]
            painter.drawPolygon(QPolygonF([at + point for point in points]))

    def _line_colour(self, number: int) -> QColor:
        names = (
            self._colours.accent,
            self._colours.error,
            self._colours.done,
            self._colours.warning,
        )
        return QColor(names[number % len(names)])

    # ------------------------------------------------------------ sizes

    def _y(self, figure: float) -> float:
        return self._plot.bottom() - self._plot.height() * figure / self._top

    def _draw_name(self, middle: float, width: float, name: str) -> None:
        self._painter.setPen(QColor(self._colours.text))
        room = QRectF(middle - width / 2, self._plot.bottom() + 6, width, self._names_height())
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        self._painter.drawText(room, top, "\n".join(_parted(name, self._name_lines(name, width))))

    def _name_lines(self, name: str, width: float) -> int:
        """How many lines a name takes; three is the most."""
        return min(3, math.ceil(self._metrics.horizontalAdvance(name) / width))

    def _widths(self) -> tuple[float, float]:
        """Of the bars of one measure together, and of one bar."""
        group = self._plot.width() / len(self._rows)
        years = len(self._chart.comparison.years)
        return group, min(_WIDEST_BAR, group * (1 - _GROUP_GAP) / years)

    def _lines_above(self) -> float:
        """Room over the highest bar: its figure, or those of all years one over the other."""
        if self._chart.kind is ChartKind.LINES:
            return 1.4
        figures = (short(number) for row in self._rows for number in _known(row))
        widest = max(map(self._metrics.horizontalAdvance, figures), default=0.0)
        stacked = len(self._chart.comparison.years) - 1 if widest > self._widths()[1] else 0
        return 1.4 + 0.8 * stacked

    def _names_height(self) -> float:
        """As many lines as the longest name takes in the width of its group."""
        if self._chart.kind is ChartKind.LINES:
            return self._metrics.height() + 8
        width, _ = self._widths()
        lines = max(self._name_lines(row.measure.name, width) for row in self._rows)
        return self._metrics.height() * lines + 8

    def _end_width(self) -> float:
        """Room for the words behind the last year, of which the plot leaves half a step."""
        widest = max(
            self._metrics.horizontalAdvance(f"{row.measure.name} {short(row.figures[-1] or 0)}")
            for row in self._rows
        )
        step = self._plot.width() / (2 * max(len(self._chart.comparison.years), 1) + 1)
        return max(0.0, widest + 40 - step)


def _parted(name: str, lines: int) -> list[str]:
    """A name in lines of about the same length: 收到 and 申请, not 收到申 and 请."""
    length = math.ceil(len(name) / lines)
    return [name[at : at + length] for at in range(0, len(name), length)]


def _known(row: Compared) -> Iterator[Number]:
    return (figure for figure in row.figures if figure is not None)
