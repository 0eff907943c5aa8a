"""The pages of a PDF, one at a time, as wide as the room there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from gipdesk.desk.labels import label, named
from gipdesk.desk.task import Task
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.workflow.source_view import PagePicture, picture_of_page

_A4_WIDTH = 595.3  # points; a page of another width is scaled once painted
_PAUSE_MS = 150  # the room changes many times while somebody draws at its edge


class SourcePages(QWidget):
    """A page of the source; painted beside the window's thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = b""
        self._count = 0
        self.page = 0  # counted from 1; 0 before there is one
        self._painted = QPixmap()
        self._task: Task | None = None
        self._sheet = named(label(), "sheet")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._view = named(QScrollArea(), "sheets")
        self._view.setWidgetResizable(True)
        self._view.setWidget(self._sheet)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._where = label("", "quiet")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(self._steps())
        lines.addWidget(self._view, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._paint)

    def show_document(self, data: bytes, count: int) -> None:
        """Show this PDF of `count` pages from its first page on."""
        self._data, self._count = data, count
        self.show_page(1)

    def show_page(self, page: int) -> None:
        """Go to a page, counted from 1; nothing where there is no such page."""
        if 1 <= page <= self._count and page != self.page:
            self.page = page
            self._where.setText(f"第 {page} / {self._count} 页")
            self._back.setEnabled(page > 1)
            self._on.setEnabled(page < self._count)
            self._view.verticalScrollBar().setValue(0)
            if self.isVisible():
                self._paint()

    def is_painted(self) -> bool:
        """Whether the page can be seen."""
        return self._task is None and not self._painted.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new width."""
        super().resizeEvent(event)
        self._fit()
        if self.page:
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Paint what was asked for out of sight."""
        super().showEvent(event)
        if self.page:
            self._pause.start()

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 4)
        self._back = _step(Qt.ArrowType.LeftArrow, "上一页", lambda: self.show_page(self.page - 1))
        self._on = _step(Qt.ArrowType.RightArrow, "下一页", lambda: self.show_page(self.page + 1))
        row.addWidget(self._back)
        row.addWidget(self._where)
        row.addWidget(self._on)
        row.addStretch(1)
        return row

    def _room(self) -> int:
        return self._view.viewport().width()

    def _paint(self) -> None:
        """Paint the page anew for the room there is."""
        if self._task:
            self._task.call_off()
        scale = self._room() * self.devicePixelRatioF() / _A4_WIDTH
        paint = partial(picture_of_page, self._data, self.page, scale)
        self._task = Task(paint, (UnreadableSourceError,), self)
        self._task.ended.connect(self._rest)
        self._task.done.connect(self._take)
        self._task.failed.connect(self._sheet.setText)
        self._task.start()

    def _take(self, picture: PagePicture) -> None:
        form = QImage.Format.Format_RGBA8888
        line = 4 * picture.width
        image = QImage(picture.rgba, picture.width, picture.height, line, form)
        self._painted = QPixmap.fromImage(image)
        self._fit()

    def _rest(self) -> None:
        self._task = None

    def _fit(self) -> None:
        """Show what is painted at the width there is."""
        if self._painted.isNull():
            return
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        width = round(self._room() * ratio)
        shown = self._painted
        if abs(shown.width() - width) > 1:
            shown = shown.scaledToWidth(width, smooth)
        shown.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(shown)
        self._sheet.setMinimumSize(QSize(0, round(shown.height() / ratio)))


def _step(arrow: Qt.ArrowType, text: str, act: Callable[[], object]) -> QToolButton:
    made = QToolButton(autoRaise=True)
    made.setArrowType(arrow)
    made.setToolTip(text)
    made.setAccessibleName(text)
    made.clicked.connect(lambda _=False: act())
    return made
