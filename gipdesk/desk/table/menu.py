"""The context menu of a table."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gipdesk.desk.table.commands import TableCommands

_KEYS = QKeySequence.StandardKey
REVIEW_KEYS, ALL_KEYS = "Ctrl+Shift+V", "Ctrl+Shift+C"


class MenuEntry(msgspec.Struct, frozen=True):
    """A line of the menu; the first of each group draws a rule above itself."""

    text: str
    act: Callable[[TableCommands], None]
    keys: QKeySequence.StandardKey | str = ""
    is_first: bool = False
    is_for_totals: bool = False


ENTRIES = (
    MenuEntry("剪切", TableCommands.cut, _KEYS.Cut),
    MenuEntry("复制", TableCommands.copy, _KEYS.Copy),
    MenuEntry("粘贴", TableCommands.paste, _KEYS.Paste),
    MenuEntry("核对后粘贴…", TableCommands.paste_after_review, REVIEW_KEYS),
    MenuEntry("复制整张表", TableCommands.copy_all, ALL_KEYS),
    MenuEntry("清除", TableCommands.clear, _KEYS.Delete),
    MenuEntry("填充到下方", TableCommands.fill_down, "Ctrl+D", is_first=True),
    MenuEntry("空白处填0…", TableCommands.fill_zeros),
    MenuEntry("全部计算", TableCommands.compute_totals, is_first=True, is_for_totals=True),
    MenuEntry("全部填写", TableCommands.type_totals, is_for_totals=True),
)


def table_menu(commands: TableCommands, parent: QWidget) -> QMenu:
    """A menu for the cells chosen now; it deletes itself once closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    has_totals = bool(commands.totals())
    for entry in ENTRIES:
        if has_totals or not entry.is_for_totals:
            _add(menu, commands, entry)
    ref = commands.current()
    if ref in commands.totals():
        text = "本格改为填写" if commands.is_computed() else "本格改为计算"
        _add(menu, commands, MenuEntry(text, TableCommands.switch_total))
    return menu


def _add(menu: QMenu, commands: TableCommands, entry: MenuEntry) -> None:
    if entry.is_first:
        menu.addSeparator()
    action = menu.addAction(entry.text)
    action.setShortcut(QKeySequence(entry.keys))
    action.triggered.connect(lambda: entry.act(commands))
