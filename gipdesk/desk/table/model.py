"""One table of the report as Qt asks for it: a translator that owns no data.

The model covers the body of the printed grid. Header lines and label columns that repeat on every
page are `frozen`: the headers of the view show them. Where each part of a table has a header of
its own (表二), nothing is frozen and every cell of the grid is in the body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from html import escape
from typing import Any, TypeAlias

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gipdesk.desk.session import Session
from gipdesk.desk.table.editing import typed
from gipdesk.desk.table.layout import alignment_of
from gipdesk.desk.table.marks import Grade, Mark, marks_of
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Guidance
from gipdesk.report.grid import Grid, GridCell, Role, grid_of
from gipdesk.report.names import cell_name
from gipdesk.report.past import last_year_of

Index: TypeAlias = QModelIndex | QPersistentModelIndex

STATE_ROLE = int(Qt.ItemDataRole.UserRole)  # a CellState: all that a delegate paints from

_NOWHERE = QModelIndex()
_NO_ITEM = Qt.ItemFlag.NoItemFlags
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPEABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_COMPUTED = "自动计算"
_MISSING = "来源没有这一格"


class CellState(msgspec.Struct, frozen=True):
    """What is to be seen of one cell."""

    cell: GridCell
    text: str
    is_computed: bool = False
    is_missing: bool = False
    mark: Mark | None = None
    past: str = ""  # last year's figure
    is_found: bool = False  # what is looked for stands here


class OfficialTableModel(QAbstractTableModel):
    """The body of one official table."""

    def __init__(self, session: Session, table_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table_id = table_id
        self.shows_past = True
        self._found: frozenset[CellRef] = frozenset()
        self._past = last_year_of(session.report)
        self._read_grid()
        self._marks = self._read_marks()
        session.cells_changed.connect(self._tell_cells)
        session.findings_changed.connect(self._tell_findings)
        session.structure_changed.connect(self._tell_structure)

    # ------------------------------------------------------------ places

    @property
    def frozen_columns(self) -> int:
        """Number of label columns that stay while the body scrolls."""
        return self.grid.label_columns if self.grid.header_rows else 0

    def cell_at(self, row: int, column: int) -> GridCell | None:
        """The grid cell that covers a place of the body; None outside."""
        return self._covering.get((row, column))

    def ref(self, index: Index) -> CellRef | None:
        """The report's cell at an index; None for words of the form."""
        cell = self.cell_at(index.row(), index.column())
        return cell.ref if cell else None

    def place(self, ref: CellRef) -> tuple[int, int]:
        """Row and column of the body at which a cell that is shown begins."""
        return self._places[ref]

    def index_of(self, ref: CellRef) -> QModelIndex:
        """Where a cell of the report stands; invalid where it does not."""
        place = self._places.get(ref)
        return self.index(*place) if place else QModelIndex()

    def beginnings(self) -> Iterator[tuple[int, int, GridCell]]:
        """Row and column at which each cell of the body begins, and the cell."""
        for cell in self.grid.cells():
            row, column = self.place_of(cell)
            if row >= 0 and column >= 0:
                yield row, column, cell

    def place_of(self, cell: GridCell) -> tuple[int, int]:
        """Row and column of the body at which a grid cell begins."""
        return cell.row - self.grid.header_rows, cell.column - self.frozen_columns

    def ref_beginning_at(self, row: int, column: int) -> CellRef | None:
        """The report's cell that begins at a place of the body; None where it has none there."""
        cell = self.cell_at(row, column)
        if cell is None or cell.ref is None or self.place_of(cell) != (row, column):
            return None
        return cell.ref if self.session.report.cell(cell.ref) is not None else None

    def refs(self) -> Iterable[CellRef]:
        """The report's cells in reading order, those it lacks left out."""
        return [ref for ref in self._places if self.session.report.cell(ref) is not None]

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Lines of the body."""
        return 0 if parent.isValid() else len(self.grid.lines) - self.grid.header_rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns of the body."""
        return 0 if parent.isValid() else self.grid.columns - self.frozen_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be chosen and typed into; words of the form cannot."""
        ref = self.ref(index) if index.isValid() else None
        if ref is None:
            return _NO_ITEM
        return _TYPEABLE if self.session.report.cell(ref) else _READABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown, told and read aloud of a cell."""
        state = self.state(index) if index.isValid() else None
        if state is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return state.text
            case int() if role == STATE_ROLE:
                return state
            case Qt.ItemDataRole.ToolTipRole:
                return _as_rich_text(self._explained(state))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(state)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return "\n".join(self._explained(state))
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment_of(state.cell, self.grid).value
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Type a text into a cell; False where it alters nothing."""
        ref = self.ref(index)
        is_here = ref is not None and self.session.report.cell(ref) is not None
        if role != Qt.ItemDataRole.EditRole or ref is None or not is_here:
            return False
        changes = typed(self.session, {ref: str(value)})
        return bool(changes) and self.session.do(changes[0])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words over a column or before a line, for screen readers and tool tips."""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._heads[orientation].get(section, ()))
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Vertical:
            return self._note(section)
        return None

    # ------------------------------------------------------------ news

    def state(self, index: Index) -> CellState | None:
        """What is to be seen at an index."""
        cell = self.cell_at(index.row(), index.column())
        if cell is None:
            return None
        if cell.ref is None:
            return CellState(cell, cell.text)
        session, ref = self.session, cell.ref
        held = session.report.cell(ref)
        return CellState(
            cell,
            session.text(ref),
            is_computed=held is not None and held.computed,
            is_missing=held is None,
            mark=self._marks.get(ref),
            past=self.past_of(ref) if self.shows_past else "",
            is_found=ref in self._found,
        )

    def past_of(self, ref: CellRef) -> str:
        """What last year's report has in a cell; empty where that is not known."""
        return self._past.text(ref) if self._past else ""

    def show_past(self, *, is_shown: bool) -> None:
        """Show last year's figures in the cells, or leave them out."""
        self.shows_past = is_shown
        self._tell(tuple(self._places))

    def mark_found(self, refs: Collection[CellRef]) -> None:
        """Mark the cells in which what is looked for stands."""
        before, self._found = self._found, frozenset(refs)
        self._tell(before ^ self._found)

    def _tell_cells(self, refs: frozenset[CellRef]) -> None:
        self._tell(ref for ref in refs if ref.table == self.table_id)

    def _tell_findings(self) -> None:
        before, self._marks = self._marks, self._read_marks()
        refs = before.keys() | self._marks.keys()
        self._tell(ref for ref in refs if before.get(ref) != self._marks.get(ref))

    def _tell(self, refs: Iterable[CellRef]) -> None:
        """Announce cells one by one: their common rectangle is often the whole table."""
        for ref in refs:
            index = self.index_of(ref)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _tell_structure(self) -> None:
        self._past = last_year_of(self.session.report)
        if self._present_grid() == self.grid:
            self._marks = self._read_marks()
            self._tell(tuple(self._places))
            return
        self.beginResetModel()
        self._read_grid()
        self._marks = self._read_marks()
        self.endResetModel()

    def _present_grid(self) -> Grid:
        """The printed grid of the rows there are; without lines where the table is missing."""
        form = self.session.form.tables.get(self.table_id)
        table = self.session.report.tables.get(self.table_id)
        if form is None or table is None:
            return Grid(0, 0, 0, ())
        return grid_of(form, table)

    def _read_marks(self) -> dict[CellRef, Mark]:
        session = self.session
        return marks_of(session.checked().findings, session.report.accepted, self.table_id)

    def _read_grid(self) -> None:
        self.grid = self._present_grid()
        self._covering = dict(self._cover())
        self._places = {
            cell.ref: self.place_of(cell) for cell in self.grid.cells() if cell.ref is not None
        }
        self._heads = {
            Qt.Orientation.Horizontal: self._words_along(Role.HEADER),
            Qt.Orientation.Vertical: self._words_along(Role.LABEL),
        }

    def _cover(self) -> Iterator[tuple[tuple[int, int], GridCell]]:
        for cell in self.grid.cells():
            top, left = self.place_of(cell)
            for row in range(max(0, top), top + cell.row_span):
                for column in range(max(0, left), left + cell.column_span):
                    yield (row, column), cell

    def _words_along(self, role: Role) -> dict[int, list[str]]:
        """The frozen words of each column (headers) or line (labels), outermost first."""
        words: dict[int, list[str]] = {}
        if not self.grid.header_rows:
            return words
        for cell in self.grid.cells():
            if cell.role is role:
                row, column = self.place_of(cell)
                start, length = (
                    (column, cell.column_span) if role is Role.HEADER else (row, cell.row_span)
                )
                for section in range(start, start + length):
                    words.setdefault(section, []).append(cell.text)
        return words

    # ------------------------------------------------------------ in words

    def _note(self, row: int) -> str | None:
        """What is counted in a line, and on whose authority."""
        ref = next((ref for ref, place in self._places.items() if place[0] == row), None)
        form = self.session.form.tables[self.table_id]
        return "\n".join(map(_hinted, form.guidance(ref) if ref else ())) or None

    def _spoken(self, state: CellState) -> str:
        if state.is_missing:
            return _MISSING
        words = [state.text or ("未填" if state.cell.ref else "")]
        if state.is_computed:
            words.append(_COMPUTED)
        if state.mark and state.mark.grade in _SPOKEN:
            words.append(_SPOKEN[state.mark.grade])
        return "，".join(words)

    def _explained(self, state: CellState) -> list[str]:
        """The cell's name, how it came to its value, and what the findings say."""
        if state.cell.ref is None:
            return []
        sentences = [cell_name(self.session.form, state.cell.ref)]
        if state.is_missing:
            return [*sentences, _MISSING]
        if state.is_computed:
            sentences.append(_COMPUTED)
        if len(state.text) > _LONG_TEXT:
            sentences.append(state.text)
        if state.past:
            sentences.append(f"上年 {state.past}")
        return [*sentences, *(state.mark.messages if state.mark else ())]


_SPOKEN = {
    Grade.ERROR: "有错误",
    Grade.DOUBT: "存疑",
    Grade.WARNING: "有提醒",
    Grade.RELATED: "与一处错误有关",
    Grade.ACCEPTED: "已确认",
}
_LONG_TEXT = 5  # characters that may not fit a narrow column


def _hinted(hint: Guidance) -> str:
    return f"{hint.text}（{'' if hint.official else '参考，'}来源：{hint.source}）"


def _as_rich_text(sentences: list[str]) -> str | None:
    """Rich text, which Qt wraps; typed text must not be taken for tags."""
    lines = "<br>".join(escape(each, quote=False) for each in sentences)
    return f"<qt>{lines}</qt>" if lines else None
