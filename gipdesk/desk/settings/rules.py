"""The page of the rules: how grave each is as delivered, and what the agency makes of it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from gipdesk.checks.practice import Grade
from gipdesk.desk.columns import WORDS, ColumnsModel, ColumnsView, Index, bold
from gipdesk.desk.labels import wrapped
from gipdesk.workflow.office import Office
from gipdesk.workflow.setting_entries import GRADES, RuleLine, rule_lines
from gipdesk.workflow.settings import Settings

_COLUMNS = ("规则", "说明", "原级别", "本机关")
OWN = 3
_AS_DELIVERED = "按原级别"
_CHOICES = (_AS_DELIVERED, *GRADES.values())
_NOTE = "改过的以粗体显示，检查时卡片上注明“本机关设为…”。错误须改正才能送审，提示可以确认后保留。"


class RulesModel(ColumnsModel):
    """The rules with their grades."""

    def __init__(self, lines: tuple[RuleLine, ...], grades: dict[str, Grade]) -> None:
        super().__init__(_COLUMNS, OWN)
        self._rules = lines
        self.grades = grades

    def lines(self) -> int:
        """As many as there are rules."""
        return len(self._rules)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in the table."""
        line = self._rules[index.row()]
        own = self.grades.get(line.id)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                delivered = GRADES[Grade(line.severity.value)]
                shown = GRADES[own] if own else _AS_DELIVERED
                return (line.id, line.words, delivered, shown)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return line.words
            case Qt.ItemDataRole.FontRole if own and index.column() == OWN:
                return bold()
            case _ if role == WORDS:
                return _CHOICES
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take another grade."""
        grades = {name: grade for grade, name in GRADES.items()}
        if role != Qt.ItemDataRole.EditRole or value not in _CHOICES:
            return False
        line = self._rules[index.row()]
        self.grades.pop(line.id, None)
        if value in grades and grades[value].value != line.severity.value:
            self.grades[line.id] = grades[value]
        self.dataChanged.emit(index, index)
        return True


class RulesPage(QWidget):
    """Grades the rules as local practice has it."""

    def __init__(self, office: Office, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules = RulesModel(rule_lines(office), dict(settings.rules))
        self.rules.setParent(self)  # gone with its views, not before them
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.rules)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = self._table()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.table, 1)
        lines.addWidget(wrapped(_NOTE, "quiet"))

    def taken(self, settings: Settings) -> Settings:
        """The settings with the grades as they are chosen here."""
        return replace(settings, rules=dict(self.rules.grades))

    def show_only(self, words: str) -> int:
        """Show the rules with these words; how many there are."""
        self._shown.setFilterFixedString(words)
        return self._shown.rowCount()

    def first_field(self) -> QWidget:
        """Where the keyboard begins."""
        return self.table

    def _table(self) -> QTableView:
        table = ColumnsView(self._shown, OWN, "检查规则")
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 118)
        table.setColumnWidth(2, 62)
        table.setColumnWidth(OWN, 104)
        return table
