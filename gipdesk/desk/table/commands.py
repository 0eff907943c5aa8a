"""What can be done to the chosen cells of a table; each act is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QTableView, QWidget

from gipdesk.desk.table import editing
from gipdesk.desk.table.clip import Clip, clip_of
from gipdesk.desk.table.clipboard import Area, copied, whole
from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.desk.table.paste_preview import PastePreview
from gipdesk.desk.table.pasting import Paste, in_short, paste_of
from gipdesk.report.cells import CellRef
from gipdesk.report.identities import add_up, totals_of
from gipdesk.report.values import Number, Value, plain, read_value


class TableCommands(QObject):
    """The commands of one table view."""

    noticed = Signal(str)  # a sentence for the status bar

    def __init__(self, view: QTableView, model: OfficialTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._session = model.session

    # ------------------------------------------------------------ what is chosen

    def area(self) -> Area:
        """The rectangle chosen, or just the current cell."""
        indexes = self._view.selectionModel().selectedIndexes() or [self._view.currentIndex()]
        rows, columns = [i.row() for i in indexes], [i.column() for i in indexes]
        return Area(min(rows), min(columns), max(rows), max(columns))

    def chosen(self) -> Sequence[CellRef]:
        """The report's cells within the rectangle, in reading order."""
        area = self.area()
        return [ref for line in _lines(self._model, area) for ref in line]

    def summary(self) -> str:
        """Sum and count of the numbers chosen; empty unless several cells are.

        Where they are what a total adds up, the total is compared with their sum.
        """
        refs = self.chosen()
        if len(refs) < 2:
            return ""
        numbers = [value for ref in refs if (value := self._value(ref)).number is not None]
        added: Number = add_up(numbers).number or 0
        return f"合计 {plain(added)}　个数 {len(numbers)}{self._compared(refs, added)}"

    def _compared(self, refs: Sequence[CellRef], added: Number) -> str:
        """How the total of just these cells differs from their sum."""
        terms = set(refs)
        found = (ref for ref, each in totals_of(self._session.form).items() if set(each) == terms)
        total = next(found, None)
        number = self._value(total).number if total else None
        if number is None:
            return ""
        if number == added:
            return f"　与总数 {plain(number)} 一致"
        if number > added:
            return f"　总数 {plain(number)}，多 {plain(number - added)}"
        return f"　总数 {plain(number)}，少 {plain(added - number)}"

    def _value(self, ref: CellRef) -> Value:
        return read_value(self._session.text(ref), self._session.form.kind(ref))

    def totals(self) -> Sequence[CellRef]:
        """The totals of this table that the report has."""
        totals = totals_of(self._session.form)
        return [ref for ref in self._model.refs() if ref in totals]

    def current(self) -> CellRef | None:
        """The cell the keyboard is in."""
        return self._model.ref(self._view.currentIndex())

    def is_computed(self) -> bool:
        """Whether the current cell follows its terms."""
        ref = self.current()
        return ref is not None and self._session.is_computed(ref)

    # ------------------------------------------------------------ clipboard

    def copy(self) -> None:
        """Put the rectangle on the clipboard."""
        QGuiApplication.clipboard().setMimeData(copied(self._model, self.area()))

    def copy_all(self) -> None:
        """Put the whole table on the clipboard, header and labels included."""
        QGuiApplication.clipboard().setMimeData(copied(self._model, whole(self._model)))
        self.noticed.emit("已复制整张表，可以粘贴到 Excel、WPS 或 Word。")

    def cut(self) -> None:
        """Copy, then empty the typed cells."""
        self.copy()
        self._session.do(editing.clear(self._session, self.chosen(), "剪切"))

    def paste(self) -> None:
        """Put in what was copied, by the labels with it or from the first chosen cell on.

        A single text goes into every cell chosen. What is doubtful is shown first.
        """
        self._paste_or_show(is_shown=False)

    def paste_after_review(self) -> None:
        """Show what pasting would change, whether doubtful or not."""
        self._paste_or_show(is_shown=True)

    def _paste_or_show(self, *, is_shown: bool) -> None:
        clip, area = clip_of(QGuiApplication.clipboard().mimeData()), self.area()
        if clip is None:
            self.noticed.emit("剪贴板中没有文字。")
            return
        paste = paste_of(self._model, clip, area)
        if is_shown or paste.is_doubtful:
            self._review(paste, clip, area)
        else:
            self._put_in(paste)

    def _review(self, paste: Paste, clip: Clip, area: Area) -> None:
        def turned(is_turned: bool) -> Paste:
            return paste_of(self._model, clip, area, is_turned=is_turned)

        preview = PastePreview(self._session, paste, turned, self._view.window())
        preview.decided.connect(self._put_in)
        preview.finished.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        preview.open()

    def _put_in(self, paste: Paste) -> None:
        change = editing.paste(self._session, paste.texts)
        if change.changes:
            self._session.do(change)
        self.noticed.emit(_pasting_in_words(paste))

    # ------------------------------------------------------------ cells

    def clear(self) -> None:
        """Empty the typed cells chosen."""
        change = editing.clear(self._session, self.chosen())
        if change.changes:
            self._session.do(change)
        else:
            self.noticed.emit("自动计算的格随各项变化，不能清除。")

    def fill_down(self) -> None:
        """Repeat the first line chosen in those below; a single line takes the one above it."""
        area = self.area()
        if area.top == area.bottom:
            area = Area(max(0, area.top - 1), area.left, area.bottom, area.right)
        self._session.do(editing.fill_down(self._session, _columns(self._model, area)))

    def fill_zeros(self) -> None:
        """Type 0 into the blank cells: the chosen ones, or all where a single one is chosen.

        Asked for: a zero says that nothing happened, and stands in print.
        """
        refs = self.chosen()
        is_chosen = len(refs) > 1
        change = editing.fill_zeros(self._session, refs if is_chosen else self._model.refs())
        where = "所选范围" if is_chosen else "本表"
        if not change.changes:
            self.noticed.emit(f"{where}没有空白的格。")
        elif _ask_zeros(self._view, where, len(change.changes)):
            self._session.do(change)

    # ------------------------------------------------------------ totals

    def compute_totals(self) -> None:
        """Let every total of the table follow its terms."""
        self._session.do(editing.compute(self.totals()), "全部计算")

    def type_totals(self) -> None:
        """Type into every total what it shows now."""
        self._session.do(editing.write_out(self._session, self.totals()), "全部填写")

    def switch_total(self) -> None:
        """Let the current total be computed where it is typed, and typed where it is computed."""
        ref = self.current()
        if ref is None or ref not in self.totals():
            return
        if self._session.is_computed(ref):
            self._session.do(editing.write_out(self._session, [ref]))
        else:
            self._session.do(editing.compute([ref]))


def _lines(model: OfficialTableModel, area: Area) -> list[list[CellRef]]:
    return [_present(model, [(row, column) for column in area.columns()]) for row in area.rows()]


def _columns(model: OfficialTableModel, area: Area) -> list[list[CellRef]]:
    columns = ([(row, column) for row in area.rows()] for column in area.columns())
    return [refs for refs in (_present(model, places) for places in columns) if refs]


def _present(model: OfficialTableModel, places: Sequence[tuple[int, int]]) -> list[CellRef]:
    refs = (model.ref_beginning_at(row, column) for row, column in places)
    return [ref for ref in refs if ref is not None]


def _pasting_in_words(paste: Paste) -> str:
    how = "按行名和列名" if paste.is_by_labels else ""
    done = f"已{how}粘贴 {len(paste.texts)} 个单元格。"
    if not paste.left_out:
        return done
    return f"{done}未填入 {len(paste.left_out)} 处：{in_short(paste.left_out)}。"


def _ask_zeros(parent: QWidget, where: str, count: int) -> bool:
    """Whether zeros are meant."""
    box = QMessageBox(parent.window())
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("空白处填0")
    box.setText(f"{where}有 {count} 个空白格，都填 0 吗？")
    box.setInformativeText("填 0 表示没有发生；来源存疑的格不填。可以一步撤销。")
    fill = box.addButton("填 0", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(fill)
    box.addButton("不填", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    is_wanted = box.clickedButton() is fill
    box.deleteLater()
    return is_wanted
