"""The entries of a style sheet as a table: name, value, unit; a changed value stands in bold."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gipdesk.document.stylesheet_entries import described
from gipdesk.workflow.style_draft import EntryPath, StyleDraft, words_for

_COLUMNS = ("项目", "值", "单位")
VALUE = 1
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EntriesModel(QAbstractTableModel):
    """The entries of one draft."""

    refused = Signal(str)  # why what was typed cannot be taken
    changed = Signal()

    def __init__(self, draft: StyleDraft) -> None:
        super().__init__()
        self.draft = draft
        self._paths = list(draft.paths())

    def show_draft(self, draft: StyleDraft) -> None:
        """Show the entries of another style."""
        self.beginResetModel()
        self.draft, self._paths = draft, list(draft.paths())
        self.endResetModel()

    def path(self, row: int) -> EntryPath:
        """The path of the entry in a row."""
        return self._paths[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as there are entries."""
        return 0 if parent.isValid() else len(self._paths)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Name, value and unit."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if is_name else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Values can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == VALUE else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in the table."""
        path = self._paths[index.row()]
        entry = described(path)
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return (entry.name, self.draft.shown(path), entry.unit)[index.column()]
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return entry.words
            case Qt.ItemDataRole.FontRole if self.draft.is_changed(path):
                font = QFont()
                font.setBold(True)
                return font
            case _:
                return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, or say why not."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        try:
            self.draft = self.draft.changed(self._paths[index.row()], str(value))
        except ValueError as problem:
            self.refused.emit(str(problem))
            return False
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True


class ValueDelegate(QStyledItemDelegate):
    """Values that are one of a few words are chosen, others typed."""

    def __init__(self, entries: EntriesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A list of words, or a line."""
        words = words_for(self._entries.path(_source(index).row()), self._entries.draft)
        if not words:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(words)
        box.activated.connect(lambda _: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the value that there is."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Take the value."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _source(index: _Index) -> QModelIndex:
    """The entry's own index, whatever is left out by a search."""
    from PySide6.QtCore import QSortFilterProxyModel

    model = index.model()
    assert isinstance(model, QSortFilterProxyModel)
    return model.mapToSource(index)
