"""What a screen reader is told, and where Tab leads, read off the real widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from tests.app.events import press
from tests.desk.test_contrast import contrast

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
_READ = {_ROLES.Document, _ROLES.StaticText}  # what one only reads through
_FIELDS = (QLineEdit, QComboBox, QTextEdit, QAbstractSpinBox)
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


def walk_by_tab(
    owner: QWidget, *, leaving: type[QWidget] | None = None, is_back: bool = False
) -> list[QWidget]:
    """Press Tab, or Shift+Tab, until the focus is where it began; returns the widgets on the way.

    `leaving` names widgets in which Tab has a meaning of its own and Ctrl+Tab leads out.
    """
    start = QApplication.focusWidget()
    assert start is not None
    visited = [start]
    key = Qt.Key.Key_Backtab if is_back else Qt.Key.Key_Tab
    shift = [Qt.KeyboardModifier.ShiftModifier] if is_back else []
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(3 * len(owner.findChildren(QWidget))):
        is_kept = leaving is not None and isinstance(QApplication.focusWidget(), leaving)
        press(key, *shift, *([control] if is_kept else []))
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


def unlabelled(owner: QWidget) -> list[str]:
    """Fields without a label that leads to them and without a name of their own."""
    led_to = {each.buddy() for each in owner.findChildren(QLabel) if each.isVisible()}
    fields = (each for each in stops_of(owner) if isinstance(each, _FIELDS))
    return [str(each) for each in fields if not each.accessibleName() and each not in led_to]


def roleless(owner: QWidget) -> list[str]:
    """Where Tab stops without a screen reader being told what it is."""
    found = []
    for each in stops_of(owner):
        node = QAccessible.queryAccessibleInterface(each)
        if node is None or node.role() not in INTERACTIVE | _READ:
            found.append(f"{each} {node.role().name if node else 'nothing'}")
    return found


def misnamed(owner: QWidget) -> list[str]:
    """Buttons whose name leaves out what is written on them: one says what one sees."""
    buttons = (each for each in owner.findChildren(QAbstractButton) if each.isVisible())
    return [
        f"{each.text()!r} is called {each.accessibleName()!r}"
        for each in buttons
        if each.accessibleName() and not _says(each.accessibleName(), each.text())
    ]


def _says(name: str, text: str) -> bool:
    words = text.partition("(&")[0].replace("&", "").rstrip("…")
    is_sign = not any(each.isalnum() for each in words)
    return is_sign or "…" in words or words.split()[0] in name


def unmarked(owner: QWidget) -> list[str]:
    """Controls, one of each kind, on which one does not see that they have the keyboard."""
    stops = sorted(stops_of(owner), key=lambda each: each.objectName())
    kinds = {
        (type(each), each.objectName(), bool(each.property("default"))): each for each in stops
    }
    return [str(each) for each in kinds.values() if not _shows_focus(owner, each, stops)]


def _shows_focus(owner: QWidget, control: QWidget, stops: list[QWidget]) -> bool:
    """Whether as much changes as a line along one side, in a contrast of 3 to 1 (WCAG 2.4.13)."""
    other = next(each for each in stops if each is not control)
    pictures = []
    for area in owner.findChildren(QScrollArea):
        if area.isAncestorOf(control):
            area.ensureWidgetVisible(control)
    for each in (other, control):
        each.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        place = QRect(control.mapTo(owner, QPoint(0, 0)), control.size())
        pictures.append(owner.grab(place).toImage())
    return _changed(*pictures) >= min(control.width(), 24)


def _changed(before: QImage, after: QImage) -> int:
    if before.size() != after.size():
        return 0
    pairs: Counter[tuple[int, int]] = Counter()
    for y in range(before.height()):
        for x in range(before.width()):
            pairs[before.pixel(x, y), after.pixel(x, y)] += 1
    return sum(
        count
        for (one, other), count in pairs.items()
        if one != other and contrast(QColor(one).name(), QColor(other).name()) >= 3
    )
