"""Moving through the official tables, choosing cells, and what is told of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from tests.app.events import ctrl, press, type_keys
from tests.app.reports import blank_report
from tests.app.tables import (
    CONTROL,
    ROW_NEW,
    SHIFT,
    cell,
    click_cell,
    current,
    shown,
    typed,
)


def test_the_cell_entered_is_told_in_words(table: OfficialTableView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.cell_entered) as told:
        press(Qt.Key.Key_Down)
    assert told.args == ["二、上年结转政府信息公开申请数量 · 自然人"]


@pytest.mark.parametrize(
    ("key", "held", "reached"),
    [
        (Qt.Key.Key_Home, (), "requests/granted.natural"),
        (Qt.Key.Key_End, (), "requests/granted.total"),
        (Qt.Key.Key_Home, (CONTROL,), "requests/new.natural"),
        (Qt.Key.Key_End, (CONTROL,), "requests/carry_out.total"),
        (Qt.Key.Key_Up, (CONTROL,), "requests/new.research"),
        (Qt.Key.Key_Down, (CONTROL,), "requests/carry_out.research"),
        (Qt.Key.Key_Left, (CONTROL,), "requests/granted.natural"),
        (Qt.Key.Key_Right, (CONTROL,), "requests/granted.total"),
        (Qt.Key.Key_PageUp, (), "requests/new.research"),
    ],
)
def test_keys_lead_to_the_edges(
    table: OfficialTableView,
    key: Qt.Key,
    held: tuple[Qt.KeyboardModifier, ...],
    reached: str,
) -> None:
    click_cell(table, "requests/granted.research")
    press(key, *held)
    assert current(table) == reached


def test_in_table_two_the_way_leads_over_bands_and_merged_cells(
    session: Session, qtbot: QtBot
) -> None:
    table = shown(session, "disclosure", qtbot)
    way = [current(table)]
    for _ in range(10):
        press(Qt.Key.Key_Return)
        way.append(current(table))
    assert way == [
        f"disclosure/{each}"
        for each in (
            "rules.made", "rules.repealed", "rules.valid",
            "normative.made", "normative.repealed", "normative.valid",
            "licence.decisions", "penalty.decisions", "coercion.decisions",
            "fees.amount_wan", "fees.amount_wan",
        )
    ]  # fmt: skip


def test_arrows_lead_over_bands_and_merged_cells(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "disclosure", qtbot)
    click_cell(table, "disclosure/normative.valid")
    press(Qt.Key.Key_Down)
    assert current(table) == "disclosure/licence.decisions"
    press(Qt.Key.Key_Up)
    assert current(table) == "disclosure/normative.made"
    press(Qt.Key.Key_Left)
    assert current(table) == "disclosure/normative.made"


def test_words_of_the_form_cannot_be_entered(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "disclosure", qtbot)
    band = table.visualRect(table.table_model.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=band)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=band)
    type_keys("5")
    press(Qt.Key.Key_Return)
    assert table.table_model.index(0, 0).data() == "第二十条第（一）项"


def test_several_chosen_cells_are_added_up(table: OfficialTableView, session: Session) -> None:
    told: list[str] = []
    for number, column in enumerate(("natural", "commercial", "research"), 3):
        session.do(SetCell(CellRef("requests", "new", column), Cell(str(number))))
    session.do(SetCell(cell("requests/new.social"), Cell("三件")))
    table.selection_summary.connect(told.append)
    click_cell(table, "requests/granted.natural")
    click_cell(table, "requests/new.natural")
    assert told[-1] == ""
    click_cell(table, "requests/new.social", SHIFT)
    assert told[-1] == "合计 12　个数 3"


def test_show_cell_goes_there(table: OfficialTableView) -> None:
    table.clearFocus()
    table.show_cell(cell("requests/carry_out.other"))
    index = table.currentIndex()
    assert current(table) == "requests/carry_out.other"
    assert table.viewport().rect().contains(table.visualRect(index))
    assert table.hasFocus()


def test_ctrl_d_repeats_the_first_line_and_leaves_totals_computed(
    table: OfficialTableView, session: Session
) -> None:
    session.do(SetCell(cell("requests/new.other"), Cell("4")))
    click_cell(table, "requests/new.other")
    click_cell(table, "requests/granted.total", SHIFT)
    ctrl(Qt.Key.Key_D)
    assert typed(session, "requests/carry_in.other") == Cell("4")
    assert typed(session, "requests/granted.other") == Cell("4")
    assert typed(session, "requests/granted.total") == Cell(computed=True)
    assert session.undo_stack.undoText() == "填充到下方"


def test_ctrl_d_in_an_open_cell_takes_the_one_above(
    table: OfficialTableView, session: Session
) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("4")))
    click_cell(table, "requests/carry_in.natural")
    type_keys("9")
    ctrl(Qt.Key.Key_D)
    assert typed(session, "requests/carry_in.natural") == Cell("4")


def test_chosen_terms_are_compared_with_their_total(
    table: OfficialTableView, session: Session
) -> None:
    told: list[str] = []
    for column in ROW_NEW:
        session.do(SetCell(CellRef("requests", "new", column), Cell("2")))
    table.selection_summary.connect(told.append)
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/new.other", SHIFT)
    assert told[-1] == "合计 12　个数 6　与总数 12 一致"
    session.do(SetCell(cell("requests/new.total"), Cell("15")))
    assert told[-1] == "合计 12　个数 6　总数 15，多 3"
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/new.total", SHIFT)
    assert told[-1] == "合计 27　个数 7"


def test_the_window_names_row_and_column_while_typing(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    assert window.desk is not None
    window.desk.show_cell(cell("requests/carry_in.legal"))
    type_keys("1")
    labels = [each.text() for each in window.statusBar().findChildren(QLabel)]
    press(Qt.Key.Key_Escape)  # or closing would ask what to do with it
    assert "二、上年结转政府信息公开申请数量 · 法律服务机构" in labels


def test_shift_and_an_arrow_choose_a_range(table: OfficialTableView) -> None:
    told: list[str] = []
    table.selection_summary.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(key, SHIFT)
    chosen = {str(table.table_model.ref(each)) for each in table.selectedIndexes()}
    assert chosen == {
        f"requests/{row}.{column}" for row in ("new", "carry_in") for column in ROW_NEW[:3]
    }
    assert told[-1] == "合计 0　个数 0"


def test_shift_ctrl_and_an_arrow_choose_to_the_edge(table: OfficialTableView) -> None:
    press(Qt.Key.Key_Right, CONTROL, SHIFT)
    assert len(table.selectedIndexes()) == 7


def test_enter_in_the_last_cell_changes_nothing_and_says_so(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    table.show_cell(cell("requests/carry_out.other"))
    press(Qt.Key.Key_4)
    with qtbot.waitSignal(table.noticed) as told:
        press(Qt.Key.Key_Enter)
    press(Qt.Key.Key_Enter)
    assert told.args == ["已是最后一格。"]
    assert current(table) == "requests/carry_out.other"
    assert session.undo_stack.count() == 1
