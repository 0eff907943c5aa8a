"""Labels, buttons and cards under the names that the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

_BESIDE_BAR = 8  # pixels between what scrolls and the bar

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


class Button(QPushButton):
    """A button that Enter presses too, in a window as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def named(widget: AnyWidget, name: str) -> AnyWidget:
    """The widget under a name of the style sheet."""
    widget.setObjectName(name)
    return widget


def label(text: str = "", name: str = "") -> QLabel:
    """One line of text."""
    made = named(QLabel(text), name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class OneLine(QLabel):
    """A name that leaves out its middle where there is no room; its tool tip is the whole."""

    def __init__(self, whole: str) -> None:
        super().__init__(whole)
        self._whole = whole
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(whole)
        self.setAccessibleName(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the room there is."""
        super().resizeEvent(event)
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, event.size().width()))


def wrapped(text: str, name: str = "") -> QLabel:
    """Text over as many lines as it takes."""
    made = label(text, name)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def copyable(text: str, name: str = "") -> QLabel:
    """Wrapped text that can be selected with the mouse."""
    made = wrapped(text, name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(text: str, act: Callable[[], object], name: str = "") -> QPushButton:
    """A button that does something."""
    made = named(Button(text), name)
    made.clicked.connect(lambda _=False: act())
    return made


def link(text: str, act: Callable[[], object]) -> QPushButton:
    """A button that looks like a word in the text."""
    made = button(text, act, "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def quiet_link(text: str, act: Callable[[], object]) -> QPushButton:
    """A link that stays in the background until one points at it."""
    return named(link(text, act), "quietLink")


def end_with_choice(dialog: QDialog, lines: QVBoxLayout, go: str, leave: str) -> QPushButton:
    """Put two buttons below a question; returns the one that goes on and has the keyboard."""
    buttons = QDialogButtonBox()
    going = buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    lines.addWidget(buttons)
    going.setDefault(True)  # now that the dialog knows the button
    going.setFocus()
    return going


def scrolled(inside: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where there is less room than it needs."""
    area = named(QScrollArea(), "plain")
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setContentsMargins(0, 0, _BESIDE_BAR, 0)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setAutoFillBackground(False)
    return area


def card(name: str = "card") -> QFrame:
    """A frame around things that belong together."""
    return named(QFrame(), name)
