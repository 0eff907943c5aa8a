"""What can be done to the chosen cells of a table; each act is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from gipdesk.desk.table import editing
from gipdesk.desk.table.clipboard import Area, Block, Placed, block_of, copied, place
from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.report.cells import CellRef
from gipdesk.report.identities import add_up, totals_of
from gipdesk.report.values import plain, read_value

_MOST_NAMED = 5  # left-over texts that are named one by one


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
        """Sum and count of the numbers chosen; empty unless several cells are."""
        form, refs = self._session.form, self.chosen()
        if len(refs) < 2:
            return ""
        values = [read_value(self._session.text(ref), form.kind(ref)) for ref in refs]
        numbers = [value for value in values if value.number is not None]
        total = add_up(numbers).number
        return f"合计 {plain(total or 0)}　个数 {len(numbers)}"

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

    def cut(self) -> None:
        """Copy, then empty the typed cells."""
        self.copy()
        self._session.do(editing.clear(self._session, self.chosen(), "剪切"))

    def paste(self) -> None:
        """Put the clipboard's block in, from the rectangle's first cell on.

        A single text goes into every cell chosen.
        """
        text = QGuiApplication.clipboard().text()
        if not text:
            self.noticed.emit("剪贴板中没有文字。")
            return
        placed = self._placed(block_of(text))
        change = editing.paste(self._session, placed.texts)
        if change.changes:
            self._session.do(change)
        self.noticed.emit(_pasting_in_words(placed))

    def _placed(self, block: Block) -> Placed:
        refs = self.chosen()
        if len(block) == 1 and len(block[0]) == 1 and len(refs) > 1:
            return Placed(dict.fromkeys(refs, block[0][0]), ())
        area = self.area()
        return place(self._model, block, area.top, area.left)

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
        """Type 0 into the blank cells: the chosen ones, or all where a single one is chosen."""
        refs = self.chosen()
        targets = refs if len(refs) > 1 else self._model.refs()
        self._session.do(editing.fill_zeros(self._session, targets))

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


def _pasting_in_words(placed: Placed) -> str:
    done = f"已粘贴 {len(placed.texts)} 个单元格。"
    if not placed.left_over:
        return done
    named = "、".join(placed.left_over[:_MOST_NAMED])
    more = "等" if len(placed.left_over) > _MOST_NAMED else ""
    return f"{done}有 {len(placed.left_over)} 格放不下，未填入：{named}{more}。"
