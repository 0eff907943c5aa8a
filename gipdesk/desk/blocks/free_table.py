"""The grid of a table that the form does not know: typing, Tab from cell to cell, rows that grow.

Like every other widget it owns no text: what is typed goes out, what the report says comes in.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gipdesk.desk.appearance import colours
from gipdesk.desk.blocks import changes
from gipdesk.desk.table.clipboard import block_of
from gipdesk.report.report import FreeTable

_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 14  # shown without scrolling
_PADDING = 6


class FreeTableGrid(QTableWidget):
    """Shows and edits one table."""

    edited = Signal(object, str)  # FreeTable, and what was done

    def __init__(self, table: FreeTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("freeTable")
        self.setAccessibleName("表格")
        self.setEditTriggers(_TRIGGERS)
        self.setItemDelegate(_Delegate(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self._table = FreeTable(table.id, ())
        self.itemChanged.connect(self._take)
        self.show_table(table)

    def show_table(self, table: FreeTable) -> None:
        """Show what the report says."""
        if table == self._table:
            return
        self._table = table
        self.blockSignals(True)
        self.setRowCount(len(table.rows))
        self.setColumnCount(changes.width_of(table))
        for row, cells in enumerate(table.rows):
            for column in range(self.columnCount()):
                text = cells[column] if column < len(cells) else ""
                self._show_cell(row, column, text)
        self.blockSignals(False)
        if self.currentRow() < 0 and table.rows:
            self.setCurrentCell(0, 0)
        self._fit()

    def _show_cell(self, row: int, column: int, text: str) -> None:
        item = self.item(row, column)
        if item is None:
            self.setItem(row, column, QTableWidgetItem(text))
        elif item.text() != text:
            item.setText(text)

    def mark_found(self, cells: Collection[tuple[int, int]]) -> None:
        """Mark the cells in which words that are looked for stand."""
        found, plain = QBrush(QColor(colours().found)), QBrush()
        self.blockSignals(True)
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = self.item(row, column)
                if item is not None:
                    item.setBackground(found if (row, column) in cells else plain)
        self.blockSignals(False)
        self.viewport().update()

    def _take(self, item: QTableWidgetItem) -> None:
        """Tell what was typed into a cell."""
        row, column = item.row(), item.column()
        cells = self._table.rows[row]
        if item.text() != (cells[column] if column < len(cells) else ""):
            new = changes.with_cell(self._table, row, column, item.text())
            self.edited.emit(new, "修改表格")

    # ---------------------------------------------------------------- rows and columns

    def add_row(self) -> None:
        """Put a row in below the current one."""
        self._alter(changes.with_row(self._table, self.currentRow() + 1), "插入一行", down=1)

    def add_column(self) -> None:
        """Put a column in behind the current one."""
        at = self.currentColumn() + 1
        self._alter(changes.with_column(self._table, at), "插入一列", across=1)

    def remove_row(self) -> None:
        """Take the current row out."""
        self._alter(changes.without_row(self._table, max(0, self.currentRow())), "删除一行")

    def remove_column(self) -> None:
        """Take the current column out."""
        at = max(0, self.currentColumn())
        self._alter(changes.without_column(self._table, at), "删除一列")

    def _alter(self, table: FreeTable, label: str, *, down: int = 0, across: int = 0) -> None:
        row, column = self.currentRow() + down, self.currentColumn() + across
        self.edited.emit(table, label)
        last_row, last_column = self.rowCount() - 1, self.columnCount() - 1
        self.setCurrentCell(min(max(row, 0), last_row), min(max(column, 0), last_column))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- keys and clipboard

    def commit_open_editor(self) -> None:
        """Take what is being typed into a cell."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            QGuiApplication.inputMethod().commit()
            self.commitData(editor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab at the end begins a row, or leads on from a blank one; Enter goes down."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif event.key() in _ENTER:
            self.step_down()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type; Qt would lose characters that come without being composed first."""
        index = self.currentIndex()
        if event.commitString() and index.isValid() and self.indexWidget(index) is None:
            self.edit(index)
            field = self.indexWidget(index)
            if isinstance(field, QLineEdit):
                field.setText(event.commitString())
        else:
            super().inputMethodEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab leads from cell to cell and out at either end."""
        at = self.currentRow() * self.columnCount() + self.currentColumn()
        last = self.rowCount() * self.columnCount() - 1
        if is_next and at == last and any(self._table.rows[-1]):
            self.add_row()
            self.setCurrentCell(self.rowCount() - 1, 0)
            return True
        if (is_next and at >= last) or (not is_next and at <= 0):
            self.setTabKeyNavigation(False)  # else Qt begins at the other end again
            try:
                return super().focusNextPrevChild(is_next)
            finally:
                self.setTabKeyNavigation(True)
        self.setCurrentCell(*divmod(at + (1 if is_next else -1), self.columnCount()))
        return True

    def step_down(self) -> None:
        """Go to the cell below."""
        self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), self.currentColumn())

    def _copy(self) -> None:
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in places:
            item = self.item(row, column)
            rows.setdefault(row, []).append(item.text() if item else "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def _paste(self) -> None:
        """Put a copied block in from the current cell on; rows grow, columns do not."""
        table, top, left = self._table, max(0, self.currentRow()), max(0, self.currentColumn())
        for row, cells in enumerate(block_of(QGuiApplication.clipboard().text()), top):
            if row == len(table.rows):
                table = changes.with_row(table, row)
            for column, text in enumerate(cells[: self.columnCount() - left], left):
                table = changes.with_cell(table, row, column, text)
        if table != self._table:
            self.edited.emit(table, "粘贴到表格")

    def _clear(self) -> None:
        table = self._table
        for index in self.selectedIndexes():
            if index.column() < len(table.rows[index.row()]):
                table = changes.with_cell(table, index.row(), index.column(), "")
        if table != self._table:
            self.edited.emit(table, "清除")

    # ---------------------------------------------------------------- Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        if self.currentItem() and not self.selectedIndexes():
            self.currentItem().setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no place any more, but for words that were found here."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.OtherFocusReason:
            self.clearSelection()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a number of lines."""
        line = self.fontMetrics().height() + 2 * _PADDING
        self.verticalHeader().setMinimumSectionSize(line)
        self.verticalHeader().setDefaultSectionSize(line)
        self.resizeRowsToContents()
        wanted = self.verticalHeader().length() + 2 * self.frameWidth()
        self.setFixedHeight(min(wanted, _MOST_LINES * line))


class _Delegate(QStyledItemDelegate):
    """Opens plain fields, from which Tab and Enter lead on."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """A field as large as the cell."""
        del option, index
        field = QLineEdit(parent)
        field.setObjectName("cell")
        field.setFrame(False)
        field.setAccessibleName("单元格")
        return field

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Cover the whole cell."""
        del index
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Tab and Enter take what was typed and go on."""
        grid = self.parent()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
            and isinstance(grid, FreeTableGrid)
            and event.key() in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
            if event.key() in _ENTER:
                grid.step_down()
            else:
                grid.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt's own object
