"""How many keys the numbers of 表三 take: one a digit, one a cell, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.identities import totals_of, values_of
from gipdesk.workflow.office import Office
from tests.app.events import table_of
from tests.app.reports import blank_report, put
from tests.app.tables import current, shown

KEYPAD = Qt.KeyboardModifier.KeypadModifier


class KeyCounter(QObject):
    """Counts the keys a person presses, which come to the window first."""

    def __init__(self, table: OfficialTableView) -> None:
        super().__init__(table)
        self.count = 0
        table.window().windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.count += 1
        return super().eventFilter(watched, event)


def press(table: OfficialTableView, key: Qt.Key) -> None:
    """Press a key of the number pad in the window, wherever the focus is."""
    QTest.keyClick(table.window().windowHandle(), key, KEYPAD)


def numbers_of(form: Form) -> dict[CellRef, str]:
    """A list as a clerk has it: every cell of 表三 with its number, totals right."""
    report = blank_report(form)
    refs = [ref for ref, held in report.cells() if ref.table == "requests" and not held.computed]
    for at, ref in enumerate(refs):
        put(report, ref, str(at * 7 % 123))
    values = values_of(report, form)
    return {
        ref: str(values[ref].number or 0) for ref, _ in report.cells() if ref.table == "requests"
    }


@pytest.mark.parametrize(
    ("is_typed", "cells"), [(True, 175), (False, 144)], ids=["totals typed", "totals computed"]
)
def test_the_numbers_take_one_key_a_digit_and_one_a_cell(
    window: Window, form: Form, is_typed: bool, cells: int
) -> None:
    report = blank_report(form)
    numbers = numbers_of(form)
    totals = [ref for ref in totals_of(form) if ref.table == "requests"]
    for total in totals if is_typed else ():
        put(report, total, "")
    window.filing.take(report)
    assert window.desk is not None
    session = window.desk.session
    window.desk.show_cell(next(iter(numbers)))
    table = table_of(window)
    wanted = {ref: text for ref, text in numbers.items() if is_typed or ref not in totals}
    counter = KeyCounter(table)
    for ref, text in wanted.items():
        assert current(table) == str(ref)
        for digit in text:
            press(table, Qt.Key(Qt.Key.Key_0.value + int(digit)))
        press(table, Qt.Key.Key_Enter)
    assert {ref: session.text(ref) for ref in numbers} == numbers
    assert len(wanted) == cells
    assert counter.count == sum(map(len, wanted.values())) + cells


def test_the_last_enter_changes_nothing_and_says_so(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    session = Session(office, blank_report(form), dressed)
    table = shown(session, "requests", qtbot)
    last = list(numbers_of(form))[-2]
    table.show_cell(last)
    press(table, Qt.Key.Key_4)
    with qtbot.waitSignal(table.noticed) as told:
        press(table, Qt.Key.Key_Enter)
    press(table, Qt.Key.Key_Enter)
    assert told.args == ["已是最后一格。"]
    assert current(table) == str(last)
    assert session.undo_stack.count() == 1
