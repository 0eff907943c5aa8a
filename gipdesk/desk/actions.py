"""The window's commands as one table: menus, toolbar and shortcuts are built from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gipdesk.desk.icons import icon


class ActionSpec(msgspec.Struct, frozen=True):
    """A command: its menu, its text, its keys, its icon, and a short text for the toolbar."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    toolbar: str = ""
    needs_report: bool = True
    has_line_above: bool = False
    is_checkable: bool = False


SPECS = (
    ActionSpec("new", "文件(&F)", "新建(&N)…", ("Ctrl+N",), "new", "新建", needs_report=False),
    ActionSpec("open", "文件(&F)", "打开(&O)…", ("Ctrl+O",), "open", "打开", needs_report=False),
    ActionSpec("clipboard", "文件(&F)", "从剪贴板导入(&V)", ("Ctrl+Shift+V",), needs_report=False),
    ActionSpec("save", "文件(&F)", "保存(&S)", ("Ctrl+S",), "save", "保存", has_line_above=True),
    ActionSpec("save_as", "文件(&F)", "另存为(&A)…", ("Ctrl+Shift+S",)),
    ActionSpec("export", "文件(&F)", "导出(&E)…", ("Ctrl+E",), "export", "导出"),
    ActionSpec("close", "文件(&F)", "关闭报告(&C)", ("Ctrl+W",), has_line_above=True),
    ActionSpec("quit", "文件(&F)", "退出(&Q)", ("Ctrl+Q",), needs_report=False),
    ActionSpec("undo", "编辑(&E)", "撤销", ("Ctrl+Z",), "undo", "撤销"),
    ActionSpec("redo", "编辑(&E)", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", "重做"),
    ActionSpec("add_section", "编辑(&E)", "添加一部分(&A)", has_line_above=True),
    ActionSpec("script", "编辑(&E)", "繁体转换为简体(&S)…"),
    ActionSpec("next_finding", "检查(&C)", "下一处问题(&N)", ("F8",), "next", "下一处"),
    ActionSpec("previous_finding", "检查(&C)", "上一处问题(&P)", ("Shift+F8",), "previous"),
    ActionSpec("next_tab", "查看(&V)", "下一部分", ("Ctrl+PgDown",)),
    ActionSpec("previous_tab", "查看(&V)", "上一部分", ("Ctrl+PgUp",)),
    ActionSpec("source", "查看(&V)", "对照来源(&S)", ("F7",), has_line_above=True),
    ActionSpec(
        "side",
        "查看(&V)",
        "检查和说明栏",
        ("F9",),
        "side",
        is_checkable=True,
    ),
    ActionSpec("about", "帮助(&H)", "关于(&A)", needs_report=False),
)


def make_actions(
    window: QMainWindow, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The actions by id, each calling its handler."""
    made: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.is_checkable)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        if spec.toolbar:
            action.setIconText(spec.toolbar)
        handler = handlers[spec.id]
        action.triggered.connect(lambda _=False, run=handler: run())
        made[spec.id] = action
    return made


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """The menu bar; returns the menus by their text."""
    menus: dict[str, QMenu] = {}
    for spec in SPECS:
        if spec.menu not in menus:
            menus[spec.menu] = window.menuBar().addMenu(spec.menu)
        if spec.has_line_above:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.id])
    return menus
