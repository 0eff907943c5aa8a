"""A table alone, as wide as the window leaves it, and what is to be seen of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.report.cells import CellRef
from gipdesk.report.report import Cell

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

ROW_NEW = ("natural", "commercial", "research", "social", "legal", "other")


def cell(cell_id: str) -> CellRef:
    """`requests/new.natural` as a reference."""
    table, _, rest = cell_id.partition("/")
    row, _, column = rest.rpartition(".")
    return CellRef(table, row, column)


def shown(
    session: Session, table_id: str, qtbot: QtBot, width: int = 862, height: int = 560
) -> OfficialTableView:
    """A table as wide as the window leaves it at 1366 × 768."""
    view = OfficialTableView(session, table_id)
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    return view


def current(view: OfficialTableView) -> str:
    """The id of the cell the keyboard is in."""
    return str(view.table_model.ref(view.currentIndex()))


def editor(view: OfficialTableView) -> QLineEdit:
    """The open cell editor."""
    found = view.indexWidget(view.currentIndex())
    assert isinstance(found, QLineEdit)
    return found


def is_editing(view: OfficialTableView) -> bool:
    return isinstance(view.indexWidget(view.currentIndex()), QLineEdit)


def typed(session: Session, cell_id: str) -> Cell | None:
    """What the report holds in a cell."""
    return session.report.cell(cell(cell_id))


def click_cell(view: OfficialTableView, cell_id: str, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= each
    place = view.visualRect(view.table_model.index_of(cell(cell_id))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def pixel(view: OfficialTableView, cell_id: str, *, is_corner: bool) -> QColor:
    """The colour of a cell in its upper right corner, or near its left edge."""
    rect = view.visualRect(view.table_model.index_of(cell(cell_id)))
    place = rect.topRight() + QPoint(-2, 2) if is_corner else rect.bottomLeft() + QPoint(4, -5)
    image = view.viewport().grab().toImage()
    return QColor(image.pixelColor(place * image.devicePixelRatio()))
