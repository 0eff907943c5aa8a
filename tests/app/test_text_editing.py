"""The narrative editor: every edit is a change of the report, and undo is the report's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from gipdesk.desk.details_page import DetailsPage
from gipdesk.desk.section_page import SectionPage
from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.window import Window
from gipdesk.report.changes import ReplaceBlocks
from gipdesk.report.edition import Form
from gipdesk.report.report import Paragraph, Report
from tests.app.events import (
    button_of,
    click,
    compose,
    ctrl,
    page_of,
    press,
    texts_in,
    type_ime,
    type_keys,
)
from tests.app.reports import blank_report


def open_section(window: Window, form: Form, section_id: str, *texts: str) -> Session:
    """A report with these paragraphs in a section, its editor focused at the end."""
    report = blank_report(form)
    section = report.section(section_id)
    assert section is not None
    others = [block for block in section.blocks if not isinstance(block, Paragraph)]
    section.blocks = [
        *(Paragraph(f"b{900 + number}", text) for number, text in enumerate(texts)),
        *others,
    ]
    session = window.filing.take(report).session
    assert window.desk is not None
    window.desk.show_tab(section_id)
    editor = editor_of(window)
    editor.setFocus()
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    return session


def editor_of(window: Window, number: int = 0) -> TextEditor:
    page = page_of(window)
    assert isinstance(page, SectionPage | DetailsPage)
    return page.editors()[number]


def paragraphs(report: Report, section_id: str) -> list[tuple[str, str]]:
    section = report.section(section_id)
    assert section is not None
    return [(each.id, each.text) for each in section.blocks if isinstance(each, Paragraph)]


def test_typed_text_is_in_the_report_at_once(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "某某")
    type_ime("存在不足")
    assert paragraphs(session.report, "problems") == [("b900", "某某存在不足")]


def test_a_burst_of_typing_is_undone_at_once_and_can_be_redone(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "一")
    for word in ("二", "三", "四"):
        type_ime(word)
    ctrl(Qt.Key.Key_Z)
    assert paragraphs(session.report, "problems") == [("b900", "一")]
    assert editor_of(window).toPlainText() == "一"
    ctrl(Qt.Key.Key_Y)
    assert editor_of(window).toPlainText() == "一二三四"


def test_the_editor_has_no_undo_of_its_own(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "一")
    type_ime("二")
    assert session.undo_stack.count() == 1
    assert not editor_of(window).document().isUndoAvailable()


def test_paragraphs_keep_their_ids_when_one_is_split(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "第一段", "第二段第三段", "第四段")
    editor = editor_of(window)
    cursor = editor.textCursor()
    cursor.setPosition(len("第一段\n第二段"))
    editor.setTextCursor(cursor)
    press(Qt.Key.Key_Return)
    texts = paragraphs(session.report, "problems")
    assert [text for _, text in texts] == ["第一段", "第二段", "第三段", "第四段"]
    assert [texts[i][0] for i in (0, 1, 3)] == ["b900", "b901", "b902"]
    assert len({block_id for block_id, _ in texts}) == 4


def test_a_new_first_paragraph_leaves_the_others_alone(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲", "乙")
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return)
    assert paragraphs(session.report, "problems")[1:] == [("b900", "甲"), ("b901", "乙")]


def test_only_the_paragraph_that_was_edited_is_replaced(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲", "乙", "丙")
    seen: list[object] = []
    session.change_applied.connect(seen.append)
    press(Qt.Key.Key_Up)
    type_ime("加")
    assert seen == [ReplaceBlocks("problems", 1, 1, (Paragraph("b901", "乙加"),))]


def test_what_is_being_composed_is_no_text_yet(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "一")
    compose("er")
    assert paragraphs(session.report, "problems") == [("b900", "一")]
    type_ime("二")
    assert paragraphs(session.report, "problems") == [("b900", "一二")]


def test_text_from_word_comes_as_plain_paragraphs(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    copied = QMimeData()
    copied.setHtml("<p style='color:red'>甲</p><p><b>乙</b></p>")
    copied.setText("甲\r\n乙\r\n")
    QGuiApplication.clipboard().setMimeData(copied)
    ctrl(Qt.Key.Key_V)
    assert [text for _, text in paragraphs(session.report, "problems")] == ["甲", "乙"]
    assert "red" not in editor_of(window).toHtml()


def test_paste_is_one_step_of_undo(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "原文")
    QGuiApplication.clipboard().setText("甲\n乙\n丙")
    ctrl(Qt.Key.Key_V)
    assert session.undo_stack.count() == 1
    ctrl(Qt.Key.Key_Z)
    assert paragraphs(session.report, "problems") == [("b900", "原文")]


def test_characters_beyond_the_basic_plane_are_placed_right(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "𬱖𬭎某", "乙")
    session.do(ReplaceBlocks("problems", 0, 1, (Paragraph("b900", "𬱖𬭎某某"),)))
    assert editor_of(window).texts() == ["𬱖𬭎某某", "乙"]
    assert editor_of(window).show_span("b900", 2, 3)
    assert editor_of(window).textCursor().selectedText() == "某"


def test_the_cursor_stays_when_the_report_changes_elsewhere(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲甲", "乙乙")
    editor = editor_of(window)
    cursor = editor.textCursor()
    cursor.setPosition(1)
    editor.setTextCursor(cursor)
    editor.clearFocus()
    session.do(ReplaceBlocks("problems", 1, 1, (Paragraph("b901", "丙"),)))
    assert editor.texts() == ["甲甲", "丙"]
    assert editor.textCursor().position() == 1


def test_text_can_stand_before_and_behind_a_table(window: Window, form: Form) -> None:
    session = open_section(window, form, "requests", "表前")
    click(button_of(page_of(window), "＋ 在此处写文字"))
    type_ime("表后")
    section = session.report.section("requests")
    assert section is not None
    assert [getattr(each, "text", "表") for each in section.blocks] == ["表前", "表", "表后"]


def test_an_editor_left_empty_beside_a_table_folds_away(window: Window, form: Form) -> None:
    session = open_section(window, form, "requests", "表前")
    before = editor_of(window)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    assert before.isVisible()
    editor_of(window, 1).window().setFocus()
    before.clearFocus()
    assert not before.isVisible()
    assert paragraphs(session.report, "requests") == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_shift_enter_too_begins_a_paragraph(window: Window, form: Form, key: Qt.Key) -> None:
    session = open_section(window, form, "problems", "甲")
    press(key, Qt.KeyboardModifier.ShiftModifier)
    type_keys("b")
    assert [text for _, text in paragraphs(session.report, "problems")] == ["甲", "b"]


def test_the_number_of_characters_is_shown(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "甲乙 丙")
    type_ime("丁")
    assert "4 字" in texts_in(page_of(window))


def test_a_file_dropped_on_the_text_is_not_typed_into_it(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "甲")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/某某.gip")])
    assert not editor_of(window).canInsertFromMimeData(files)


def test_the_menu_of_the_text_undoes_what_the_report_undoes(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲")
    type_ime("乙")
    editor = editor_of(window)
    place = editor.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        editor.viewport(), QContextMenuEvent(reason, place, editor.mapToGlobal(place))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    undo, redo, _, cut = menu.actions()[:4]
    assert (undo.text(), redo.isEnabled()) == ("撤销 修改文字", False)
    assert cut.text().startswith("剪切")
    undo.trigger()
    menu.close()
    assert paragraphs(session.report, "problems") == [("b900", "甲")]


# -------------------------------------------------------------------- paragraph by paragraph


def place_in(window: Window) -> tuple[int, int]:
    """The paragraph with the cursor, and how many characters into it."""
    cursor = editor_of(window).textCursor()
    return cursor.blockNumber(), cursor.positionInBlock()


def test_ctrl_and_an_arrow_go_from_paragraph_to_paragraph(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "第一段。", "第二段。", "第三段。")
    ctrl(Qt.Key.Key_Up)
    assert place_in(window) == (2, 0)
    ctrl(Qt.Key.Key_Up)
    assert place_in(window) == (1, 0)
    press(Qt.Key.Key_Right)
    ctrl(Qt.Key.Key_Up)
    assert place_in(window) == (1, 0)
    ctrl(Qt.Key.Key_Down)
    assert place_in(window) == (2, 0)
    ctrl(Qt.Key.Key_Down)
    assert place_in(window) == (2, len("第三段。"))
    for _ in range(4):
        ctrl(Qt.Key.Key_Up)
    assert place_in(window) == (0, 0)


def test_with_shift_whole_paragraphs_are_chosen_and_written_anew(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "第一段。", "第二段。", "第三段。")
    held = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Up, *held)
    assert editor_of(window).textCursor().selectedText() == "第三段。"
    type_ime("另写。")
    ctrl(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, *held)
    assert editor_of(window).textCursor().selectedText() == "第一段。\u2029"
    press(Qt.Key.Key_Delete)
    assert [text for _, text in paragraphs(session.report, "problems")] == ["第二段。", "另写。"]
