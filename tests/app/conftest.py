"""The real window, shown, with the user's data folder elsewhere; nothing may be left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gipdesk.desk import app
from gipdesk.desk.window import Window
from gipdesk.workflow.office import Office


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What the application is started with."""
    return ["gipdesk"]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication, office: Office) -> QApplication:
    """The application with its language and looks."""
    app.prepare(qapp, office)
    return qapp


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of this test."""
    folder = tmp_path / "data"
    monkeypatch.setenv("GIPDESK_DATA", str(folder))
    return folder


@pytest.fixture
def window(
    dressed: QApplication, office: Office, data_folder: Path, qtbot: QtBot
) -> Iterator[Window]:
    """The window as a person has it, 1366 × 768."""
    del data_folder
    shown = open_window(office, qtbot)
    yield shown
    close_window(shown, dressed)


def open_window(office: Office, qtbot: QtBot) -> Window:
    """A new window, shown and active."""
    window = Window(office)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    qtbot.waitUntil(window.isActiveWindow)
    return window


def close_window(window: Window, application: QApplication) -> None:
    """Close it without a question and see that nothing is left."""
    if isValid(window):
        if window.filing.dossier:
            window.filing.dossier.session.undo_stack.setClean()
        assert window.close()
        window.deleteLater()
    for _ in range(3):
        application.processEvents()
        application.sendPostedEvents(None, 52)  # QEvent.Type.DeferredDelete
    assert [each for each in application.topLevelWidgets() if each.isVisible()] == []
    assert [each.name for each in threading.enumerate() if each.name == "journal"] == []
    assert running_timers() == []


def running_timers() -> list[str]:
    """Names of the timers of the desk that still run."""
    timers = [each for each in gc.get_objects() if isinstance(each, QTimer)]
    return [
        each.objectName() or str(each.parent())
        for each in timers
        if isValid(each) and each.isActive()
    ]
