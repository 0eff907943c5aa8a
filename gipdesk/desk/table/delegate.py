"""Look and editor of a cell.

Paints from one role of the model. The editor takes every text: what is wrong with it becomes a
finding. A key that means a place in the table (Enter, Tab, an arrow) is handed to the table.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gipdesk.desk.table.clipboard import block_of
from gipdesk.desk.table.layout import padding, set_in
from gipdesk.desk.table.look import Look
from gipdesk.desk.table.model import STATE_ROLE, CellState, Index
from gipdesk.desk.text.undo import is_redo_key, lets_pass
from gipdesk.report.grid import Role

_KEY = Qt.Key
_TABLE_KEYS = frozenset(
    {
        _KEY.Key_Return,
        _KEY.Key_Enter,
        _KEY.Key_Tab,
        _KEY.Key_Backtab,
        _KEY.Key_Up,
        _KEY.Key_Down,
        _KEY.Key_PageUp,
        _KEY.Key_PageDown,
    }
)
_CURSOR_KEYS = frozenset({_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Home, _KEY.Key_End})
_MOST_CHARACTERS = 1_000_000  # Qt's own limit cuts pasted text at 32,767 without a word
_STATE = QStyle.StateFlag


class CellEditor(QLineEdit):
    """The line in which a cell is typed.

    Begun by typing, cursor keys go to the next cell; `is_in_place` (F2, double click), they move
    within the text.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.is_in_place = False
        self._composed = ""
        self._cell_rect = QRect()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(_MOST_CHARACTERS)
        self.setStyleSheet(
            "QLineEdit { border: 2px solid palette(highlight); border-radius: 0; padding: 0; }"
        )
        self.setText(text)
        self.textChanged.connect(self._widen)

    def typed_text(self) -> str:
        """All that was typed, an unfinished composition of the input method included."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._composed + text[at:]

    def edit_in_place(self) -> None:
        """Go on with the text that is there."""
        self.is_in_place = True
        self.deselect()
        self.end(False)

    def set_cell_rect(self, rect: QRect) -> None:
        """Cover a cell, and what lies beside it as far as the text needs."""
        self._cell_rect = QRect(rect)  # the given one is part of Qt's option and dies with it
        self._widen()

    def event(self, event: QEvent) -> bool:
        """Everything but undo and redo where nothing was typed: they are the report's then."""
        if lets_pass(event):
            has_own = self.isRedoAvailable() if is_redo_key(event) else self.isUndoAvailable()
            return super().event(event) if has_own else False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        super().inputMethodEvent(event)
        self._composed = event.preeditString()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever points into the text wants to mend it."""
        self.is_in_place = True
        super().mousePressEvent(event)

    def _widen(self) -> None:
        rect = QRect(self._cell_rect)
        needed = self.fontMetrics().horizontalAdvance(f"{self.typed_text()}国")
        room = self._around.width()
        rect.setWidth(min(room, max(rect.width(), needed + 2 * padding(self.fontMetrics())[0])))
        rect.moveLeft(max(0, min(rect.left(), room - rect.width())))
        self.setGeometry(rect)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of the body and opens their editors."""

    key_for_table = Signal(object)  # QKeyEvent typed in an editor but meant for the table
    typed_at = Signal(object)  # index whose editor is done

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A value with its ground and mark, or words of the form."""
        state = index.data(STATE_ROLE)
        if not isinstance(state, CellState):
            return
        rect = option.rect
        painter.save()
        if state.cell.ref is None:
            align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
            is_void = state.cell.role is Role.VALUE  # beside a label that is only a heading
            role = Role.LABEL if is_void else state.cell.role
            painter.fillRect(rect, self.look.ground(role))
            room = rect.adjusted(set_in(state.cell, self.look.metrics), 0, 0, 0)
            self.look.draw_words(painter, room, state.text, align)
        else:
            self._paint_value(painter, option, state)
        is_left, is_top = state.cell.column == 0, state.cell.row == 0
        self.look.draw_rules(painter, rect, is_left=is_left, is_top=is_top)
        painter.restore()

    def _paint_value(
        self, painter: QPainter, option: QStyleOptionViewItem, state: CellState
    ) -> None:
        look, rect = self.look, option.rect
        mark = state.mark
        ground = look.found if state.is_found else look.fill(mark.grade if mark else None)
        if option.state & _STATE.State_Selected:
            ground = look.chosen(ground, is_strong=option.widget.hasFocus())
        painter.fillRect(rect, ground)
        if state.is_missing:
            look.draw_missing(painter, rect)
        look.draw_number(painter, rect, state.text, is_computed=state.is_computed)
        if state.past:
            look.draw_past(painter, rect, state.past, beside=state.text)
        if mark:
            look.draw_mark(painter, rect, mark.grade, is_empty=not state.text)
        if option.state & _STATE.State_HasFocus:
            look.draw_cursor(painter, rect)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line with the cell's text."""
        del option
        return CellEditor(str(index.data(Qt.ItemDataRole.EditRole)), parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: an open editor belongs to the typist.

        Qt calls this on every change of the cell's data, findings included, and the base class
        would put the old text over what is being typed.
        """

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        if isinstance(editor, CellEditor):
            model.setData(index, editor.typed_text())
            self.typed_at.emit(index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the editor over its cell."""
        del index
        if isinstance(editor, CellEditor):
            editor.set_cell_rect(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take the keys that are not for the editor's text."""
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent):
            is_pressed = event.type() == QEvent.Type.KeyPress
            if is_pressed and self._takes(editor, event):
                return True
        return super().eventFilter(editor, event)

    def _takes(self, editor: CellEditor, event: QKeyEvent) -> bool:
        if event.key() == _KEY.Key_F2:
            editor.edit_in_place()
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            block = block_of(QGuiApplication.clipboard().text())
            if len(block) == 1 and len(block[0]) == 1:  # a copied cell ends in a line end
                editor.insert(block[0][0])
                return True
        elif not _is_for_table(editor, event):
            return False
        self.key_for_table.emit(event)
        return True


def _is_for_table(editor: CellEditor, event: QKeyEvent) -> bool:
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return False
    if event.key() == _KEY.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return True
    keys = _TABLE_KEYS if editor.is_in_place else _TABLE_KEYS | _CURSOR_KEYS
    return event.key() in keys
