"""Real events as a person makes them; `keyClicks` with Chinese aborts Python, so type by IME."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget

from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window


def type_ime(text: str, *, composing: str = "") -> None:
    """Type as an input method does: what is being composed is shown, then the text is put in."""
    widget = QApplication.focusWidget()
    assert widget is not None
    if composing:
        QApplication.sendEvent(widget, QInputMethodEvent(composing, []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(text: str) -> None:
    """Begin to type with an input method without choosing a character."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def ctrl(key: Qt.Key) -> None:
    """Press a key with Ctrl."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def type_keys(text: str) -> None:
    """Type digits and Latin letters where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget in its middle, or at a place of it."""
    place = widget.rect().center() if at is None else at
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def button_of(owner: QWidget, text: str) -> QPushButton:
    """The visible button of this text."""
    found = [
        each
        for each in owner.findChildren(QPushButton)
        if text in (each.text(), each.accessibleName()) and each.isVisibleTo(owner)
    ]
    assert found, f"no button {text!r}"
    return found[0]


def wait_active(window: QWidget) -> None:
    """Wait until a window that was just opened has the keyboard."""
    for _ in range(200):
        if window.isActiveWindow():
            return
        QTest.qWait(10)
    raise AssertionError(f"{window} does not become active")


def answer(act: Callable[[QDialog], None]) -> list[str]:
    """When the next dialog is open, do `act` in it; returns a list its text is put into."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(5, look)
            return
        seen.append(dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle())
        try:
            act(dialog)
        except BaseException:
            dialog.reject()  # a dialog left open would hold up the tests for ever
            raise

    QTimer.singleShot(0, look)
    return seen


def page_of(window: Window) -> QWidget:
    """The page that is shown of the open report."""
    assert window.desk is not None
    page = window.desk.stack.currentWidget()
    assert page is not None
    return page


def texts_in(owner: QWidget) -> list[str]:
    """What the labels say."""
    return [each.text() for each in owner.findChildren(QLabel)]


def table_of(window: Window) -> OfficialTableView:
    """The official table of the page that is shown."""
    table = page_of(window).findChild(OfficialTableView)
    assert isinstance(table, OfficialTableView)
    return table
