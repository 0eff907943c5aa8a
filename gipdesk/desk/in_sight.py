"""A page that scrolls goes along with the keyboard: where one types is where one looks."""

from __future__ import annotations

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 12  # pixels above and below what is shown


def bring_into_sight(area: QScrollArea, widget: QWidget) -> None:
    """Scroll `area` to a widget in it, once it has its place: it may be new."""
    placed = QTimer(widget, singleShot=True, interval=0)
    placed.timeout.connect(lambda: area.ensureWidgetVisible(widget, 0, _MARGIN))
    placed.timeout.connect(placed.deleteLater)
    placed.start()


def keep_in_sight(area: QScrollArea, field: QWidget, moved: SignalInstance) -> None:
    """Scroll `area` whenever the cursor of a field in it has `moved` out of what is shown.

    The field is an editor or a table that has the keyboard; its own scrolling is its own affair.
    """
    settled = QTimer(field, singleShot=True, interval=0)  # the field grows with its text first

    def follow() -> None:
        focus = field.window().focusWidget()
        if focus is not None and (focus is field or field.isAncestorOf(focus)):
            area.ensureWidgetVisible(field, 0, _MARGIN)  # of a field, Qt looks at its cursor

    settled.timeout.connect(follow)
    moved.connect(lambda *_: settled.start())
