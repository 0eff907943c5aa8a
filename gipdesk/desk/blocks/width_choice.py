"""How wide a picture is printed: a button that says it, with a menu of widths and one's own."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton

from gipdesk.desk.labels import named
from gipdesk.report.report import FULL_WIDTH, NARROWEST

WIDTHS: Final = {
    None: "自动(&A)",
    25: "&25 %",
    50: "&50 %",
    75: "&75 %",
    FULL_WIDTH: "通栏 &100 %",
}
_STEPS: Final = tuple(width for width in WIDTHS if width)


class WidthChoice(QPushButton):
    """Says how wide a picture is printed, and offers other widths."""

    chosen = Signal(object)  # percent of the type area; None for the picture's own size

    def __init__(self) -> None:
        super().__init__()
        named(self, "quietMenu")
        self.setToolTip("占版心宽度的百分之几；Ctrl+] 加宽，Ctrl+[ 变窄")
        self._width: int | None = None
        self._menu = QMenu(self)
        group = QActionGroup(self)
        for width, name in WIDTHS.items():
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setData(width)
            action.triggered.connect(partial(self._choose, width))
            group.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction("其他(&O)…", self._ask)
        self.setMenu(self._menu)
        self.show_width(None)

    def show_width(self, width: int | None) -> None:
        """Say which width it is."""
        self._width = width
        told = "自动" if width is None else "通栏" if width == FULL_WIDTH else f"{width} %"
        self.setText(f"宽度：{told}")
        self.setAccessibleName(f"图片宽度：{told}")
        for action in self._menu.actions():
            if action.isCheckable():
                action.setChecked(action.data() == width)

    def pop_up(self, at: QPoint) -> None:
        """Offer the widths anywhere on the screen."""
        self._menu.popup(at)

    def _choose(self, width: int | None, _is_checked: bool = False) -> None:
        self.show_width(self._width)  # the report decides which one is ticked
        self.chosen.emit(width)

    def _ask(self) -> None:
        """Ask for a number."""
        asked = QInputDialog(self)
        asked.setWindowTitle("图片宽度")
        asked.setLabelText(f"占版心宽度的百分之几（{NARROWEST} 至 {FULL_WIDTH}）：")
        asked.setIntRange(NARROWEST, FULL_WIDTH)
        asked.setIntValue(self._width or FULL_WIDTH)
        asked.setOkButtonText("确定")
        asked.setCancelButtonText("取消")
        asked.intValueSelected.connect(self.chosen.emit)
        asked.finished.connect(asked.deleteLater)
        asked.open()


def next_width(share: float, by: int) -> int | None:
    """The next wider (1) or narrower (-1) of the widths offered; None at the end."""
    if by > 0:
        return next((width for width in _STEPS if width > share), None)
    return next((width for width in reversed(_STEPS) if width < share), None)
