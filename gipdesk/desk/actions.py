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
    ActionSpec(
        "new_from",
        "文件(&F)",
        "从上年报告新建(&Y)…",
        ("Ctrl+Shift+N",),
        needs_report=False,
    ),
    ActionSpec("open", "文件(&F)", "打开(&O)…", ("Ctrl+O",), "open", "打开", needs_report=False),
    ActionSpec("clipboard", "文件(&F)", "从剪贴板导入(&V)", ("Ctrl+Shift+V",), needs_report=False),
    ActionSpec("save", "文件(&F)", "保存(&S)", ("Ctrl+S",), "save", "保存", has_line_above=True),
    ActionSpec("save_as", "文件(&F)", "另存为(&A)…", ("Ctrl+Shift+S",)),
    ActionSpec("export", "文件(&F)", "导出(&E)…", ("Ctrl+E",), "export", "导出"),
    ActionSpec("print", "文件(&F)", "打印(&P)…", ("Ctrl+P",)),
    ActionSpec("paper", "文件(&F)", "版式设置(&L)…", needs_report=False),
    ActionSpec("settings", "文件(&F)", "设置(&T)…", ("Ctrl+,",), needs_report=False),
    ActionSpec("close", "文件(&F)", "关闭报告(&C)", ("Ctrl+W",), has_line_above=True),
    ActionSpec("quit", "文件(&F)", "退出(&Q)", ("Ctrl+Q",), needs_report=False),
    ActionSpec("undo", "编辑(&E)", "撤销", ("Ctrl+Z",), "undo", "撤销"),
    ActionSpec("redo", "编辑(&E)", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", "重做"),
    ActionSpec("find", "编辑(&E)", "查找(&F)…", ("Ctrl+F",), has_line_above=True),
    ActionSpec("replace", "编辑(&E)", "替换(&R)…", ("Ctrl+H",)),
    ActionSpec("find_next", "编辑(&E)", "查找下一处(&N)", ("F3",)),
    ActionSpec("find_previous", "编辑(&E)", "查找上一处(&V)", ("Shift+F3",)),
    ActionSpec("insert_picture", "编辑(&E)", "插入图片(&I)…", has_line_above=True),
    ActionSpec("insert_table", "编辑(&E)", "插入表格(&T)"),
    ActionSpec("add_section", "编辑(&E)", "添加一部分(&A)", has_line_above=True),
    ActionSpec("script", "编辑(&E)", "繁体转换为简体(&S)…"),
    ActionSpec("next_finding", "检查(&C)", "下一处问题(&N)", ("F8",), "next", "下一处"),
    ActionSpec("previous_finding", "检查(&C)", "上一处问题(&P)", ("Shift+F8",), "previous"),
    ActionSpec("mend", "检查(&C)", "按建议改正(&M)", ("Ctrl+F8",)),
    ActionSpec("next_tab", "查看(&V)", "下一部分", ("Ctrl+PgDown",)),
    ActionSpec("previous_tab", "查看(&V)", "上一部分", ("Ctrl+PgUp",)),
    ActionSpec("next_pane", "查看(&V)", "下一区域", ("Ctrl+Tab", "Ctrl+F6")),
    ActionSpec("previous_pane", "查看(&V)", "上一区域", ("Ctrl+Shift+Tab", "Ctrl+Shift+F6")),
    ActionSpec("preview", "查看(&V)", "版面预览(&P)", ("F6",), has_line_above=True),
    ActionSpec("source", "查看(&V)", "对照来源(&S)", ("F7",)),
    ActionSpec("todo", "查看(&V)", "上年待办(&D)", ("F5",), has_line_above=True),
    ActionSpec("past", "查看(&V)", "各格显示上年数据(&L)", is_checkable=True),
    ActionSpec("comparison", "查看(&V)", "年度对比(&C)…"),
    ActionSpec(
        "side",
        "查看(&V)",
        "检查和说明栏",
        ("F9",),
        "side",
        is_checkable=True,
    ),
    ActionSpec("manual", "帮助(&H)", "使用手册(&M)", ("F1",), needs_report=False),
    ActionSpec("key_sheet", "帮助(&H)", "快捷键一览(&K)", needs_report=False),
    ActionSpec("tour", "帮助(&H)", "五步介绍(&T)", needs_report=False),
    ActionSpec("about", "帮助(&H)", "关于(&A)", needs_report=False, has_line_above=True),
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
