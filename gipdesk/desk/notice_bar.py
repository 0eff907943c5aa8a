"""One line above the page that says what happened and offers what to do; it blocks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gipdesk.desk.icons import icon, picture_of


class NoticeBar(QFrame):
    """Shows the latest notice until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 8, 6)
        self._mark = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._buttons: list[QPushButton] = []
        close = QToolButton(autoRaise=True)
        close.setIcon(icon("close"))
        close.setToolTip("关闭")
        close.setAccessibleName("关闭通知")
        close.clicked.connect(self.hide)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(close)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, text: str, mark: str = "mark-info", **acts: Callable[[], object]) -> None:
        """Show a notice; each of `acts` becomes a button of that name."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._mark.setPixmap(picture_of(mark, 16, self.devicePixelRatioF()))
        self._text.setText(text)
        self._buttons = [self._button(name, act) for name, act in acts.items()]
        for number, button in enumerate(self._buttons):
            self._row.insertWidget(2 + number, button)
        self.setAccessibleName(text)
        self.show()

    def _button(self, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)

        def run() -> None:
            self.hide()
            act()

        button.clicked.connect(run)
        return button
