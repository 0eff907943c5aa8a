"""Filling in the official tables: typing, the input method, totals, moving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.beginning import blank_row
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import PutRow, SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from gipdesk.workflow.office import Office
from tests.app.events import compose, ctrl, press, type_ime, type_keys
from tests.app.reports import blank_report, put
from tests.app.tables import (
    CONTROL,
    KEYPAD,
    ROW_NEW,
    SHIFT,
    cell,
    click_cell,
    current,
    editor,
    is_editing,
    shown,
    typed,
)

# -------------------------------------------------------------------- typing


def test_typing_begins_in_the_first_field(table: OfficialTableView, session: Session) -> None:
    assert current(table) == "requests/new.natural"
    type_keys("95")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("95")


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Return, ()), (Qt.Key.Key_Enter, (KEYPAD,)), (Qt.Key.Key_Tab, ())],
)
def test_a_row_is_typed_cell_by_cell_and_the_computed_total_is_skipped(
    table: OfficialTableView, session: Session, key: Qt.Key, held: tuple[Qt.KeyboardModifier, ...]
) -> None:
    for digit in "123456":
        type_keys(digit)
        press(key, *held)
    assert [session.text(CellRef("requests", "new", each)) for each in ROW_NEW] == list("123456")
    assert session.text(cell("requests/new.total")) == "21"
    assert current(table) == "requests/carry_in.natural"


def test_many_keys_in_one_go_land_in_their_cells(
    table: OfficialTableView, session: Session
) -> None:
    QTest.keyClicks(table, "1")
    for text in ("2", "3", "4"):
        press(Qt.Key.Key_Return)
        type_keys(text)
    press(Qt.Key.Key_Tab)
    assert [session.text(CellRef("requests", "new", each)) for each in ROW_NEW[:4]] == list("1234")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_with_shift_the_way_leads_back_over_the_total(
    table: OfficialTableView, key: Qt.Key
) -> None:
    click_cell(table, "requests/carry_in.natural")
    press(key, SHIFT)
    assert current(table) == "requests/new.other"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down])
def test_overshooting_the_last_field_loses_nothing(
    table: OfficialTableView, session: Session, key: Qt.Key
) -> None:
    table.show_cell(cell("requests/carry_out.other"))
    type_keys("7")
    for _ in range(3):
        press(key)
    assert current(table) == "requests/carry_out.other"
    assert table.hasFocus()
    assert typed(session, "requests/carry_out.other") == Cell("7")
    assert session.undo_stack.count() == 1


def test_arrows_take_what_was_typed_and_move(table: OfficialTableView, session: Session) -> None:
    type_keys("4")
    press(Qt.Key.Key_Down)
    type_keys("5")
    press(Qt.Key.Key_Right)
    type_keys("6")
    press(Qt.Key.Key_Up)
    type_keys("7")
    press(Qt.Key.Key_Left)
    assert [
        session.text(cell(f"requests/{each}"))
        for each in ("new.natural", "carry_in.natural", "carry_in.commercial", "new.commercial")
    ] == list("4567")
    assert current(table) == "requests/new.natural"


@pytest.mark.usefixtures("table")
def test_typing_replaces_what_was_there(session: Session) -> None:
    type_keys("12")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    type_keys("3")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("3")


@pytest.mark.usefixtures("table")
def test_f2_goes_on_with_what_was_there(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("12")))
    press(Qt.Key.Key_F2)
    type_keys("3")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    type_keys("0")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("1023")


def test_a_double_click_goes_on_with_what_was_there(
    table: OfficialTableView, session: Session
) -> None:
    session.do(SetCell(cell("requests/carry_in.natural"), Cell("12")))
    place = table.visualRect(table.table_model.index_of(cell("requests/carry_in.natural"))).center()
    click_cell(table, "requests/carry_in.natural")
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    type_keys("3")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/carry_in.natural") == Cell("123")


def test_escape_gives_up_what_was_typed(table: OfficialTableView, session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("12")))
    type_keys("9")
    press(Qt.Key.Key_Escape)
    assert typed(session, "requests/new.natural") == Cell("12")
    assert not is_editing(table)
    assert table.hasFocus()


def test_clicking_another_cell_takes_what_was_typed(
    table: OfficialTableView, session: Session
) -> None:
    type_keys("8")
    click_cell(table, "requests/granted.legal")
    assert typed(session, "requests/new.natural") == Cell("8")
    assert current(table) == "requests/granted.legal"


def test_leaving_the_table_takes_what_was_typed(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    elsewhere = QLineEdit(table.viewport())
    elsewhere.show()
    type_keys("8")
    elsewhere.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: typed(session, "requests/new.natural") == Cell("8"))


@pytest.mark.parametrize(
    "text", ["abc", "-3", "1.5", "1234567890" * 4, "1,200", " ", "<b>1</b>", "=1+1", "'\"\\"]
)
def test_every_text_is_taken_as_typed(
    table: OfficialTableView, session: Session, text: str
) -> None:
    type_keys(text)
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell(text)
    assert table.viewport().grab().width() > 0


@pytest.mark.parametrize("text", ["abc", "-3", "1.5", "1234567890" * 4])
def test_what_is_no_count_is_flagged_in_words(
    table: OfficialTableView, session: Session, qtbot: QtBot, text: str
) -> None:
    with qtbot.waitSignal(session.findings_changed):
        type_keys(text)
        press(Qt.Key.Key_Return)
    index = table.table_model.index_of(cell("requests/new.natural"))
    assert "应填0或正整数" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{text}，有错误"


def test_a_long_text_can_be_seen_while_it_is_typed(table: OfficialTableView) -> None:
    type_keys("1234567890" * 3)
    needed = editor(table).fontMetrics().horizontalAdvance("1234567890" * 3)
    assert editor(table).width() > needed
    assert table.viewport().rect().contains(editor(table).geometry())


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, Qt.Key.Key_F5, Qt.Key.Key_Escape])
def test_keys_without_a_text_open_no_editor(table: OfficialTableView, key: Qt.Key) -> None:
    press(key, CONTROL)
    assert not is_editing(table)


# -------------------------------------------------------------------- input method


def test_full_width_digits_are_kept_and_read_as_a_number(
    table: OfficialTableView, session: Session
) -> None:
    type_ime("３", composing="san")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("３")
    click_cell(table, "requests/new.natural")
    for _ in range(5):
        press(Qt.Key.Key_Tab)
        type_keys("0")
    press(Qt.Key.Key_Tab)
    assert session.text(cell("requests/new.total")) == "3"


def test_an_unfinished_composition_is_not_lost(table: OfficialTableView, session: Session) -> None:
    compose("san")
    session.commit_open_editors()
    assert typed(session, "requests/new.natural") == Cell("san")
    assert not is_editing(table)


@pytest.mark.usefixtures("table")
def test_digits_after_an_abandoned_composition_are_not_lost(session: Session) -> None:
    compose("s")
    compose("")
    type_keys("42")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("42")


@pytest.mark.usefixtures("table")
def test_chinese_replaces_what_was_there(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("12")))
    type_ime("三件", composing="sanjian")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("三件")


# -------------------------------------------------------------------- what else happens meanwhile


def test_news_of_findings_leave_an_open_cell_alone(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    type_keys("7")
    with qtbot.waitSignal(session.findings_changed):
        session.do(SetCell(cell("requests/new.total"), Cell("abc")))
        session.do(SetCell(cell("requests/new.natural"), Cell("5")))
    assert editor(table).text() == "7"
    type_keys("1")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("71")


def test_rows_that_come_back_leave_the_typed_text_alone(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = blank_report(form)
    order = tuple(report.tables["requests"].rows)
    del report.tables["requests"].rows["new"]
    session = Session(office, report, dressed)
    table = shown(session, "requests", qtbot)
    table.show_cell(cell("requests/carry_in.social"))
    type_keys("64")
    session.do(PutRow("requests", "new", blank_row(form.tables["requests"], "new"), order))
    assert table.table_model.rowCount() == 25
    type_keys("2")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/carry_in.social") == Cell("642")


def test_saving_takes_the_open_cell_along(table: OfficialTableView, session: Session) -> None:
    type_keys("31")
    session.commit_open_editors()
    assert typed(session, "requests/new.natural") == Cell("31")
    assert table.hasFocus()


def test_a_table_that_is_gone_is_not_asked_to_commit(session: Session, qtbot: QtBot) -> None:
    view = OfficialTableView(session, "requests")
    view.deleteLater()
    qtbot.waitUntil(lambda: not isValid(view))
    session.commit_open_editors()
    assert session.committers == []


def test_every_act_can_be_undone_and_done_again(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    assert window.desk is not None
    window.desk.show_cell(cell("requests/new.natural"))
    session = window.desk.session
    type_keys("5")
    press(Qt.Key.Key_Return)
    type_keys("6")
    press(Qt.Key.Key_Return)
    ctrl(Qt.Key.Key_Z)
    ctrl(Qt.Key.Key_Z)
    assert typed(session, "requests/new.natural") == Cell("")
    ctrl(Qt.Key.Key_Y)
    assert typed(session, "requests/new.natural") == Cell("5")


@pytest.mark.usefixtures("table")
def test_full_width_digits_of_an_input_method_are_a_number(session: Session) -> None:
    type_ime("１２", composing="12")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.natural") == Cell("１２")
    for _ in range(5):
        type_keys("0")
        press(Qt.Key.Key_Return)
    assert session.text(cell("requests/new.total")) == "12"


# -------------------------------------------------------------------- totals


def test_a_number_typed_over_a_computed_total_stays(
    table: OfficialTableView, session: Session
) -> None:
    click_cell(table, "requests/new.total")
    type_keys("9")
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.total") == Cell("9")


@pytest.mark.parametrize("text", ["21", "２１", " 21"])
def test_the_same_number_typed_over_a_computed_total_leaves_it_computed(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot, text: str
) -> None:
    report = blank_report(form)
    for number, column in enumerate(ROW_NEW, 1):
        put(report, CellRef("requests", "new", column), str(number))
    session = Session(office, report, dressed)
    table = shown(session, "requests", qtbot)
    click_cell(table, "requests/new.total")
    type_ime(text)
    press(Qt.Key.Key_Return)
    assert typed(session, "requests/new.total") == Cell(computed=True)
    assert session.undo_stack.count() == 0


def test_delete_empties_the_chosen_cells_in_one_step_and_leaves_totals_computed(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = blank_report(form)
    for column in ROW_NEW:
        put(report, CellRef("requests", "new", column), "1")
    session = Session(office, report, dressed)
    table = shown(session, "requests", qtbot)
    click_cell(table, "requests/new.legal")
    click_cell(table, "requests/new.total", SHIFT)
    press(Qt.Key.Key_Delete)
    texts = [session.text(CellRef("requests", "new", each)) for each in ROW_NEW]
    assert texts == ["1", "1", "1", "1", "", ""]
    assert typed(session, "requests/new.total") == Cell(computed=True)
    assert session.undo_stack.count() == 1
    assert session.undo_stack.undoText() == "清除 2 个单元格"


@pytest.mark.usefixtures("table")
def test_backspace_empties_a_cell(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("12")))
    press(Qt.Key.Key_Backspace)
    assert typed(session, "requests/new.natural") == Cell("")
