"""Bringing any source in: dropped, opened, from the clipboard; slow ones beside the window."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gipdesk.desk.reading import clipboard_source
from gipdesk.desk.window import Window
from gipdesk.files.package import Package
from gipdesk.report.edition import Form
from gipdesk.report.report import Report
from gipdesk.workflow.opening import Opened
from tests.app.events import answer, button_of, click, press, type_ime
from tests.app.importing import PAGE, TEXT, drop, import_file, wait_for
from tests.app.reports import blank_report, filled_report
from tests.app.tables import cell

pytestmark = pytest.mark.filterwarnings("ignore:Function")  # QDragEnterEvent: 6.8 has only QPoint


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "某某局2023.txt"
    path.write_text(TEXT, "utf-8")
    return path


def report_of(window: Window) -> Report:
    assert window.desk is not None
    return window.desk.session.report


def test_a_source_dropped_onto_the_start_page_is_imported(
    window: Window, source: Path, qtbot: QtBot
) -> None:
    drop(window, [source], QPoint(600, 300))
    wait_for(lambda: window.desk is not None, qtbot)
    assert report_of(window).meta.agency == "某某市某某局"


def test_a_source_dropped_onto_a_field_is_imported_not_typed(
    window: Window, source: Path, form: Form, qtbot: QtBot
) -> None:
    session = window.filing.take(filled_report(form)).session
    before = window.desk
    assert before is not None
    field = before.stack.currentWidget()
    assert field is not None
    drop(window, [source], field.mapTo(window, QPoint(300, 80)))
    wait_for(lambda: window.desk is not before, qtbot)
    assert session.report.meta.agency == "某某市司法局"
    assert report_of(window).meta.agency == "某某市某某局"


def test_several_files_at_once_are_not_taken(window: Window, source: Path, qtbot: QtBot) -> None:
    drop(window, [source, source], QPoint(600, 300))
    qtbot.wait(100)
    assert window.desk is None
    assert not window.filing.reading.is_busy


def test_what_is_no_report_is_refused_in_a_sentence(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "买菜.txt"
    path.write_text("白菜两斤\n豆腐一块\n", "utf-8")
    window.filing.open_path(path)
    wait_for(lambda: "不像政府信息公开工作年度报告" in window.notices.text(), qtbot)
    assert window.desk is None


def test_the_report_that_is_open_is_asked_about_before_another_is_imported(
    window: Window, source: Path, form: Form, qtbot: QtBot
) -> None:
    session = window.filing.take(blank_report(form)).session
    type_ime("某")
    seen = answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    window.filing.open_path(source)
    wait_for(lambda: bool(seen), qtbot)
    assert "有未保存的改动" in seen[0]
    assert window.filing.dossier is not None
    assert window.filing.dossier.session is session


def test_the_dialog_offers_every_kind_that_can_be_read(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters: list[str] = []

    def ask(_: object, __: str, ___: str, kinds: str) -> tuple[str, str]:
        filters.append(kinds)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    window.actions_by_id["open"].trigger()
    first = filters[0].split(";;")[0]
    wanted = ["gip", "docx", "doc", "wps", "pdf", "html", "htm", "mht", "xlsx", "xls", "txt", "md"]
    assert all(f"*.{suffix}" in first for suffix in wanted)
    assert filters[0].endswith("所有文件 (*)")


def test_a_copied_page_is_imported_from_the_clipboard(window: Window, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setHtml(PAGE)
    data.setText("网页的文字")
    QGuiApplication.clipboard().setMimeData(data)
    click(button_of(window.start_page, "从剪贴板导入"))
    wait_for(lambda: window.desk is not None, qtbot)
    held = report_of(window).cell(cell("disclosure/normative.repealed"))
    assert held is not None
    assert held.text == "5"
    assert window.filing.dossier is not None
    kept = window.filing.dossier.package.source
    assert kept is not None
    assert kept.name == "剪贴板.html"


def test_a_copied_page_that_declares_another_encoding_is_read_right(
    window: Window, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setHtml(f'<html><head><meta charset="gb2312"></head><body>{PAGE}</body></html>')
    QGuiApplication.clipboard().setMimeData(data)
    window.actions_by_id["clipboard"].trigger()
    wait_for(lambda: window.desk is not None, qtbot)
    assert report_of(window).meta.agency == "某某市某某局"


def test_copied_text_is_imported_by_the_keys(window: Window, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(TEXT)
    held = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_V, *held)
    wait_for(lambda: window.desk is not None, qtbot)
    assert "已从“剪贴板.txt”读入" in window.notices.text()


def test_an_empty_clipboard_is_told(window: Window) -> None:
    QGuiApplication.clipboard().clear()
    window.actions_by_id["clipboard"].trigger()
    assert "剪贴板中没有文字" in window.notices.text()


def slow_reading(window: Window, form: Form) -> threading.Event:
    """Have something read that goes on until the event is set."""
    is_over = threading.Event()

    def read() -> Opened:
        is_over.wait(20)
        return Opened(Package(filled_report(form)))

    window.filing.reading.begin("慢.doc", read, lambda found: window.filing.take(found.package))
    return is_over


def test_a_slow_source_shows_that_it_is_being_read_and_the_window_goes_on(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    is_over = slow_reading(window, form)
    wait_for(window.notices.is_busy, qtbot)
    assert window.notices.text() == "正在读取“慢.doc”…"
    window.resize(1200, 700)
    qtbot.wait(20)
    assert window.desk is None
    is_over.set()
    wait_for(lambda: window.desk is not None, qtbot)
    assert not window.notices.is_busy()


def test_reading_can_be_called_off(window: Window, form: Form, qtbot: QtBot) -> None:
    is_over = slow_reading(window, form)
    wait_for(window.notices.is_busy, qtbot)
    click(button_of(window.notices, "取消"))
    assert not window.filing.reading.is_busy
    is_over.set()
    qtbot.wait(100)
    assert window.desk is None
    assert window.notices.isHidden()


def test_a_quick_source_shows_no_waiting(window: Window, source: Path, qtbot: QtBot) -> None:
    seen: list[bool] = []
    window.notices.tell = lambda *_, **__: seen.append(window.notices.is_busy())  # type: ignore[method-assign]  # only to see
    import_file(window, source, qtbot)
    assert True not in seen


def test_the_window_can_be_closed_while_a_source_is_read(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    is_over = slow_reading(window, form)
    assert window.close()
    is_over.set()
    qtbot.wait(50)
    assert window.desk is None


def test_another_source_takes_the_place_of_one_being_read(
    window: Window, form: Form, source: Path, qtbot: QtBot
) -> None:
    is_over = slow_reading(window, form)
    import_file(window, source, qtbot)
    is_over.set()
    qtbot.wait(100)
    assert report_of(window).meta.agency == "某某市某某局"


def test_what_is_read_while_a_question_is_open_waits_for_the_answer(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    session = window.filing.take(blank_report(form)).session
    type_ime("某")
    is_over = slow_reading(window, form)
    held: list[bool] = []

    def give_up(dialog: QDialog) -> None:
        is_over.set()
        qtbot.wait(100)
        held.append(window.filing.dossier is not None and window.filing.dossier.session is session)
        click(button_of(dialog, "不保存"))

    answer(give_up)
    assert window.filing.close()
    assert held == [True]
    wait_for(lambda: window.desk is not None, qtbot)
    assert report_of(window) is not session.report


def test_half_a_character_on_the_clipboard_is_no_obstacle() -> None:
    for put in (QMimeData.setText, QMimeData.setHtml):
        data = QMimeData()
        put(data, "某某\ud83d局")
        found = clipboard_source(data)
        assert found is not None
        assert "局" in found[1].decode()


def test_a_failure_while_an_import_is_taken_is_told(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    unknown = filled_report(form)
    unknown.edition = "1999"
    take = partial(window.filing._take_opened, Path("旧.docx"))
    window.filing.reading.begin("旧.docx", lambda: Opened(Package(unknown)), take)
    wait_for(lambda: "1999" in window.notices.text(), qtbot)
    assert window.desk is None
