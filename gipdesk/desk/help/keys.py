"""Every key the program knows, in groups, for the key sheet and the manual.

The commands come from the tables that build the window's menus and that of the official tables;
the keys by which one moves in these stand here, and a test presses each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from PySide6.QtGui import QKeySequence

from gipdesk.desk.actions import SPECS, ActionSpec
from gipdesk.desk.table.menu import ENTRIES

_MNEMONIC = re.compile(r"（&.）|\(&.\)|…")
_NAMES = {
    "PgDown": "PgDn",
    "Return": "Enter",
    "Del": "Delete",
    "Menu": "菜单键",
    "Space": "空格键",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}


class KeyLine(msgspec.Struct, frozen=True):
    """What some keys do; any one of them does it."""

    keys: tuple[str, ...]
    text: str


class KeyGroup(msgspec.Struct, frozen=True):
    """The keys of a menu or of a place in the window."""

    name: str
    lines: tuple[KeyLine, ...]


TABLE_KEYS = (
    KeyLine(("0…9",), "填写，代替原有内容"),
    KeyLine(("Enter", "Tab"), "下一格，跳过自动计算的总计"),
    KeyLine(("Shift+Enter", "Shift+Tab"), "上一格"),
    KeyLine(("Left", "Right", "Up", "Down"), "到相邻的格"),
    KeyLine(("Ctrl+Right", "End"), "到这一行的最后一格"),
    KeyLine(("Ctrl+Left", "Home"), "到这一行的第一格"),
    KeyLine(("Ctrl+Down",), "到这一列的最后一格"),
    KeyLine(("Ctrl+Up",), "到这一列的第一格"),
    KeyLine(("Ctrl+Home",), "到表的第一格"),
    KeyLine(("Ctrl+End",), "到表的最后一格"),
    KeyLine(("PgDown",), "向下一屏"),
    KeyLine(("PgUp",), "向上一屏"),
    KeyLine(("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"), "选中多格"),
    KeyLine(("F2",), "修改格中原有内容"),
    KeyLine(("Esc",), "放弃正在填写的内容"),
    KeyLine(("Menu",), "打开表格菜单"),
)
TEXT_KEYS = (
    KeyLine(("Enter",), "另起一段"),
    KeyLine(("Tab",), "到下一处"),
    KeyLine(("Shift+Tab",), "到上一处"),
    KeyLine(("Ctrl+Up", "Ctrl+Down"), "到本段、下一段的开头"),
    KeyLine(("Ctrl+Shift+Up", "Ctrl+Shift+Down"), "选中到那里"),
    KeyLine(("Ctrl+V",), "粘贴，不带格式"),
    KeyLine(("Alt+Shift+Up", "Alt+Shift+Down"), "本段上移、下移"),
    KeyLine(("Ctrl+]", "Ctrl+["), "图片加宽、变窄"),
    KeyLine(("Menu",), "打开正文菜单"),
)
CARD_KEYS = (
    KeyLine(("Up", "Down"), "上一张、下一张卡片"),
    KeyLine(("Enter",), "到那里"),
    KeyLine(("Space",), "待办标为已办"),
    KeyLine(("Esc",), "返回正在填写的地方"),
)
HELP_KEYS = (
    KeyLine(("Ctrl+F",), "查找"),
    KeyLine(("Alt+Left",), "返回上一处"),
    KeyLine(("Alt+Right",), "前进"),
    KeyLine(("Esc",), "关闭手册"),
)


def key_groups() -> tuple[KeyGroup, ...]:
    """All keys: those of the menus in their order, then those of single places."""
    menus = dict.fromkeys(spec.menu for spec in SPECS)
    of_menus = (KeyGroup(plain_name(menu), tuple(_lines_of(menu))) for menu in menus)
    return (
        *(group for group in of_menus if group.lines),
        KeyGroup("表格", (*TABLE_KEYS, *_lines_of_table_menu())),
        KeyGroup("正文", TEXT_KEYS),
        KeyGroup("检查、待办", CARD_KEYS),
        KeyGroup("手册", HELP_KEYS),
    )


def plain_name(text: str) -> str:
    """The text of a menu or command without its underlined letter."""
    return _MNEMONIC.sub("", text)


def shown_key(key: str) -> str:
    """A key as it is printed on the sheet: `Ctrl+←`."""
    return "+".join(_NAMES.get(part, part) for part in key.split("+"))


def shown_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Keys as they are printed; what four of them share is printed once: `Shift+←→↑↓`."""
    shown = [shown_key(key) for key in keys]
    stems = {each[:-1] for each in shown}
    if len(shown) > 2 and len(stems) == 1:
        return (stems.pop() + "".join(each[-1] for each in shown),)
    return tuple(shown)


def _lines_of(menu: str) -> Iterator[KeyLine]:
    for spec in SPECS:
        if spec.menu == menu and spec.keys:
            yield KeyLine(spec.keys, _command(spec))


def _lines_of_table_menu() -> Iterator[KeyLine]:
    for entry in ENTRIES:
        if entry.keys:
            yield KeyLine((QKeySequence(entry.keys).toString(),), plain_name(entry.text))


def _command(spec: ActionSpec) -> str:
    name = plain_name(spec.text)
    return f"打开、关闭{name}" if spec.is_checkable else name
