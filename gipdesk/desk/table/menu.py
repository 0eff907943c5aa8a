"""The context menu of a table."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gipdesk.desk.table.commands import TableCommands

_KEYS = QKeySequence.StandardKey


class _Entry(msgspec.Struct, frozen=True):
    """A line of the menu; the first of each group draws a rule above itself."""

    text: str
    act: Callable[[TableCommands], None]
    keys: QKeySequence.StandardKey | str = ""
    is_first: bool = False
    is_for_totals: bool = False


_ENTRIES = (
    _Entry("剪切", TableCommands.cut, _KEYS.Cut),
    _Entry("复制", TableCommands.copy, _KEYS.Copy),
    _Entry("粘贴", TableCommands.paste, _KEYS.Paste),
    _Entry("清除", TableCommands.clear, _KEYS.Delete),
    _Entry("填充到下方", TableCommands.fill_down, "Ctrl+D", is_first=True),
    _Entry("空白处填0", TableCommands.fill_zeros),
    _Entry("全部计算", TableCommands.compute_totals, is_first=True, is_for_totals=True),
    _Entry("全部填写", TableCommands.type_totals, is_for_totals=True),
)


def table_menu(commands: TableCommands, parent: QWidget) -> QMenu:
    """A menu for the cells chosen now; it deletes itself once closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    has_totals = bool(commands.totals())
    for entry in _ENTRIES:
        if has_totals or not entry.is_for_totals:
            _add(menu, commands, entry)
    ref = commands.current()
    if ref in commands.totals():
        text = "本格改为填写" if commands.is_computed() else "本格改为计算"
        _add(menu, commands, _Entry(text, TableCommands.switch_total))
    return menu


def _add(menu: QMenu, commands: TableCommands, entry: _Entry) -> None:
    if entry.is_first:
        menu.addSeparator()
    action = menu.addAction(entry.text)
    action.setShortcut(QKeySequence(entry.keys))
    action.triggered.connect(lambda: entry.act(commands))
