"""What a doubtful paste would change, cell by cell, before it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import end_with_choice, wrapped
from gipdesk.desk.session import Session
from gipdesk.desk.table import editing
from gipdesk.desk.table.pasting import Paste, in_short
from gipdesk.report.changes import SetCell
from gipdesk.report.names import cell_name

_COLUMNS = ("单元格", "现在", "粘贴后")
_WIDTH = 40  # characters
_MOST_ROWS_SHOWN = 12
_CENTRE = Qt.AlignmentFlag.AlignCenter


class PastePreview(QDialog):
    """Old and new text of every cell that would change, and what finds no cell.

    `paste_of` works a paste out anew, with rows as columns or not.
    """

    decided = Signal(object)  # Paste

    def __init__(
        self, session: Session, paste: Paste, paste_of: Callable[[bool], Paste], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴前核对")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._paste, self._paste_of = session, paste, paste_of
        self._head, self._remarks = wrapped(""), wrapped("")
        self._left_out = wrapped("", "quiet")
        self._cells = _empty_table()
        self._turned = QCheckBox("行列互换")
        self._turned.setChecked(paste.is_turned)
        self._turned.toggled.connect(self._turn)
        self._go = self._lay_out()
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * _WIDTH)
        self._show()

    def _lay_out(self) -> QWidget:
        lines = self._lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 18, 20, 16)
        lines.setSpacing(10)
        lines.addWidget(self._head)
        lines.addWidget(self._remarks)
        lines.addWidget(self._cells, 1)
        lines.addWidget(self._left_out)
        lines.addWidget(self._turned)
        return end_with_choice(self, lines, "粘贴", "不粘贴")

    def _show(self) -> None:
        paste = self._paste
        changes = self._changes()
        how = "按行名和列名" if paste.is_by_labels else "按位置"
        self._head.setText(f"{how}对应到 {len(paste.texts)} 格，其中 {len(changes)} 格会改变。")
        self._remarks.setText("\n".join(f"· {each}" for each in paste.remarks))
        self._remarks.setVisible(bool(paste.remarks))
        self._left_out.setText(f"未填入 {len(paste.left_out)} 处：{in_short(paste.left_out)}。")
        self._left_out.setToolTip("\n".join(paste.left_out))
        self._left_out.setVisible(bool(paste.left_out))
        self._go.setEnabled(bool(changes))
        self._cells.setRowCount(len(changes))
        for row, change in enumerate(changes):
            name = cell_name(self._session.form, change.ref)
            texts = (name, self._session.text(change.ref), change.cell.text)
            for column, text in enumerate(texts):
                self._cells.setItem(row, column, _item(text, is_name=column == 0))

        self._cells.setFixedHeight(_height_of(self._cells))
        self.resize(self.width(), self._lines.heightForWidth(self.width()))

    def _changes(self) -> list[SetCell]:
        """What would be another text than now; a total that is right stays computed."""
        held = self._session.report.cell
        changes = editing.typed(self._session, self._paste.texts)
        return [each for each in changes if held(each.ref) != each.cell]

    def _turn(self, is_turned: bool) -> None:
        self._paste = self._paste_of(is_turned)
        self._show()

    def accept(self) -> None:
        """Close, and let it be pasted as it is shown."""
        super().accept()
        self.decided.emit(self._paste)


def _empty_table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setTabKeyNavigation(False)
    table.setAccessibleName("粘贴会改变的格")
    table.setHorizontalHeaderLabels(_COLUMNS)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(table.fontMetrics().horizontalAdvance("国") * 5)
    return table


def _height_of(table: QTableWidget) -> int:
    shown = max(1, min(table.rowCount(), _MOST_ROWS_SHOWN))
    header = table.horizontalHeader().sizeHint().height()
    return header + shown * table.verticalHeader().defaultSectionSize() + 2 * table.frameWidth() + 2


def _item(text: str, *, is_name: bool) -> QTableWidgetItem:
    shown = QTableWidgetItem(" ".join(text.split()) or "（空）")
    shown.setToolTip(text)
    if not is_name:
        shown.setTextAlignment(_CENTRE)
    return shown
