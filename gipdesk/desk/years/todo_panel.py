"""The to-do list of a report begun from last year's: go there by a click, tick off by another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.checks.finding import Finding, Fix
from gipdesk.checks.todo import TICKED, Todo, todo_of
from gipdesk.desk.cards import FIX, Card
from gipdesk.desk.labels import button, label, named, wrapped
from gipdesk.desk.session import Session
from gipdesk.desk.standing import tab_of, tabs_of
from gipdesk.report.changes import Accept

_PAUSE_MS = 120  # the list follows when the keys rest
_ALL_DONE = "上年的内容都已更新或核对。"
_MARGIN = 10


class TodoCard(Card):
    """One point: a box to tick, what is to be done, and what would do it."""

    chosen = Signal(object)  # Finding
    fix_wanted = Signal(object, object)  # Finding, Fix
    ticked = Signal(object, bool)  # Finding

    def __init__(self, point: Finding, *, is_ticked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point = point
        self.is_ticked = is_ticked
        self.entered.connect(lambda: self.chosen.emit(self.point))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{'已办' if is_ticked else '待办'}：{point.message}")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self.box = self._box()
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(5)
        lines.addWidget(wrapped(point.message, "quiet" if is_ticked else ""))
        for fix in () if is_ticked else point.fixes:
            lines.addWidget(self._fix_button(fix), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(lines, 1)

    def _box(self) -> QCheckBox:
        box = QCheckBox()
        box.setChecked(self.is_ticked)
        box.setAccessibleName(f"已办：{self.point.message}")
        box.setToolTip("取消已办" if self.is_ticked else "不用改，标为已办")
        box.clicked.connect(lambda is_on: self.ticked.emit(self.point, is_on))
        return box

    def _fix_button(self, fix: Fix) -> QWidget:
        return button(fix.label, lambda: self.fix_wanted.emit(self.point, fix), FIX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick off with the space bar."""
        if event.key() == Qt.Key.Key_Space:
            self.box.click()
        else:
            super().keyPressEvent(event)


class TodoPanel(QWidget):
    """All points of the open report, kept up to date, with how far one is."""

    point_chosen = Signal(object)  # Finding
    fix_wanted = Signal(object, object)  # Finding, Fix
    count_changed = Signal(int)  # of open points

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen = ""
        self._at = 0  # where the card being looked at stands, or stood
        self._count = -1
        self._cards: list[TodoCard] = []
        self._words = label("", "group")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName("待办进度")
        self._area = named(QScrollArea(), "cards")
        self._area.setAccessibleName("待办")
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        session.findings_changed.connect(self._pause.start)
        self.refresh()

    def has_something(self) -> bool:
        """Whether the report has, or had, anything of last year's to be done."""
        return bool(self._bar.maximum())

    def open_points(self) -> int:
        """How many points nobody has done yet."""
        return max(self._count, 0)

    def cards(self) -> list[TodoCard]:
        """The cards from top to bottom."""
        return list(self._cards)

    def open_now(self) -> tuple[Finding, ...]:
        """The points that are still to be done, as the report is at the moment."""
        return tuple(self._todo().open)

    def _todo(self) -> Todo:
        session = self._session
        return todo_of(session.report, session.form, session.office.rules)

    def refresh(self) -> None:
        """Show the points as they are now."""
        self._pause.stop()
        todo = self._todo()
        ordered = [(each, False) for each in self._in_order(todo.open)]
        wanted = ordered + [(each, True) for each in self._in_order(todo.ticked)]
        self._show_progress(todo)
        if wanted != [(card.point, card.is_ticked) for card in self._cards] or not wanted:
            self._fill(wanted)
        if self._count != len(todo.open):
            self._count = len(todo.open)
            self.count_changed.emit(self._count)

    def show_chosen(self, point: Finding) -> None:
        """Mark a point as the one being looked at, and bring it into view."""
        self._chosen = point.key
        for at, card in enumerate(self._cards):
            card.set_chosen(is_chosen=card.point.key == point.key)
            if card.point.key == point.key:
                self._at = at
                self._area.ensureWidgetVisible(card, 0, 8)

    def first_field(self) -> QWidget:
        """Where the keyboard begins: the card being looked at, or the one that took its place.

        Points that are ticked stand below those to be done, and are none to begin with.
        """
        cards = [each for each in self._cards if not each.is_ticked] or self._cards
        looked_at = (n for n, each in enumerate(cards) if self._is_chosen(each))
        at = next(looked_at, min(self._at, len(cards) - 1))
        return cards[at] if cards else self._area

    def _is_chosen(self, card: TodoCard) -> bool:
        return card.point.key == self._chosen

    def enter(self) -> None:
        """Give the keyboard to the card that is next to be done."""
        self._session.commit_open_editors()
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        field = self.first_field()
        if isinstance(field, Card):
            field.take_focus()
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- inside

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN + 2, 8, _MARGIN + 2, 4)
        head.setSpacing(6)
        head.addWidget(self._words)
        head.addWidget(self._bar)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self._area, 1)

    def _in_order(self, points: Sequence[Finding]) -> list[Finding]:
        """The points as the tabs go from top to bottom."""
        report, form = self._session.report, self._session.form
        places = {tab.id: number for number, tab in enumerate(tabs_of(report, form))}
        return sorted(points, key=lambda each: places.get(tab_of(each, report, form), 0))

    def _show_progress(self, todo: Todo) -> None:
        self._bar.setMaximum(todo.total)
        self._bar.setValue(todo.done)
        self._words.setText(f"已办 {todo.done} / 共 {todo.total} 件")
        for widget in (self._words, self._bar):
            widget.setVisible(bool(todo.total))

    def _fill(self, wanted: list[tuple[Finding, bool]]) -> None:
        """Make the list anew, at the height it was scrolled to; the keyboard stays in it."""
        height = self._area.verticalScrollBar().value()
        held = [at for at, card in enumerate(self._cards) if card.hasFocus()]
        self._at = held[0] if held else self._at
        holder = named(QWidget(), "cardList")
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as wrapped
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        lines.setSpacing(6)
        self._cards = []
        places = {tab.id: tab.label for tab in tabs_of(self._session.report, self._session.form)}
        group = ""
        if not any(not is_ticked for _, is_ticked in wanted):
            lines.addWidget(_group(_ALL_DONE))
        for point, is_ticked in wanted:
            tab = tab_of(point, self._session.report, self._session.form)
            place = "已办" if is_ticked else places.get(tab, "")
            if place != group:
                lines.addWidget(_group(place))
                group = place
            lines.addWidget(self._card(point, is_ticked=is_ticked))
        lines.addStretch(1)
        self._area.setWidget(holder)
        lines.activate()
        self._area.verticalScrollBar().setValue(height)
        if held:
            self._take_focus()

    def _card(self, point: Finding, *, is_ticked: bool) -> TodoCard:
        card = TodoCard(point, is_ticked=is_ticked)
        card.set_chosen(is_chosen=point.key == self._chosen)
        card.chosen.connect(self.point_chosen)
        card.fix_wanted.connect(self.fix_wanted)
        card.ticked.connect(self._tick)
        self._cards.append(card)
        return card

    def _tick(self, point: Finding, is_on: bool) -> None:
        self._session.do(
            Accept(point.key, TICKED if is_on else None), "办结待办" if is_on else "取消已办"
        )


def _group(text: str) -> QLabel:
    made = label(text, "group")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setToolTip(text)
    return made
