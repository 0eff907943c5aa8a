"""The official tables in the window: where typing begins and goes on, what the status bar says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from tests.app.events import (
    answer,
    button_of,
    click,
    compose,
    press,
    table_of,
    type_ime,
    wait_active,
)
from tests.app.reports import blank_report, filled_report, put
from tests.app.tables import CONTROL, KEYPAD, SHIFT, cell, click_cell, current, is_editing

KEY = Qt.Key


@pytest.fixture
def table(window: Window, form: Form) -> OfficialTableView:
    """表三 of a new report, chosen by its tab."""
    window.filing.take(blank_report(form))
    click_tab(window, "requests")
    return table_of(window)


def click_tab(window: Window, tab: str) -> None:
    """Choose a part of the report with the mouse."""
    assert window.desk is not None
    tabs = window.desk.tabs
    ids = [each.id for each in tabs.tabs_model.tabs]
    place = tabs.visualRect(tabs.tabs_model.index(ids.index(tab))).center()
    QTest.mouseClick(tabs.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tabs.chosen() == tab


def strike(window: Window, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """Press a key in the window, wherever the focus is."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= each
    QTest.keyClick(window.windowHandle(), key, modifiers)


def status(window: Window) -> list[str]:
    return [each.text() for each in window.statusBar().findChildren(QLabel)]


# -------------------------------------------------------------------- where typing begins


def test_a_click_on_a_tab_puts_the_keyboard_into_the_first_field(
    window: Window, table: OfficialTableView
) -> None:
    assert table.hasFocus()
    assert "一、本年新收政府信息公开申请数量 · 自然人" in status(window)
    strike(window, KEY.Key_7, KEYPAD)
    strike(window, KEY.Key_Enter, KEYPAD)
    assert table.table_model.session.text(cell("requests/new.natural")) == "7"


def test_the_keys_of_the_tabs_lead_into_the_first_field(
    window: Window, table: OfficialTableView
) -> None:
    strike(window, KEY.Key_PageDown, CONTROL)
    proceedings = table_of(window)
    assert proceedings is not table
    assert proceedings.hasFocus()
    assert current(proceedings).startswith("proceedings/")


def test_arrows_go_through_the_tabs_and_enter_leads_in(
    window: Window, table: OfficialTableView
) -> None:
    assert window.desk is not None
    window.desk.tabs.setFocus()
    press(KEY.Key_Up)
    assert window.desk.tabs.hasFocus()
    assert window.desk.tabs.chosen() == "disclosure"
    press(KEY.Key_Return)
    assert table_of(window) is not table
    assert table_of(window).hasFocus()
    assert current(table_of(window)) == "disclosure/rules.made"


def test_whoever_comes_back_goes_on_where_he_was(window: Window, table: OfficialTableView) -> None:
    click_cell(table, "requests/granted.legal")
    click_tab(window, "disclosure")
    assert "（一）予以公开 · 法律服务机构" not in status(window)
    click_tab(window, "requests")
    assert table.hasFocus()
    assert current(table) == "requests/granted.legal"
    assert "（一）予以公开 · 法律服务机构" in status(window)


# -------------------------------------------------------------------- what is told


def test_the_status_bar_adds_up_what_is_chosen_with_the_mouse(window: Window, form: Form) -> None:
    report = filled_report(form)
    put(report, cell("requests/new.natural"), "1,200")
    put(report, cell("requests/carry_in.commercial"), "34件")
    window.filing.take(report)
    click_tab(window, "requests")
    table = table_of(window)
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/carry_in.commercial", SHIFT)
    assert "合计 1234　个数 4" in status(window)
    click_tab(window, "disclosure")
    assert "合计 1234　个数 4" not in status(window)
    click_tab(window, "requests")
    assert "合计 1234　个数 4" in status(window)
    click_cell(table, "requests/new.natural")
    assert not any(each.startswith("合计") for each in status(window))


def test_the_last_field_is_the_end(window: Window, table: OfficialTableView) -> None:
    table.show_cell(cell("requests/carry_out.other"))
    strike(window, KEY.Key_5, KEYPAD)
    for key in (KEY.Key_Enter, KEY.Key_Enter, KEY.Key_Tab, KEY.Key_Down, KEY.Key_Enter):
        strike(window, key)
    session = table.table_model.session
    assert session.text(cell("requests/carry_out.other")) == "5"
    assert session.undo_stack.count() == 1
    assert table.hasFocus()
    assert current(table) in ("requests/carry_out.other", "requests/carry_out.total")
    assert not is_editing(table)
    assert QApplication.activeModalWidget() is None


def test_labels_and_header_stay_in_sight_in_the_window(
    window: Window, table: OfficialTableView
) -> None:
    across, beside = table.horizontalHeader(), table.verticalHeader()
    places = [each.mapTo(window, QPoint()) for each in (across, beside)]
    strike(window, KEY.Key_End, CONTROL)
    assert current(table) == "requests/carry_out.total"
    assert table.verticalScrollBar().value() > 0
    assert [each.mapTo(window, QPoint()) for each in (across, beside)] == places
    row, column = table.currentIndex().row(), table.currentIndex().column()
    assert beside.sectionViewportPosition(row) == table.rowViewportPosition(row)
    assert across.sectionViewportPosition(column) == table.columnViewportPosition(column)


def test_a_range_is_chosen_by_dragging(window: Window, table: OfficialTableView) -> None:
    del window
    places = [
        table.visualRect(table.table_model.index_of(cell(each))).center()
        for each in ("requests/new.natural", "requests/granted.research")
    ]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(table.viewport(), left, none, places[0])
    QTest.mouseMove(table.viewport(), (places[0] + places[1]) / 2)
    QTest.mouseMove(table.viewport(), places[1])
    QTest.mouseRelease(table.viewport(), left, none, places[1])
    assert len(table.selectedIndexes()) == 9


# -------------------------------------------------------------------- keys, past all shortcuts


def texts(table: OfficialTableView, *ids: str) -> list[str]:
    return [table.table_model.session.text(cell(f"requests/{each}")) for each in ids]


def test_f2_delete_and_undo_are_the_tables_in_the_window(
    window: Window, table: OfficialTableView
) -> None:
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_Return, KEY.Key_Left, KEY.Key_F2, KEY.Key_3):
        strike(window, key)
    strike(window, KEY.Key_Tab)
    assert texts(table, "new.natural") == ["123"]
    assert current(table) == "requests/new.commercial"
    strike(window, KEY.Key_Left, SHIFT)
    strike(window, KEY.Key_Delete)
    assert texts(table, "new.natural") == [""]
    strike(window, KEY.Key_Z, CONTROL)
    assert texts(table, "new.natural") == ["123"]


def test_undo_in_a_cell_opened_for_typing_is_first_its_own_and_then_the_reports(
    window: Window, table: OfficialTableView
) -> None:
    for key in (KEY.Key_1, KEY.Key_Return, KEY.Key_2, KEY.Key_Return, KEY.Key_Left):
        strike(window, key)
    strike(window, KEY.Key_F2)
    strike(window, KEY.Key_5)
    strike(window, KEY.Key_Z, CONTROL)
    assert is_editing(table)
    assert texts(table, "new.natural", "new.commercial") == ["1", "2"]
    strike(window, KEY.Key_Z, CONTROL)
    assert not is_editing(table)
    assert texts(table, "new.natural", "new.commercial") == ["1", ""]
    strike(window, KEY.Key_F2)
    strike(window, KEY.Key_Z, CONTROL)
    assert texts(table, "new.natural", "new.commercial") == ["", ""]
    strike(window, KEY.Key_F2)
    strike(window, KEY.Key_Y, CONTROL)
    assert texts(table, "new.natural", "new.commercial") == ["1", ""]


def test_undo_by_the_menu_takes_back_what_is_being_typed_in_a_cell(
    window: Window, table: OfficialTableView
) -> None:
    for key in (KEY.Key_1, KEY.Key_Return, KEY.Key_2):
        strike(window, key)
    window.actions_by_id["undo"].trigger()
    assert not is_editing(table)
    assert texts(table, "new.natural", "new.commercial") == ["1", ""]
    window.actions_by_id["redo"].trigger()
    assert texts(table, "new.natural", "new.commercial") == ["1", "2"]


def test_ctrl_and_an_arrow_go_to_the_edge_also_out_of_an_open_cell(
    window: Window, table: OfficialTableView
) -> None:
    strike(window, KEY.Key_4)
    strike(window, KEY.Key_Down, CONTROL)
    assert texts(table, "new.natural") == ["4"]
    assert current(table) == "requests/carry_out.natural"
    strike(window, KEY.Key_Right, CONTROL)
    assert current(table) == "requests/carry_out.total"
    strike(window, KEY.Key_Home, CONTROL)
    assert current(table) == "requests/new.natural"


def test_a_range_is_filled_down_copied_and_pasted_in_the_window(
    window: Window, table: OfficialTableView
) -> None:
    for key in (KEY.Key_4, KEY.Key_Tab, KEY.Key_5, KEY.Key_Tab):
        strike(window, key)
    click_cell(table, "requests/new.natural")
    for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Down):
        strike(window, key, SHIFT)
    strike(window, KEY.Key_D, CONTROL)
    rows = ("new", "carry_in", "granted")
    filled = [texts(table, f"{row}.natural", f"{row}.commercial") for row in rows]
    assert filled == [["4", "5"]] * 3
    strike(window, KEY.Key_C, CONTROL)
    click_cell(table, "requests/denied.state_secret.social")
    strike(window, KEY.Key_V, CONTROL)
    pasted = texts(table, "denied.state_secret.social", "denied.three_security.legal")
    assert pasted == ["4", "5"]
    strike(window, KEY.Key_Z, CONTROL)
    assert texts(table, "denied.state_secret.social", "denied.three_security.legal") == ["", ""]


def test_an_input_method_composes_in_a_cell_of_the_window(
    window: Window, table: OfficialTableView
) -> None:
    type_ime("１２", composing="12")
    strike(window, KEY.Key_Return)
    assert texts(table, "new.natural") == ["１２"]
    compose("san")
    click_cell(table, "requests/granted.natural")
    assert texts(table, "new.commercial") == ["san"], "what was begun is not lost"


def test_zeros_are_filled_in_when_asked_and_taken_back_in_one_step(
    window: Window, table: OfficialTableView
) -> None:
    strike(window, KEY.Key_8)
    strike(window, KEY.Key_Return)
    asked = answer(lambda dialog: click(button_of(dialog, "填 0")))
    table.commands.fill_zeros()
    assert asked == ["本表有 143 个空白格，都填 0 吗？"]
    assert texts(table, "new.natural", "new.commercial", "carry_out.other") == ["8", "0", "0"]
    window.activateWindow()  # as a window manager does
    wait_active(window)
    strike(window, KEY.Key_Z, CONTROL)
    assert texts(table, "new.natural", "new.commercial", "carry_out.other") == ["8", "", ""]
