"""What the editor does for a typist: the next number, full-width punctuation, moving paragraphs.

Each help is a step of undo of its own or of the edit it belongs to; Backspace takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from gipdesk.report.numbering import mark_of, next_mark
from gipdesk.report.punctuation import widened

if TYPE_CHECKING:
    from gipdesk.desk.text.editor import TextEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
_MOVING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier  # as in Word
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Typed(msgspec.Struct, frozen=True):
    """What was typed last: where the cursor stood then, the keys, and what stands for them."""

    position: int = -1
    typed: str = ""
    shown: str = ""


class TypingHelp:
    """Helps with one editor."""

    def __init__(self, editor: TextEditor) -> None:
        self._editor = editor
        self._last = Typed()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key meant one of the helps, which was then done."""
        last, self._last = self._last, Typed()
        if event.key() in _STEPS and event.modifiers() == _MOVING:
            self._editor.move_paragraph(_STEPS[event.key()])
            return True
        if event.modifiers() & _CHORDS:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self._take_back(last)
        return event.key() in _ENTER and (self._end_numbering() or self._begin_next_number())

    def typed(self, text: str) -> None:
        """Widen the mark that was just typed, where it stands in Chinese text."""
        cursor = self._editor.textCursor()
        before = _before(cursor)
        if not text or not before.endswith(text):
            return
        wide = widened(before[:-1], text) if len(text) == 1 else text
        if wide != text:
            self._replace_last(cursor, wide)
        self._last = Typed(cursor.position(), text, wide)

    def _take_back(self, last: Typed) -> bool:
        """Bring back the mark as it was typed, or end a numbering that is not being typed."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or cursor.position() != last.position:
            return self._end_numbering()
        if last.typed == last.shown or not _before(cursor).endswith(last.shown):
            return False
        self._replace_last(cursor, last.typed)
        return True

    def _replace_last(self, cursor: QTextCursor, text: str) -> None:
        """Put another character for the one before the cursor, as a step of its own."""
        cursor.movePosition(
            QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        with self._editor.one_step("改为全角标点"):
            cursor.insertText(text)

    def _begin_next_number(self) -> bool:
        """Begin the next number at the end of a numbered paragraph."""
        cursor = self._editor.textCursor()
        begun = next_mark(cursor.block().text())
        if not begun or cursor.hasSelection() or not cursor.atBlockEnd():
            return False
        cursor.insertText(f"\n{begun}")
        self._editor.ensureCursorVisible()
        return True

    def _end_numbering(self) -> bool:
        """Take the number off a paragraph that holds nothing else."""
        cursor = self._editor.textCursor()
        text = cursor.block().text()
        mark = mark_of(text)
        if not mark or text[mark.length :] or cursor.hasSelection() or not cursor.atBlockEnd():
            return False
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True


def _before(cursor: QTextCursor) -> str:
    """The paragraph up to the cursor."""
    begun = QTextCursor(cursor)
    begun.clearSelection()
    begun.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return begun.selectedText()
