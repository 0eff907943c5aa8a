"""The forms of 2014 and 2019 in the window, and a report put from one form into another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from gipdesk.desk.new_report_dialog import NewReportDialog
from gipdesk.desk.session import Session
from gipdesk.desk.standing import DETAILS
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetMeta
from gipdesk.report.edition import form_of
from gipdesk.report.report import Meta, Report, copy_of
from gipdesk.workflow.office import Office
from tests.app.events import (
    answer,
    button_of,
    click,
    ctrl,
    page_of,
    press,
    table_of,
    texts_in,
    type_ime,
    type_keys,
)
from tests.app.importing import wait_for
from tests.app.tables import current


def report_about(office: Office, year: int) -> Report:
    form = form_of(office.editions.for_year(year))
    return new_report(form, Meta(agency="某某市司法局", year=year))


def tab_labels(window: Window) -> list[str]:
    assert window.desk is not None
    return [tab.label for tab in window.desk.tabs.tabs_model.tabs]


def text_of(session: Session, cell_id: str) -> str:
    return session.text(session.form.cell(cell_id))


@pytest.fixture
def statistics(window: Window, office: Office) -> OfficialTableView:
    """The table of 2017 in the window, ready to type in."""
    window.filing.take(report_about(office, 2017))
    assert window.desk is not None
    window.desk.show_tab("statistics")
    window.desk.start_typing()
    return table_of(window)


# -------------------------------------------------------------------- 2014


def test_the_statistics_have_a_tab_named_after_the_attachment(
    window: Window, office: Office
) -> None:
    window.filing.take(report_about(office, 2017))
    assert tab_labels(window) == ["基本信息", "附件1　政府信息公开工作情况统计表"]


def test_a_section_of_ones_own_is_numbered_as_soon_as_it_has_a_heading(
    window: Window, office: Office, qtbot: QtBot
) -> None:
    window.filing.take(report_about(office, 2017))
    window.actions_by_id["add_section"].trigger()
    assert tab_labels(window)[1] == "其他内容"
    type_ime("主动公开情况")
    wait_for(lambda: tab_labels(window)[1] == "一、主动公开情况", qtbot)


def test_the_statistics_show_labels_units_and_values(statistics: OfficialTableView) -> None:
    model = statistics.table_model
    line = next(line for line in model.grid.lines if line[0].text == "1.政府公报公开政府信息数")
    assert [cell.text for cell in line[:2]] == ["1.政府公报公开政府信息数", "条"]
    assert line[0].indent == 2
    assert statistics.horizontalScrollBar().maximum() == 0


def test_enter_goes_through_the_values_and_passes_headings_and_totals(
    statistics: OfficialTableView, window: Window
) -> None:
    del window
    seen = [current(statistics)]
    for _ in range(5):
        type_keys("1")
        press(Qt.Key.Key_Return)
        seen.append(current(statistics))
    codes = ("1.1", "1.1.a", "1.1.b", "1.2.1", "1.2.2", "1.2.3")
    assert seen == [f"statistics/{code}" for code in codes]


def test_the_arrows_pass_over_headings(statistics: OfficialTableView) -> None:
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert current(statistics) == "statistics/1.2.1"
    press(Qt.Key.Key_Up)
    assert current(statistics) == "statistics/1.1.b"


def test_the_line_of_a_heading_takes_no_typing(statistics: OfficialTableView) -> None:
    before = current(statistics)
    model = statistics.table_model
    rect = statistics.visualRect(model.index(0, 0))
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(statistics.viewport(), Qt.MouseButton.LeftButton, none, rect.center())
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert current(statistics) == before


def test_totals_of_the_statistics_are_computed(window: Window, office: Office) -> None:
    session = window.filing.take(report_about(office, 2017)).session
    assert window.desk is not None
    window.desk.show_cell(session.form.cell("statistics/3.1.1"))
    for number in ("1", "2", "3", "4"):
        type_keys(number)
        press(Qt.Key.Key_Return)
    assert text_of(session, "statistics/3.1") == "10"
    assert current(table_of(window)) == "statistics/3.2.1"


def test_the_lines_around_the_table_follow_the_details(window: Window, office: Office) -> None:
    window.filing.take(report_about(office, 2017))
    assert window.desk is not None
    window.desk.show_tab("statistics")
    said = texts_in(page_of(window))
    assert "2017年度政府信息公开工作情况统计表" in said
    assert "填报单位（盖章）：某某市司法局" in said
    window.desk.session.do(SetMeta("reviewer", "某乙"))
    assert "单位负责人：　审核人：某乙　填报人：" in texts_in(page_of(window))


def test_the_lines_lead_to_the_first_field_to_fill_in(window: Window, office: Office) -> None:
    session = window.filing.take(report_about(office, 2017)).session
    session.do(SetMeta("leader", "某甲"))
    assert window.desk is not None
    window.desk.show_tab("statistics")
    links = [
        each
        for each in page_of(window).findChildren(type(button_of(page_of(window), "填写…")))
        if each.text() == "填写…"
    ]
    click(links[1])
    assert window.desk.tabs.chosen() == DETAILS
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "审核人"
    type_ime("某乙")
    assert session.report.meta.reviewer == "某乙"


def test_a_section_can_be_added_named_and_taken_out(window: Window, office: Office) -> None:
    session = window.filing.take(report_about(office, 2017)).session
    assert window.desk is not None
    window.actions_by_id["add_section"].trigger()
    assert window.desk.tabs.chosen() == "extra-1"
    type_ime("依申请公开情况")
    assert [each.id for each in session.report.sections][:2] == ["preamble", "extra-1"]
    click(button_of(page_of(window), "删除这一部分"))
    assert session.report.section("extra-1") is None
    ctrl(Qt.Key.Key_Z)
    assert window.desk.tabs.chosen() == "extra-1"
    ctrl(Qt.Key.Key_Z)
    names = [each.text() for each in page_of(window).findChildren(QLineEdit)]
    assert names == [""]


# -------------------------------------------------------------------- 2019


def test_the_second_table_of_2019_takes_signs_and_units(window: Window, office: Office) -> None:
    session = window.filing.take(report_about(office, 2019)).session
    assert window.desk is not None
    for cell_id, text in (
        ("disclosure/licence.delta", "-8"),
        ("disclosure/penalty.delta", "+12"),
    ):
        window.desk.show_cell(session.form.cell(cell_id))
        type_keys(text)
        press(Qt.Key.Key_Return)
        assert text_of(session, cell_id) == text
    window.desk.show_cell(session.form.cell("disclosure/procure.amount"))
    type_ime("251000元", composing="251000yuan")
    press(Qt.Key.Key_Return)
    assert text_of(session, "disclosure/procure.amount") == "251000元"
    wrong = [each for each in session.checked().errors() if each.rule.startswith("V.")]
    assert wrong == []


# -------------------------------------------------------------------- a new report


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2014, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021")],
)
def test_a_new_report_is_in_the_form_of_its_year(
    window: Window, year: int, edition: str, qtbot: QtBot
) -> None:
    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewReportDialog)
        dialog.agency.setFocus()
        type_ime("某某县司法局")
        dialog.year.setCurrentIndex(dialog.year.findData(year))
        press(Qt.Key.Key_Return)

    answer(fill_in)
    ctrl(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    assert window.desk.session.report.edition == edition


def test_before_2014_there_is_no_form_and_that_is_said(window: Window) -> None:
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, NewReportDialog)
        dialog.year.setFocus()
        press(Qt.Key.Key_End)
        said.extend(texts_in(dialog))
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        assert not box.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(look)
    ctrl(Qt.Key.Key_N)
    assert any("2013 年及以前没有全国统一的年度报告格式" in each for each in said)
    assert window.desk is None


# -------------------------------------------------------------------- what a source lacks


@pytest.mark.parametrize("is_section_there", [True, False])
@pytest.mark.parametrize(
    ("year", "section"),
    [(2017, "statistics"), (2019, "disclosure"), (2020, "requests"), (2023, "proceedings")],
)
def test_a_missing_table_is_put_in_by_one_click_and_taken_out_by_undo(
    window: Window, office: Office, year: int, section: str, *, is_section_there: bool
) -> None:
    report = report_about(office, year)
    del report.tables[section]
    if not is_section_there:
        report.sections = [each for each in report.sections if each.id != section]
    session = window.filing.take(report).session
    assert window.desk is not None
    window.desk.show_tab(section)
    says = "来源无此表" if is_section_there or section == "statistics" else "来源无此部分"
    assert says in texts_in(page_of(window))
    click(button_of(page_of(window), "按表样补建"))
    assert table_of(window).table_model.rowCount() > 0
    assert QApplication.focusWidget() is table_of(window)
    ctrl(Qt.Key.Key_Z)
    assert section not in session.report.tables
    assert says in texts_in(page_of(window))


# -------------------------------------------------------------------- another form


@pytest.mark.parametrize(
    ("was", "is_now"), [(2020, 2023), (2023, 2020), (2023, 2017), (2017, 2023)]
)
def test_a_report_is_put_into_the_form_of_its_year_and_back(
    window: Window, office: Office, was: int, is_now: int, qtbot: QtBot
) -> None:
    report = report_about(office, was)
    for ref, held in list(report.cells()):
        if not held.computed:
            report.tables[ref.table].rows[ref.row].cells[ref.column] = type(held)("3")
    report.meta.year = is_now
    session = window.filing.take(report).session
    before = copy_of(session.report)
    assert window.desk is not None
    for tab in window.desk.tabs.tabs_model.tabs:
        window.desk.show_tab(tab.id)  # every page there is follows the change
    window.desk.show_tab(DETAILS)
    finding = next(f for f in session.checked().findings if f.rule == "S.EDITION")
    card = next(c for c in window.desk.side.findings.cards() if c.finding == finding)
    click(button_of(card, finding.fixes[0].label))

    assert session.report.edition == office.editions.for_year(is_now).id
    assert session.form.edition.id == session.report.edition
    for tab in window.desk.tabs.tabs_model.tabs:
        window.desk.show_tab(tab.id)
        window.desk.start_typing()
    wait_for(
        lambda: not any(c.finding.rule == "S.EDITION" for c in window.desk.side.findings.cards()),  # type: ignore[union-attr]
        qtbot,
    )
    ctrl(Qt.Key.Key_Z)
    assert session.report == before
    for tab in window.desk.tabs.tabs_model.tabs:
        window.desk.show_tab(tab.id)
    ctrl(Qt.Key.Key_Y)
    assert session.report.edition == office.editions.for_year(is_now).id
