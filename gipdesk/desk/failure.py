"""When the program itself is wrong: write it down, keep the work, tell the user."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6 import QtWidgets  # whose message box is made known to Python when it is first named
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gipdesk import __version__


class FailureHook(QObject):
    """Stands in `sys.excepthook` while the window is open."""

    _failed = Signal(str)  # from whatever thread to the window's

    def __init__(self, log: Path, keep_work: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._log = log
        self._keep_work = keep_work
        self._window = window
        self._is_telling = False
        self._failed.connect(self._tell)

    def install(self) -> None:
        """From now on catch what nobody else did."""
        sys.excepthook = self._take

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        self._write("".join(traceback.format_exception(kind, error, trace)))
        self._failed.emit(f"{kind.__name__}: {error}")

    def _write(self, text: str) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as file:
                file.write(f"--- {now} gipdesk {__version__}\n{text}\n")
        except OSError:
            return  # there is nowhere left to write to; standard error has it

    def _tell(self, error: str) -> None:
        """Say it once at a time: a failing repaint would ask for ever."""
        if self._is_telling:
            return
        self._is_telling = True
        self._keep_work()
        box = QtWidgets.QMessageBox(self._window)
        box.setIcon(QtWidgets.QMessageBox.Icon.Critical)
        box.setWindowTitle("程序出错")
        box.setText("程序出现内部错误，刚才的操作可能没有完成。")
        box.setInformativeText(
            "报告的改动已记入恢复记录，不会丢失。建议保存后重新启动程序；"
            f"如果再次出现，请把错误记录交给维护人员：\n{self._log}"
        )
        box.setDetailedText(error)
        box.finished.connect(self._told)
        box.finished.connect(box.deleteLater)
        box.open()

    def _told(self) -> None:
        self._is_telling = False
