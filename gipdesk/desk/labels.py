"""Labels, buttons and cards under the names that the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def named(widget: AnyWidget, name: str) -> AnyWidget:
    """The widget under a name of the style sheet."""
    widget.setObjectName(name)
    return widget


def label(text: str = "", name: str = "") -> QLabel:
    """One line of text."""
    made = named(QLabel(text), name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


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
    made = named(QPushButton(text), name)
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


def card(name: str = "card") -> QFrame:
    """A frame around things that belong together."""
    return named(QFrame(), name)
