"""Doing something slow beside the window's thread: reading a file, painting a page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_EVERY_MS = 10


class Task(QObject):
    """Runs `act` once, on a thread of its own, and tells how it went on the window's thread.

    `act` touches nothing of the window. What it raises of `expected` is told as a sentence;
    anything else is raised on the window's thread. Nothing is told while the dialog of
    another waits for an answer: what it asks about must not change under it. A task that is called
    off is heard of no more; its thread ends with what it does, or with the program.
    """

    ended = Signal()  # first of all, however it went
    done = Signal(object)  # what `act` returned
    failed = Signal(str)

    def __init__(
        self,
        act: Callable[[], object],
        expected: tuple[type[Exception], ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._expected = expected
        self._future: Future[object] = Future()
        self._thread = Thread(target=_run, args=(act, self._future), name="task", daemon=True)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._tell)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._look.start()

    def call_off(self) -> None:
        """Tell nothing any more."""
        self._look.stop()
        self.deleteLater()

    def _tell(self) -> None:
        if not self._future.done() or self._waits_for_an_answer():
            return
        self.call_off()
        self.ended.emit()
        try:
            result = self._future.result()
        except self._expected as exc:
            self.failed.emit(str(exc))
        else:
            self.done.emit(result)

    def _waits_for_an_answer(self) -> bool:
        """Whether a dialog is open that is not the one this is done for."""
        dialog, owner = QApplication.activeModalWidget(), self.parent()
        is_own = isinstance(owner, QWidget) and dialog in (owner, owner.window())
        return dialog is not None and not is_own


def _run(act: Callable[[], object], future: Future[object]) -> None:
    try:
        future.set_result(act())
    except BaseException as exc:  # noqa: BLE001 - handed over to whoever asks for the result
        future.set_exception(exc)
