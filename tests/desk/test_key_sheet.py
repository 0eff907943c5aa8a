"""The key sheet and the keys it lists."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from gipdesk.desk.actions import SPECS
from gipdesk.desk.appearance import LIGHT
from gipdesk.desk.help.key_sheet import sheet_as_pdf, sheet_document
from gipdesk.desk.help.keys import key_groups, plain_name, shown_key, shown_keys
from gipdesk.desk.table.menu import ENTRIES


@pytest.fixture
def sheet(qapp: QApplication) -> str:
    """What the sheet says."""
    del qapp
    return sheet_document(LIGHT).toPlainText()


def test_every_command_with_a_key_is_on_the_sheet(sheet: str) -> None:
    for spec in SPECS:
        for key in spec.keys:
            assert shown_key(key) in sheet
        if spec.keys:
            assert plain_name(spec.text) in sheet


def test_every_key_of_the_table_menu_is_on_the_sheet(sheet: str) -> None:
    for entry in ENTRIES:
        if entry.keys:
            assert shown_key(QKeySequence(entry.keys).toString()) in sheet
            assert plain_name(entry.text) in sheet


def test_no_two_commands_of_the_window_share_a_key(qapp: QApplication) -> None:
    del qapp
    of_menus = [group for group in key_groups() if group.name not in ("表格", "正文", "手册")]
    keys = [key for group in of_menus for line in group.lines for key in line.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "name"), [("新建(&N)…", "新建"), ("文件(&F)", "文件"), ("撤销", "撤销")]
)
def test_a_name_is_printed_without_its_underlined_letter(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_arrows_that_share_their_chord_are_printed_once() -> None:
    assert shown_keys(("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")) == ("Shift+←→↑↓",)
    assert shown_keys(("Ctrl+Right", "End")) == ("Ctrl+→", "End")


def test_the_sheet_is_one_page_of_a4_with_every_key(qapp: QApplication) -> None:
    del qapp
    with pdfplumber.open(io.BytesIO(sheet_as_pdf())) as pdf:
        assert len(pdf.pages) == 1
        page = pdf.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)
        text = re.sub(r"\s", "", page.extract_text())
        lowest = max(char["bottom"] for char in page.chars)
    assert "快捷键一览" in text
    for spec in SPECS:
        for key in spec.keys:
            assert shown_key(key) in text
    assert lowest < 842 - 40
