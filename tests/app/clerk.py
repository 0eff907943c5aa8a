"""A clerk at the keyboard and the mouse: every key and pointer move is made, counted and timed.

A script yields what the clerk does next and looks at the window in between. It goes on inside the
dialogs that its keys open, as a person does; keys go to the window that has the keyboard.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QThread, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_ROUNDS = 3  # of the event loop: the news, the repaint it asks for, and the repaint
_LOOK_AGAIN_MS = 5
_PATIENCE_S = 20.0


class Key(msgspec.Struct, frozen=True):
    """A key is pressed where the keyboard is; a chord counts as one."""

    key: Qt.Key
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


class Words(msgspec.Struct, frozen=True):
    """Characters come from an input method, whose own keys no program sees."""

    text: str


class Point(msgspec.Struct, frozen=True):
    """The pointer is moved to a place of a widget and clicks there, once or three times."""

    widget: QWidget
    place: QPoint
    times: int = 1


class Wait(msgspec.Struct, frozen=True):
    """Nothing is done until something is so."""

    until: Callable[[], bool]
    what: str


class Turn(msgspec.Struct, frozen=True):
    """What follows belongs to the next part of the work."""

    name: str


Act: TypeAlias = Key | Words | Point | Wait | Turn
Script: TypeAlias = Iterator[Act]


class _Doing(msgspec.Struct):
    """What is being done, since when, and how many event loops were running when it began."""

    act: Act
    loops: int
    since: float = msgspec.field(default_factory=time.perf_counter)
    is_over: bool = False

    def is_under_way(self) -> bool:
        """Whether its events are still being handled, and not just because a dialog is open."""
        return not self.is_over and QThread.currentThread().loopLevel() == self.loops


class Effort(msgspec.Struct):
    """What a part of the work took; seconds are those for which the program was busy."""

    name: str
    keys: int = 0
    characters: int = 0
    moves: int = 0
    seconds: float = 0.0
    longest: float = 0.0  # seconds after one key or click


def chord(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> Key:
    """A key with others held."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    return Key(key, held)


def digits(number: str) -> Script:
    """A number from the number pad, a key a character."""
    for each in number:
        yield Key(Qt.Key(ord(each)), Qt.KeyboardModifier.KeypadModifier)


def at(widget: QWidget, place: QPoint | None = None, times: int = 1) -> Point:
    """A click in the middle of a widget, or at a place of it."""
    return Point(widget, widget.rect().center() if place is None else place, times)


class Clerk(QObject):
    """Does what a script says."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.efforts: dict[str, Effort] = {}  # by the name of the part, in order
        self._effort = Effort("")
        self._loop = QEventLoop()
        self._failure: BaseException | None = None
        self._script: Script = iter(())

    def work(self, script: Script) -> dict[str, Effort]:
        """Do all of it; returns what each part took, by its name."""
        self._script = script
        QTimer.singleShot(0, self._go_on)
        self._loop.exec()
        if self._failure:
            raise self._failure
        return self.efforts

    def _go_on(self) -> None:
        """Do the next thing; a dialog it opens holds this call, and the work goes on inside."""
        try:
            doing = _Doing(next(self._script), QThread.currentThread().loopLevel())
            QTimer.singleShot(0, partial(self._settle, doing, _ROUNDS))
            self._do(doing.act)
            doing.is_over = True
        except StopIteration:
            self._loop.quit()
        except BaseException as exc:  # noqa: BLE001 - told by `work`, outside of Qt
            self._give_up(exc)

    def _settle(self, doing: _Doing, rounds: int) -> None:
        """Go on when the program has nothing more to do."""
        try:
            self._look(doing, rounds)
        except BaseException as exc:  # noqa: BLE001 - told by `work`, outside of Qt
            self._give_up(exc)

    def _look(self, doing: _Doing, rounds: int) -> None:
        if self._failure:
            return
        seconds = time.perf_counter() - doing.since
        waited = doing.act if isinstance(doing.act, Wait) else None
        if waited and not waited.until():
            assert seconds < _PATIENCE_S, f"waited in vain for {waited.what}"
            QTimer.singleShot(_LOOK_AGAIN_MS, partial(self._settle, doing, 1))
        elif rounds > 1 or doing.is_under_way():
            self._manage_windows()
            QTimer.singleShot(0, partial(self._settle, doing, max(1, rounds - 1)))
        else:
            self._count(doing.act, seconds)
            self._go_on()

    def _manage_windows(self) -> None:
        """Give the keyboard to what is in front, as window managers do; Qt offscreen does not."""
        if QGuiApplication.focusWindow() is None:
            (QApplication.activeModalWidget() or self._window).activateWindow()

    def _do(self, act: Act) -> None:
        match act:
            case Key(key, held):
                front = QApplication.activeModalWidget() or self._window
                QTest.keyClick(QGuiApplication.focusWindow() or front.windowHandle(), key, held)
                if key == Qt.Key.Key_Menu:
                    self._ask_for_menu()
            case Words(text):
                event = QInputMethodEvent()
                event.setCommitString(text)
                place = QGuiApplication.focusObject()
                assert place is not None, "no field has the keyboard"
                QApplication.sendEvent(place, event)
            case Point(widget, place, times):
                assert widget.isVisible(), f"{widget} is not to be seen"
                none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
                QTest.mouseClick(widget, left, none, place)
                if times == 3:
                    QTest.mouseDClick(widget, left, none, place)
                    QTest.mouseClick(widget, left, none, place)
            case Turn(name):
                self._effort = self.efforts.setdefault(name, Effort(name))

    def _ask_for_menu(self) -> None:
        """What window systems make of the menu key."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        by_keyboard = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget, QContextMenuEvent(by_keyboard, QPoint(), QPoint()))

    def _count(self, act: Act, seconds: float) -> None:
        effort = self._effort
        effort.keys += isinstance(act, Key)
        effort.moves += isinstance(act, Point)
        effort.characters += len(act.text) if isinstance(act, Words) else 0
        effort.seconds += seconds
        effort.longest = max(effort.longest, seconds)

    def _give_up(self, failure: BaseException) -> None:
        """Leave no dialog behind."""
        self._failure = failure
        while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.reject()
        self._loop.quit()
