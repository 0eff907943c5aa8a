"""A report begun from last year's in the window: the to-do list, last year at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.desk.years.from_last_year import FromLastYearDialog
from gipdesk.desk.years.todo_panel import TodoCard
from gipdesk.document.compose import compose
from gipdesk.document.nodes import Signature
from gipdesk.files.package import read_package
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, PastYear
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office
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
from tests.app.everybody import nameless
from tests.app.reports import STORY, filled_report, last_report


@pytest.fixture
def desk(window: Window, form: Form, office: Office) -> ReportDesk:
    """A report about 2024, begun from last year's and open."""
    window.filing.take(following(last_report(form), office, 2024))
    assert window.desk is not None
    window.filing.begun_from_last_year.emit()
    return window.desk


def card_of(desk: ReportDesk, rule: str) -> TodoCard:
    found = [card for card in desk.side.todo.cards() if card.point.rule == rule]
    assert found, [card.point.rule for card in desk.side.todo.cards()]
    return found[0]


def test_what_is_remembered_is_saved_with_the_report(
    window: Window, desk: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "今年.gip"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: path)
    assert window.filing.save()
    saved = read_package(path)[0].report
    assert saved.previous == desk.session.report.previous
    assert saved.previous[0].cells["requests/new.natural"] == "17"


# ---------------------------------------------------------------- the to-do list


def test_a_click_on_a_point_goes_to_its_words(desk: ReportDesk) -> None:
    click(card_of(desk, "Y.FIGURE"), QPoint(120, 10))
    assert desk.tabs.chosen() == "overview"
    editor = QApplication.focusWidget()
    assert isinstance(editor, QTextEdit)
    assert editor.textCursor().selectedText() == "120条"
    assert desk.side.currentWidget() is desk.side.todo


def test_a_click_on_a_point_goes_to_its_cell(desk: ReportDesk, window: Window) -> None:
    cards = [card for card in desk.side.todo.cards() if card.point.rule == "Y.CELL"]
    click(cards[0], QPoint(120, 10))
    assert desk.tabs.chosen() == "disclosure"
    table = table_of(window)
    assert str(table.table_model.ref(table.currentIndex())) == "disclosure/normative.valid"


def test_a_click_on_the_missing_date_goes_to_its_field_and_filling_it_in_is_all(
    desk: ReportDesk, qtbot: QtBot
) -> None:
    count = desk.side.todo.open_points()
    click(card_of(desk, "Y.DATE"), QPoint(120, 10))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "成文日期"
    type_ime("2025年1月20日")
    qtbot.waitUntil(lambda: desk.side.todo.open_points() == count - 1)
    session = desk.session
    signature = compose(session.report, session.form, session.office.templates).blocks[-1]
    assert isinstance(signature, Signature)
    assert signature.date == "2025年1月20日"


def test_ticking_a_point_off_counts_and_can_be_undone(desk: ReportDesk, window: Window) -> None:
    count = desk.side.todo.open_points()
    card = card_of(desk, "Y.KEPT")
    box = card.findChild(QCheckBox)
    assert box
    click(box, QPoint(8, box.height() // 2))
    desk.side.todo.refresh()
    assert desk.side.todo.open_points() == count - 1
    assert f"已办 1 / 共 {count} 件" in texts_in(desk.side.todo)
    assert desk.side.tabText(desk.side.indexOf(desk.side.todo)) == f"待办 {count - 1}"
    assert card_of(desk, "Y.KEPT").is_ticked
    window.actions_by_id["undo"].trigger()
    desk.side.todo.refresh()
    assert desk.side.todo.open_points() == count


def test_a_point_is_ticked_off_by_the_space_bar(desk: ReportDesk) -> None:
    count = desk.side.todo.open_points()
    card_of(desk, "Y.KEPT").setFocus()
    press(Qt.Key.Key_Space)
    desk.side.todo.refresh()
    assert desk.side.todo.open_points() == count - 1


def test_the_year_is_moved_on_by_one_click(desk: ReportDesk) -> None:
    click(button_of(card_of(desk, "N.YEAR"), "改为2024年"))
    desk.side.todo.refresh()
    overview = desk.session.report.section("overview")
    assert overview
    assert overview.text.startswith("2024年，我局主动公开政府信息120条。")
    assert "N.YEAR" not in [card.point.rule for card in desk.side.todo.cards()]


def test_rewriting_the_text_settles_its_points(desk: ReportDesk, qtbot: QtBot) -> None:
    count = desk.side.todo.open_points()
    click(card_of(desk, "Y.FIGURE"), QPoint(120, 10))
    type_keys("98")
    qtbot.waitUntil(lambda: desk.side.todo.open_points() == count - 1)


def test_a_report_of_its_own_has_no_panes_of_last_year(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    names = [window.desk.side.tabText(at) for at in range(window.desk.side.count())]
    assert not [name for name in names if name.startswith(("待办", "上年"))]


# ---------------------------------------------------------------- last year beside this year


def grey_pixels(table: OfficialTableView, cell_id: str, form: Form) -> int:
    """How many pixels of the lower right corner of a cell are not its ground."""
    rect = table.visualRect(table.table_model.index_of(form.cell(cell_id)))
    corner = rect.adjusted(rect.width() * 2 // 3, rect.height() // 3, -3, -2)
    image: QImage = table.viewport().grab(corner).toImage()
    ground = image.pixelColor(0, 0)
    return sum(
        image.pixelColor(x, y) != ground
        for x in range(image.width())
        for y in range(image.height())
    )


def test_last_years_figure_stands_in_the_cell_and_is_said(
    desk: ReportDesk, window: Window, form: Form
) -> None:
    desk.show_cell(form.cell("requests/new.natural"))
    table = table_of(window)
    index = table.table_model.index_of(form.cell("requests/new.natural"))
    assert "上年 17" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "上年 17" in " ".join(texts_in(window.statusBar()))
    desk.show_cell(form.cell("requests/carry_in.natural"))
    assert grey_pixels(table, "requests/new.natural", form) > 0


def test_last_years_figures_can_be_switched_off(
    desk: ReportDesk, window: Window, form: Form
) -> None:
    desk.show_cell(form.cell("requests/carry_in.natural"))
    table = table_of(window)
    window.actions_by_id["past"].trigger()
    assert grey_pixels(table, "requests/new.natural", form) == 0
    index = table.table_model.index_of(form.cell("requests/new.natural"))
    assert "上年" not in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    desk.show_tab("disclosure")
    assert not table_of(window).table_model.shows_past
    window.actions_by_id["past"].trigger()
    assert table_of(window).table_model.shows_past


def test_last_years_figures_leave_typing_as_it_is(
    desk: ReportDesk, window: Window, form: Form
) -> None:
    desk.show_cell(form.cell("requests/new.natural"))
    type_keys("5")
    table = table_of(window)
    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "5"
    press(Qt.Key.Key_Return)
    type_keys("6")
    press(Qt.Key.Key_Return)
    report = desk.session.report
    assert report.cell(form.cell("requests/new.natural")) == Cell("5")
    assert report.cell(form.cell("requests/new.commercial")) == Cell("6")


def test_a_paragraph_of_last_year_is_put_in_at_the_cursor(desk: ReportDesk, window: Window) -> None:
    desk.show_tab("overview")
    desk.side.setCurrentWidget(desk.side.last_year)
    editor = page_of(window).findChild(QTextEdit)
    assert editor
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    editor.setFocus()
    press(Qt.Key.Key_Return)
    click(button_of(desk.side.last_year.cards()[0], "插入到光标处"))
    overview = desk.session.report.section("overview")
    assert overview
    assert overview.text.split("\n")[-1] == STORY
    assert QApplication.focusWidget() is editor


def test_the_paragraph_one_writes_in_shows_where_it_comes_from(
    desk: ReportDesk, window: Window
) -> None:
    desk.show_tab("overview")
    desk.side.setCurrentWidget(desk.side.last_year)
    editor = page_of(window).findChild(QTextEdit)
    assert editor
    editor.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
    chosen = [card.text for card in desk.side.last_year.cards() if card.property("chosen")]
    assert chosen == ["坚持以公开为常态、不公开为例外，规范办理流程。"]


def test_an_earlier_year_is_not_taken_for_last_year(window: Window, form: Form) -> None:
    report = filled_report(form)
    report.previous = (PastYear(2021, "2021", {"requests/new.natural": "17"}),)
    window.filing.take(report)
    assert window.desk is not None
    window.desk.show_cell(form.cell("requests/new.natural"))
    assert "上年" not in " ".join(texts_in(window.statusBar()))


def test_a_screen_reader_can_name_everything_of_last_year(
    desk: ReportDesk, window: Window, office: Office, form: Form, qtbot: QtBot
) -> None:
    assert nameless(window) == []
    desk.show_tab("overview")
    desk.side.setCurrentWidget(desk.side.last_year)
    assert nameless(window) == []
    window.actions_by_id["comparison"].trigger()
    assert window.comparing.dialog is not None
    assert nameless(window.comparing.dialog) == []
    window.comparing.dialog.hide()
    dialog = FromLastYearDialog(office, last_report(form), "2023.gip", date(2025, 1, 8), window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    dialog.hide()
