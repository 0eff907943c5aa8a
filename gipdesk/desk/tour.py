"""Five steps through the window for whoever sees it first: offered, never forced upon anybody.

A bubble beside the widget it speaks of, and a ring around that. It takes the focus only from
where nothing can be typed; Alt+N goes on and Alt+K ends it wherever the focus is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.appearance import colours
from gipdesk.desk.arrangement import remember_tour
from gipdesk.desk.labels import button, label, wrapped
from gipdesk.workflow.office import Office

if TYPE_CHECKING:
    from gipdesk.desk.window import Window
    from gipdesk.report.report import Report

_WIDTH: Final = 340
_GAP: Final = 14  # between the bubble and what it speaks of
_TYPED_INTO = (QLineEdit, QTextEdit, QAbstractItemView, QComboBox)
_PRACTICE = {"new.natural": "5", "new.commercial": "1", "new.total": "5"}  # 5 + 1 ≠ 5
_PADDING: Final = 16  # of the bubble, at the sides


class Step(msgspec.Struct, frozen=True):
    """One step: its words, and the widget they are about, brought into view."""

    title: str
    text: str
    show: Callable[[Window], QWidget | None]


class Tour(QObject):
    """Leads through the steps; at most one tour is under way."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._at = -1
        self._target: QWidget | None = None
        self._practises = False  # whether the report that is open is ours
        self._is_opening = False
        self.bubble: Bubble | None = None
        self._ring: _Ring | None = None

    # ---------------------------------------------------------------- for the window

    def is_under_way(self) -> bool:
        """Whether a step is shown."""
        return self.bubble is not None

    def begin(self) -> None:
        """Show the first step."""
        if self.bubble is None:
            self._build()
        self._go_to(0)
        if self.bubble and not isinstance(QApplication.focusWidget(), _TYPED_INTO):
            self.bubble.take_focus()

    def go_on(self) -> None:
        """Show the next step; behind the last one the tour is over."""
        if self._at + 1 < len(STEPS):
            self._go_to(self._at + 1)
        else:
            self.end()

    def end(self) -> None:
        """Put the tour away, and the report it practised with."""
        if self.bubble is None or self._ring is None:
            return
        remember_tour()
        for each in (self.bubble, self._ring):
            each.hide()
            each.deleteLater()
        self.bubble = self._ring = None
        self._watch(None)
        self._window.removeEventFilter(self)
        self._window.filing.opened.disconnect(self._meet)
        self._window.filing.closed.disconnect(self.end)
        self._at = -1
        if self._practises:
            self._practises = False
            self._window.filing.close()
        self._window.start_page.offer_tour(is_new=False)

    # ---------------------------------------------------------------- inside

    def _build(self) -> None:
        self._ring = _Ring(self._window)
        self.bubble = Bubble(self._window)
        self.bubble.onward.clicked.connect(self.go_on)
        self.bubble.skip.clicked.connect(self.end)
        self.bubble.left = self.end
        self._window.installEventFilter(self)
        self._window.filing.opened.connect(self._meet)
        self._window.filing.closed.connect(self.end)

    def _go_to(self, at: int) -> None:
        if self.bubble is None:
            return
        had_focus = self.bubble.has_focus()
        self._at = at
        if at and self._window.desk is None:
            self._practise()
        step = STEPS[at]
        self._watch(step.show(self._window))
        self.bubble.tell(at, step)
        if had_focus:
            self.bubble.take_focus()
        QTimer.singleShot(0, self, self._place)

    def _practise(self) -> None:
        """Open a report to look at; nobody needs to save it."""
        self._is_opening = True
        self._window.filing.take(practice_report(self._window.filing.office, date.today().year - 1))
        self._is_opening, self._practises = False, True

    def _meet(self) -> None:
        """Somebody began or opened a report of their own: go on with that."""
        if not self._is_opening:
            self._practises = False
            self._go_to(1)

    def _watch(self, target: QWidget | None) -> None:
        if self._target is not None:
            self._target.removeEventFilter(self)
        self._target = target
        if target is not None:
            target.installEventFilter(self)
            target.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._target = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the widget while the window changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Put ring and bubble where the widget is."""
        if self.bubble is None or self._ring is None:
            return
        room = self._window.rect()
        area = self._area()
        self._ring.setVisible(area is not None)
        if area is not None:
            self._ring.setGeometry(area.adjusted(-5, -5, 5, 5).intersected(room))
        self.bubble.move(place_beside(area, self.bubble.size(), room))
        for each in (self._ring, self.bubble):
            each.raise_()
        self.bubble.show()

    def _area(self) -> QRect | None:
        target = self._target
        if target is None or not target.isVisible():
            return None
        return QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())


class Bubble(QFrame):
    """The words of a step, and the way on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setFixedWidth(_WIDTH)
        self.left: Callable[[], object] = self.hide
        self._title = label(name="subheading")
        self._text = wrapped("")
        self._count = label(name="quiet")
        self.skip = button("跳过(&K)", lambda: None)
        self.onward = button("下一步(&N)", lambda: None, "primary")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_PADDING, 14, _PADDING, 12)
        lines.setSpacing(8)
        lines.addWidget(self._title)
        lines.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self.skip)
        row.addWidget(self.onward)
        lines.addLayout(row)
        self.hide()

    def tell(self, at: int, step: Step) -> None:
        """Show a step's words."""
        is_last = at + 1 == len(STEPS)
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._text.setMinimumHeight(0)  # of the step before, which its height would not go below
        self._text.setFixedHeight(self._text.heightForWidth(_WIDTH - 2 * _PADDING - 2))
        self._count.setText(f"{at + 1}／{len(STEPS)}")
        self.setFixedHeight(self.sizeHint().height())
        self.skip.setVisible(not is_last)
        self.onward.setText("完成(&N)" if is_last else "下一步(&N)")
        self.setAccessibleName(f"第{at + 1}步：{step.title}。{step.text}")

    def title(self) -> str:
        """What the step is called."""
        return self._title.text()

    def has_focus(self) -> bool:
        """Whether the keyboard is in the bubble."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Let Enter go on."""
        self.show()
        self.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Esc ends the tour."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.skip if self.skip.hasFocus() else self.onward).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left()
        else:
            super().keyPressEvent(event)


class _Ring(QWidget):
    """A line around what a step is about; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().accent), 2.5))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)


def place_beside(area: QRect | None, size: QSize, room: QRect) -> QPoint:
    """Where a bubble goes: below, left or right of an area, above it, or else within it."""
    if area is None:
        return room.center() - QRect(QPoint(), size).center()
    right, bottom = room.width() - size.width() - _GAP, room.height() - size.height() - _GAP
    across = max(_GAP, min(area.center().x() - size.width() // 2, right))
    down = max(_GAP, min(area.top() + 2 * _GAP, bottom))
    places = (
        QPoint(across, area.bottom() + _GAP),
        QPoint(area.left() - size.width() - _GAP, down),
        QPoint(area.right() + _GAP, down),
        QPoint(across, area.top() - size.height() - _GAP),
    )
    fitting = (each for each in places if room.contains(QRect(each, size)))
    return next(fitting, QPoint(across, area.bottom() - size.height() - 2 * _GAP))


def practice_report(office: Office, year: int) -> Report:
    """A report of an agency that does not exist, with one error to look at."""
    from gipdesk.report.beginning import new_report
    from gipdesk.report.edition import form_of
    from gipdesk.report.report import Cell, Meta

    form = form_of(office.editions.for_year(year))
    report = new_report(form, Meta(agency="某某市某某局（示例）", year=year))
    rows = report.tables["requests"].rows
    for place, text in _PRACTICE.items():
        row, _, column = place.rpartition(".")
        rows[row].cells[column] = Cell(text)
    return report


# ---------------------------------------------------------------- the steps


def _show_beginning(window: Window) -> QWidget | None:
    if window.desk is None:
        return window.start_page.new_button()
    return window.tool_button("new")


def _show_table(window: Window) -> QWidget | None:
    if window.desk is None:
        return None
    tables = window.desk.session.form.tables
    window.desk.show_table("requests" if "requests" in tables else next(iter(tables)))
    page = window.desk.stack.currentWidget()
    from gipdesk.desk.table import OfficialTableView

    return page.findChild(OfficialTableView) if page else None


def _show_findings(window: Window) -> QWidget | None:
    if window.desk is None:
        return None
    window.actions_by_id["side"].setChecked(True)
    window.desk.show_side(is_shown=True)
    window.desk.show_findings()
    return window.desk.side.findings


def _show_preview(window: Window) -> QWidget | None:
    if window.desk is None:
        return None
    window.desk.show_preview()
    return window.desk.side.preview


def _show_export(window: Window) -> QWidget | None:
    return window.tool_button("export")


STEPS: Final = (
    Step(
        "新建或打开报告",
        "从上年报告新建可以少填许多内容；没有上年报告的，新建一份空白的。"
        "以往的报告，Word、PDF、网页都可以打开，原件不会改动。",
        _show_beginning,
    ),
    Step(
        "填表",
        "直接输入数字，按 Enter 到下一格。总计自动计算。"
        "左边各栏目是报告的各部分，标记说明填得怎样。",
        _show_table,
    ),
    Step(
        "检查",
        "边填边检查。点一条就到出问题的地方，按钮可以直接改正。按 F8 到下一处问题。",
        _show_findings,
    ),
    Step(
        "预览",
        "按打印的样子显示各页，随填随变。点页面上的文字、数字，就到填写的地方。",
        _show_preview,
    ),
    Step(
        "导出",
        "导出 Word、PDF 等文件，程序会读回来核对无误再保存。随时可以按 F1 查看手册。",
        _show_export,
    ),
)
