"""When the program itself is wrong: the log is written, the work is kept, the user is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gipdesk.desk.app import catch_failures
from gipdesk.desk.failure import FailureHook
from gipdesk.desk.window import Window
from gipdesk.report.changes import SetMeta
from gipdesk.report.edition import Form
from tests.app.reports import filled_report


@pytest.fixture
def hook(window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[FailureHook]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)  # no traceback in the test's output
    yield catch_failures(window)
    monkeypatch.undo()


def fail() -> None:
    try:
        raise ZeroDivisionError("内部错误")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


@pytest.mark.usefixtures("hook")
def test_a_failure_is_logged_and_told_once(window: Window, data_folder: Path, qtbot: QtBot) -> None:
    fail()
    fail()
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "程序出现内部错误" in boxes[0].text()
    assert "不会丢失" in boxes[0].informativeText()
    log = (data_folder / "errors.log").read_text("utf-8")
    assert log.count("ZeroDivisionError: 内部错误") == 2
    assert "in fail" in log
    boxes[0].accept()
    qtbot.waitUntil(lambda: window.findChildren(QMessageBox) == [])


@pytest.mark.usefixtures("hook")
def test_a_failure_keeps_the_work(
    window: Window, form: Form, data_folder: Path, qtbot: QtBot
) -> None:
    session = window.filing.take(filled_report(form)).session
    session.do(SetMeta("address", "某某路"))
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    journal = next((data_folder / "journals").glob("*.journal"))
    assert "某某路" in journal.read_text("utf-8")
    window.findChildren(QMessageBox)[0].accept()
    qtbot.waitUntil(lambda: window.findChildren(QMessageBox) == [])
