"""The real window, shown, with the user's data folder elsewhere; nothing may be left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gipdesk.desk import app
from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.office import Office
from tests.app.reports import blank_report, filled_report
from tests.app.tables import shown

_PATIENCE, _PATIENCE_MS = "patience", 60_000


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What the application is started with."""
    return ["gipdesk", "-style", "Fusion"]


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


@pytest.fixture(autouse=True)
def patience(qapp: QApplication) -> Iterator[None]:
    """Closes a dialog that nobody answers: it would hold up the tests for ever."""

    def give_up() -> None:
        dialog = qapp.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
            pytest.fail(f"nobody answered “{dialog.windowTitle()}”")

    timer = QTimer(singleShot=True, interval=_PATIENCE_MS)
    timer.setObjectName(_PATIENCE)
    timer.timeout.connect(give_up)
    timer.start()
    yield
    timer.stop()


@pytest.fixture
def window(
    dressed: QApplication, office: Office, data_folder: Path, qtbot: QtBot
) -> Iterator[Window]:
    """The window as a person has it, 1366 × 768, shown and active."""
    del data_folder
    shown = Window(office)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    if shown.filing.dossier:
        shown.filing.dossier.session.undo_stack.setClean()
    assert shown.close()
    shown.deleteLater()
    for _ in range(3):
        dressed.processEvents()
        dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [each for each in dressed.topLevelWidgets() if each.isVisible()] == []
    assert [each.name for each in threading.enumerate() if each.name == "journal"] == []
    assert running_timers() == []


@pytest.fixture
def session(dressed: QApplication, office: Office, form: Form) -> Session:
    """A new report, open."""
    return Session(office, blank_report(form), dressed)


@pytest.fixture
def filled(dressed: QApplication, office: Office, form: Form) -> Session:
    """A report of zeros, totals typed, open."""
    return Session(office, filled_report(form), dressed)


@pytest.fixture
def table(session: Session, qtbot: QtBot) -> OfficialTableView:
    """表三 of a new report, with the keyboard in its first field."""
    return shown(session, "requests", qtbot)


def running_timers() -> list[str]:
    """Names of the timers of the desk that still run."""
    timers = [each for each in gc.get_objects() if isinstance(each, QTimer)]
    return [
        each.objectName() or str(each.parent())
        for each in timers
        if isValid(each) and each.isActive() and each.objectName() != _PATIENCE
    ]
