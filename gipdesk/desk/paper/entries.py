"""The entries of a style sheet as a table: name, value, unit; a changed value stands in bold."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from gipdesk.desk.columns import WORDS, ColumnsModel, Index, bold
from gipdesk.document.stylesheet_entries import described
from gipdesk.workflow.style_draft import StyleDraft, words_for

_COLUMNS = ("项目", "值", "单位")
VALUE = 1


class EntriesModel(ColumnsModel):
    """The entries of one draft."""

    refused = Signal(str)  # why what was typed cannot be taken
    changed = Signal()

    def __init__(self, draft: StyleDraft) -> None:
        super().__init__(_COLUMNS, VALUE)
        self.draft = draft
        self._paths = list(draft.paths())

    def show_draft(self, draft: StyleDraft) -> None:
        """Show the entries of another style."""
        self.beginResetModel()
        self.draft, self._paths = draft, list(draft.paths())
        self.endResetModel()

    def lines(self) -> int:
        """As many as there are entries."""
        return len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in the table."""
        path = self._paths[index.row()]
        entry = described(path)
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return (entry.name, self.draft.shown(path), entry.unit)[index.column()]
            case Qt.ItemDataRole.ToolTipRole if index.column() == VALUE:
                return "\n".join(each for each in (self.draft.shown(path), entry.words) if each)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return entry.words
            case Qt.ItemDataRole.FontRole if self.draft.is_changed(path):
                return bold()
            case _ if role == WORDS:
                return words_for(path, self.draft)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
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
