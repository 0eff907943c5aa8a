"""Which findings are shown: all that are open, those of one severity, or those accepted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gipdesk.checks.finding import Finding
from gipdesk.desk.labels import Button, named


class Shown(StrEnum):
    """What the findings may be filtered by."""

    ALL = "all"
    ERRORS = "error"
    WARNINGS = "warning"
    NOTES = "info"
    ACCEPTED = "accepted"


_NAMES = {
    Shown.ALL: "全部",
    Shown.ERRORS: "错误",
    Shown.WARNINGS: "提示",
    Shown.NOTES: "参考",
    Shown.ACCEPTED: "已确认",
}


def kind_of(finding: Finding, accepted: Mapping[str, str]) -> Shown:
    """The filter that shows a finding, beside the one that shows all."""
    return Shown.ACCEPTED if finding.key in accepted else Shown(finding.severity.value)


class FindingFilter(QWidget):
    """One button for each kind, with the number of findings; one of them is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Shown, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 2)
        row.setSpacing(4)
        for shown in Shown:
            made = named(Button(), "filter")
            made.setCheckable(True)
            made.setToolTip(f"只看{_NAMES[shown]}" if shown is not Shown.ALL else "看全部问题")
            group.addButton(made)
            row.addWidget(made)
            self.buttons[shown] = made
        row.addStretch(1)
        self.buttons[Shown.ALL].setChecked(True)
        group.buttonClicked.connect(lambda _: self.changed.emit())
        self.show_counts({})

    @property
    def shown(self) -> Shown:
        """What is chosen."""
        return next(shown for shown, each in self.buttons.items() if each.isChecked())

    def show_all(self) -> None:
        """Leave nothing out from now on."""
        if self.shown is not Shown.ALL:
            self.buttons[Shown.ALL].setChecked(True)
            self.changed.emit()

    def show_counts(self, counts: Mapping[Shown, int]) -> None:
        """Tell how many findings there are of each kind; a kind without any is not offered."""
        for shown, each in self.buttons.items():
            count = counts.get(shown, 0)
            each.setText(f"{_NAMES[shown]} {count}")
            each.setAccessibleName(f"{_NAMES[shown]}，{count} 处")
            each.setVisible(shown is Shown.ALL or bool(count) or each.isChecked())
