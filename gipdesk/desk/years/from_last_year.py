"""Asking about a report begun from last year's: the year, the agency, and what comes along."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.details_page import FIRST_YEAR
from gipdesk.desk.labels import card, label, wrapped
from gipdesk.report.edition import UnknownEditionError
from gipdesk.report.report import Report
from gipdesk.workflow.new_year import Takeover, suggested_year, taken_over
from gipdesk.workflow.office import Office

_WIDTH = 500
_SENTENCE_WIDTH = 340


class FromLastYearDialog(QDialog):
    """Shows what a new report would take over from one that was read."""

    def __init__(
        self, office: Office, last: Report, name: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从上年报告新建")
        self._office, self._last, self._name = office, last, name
        self._takeover: Takeover | None = None
        self.year = QComboBox()
        self.year.setAccessibleName("报告年度")
        wanted = suggested_year(last) or today.year - 1
        for year in range(max(today.year, wanted), FIRST_YEAR - 1, -1):
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(wanted))
        self.agency = QLineEdit(last.meta.agency)
        self.agency.setAccessibleName("机关名称")
        self.agency.setPlaceholderText("写全称，例如：某某市司法局")
        self._shown = card()
        self._lay_out()
        self.year.currentIndexChanged.connect(self._show_preview)
        self._show_preview()

    def report(self) -> Report | None:
        """The new report; None where there is no form for its year."""
        year: int = self.year.currentData()
        if self._takeover is None:
            return None
        agency = self.agency.text().strip()
        return taken_over(self._last, self._office, year, agency).report

    def preview_lines(self) -> list[tuple[str, str]]:
        """What comes along and what does not: a heading and a sentence each."""
        taken = self._takeover
        if taken is None:
            return []
        last = taken.last
        lines = [("机关信息", "名称、类型、联系方式和签发人员")]
        if taken.sections:
            words = f"{taken.sections} 部分，{taken.characters} 字，作为底稿，逐条提示要改的地方"
            lines.append(("上年文字", words))
        if taken.carried:
            lines.append(("带入数据", f"上年结转、现行有效件数，共 {taken.carried} 格"))
        if last.cells:
            words = f"{last.year} 年的 {len(last.cells)} 个数，灰色显示在各格旁边"
            lines.append(("对照数据", words))
        left = sum(len(each) for each in last.left_out.values())
        if left:
            lines.append(("不带入", f"图片和其他表格 {left} 项，列入待办"))
        return [*lines, *(("注意", note) for note in taken.notes)]

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        source = label(self._name)
        source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        source.setToolTip(self._name)
        form.addRow("上年报告", source)
        form.addRow("报告年度", self.year)
        form.addRow("机关名称", self.agency)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("新建")
        inside = QVBoxLayout(self._shown)
        inside.setContentsMargins(16, 12, 16, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self._shown)
        layout.addWidget(buttons)
        self.setFixedWidth(_WIDTH)

    def _show_preview(self) -> None:
        year: int = self.year.currentData()
        try:
            self._takeover = taken_over(self._last, self._office, year)
            lines = self.preview_lines()
        except UnknownEditionError as exc:
            self._takeover = None
            lines = [("注意", str(exc))]
        inside = self._shown.layout()
        while inside and (item := inside.takeAt(0)):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        if inside:
            inside.addWidget(_listed(lines))
        self._ok.setEnabled(self._takeover is not None)
        self.adjustSize()


def _listed(lines: list[tuple[str, str]]) -> QWidget:
    """Headings and sentences in two columns."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for row, (heading, words) in enumerate(lines):
        grid.addWidget(label(heading, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        sentence = wrapped(words)
        sentence.setMinimumWidth(_SENTENCE_WIDTH)
        grid.addWidget(sentence, row, 1, Qt.AlignmentFlag.AlignTop)
    return holder
