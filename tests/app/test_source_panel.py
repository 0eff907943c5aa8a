"""The source beside the report: doubts settled by a click, and where each value stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gipdesk.desk.source.cards import SourceCard
from gipdesk.desk.table.marks import Grade
from gipdesk.desk.window import Window
from gipdesk.files.package import Package, SourceFile, read_package
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Unplaced
from tests.app.events import answer, button_of, click, ctrl, press, table_of, texts_in
from tests.app.importing import import_file, source_of, wait_for
from tests.app.reports import filled_report, put
from tests.app.tables import cell, click_cell, current

NATURAL, LEGAL = cell("requests/new.natural"), cell("requests/new.legal")
SOURCE = "标题\n一、本年新收 | 330000033\n二、上年结转 | 0 | 0\n返回首页\n"


@pytest.fixture
def package(form: Form) -> Package:
    """A report with a doubt, a piece of data and a piece of chrome, and its source."""
    report = filled_report(form)
    put(report, NATURAL, "")
    report.doubts = {str(NATURAL): ("3", "33", "")}
    report.provenance = {str(NATURAL): "第2行", str(LEGAL): "第3行第2格"}
    report.unplaced = [
        Unplaced("合计 | 9 | 9", "第3行", is_data=True),
        Unplaced("返回首页", "第4行"),
    ]
    report.notes = ["表三有的行数值个数与表样不符。"]
    return Package(report, SourceFile("某某局.txt", SOURCE.encode()))


def card_with(window: Window, text: str) -> SourceCard:
    assert window.desk is not None
    found = [each for each in window.desk.side.source.cards() if text in texts_in(each)]
    assert found, text
    return found[0]


def test_what_is_open_is_listed_and_counted(window: Window, package: Package, qtbot: QtBot) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    assert window.desk is not None
    side = window.desk.side
    assert side.tabText(side.indexOf(panel)) == "来源 2"
    said = texts_in(panel)
    assert "一、本年新收政府信息公开申请数量 · 自然人" in said
    assert "合计 | 9 | 9" in said
    assert "表三有的行数值个数与表样不符。" in said
    assert "返回首页" not in said


def test_other_text_of_the_source_can_be_unfolded(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    click(button_of(panel, "查看来源中的其他文字（1 段）"))
    assert "返回首页" in texts_in(panel)


def test_one_click_types_the_choice_and_undo_brings_the_doubt_back(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    session = window.filing.take(package).session
    panel = source_of(window, qtbot)
    card = card_with(window, "一、本年新收政府信息公开申请数量 · 自然人")
    assert "也可能是空白。" in texts_in(card)
    click(button_of(card, "33"))
    assert session.report.cell(NATURAL) == Cell("33")
    assert current(table_of(window)) == str(NATURAL)
    wait_for(lambda: panel.open_points() == 1, qtbot)
    wait_for(lambda: all(each.place != "第2行" for each in panel.cards()), qtbot)
    ctrl(Qt.Key.Key_Z)
    assert session.report.cell(NATURAL) == Cell("")
    wait_for(lambda: any(each.place == "第2行" for each in panel.cards()), qtbot)


def test_typing_into_the_cell_ends_the_doubt_too(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    assert window.desk is not None
    window.desk.show_cell(NATURAL)
    press(Qt.Key.Key_7)
    press(Qt.Key.Key_Return)
    wait_for(lambda: panel.open_points() == 1, qtbot)


def test_a_card_leads_to_the_cell_and_to_the_line(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    click(card_with(window, "一、本年新收政府信息公开申请数量 · 自然人"))
    assert current(table_of(window)) == str(NATURAL)
    assert panel.text.shown_line() == "一、本年新收 | 330000033"


def test_choosing_a_cell_shows_the_line_it_came_from(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    assert window.desk is not None
    window.desk.show_cell(NATURAL)
    click_cell(table_of(window), str(LEGAL))
    assert panel.text.shown_line() == "二、上年结转 | 0 | 0"
    click_cell(table_of(window), "requests/carry_in.legal")
    assert panel.text.shown_line() == ""


def test_the_pane_stays_with_the_source_while_tabs_change(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    panel = source_of(window, qtbot)
    assert window.desk is not None
    for tab in ("disclosure", "requests", "problems"):
        window.desk.show_tab(tab)
        assert window.desk.side.currentWidget() is panel


def test_the_source_gets_more_room_and_gives_it_back(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    window.filing.take(package)
    assert window.desk is not None
    usual = window.desk.side.width()
    panel = source_of(window, qtbot)
    wait_for(lambda: panel.width() > usual, qtbot)
    window.desk.show_findings()
    qtbot.waitUntil(lambda: window.desk.side.width() == usual)  # type: ignore[union-attr]


def test_what_was_not_read_can_be_settled_and_undone(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    session = window.filing.take(package).session
    panel = source_of(window, qtbot)
    click(button_of(card_with(window, "合计 | 9 | 9"), "已核对"))
    assert [each.is_data for each in session.report.unplaced] == [False, False]
    wait_for(lambda: panel.open_points() == 1, qtbot)
    ctrl(Qt.Key.Key_Z)
    assert [each.is_data for each in session.report.unplaced] == [True, False]


def test_a_doubtful_cell_is_marked_and_says_its_choices(window: Window, package: Package) -> None:
    window.filing.take(package)
    assert window.desk is not None
    window.desk.show_cell(NATURAL)
    model = table_of(window).table_model
    index = model.index_of(NATURAL)
    state = model.state(index)
    assert state is not None
    assert state.mark is not None
    assert state.mark.grade is Grade.DOUBT
    tip = model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "3、33、空白" in tip
    assert "存疑" in model.data(index, Qt.ItemDataRole.AccessibleTextRole)


def test_the_findings_offer_the_choices_too(window: Window, package: Package) -> None:
    session = window.filing.take(package).session
    assert window.desk is not None
    window.desk.show_tab("requests")
    card = next(c for c in window.desk.side.findings.cards() if c.finding.rule == "V.DOUBT")
    click(button_of(card, "填33"))
    assert session.report.cell(NATURAL) == Cell("33")


def test_all_is_there_again_after_saving_and_opening(
    window: Window, package: Package, tmp_path: Path, qtbot: QtBot
) -> None:
    dossier = window.filing.take(package)
    path = tmp_path / "某某.gip"
    dossier.save_as(path)
    window.filing.open_path(path)
    panel = source_of(window, qtbot)
    click(card_with(window, "一、本年新收政府信息公开申请数量 · 自然人"))
    assert panel.text.shown_line() == "一、本年新收 | 330000033"
    assert read_package(path)[0].source == package.source


def test_zeros_for_the_blanks_leave_a_doubt_alone(window: Window, package: Package) -> None:
    put(package.report, LEGAL, "")
    session = window.filing.take(package).session
    assert window.desk is not None
    window.desk.show_cell(LEGAL)
    answer(lambda dialog: click(button_of(dialog, "填 0")))
    table_of(window).commands.fill_zeros()
    assert session.report.cell(LEGAL) == Cell("0")
    assert session.report.cell(NATURAL) == Cell("")


def test_every_real_source_can_be_looked_at_beside_its_report(
    window: Window, shared: Path, qtbot: QtBot
) -> None:
    texts = (*(shared / "seeds").glob("*.txt"), *(shared / "practice").glob("p*.txt"))
    sources = [*sorted(texts), shared / "practice/blank-form-2021.docx"]
    for path in sources:
        import_file(window, path, qtbot)
        panel = source_of(window, qtbot)
        assert window.desk is not None
        for tab in window.desk.tabs.tabs_model.tabs:
            window.desk.show_tab(tab.id)
        session = window.desk.session
        for cell_id in list(session.report.provenance):
            if "/" in cell_id and cell_id in map(str, session.form.kinds):
                panel.show_cell(session.form.cell(cell_id))
                assert panel.text.shown_line(), (path.name, cell_id)
        session.undo_stack.setClean()


def test_a_report_of_ones_own_has_no_pane_for_a_source(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    assert window.desk.side.indexOf(window.desk.side.source) < 0
    window.actions_by_id["source"].trigger()
    assert window.desk.side.currentWidget() is not window.desk.side.source


def test_a_source_that_was_not_kept_is_said_to_be_missing(
    window: Window, package: Package, qtbot: QtBot
) -> None:
    package.source = None
    window.filing.take(package)
    assert "报告里没有保留来源文件。" in texts_in(source_of(window, qtbot))


def test_a_pdf_is_shown_by_the_page_the_value_stands_on(
    window: Window, shared: Path, qtbot: QtBot
) -> None:
    import_file(window, shared / "practice/huaian-2024.pdf", qtbot)
    panel = source_of(window, qtbot)
    assert window.desk is not None
    report = window.desk.session.report
    for cell_id in ("disclosure/rules.made", "proceedings/review.upheld"):
        window.desk.show_cell(window.desk.session.form.cell(cell_id))
        assert report.provenance[cell_id].startswith(f"第{panel.pages.page}页")
    wait_for(panel.pages.is_painted, qtbot)
    page = panel.pages.page
    back = next(b for b in panel.findChildren(QToolButton) if b.toolTip() == "上一页")
    click(back)
    assert panel.pages.page == page - 1
    wait_for(panel.pages.is_painted, qtbot)
