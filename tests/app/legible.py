"""What a person could not read or reach in a window that is shown: cut, overlapping, outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)

from gipdesk.desk.table.callout import Callout

_SLACK = 1  # pixel
_WRAP = int(Qt.TextFlag.TextWordWrap)
_CELL_PADDING = 6
# What puts its parts over each other on purpose. Layouts are not asked: what PySide makes of their
# items outlives them now and then.
_WITH_PARTS = (
    QAbstractScrollArea,
    QSplitter,
    QTabWidget,
    QTabBar,
    QMainWindow,
    QLineEdit,
    QComboBox,
)


def illegible(owner: QWidget) -> list[str]:
    """All that is wrong with what stands in a window, in words; empty where nothing is."""
    found: list[str] = []
    for each in visible(owner):
        found += [f"cut: {type(each).__name__} {text!r}" for text in _cut(each)]
        if _is_outside(each):
            found.append(f"outside its parent: {each} {each.geometry()}")
        found += _overlapping(each)
    return found


def visible(owner: QWidget) -> list[QWidget]:
    """A window and what is to be seen in it."""
    inside = [each for each in owner.findChildren(QWidget) if each.window() is owner.window()]
    return [each for each in (owner, *inside) if each.isVisible()]


def _cut(widget: QWidget) -> Iterator[str]:
    """Texts of a widget that it does not show whole."""
    match widget:
        case QLabel() if not _fits_label(widget):
            yield widget.text()
        case QAbstractButton() if widget.text() and not _fits_button(widget):
            yield widget.text()
        case QLineEdit() if not _fits_line(widget):
            yield widget.placeholderText()
        case QComboBox() if not _fits_box(widget):
            yield widget.currentText()
        case QTabBar():
            yield from _cut_tabs(widget)
        case QHeaderView():
            yield from _cut_sections(widget)
        case QTableView():
            yield from _cut_cells(widget)
        case QListView() | QTreeView():
            yield from _cut_items(widget)


def _fits_label(label: QLabel) -> bool:
    if not label.text() or not label.pixmap().isNull():
        return True
    if not label.wordWrap():
        wanted = label.sizeHint()
        is_low = label.height() < wanted.height() - 2 * _SLACK
        return label.width() >= wanted.width() - _SLACK and not is_low
    room = label.contentsRect()
    words = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 9999), _WRAP, label.text())
    fits = words.width() <= room.width() + _SLACK and words.height() <= room.height() + 2 * _SLACK
    return fits and label.height() >= label.heightForWidth(label.width()) - 2 * _SLACK


def _fits_button(button: QAbstractButton) -> bool:
    """Whether all of the text is shown, or it says … and tells the whole when pointed at."""
    if button.width() >= button.minimumSizeHint().width() and "…" not in button.text():
        return button.width() >= button.sizeHint().width() - _SLACK or _text_width(button)
    whole = button.accessibleName() or button.text()
    is_whole = button.text() == whole or button.text().endswith("…")
    return button.toolTip() == whole or (
        is_whole and button.width() >= button.sizeHint().width() - _SLACK
    )


def _text_width(button: QAbstractButton) -> bool:
    flags = int(Qt.TextFlag.TextShowMnemonic)
    return button.fontMetrics().size(flags, button.text()).width() <= button.width()


def _fits_line(field: QLineEdit) -> bool:
    """Whether the words in an empty field are shown whole; what is typed scrolls."""
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    part = QStyle.SubElement.SE_LineEditContents
    room = field.style().subElementRect(part, option, field).width() - 4
    words = field.fontMetrics().horizontalAdvance(field.placeholderText())
    return bool(field.text()) or words <= room + _SLACK


def _fits_box(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width() + _SLACK


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    shown = [number for number in range(bar.count()) if bar.isTabVisible(number)]
    for number in shown:
        rect, text = bar.tabRect(number), bar.tabText(number)
        whole = text or bar.accessibleTabName(number) or bar.tabToolTip(number)
        is_cut = bar.fontMetrics().horizontalAdvance(text) > rect.width()
        if not bar.rect().contains(rect) or (is_cut and not bar.tabToolTip(number)):
            yield whole or f"tab {number}"


def _cut_sections(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for number in range(header.count()):
        if header.isSectionHidden(number) or type(header) is not QHeaderView:
            continue
        text = model.headerData(number, header.orientation(), Qt.ItemDataRole.DisplayRole)
        is_across = header.orientation() == Qt.Orientation.Horizontal
        if is_across and header.fontMetrics().horizontalAdvance(str(text or "")) + 4 > (
            header.sectionSize(number)
        ):
            yield str(text)


def _cut_cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    if type(table.itemDelegate()).__module__.startswith("gipdesk.desk.table"):
        return  # its numbers are looked at where they are painted
    for row in range(min(model.rowCount(), 60)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            text = str(index.data() or "")
            tick = 20 if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
            room = table.columnWidth(column) - _CELL_PADDING - tick
            if table.isRowHidden(row) or table.isColumnHidden(column) or not text:
                continue
            words = table.fontMetrics().boundingRect(QRect(0, 0, room, 9999), _WRAP, text)
            is_cut = words.width() > room or words.height() > table.rowHeight(row)
            if is_cut and text not in str(index.data(Qt.ItemDataRole.ToolTipRole) or ""):
                yield text


def _cut_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 60)):
        index = model.index(row, 0)
        rect, text = view.visualRect(index), str(index.data() or "")
        metrics = view.fontMetrics()
        if isinstance(view, QListView) and view.isRowHidden(row):
            continue
        wraps = isinstance(view, QListView) and view.wordWrap()
        own = type(view.itemDelegate()).__module__.startswith("gipdesk.desk")
        lines = text.split("\n")
        is_wide = max(map(metrics.horizontalAdvance, lines)) > view.viewport().width()
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        is_hidden = not rect.isValid() and not isinstance(view, QTreeView)
        if is_hidden or (is_wide and not (wraps or own or tip)):
            yield text


def _is_outside(widget: QWidget) -> bool:
    """Whether a part of a widget lies outside what it stands in, where no scrolling leads."""
    above = widget.parentWidget()
    if above is None or widget.isWindow() or _may_stick_out(widget, above):
        return False
    return not above.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _may_stick_out(widget: QWidget, above: QWidget) -> bool:
    grand = above.parentWidget()
    is_scrolled = isinstance(grand, QAbstractScrollArea) and above is grand.viewport()
    is_handle = (
        isinstance(above, QSplitter) and widget.metaObject().className() == "QSplitterHandle"
    )
    return is_scrolled or is_handle or isinstance(above, QAbstractItemView | QLineEdit)


def _overlapping(owner: QWidget) -> Iterator[str]:
    """Pairs of widgets beside each other that lie over each other."""
    if isinstance(owner, _WITH_PARTS):
        return
    inside = owner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [each for each in inside if each.isVisible() and not each.isWindow()]
    for one, other in combinations(shown, 2):
        if isinstance(one, Callout) or isinstance(other, Callout):
            continue
        if one.geometry().intersects(other.geometry()):
            yield f"overlapping: {one} {one.geometry()} and {other} {other.geometry()}"


def out_of_reach(owner: QWidget, controls: set[QWidget]) -> list[str]:
    """Controls of a window that cannot be brought into sight."""
    return [str(each) for each in controls if not _can_be_seen(owner, each)]


def _can_be_seen(owner: QWidget, control: QWidget) -> bool:
    for area in owner.findChildren(QScrollArea):
        if area.isAncestorOf(control):
            area.ensureWidgetVisible(control)
    seen, inner = control.rect(), control
    while inner is not owner and (above := inner.parentWidget()) is not None:
        seen = seen.translated(inner.pos()).intersected(above.rect())
        inner = above
    return not seen.isEmpty()


def clashing_keys(names: list[str]) -> list[str]:
    """Letters that two of some texts have as their key, as in `打开(&O)`."""
    letters = sorted(each for each in map(_letter, names) if each)
    return [one for one, other in pairwise(letters) if one == other]


def _letter(text: str) -> str:
    plain = text.replace("&&", "")
    at = plain.find("&")
    return plain[at + 1 : at + 2].upper() if at >= 0 else ""
