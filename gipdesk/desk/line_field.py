"""One line of text of the report: its undo is the report's, Enter leads to the next field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QUndoStack
from PySide6.QtWidgets import QLineEdit, QWidget

from gipdesk.desk.text.undo import is_undo_key, lets_pass, pop_up

_TO_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class LineField(QLineEdit):
    """One line of text that belongs to the report."""

    def __init__(self, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self.next_field: QWidget | None = None  # where Enter leads; None: where Tab does

    def mark_found(self, *, is_found: bool, is_current: bool = False) -> None:
        """Mark that words that are looked for stand here, or that these are shown just now."""
        mark = "current" if is_current else "found" if is_found else ""
        if (self.property("found") or "") != mark:
            self.setProperty("found", mark)
            self.style().unpolish(self)
            self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on behind the text, unless the mouse or Tab says otherwise."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.end(False)

    def event(self, event: QEvent) -> bool:
        """Everything but the undo keys."""
        return False if lets_pass(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Enter and the arrows lead to the next field, undo keys to the window."""
        if is_undo_key(event):
            event.ignore()
        elif event.key() in _TO_NEXT:
            self._go_on()
        elif event.key() == Qt.Key.Key_Up:
            self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.next_field and self.next_field.isVisible():
            self.next_field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextPrevChild(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the report's undo."""
        pop_up(self.createStandardContextMenu(), self._stack, event.globalPos())
