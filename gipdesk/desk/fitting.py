"""Windows as large as they are best, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 40)  # title and borders, which the system draws around a window


def fit(shown: QWidget, wanted: QSize) -> None:
    """Give a window this size, or what the screen has room for, the bar of tasks left free."""
    shown.resize(wanted.boundedTo(shown.screen().availableSize() - _FRAME))
