"""查看 → 外观: which colours the window has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from gipdesk.workflow.settings import Appearance

NAMES = {
    Appearance.SYSTEM: "跟随系统(&S)",
    Appearance.LIGHT: "浅色(&L)",
    Appearance.DARK: "深色(&D)",
    Appearance.HIGH_CONTRAST: "高对比(&H)",
}


class AppearanceMenu(QMenu):
    """Offers the appearances; the one that is worn is ticked."""

    def __init__(self, choose: Callable[[Appearance], object], parent: QWidget) -> None:
        super().__init__("外观(&A)", parent)
        group = QActionGroup(self)
        self.choices: dict[Appearance, QAction] = {}
        for appearance, name in NAMES.items():
            action = QAction(name, self)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, each=appearance: choose(each))
            group.addAction(action)
            self.addAction(action)
            self.choices[appearance] = action

    def tick(self, appearance: Appearance) -> None:
        """Show which one is worn."""
        self.choices[appearance].setChecked(True)
