"""What a screen reader is told, and where Tab leads, read off the real widgets."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget

from tests.app.events import press

_ROLES = QAccessible.Role
INTERACTIVE = {
    _ROLES.Button,
    _ROLES.ButtonMenu,
    _ROLES.CheckBox,
    _ROLES.ComboBox,
    _ROLES.EditableText,
    _ROLES.Link,
    _ROLES.List,
    _ROLES.ListItem,
    _ROLES.MenuItem,
    _ROLES.PageTab,
    _ROLES.PageTabList,
    _ROLES.RadioButton,
    _ROLES.Slider,
    _ROLES.SpinBox,
    _ROLES.Table,
    _ROLES.ToolBar,
    _ROLES.Tree,
}
_MOST_CELLS = 40  # of one table: the rest is made of the same stuff


def nameless(owner: QWidget) -> list[str]:
    """The visible controls within a widget that a screen reader could not name."""
    root = QAccessible.queryAccessibleInterface(owner)
    assert root is not None
    return [_described(each) for each in _controls(root) if not _name(each)]


def _controls(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    state = node.state()
    if state.invisible:
        return
    if node.role() in INTERACTIVE:
        yield node
    is_table = node.role() in (_ROLES.Table, _ROLES.List, _ROLES.Tree)
    for number in range(min(node.childCount(), _MOST_CELLS if is_table else node.childCount())):
        child = node.child(number)
        if child is not None and child.isValid():
            yield from _controls(child)


def _name(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name).strip()


def _described(node: QAccessibleInterface) -> str:
    widget = node.object()
    above = widget.parent() if widget else None
    return f"{node.role().name} {widget} in {above}"


def walk_by_tab(owner: QWidget, *, leaving: type[QWidget] | None = None) -> list[QWidget]:
    """Press Tab until the focus is where it began; returns the widgets on the way.

    `leaving` names widgets in which Tab has a meaning of its own and Ctrl+Tab leads out.
    """
    start = QApplication.focusWidget()
    assert start is not None
    visited = [start]
    for _ in range(3 * len(owner.findChildren(QWidget))):
        here = QApplication.focusWidget()
        if leaving and isinstance(here, leaving):
            press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        else:
            press(Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, "the focus got lost"
        if now is start:
            return visited
        if now is not visited[-1]:
            visited.append(now)
    raise AssertionError(f"Tab never came back to {start}; last at {visited[-1]}")


def stops_of(owner: QWidget) -> set[QWidget]:
    """The visible widgets that take the keyboard by Tab; what scrolls only if it holds none."""
    takers = {
        each
        for each in owner.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and not each.focusProxy()
        and each.window() is owner
        and not (isinstance(each, QRadioButton) and not each.isChecked())  # by arrows
    }
    return {
        each
        for each in takers
        if not isinstance(each, QScrollArea) or not any(map(each.isAncestorOf, takers))
    }
