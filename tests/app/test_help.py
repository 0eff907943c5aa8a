"""F1, the manual, and the guidance beside the page."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import gipdesk.desk
from gipdesk import paths
from gipdesk.desk import dialogs
from gipdesk.desk.help.anchors import rule_anchor, section_anchor
from gipdesk.desk.help.book import Book
from gipdesk.desk.help.generated import read_meanings
from gipdesk.desk.help.key_sheet import KeySheetDialog
from gipdesk.desk.help.keys import (
    TABLE_KEYS,
    key_groups,
    plain_name,
    shown_key,
    shown_keys,
)
from gipdesk.desk.help.manual import read_book, read_contents
from gipdesk.desk.help.window import HelpWindow
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
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
from tests.app.everybody import nameless
from tests.app.reports import blank_report, filled_report, report_with_wrong_totals
from tests.app.tables import cell, current

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PICTURES = paths.HELP / "pictures"


@pytest.fixture
def book(qapp: QApplication, office: Office, form: Form) -> Book:
    """The manual for the form in force."""
    del qapp
    return read_book(paths.HELP, office, form)


def manual(owner: QWidget) -> HelpWindow:
    """The manual that is open before a window, with the keyboard in it."""
    found = owner.findChild(HelpWindow)
    assert isinstance(found, HelpWindow)
    for _ in range(200):
        if QApplication.activeWindow() is found:
            break
        QTest.qWait(5)
    assert QApplication.activeWindow() is found
    return found


def shown_in(owner: QWidget) -> list[str]:
    """What the labels say that can be seen."""
    return [each.text() for each in owner.findChildren(QLabel) if each.isVisibleTo(owner)]


# -------------------------------------------------------------------- the book


def test_every_link_and_every_place_leads_somewhere(office: Office, qapp: QApplication) -> None:
    del qapp
    for edition in office.editions:
        book = read_book(paths.HELP, office, form_of(edition))
        links = {link for chapter in book.chapters for link in chapter.links}
        assert links <= book.anchors
        assert set(read_contents(paths.HELP).places.values()) <= book.anchors


def test_every_rule_is_explained_with_its_source(book: Book, office: Office) -> None:
    ids = set(office.rules)
    for edition in office.editions:
        ids |= {identity.id for identity in edition.identities}
    assert {rule_anchor(each) for each in ids} <= book.anchors
    rules = next(each for each in book.chapters if each.id == "rules")
    for topic in rules.topics[1:]:
        assert "来源：" in topic.text
        assert "{" not in topic.text
    assert set(read_meanings(paths.HELP / "rules.toml")) <= ids


def test_every_section_of_every_form_is_explained(office: Office, qapp: QApplication) -> None:
    del qapp
    for edition in office.editions:
        form = form_of(edition)
        book = read_book(paths.HELP, office, form)
        assert {section_anchor(each.id) for each in form.sections} <= book.anchors


def test_what_is_not_official_is_called_reference(book: Book, form: Form) -> None:
    filling = next(each for each in book.chapters if each.id == "filling")
    text = " ".join(topic.text for topic in filling.topics)
    hints = [hint for section in form.sections for hint in section.guidance]
    assert text.count("参考") >= sum(not hint.official for hint in hints)
    assert "参考 涉及商业秘密、个人隐私等" in text


def test_every_dialog_has_a_place_in_the_manual() -> None:
    known = read_contents(paths.HELP).places
    assert [each.__name__ for each in dialogs_of_the_desk() if each.__name__ not in known] == []


def dialogs_of_the_desk() -> Iterator[type[QDialog]]:
    for module in pkgutil.walk_packages(gipdesk.desk.__path__, "gipdesk.desk."):
        importlib.import_module(module.name)
    kinds: list[type[QDialog]] = [QDialog]
    while kinds:
        each = kinds.pop()
        kinds += each.__subclasses__()
        if each.__module__.startswith("gipdesk.desk") and not each.__subclasses__():
            yield each


def test_every_picture_shown_is_there_and_small(book: Book) -> None:
    shown = {name for chapter in book.chapters for name in chapter.pictures}
    assert shown
    for name in shown:
        path = PICTURES / f"{name}.png"
        assert path.stat().st_size <= 80_000
        assert QImageReader(str(path)).size().width() > 200
    assert {path.stem for path in PICTURES.glob("*.png")} == shown


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("发文稿纸", "exporting#approval"),
        ("不予公开", "filling#requests"),
        ("F8", "checking#cards"),
    ],
)
def test_searching_finds_the_topic(book: Book, words: str, anchor: str) -> None:
    assert anchor in [hit.topic.anchor for hit in book.find(words)]


def test_searching_for_several_words_needs_them_all(book: Book) -> None:
    assert list(book.find("发文稿纸 不存在的话")) == []


# -------------------------------------------------------------------- F1


def test_f1_on_the_start_page_opens_the_beginning(window: Window) -> None:
    press(Qt.Key.Key_F1)
    shown = manual(window)
    assert shown.browser.here() == "start"
    assert "新建报告" in shown.browser.toPlainText()


def test_f1_in_a_cell_explains_its_row(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/denied.third_party.social"))
    press(Qt.Key.Key_F1)
    assert manual(window).browser.here() == "filling#requests/denied.third_party"


def test_f1_while_a_cell_is_being_typed_keeps_what_is_typed(window: Window, form: Form) -> None:
    dossier = window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/new.natural"))
    type_keys("12")
    press(Qt.Key.Key_F1)
    shown = manual(window)
    assert shown.browser.here() == "filling#requests/new"
    shown.close()
    window.activateWindow()
    dossier.session.commit_open_editors()
    assert dossier.session.text(cell("requests/new.natural")) == "12"


def test_f1_in_a_text_opens_the_chapter_about_texts(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_tab("overview")
    window.desk.start_typing()
    press(Qt.Key.Key_F1)
    assert manual(window).browser.here().startswith("text")


@pytest.mark.parametrize("tab", ["overview", "disclosure", "requests", "proceedings", "other"])
def test_f1_on_the_tabs_explains_the_section(window: Window, form: Form, tab: str) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_tab(tab)
    window.desk.tabs.setFocus()
    press(Qt.Key.Key_F1)
    assert manual(window).browser.here() == section_anchor(tab)


def test_f1_in_a_dialog_opens_the_manual_in_front_of_it(window: Window) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        press(Qt.Key.Key_F1)
        shown = manual(dialog)
        seen.append(shown.browser.here())
        shown.close()
        dialog.reject()

    answer(look)
    window.filing.new()
    assert seen == ["start#new"]


def test_a_finding_leads_to_its_rule(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert window.desk
    card = window.desk.side.findings.cards()[0]
    click(button_of(card, "说明"))
    shown = manual(window)
    assert shown.browser.here() == "rules#T3.ROW"
    assert "各栏相加" in shown.browser.toPlainText()


def test_the_manual_closes_with_the_window(window: Window) -> None:
    press(Qt.Key.Key_F1)
    shown = manual(window)
    window.close()
    assert not shown.isVisible()
    window.show()


# -------------------------------------------------------------------- its window


def test_one_goes_through_the_manual_by_keys(window: Window) -> None:
    window.helping.open("start")
    shown = manual(window)
    shown.browser.go_to("checking#accept")
    item = shown.contents.currentItem()
    assert item is not None
    assert item.text(0) == "确认提示"
    QTest.keyClick(shown.browser, Qt.Key.Key_Left, ALT)
    assert shown.browser.here() == "start"
    QTest.keyClick(shown.browser, Qt.Key.Key_Right, ALT)
    assert shown.browser.here() == "checking#accept"
    QTest.keyClick(shown.browser, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is shown.search
    type_ime("核对码")
    press(Qt.Key.Key_Return)
    assert shown.browser.here() == "exporting#signing"
    press(Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_word_that_is_nowhere_is_answered(window: Window) -> None:
    window.helping.open("start")
    shown = manual(window)
    shown.search.setFocus()
    type_keys("qqqq")
    assert "没有找到" in shown.hits.item(0).text()
    press(Qt.Key.Key_Return)
    assert shown.browser.here() == "start"


def test_the_contents_lead_to_their_topics(window: Window) -> None:
    window.helping.open("start")
    shown = manual(window)
    for number in range(shown.contents.topLevelItemCount()):
        chapter = shown.contents.topLevelItem(number)
        assert chapter is not None
        shown.contents.setCurrentItem(chapter)
        assert shown.browser.toPlainText().startswith(chapter.text(0))


# -------------------------------------------------------------------- keys


def test_the_key_sheet_is_shown_and_saved(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "快捷键一览.pdf"
    monkeypatch.setattr(dialogs, "ask_pdf_path", lambda *_: target)
    window.actions_by_id["key_sheet"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeySheetDialog)
    assert "下一处问题" in dialog.sheet.toPlainText()
    click(dialog.saving)
    assert target.read_bytes().startswith(b"%PDF")
    assert "快捷键一览.pdf" in dialog.told()
    dialog.reject()


MOVES = {  # key: from, to
    "Enter": ("new.natural", "new.commercial"),
    "Tab": ("new.other", "carry_in.natural"),
    "Shift+Enter": ("new.commercial", "new.natural"),
    "Shift+Tab": ("carry_in.natural", "new.other"),
    "Left": ("new.commercial", "new.natural"),
    "Right": ("new.natural", "new.commercial"),
    "Up": ("carry_in.social", "new.social"),
    "Down": ("new.social", "carry_in.social"),
    "Ctrl+Right": ("new.natural", "new.total"),
    "End": ("new.natural", "new.total"),
    "Ctrl+Left": ("partial.legal", "partial.natural"),
    "Home": ("partial.legal", "partial.natural"),
    "Ctrl+Down": ("new.legal", "carry_out.legal"),
    "Ctrl+Up": ("carry_out.legal", "new.legal"),
    "Ctrl+Home": ("partial.legal", "new.natural"),
    "Ctrl+End": ("partial.legal", "carry_out.total"),
}
SCREENS = {"PgDown": 1, "PgUp": -1}
SELECTIONS = ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")
TYPING = ("0…9", "F2", "Esc", "Menu")
QT_KEYS = {"PgDown": "PageDown", "PgUp": "PageUp", "Enter": "Return", "Esc": "Escape"}


def test_every_key_listed_for_tables_is_pressed_below() -> None:
    listed = [key for line in TABLE_KEYS for key in line.keys]
    assert sorted(listed) == sorted([*MOVES, *SCREENS, *SELECTIONS, *TYPING])


def press_named(name: str) -> None:
    *held, key = name.split("+")
    modifiers = {"Shift": SHIFT, "Ctrl": CTRL}
    code = getattr(Qt.Key, f"Key_{QT_KEYS.get(key, key)}")
    if name == "Shift+Tab":
        code = Qt.Key.Key_Backtab
    press(code, *(modifiers[each] for each in held))


@pytest.mark.parametrize("name", MOVES)
def test_a_key_moves_as_it_is_listed(window: Window, form: Form, name: str) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    start, target = MOVES[name]
    window.desk.show_cell(cell(f"requests/{start}"))
    press_named(name)
    assert current(table_of(window)) == f"requests/{target}"


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_up_or_down_is_several_rows(window: Window, form: Form, name: str) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/denied.process_info.natural"))
    table = table_of(window)
    before = table.currentIndex().row()
    press_named(name)
    assert (table.currentIndex().row() - before) * SCREENS[name] > 3


@pytest.mark.parametrize("name", SELECTIONS)
def test_shift_and_an_arrow_choose_two_cells(window: Window, form: Form, name: str) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/partial.social"))
    press_named(name)
    assert len(table_of(window).commands.chosen()) == 2


def test_typing_replaces_editing_keeps_and_escape_gives_up(window: Window, form: Form) -> None:
    dossier = window.filing.take(filled_report(form))
    assert window.desk
    ref = cell("requests/new.natural")
    window.desk.show_cell(ref)
    type_keys("7")
    press_named("Enter")
    assert dossier.session.text(ref) == "7"
    press_named("Left")
    press_named("F2")
    type_keys("5")
    press_named("Enter")
    assert dossier.session.text(ref) == "75"
    press_named("Left")
    type_keys("9")
    press_named("Esc")
    assert dossier.session.text(ref) == "75"


def test_the_menu_key_opens_the_menu_of_a_table(window: Window, form: Form, qtbot: QtBot) -> None:
    window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/new.natural"))
    reason = QContextMenuEvent.Reason.Keyboard  # what the system makes of the key
    table = table_of(window)
    place = table.mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(table, QContextMenuEvent(reason, QPoint(5, 5), place))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


# -------------------------------------------------------------------- guidance


def test_guidance_follows_the_cell_and_the_section(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/denied.third_party.natural"))
    guidance = window.desk.side.guidance
    window.desk.side.setCurrentWidget(guidance)
    here = "（三）不予公开 4.保护第三方合法权益 · 自然人"
    qtbot.waitUntil(lambda: here in shown_in(guidance))
    said = shown_in(guidance)
    at = said.index("涉及商业秘密、个人隐私等，公开会损害第三方合法权益的信息。")
    assert said[at - 1] == "参考"
    assert "第十五条（对应关系供参考）" in said[at + 1]
    press(Qt.Key.Key_Down)
    next_row = "三类内部事务信息：人事管理、后勤管理、内部工作流程。"
    qtbot.waitUntil(lambda: next_row in shown_in(guidance))
    window.desk.show_tab("problems")
    qtbot.waitUntil(lambda: "不可只写“无”。" in shown_in(guidance))
    assert next_row not in shown_in(guidance)


def test_guidance_leads_into_the_manual(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk
    window.desk.show_tab("other")
    window.desk.side.setCurrentWidget(window.desk.side.guidance)
    click(button_of(window.desk.side.guidance, "在手册中查看"))
    assert manual(window).browser.here() == "filling#other"


def test_the_page_stays_where_it_is_while_the_manual_is_read(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    page = page_of(window)
    ctrl(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_F1)
    assert page_of(window) is not page
    assert manual(window).findChildren(QPushButton) is not None


# -------------------------------------------------------------------- the manual tells the truth


def texts_of(book: Book) -> str:
    return "\n".join("".join(chapter.root.itertext()) for chapter in book.chapters)


def test_every_menu_the_manual_names_is_there(book: Book, window: Window) -> None:
    named = set(re.findall(r"“?(文件|编辑|检查|查看|帮助) → ([^”，。：；、]+)", texts_of(book)))
    there = {
        (plain_name(menu.title()), plain_name(action.text()))
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
    }
    assert len(named) > 8
    assert named <= there


def test_every_key_the_manual_names_does_something(book: Book) -> None:
    named = {each.text for chapter in book.chapters for each in chapter.root.iter("key")}
    listed = {key for group in key_groups() for line in group.lines for key in line.keys}
    shown = {shown_key(each) for each in listed} | {
        each for group in key_groups() for line in group.lines for each in shown_keys(line.keys)
    }
    of_others = {"Ctrl+A", "Ctrl", "Shift", "Backspace"}  # of the web page; held; in a text
    assert {each for each in named if each} - of_others <= shown


def test_every_command_the_manual_names_is_one(book: Book) -> None:
    written = [each.text or "" for chapter in book.chapters for each in chapter.root.iter("code")]
    lines = [each.split() for each in written if each.startswith("gipdesk ")]
    assert len(lines) > 10
    for _, command, *rest in lines:
        below = rest[:1] if command in ("template", "style") else []
        flags = [each for each in rest if each.startswith("-")]
        done = subprocess.run(
            [sys.executable, "-m", "gipdesk", command, *below, "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, command
        assert all(flag in done.stdout for flag in flags), (command, flags)


# -------------------------------------------------------------------- everybody


def test_a_screen_reader_can_name_every_control(window: Window) -> None:
    window.helping.open("start")
    assert nameless(manual(window)) == []
    window.actions_by_id["key_sheet"].trigger()
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    assert nameless(sheet) == []
    sheet.close()
    window.tour.begin()
    assert window.tour.bubble is not None
    assert nameless(window.tour.bubble) == []
    window.tour.end()
