"""A table laid out as it is printed: merged cells, frozen headers, sizes that fit the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from gipdesk.desk.appearance import colours
from gipdesk.desk.table.delegate import CellDelegate
from gipdesk.desk.table.headers import Corner, FrozenHeader
from gipdesk.desk.table.layout import Measures, measure, natural_width
from gipdesk.desk.table.look import Look
from gipdesk.desk.table.model import OfficialTableModel

_ROWS_AT_LEAST = 3


class PrintedTableView(QTableView):
    """Shows a table; column widths follow `ratios` and always fill the width there is."""

    def __init__(
        self, model: OfficialTableModel, ratios: Sequence[float], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.table_model = model
        self._ratios = ratios
        self._look = Look(colours(), self.font())
        self._measured_for = QSize()
        self._across = FrozenHeader(Qt.Orientation.Horizontal, self._look, self)
        self._beside = FrozenHeader(Qt.Orientation.Vertical, self._look, self)
        self._corner = Corner(self._look, self)
        self._delegate = CellDelegate(self._look, self)
        self._measured = self._measure(self._natural_width())
        self._put_together()
        self._show_grid()
        model.modelReset.connect(self._show_grid)

    def _put_together(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)  # the delegate draws the rules, merged cells considered
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._beside)
        self.setItemDelegate(self._delegate)
        self.setModel(self.table_model)
        self.selectionModel().currentChanged.connect(self._across.follow)
        self.selectionModel().currentChanged.connect(self._beside.follow)
        # Words of merged header cells are kept in sight, so they move while the table scrolls.
        self.horizontalScrollBar().valueChanged.connect(self._across.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._beside.viewport().update)

    def sizeHint(self) -> QSize:
        """The whole table, as high as it is at the width it has."""
        return QSize(self._natural_width(), sum(self._measured.heights))

    def minimumSizeHint(self) -> QSize:
        """Header lines and a few rows."""
        heights = self._measured.heights[: self.table_model.grid.header_rows + _ROWS_AT_LEAST]
        return QSize(self._natural_width() // 3, sum(heights))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table into the new width."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed out of sight."""
        super().showEvent(event)
        self._arrange()

    def updateGeometries(self) -> None:
        """Keep the corner where the headers meet."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self._beside.width(), self._across.height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._look = Look(colours(), self.font())
            for part in (self._across, self._beside, self._corner, self._delegate):
                part.look = self._look
            self._lay_out_anew()

    def _show_grid(self) -> None:
        """Take over the model's grid, which may have other lines than before."""
        self.clearSpans()
        for row, column, cell in self.table_model.beginnings():
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(row, column, cell.row_span, cell.column_span)
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Measure again; a table nobody has given room yet counts on its natural width."""
        self._measured_for = QSize()
        if self.isVisible():
            self._arrange()
        else:
            self._measured = self._measure(self._natural_width())
            self.updateGeometry()

    def _arrange(self) -> None:
        """Give columns and lines their sizes, unless the room is what it was."""
        room = self.contentsRect().size()
        if self._measured_for == room:
            return
        self._measured_for = room
        measured = self._measure(room.width())
        if sum(measured.heights) > room.height():
            measured = self._measure(room.width() - self.verticalScrollBar().sizeHint().width())
        self._measured = measured
        self._apply(measured)

    def _apply(self, measured: Measures) -> None:
        grid, labels = self.table_model.grid, self.table_model.frozen_columns
        for section, width in enumerate(measured.widths[labels:]):
            self.setColumnWidth(section, width)
        for section, height in enumerate(measured.heights[grid.header_rows :]):
            self.setRowHeight(section, height)
        self._across.show_grid(grid, measured.heights[: grid.header_rows])
        self._beside.show_grid(grid, measured.widths[:labels])
        self._corner.show_grid(grid, measured.widths[:labels])
        self.updateGeometries()
        self.updateGeometry()

    def _measure(self, width: int) -> Measures:
        return measure(self.table_model.grid, self._ratios, width, self._look.metrics)

    def _natural_width(self) -> int:
        return natural_width(self.table_model.grid, self._look.metrics)
