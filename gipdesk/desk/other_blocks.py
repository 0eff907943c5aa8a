"""What stands in a section beside text and official tables, as it was read: to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import label
from gipdesk.report.report import FreeTable, Picture

_MOST_ROWS_SHOWN = 8
_WIDEST_PICTURE = 560


class FreeTableView(QTableWidget):
    """A table the form does not know; its text can be copied."""

    def __init__(self, block: FreeTable, parent: QWidget | None = None) -> None:
        columns = max((len(row) for row in block.rows), default=0)
        super().__init__(len(block.rows), columns, parent)
        self.setAccessibleName("来源中的其他表格")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        for number, row in enumerate(block.rows):
            for column, text in enumerate(row):
                self.setItem(number, column, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(self.rowHeight(0) * min(len(block.rows), _MOST_ROWS_SHOWN) + frame)
        spare = 0 if len(block.rows) <= _MOST_ROWS_SHOWN else self.verticalScrollBar().height()
        self.setMaximumWidth(self.horizontalHeader().length() + frame + spare)


class PictureView(QWidget):
    """A picture with its caption."""

    def __init__(self, block: Picture, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        shown = label()
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = QPixmap()
        if data and picture.loadFromData(data):
            width = min(picture.width(), _WIDEST_PICTURE)
            smooth = Qt.TransformationMode.SmoothTransformation
            shown.setPixmap(picture.scaledToWidth(width, smooth))
        else:
            shown.setText(f"〔图片：{block.caption or block.media}〕")
        lines.addWidget(shown)
        if block.caption:
            caption = label(block.caption, "quiet")
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(caption)
