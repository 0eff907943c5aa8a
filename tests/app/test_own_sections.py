"""A section of one's own: begun, written and gone on with by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.window import Window
from tests.app.events import button_of, click, page_of, press, type_ime


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_behind_its_heading_one_goes_on_with_its_text(
    window: Window, session: Session, key: Qt.Key
) -> None:
    window.filing.take(session.report)
    window.actions_by_id["add_section"].trigger()
    type_ime("自设部分")
    press(key)
    assert isinstance(QApplication.focusWidget(), TextEditor)
    type_ime("正文一段。")
    assert window.desk is not None
    section = next(each for each in window.desk.session.report.sections if each.id == "extra-1")
    assert (section.heading, section.text) == ("自设部分", "正文一段。")


def test_when_it_is_deleted_the_one_in_its_place_is_shown(window: Window, session: Session) -> None:
    window.filing.take(session.report)
    assert window.desk is not None
    tabs = window.desk.tabs
    tabs.choose("requests")
    window.actions_by_id["add_section"].trigger()
    type_ime("自设部分")
    own = [each.id for each in tabs.tabs_model.tabs].index("extra-1")
    click(button_of(page_of(window), "删除这一部分"))
    assert tabs.currentIndex().row() == own
    assert tabs.chosen() == "proceedings"
