"""Numbers of paragraphs and punctuation as one types: by keys, by input method, by clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit

from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Link, Paragraph, Report
from tests.app.events import ctrl, press, type_ime, type_keys
from tests.app.test_text_editing import editor_of, open_section

_MOVING = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier)


def texts(report: Report, section_id: str = "problems") -> list[str]:
    section = report.section(section_id)
    assert section is not None
    return [each.text for each in section.blocks if isinstance(each, Paragraph)]


def put_cursor(editor: QTextEdit, paragraph: int, at: int = -1) -> None:
    """Put the cursor into a paragraph, at its end unless told otherwise."""
    block = editor.document().findBlockByNumber(paragraph)
    cursor = editor.textCursor()
    cursor.setPosition(block.position() + (block.length() - 1 if at < 0 else at))
    editor.setTextCursor(cursor)


# -------------------------------------------------------------------- numbers


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_behind_a_numbered_paragraph_begins_the_next(
    window: Window, form: Form, key: Qt.Key
) -> None:
    session = open_section(window, form, "problems", "（一）甲")
    press(key)
    type_ime("乙")
    assert texts(session.report) == ["（一）甲", "（二）乙"]


def test_those_behind_a_new_number_move_on_and_the_cursor_stays(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "1.甲", "2.乙", "2023年某", "3.丙")
    put_cursor(editor_of(window), 0)
    press(Qt.Key.Key_Return)
    type_ime("新")
    assert texts(session.report) == ["1.甲", "2.新", "3.乙", "2023年某", "4.丙"]


def test_a_new_number_and_what_follows_is_one_step_of_undo(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "1.甲", "2.乙", "3.丙")
    put_cursor(editor_of(window), 0)
    press(Qt.Key.Key_Return)
    assert session.undo_stack.count() == 1
    ctrl(Qt.Key.Key_Z)
    assert texts(session.report) == ["1.甲", "2.乙", "3.丙"]
    assert editor_of(window).texts() == ["1.甲", "2.乙", "3.丙"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Return])
def test_backspace_or_enter_on_an_empty_number_ends_it(
    window: Window, form: Form, key: Qt.Key
) -> None:
    session = open_section(window, form, "problems", "1.甲", "2.乙")
    put_cursor(editor_of(window), 0)
    press(Qt.Key.Key_Return)
    press(key)
    assert texts(session.report) == ["1.甲", "", "2.乙"]


def test_enter_within_a_numbered_paragraph_only_splits_it(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "1.甲乙")
    put_cursor(editor_of(window), 0, at=3)
    press(Qt.Key.Key_Return)
    assert texts(session.report) == ["1.甲", "乙"]


def test_enter_behind_what_only_looks_numbered_begins_no_number(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "1.5万元")
    press(Qt.Key.Key_Return)
    assert texts(session.report) == ["1.5万元", ""]


def test_deleting_a_paragraph_closes_the_gap(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "（一）甲", "（二）乙", "（三）丙")
    put_cursor(editor_of(window), 1)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert texts(session.report) == ["（一）甲", "（二）丙"]


def test_cut_and_paste_moves_a_numbered_paragraph(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "1.甲", "2.乙", "3.丙", "")
    put_cursor(editor_of(window), 0, at=0)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ctrl(Qt.Key.Key_X)
    assert texts(session.report) == ["1.乙", "2.丙", ""]
    put_cursor(editor_of(window), 2)
    ctrl(Qt.Key.Key_V)
    assert [each for each in texts(session.report) if each] == ["1.乙", "2.丙", "3.甲"]


def test_alt_shift_and_the_arrows_move_a_paragraph(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "（一）甲", "（二）乙", "（三）丙")
    press(Qt.Key.Key_Up, *_MOVING)
    assert texts(session.report) == ["（一）甲", "（二）丙", "（三）乙"]
    press(Qt.Key.Key_Up, *_MOVING)
    type_ime("丁")
    assert texts(session.report) == ["（一）丙丁", "（二）甲", "（三）乙"]
    press(Qt.Key.Key_Up, *_MOVING)
    for _ in range(3):
        ctrl(Qt.Key.Key_Z)
    assert texts(session.report) == ["（一）甲", "（二）乙", "（三）丙"]


def test_backspace_in_a_number_that_is_being_typed_takes_one_character(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "")
    type_keys("1.")
    press(Qt.Key.Key_Backspace)
    assert texts(session.report) == ["1"]


def test_linked_numbers_stay_linked_when_their_paragraph_is_renumbered(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "9.甲", "10.收到0件")
    cells = (CellRef("requests", "new", "natural"),)
    session.report.tables["requests"].rows["new"].cells["natural"] = Cell("0")
    linked = Paragraph("b901", "10.收到0件", (Link(5, 6, cells),))
    session.do(ReplaceBlocks("problems", 1, 1, (linked,)))
    put_cursor(editor_of(window), 0, at=0)
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Delete)
    section = session.report.section("problems")
    assert section is not None
    assert section.blocks == [Paragraph("b901", "9.收到0件", (Link(4, 5, cells),))]


def test_numbers_go_on_behind_a_table(window: Window, form: Form) -> None:
    session = open_section(window, form, "requests", "1.甲")
    section = session.report.section("requests")
    assert section is not None
    session.do(ReplaceBlocks("requests", len(section.blocks), 0, (Paragraph("b990", "2.乙"),)))
    put_cursor(editor_of(window), 0)
    press(Qt.Key.Key_Return)
    assert texts(session.report, "requests") == ["1.甲", "2.", "3.乙"]


# -------------------------------------------------------------------- punctuation


@pytest.mark.parametrize("is_by_ime", [False, True])
def test_a_half_width_mark_behind_chinese_is_widened(
    window: Window, form: Form, *, is_by_ime: bool
) -> None:
    session = open_section(window, form, "problems", "某某")
    (type_ime if is_by_ime else type_keys)(",")
    assert texts(session.report) == ["某某，"]


def test_backspace_elsewhere_deletes_as_usual(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "某某")
    type_keys(",")
    put_cursor(editor_of(window), 0, at=1)
    press(Qt.Key.Key_Backspace)
    assert texts(session.report) == ["某，"]


def test_numbers_and_addresses_are_left(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "某某")
    type_keys("1,200 10:30 http://a.cn/?b")
    assert texts(session.report) == ["某某1,200 10:30 http://a.cn/?b"]


@pytest.mark.parametrize("is_by_backspace", [False, True])
def test_the_mark_as_typed_comes_back(window: Window, form: Form, *, is_by_backspace: bool) -> None:
    session = open_section(window, form, "problems", "某某")
    type_keys(";")
    if is_by_backspace:
        press(Qt.Key.Key_Backspace)
    else:
        ctrl(Qt.Key.Key_Z)
    assert texts(session.report) == ["某某;"]
    press(Qt.Key.Key_Backspace)
    assert texts(session.report) == ["某某"]


def test_straight_quotes_pair_up(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "开展")
    for word in ('"', "放管服", '"'):
        type_ime(word)
    assert texts(session.report) == ["开展“放管服”"]


def test_pasted_marks_are_left(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "某某")
    QGuiApplication.clipboard().setText(",")
    ctrl(Qt.Key.Key_V)
    assert texts(session.report) == ["某某,"]
