"""One line above the page that says what happened and offers what to do; it blocks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from gipdesk.desk.icons import icon, picture_of
from gipdesk.desk.labels import button, copyable, label

_BUSY_WIDTH = 90
_BEFORE_BUTTONS = 3  # mark, busy bar, text


class NoticeBar(QFrame):
    """Shows the latest notice until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 8, 6)
        self._mark = label()
        self._text = copyable("")
        self._buttons: list[QPushButton] = []
        self._busy = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._busy.setFixedSize(_BUSY_WIDTH, 6)
        close = QToolButton(autoRaise=True)
        close.setIcon(icon("close"))
        close.setToolTip("关闭")
        close.setAccessibleName("关闭通知")
        close.clicked.connect(self.hide)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._busy)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(close)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def is_busy(self) -> bool:
        """Whether it tells of something that is under way."""
        return not self.isHidden() and not self._busy.isHidden()

    def tell_busy(self, text: str, **acts: Callable[[], object]) -> None:
        """Tell of something that is under way until another notice takes its place."""
        self.tell(text, "mark-info", **acts)
        self._busy.show()
        self._mark.hide()

    def show_progress(self, text: str, done: int, whole: int) -> None:
        """Tell how far it is with what `tell_busy` told of."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._busy.setRange(0, whole)
        self._busy.setValue(done)

    def tell(self, text: str, mark: str = "mark-info", **acts: Callable[[], object]) -> None:
        """Show a notice; each of `acts` becomes a button of that name."""
        for each in self._buttons:
            self._row.removeWidget(each)
            each.deleteLater()
        self._busy.hide()
        self._busy.setRange(0, 0)
        self._mark.show()
        self._mark.setPixmap(picture_of(mark, 16, self.devicePixelRatioF()))
        self._text.setText(text)
        self._buttons = [button(name, self._closing(act)) for name, act in acts.items()]
        for number, each in enumerate(self._buttons):
            self._row.insertWidget(_BEFORE_BUTTONS + number, each)
        self.setAccessibleName(text)
        self.show()

    def _closing(self, act: Callable[[], object]) -> Callable[[], object]:
        def run() -> None:
            self.hide()
            act()

        return run
