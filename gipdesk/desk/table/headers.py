"""The parts of a printed table that stay while it scrolls: header lines, label columns, corner.

They are the headers of a QTableView, so that Qt freezes, selects and tells them to screen readers,
painted from the cells of the printed grid with all their merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gipdesk.desk.table.layout import alignment_of, text_height, words_of
from gipdesk.desk.table.look import Look
from gipdesk.report.grid import Grid, GridCell, Role

_HORIZONTAL = Qt.Orientation.Horizontal


class FrozenHeader(QHeaderView):
    """The header lines of a table, or its label columns."""

    def __init__(self, orientation: Qt.Orientation, look: Look, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.look = look
        self._grid = Grid(0, 0, 0, ())
        self._cells: tuple[GridCell, ...] = ()
        self._levels: tuple[int, ...] = ()
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def show_grid(self, grid: Grid, levels: Sequence[int]) -> None:
        """Show this grid's header lines or label columns, in levels of these sizes."""
        role = Role.HEADER if self.orientation() == _HORIZONTAL else Role.LABEL
        self._grid = grid
        self._cells = tuple(cell for cell in grid.cells() if cell.role is role) if levels else ()
        self._levels = tuple(levels)
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As thick as all levels together."""
        thickness = sum(self._levels)
        is_flat = self.orientation() == _HORIZONTAL
        return QSize(0, thickness) if is_flat else QSize(thickness, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every cell that shows, the innermost words of the current place emphasised."""
        painter = QPainter(self.viewport())
        for cell in self._cells:
            rect = self._rect(cell)
            if rect.intersects(event.rect()):
                self._paint_cell(painter, rect, cell)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: GridCell) -> None:
        look = self.look
        ground = look.ground(cell.role)
        if self._is_over_current(cell):
            ground = look.chosen(ground, is_strong=False)
        painter.fillRect(rect, ground)
        words = words_of(cell, rect.width(), look.metrics)
        align = alignment_of(cell, self._grid.label_columns)
        look.draw_words(painter, self._in_sight(rect, words), words, align)
        look.draw_rules(painter, rect, is_left=cell.column == 0, is_top=cell.row == 0)

    def _in_sight(self, rect: QRect, words: str) -> QRect:
        """Where in a cell its words stand: a long merged cell keeps them in sight."""
        visible = rect & self.viewport().rect()
        if visible == rect:
            return rect
        lacking = text_height(words, rect.width(), self.look.metrics) - visible.height()
        if lacking > 0 and rect.top() < visible.top():
            visible.setTop(visible.top() - lacking)
        elif lacking > 0:
            visible.setBottom(visible.bottom() + lacking)
        return visible

    def _rect(self, cell: GridCell) -> QRect:
        start, length, level, depth = self._extent(cell)
        along = self.sectionViewportPosition(start)
        size = sum(self.sectionSize(section) for section in range(start, start + length))
        across, thickness = sum(self._levels[:level]), sum(self._levels[level : level + depth])
        if self.orientation() == _HORIZONTAL:
            return QRect(along, across, size, thickness)
        return QRect(across, along, thickness, size)

    def _extent(self, cell: GridCell) -> tuple[int, int, int, int]:
        """First section, number of sections, first level, number of levels."""
        if self.orientation() == _HORIZONTAL:
            start = cell.column - self._grid.label_columns
            return start, cell.column_span, cell.row, cell.row_span
        return cell.row - self._grid.header_rows, cell.row_span, cell.column, cell.column_span

    def _is_over_current(self, cell: GridCell) -> bool:
        index = self.selectionModel().currentIndex()
        start, length, level, depth = self._extent(cell)
        if level + depth < len(self._levels):
            return False
        section = index.column() if self.orientation() == _HORIZONTAL else index.row()
        return start <= section < start + length


class Corner(QWidget):
    """The cell between both headers; a click on it goes through to Qt's button (choose all)."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._cell: GridCell | None = None
        self._label_columns = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_grid(self, grid: Grid) -> None:
        """Show this grid's corner, if it has one."""
        cells = grid.lines[0] if grid.lines and grid.header_rows else ()
        self._cell = next((cell for cell in cells if cell.role is Role.CORNER), None)
        self._label_columns = grid.label_columns
        self.setVisible(self._cell is not None)
        self.setAccessibleName(self._cell.text if self._cell else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The corner's words."""
        del event
        if self._cell:
            painter = QPainter(self)
            painter.fillRect(self.rect(), self.look.ground(Role.CORNER))
            align = alignment_of(self._cell, self._label_columns)
            self.look.draw_words(painter, self.rect(), self._cell.text, align)
            self.look.draw_rules(painter, self.rect(), is_left=True, is_top=True)
