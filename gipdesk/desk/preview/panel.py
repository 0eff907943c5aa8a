"""The pane that shows the report as it will be printed, while it is being written.

The pages are set and painted beside the window's thread; those that have not changed stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import label, named
from gipdesk.desk.preview.sheets import Sheets
from gipdesk.desk.session import Session
from gipdesk.desk.task import Task
from gipdesk.report.report import Report, copy_of
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import load_paper

if TYPE_CHECKING:  # what sets and paints pages is imported when they are to be seen
    from gipdesk.workflow.preview import Preview
    from gipdesk.workflow.source_view import PagePicture

_PAUSE_MS: Final = 60  # after the last key, before the pages are set anew
_ROOM_MS: Final = 120  # the room changes many times while somebody draws at its edge
_ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)  # of the width that fits
_MARGINS: Final = 24  # pixels beside a sheet that fits


class PreviewPanel(QWidget):
    """The pages of one session, as they will be printed."""

    place_wanted = Signal(str)  # a place of the report that was pressed on its page

    def __init__(
        self, session: Session, media: Mapping[str, bytes], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._media = media
        self._preview: Preview | None = None
        self._is_stale = True
        self._place = ""
        self._zoom = 1.0
        self._columns = 1
        self._setting: Task | None = None
        self._painting: Task | None = None
        self._painted: dict[int, float] = {}  # the scale at which a sheet was painted
        self._sheets = Sheets()
        self._view = named(QScrollArea(), "sheets")
        self._view.setWidget(self._sheets)
        self._view.setWidgetResizable(True)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view.setAccessibleName("版面预览")
        self._view.viewport().installEventFilter(self)
        self._told = label("", "quiet")
        self._lay_out()
        self._pause = self._timer(_PAUSE_MS, self._set)
        self._at_once = self._timer(0, self._set)
        self._room = self._timer(_ROOM_MS, self._fit)
        self._sheets.pressed.connect(self._go_to_place)
        self._view.verticalScrollBar().valueChanged.connect(self._paint_next)
        session.change_applied.connect(self._age)

    def is_ready(self) -> bool:
        """Whether all that is in sight can be seen as it is now."""
        return not (self._is_stale or self._setting or self._painting or self._to_paint())

    def page_count(self) -> int:
        """How many pages there are; 0 before they are known."""
        return len(self._preview.pages) if self._preview else 0

    def told(self) -> str:
        """What stands above the pages."""
        return self._told.text()

    def show_place(self, place: str) -> None:
        """Show where a place of the report stands: a cell, a block, a section."""
        if place != self._place:
            self._place = place
            if self.isVisible():
                self._mark(is_to_be_seen=True)

    def set_anew(self) -> None:
        """Set the pages again: what they look like has changed."""
        self._painted = {}
        self._age()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 10, 4)
        row.addWidget(self._told, 1)
        self._one = _switch("单页", "一页一行", lambda: self._stand(1))
        self._two = _switch("双页", "两页并排", lambda: self._stand(2))
        self._group = QButtonGroup(self)
        for choice in (self._one, self._two):
            self._group.addButton(choice)
            row.addWidget(choice)
        self._one.setChecked(True)
        for sign, name, by in (("−", "缩小", -1), ("＋", "放大", 1)):
            row.addWidget(_button(sign, name, partial(self._zoom_by, by)))
        row.addWidget(_button("适宽", "适合宽度", self._zoom_to_fit))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(row)
        lines.addWidget(self._view, 1)

    def _timer(self, interval: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(act)
        return timer

    def _task(self, act: Callable[[], object]) -> Task:
        from gipdesk.workflow.exporting import HINDRANCES

        return Task(act, HINDRANCES, self)

    # ---------------------------------------------------------------- setting the pages

    def _age(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._pause.start()

    def _set(self) -> None:
        """Set the pages of the report as it is now, one setting after another.

        Two at once would take as long, and their time from whoever is typing.
        """
        if self._setting:
            return
        self._is_stale = False
        report, office = copy_of(self._session.report), self._session.office
        self._setting = self._task(partial(_set_pages, report, office, dict(self._media)))
        self._setting.ended.connect(self._rest)
        self._setting.done.connect(self._take)
        self._setting.failed.connect(self._told.setText)
        self._setting.start()

    def _rest(self) -> None:
        self._setting = None
        if self._is_stale and self.isVisible():
            self._pause.start()

    def _take(self, preview: Preview) -> None:
        """Show new pages; the pictures of those that have changed are painted anew."""
        before = self._preview.pages if self._preview else ()
        same = {new.number for new, old in zip(preview.pages, before, strict=False) if new == old}
        self._painted = {n: scale for n, scale in self._painted.items() if n in same}
        self._preview = preview
        self._told.setText(f"共 {len(preview.pages)} 页")
        sizes = tuple((page.width, page.height) for page in preview.pages)
        self._sheets.show_sheets(sizes, set(range(1, len(sizes) + 1)) - same)
        self._fit()
        self._mark(is_to_be_seen=not before)

    # ---------------------------------------------------------------- painting

    def _fit(self) -> None:
        """Make the sheets as wide as the room and the zoom say."""
        room = self._view.viewport().width() - _MARGINS - 12 * (self._columns - 1)
        self._sheets.fit(round(room / self._columns * self._zoom), self._columns)
        self._paint_next()

    def _in_sight(self) -> QRect:
        top = self._view.verticalScrollBar().value()
        left = self._view.horizontalScrollBar().value()
        return QRect(left, top, self._view.viewport().width(), self._view.viewport().height())

    def _to_paint(self) -> list[int]:
        """The sheets in sight whose picture is missing, old, or of another size."""
        if self._preview is None:
            return []
        seen = self._sheets.within(self._in_sight())
        return [number for number in seen if self._painted.get(number) != self._scale(number)]

    def _scale(self, number: int) -> float:
        """Pixels of the screen a point of a sheet."""
        return self._sheets.scale_of(number) * self.devicePixelRatioF()

    def _paint_next(self) -> None:
        """Paint the next sheet that is to be painted."""
        waiting = self._to_paint()
        if self._painting or not waiting or self._preview is None or not self.isVisible():
            return
        preview, number = self._preview, waiting[0]
        scale = self._scale(number)
        self._painting = self._task(partial(preview.picture, number, scale))
        self._painting.ended.connect(self._end_painting)
        self._painting.done.connect(partial(self._show, preview, number, scale))
        self._painting.failed.connect(self._told.setText)
        self._painting.start()

    def _end_painting(self) -> None:
        self._painting = None

    def _show(self, preview: Preview, number: int, scale: float, picture: PagePicture) -> None:
        if preview is self._preview:
            self._painted[number] = scale
            self._sheets.show_picture(number, _pixmap(picture))
        self._paint_next()

    # ---------------------------------------------------------------- places

    def _mark(self, *, is_to_be_seen: bool) -> None:
        """Mark the place that is worked at, and scroll to it."""
        areas = self._preview.areas_of(self._place) if self._preview and self._place else ()
        marks = tuple((n, QRectF(a.x, a.y, a.width, a.height)) for n, a in areas)
        self._sheets.mark(marks)
        if marks and is_to_be_seen:
            area = self._sheets.area_of(*marks[0])
            self._view.ensureVisible(area.center().x(), area.center().y(), 40, 120)

    def _go_to_place(self, number: int, x: float, y: float) -> None:
        place = self._preview.place_at(number, x, y) if self._preview else ""
        if place:
            self.place_wanted.emit(place)

    # ---------------------------------------------------------------- zooming

    def _stand(self, columns: int) -> None:
        self._columns = columns
        self._fit()

    def _zoom_by(self, steps: int) -> None:
        nearest = min(range(len(_ZOOMS)), key=lambda k: abs(_ZOOMS[k] - self._zoom))
        self._zoom = _ZOOMS[max(0, min(len(_ZOOMS) - 1, nearest + steps))]
        self._fit()

    def _zoom_to_fit(self) -> None:
        self._zoom = 1.0
        self._fit()

    # ---------------------------------------------------------------- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom by wheel and Ctrl."""
        ctrl = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and event.modifiers() & ctrl:
            self._zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sheets into the new room."""
        super().resizeEvent(event)
        self._room.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the pages when somebody wants to see them."""
        super().showEvent(event)
        if self._is_stale:
            self._told.setText(self._told.text() or "正在排版…")
            self._at_once.start()
        else:
            self._room.start()


def _set_pages(report: Report, office: Office, media: Mapping[str, bytes]) -> Preview:
    """Set the pages; what that takes is loaded beside the window's thread, too."""
    from gipdesk.workflow.preview import set_pages

    return set_pages(report, office, media, load_paper())


def _pixmap(picture: PagePicture) -> QPixmap:
    form = QImage.Format.Format_RGBA8888
    image = QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, form)
    return QPixmap.fromImage(image)


def _button(text: str, name: str, act: Callable[[], object]) -> QToolButton:
    made = named(QToolButton(autoRaise=True), "step")
    made.setText(text)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda _=False: act())
    return made


def _switch(text: str, name: str, act: Callable[[], object]) -> QToolButton:
    made = _button(text, name, act)
    made.setCheckable(True)
    return made
