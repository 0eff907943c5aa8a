"""Work beside the window's thread: what comes of it is told on the window's thread."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gipdesk.desk.task import Task


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    del qtbot
    return QObject()


def test_the_result_is_told_on_the_thread_of_the_window(owner: QObject, qtbot: QtBot) -> None:
    seen: list[object] = []
    task = Task(threading.get_ident, (), owner)
    task.done.connect(lambda found: seen.extend((found, threading.get_ident())))
    with qtbot.waitSignal(task.done):
        task.start()
    worked_on, told_on = seen
    assert told_on == threading.get_ident()
    assert worked_on != told_on


def test_what_was_expected_to_fail_is_told_as_a_sentence(owner: QObject, qtbot: QtBot) -> None:
    def fail() -> None:
        raise LookupError("没有这个文件。")

    task = Task(fail, (LookupError,), owner)
    with qtbot.waitSignal(task.failed) as told:
        task.start()
    assert told.args == ["没有这个文件。"]


def test_a_mistake_of_the_program_is_raised_and_ends_the_task(owner: QObject, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    task = Task(fail, (LookupError,), owner)
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(task.ended):
        task.start()
    qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_a_task_that_is_called_off_says_nothing(owner: QObject, qtbot: QtBot) -> None:
    may_go_on = threading.Event()
    told: list[object] = []
    task = Task(lambda: may_go_on.wait(10), (), owner)
    task.done.connect(told.append)
    task.start()
    task.call_off()
    may_go_on.set()
    qtbot.wait(50)
    assert told == []


def test_nothing_is_told_while_a_dialog_waits_for_an_answer(owner: QObject, qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    told: list[object] = []
    task = Task(lambda: "found", (), owner)
    task.done.connect(told.append)
    dialog.open()
    task.start()
    qtbot.wait(100)
    assert told == []
    dialog.reject()
    qtbot.waitUntil(lambda: told == ["found"])
