"""The vertical tabs at the left: a label, a mark for how the tab stands, and what to look at."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gipdesk.desk.appearance import colours
from gipdesk.desk.icons import icon
from gipdesk.desk.standing import Standing, Tab, TabStanding

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex

MARKS = {
    Standing.EMPTY: "mark-empty",
    Standing.ERRORS: "mark-error",
    Standing.WARNINGS: "mark-warning",
    Standing.DONE: "mark-done",
}
_STANDING_ROLE = int(Qt.ItemDataRole.UserRole)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MARGIN = 6
_PADDING = 8
_MARK = 16
_COUNT_WIDTH = 22


class SectionTabsModel(QAbstractListModel):
    """The tabs and how they stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs: tuple[Tab, ...] = ()
        self._standings: dict[str, TabStanding] = {}

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of tabs."""
        return 0 if parent.isValid() else len(self.tabs)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Label, mark, and the standing in words for tool tip and screen reader."""
        if not index.isValid():
            return None
        tab = self.tabs[index.row()]
        standing = self._standings.get(tab.id)
        if role == Qt.ItemDataRole.DisplayRole or standing is None:
            return tab.label if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icon(MARKS[standing.standing])
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{tab.label}：{standing.in_words}"
            case _ if role == _STANDING_ROLE:
                return standing
            case _:
                return None

    def show_tabs(self, tabs: tuple[Tab, ...], standings: dict[str, TabStanding]) -> None:
        """Take over tabs and standings, resetting only where the tabs are others."""
        if [tab.id for tab in tabs] != [tab.id for tab in self.tabs]:
            self.beginResetModel()
            self.tabs, self._standings = tabs, standings
            self.endResetModel()
        elif (tabs, standings) != (self.tabs, self._standings):
            self.tabs, self._standings = tabs, standings
            self.dataChanged.emit(self.index(0), self.index(len(tabs) - 1))


class _TabDelegate(QStyledItemDelegate):
    """Paints a tab over as many lines as its label needs."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, mark, label and count."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        inner = rect.adjusted(_MARGIN, 1, -_MARGIN, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, inner, state)
        mark = QRect(inner.left() + _PADDING, inner.center().y() - _MARK // 2 + 1, _MARK, _MARK)
        icon_of_tab = index.data(Qt.ItemDataRole.DecorationRole)
        if icon_of_tab is not None:
            icon_of_tab.paint(painter, mark)
        painter.setPen(QColor(colours().text))
        painter.setFont(option.font)
        painter.drawText(_text_rect(inner), _WRAP, index.data())
        self._paint_count(painter, inner, index.data(_STANDING_ROLE))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as the label wrapped at the width of the view."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 200
        room = _text_rect(QRect(_MARGIN, 0, width - 2 * _MARGIN, 0)).width()
        metrics: QFontMetrics = option.fontMetrics
        text = metrics.boundingRect(QRect(0, 0, room, 1000), _WRAP, index.data())
        return QSize(width, max(text.height(), _MARK) + 2 * _PADDING + 2)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if not state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(is_selected and state & QStyle.StateFlag.State_HasFocus)
        accent = QColor(colours().accent)
        painter.setPen(QPen(accent, 1.5) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().chosen if is_selected else colours().alternate))
        painter.drawRoundedRect(rect, 5, 5)
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            bar = QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_count(self, painter: QPainter, rect: QRect, standing: TabStanding | None) -> None:
        count = standing.errors + standing.warnings if standing else 0
        if standing is None or not count:
            return
        painter.setPen(QColor(colours().error if standing.errors else colours().warning))
        place = rect.adjusted(rect.width() - _COUNT_WIDTH - 2, 0, -4, 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, str(count))


def _text_rect(inner: QRect) -> QRect:
    return inner.adjusted(2 * _PADDING + _MARK, _PADDING, -_COUNT_WIDTH - 4, -_PADDING)


class SectionTabs(QListView):
    """The tabs as a list; arrows and Ctrl+PageUp/PageDown go through them."""

    tab_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName("各部分")
        self.tabs_model = SectionTabsModel(self)
        self.setModel(self.tabs_model)
        self.setItemDelegate(_TabDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(150)
        self.selectionModel().currentChanged.connect(self._tell_choice)

    def show_tabs(self, tabs: tuple[Tab, ...], standings: dict[str, TabStanding]) -> None:
        """Show these tabs, staying at the one that is chosen, or at the one in its place."""
        chosen, row = self.chosen(), max(0, self.currentIndex().row())
        self.tabs_model.show_tabs(tabs, standings)
        if self.chosen() != chosen or not chosen:
            is_there = any(tab.id == chosen for tab in tabs)
            self.choose(chosen if is_there else tabs[min(row, len(tabs) - 1)].id)

    def chosen(self) -> str:
        """Id of the chosen tab; empty before there is one."""
        index = self.currentIndex()
        return self.tabs_model.tabs[index.row()].id if index.isValid() else ""

    def choose(self, tab_id: str) -> None:
        """Go to a tab."""
        for row, tab in enumerate(self.tabs_model.tabs):
            if tab.id == tab_id:
                self.setCurrentIndex(self.tabs_model.index(row))

    def step(self, by: int) -> None:
        """Go `by` tabs on, round the end."""
        count = len(self.tabs_model.tabs)
        self.setCurrentIndex(self.tabs_model.index((self.currentIndex().row() + by) % count))

    def _tell_choice(self, current: QModelIndex) -> None:
        if current.isValid():
            self.tab_chosen.emit(self.tabs_model.tabs[current.row()].id)
