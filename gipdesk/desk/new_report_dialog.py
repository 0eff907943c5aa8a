"""Asking for what a new report needs: who reports, about which year, and last year's report."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from gipdesk.desk.beginning_dialog import BeginningDialog
from gipdesk.desk.details_page import AGENCY_KINDS, FIRST_YEAR
from gipdesk.desk.labels import wrapped
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import AgencyKind, Edition, UnknownEditionError, form_of
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import first_meta, load_settings

_WIDTH = 460
_TOO_EARLY = (
    f"{FIRST_YEAR - 1} 年及以前没有全国统一的年度报告格式，不能新建；已有的报告可以打开查看。"
)


class NewReportDialog(BeginningDialog):
    """Agency, kind and year; the report is about the year before this one."""

    def __init__(self, office: Office, today: date, parent: QWidget | None = None) -> None:
        self._profile = load_settings().agency
        super().__init__("新建年度报告", self._profile.name, today.year, today.year - 1, parent)
        self._office = office
        self.year.addItem(f"{FIRST_YEAR - 1} 年及以前", FIRST_YEAR - 1)
        self.kind = QComboBox()
        for kind, name in AGENCY_KINDS.items():
            self.kind.addItem(name, kind.value)
        self.kind.setCurrentIndex(self.kind.findData(self._profile.kind.value))
        self._note = wrapped("", "quiet")
        self.form.addRow("机关名称", self.agency)
        self.form.addRow("机关类型", self.kind)
        self.form.addRow("报告年度", self.year)
        self.form.addRow("", self._note)
        self.lay_out()
        self.setMinimumWidth(_WIDTH)
        self.agency.textEdited.connect(self._guess_kind)
        self.year.currentIndexChanged.connect(self._show_form)
        self._show_form()

    def report(self) -> Report:
        """The new report; raises `UnknownEditionError`."""
        year: int = self.year.currentData()
        name, kind = self.agency.text().strip(), AgencyKind(self.kind.currentData())
        meta = first_meta(self._profile, year, name, kind)
        return new_report(form_of(self._office.editions.for_year(year)), meta)

    def _show_form(self) -> None:
        year: int = self.year.currentData()
        try:
            edition = self._office.editions.for_year(year)
        except UnknownEditionError as exc:
            self._note.setText(_TOO_EARLY if year < FIRST_YEAR else str(exc))
            self.ok.setEnabled(False)
            return
        self._note.setText(f"格式：{edition.source.document}（{_years_of(edition)}）")
        self.ok.setEnabled(True)

    def _guess_kind(self, agency: str) -> None:
        """A name that ends in 人民政府 is a government's."""
        kind = AgencyKind.GOVERNMENT if agency.strip().endswith("政府") else AgencyKind.DEPARTMENT
        self.kind.setCurrentIndex(self.kind.findData(kind.value))


def _years_of(edition: Edition) -> str:
    """The report years an edition is for, in words."""
    first, last = edition.years.first, edition.years.last
    return f"{first} 至 {last} 年度适用" if last else f"{first} 年度起适用"
