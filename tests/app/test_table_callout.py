"""What is wrong with a total stands beside the total; what was accepted shows a tick."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gipdesk.desk.appearance import LIGHT
from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.changes import Accept, SetCell
from gipdesk.report.report import Cell
from tests.app.events import press, table_of, type_keys
from tests.app.tables import cell, click_cell, current


@pytest.fixture
def session(filled: Session) -> Session:
    """The report of zeros."""
    return filled


def place_of(table: OfficialTableView, cell_id: str) -> QRect:
    rect = table.visualRect(table.table_model.index_of(cell(cell_id)))
    return rect.translated(table.viewport().mapTo(table, QPoint()))


def type_wrong_total(table: OfficialTableView, qtbot: QtBot) -> None:
    """Type a total that is not the sum, and go on to the next row."""
    click_cell(table, "requests/carry_in.total")
    type_keys("5")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(table.callout.isVisible)


def test_a_wrong_total_is_told_beside_it_while_typing_goes_on(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    type_wrong_total(table, qtbot)
    assert current(table) == "requests/granted.natural"
    assert "相加为0，总计为5，相差5" in table.callout.text()
    beside, total = table.callout.geometry(), place_of(table, "requests/carry_in.total")
    assert not beside.intersects(total)
    assert not beside.intersects(place_of(table, "requests/granted.natural"))
    assert beside.adjusted(-4, -4, 4, 4).intersects(total)
    type_keys("6")
    press(Qt.Key.Key_Return)
    assert session.text(cell("requests/granted.natural")) == "6"


def test_in_a_table_of_one_row_the_heads_stay_readable(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    window.filing.take(session.report)
    assert window.desk is not None
    window.desk.show_tab("proceedings")
    table = table_of(window)
    click_cell(table, "proceedings/review.total")
    type_keys("5")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(table.callout.isVisible)
    said = table.callout
    top = said.mapTo(window, QPoint()).y()
    cells = table.viewport().mapTo(window, QPoint()).y()
    assert top >= cells + table.visualRect(table.currentIndex()).height()
    page = said.parentWidget()
    assert page is not None
    assert page.rect().contains(said.geometry())


def test_a_wrong_total_left_by_a_click_is_told_as_well(
    table: OfficialTableView, qtbot: QtBot
) -> None:
    click_cell(table, "requests/carry_in.total")
    type_keys("5")
    click_cell(table, "requests/denied.state_secret.natural")
    qtbot.waitUntil(table.callout.isVisible)
    assert "总计为5" in table.callout.text()


def test_the_message_goes_once_the_total_is_right(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    type_wrong_total(table, qtbot)
    session.do(SetCell(cell("requests/carry_in.total"), Cell("0")))
    qtbot.waitUntil(lambda: not table.callout.isVisible())


def test_standing_in_a_term_tells_of_its_total(table: OfficialTableView, qtbot: QtBot) -> None:
    type_wrong_total(table, qtbot)
    table.show_cell(cell("requests/carry_out.other"))
    click_cell(table, "requests/carry_in.research")
    qtbot.waitUntil(lambda: table.callout.isVisible() and "总计为5" in table.callout.text())


def test_nothing_is_said_in_the_table_while_work_goes_on_elsewhere(
    table: OfficialTableView, qtbot: QtBot
) -> None:
    type_wrong_total(table, qtbot)
    table.clearFocus()
    qtbot.waitUntil(lambda: not table.callout.isVisible())


def test_the_message_takes_no_clicks(table: OfficialTableView, qtbot: QtBot) -> None:
    type_wrong_total(table, qtbot)
    beneath = place_of(table, "requests/granted.other")
    assert table.callout.geometry().intersects(beneath)
    click_cell(table, "requests/granted.other")
    assert current(table) == "requests/granted.other"


def test_what_was_accepted_shows_a_tick_and_no_warning(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.findings_changed):
        session.do(SetCell(cell("requests/granted.natural"), Cell("/")))
    (warning,) = [each for each in session.checked().findings if each.rule == "V.SLASH"]
    rect = table.visualRect(table.table_model.index_of(warning.cells[0]))

    def colours_in_corner() -> set[str]:
        image = table.viewport().grab().toImage()
        corner = QRect(rect.topRight() - QPoint(12, -3), rect.topRight() + QPoint(-3, 12))
        points = [
            QPoint(x, y)
            for x in range(corner.left(), corner.right())
            for y in range(corner.top(), corner.bottom())
        ]
        return {QColor(image.pixelColor(point)).name() for point in points}

    click_cell(table, "requests/new.natural")
    assert LIGHT.warning in colours_in_corner()
    with qtbot.waitSignal(session.findings_changed):
        session.do(Accept(warning.key, "属实"))
    assert LIGHT.warning not in colours_in_corner()
    assert LIGHT.done in colours_in_corner()
    said = table.table_model.index_of(warning.cells[0]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("已确认")
