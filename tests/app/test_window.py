"""The window as a person meets it: typing, going about, undoing, and how it begins."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from gipdesk.desk import appearance, dialogs
from gipdesk.desk.new_report_dialog import NewReportDialog
from gipdesk.desk.session import Session
from gipdesk.desk.standing import DETAILS
from gipdesk.desk.window import Window
from gipdesk.files.package import Package, read_package, save_package
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import AgencyKind, Form
from gipdesk.report.report import Report
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
from tests.app.reports import (
    WRONG_TOTALS,
    blank_report,
    filled_report,
    put,
    report_with_wrong_totals,
)

HEAVY = (
    "docx",
    "jinja2",
    "lxml",
    "opencc",
    "pikepdf",
    "pypdfium2",
    "python_calamine",
    "reportlab",
    "xlsxwriter",
)


def red_totals(window: Window) -> list[str]:
    """Rows whose total the findings panel says is wrong, from top to bottom."""
    assert window.desk is not None
    found = [card.finding for card in window.desk.side.findings.cards()]
    return [each.cells[0].row for each in found if each.rule == "T3.ROW"]


def type_total(window: Window, row: str, text: str, qtbot: QtBot) -> None:
    """Go to the total of a row and type over it."""
    assert window.desk is not None
    ref = CellRef("requests", row, "total")
    window.desk.show_cell(ref)
    type_keys(text)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.session.text(ref) == text)  # type: ignore[union-attr]


def field(window: Window, name: str) -> QLineEdit:
    found = [each for each in window.findChildren(QLineEdit) if each.accessibleName() == name]
    return found[0]


def test_three_wrong_totals_are_mended_undone_and_saved(
    window: Window, form: Form, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "某某.gip"
    save_package(path, Package(report_with_wrong_totals(form)), None)
    window.filing.open_path(path)
    assert red_totals(window) == list(WRONG_TOTALS)

    for row in WRONG_TOTALS:
        type_total(window, row, "1", qtbot)
    qtbot.waitUntil(lambda: red_totals(window) == [])
    assert window._badge.text() == "可以送审"

    for _ in WRONG_TOTALS:
        ctrl(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: red_totals(window) == list(WRONG_TOTALS))
    for _ in WRONG_TOTALS:
        ctrl(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: red_totals(window) == [])

    ctrl(Qt.Key.Key_S)
    qtbot.waitUntil(lambda: not window.isWindowModified())
    expected = report_with_wrong_totals(form)
    for row in WRONG_TOTALS:
        put(expected, CellRef("requests", row, "total"), "1")
    assert read_package(path)[0].report == expected
    window.filing.open_path(path)
    assert window.desk is not None
    assert window.desk.session.report == expected


def test_typing_can_begin_at_once(window: Window, form: Form) -> None:
    report = blank_report(form)
    report.meta.agency = ""
    session = window.filing.take(report).session
    type_ime("某某市某某局", composing="mou")
    assert session.report.meta.agency == "某某市某某局"


def test_a_burst_in_a_field_is_one_step_of_undo(window: Window, form: Form) -> None:
    session = window.filing.take(blank_report(form)).session
    address = field(window, "地址")
    address.setFocus()
    for word in ("某某", "路", "1号"):
        type_ime(word)
    assert session.report.meta.address == "某某路1号"
    ctrl(Qt.Key.Key_Z)
    assert session.report.meta.address == ""
    assert address.text() == ""


def test_enter_and_the_arrows_lead_through_the_fields(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    field(window, "地址").setFocus()
    seen = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(key)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
    assert seen == ["邮政编码", "电话", "邮政编码"]


def test_the_year_is_chosen_not_typed(window: Window, form: Form) -> None:
    session = window.filing.take(blank_report(form)).session
    year = next(
        each for each in window.findChildren(QComboBox) if each.accessibleName() == "报告年度"
    )
    year.setFocus()
    press(Qt.Key.Key_Up)
    assert session.report.meta.year == 2024


def test_title_and_preamble_can_be_written_anew(window: Window, form: Form) -> None:
    session = window.filing.take(blank_report(form)).session
    name = field(window, "机关名称")
    name.setFocus()
    name.selectAll()
    type_ime("某某县某某局")
    page = page_of(window)
    click(button_of(page, "按机关和年度重写"))
    assert session.report.meta.title == "某某县某某局2023年政府信息公开工作年度报告"
    click(button_of(page, "按基本信息重写前言"))
    preamble = session.report.section("preamble")
    assert preamble is not None
    assert "某某县某某局" in preamble.text
    assert "某某市司法局" not in preamble.text


def test_undo_shows_where_something_changed(window: Window, form: Form, qtbot: QtBot) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    type_total(window, "new", "5", qtbot)
    window.desk.show_tab(DETAILS)
    window.desk.start_typing()
    ctrl(Qt.Key.Key_Z)
    assert window.desk.tabs.chosen() == "requests"
    table = table_of(window)
    assert table.table_model.ref(table.currentIndex()) == CellRef("requests", "new", "total")


def test_ctrl_page_down_goes_through_the_tabs(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    tabs = [tab.id for tab in window.desk.tabs.tabs_model.tabs]
    seen = []
    for _ in tabs:
        seen.append(window.desk.tabs.chosen())
        ctrl(Qt.Key.Key_PageDown)
    assert seen == tabs
    assert window.desk.tabs.chosen() == tabs[0]


def test_the_tabs_are_the_details_and_the_six_sections(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    assert window.desk is not None
    assert [tab.label for tab in window.desk.tabs.tabs_model.tabs] == [
        "基本信息",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize("size", [(1366, 768), (1092, 614)])
def test_all_columns_of_the_table_of_requests_are_in_sight(
    window: Window, form: Form, size: tuple[int, int], qtbot: QtBot
) -> None:
    """1092 × 614 is what is left of 1366 × 768 at 125 %."""
    window.resize(*size)
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_tab("requests")
    table = table_of(window)
    qtbot.waitUntil(lambda: table.viewport().width() > 200)
    assert (window.width(), window.height()) == size
    assert table.horizontalScrollBar().maximum() == 0
    page = page_of(window)
    assert isinstance(page, QScrollArea)
    assert page.horizontalScrollBar().maximum() == 0
    assert page.verticalScrollBar().maximum() == 0


def test_the_status_bar_says_what_cell_this_is(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_cell(CellRef("requests", "new", "natural"))
    assert window._status._cell.text() == "一、本年新收政府信息公开申请数量 · 自然人"


def test_a_new_report_is_about_last_year(window: Window, qtbot: QtBot) -> None:
    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewReportDialog)
        dialog.agency.setFocus()
        type_ime("某某县人民政府")
        press(Qt.Key.Key_Return)

    answer(fill_in)
    ctrl(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    meta = window.desk.session.report.meta
    assert (meta.agency, meta.year) == ("某某县人民政府", date.today().year - 1)
    assert meta.agency_kind is AgencyKind.GOVERNMENT


def test_a_new_report_can_be_given_up(window: Window) -> None:
    seen = answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    ctrl(Qt.Key.Key_N)
    assert seen == ["新建年度报告"]
    assert window.desk is None


@pytest.mark.filterwarnings("ignore:Function")  # 6.8 has only the QPoint that 6.12 deprecates
def test_a_dropped_file_is_opened(window: Window, form: Form, tmp_path: Path) -> None:
    path = tmp_path / "某某.gip"
    save_package(path, Package(filled_report(form)), None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert window.filing.dossier is not None
    assert window.filing.dossier.path == path


def test_qt_speaks_chinese(window: Window) -> None:
    box = QMessageBox(window)
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Ok | buttons.Cancel | buttons.Save)
    shown = {box.button(each).text() for each in (buttons.Ok, buttons.Cancel, buttons.Save)}
    box.deleteLater()
    assert {text.split("(")[0].strip("&") for text in shown} == {"确定", "取消", "保存"}


def test_closing_asks_in_chinese_and_can_be_called_off(window: Window, form: Form) -> None:
    session = window.filing.take(blank_report(form)).session
    type_ime("某")
    seen = answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    window.close()
    assert "有未保存的改动，要保存吗？" in seen[0]
    assert window.isVisible()
    assert session.report.meta.agency.endswith("某")


def test_closing_while_editing_a_cell_asks_to_save_and_saves_its_text(
    window: Window, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "某某.gip"
    save_package(path, Package(filled_report(form)), None)
    window.filing.open_path(path)
    _begin_in_cell(window, "7")
    monkeypatch.setattr(dialogs, "ask_save_path", _never_asked)
    answer(lambda dialog: click(_box_button(dialog, QMessageBox.StandardButton.Save)))
    window.close()
    assert not window.isVisible()
    assert _saved_cell(path) == "7"


def test_saving_while_a_cell_editor_is_open_saves_its_text(
    window: Window, form: Form, tmp_path: Path
) -> None:
    path = tmp_path / "某某.gip"
    save_package(path, Package(filled_report(form)), None)
    window.filing.open_path(path)
    _begin_in_cell(window, "12")
    ctrl(Qt.Key.Key_S)
    assert _saved_cell(path) == "12"
    assert not window.isWindowModified()


def test_the_window_follows_the_dark_appearance(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        appearance.colour(app, appearance.DARK)
        assert appearance.colours() is appearance.DARK
        ground = window.grab().toImage().pixelColor(QPoint(700, 740))
        assert ground.lightness() < 80
        drawn = window.actions_by_id["save"].icon().pixmap(16).toImage()
        lit = [drawn.pixelColor(x, y) for x in range(16) for y in range(16)]
        assert max(each.lightness() for each in lit if each.alpha() > 200) > 180
    finally:
        appearance.colour(app, appearance.LIGHT)


def test_the_start_imports_no_document_library(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from gipdesk.desk import app\n"
        "from gipdesk.desk.window import Window\n"
        "from gipdesk.workflow.office import open_office\n"
        "application, office = QApplication([]), open_office()\n"
        "app.prepare(application, office)\n"
        "window = Window(office)\n"
        "window.show()\n"
        "application.processEvents()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**_environment(), "GIPDESK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_sub_command_needs_no_window() -> None:
    script = (
        "import sys\n"
        "from gipdesk.__main__ import main\n"
        "try:\n"
        "    main(['check', '--help'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_a_picture_of_the_window_can_be_taken(form: Form, tmp_path: Path) -> None:
    path, picture = tmp_path / "某某.gip", tmp_path / "window.png"
    save_package(path, Package(report_with_wrong_totals(form)), None)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "gipdesk.desk.picture",
            str(path),
            str(picture),
            "--tab",
            "requests",
            "--size",
            "1366x768",
        ],
        check=True,
        capture_output=True,
        env={**_environment(), "GIPDESK_DATA": str(tmp_path / "data")},
    )
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1366, 768)


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _never_asked(*_: object) -> Path:
    raise AssertionError("the file has a place already")


def _begin_in_cell(window: Window, text: str) -> Session:
    """Type into a cell and leave it open."""
    assert window.desk is not None
    window.desk.show_cell(CellRef("requests", "new", "natural"))
    type_keys(text)
    return window.desk.session


def _saved_cell(path: Path) -> str:
    report: Report = read_package(path)[0].report
    cell = report.cell(CellRef("requests", "new", "natural"))
    assert cell is not None
    return cell.text


def _box_button(dialog: QDialog, which: QMessageBox.StandardButton) -> QAbstractButton:
    assert isinstance(dialog, QMessageBox)
    return dialog.button(which)
