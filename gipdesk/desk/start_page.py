"""What stands in the window while no report is open: begin, open, recent files, work to recover."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gipdesk.files.recovery import Recoverable

_WIDTH = 640


class StartPage(QWidget):
    """Offers the ways to a report."""

    new_wanted = Signal()
    open_wanted = Signal()
    file_chosen = Signal(object)  # Path
    recovery_wanted = Signal(object)  # Recoverable
    recovery_declined = Signal(object)  # Recoverable

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        self._lines = QVBoxLayout(column)
        self._lines.setSpacing(12)
        self._lines.addWidget(QLabel("政府信息公开工作年度报告", objectName="heading"))
        self._lines.addWidget(QLabel("编制、核对、导出", objectName="quiet"))
        self._offers = QVBoxLayout()
        self._lines.addLayout(self._offers)
        self._lines.addLayout(self._buttons())
        self._lines.addSpacing(8)
        self._recent_label = QLabel("最近使用", objectName="subheading")
        self._recent = self._recent_list()
        self._lines.addWidget(self._recent_label)
        self._lines.addWidget(self._recent, 1)
        self._lines.addWidget(QLabel("也可以把文件拖到窗口里打开。", objectName="quiet"))
        self._lines.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 48, 20, 20)
        outer.addStretch(1)
        outer.addWidget(column)
        outer.addStretch(1)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer these files."""
        self._recent.clear()
        for path in paths:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self._recent.addItem(item)
        self._recent.setVisible(bool(paths))
        self._recent_label.setVisible(bool(paths))

    def show_recoverable(self, found: Sequence[Recoverable]) -> None:
        """Offer the work that a crash left."""
        while item := self._offers.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for each in found:
            self._offers.addWidget(self._offer(each))

    def first_field(self) -> QWidget:
        """Where the focus begins: work to recover before anything else."""
        offer = self._offers.itemAt(0)
        frame = offer.widget() if offer else None
        button = frame.findChild(QPushButton) if frame else None
        return button or self._new

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._new = _large_button("新建报告…", self.new_wanted)
        self._new.setObjectName("primary")
        row.addWidget(self._new)
        row.addWidget(_large_button("打开…", self.open_wanted))
        row.addStretch(1)
        return row

    def _recent_list(self) -> QListWidget:
        listed = QListWidget(objectName="recent")
        listed.setAccessibleName("最近使用的文件")
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        listed.itemActivated.connect(
            lambda item: self.file_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        listed.itemClicked.connect(
            lambda item: self.file_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        return listed

    def _offer(self, found: Recoverable) -> QFrame:
        card = QFrame(objectName="card")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 10, 14, 10)
        what = f"“{found.path.name}”" if found.path else "一份没有保存过的报告"
        when = f"{found.recorded_at:%m月%d日 %H:%M}"
        text = QLabel(f"上次程序意外结束，{what}还有未保存的改动（{when}）。")
        text.setWordWrap(True)
        row.addWidget(text, 1)
        recover = QPushButton("恢复", objectName="primary")
        recover.clicked.connect(lambda: self.recovery_wanted.emit(found))
        decline = QPushButton("不恢复")
        decline.clicked.connect(lambda: self.recovery_declined.emit(found))
        row.addWidget(recover)
        row.addWidget(decline)
        return card


def _large_button(text: str, signal: object) -> QPushButton:
    button = QPushButton(text)
    button.setMinimumHeight(40)
    button.clicked.connect(signal)
    return button
