"""Asking about a report begun from last year's: the year, the agency, and what comes along."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.beginning_dialog import BeginningDialog
from gipdesk.desk.details_page import FIRST_YEAR
from gipdesk.desk.labels import OneLine, card, label, wrapped
from gipdesk.report.edition import UnknownEditionError
from gipdesk.report.report import Report
from gipdesk.workflow.new_year import Takeover, is_of_another, suggested_year, taken_over
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import load_settings

_WIDTH = 500
_SENTENCE_WIDTH = 340


class FromLastYearDialog(BeginningDialog):
    """Shows what a new report would take over from one that was read."""

    def __init__(
        self, office: Office, last: Report, name: str, today: date, parent: QWidget | None = None
    ) -> None:
        wanted = suggested_year(last) or 0
        year = wanted if wanted >= FIRST_YEAR else today.year - 1
        super().__init__("从上年报告新建", last.meta.agency, today.year, year, parent)
        self._office, self._last, self._ours = office, last, load_settings().agency
        self._takeover: Takeover | None = None
        self.agency.setToolTip(last.meta.agency)
        self.ok.setText("新建")
        self._shown = card()
        QVBoxLayout(self._shown).setContentsMargins(16, 12, 16, 12)
        self.form.addRow("上年报告", OneLine(name))
        self.form.addRow("机关名称", self.agency)
        self.form.addRow("报告年度", self.year)
        self.lay_out(self._shown)
        self.setFixedWidth(_WIDTH)
        self.year.currentIndexChanged.connect(self._show_preview)
        self.agency.textChanged.connect(self._show_preview)
        self._show_preview()

    def report(self) -> Report | None:
        """The new report; None where there is no form for its year."""
        year: int = self.year.currentData()
        if self._takeover is None:
            return None
        return self._taken_over(year).report

    def _taken_over(self, year: int) -> Takeover:
        agency = self.agency.text().strip()
        return taken_over(self._last, self._office, year, agency, self._ours)

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
        if taken.beside:
            words = f"{last.year} 年的 {taken.beside} 个数，灰色显示在各格旁边"
            lines.append(("对照数据", words))
        left = sum(len(each) for each in last.left_out.values())
        if left:
            lines.append(("不带入", f"图片和其他表格 {left} 项，列入待办"))
        if is_of_another(self._ours.name, self._last) and not self._is_changed():
            lines.append(("注意", f"设置中的机关是“{self._ours.name}”，请确认没有选错文件。"))
        return [*lines, *(("注意", note) for note in taken.notes)]

    def _is_changed(self) -> bool:
        """Whether another agency was typed than the file has."""
        return is_of_another(self.agency.text().strip(), self._last)

    def _show_preview(self) -> None:
        year: int = self.year.currentData()
        try:
            self._takeover = self._taken_over(year)
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
        self.ok.setEnabled(self._takeover is not None)
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
