"""The bar below the page that finds words in the whole report and replaces them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from gipdesk.desk.icons import icon
from gipdesk.desk.labels import button, label
from gipdesk.desk.search.words import Here, WordSearch
from gipdesk.desk.session import Session
from gipdesk.report.searching import Hit

_FIELD_WIDTH, _COUNT_WIDTH = 220, 64
_REST_MS = 150  # after which the count follows what was typed in the report
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Hidden until asked for; Esc closes it and leads back into the report."""

    hit_wanted = Signal(object)  # Hit: go there
    hits_changed = Signal()  # what is to be marked on the page
    noticed = Signal(str)

    def __init__(self, session: Session, here: Callable[[], Here], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._here = here
        self._begin = Here("")
        self._before: QWidget | None = None  # had the focus when the bar was opened
        self.search = WordSearch(session)
        self.words = self._field("查找")
        self.new_words = self._field("替换为")
        self._count = label(name="quiet")
        self._count.setFixedWidth(_COUNT_WIDTH)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setAccessibleName("查找结果")
        self._lay_out()
        self.words.textEdited.connect(self._look)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._refresh)
        session.findings_changed.connect(self._wait)
        self.hide()

    # ---------------------------------------------------------------- commands

    def open(self, words: str, *, is_replacing: bool) -> None:
        """Show the bar, with the words that were selected."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before, self._begin = focus, self._here()
        for widget in self._replacing:
            widget.setVisible(is_replacing)
        self.show()
        if words:
            self.words.setText(words)
        self.search.look_for(self.words.text(), self._begin)
        self._show_count()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit; the focus stays in the bar if it is there."""
        if not self.words.text():
            self.open("", is_replacing=False)
            return
        here = self._here()
        self._refresh()
        if not self.isVisible():
            self.search.look_for(self.words.text(), here)
            self.search.stand_at(here, by)
        elif here.block:
            self.search.stand_at(here, by)
        self._show_hit(self.search.step(by))

    def close_bar(self) -> None:
        """Hide the bar; the focus goes where the last hit is, or back to where it was."""
        self._refresh()
        hit = self.search.current
        self.hide()
        self.hits_changed.emit()
        if hit is not None:
            self.hit_wanted.emit(hit)
        elif self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def marked(self) -> tuple[Sequence[Hit], Hit | None]:
        """All hits and the one that is shown, to be marked on the page while the bar is there."""
        return (self.search.hits, self.search.current) if self.isVisible() else ((), None)

    # ---------------------------------------------------------------- building

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setMinimumWidth(110)
        field.setMaximumWidth(_FIELD_WIDTH)
        return field

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        caption = self._caption("替换为", self.new_words)
        one, every = button("替换", self._replace), button("全部替换", self._replace_all)
        self._replacing = (caption, self.new_words, one, every)
        row.addWidget(self._caption("查找", self.words))
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        row.addWidget(button("上一处", lambda: self.step(-1)))
        row.addWidget(button("下一处", lambda: self.step(1)))
        row.addSpacing(10)
        for widget in self._replacing:
            row.addWidget(widget, int(widget is self.new_words))
        row.addStretch(1)
        close = QToolButton(autoRaise=True)
        close.setIcon(icon("close"))
        close.setToolTip("关闭（Esc）")
        close.setAccessibleName("关闭查找")
        close.clicked.connect(self.close_bar)
        row.addWidget(close)

    def _caption(self, text: str, field: QLineEdit) -> QLabel:
        made = label(text)
        made.setBuddy(field)
        return made

    # ---------------------------------------------------------------- looking

    def _look(self, words: str) -> None:
        self.search.look_for(words, self._begin)
        self._show_hit(self.search.current)

    def _wait(self) -> None:
        """Count anew once the keys rest: the report changed."""
        if self.isVisible():
            self._rest.start()

    def _refresh(self) -> None:
        """Count anew, now."""
        self._rest.stop()
        self.search.refresh()
        self._show_count()

    def _show_hit(self, hit: Hit | None) -> None:
        """Go to a hit and stay in the bar."""
        self._show_count()
        focus = QApplication.focusWidget()
        if hit is None:
            return
        self.hit_wanted.emit(hit)
        if focus is not None and isValid(focus) and self.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self) -> None:
        """Tell how many there are and which one is shown, and have them marked."""
        count, at = len(self.search.hits), self.search.at
        found = f"{at + 1} / {count}" if at >= 0 else f"{count} 处"
        self._count.setText((found if count else "没有") if self.words.text() else "")
        self.hits_changed.emit()

    def _replace(self) -> None:
        self._refresh()
        if self.search.current is None:
            self.step(1)
        elif self.search.replace(self.new_words.text()):
            self._show_hit(self.search.current)
        else:
            self.noticed.emit(f"这一处是{self.search.current.kept}，只能查找，不能替换。")
            self.step(1)

    def _replace_all(self) -> None:
        self._refresh()
        done, left = self.search.replace_all(self.new_words.text())
        self._show_count()
        reasons = "、".join(dict.fromkeys(left))
        more = f"，另有 {len(left)} 处没有替换（{reasons}）" if left else ""
        self.noticed.emit(f"已替换 {done} 处{more}。" if done or left else "没有找到。")

    # ---------------------------------------------------------------- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back; in the other field Enter replaces; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in _ENTER and self.new_words.hasFocus():
            self._replace()
        elif event.key() in _ENTER and self.words.hasFocus():
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if is_back else 1)
        elif event.key() in _ENTER and isinstance(
            pressed := QApplication.focusWidget(), QToolButton
        ):
            pressed.click()
        else:
            super().keyPressEvent(event)
