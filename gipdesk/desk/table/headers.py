"""The parts of a printed table that stay while it scrolls: header lines, label columns, corner.

They are the headers of a QTableView, so that Qt freezes, selects and tells them to screen readers,
painted from the cells of the printed grid with all their merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gipdesk.desk.table.layout import alignment_of, has_units, set_in, text_height, words_of
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
        self._cells = tuple(each for each in grid.cells() if each.role is role) if levels else ()
        if role is Role.HEADER:  # what stands over the labels is the corner's
            self._cells = tuple(each for each in self._cells if each.column >= grid.label_columns)
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
            if event.region().intersects(rect):
                self._paint_cell(painter, rect, cell)

    def follow(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Paint anew what the current place makes different, and no more: it moves at each key."""
        for cell in self._cells:
            if self._is_over(cell, current) != self._is_over(cell, previous):
                self.viewport().update(self._rect(cell))

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: GridCell) -> None:
        look = self.look
        ground = look.ground(cell.role)
        if self._is_over(cell, self.selectionModel().currentIndex()):
            ground = look.chosen(ground, is_strong=False)
        painter.fillRect(rect, ground)
        words = words_of(cell, rect.width(), look.metrics)
        align = alignment_of(cell, self._grid)
        room = self._in_sight(rect, words).adjusted(set_in(cell, look.metrics), 0, 0, 0)
        look.draw_words(painter, room, words, align)
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

    def _is_over(self, cell: GridCell, index: QModelIndex) -> bool:
        start, length, level, depth = self._extent(cell)
        is_flat = self.orientation() == _HORIZONTAL
        innermost = len(self._levels) - (0 if is_flat else has_units(self._grid))
        if level + depth < innermost:
            return False
        section = index.column() if is_flat else index.row()
        return start <= section < start + length


class Corner(QWidget):
    """The cells over the label columns; a click goes through to Qt's button (choose all)."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._grid = Grid(0, 0, 0, ())
        self._cells: tuple[GridCell, ...] = ()
        self._widths: tuple[int, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_grid(self, grid: Grid, widths: Sequence[int]) -> None:
        """Show what this grid has over its label columns, which are of these widths."""
        first = grid.lines[0] if grid.lines and grid.header_rows else ()
        self._grid, self._widths = grid, tuple(widths)
        self._cells = tuple(each for each in first if each.column < grid.label_columns)
        self.setVisible(bool(self._cells))
        self.setAccessibleName(" ".join(each.text for each in self._cells))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words of each cell; all of them are as high as the header."""
        del event
        painter = QPainter(self)
        for cell in self._cells:
            end = cell.column + cell.column_span
            left, width = sum(self._widths[: cell.column]), sum(self._widths[cell.column : end])
            rect = QRect(left, 0, width, self.height())
            painter.fillRect(rect, self.look.ground(cell.role))
            self.look.draw_words(painter, rect, cell.text, alignment_of(cell, self._grid))
            self.look.draw_rules(painter, rect, is_left=not left, is_top=True)
