"""Reading a source in beside the window's thread: one at a time, told when it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal

from gipdesk.desk.notice_bar import NoticeBar

if TYPE_CHECKING:
    from gipdesk.desk.task import Task
    from gipdesk.workflow.opening import Opened

QUICK_MS = 300  # what is read by then is read without a word


class Reading(QObject):
    """The source being read, if any; the window goes on meanwhile."""

    failed = Signal(str)

    def __init__(
        self, notices: NoticeBar, expected: tuple[type[Exception], ...], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._expected = expected
        self._task: Task | None = None
        self._name = ""
        self._patience = QTimer(self, singleShot=True, interval=QUICK_MS)
        self._patience.timeout.connect(self._tell_busy)

    @property
    def is_busy(self) -> bool:
        """Whether a source is being read."""
        return self._task is not None

    def begin(
        self, name: str, read: Callable[[], Opened], take: Callable[[Opened], object]
    ) -> None:
        """Read a source, giving up one still being read; `take` gets what it holds."""
        from gipdesk.desk.task import Task

        self.call_off()
        self._name = name
        self._task = Task(read, self._expected, self)
        self._task.ended.connect(self._rest)
        self._task.done.connect(take)
        self._task.failed.connect(self.failed)
        self._task.start()
        self._patience.start()

    def call_off(self) -> None:
        """Give up what is being read."""
        if self._task:
            self._task.call_off()
            self._rest()

    def _rest(self) -> None:
        self._task = None
        self._patience.stop()
        if self._notices.is_busy():
            self._notices.hide()

    def _tell_busy(self) -> None:
        self._notices.tell_busy(f"正在读取“{self._name}”…", 取消=self.call_off)


def clipboard_source(data: QMimeData | None) -> tuple[str, bytes] | None:
    """The clipboard as a source with a name: a copied page, else its text; None without either."""
    if data is None:  # nobody has copied anything yet
        return None
    if data.hasHtml():
        page = data.html()
        if "<html" not in page.lower():
            page = f"<html>{page}</html>"
        return "剪贴板.html", _encoded(page, "utf-8-sig")  # the mark outdoes the page
    text = data.text()
    return ("剪贴板.txt", _encoded(text, "utf-8")) if text.strip() else None


def _encoded(text: str, encoding: str) -> bytes:
    """The text in bytes; halves of characters, which other programs may copy, become `?`."""
    return text.encode(encoding, errors="replace")
