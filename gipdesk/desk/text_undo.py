"""Text fields without an undo of their own: Ctrl+Z in them is the report's undo.

Qt's text fields claim the undo keys for themselves; here they let them pass to the window, and
their menus offer the report's undo in place of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_OWN_UNDO_ACTIONS = 3  # undo, redo and the line below them


def is_undo_key(event: QEvent) -> bool:
    """Whether a key event asks for undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO_KEYS)


def lets_pass(event: QEvent) -> bool:
    """Whether a field must leave this event to the window: an undo key, asked for in advance."""
    if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
        event.ignore()
        return True
    return False


def with_undo_of(stack: QUndoStack, menu: QMenu) -> QMenu:
    """A text field's menu with the report's undo in place of the field's own."""
    actions = menu.actions()
    for action in actions[: _OWN_UNDO_ACTIONS - 1]:
        menu.removeAction(action)
    line = actions[_OWN_UNDO_ACTIONS - 1]
    undo = stack.createUndoAction(menu, "撤销")
    redo = stack.createRedoAction(menu, "重做")
    menu.insertActions(line, [undo, redo])
    return menu


class LineField(QLineEdit):
    """One line of text that belongs to the report."""

    def __init__(self, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = stack

    def event(self, event: QEvent) -> bool:
        """Everything but the undo keys."""
        return False if lets_pass(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo keys go on to the window."""
        if is_undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the report's undo."""
        with_undo_of(self._stack, self.createStandardContextMenu()).exec(event.globalPos())
