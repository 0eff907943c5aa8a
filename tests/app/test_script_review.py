"""A source in Traditional characters: shown, confirmed, converted in one step, and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk.script_review import ScriptReview
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.report.report import copy_of
from tests.app.events import button_of, click, ctrl, type_ime
from tests.app.importing import import_file, wait_for
from tests.app.reports import filled_report

TEXT = (
    "某某縣司法局2021年政府信息公開工作年度報告\n"
    "一、總體情況\n"
    "我局認真貫徹落實政府信息公開條例，主動公開規範性檔案，為民眾辦事提供網路服務，"
    "發布檔案，接受民眾監督，優化許可權設定。\n"
    "五、存在的主要問題及改進情況\n"
    "信息發布還不夠及時，對檔案的解讀不夠，民眾參與不多。\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "某某局2021.txt"
    path.write_text(TEXT, "utf-8")
    return path


def open_review(window: Window, qtbot: QtBot) -> ScriptReview:
    """Ask for the review in the bar, and wait for it."""
    assert window.desk is not None
    click(button_of(window.desk.script, "查看并转换为简体"))
    wait_for(lambda: window.findChild(ScriptReview) is not None, qtbot)
    review = window.findChild(ScriptReview)
    assert isinstance(review, ScriptReview)
    return review


def go_back_to(window: Window, qtbot: QtBot) -> None:
    """Leave the review; without a window manager nobody else does."""
    window.activateWindow()
    wait_for(window.isActiveWindow, qtbot)


def test_a_traditional_source_is_offered_to_be_converted(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    import_file(window, source, qtbot)
    assert window.desk is not None
    assert window.desk.script.isVisible()
    assert "來源" not in window.desk.script.text()
    assert window.desk.script.text().startswith("来源是繁体字。")
    overview = window.desk.session.report.section("overview")
    assert overview is not None
    assert "條例" in overview.text  # nothing was converted unasked


def test_the_review_lists_each_word_and_how_often(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    import_file(window, source, qtbot)
    review = open_review(window, qtbot)
    assert not review.isModal()
    table = review.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    cells = [table.item(row, column) for row in range(table.rowCount()) for column in range(3)]
    texts = [cell.text() for cell in cells if cell is not None]
    rows = {tuple(texts[at : at + 3]) for at in range(0, len(texts), 3)}
    assert {("民眾", "群众", "3"), ("網路", "网络", "1")} <= rows
    click(button_of(review, "不转换"))


def test_confirmed_it_is_one_step_that_can_be_undone(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    import_file(window, source, qtbot)
    assert window.desk is not None
    session = window.desk.session
    before = copy_of(session.report)
    click(button_of(open_review(window, qtbot), "转换为简体"))
    overview = session.report.section("overview")
    assert overview is not None
    assert overview.heading == "总体情况"
    assert "群众" in overview.text
    assert session.report.meta.title == "某某县司法局2021年政府信息公开工作年度报告"
    assert not window.desk.script.isVisible()
    go_back_to(window, qtbot)
    ctrl(Qt.Key.Key_Z)
    assert session.report == before


def test_what_is_typed_while_the_review_is_open_is_converted_too(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    import_file(window, source, qtbot)
    assert window.desk is not None
    review = open_review(window, qtbot)
    go_back_to(window, qtbot)
    window.desk.show_tab("overview")
    window.desk.start_typing()
    type_ime("總結")
    click(button_of(review, "转换为简体"))
    overview = window.desk.session.report.section("overview")
    assert overview is not None
    assert "总结" in overview.text


def test_kept_as_it_is_the_offer_goes_and_the_menu_remains(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    import_file(window, source, qtbot)
    assert window.desk is not None
    before = copy_of(window.desk.session.report)
    click(button_of(window.desk.script, "保留"))
    assert not window.desk.script.isVisible()
    assert window.desk.session.report == before
    window.actions_by_id["script"].trigger()
    wait_for(lambda: window.findChild(ScriptReview) is not None, qtbot)


def test_a_simplified_report_gets_no_offer(window: Window, form: Form, qtbot: QtBot) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.script.offer()
    assert not window.desk.script.isVisible()
    window.actions_by_id["script"].trigger()
    wait_for(lambda: "没有需要转换的繁体字" in window.desk.script.text(), qtbot)  # type: ignore[union-attr]
