"""Text fields without an undo of their own: Ctrl+Z in them is the report's undo.

Qt's text fields claim the undo keys for themselves; here they let them pass to the window, and
their menus offer the report's undo in place of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_OWN_UNDO_ACTIONS = 3  # undo, redo and the line below them


def is_undo_key(event: QEvent) -> bool:
    """Whether a key event asks for undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO_KEYS)


def is_redo_key(event: QEvent) -> bool:
    """Whether a key event asks for redo."""
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Redo)


def lets_pass(event: QEvent) -> bool:
    """Whether a field must leave this event to the window: an undo key, asked for in advance."""
    if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
        event.ignore()
        return True
    return False


def pop_up(menu: QMenu, stack: QUndoStack, at: QPoint) -> None:
    """Show a text field's own menu with the report's undo in place of the field's."""
    *own, line = menu.actions()[:_OWN_UNDO_ACTIONS]
    for action in own:
        menu.removeAction(action)
    undo = stack.createUndoAction(menu, "撤销")
    redo = stack.createRedoAction(menu, "重做")
    menu.insertActions(line, [undo, redo])
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
