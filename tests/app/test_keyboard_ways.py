"""What the keyboard alone needs: Enter on buttons, lists walked by arrows, ways back and forth."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
)

from gipdesk.desk.cards import Card
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.window import Window
from gipdesk.desk.years.todo_panel import TodoCard
from gipdesk.report.edition import Form
from gipdesk.report.report import Paragraph, Report
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from tests.app.events import (
    answer,
    button_of,
    click,
    ctrl,
    page_of,
    press,
    table_of,
    type_ime,
    type_keys,
)
from tests.app.reports import filled_report, put, report_with_wrong_totals
from tests.benchmarks.measure import SAMPLE


@pytest.fixture
def desk(window: Window, office: Office) -> ReportDesk:
    """A report begun from last year's, its points in sight."""
    window.filing.take(following(open_file(SAMPLE, office).report, office, 2026))
    window.filing.begun_from_last_year.emit()
    assert window.desk is not None
    return window.desk


def focused_card() -> TodoCard:
    card = QApplication.focusWidget()
    assert isinstance(card, TodoCard)
    return card


def report_whose_text_is_at_odds(form: Form) -> Report:
    """Its text says that 3 applications came in, its table that there were none."""
    report = filled_report(form)
    overview = report.section("overview")
    assert overview
    overview.blocks = [Paragraph("b90", "2023年，我局收到政府信息公开申请3件。")]
    return report


def marked_card(window: Window) -> FindingCard:
    assert window.desk is not None
    (card,) = [each for each in window.desk.side.findings.cards() if each.property("chosen")]
    return card


# ---------------------------------------------------------------- lists


def test_f5_leads_to_last_years_points_and_arrows_from_one_to_the_next(desk: ReportDesk) -> None:
    assert not isinstance(QApplication.focusWidget(), Card)  # one begins by typing
    press(Qt.Key.Key_F5)
    cards = desk.side.todo.cards()
    assert focused_card() is cards[0]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert focused_card() is cards[2]
    press(Qt.Key.Key_Up)
    assert focused_card() is cards[1]
    for _ in cards:
        press(Qt.Key.Key_Up)
    assert focused_card() is cards[0]


def test_the_keyboard_stays_in_the_list_when_a_point_is_ticked_off(desk: ReportDesk) -> None:
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_Down)
    following_point = desk.side.todo.cards()[2].point
    press(Qt.Key.Key_Space)
    desk.side.todo.refresh()
    assert focused_card().point == following_point


def test_f5_comes_back_to_the_point_that_took_the_place_of_one_done(desk: ReportDesk) -> None:
    press(Qt.Key.Key_F5)
    messages = [card.point.message for card in desk.side.todo.cards()]
    at = next(n for n, message in enumerate(messages) if message.startswith("“412件”与"))
    for _ in range(at):
        press(Qt.Key.Key_Down)
    following_point = desk.side.todo.cards()[at + 1].point
    press(Qt.Key.Key_Return)  # to the only figure of its paragraph
    type_keys("46")
    press(Qt.Key.Key_F5)
    assert focused_card().point == following_point


def test_f5_goes_on_behind_a_point_that_was_looked_at_and_ticked_off(desk: ReportDesk) -> None:
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_Down)
    following_point = desk.side.todo.cards()[2].point
    press(Qt.Key.Key_Return)  # to its place
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_Space)
    desk.side.todo.refresh()
    assert focused_card().point == following_point


# ---------------------------------------------------------------- fixes


def test_f5_never_leads_to_a_point_that_is_ticked(desk: ReportDesk) -> None:
    for _ in range(2 * desk.side.todo.open_points()):
        press(Qt.Key.Key_F5)
        if not desk.side.todo.open_points():
            break
        assert not focused_card().is_ticked
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Return)
    assert desk.side.todo.open_points() == 0


def test_ctrl_f8_does_the_fix_of_the_finding_f8_led_to(window: Window, form: Form) -> None:
    session = window.filing.take(report_with_wrong_totals(form)).session
    press(Qt.Key.Key_F8)
    ctrl(Qt.Key.Key_F8)
    assert session.text(form.cell("requests/new.total")) == "1"
    ctrl(Qt.Key.Key_Z)
    assert session.text(form.cell("requests/new.total")) == "0"


def test_ctrl_f8_leads_to_the_fixes_where_there_are_several_and_does_none(
    window: Window, form: Form
) -> None:
    session = window.filing.take(report_whose_text_is_at_odds(form)).session
    press(Qt.Key.Key_F8)
    ctrl(Qt.Key.Key_F8)
    assert session.undo_stack.count() == 0
    card = marked_card(window)
    first, second, *_ = card.finding.fixes
    assert QApplication.focusWidget() is button_of(card, first.label)
    assert "几种改法" in window.statusBar().currentMessage()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is button_of(card, second.label)
    press(Qt.Key.Key_Return)
    assert session.undo_stack.undoText() == second.label
    assert not isinstance(QApplication.focusWidget(), QPushButton)  # one goes on in the report


def test_esc_leads_back_from_the_fixes_without_doing_one(window: Window, form: Form) -> None:
    session = window.filing.take(report_whose_text_is_at_odds(form)).session
    press(Qt.Key.Key_F8)
    place = QApplication.focusWidget()
    ctrl(Qt.Key.Key_F8)
    assert QApplication.focusWidget() is not place
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place
    assert session.undo_stack.count() == 0


def test_ctrl_f8_without_a_fix_says_so(window: Window, form: Form) -> None:
    session = window.filing.take(filled_report(form)).session
    ctrl(Qt.Key.Key_F8)
    assert session.undo_stack.count() == 0
    assert "没有可以直接采用的改法" in window.statusBar().currentMessage()


def test_enter_on_a_fix_does_it(window: Window, form: Form) -> None:
    session = window.filing.take(report_with_wrong_totals(form)).session
    assert window.desk is not None
    card = window.desk.side.findings.cards()[0]
    button_of(card, card.finding.fixes[0].label).setFocus()
    press(Qt.Key.Key_Return)
    assert session.text(form.cell("requests/new.total")) == "1"


# ---------------------------------------------------------------- back to the text


def test_esc_in_a_list_leads_back_to_where_one_was_typing(desk: ReportDesk) -> None:
    desk.show_tab("requests")
    desk.start_typing()
    ctrl(Qt.Key.Key_End)
    place = QApplication.focusWidget()
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place
    assert desk.tabs.chosen() == "requests"
    ctrl(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), Card)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place


def test_esc_in_the_reason_for_accepting_gives_it_up_and_leads_back(
    window: Window, form: Form
) -> None:
    report = filled_report(form)
    put(report, form.cell("requests/new.natural"), "/")
    session = window.filing.take(report).session
    while True:
        press(Qt.Key.Key_F8)
        card = marked_card(window)
        if card.finding.rule == "V.SLASH":
            break
    place = QApplication.focusWidget()
    offer = button_of(card, "原样保留…")
    click(offer)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_ime("本机关")
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place
    assert offer.isVisible()
    assert session.report.accepted == {}


def test_ctrl_tab_out_of_a_table_leads_past_mere_offers(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_tab("disclosure")
    page = page_of(window)
    assert [each for each in page.findChildren(QPushButton) if each.text() == "＋ 在此处写文字"]
    window.desk.start_typing()
    table = QApplication.focusWidget()
    assert table is table_of(window)
    ctrl(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.desk.side.isAncestorOf(focus)
    window.desk.start_typing()
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is window.desk.tabs


def test_ctrl_tab_out_of_a_table_leads_to_the_text_below_it(window: Window, form: Form) -> None:
    report = filled_report(form)
    section = report.section("requests")
    assert section
    section.blocks.append(Paragraph("b90", "说明。"))
    window.filing.take(report)
    assert window.desk is not None
    window.desk.show_tab("requests")
    window.desk.start_typing()
    assert QApplication.focusWidget() is table_of(window)
    ctrl(Qt.Key.Key_Tab)
    text = QApplication.focusWidget()
    assert isinstance(text, QTextEdit)
    assert text.toPlainText() == "说明。"


# ---------------------------------------------------------------- from part to part


def test_ctrl_tab_leads_to_the_finding_looked_at_and_back_into_the_text(
    window: Window, desk: ReportDesk
) -> None:
    press(Qt.Key.Key_F8)  # the year in the text
    text = QApplication.focusWidget()
    ctrl(Qt.Key.Key_Tab)
    card = QApplication.focusWidget()
    assert isinstance(card, Card)
    assert card.property("chosen")
    ctrl(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.tabs
    ctrl(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is text
    assert page_of(window).isAncestorOf(text) if text else False


def test_a_list_that_is_scrolled_keeps_its_turn(window: Window, desk: ReportDesk) -> None:
    window.resize(1366, 500)
    press(Qt.Key.Key_F5)
    for _ in desk.side.todo.cards():
        press(Qt.Key.Key_Down)
    bar = desk.side.findChild(QTabBar)
    assert bar is not None
    bar.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused_card() is desk.side.todo.cards()[0]


# ---------------------------------------------------------------- dialogs


def test_enter_goes_on_in_the_export_dialog_also_when_one_has_passed_its_last_button(
    window: Window, form: Form
) -> None:
    window.filing.take(filled_report(form))
    results: list[int] = []

    def go_round(dialog: QDialog) -> None:
        assert isinstance(dialog, FormatsDialog)
        dialog.finished.connect(results.append)
        button_of(dialog, "取消").setFocus()
        press(Qt.Key.Key_Tab)
        assert dialog.boxes["docx"].hasFocus()
        default = [each.text() for each in dialog.findChildren(QPushButton) if each.isDefault()]
        dialog.reject()
        assert default == ["选择文件夹…"]

    answer(go_round)
    ctrl(Qt.Key.Key_E)
    assert results == [QDialog.DialogCode.Rejected]
