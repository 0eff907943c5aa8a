"""A report begun from last year's in the window: the way, the to-do list, last year at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.desk.years.from_last_year import FromLastYearDialog
from gipdesk.desk.years.todo_panel import TodoCard
from gipdesk.files.package import Package, read_package, save_package
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Paragraph, PastYear, Report
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office
from tests.app.events import answer, button_of, click, page_of, press, table_of, texts_in, type_keys
from tests.app.everybody import nameless
from tests.app.importing import PAGE, wait_for
from tests.app.reports import filled_report, put

STORY = "2023年，我局主动公开政府信息120条。"


def last_report(form: Form) -> Report:
    """A report about 2023 with some figures and a story."""
    report = filled_report(form)
    report.meta = Meta(agency="某某市司法局", year=2023, phone="000-0000", title="某某")
    for cell_id, text in (
        ("requests/new.natural", "17"),
        ("requests/carry_out.natural", "3"),
        ("disclosure/normative.valid", "12"),
    ):
        put(report, form.cell(cell_id), text)
    overview = report.section("overview")
    assert overview
    overview.blocks = [
        Paragraph("b90", STORY),
        Paragraph("b91", "坚持以公开为常态、不公开为例外，规范办理流程。"),
    ]
    return report


@pytest.fixture
def last_year(tmp_path: Path, form: Form) -> Path:
    """Last year's report on disk."""
    path = tmp_path / "某某市司法局2023.gip"
    save_package(path, Package(last_report(form)), None)
    return path


@pytest.fixture
def desk(window: Window, form: Form, office: Office) -> ReportDesk:
    """A report about 2024, begun from last year's and open."""
    window.filing.take(following(last_report(form), office, 2024))
    assert window.desk is not None
    window.filing.begun_from_last_year.emit()
    return window.desk


def begin_from(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Choose a file, look at what it gives, begin."""
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    answer(lambda dialog: click(button_of(dialog, "新建")))
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.desk is not None, qtbot)


def card_of(desk: ReportDesk, rule: str) -> TodoCard:
    found = [card for card in desk.todo.cards() if card.point.rule == rule]
    assert found, [card.point.rule for card in desk.todo.cards()]
    return found[0]


# ---------------------------------------------------------------- the way there


def test_the_start_page_leads_from_last_years_report_to_this_years(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    seen: list[list[tuple[str, str]]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        assert dialog.year.currentText() == "2024 年"
        seen.append(dialog.preview_lines())
        click(button_of(dialog, "新建"))

    answer(look)
    click(button_of(window.start_page, "从上年报告新建…"))
    wait_for(lambda: window.desk is not None, qtbot)
    assert window.desk is not None
    meta = window.desk.session.report.meta
    assert (meta.agency, meta.year, meta.phone) == ("某某市司法局", 2024, "000-0000")
    assert [heading for heading, _ in seen[0]][:3] == ["机关信息", "上年文字", "带入数据"]
    assert window.isWindowModified()
    assert window.desk.side.currentWidget() is window.desk.todo


def test_a_file_of_another_kind_will_do(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, form: Form
) -> None:
    path = tmp_path / "2023年年报.html"
    path.write_text(f"<html><meta charset='utf-8'>{PAGE}</html>", "utf-8")
    begin_from(window, path, monkeypatch, qtbot)
    assert window.desk is not None
    report = window.desk.session.report
    assert (report.meta.year, report.meta.agency) == (2024, "某某市某某局")
    assert report.cell(form.cell("disclosure/normative.valid")) == Cell("6")
    assert report.previous[0].cells["disclosure/normative.made"] == "4"


def test_another_year_shows_another_preview(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    texts: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        dialog.year.setFocus()
        press(Qt.Key.Key_Up)
        texts.extend(texts_in(dialog))
        press(Qt.Key.Key_Escape)

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: bool(texts), qtbot)
    assert any("不是上一年度的" in text for text in texts)
    assert window.desk is None


def test_a_file_that_is_no_report_is_told(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.notices.isVisible() and path.name in window.notices.text(), qtbot)
    assert window.desk is None


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
    assert desk.side.currentWidget() is desk.todo


def test_a_click_on_a_point_goes_to_its_cell(desk: ReportDesk, window: Window) -> None:
    cards = [card for card in desk.todo.cards() if card.point.rule == "Y.CELL"]
    click(cards[0], QPoint(120, 10))
    assert desk.tabs.chosen() == "disclosure"
    table = table_of(window)
    assert str(table.table_model.ref(table.currentIndex())) == "disclosure/normative.valid"


def test_ticking_a_point_off_counts_and_can_be_undone(desk: ReportDesk, window: Window) -> None:
    count = desk.todo.open_points()
    card = card_of(desk, "Y.KEPT")
    box = card.findChild(QCheckBox)
    assert box
    click(box, QPoint(8, box.height() // 2))
    desk.todo.refresh()
    assert desk.todo.open_points() == count - 1
    assert f"已办 1 / 共 {count} 件" in texts_in(desk.todo)
    assert desk.side.tabText(desk.side.indexOf(desk.todo)) == f"待办 {count - 1}"
    assert card_of(desk, "Y.KEPT").is_ticked
    window.actions_by_id["undo"].trigger()
    desk.todo.refresh()
    assert desk.todo.open_points() == count


def test_a_point_is_ticked_off_by_the_space_bar(desk: ReportDesk) -> None:
    count = desk.todo.open_points()
    card_of(desk, "Y.KEPT").setFocus()
    press(Qt.Key.Key_Space)
    desk.todo.refresh()
    assert desk.todo.open_points() == count - 1


def test_the_year_is_moved_on_by_one_click(desk: ReportDesk) -> None:
    click(button_of(card_of(desk, "N.YEAR"), "改为2024年"))
    desk.todo.refresh()
    overview = desk.session.report.section("overview")
    assert overview
    assert overview.text.startswith("2024年，我局主动公开政府信息120条。")
    assert "N.YEAR" not in [card.point.rule for card in desk.todo.cards()]


def test_rewriting_the_text_settles_its_points(desk: ReportDesk, qtbot: QtBot) -> None:
    count = desk.todo.open_points()
    click(card_of(desk, "Y.FIGURE"), QPoint(120, 10))
    type_keys("98")
    qtbot.waitUntil(lambda: desk.todo.open_points() == count - 1)


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
    desk.side.setCurrentWidget(desk.last_year)
    editor = page_of(window).findChild(QTextEdit)
    assert editor
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    editor.setFocus()
    press(Qt.Key.Key_Return)
    click(button_of(desk.last_year.cards()[0], "插入到光标处"))
    overview = desk.session.report.section("overview")
    assert overview
    assert overview.text.split("\n")[-1] == STORY
    assert QApplication.focusWidget() is editor


def test_the_paragraph_one_writes_in_shows_where_it_comes_from(
    desk: ReportDesk, window: Window
) -> None:
    desk.show_tab("overview")
    desk.side.setCurrentWidget(desk.last_year)
    editor = page_of(window).findChild(QTextEdit)
    assert editor
    editor.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
    chosen = [card.text for card in desk.last_year.cards() if card.property("chosen")]
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
    desk.side.setCurrentWidget(desk.last_year)
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
