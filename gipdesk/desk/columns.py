"""Settings as a table: named columns, one of them edited, by a line or from a list of words."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
WORDS: Final = Qt.ItemDataRole.UserRole  # what may be chosen for a cell; none where it is typed
_ROOT: Final = QModelIndex()
_TRIGGERS: Final = (
    QTableView.EditTrigger.DoubleClicked
    | QTableView.EditTrigger.SelectedClicked
    | QTableView.EditTrigger.EditKeyPressed
    | QTableView.EditTrigger.AnyKeyPressed
)


class ColumnsModel(QAbstractTableModel):
    """Lines under named columns; a subclass says how many lines, and what stands in them."""

    def __init__(self, columns: tuple[str, ...], edited: int) -> None:
        super().__init__()
        self._columns = columns
        self._edited = edited

    def lines(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as there are lines."""
        return 0 if parent.isValid() else self.lines()

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as have names."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._columns[section] if is_name else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One column can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == self._edited else flags


class ColumnsView(QTableView):
    """Shows such lines, or those a filter leaves; the keyboard begins where they are edited."""

    def __init__(self, lines: QAbstractItemModel, edited: int, name: str) -> None:
        super().__init__()
        self._edited = edited
        self.setObjectName("entries")
        self.setAccessibleName(name)
        self.setModel(lines)
        self.setItemDelegateForColumn(edited, WordDelegate(self))
        self.setEditTriggers(_TRIGGERS)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand in the column that is edited: a key there begins."""
        super().focusInEvent(event)
        row = max(0, self.currentIndex().row())
        self.setCurrentIndex(self.model().index(row, self._edited))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins to edit, as F2 does; it would else press the button of the window."""
        index, is_enter = self.currentIndex(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and index.isValid() and self.state() != QTableView.State.EditingState:
            self.edit(index)
        else:
            super().keyPressEvent(event)


class WordDelegate(QStyledItemDelegate):
    """What is one of a few words is chosen from a list, all else typed."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of words, or a line."""
        words = index.data(WORDS)
        if not words:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setAccessibleName(str(index.sibling(index.row(), 0).data()))
        box.addItems(words)
        box.activated.connect(lambda _: self._take(box))
        QTimer.singleShot(0, box, box.showPopup)  # else the first arrow would take its neighbour
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what there is."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def bold() -> QFont:
    """The font of what was changed."""
    font = QFont()
    font.setBold(True)
    return font
