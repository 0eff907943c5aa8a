"""Choosing the paper: a style, its numbers, its fonts; kept for all reports, seen at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gipdesk.desk.paper.entries import VALUE
from gipdesk.desk.settings.window import SettingsWindow
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.folders import own_styles
from gipdesk.workflow.settings import load_paper
from tests.app.events import button_of, click, ctrl, press, type_keys, wait_active
from tests.app.importing import wait_for
from tests.app.reports import filled_report

COMMENTED = """\
base = "gb9704"  # 我局
name = "我局"
[page]
line_pitch = 28  # 局办定
"""


def choose_paper(window: Window, act: Callable[[SettingsWindow], None]) -> None:
    """Open the settings at the paper by its command and do something there."""
    window.actions_by_id["paper"].trigger()
    shown = window.preferences.shown
    assert shown is not None
    wait_active(shown)
    assert shown.paper.isVisible()
    act(shown)


def row_of(dialog: SettingsWindow, name: str) -> QModelIndex:
    """The value beside a name, once it was searched for."""
    dialog.search.setFocus()
    dialog.search.setText(name)
    model = dialog.paper.table.model()
    rows = [n for n in range(model.rowCount()) if model.index(n, 0).data() == name]
    assert rows, name
    return model.index(rows[0], VALUE)


def type_value(dialog: SettingsWindow, name: str, text: str) -> None:
    """Type a value as a person does."""
    index = row_of(dialog, name)
    dialog.paper.table.setFocus()
    dialog.paper.table.setCurrentIndex(index)
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    ctrl(Qt.Key.Key_A)
    type_keys(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()  # the view takes it when it comes to that


def test_a_number_that_is_changed_is_kept_as_the_agencys_own_style(window: Window) -> None:
    def act(dialog: SettingsWindow) -> None:
        type_value(dialog, "正文行距", "28")
        click(button_of(dialog, "确定"))

    choose_paper(window, act)
    assert load_paper().style == "本机关"
    written = tomllib.loads((own_styles() / "本机关.toml").read_text("utf-8"))
    assert written == {"base": "gb9704", "name": "本机关", "page": {"line_pitch": 28}}


def test_a_comment_in_the_agencys_style_stays(window: Window) -> None:
    own_styles().mkdir(parents=True)
    path = own_styles() / "本机关.toml"
    path.write_text(COMMENTED, "utf-8")

    def act(dialog: SettingsWindow) -> None:
        dialog.paper.styles.setCurrentText("我局")
        type_value(dialog, "页码在版心之下", "8")
        click(button_of(dialog, "确定"))

    choose_paper(window, act)
    text = path.read_text("utf-8")
    assert "# 我局" in text
    assert "line_pitch = 28  # 局办定" in text
    assert tomllib.loads(text)["page_number"] == {"below": 8}


@pytest.mark.parametrize(("text", "why"), [("x", "应为数字"), ("500", "应在 8 至 100 磅之间")])
def test_what_cannot_be_is_refused_with_its_reason(window: Window, text: str, why: str) -> None:
    seen: list[str] = []

    def act(dialog: SettingsWindow) -> None:
        type_value(dialog, "正文行距", text)
        seen.append(dialog.told())
        seen.append(row_of(dialog, "正文行距").data())
        dialog.reject()

    choose_paper(window, act)
    assert why in seen[0]
    assert seen[1] == "28.95"


def test_numbers_that_do_not_go_together_leave_the_dialog_open(window: Window) -> None:
    seen: list[str] = []

    def act(dialog: SettingsWindow) -> None:
        type_value(dialog, "正文行距", "60")
        click(button_of(dialog, "确定"))
        assert dialog.isVisible()
        seen.append(dialog.told())
        dialog.reject()

    choose_paper(window, act)
    assert "放不下" in seen[0]
    assert not (own_styles() / "本机关.toml").exists()
    assert list(own_styles().glob("*")) == []


def test_a_choice_is_made_from_a_list(window: Window, qtbot: QtBot) -> None:
    def act(dialog: SettingsWindow) -> None:
        index = row_of(dialog, "页码的位置")
        dialog.paper.table.setFocus()
        dialog.paper.table.setCurrentIndex(index)
        press(Qt.Key.Key_F2)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        box = dialog.paper.table.findChild(QComboBox)
        assert isinstance(box, QComboBox)
        assert [box.itemText(n) for n in range(box.count())] == [
            "单页右、双页左",
            "居中",
            "左",
            "右",
        ]
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        click(button_of(dialog, "确定"))

    choose_paper(window, act)
    written = tomllib.loads((own_styles() / "本机关.toml").read_text("utf-8"))
    assert written["page_number"] == {"place": "center"}


def test_the_other_profile_is_chosen_by_its_name(window: Window) -> None:
    def act(dialog: SettingsWindow) -> None:
        dialog.paper.styles.setFocus()
        dialog.paper.styles.setCurrentText("GB/T 33476.2")
        assert row_of(dialog, "上页边距（天头）").data() == "34.58"
        click(dialog.paper.installed)
        click(button_of(dialog, "确定"))

    choose_paper(window, act)
    assert load_paper().style == "gb33476"


def test_the_preview_follows(window: Window, form: Form, qtbot: QtBot) -> None:
    window.filing.take(filled_report(form))
    press(Qt.Key.Key_F6)
    assert window.desk is not None
    panel = window.desk.side.preview
    wait_for(panel.is_ready, qtbot)
    before = panel.page_count()

    def act(dialog: SettingsWindow) -> None:
        index = row_of(dialog, "印封面")
        dialog.paper.table.setFocus()
        dialog.paper.table.setCurrentIndex(index)
        press(Qt.Key.Key_F2)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        box = dialog.paper.table.findChild(QComboBox)
        assert isinstance(box, QComboBox)
        box.setCurrentText("是")
        box.activated.emit(0)
        click(button_of(dialog, "确定"))

    choose_paper(window, act)
    wait_for(lambda: panel.is_ready() and panel.page_count() == before + 1, qtbot)


def test_nothing_is_kept_where_the_dialog_is_called_off(window: Window) -> None:
    before = load_paper()

    def act(dialog: SettingsWindow) -> None:
        type_value(dialog, "正文行距", "28")
        click(button_of(dialog, "取消"))

    choose_paper(window, act)
    assert load_paper() == before
    assert QApplication.activeModalWidget() is None
