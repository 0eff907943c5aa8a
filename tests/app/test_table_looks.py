"""How the official tables look: marks, merged cells, frozen headers, sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.appearance import LIGHT
from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.report.beginning import blank_row
from gipdesk.report.changes import PutRow
from gipdesk.report.edition import Form
from gipdesk.workflow.office import Office
from tests.app.events import ctrl, press, type_keys
from tests.app.reports import blank_report, filled_report, report_with_wrong_totals
from tests.app.tables import (
    cell,
    click_cell,
    current,
    pixel,
    shown,
    typed,
)

# -------------------------------------------------------------------- marks


def test_an_error_shows_by_colour_by_shape_and_in_words(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    table = shown(Session(office, report_with_wrong_totals(form), dressed), "requests", qtbot)
    click_cell(table, "requests/granted.other")
    wrong, beside, fine = "requests/new.total", "requests/new.natural", "requests/granted.legal"
    assert pixel(table, wrong, is_corner=True) == QColor(LIGHT.error)
    grounds = [pixel(table, each, is_corner=False) for each in (wrong, beside, fine)]
    assert grounds[2] == QColor(LIGHT.base)
    saturations = [each.saturation() for each in grounds]
    assert saturations[0] > saturations[1] > saturations[2]
    assert pixel(table, beside, is_corner=True) == grounds[1]


def test_a_mark_goes_once_the_number_is_right(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    session = Session(office, report_with_wrong_totals(form), dressed)
    table = shown(session, "requests", qtbot)
    click_cell(table, "requests/new.total")
    with qtbot.waitSignal(session.findings_changed):
        type_keys("1")
        press(Qt.Key.Key_Down)
    assert pixel(table, "requests/new.total", is_corner=True) != QColor(LIGHT.error)


def test_blank_cells_are_not_coloured(table: OfficialTableView) -> None:
    assert pixel(table, "requests/granted.legal", is_corner=False) == QColor(LIGHT.base)
    assert pixel(table, "requests/granted.legal", is_corner=True) == QColor(LIGHT.base)


# -------------------------------------------------------------------- layout


@pytest.mark.parametrize("width", [862, 575], ids=["1366 at 100 %", "1366 at 125 %"])
@pytest.mark.parametrize("table_id", ["disclosure", "requests", "proceedings"])
def test_all_columns_fit_beside_the_other_panes(
    session: Session, qtbot: QtBot, width: int, table_id: str
) -> None:
    table = shown(session, table_id, qtbot, width=width)
    assert not table.horizontalScrollBar().isVisible()
    last = table.table_model.columnCount() - 1
    right = table.columnViewportPosition(last) + table.columnWidth(last)
    assert right == table.viewport().width()
    four_digits = table.fontMetrics().horizontalAdvance("9999")
    assert all(table.columnWidth(each) > four_digits for each in range(last + 1))


def test_header_lines_and_labels_stay_while_the_table_scrolls(
    session: Session, qtbot: QtBot
) -> None:
    table = shown(session, "requests", qtbot, width=300, height=300)
    across, beside = table.horizontalHeader(), table.verticalHeader()
    before = (across.geometry(), beside.geometry())
    ctrl(Qt.Key.Key_End)
    assert table.verticalScrollBar().value() > 0
    assert table.horizontalScrollBar().value() > 0
    assert (across.geometry(), beside.geometry()) == before
    last = table.currentIndex()
    assert beside.sectionViewportPosition(last.row()) == table.rowViewportPosition(last.row())
    assert across.sectionViewportPosition(6) == table.columnViewportPosition(6)


def test_merged_cells_of_table_two_are_merged(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "disclosure", qtbot)
    assert table.columnSpan(0, 0) == 4
    decisions = table.table_model.index_of(cell("disclosure/licence.decisions"))
    assert table.columnSpan(decisions.row(), decisions.column()) == 3
    assert table.visualRect(decisions).right() == table.viewport().rect().right()


def test_the_table_asks_for_the_height_it_needs(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "disclosure", qtbot)
    lines = sum(table.rowHeight(each) for each in range(table.table_model.rowCount()))
    assert table.sizeHint().height() == lines
    table.resize(table.width(), lines)
    assert not table.verticalScrollBar().isVisible()


def test_a_table_out_of_sight_asks_for_no_more_than_it_will_need(
    session: Session, qtbot: QtBot
) -> None:
    unseen = OfficialTableView(session, "proceedings")
    qtbot.addWidget(unseen)
    seen = shown(session, "proceedings", qtbot)
    assert unseen.sizeHint().height() <= seen.sizeHint().height()


def test_a_row_that_came_while_the_table_was_hidden_has_its_height(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = blank_report(form)
    order = tuple(report.tables["requests"].rows)
    del report.tables["requests"].rows["otherproc.overdue_fee"]
    session = Session(office, report, dressed)
    table = shown(session, "requests", qtbot)
    before = table.sizeHint().height()
    table.hide()
    row = blank_row(form.tables["requests"], "otherproc.overdue_fee")
    session.do(PutRow("requests", "otherproc.overdue_fee", row, order))
    table.show()
    two_lines = 2 * table.fontMetrics().height()
    assert table.sizeHint().height() >= before + two_lines


def test_a_larger_font_makes_larger_cells(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "proceedings", qtbot)
    before = table.rowHeight(0)
    font = QFont(table.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.rowHeight(0) > 1.5 * before


def test_a_row_the_source_lacks_is_not_shown(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = filled_report(form)
    del report.tables["requests"].rows["granted"]
    table = shown(Session(office, report, dressed), "requests", qtbot)
    assert not table.table_model.index_of(cell("requests/granted.natural")).isValid()
    click_cell(table, "requests/carry_in.natural")
    press(Qt.Key.Key_Down)
    assert current(table) == "requests/partial.natural"


def test_a_cell_the_source_lacks_takes_nothing(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = filled_report(form)
    del report.tables["proceedings"].rows["lit_after"]
    session = Session(office, report, dressed)
    table = shown(session, "proceedings", qtbot)
    click_cell(table, "proceedings/lit_after.upheld")
    type_keys("5")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Delete)
    ctrl(Qt.Key.Key_D)
    assert typed(session, "proceedings/lit_after.upheld") is None
    assert session.undo_stack.count() == 0
