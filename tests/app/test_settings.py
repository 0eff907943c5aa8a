"""The settings in their window: found, changed, in effect at once, taken elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from gipdesk.checks.practice import Grade
from gipdesk.desk import appearance
from gipdesk.desk.columns import WORDS
from gipdesk.desk.new_report_dialog import NewReportDialog
from gipdesk.desk.settings import preferences
from gipdesk.desk.settings.rules import OWN
from gipdesk.desk.settings.window import SettingsWindow
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.setting_entries import AGENCY, PAPER, RULES, SAVING
from gipdesk.workflow.settings import (
    Agency,
    Appearance,
    Saving,
    Settings,
    load_settings,
    save_settings,
    settings_file,
)
from tests.app.events import answer, button_of, click, ctrl, press, type_ime, type_keys, wait_active
from tests.app.reports import filled_report, report_with_wrong_totals


def settings_of(window: Window) -> SettingsWindow:
    """The window of the settings, opened by its keys."""
    ctrl(Qt.Key.Key_Comma)
    shown = window.preferences.shown
    assert shown is not None
    wait_active(shown)
    return shown


def line(shown: SettingsWindow, page: str, key: str) -> QLineEdit:
    field = shown.forms[page].fields[key]
    assert isinstance(field, QLineEdit)
    return field


def pages_offered(shown: SettingsWindow) -> list[str]:
    items = [shown.list.item(row) for row in range(shown.list.count())]
    return [each.text().partition("（")[0] for each in items if not each.isHidden()]


def rule_row(shown: SettingsWindow, rule: str) -> QModelIndex:
    model = shown.rules.table.model()
    rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == rule]
    assert rows, rule
    return model.index(rows[0], OWN)


def grade(shown: SettingsWindow, rule: str, name: str, qtbot: QtBot) -> None:
    """Choose a grade as a person does, with the keyboard."""
    shown.search.setFocus()
    shown.search.selectAll()
    type_ime(rule)
    press(Qt.Key.Key_Return)
    index = shown.rules.table.currentIndex()
    assert index == rule_row(shown, rule)
    choices = index.data(WORDS)
    steps = choices.index(name) - choices.index(index.data())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    for _ in range(abs(steps)):
        press(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert index.data() == name
    assert shown.rules.table.hasFocus()


def test_the_pages_stand_at_the_left_and_blocks_nothing(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    shown = settings_of(window)
    assert pages_offered(shown) == [AGENCY, PAPER, RULES, SAVING]
    assert not shown.isModal()
    assert line(shown, AGENCY, "name").hasFocus()
    shown.list.setFocus()
    press(Qt.Key.Key_Down)
    assert shown.paper.isVisible()


def test_the_agencys_details_are_kept_and_new_reports_begin_with_them(
    window: Window, office: Office
) -> None:
    from datetime import date

    shown = settings_of(window)
    type_ime("某某市司法局")
    phone = line(shown, AGENCY, "phone")
    phone.setFocus()
    type_keys("0000-1234567")
    click(button_of(shown, "确定"))
    assert load_settings().agency == Agency(name="某某市司法局", phone="0000-1234567")
    dialog = NewReportDialog(office, date(2026, 1, 5))
    meta = dialog.report().meta
    dialog.deleteLater()
    assert (meta.agency, meta.phone, meta.year) == ("某某市司法局", "0000-1234567", 2025)


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("行距", [PAPER]),
        ("页边距", [PAPER]),
        ("字体", [PAPER]),
        ("pdf", [PAPER]),
        ("电话", [AGENCY]),
        ("t3.row", [RULES]),
        ("自动保存", [SAVING]),
    ],
)
def test_a_search_shows_only_the_pages_that_have_the_words(
    window: Window, words: str, pages: list[str]
) -> None:
    shown = settings_of(window)
    shown.search.setFocus()
    type_ime(words)
    assert pages_offered(shown) == pages
    current = shown.list.currentItem()
    assert current is not None
    assert current.text().startswith(pages[0])
    shown.search.clear()
    assert pages_offered(shown) == [AGENCY, PAPER, RULES, SAVING]


def test_enter_in_the_search_goes_to_what_was_found(window: Window) -> None:
    shown = settings_of(window)
    shown.search.setFocus()
    type_ime("传真")
    press(Qt.Key.Key_Return)
    assert line(shown, AGENCY, "fax").hasFocus()
    type_keys("000-0000")
    shown.search.setFocus()
    shown.search.selectAll()
    type_ime("T4.SUM")
    press(Qt.Key.Key_Return)
    assert shown.rules.table.hasFocus()
    assert shown.rules.table.currentIndex() == rule_row(shown, "T4.SUM")
    assert shown.isVisible()
    assert load_settings() == Settings()
    click(button_of(shown, "确定"))
    assert load_settings().agency.fax == "000-0000"


def test_a_search_without_a_hit_says_so(window: Window) -> None:
    shown = settings_of(window)
    shown.search.setFocus()
    type_keys("zzz")
    assert "没有含“zzz”的设置" in shown.told()


def test_a_rule_is_graded_and_the_open_report_follows_at_once(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    session = window.filing.take(report_with_wrong_totals(form)).session
    shown = settings_of(window)
    grade(shown, "T3.ROW", "提示", qtbot)
    click(button_of(shown, "应用"))
    assert shown.isVisible()
    assert load_settings().rules == {"T3.ROW": Grade.WARNING}
    assert session.checked().errors() == []
    grade(shown, "T3.ROW", "按原级别", qtbot)
    click(button_of(shown, "确定"))
    assert load_settings().rules == {}
    assert len(session.checked().errors()) == 3
    qtbot.waitUntil(lambda: window._badge.text() == "还有 3 处")


def test_nothing_is_kept_where_the_window_is_called_off(window: Window) -> None:
    shown = settings_of(window)
    type_ime("某某市司法局")
    press(Qt.Key.Key_Escape)
    assert load_settings() == Settings()
    assert window.preferences.shown is None
    assert shown.isHidden()


def test_settings_that_cannot_be_written_are_told_and_the_window_stays(
    window: Window, data_folder: Path
) -> None:
    shown = settings_of(window)
    type_ime("某某市司法局")
    (data_folder / "settings.toml").mkdir(parents=True)
    click(button_of(shown, "确定"))
    assert shown.isVisible()
    assert "无法" in shown.told()
    shown.reject()


def test_an_open_report_is_saved_by_itself_where_that_is_wanted(
    window: Window, form: Form, tmp_path: Path, office: Office, qtbot: QtBot
) -> None:
    dossier = window.filing.take(filled_report(form))
    dossier.save_as(tmp_path / "a.gip")
    save_settings(Settings(saving=Saving(autosave_minutes=5)))
    window.preferences.begin()
    ref = CellRef("requests", "new", "natural")
    dossier.session.do(SetCell(ref, Cell("7")))
    assert dossier.is_unsaved
    clock = window.preferences._clock
    assert clock.isActive()
    assert clock.interval() == 5 * 60_000
    clock.setInterval(1)
    qtbot.waitUntil(lambda: not dossier.is_unsaved)
    clock.stop()
    cell = open_file(tmp_path / "a.gip", office).report.cell(ref)
    assert cell is not None
    assert cell.text == "7"


def test_a_report_is_not_saved_by_itself_unless_that_is_wanted(window: Window) -> None:
    assert not window.preferences._clock.isActive()


def test_a_report_without_a_file_is_not_asked_for_one_by_itself(window: Window, form: Form) -> None:
    dossier = window.filing.take(filled_report(form))
    dossier.session.do(SetCell(CellRef("requests", "new", "natural"), Cell("7")))
    window.filing.save_by_itself()
    assert dossier.is_unsaved


def test_settings_are_taken_to_the_next_workstation(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "设置.toml"
    monkeypatch.setattr(preferences, "ask_profile_to_write", lambda _parent, _name: path)
    monkeypatch.setattr(preferences, "ask_profile_to_read", lambda _parent: path)
    shown = settings_of(window)
    type_ime("某某市司法局")
    click(button_of(shown, "导出设置…"))
    assert "已导出设置" in shown.told()
    settings_file().unlink()
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        told.append(dialog.informativeText())
        click(button_of(dialog, "导入"))

    answer(act)
    click(button_of(shown, "导入设置…"))
    assert told == ["机关全称：（空） → 某某市司法局"]
    assert load_settings().agency.name == "某某市司法局"
    assert window.preferences.shown is None


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("坏.toml", b"agency = ", "内容有误"),
        ("别的.toml", b"[agency]\nname = 3\n", "内容有误"),
        ("坏.zip", b"PK\x03\x04", "内容有误"),
    ],
)
def test_a_file_that_is_no_whole_profile_changes_nothing(
    window: Window,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: bytes,
    why: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    monkeypatch.setattr(preferences, "ask_profile_to_read", lambda _parent: path)
    shown = settings_of(window)
    click(button_of(shown, "导入设置…"))
    assert name in shown.told()
    assert why in shown.told()
    assert load_settings() == Settings()
    shown.reject()


def test_the_appearance_is_chosen_worn_and_remembered(window: Window) -> None:
    choices = window._appearances.choices
    assert choices[Appearance.SYSTEM].isChecked()
    try:
        choices[Appearance.HIGH_CONTRAST].trigger()
        assert appearance.colours() is appearance.HIGH_CONTRAST
        assert load_settings().look.appearance is Appearance.HIGH_CONTRAST
        choices[Appearance.DARK].trigger()
        assert appearance.colours() is appearance.DARK
        assert choices[Appearance.DARK].isChecked()
    finally:
        choices[Appearance.SYSTEM].trigger()
    assert appearance.colours() is appearance.LIGHT


def test_a_damaged_settings_file_is_told(window: Window, data_folder: Path) -> None:
    data_folder.mkdir(exist_ok=True)
    settings_file().write_bytes(b"\xff")
    window.preferences.begin()
    assert "已损坏" in window.notices.text()
