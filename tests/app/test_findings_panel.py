"""Findings beside the page: a click goes there, a fix is one click, a warning can be accepted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.findings.panel import MOST_CARDS
from gipdesk.desk.standing import Standing
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from tests.app.events import (
    button_of,
    click,
    page_of,
    press,
    table_of,
    texts_in,
    type_ime,
    type_keys,
)
from tests.app.reports import blank_report, filled_report, put, report_with_wrong_totals


def cards(window: Window) -> list[FindingCard]:
    assert window.desk is not None
    return window.desk.side.findings.cards()


def standing(window: Window, tab: str) -> Standing:
    assert window.desk is not None
    tabs = window.desk.tabs.tabs_model
    row = [each.id for each in tabs.tabs].index(tab)
    standing: Standing = tabs.index(row).data(Qt.ItemDataRole.UserRole).standing
    return standing


def current_cell(window: Window) -> CellRef | None:
    table = table_of(window)
    return table.table_model.ref(table.currentIndex())


def test_a_report_without_findings_can_be_handed_in(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert cards(window) == []
    assert window._badge.text() == "可以送审"
    assert standing(window, "requests") is Standing.DONE


def test_each_finding_is_a_card_and_marks_its_tab(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert [each.finding.rule for each in cards(window)] == ["T3.ROW"] * 3
    assert standing(window, "requests") is Standing.ERRORS
    assert standing(window, "proceedings") is Standing.DONE
    assert window._badge.text() == "还有 3 处"


def test_a_tab_says_in_words_how_it_stands(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert window.desk is not None
    model = window.desk.tabs.tabs_model
    row = [each.id for each in model.tabs].index("requests")
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "3 处错误" in str(model.index(row).data(role))


def test_a_click_on_a_finding_goes_to_its_cell(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    click(cards(window)[1], QPoint(5, 5))
    assert window.desk is not None
    assert window.desk.tabs.chosen() == "requests"
    assert current_cell(window) == CellRef("requests", "denied.internal_affairs", "total")


def test_f8_goes_through_the_findings_and_round_the_end(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    rows = []
    for _ in range(4):
        press(Qt.Key.Key_F8)
        cell = current_cell(window)
        assert cell is not None
        rows.append(cell.row)
    assert rows == ["new", "denied.internal_affairs", "result_total", "new"]
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    cell = current_cell(window)
    assert cell is not None
    assert cell.row == "result_total"


def test_f8_goes_on_behind_a_finding_that_was_mended(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    window.filing.take(report_with_wrong_totals(form))
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [each.finding.rule for each in cards(window)].count("T3.ROW") == 2)
    press(Qt.Key.Key_F8)
    assert cards(window)[0].property("chosen")
    press(Qt.Key.Key_F8)
    assert cards(window)[1].property("chosen")


def test_a_fix_is_one_click_and_can_be_undone(window: Window, form: Form, qtbot: QtBot) -> None:
    session = window.filing.take(report_with_wrong_totals(form)).session
    total = CellRef("requests", "new", "total")
    card = cards(window)[0]
    click(button_of(card, card.finding.fixes[0].label))
    assert session.text(total) == "1"
    qtbot.waitUntil(lambda: "T3.ROW new" not in [str(each.finding.key) for each in cards(window)])
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.text(total) == "0"


def test_a_warning_is_accepted_with_a_reason(window: Window, form: Form, qtbot: QtBot) -> None:
    report = filled_report(form)
    put(report, CellRef("requests", "new", "natural"), "/")
    session = window.filing.take(report).session
    slash = next(each for each in cards(window) if each.finding.rule == "V.SLASH")
    count = int(window._badge.text().removeprefix("还有 ").removesuffix(" 处"))
    click(button_of(slash, "原样保留…"))
    type_ime("本机关不受理此类申请")
    click(button_of(slash, "确认"))
    assert session.report.accepted == {slash.finding.key: "本机关不受理此类申请"}
    qtbot.waitUntil(lambda: cards(window)[-1].accessibleName().startswith("已确认"))
    left = window._badge.text()
    assert left == ("可以送审" if count == 1 else f"还有 {count - 1} 处")
    click(button_of(cards(window)[-1], "取消确认"))
    assert session.report.accepted == {}


def test_a_warning_is_not_accepted_without_a_reason(window: Window, form: Form) -> None:
    report = filled_report(form)
    put(report, CellRef("requests", "new", "natural"), "/")
    session = window.filing.take(report).session
    slash = next(each for each in cards(window) if each.finding.rule == "V.SLASH")
    click(button_of(slash, "原样保留…"))
    field = slash.findChild(QLineEdit)
    assert field is not None
    assert field.hasFocus()
    press(Qt.Key.Key_Return)
    assert session.report.accepted == {}


def test_an_error_cannot_be_accepted(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    texts = [each.text() for each in cards(window)[0].findChildren(QPushButton)]
    assert "原样保留…" not in texts


def test_the_side_pane_can_be_closed_and_opened(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    press(Qt.Key.Key_F9)
    assert not window.desk.side.isVisible()
    press(Qt.Key.Key_F9)
    assert window.desk.side.isVisible()


def test_guidance_that_is_not_official_says_so(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_tab("overview")
    overview = form.section("overview")
    assert overview is not None
    expected = ["官方" if each.official else "参考" for each in overview.guidance]
    marks = [text for text in texts_in(window.desk.side.guidance) if text in ("官方", "参考")]
    assert marks == expected


def test_a_missing_table_is_offered_as_the_form_has_it(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    report = filled_report(form)
    del report.tables["proceedings"]
    session = window.filing.take(report).session
    assert window.desk is not None
    window.desk.show_tab("proceedings")
    page = page_of(window)
    assert "来源无此表" in texts_in(page)
    click(button_of(page, "按表样补建"))
    assert "proceedings" in session.report.tables
    qtbot.waitUntil(lambda: page.findChild(OfficialTableView) is not None)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "proceedings" not in session.report.tables


def test_a_missing_section_is_offered_too(window: Window, form: Form) -> None:
    report = filled_report(form)
    report.sections = [each for each in report.sections if each.id != "other"]
    session = window.filing.take(report).session
    assert window.desk is not None
    window.desk.show_tab("other")
    click(button_of(page_of(window), "按表样补建"))
    assert session.report.section("other") is not None
    type_keys_here(window)
    other = session.report.section("other")
    assert other is not None
    assert other.text == "a"


def type_keys_here(window: Window) -> None:
    assert window.desk is not None
    window.desk.start_typing()
    press(Qt.Key.Key_A)


@pytest.mark.parametrize("by_pointer", [False, True])
def test_a_fix_spares_what_is_typed_but_not_yet_entered(
    window: Window, form: Form, by_pointer: bool
) -> None:
    session = window.filing.take(blank_report(form)).session
    fill = "空白处全部填0"
    cell = CellRef("requests", "new", "natural")
    while current_place(window) != cell:
        press(Qt.Key.Key_F8)
    type_keys("5")
    if by_pointer:
        (card,) = [each for each in cards(window) if each.property("chosen")]
        click(button_of(card, fill))
    else:
        press(Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert session.text(cell) == "5"
    assert session.text(CellRef("requests", "new", "commercial")) == "0"


def test_a_fix_of_an_outdated_card_is_not_done(window: Window, form: Form, qtbot: QtBot) -> None:
    session = window.filing.take(report_with_wrong_totals(form)).session
    told: list[str] = []
    assert window.desk is not None
    window.desk.noticed.connect(told.append)
    outdated = cards(window)[0].finding.fixes[0].label
    fix = button_of(cards(window)[0], outdated)
    session.do(SetCell(CellRef("requests", "new", "natural"), Cell("7")))
    click(fix)  # before the panel has looked again
    assert session.undo_stack.count() == 1
    assert told == ["报告刚有改动，这条建议已经更新，请再看一下。"]
    qtbot.waitUntil(lambda: outdated not in fixes_offered(window))


def fixes_offered(window: Window) -> list[str]:
    return [fix.label for each in cards(window) for fix in each.finding.fixes]


def test_f8_leads_to_a_card_however_many_findings_there_are(window: Window, form: Form) -> None:
    report = filled_report(form)
    for ref, cell in list(report.cells()):
        if not cell.computed:
            put(report, ref, "甲")
    window.filing.take(report)
    assert window.desk is not None
    findings = window.desk.side.findings.ordered()
    assert len(findings) > MOST_CARDS
    for _ in range(MOST_CARDS + 3):
        press(Qt.Key.Key_F8)
        (chosen,) = [each for each in cards(window) if each.property("chosen")]
    assert chosen.finding.key == findings[MOST_CARDS + 2].key


def current_place(window: Window) -> CellRef | None:
    """The cell that has the keyboard; none outside a table."""
    return current_cell(window) if isinstance(window.focusWidget(), OfficialTableView) else None
