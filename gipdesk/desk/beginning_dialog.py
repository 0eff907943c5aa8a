"""What every dialog asks that begins a report: who reports, and about which year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.details_page import FIRST_YEAR


class BeginningDialog(QDialog):
    """Agency and year with the buttons; a subclass puts them into `form` and says what they mean.

    The years go from `latest`, or `year`, the chosen one, down to the first that has a form.
    """

    def __init__(
        self, title: str, agency: str, latest: int, year: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.agency = QLineEdit(agency)
        self.agency.setAccessibleName("机关名称")
        self.agency.setCursorPosition(0)  # a long name is read from its beginning
        self.agency.setPlaceholderText("写全称，例如：某某市司法局")
        self.year = QComboBox()
        self.year.setAccessibleName("报告年度")
        for each in range(max(latest, year), FIRST_YEAR - 1, -1):
            self.year.addItem(f"{each} 年", each)
        self.year.setCurrentIndex(self.year.findData(year))
        names = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(names.Ok | names.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.ok = self._buttons.button(names.Ok)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(14)
        self.form.setVerticalSpacing(10)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def lay_out(self, *below: QWidget) -> None:
        """Put the form on top, these below it, then the buttons."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(self.form)
        for each in (*below, self._buttons):
            layout.addWidget(each)
