"""What stands in the window while no report is open: begin, open, recent files, work to recover."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import button, card, label, link, named, scrolled, wrapped

if TYPE_CHECKING:
    from gipdesk.files.recovery import Recoverable

_WIDTH = 640
_WAYS = (
    "可以打开以往的报告：Word、WPS、PDF、网页、表格、文本文件都能读入，"
    "原件不会改动。也可以把文件拖到窗口里打开。"
)
_MOST_SHOWN = 6


class StartPage(QWidget):
    """Offers the ways to a report."""

    new_wanted = Signal()
    from_last_wanted = Signal()
    open_wanted = Signal()
    clipboard_wanted = Signal()
    tour_wanted = Signal()
    file_chosen = Signal(object)  # Path
    recovery_wanted = Signal(object)  # Recoverable
    recovery_declined = Signal(object)  # Recoverable

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        self._lines = QVBoxLayout(column)
        self._lines.setSpacing(12)
        self._lines.addWidget(label("政府信息公开工作年度报告", "heading"))
        self._lines.addWidget(label("编制、核对、导出", "quiet"))
        self._offers = QVBoxLayout()
        self._lines.addLayout(self._offers)
        self._lines.addLayout(self._buttons())
        self._tour = link("第一次使用？看五步介绍", self.tour_wanted.emit)
        self._lines.addWidget(self._tour, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addSpacing(8)
        self._recent_label = label("最近使用", "subheading")
        self._recent = self._recent_list()
        self._lines.addWidget(self._recent_label)
        self._lines.addWidget(self._recent)
        self._lines.addWidget(wrapped(_WAYS, "quiet"))
        self._lines.addStretch(1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(20, 48, 20, 20)
        row.addStretch(1)
        row.addWidget(column)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(middle))
        self.setMinimumWidth(_WIDTH + 48)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer these files."""
        self._recent.clear()
        for path in paths:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self._recent.addItem(item)
        rows = min(len(paths), _MOST_SHOWN)
        self._recent.setFixedHeight(rows * max(self._recent.sizeHintForRow(0), 0) + 2)
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

    def offer_tour(self, *, is_new: bool) -> None:
        """Offer the tour to whoever has not seen it."""
        self._tour.setVisible(is_new)

    def new_button(self) -> QPushButton:
        """The way to a new report."""
        return self._new

    def first_field(self) -> QWidget:
        """Where the focus begins: work to recover before anything else."""
        offer = self._offers.itemAt(0)
        frame = offer.widget() if offer else None
        button = frame.findChild(QPushButton) if frame else None
        return button or self._new

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._new = button("新建报告…", self.new_wanted.emit, "primary")
        from_last = button("从上年报告新建…", self.from_last_wanted.emit)
        from_last.setToolTip("上年的 .gip，或者 Word、WPS、PDF、网页、表格、文本文件")
        opens = button("打开…", self.open_wanted.emit)
        pastes = button("从剪贴板导入", self.clipboard_wanted.emit)
        pastes.setToolTip("导入在网页、Word 或 WPS 中复制的报告")
        for each in (self._new, from_last, opens, pastes):
            each.setMinimumHeight(40)
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _recent_list(self) -> QListWidget:
        listed = named(QListWidget(), "recent")
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
        offer = card()
        row = QHBoxLayout(offer)
        row.setContentsMargins(14, 10, 14, 10)
        what = f"“{found.path.name}”" if found.path else "一份没有保存过的报告"
        when = f"最后一次改动：{found.recorded_at:%m月%d日 %H:%M}"
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(wrapped(f"上次程序意外结束，{what}还有未保存的改动。"))
        words.addWidget(label(when, "quiet"))
        row.addLayout(words, 1)
        row.addWidget(button("恢复", lambda: self.recovery_wanted.emit(found), "primary"))
        row.addWidget(button("不恢复", lambda: self.recovery_declined.emit(found)))
        return offer
