"""The years side by side: rows to choose, their figures, a chart, and where to put it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk import dialogs
from gipdesk.desk.appearance import colours
from gipdesk.desk.fitting import fit
from gipdesk.desk.labels import button, label, named, wrapped
from gipdesk.desk.session import Session
from gipdesk.desk.standing import BESIDE_DETAILS, name_of, numeral
from gipdesk.desk.years.chart import Chart, ChartKind, paint_chart, picture_of_chart
from gipdesk.files.atomic import write_atomically
from gipdesk.files.errors import CannotWriteError
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.comparison import Compared, Comparison, comparison_of
from gipdesk.report.report import Picture, Report
from gipdesk.report.values import Number, plain

_SIZE = QSize(1060, 620)
_TABLE_WIDTH, _WIDEST_TABLE = 430, 610
_BESIDE_COLUMNS = 18  # the bar that scrolls, and the frame
_CHECKED = Qt.CheckState.Checked
_NO_YEARS = "还没有上年的数据。请添加以前年度的报告。"
_FILE = "年度对比图.png"


class ChartView(QWidget):
    """A chart on the screen, in the colours of the window."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.setMinimumSize(380, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        self.setAccessibleName(chart.title or "年度对比图")
        self.setAccessibleDescription(
            "；".join(_in_words(row, chart) for row in chart.comparison.rows)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        paint_chart(painter, QRectF(self.rect()), self.chart, colours(), self.font())
        painter.end()


class ComparisonDialog(QDialog):
    """The comparison of the open report; it stays open beside the window."""

    years_wanted = Signal()  # another report is to be remembered
    picture_wanted = Signal(str, str, bytes)  # section, caption, PNG

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("年度对比")
        self._session = session
        self._chosen = [each.measure.id for each in self._all().rows if each.measure.is_usual]
        self._is_filling = False
        self.table = named(QTableWidget(), "comparison")
        self.table.setTabKeyNavigation(False)
        self._message = wrapped(_NO_YEARS, "quiet")
        self.bars = QRadioButton("柱形图")
        self.lines = QRadioButton("折线图")
        self.bars.setChecked(True)
        self.sections = QComboBox()
        self.chart_view = ChartView(self.chart())
        self._lay_out()
        self.table.itemChanged.connect(self._take_choice)
        self._kinds.buttonClicked.connect(self._show_chart)
        session.cells_changed.connect(self.refresh)
        session.structure_changed.connect(self.refresh)
        self.refresh()
        fit(self, _SIZE)

    def chart(self) -> Chart:
        """The chart of the chosen rows."""
        comparison = self._all().of(self._chosen)
        years = comparison.years
        span = f"{years[0]}—{years[-1]}年" if len(years) > 1 else f"{years[0]}年"
        kind = ChartKind.LINES if self.lines.isChecked() else ChartKind.BARS
        return Chart(comparison, kind, f"{span}政府信息公开主要数据对比")

    def message(self) -> str:
        """What is said below the table, if anything."""
        return "" if self._message.isHidden() else self._message.text()

    def refresh(self) -> None:
        """Show the figures as they are now."""
        self._fill_table()
        self._fill_sections()
        self._message.setVisible(not self._session.report.previous)
        self._show_chart()

    def choose(self, measures: Sequence[str]) -> None:
        """Draw these rows."""
        self._chosen = list(measures)
        self.refresh()

    def save_picture(self) -> None:
        """Save the chart as a PNG, asking where."""
        path = dialogs.ask_picture_path(self, Path.home() / _FILE)
        if path is None:
            return
        try:
            write_atomically(path, self.picture(), keep_backup=False)
        except CannotWriteError as exc:
            self._message.setText(str(exc))
            self._message.show()

    def picture(self, *, has_title: bool = True) -> bytes:
        """The chart as a PNG for paper; in the report its caption is its title."""
        chart = self.chart()
        shown = chart if has_title else replace(chart, title="")
        return picture_of_chart(shown, self.font())

    # ---------------------------------------------------------------- inside

    def _all(self) -> Comparison:
        return comparison_of(self._session.report, self._session.form)

    def _lay_out(self) -> None:
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setAccessibleName("各年数据，勾选要画在图上的项目")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self._kinds = QButtonGroup(self)
        right = QVBoxLayout()
        right.setSpacing(8)
        kinds = QHBoxLayout()
        for each in (self.bars, self.lines):
            self._kinds.addButton(each)
            kinds.addWidget(each)
        kinds.addStretch(1)
        right.addLayout(kinds)
        right.addWidget(self.chart_view, 1)
        right.addLayout(self._buttons())
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label("勾选的项目画在图上", "quiet"))
        left.addWidget(self.table, 1)
        left.addWidget(self._message)
        adds = button("添加以前年度的报告…", self.years_wanted.emit)
        left.addWidget(adds, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(18)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        for push in self.findChildren(QPushButton):
            push.setAutoDefault(False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("保存为图片…", self.save_picture))
        row.addStretch(1)
        self.sections.setAccessibleName("插入到哪一部分")
        self.sections.setMinimumWidth(180)
        row.addWidget(label("插入到"))
        row.addWidget(self.sections)
        row.addWidget(button("插入报告", self._insert, "primary"))
        return row

    def _fill_table(self) -> None:
        self._is_filling = True
        comparison = self._all()
        heads = ["项目", *(f"{year}年" for year in comparison.years), "比上年"]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(comparison.rows))
        for line, row in enumerate(comparison.rows):
            self._fill_row(line, row)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumWidth(self._width_of_table())
        self._is_filling = False

    def _width_of_table(self) -> int:
        """So wide that names and figures stand in it whole."""
        columns = range(self.table.columnCount())
        header = self.table.horizontalHeader()
        widths = (
            max(self.table.sizeHintForColumn(each), header.sectionSizeHint(each))
            for each in columns
        )
        return min(_WIDEST_TABLE, max(_TABLE_WIDTH, sum(widths) + _BESIDE_COLUMNS))

    def _fill_row(self, line: int, row: Compared) -> None:
        name = QTableWidgetItem(row.measure.name)
        name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        is_chosen = row.measure.id in self._chosen
        name.setCheckState(_CHECKED if is_chosen else Qt.CheckState.Unchecked)
        name.setData(Qt.ItemDataRole.UserRole, row.measure.id)
        self.table.setItem(line, 0, name)
        for column, text in enumerate((*map(_shown, row.figures), row.change), 1):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(line, column, item)

    def _fill_sections(self) -> None:
        report, form = self._session.report, self._session.form
        held: str = self.sections.currentData() or ""
        self.sections.clear()
        for section in report.sections:
            if section.id not in BESIDE_DETAILS:
                name = numeral(report, form, section.id) + name_of(report, form, section.id)
                self.sections.addItem(name, section.id)
        self.sections.setCurrentIndex(max(0, self.sections.findData(held)))

    def _take_choice(self) -> None:
        if self._is_filling:
            return
        items = (self.table.item(line, 0) for line in range(self.table.rowCount()))
        ticked = (each for each in items if each and each.checkState() == _CHECKED)
        self._chosen = [each.data(Qt.ItemDataRole.UserRole) for each in ticked]
        self._show_chart()

    def _show_chart(self) -> None:
        self.chart_view.show_chart(self.chart())

    def _insert(self) -> None:
        section: str | None = self.sections.currentData()
        if section:
            picture = self.picture(has_title=False)
            self.picture_wanted.emit(section, f"图　{self.chart().title}", picture)


def picture_put(report: Report, section_id: str, media: str, caption: str) -> ReplaceBlocks:
    """The change that puts a picture behind what stands in a section."""
    section = report.section(section_id)
    at = len(section.blocks) if section else 0
    return ReplaceBlocks(section_id, at, 0, (Picture(report.new_block_id(), media, caption),))


def _shown(figure: Number | None) -> str:
    return "—" if figure is None else plain(figure)


def _in_words(row: Compared, chart: Chart) -> str:
    """A row of the chart for a screen reader."""
    years = zip(chart.comparison.years, row.figures, strict=True)
    return f"{row.measure.name}：" + "，".join(f"{year}年{_shown(each)}" for year, each in years)
