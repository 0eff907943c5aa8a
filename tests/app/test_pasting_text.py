"""What word processors copy keeps its paragraphs, numbers and tables, and loses its looks."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gipdesk.desk.session import Session
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.grid import grid_of
from gipdesk.report.report import Cell, FreeTable, Paragraph, copy_of
from tests.app.events import button_of, click, ctrl, press, type_ime
from tests.app.reports import blank_report, put
from tests.app.test_pictures_and_tables import blocks_of, kinds_of
from tests.app.test_text_editing import editor_of, open_section, paragraphs

_NEW = CellRef("requests", "new", "natural")
_LIST = (
    "<p class=MsoListParagraph><![if !supportLists]><span>（一）<span>&nbsp;&nbsp; </span></span>"
    "<![endif]><b style='color:red'>甲</b></p><p class=MsoListParagraph>（二）&nbsp; 乙</p>"
)
_TABLE = (
    "<table border=1><tr><td><b>项目</b></td><td>数量</td></tr>"
    "<tr><td>网站</td><td>1</td></tr></table>"
)


def copy(html: str, text: str) -> None:
    """Put on the clipboard what a word processor would."""
    data = QMimeData()
    data.setHtml(f"<html><body>{html}</body></html>")
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def words(session: Session, section_id: str = "problems") -> list[str]:
    return [text for _, text in paragraphs(session.report, section_id)]


def official_table(form: Form, number: str) -> str:
    """表三 as another program copies it, with one number in it."""
    report = blank_report(form)
    put(report, _NEW, number)
    lines = grid_of(form.tables["requests"], report.tables["requests"]).lines
    rows = []
    for line in lines:
        cells = []
        for cell in line:
            value = report.cell(cell.ref) if cell.ref else None
            text = value.text if value else cell.text
            spans = f"colspan={cell.column_span} rowspan={cell.row_span}"
            cells.append(f"<td {spans}>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def test_paragraphs_and_list_numbers_stay_and_looks_go(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    copy(_LIST, "（一）\t甲\r\n（二）\t乙\r\n")
    ctrl(Qt.Key.Key_V)
    assert [each for each in words(session) if each] == ["（一）甲", "（二）乙"]
    assert "red" not in editor_of(window).toHtml()


def test_a_list_that_a_browser_numbers_keeps_its_numbers(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    copy("<ol><li>甲</li><li>乙</li></ol>", "甲\n乙")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["1.甲", "2.乙"]


def test_indents_typed_as_spaces_go(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    copy("<p>甲</p>", "　　甲\r\n　　乙")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["甲", "乙"]


def test_words_within_a_sentence_stay_as_they_are(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "前")
    copy("<span>a  b</span>", " a  b ")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["前 a  b "]


def test_tracked_changes_come_as_word_would_print_them(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    tracked = "收到<del cite='x'><span>12</span></del><ins cite='x'><span>13</span></ins>件。"
    copy(f"<p class=MsoNormal>{tracked}</p><p>二</p>", "收到1213件。\r\n二\r\n")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["收到13件。", "二"]


def test_comments_of_a_reviewer_are_left_behind(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    mark = (
        "<span class=MsoCommentReference><span style='mso-special-character:comment'>"
        "<a class=msocomanchor href='#_msocom_1'>[U1]</a></span></span>"
    )
    note = (
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>[U1]请核对</p></div></div>"
    )
    copy(f"<p>收到{mark}3件</p>{note}", "收到[U1]3件\r\n\r\n [U1]请核对\r\n")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["收到3件"]


@pytest.mark.parametrize("bullet", ["l\t", "\uf06c\t", "·\t", "•  ", "Ø\t", "\u3000\u3000●"])
def test_signs_before_items_go_and_the_items_stay(window: Window, form: Form, bullet: str) -> None:
    session = open_section(window, form, "problems", "")
    QGuiApplication.clipboard().setText(f"{bullet}甲\r\n{bullet}乙\r\n")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["甲", "乙"]


def test_headings_of_word_stay_paragraphs_of_their_own(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    page = "<h1 style='color:red'>一、总体</h1><h2>（一）<b>公开</b></h2><p>正文</p>"
    copy(page + _TABLE, "一、总体\r\n（一）公开\r\n正文\r\n")
    ctrl(Qt.Key.Key_V)
    assert words(session)[:3] == ["一、总体", "（一）公开", "正文"]
    assert kinds_of(session)[3] == "FreeTable"


def test_any_line_end_ends_a_paragraph_and_control_signs_go(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    text = "😀一\r\n\t二\t三\r四\v五\f六\u2028七\u2029八\x07\x13九\ufeff\x1f"
    QGuiApplication.clipboard().setText(text)
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["😀一", "二\t三", "四", "五", "六", "七", "八九"]
    assert editor_of(window).texts() == words(session)


def test_fifty_pages_come_at_once_and_go_at_once(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "前")
    sentences = "全年收到政府信息公开申请12件，公开860条。" * 3
    items = [f"{at % 99 + 1}.平台。{sentences}" for at in range(500)]
    QGuiApplication.clipboard().setText("\r\n".join(items))
    ctrl(Qt.Key.Key_V)
    assert len(words(session)) == 500
    assert words(session)[0].startswith("前1.")
    type_ime("某")
    ctrl(Qt.Key.Key_Z)
    ctrl(Qt.Key.Key_Z)
    assert words(session) == ["前"]


def test_a_line_without_end_does_not_hold_up_typing(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "")
    line = "全年收到政府信息公开申请12件，" * 4000
    QGuiApplication.clipboard().setText(line)
    begun = time.process_time()
    ctrl(Qt.Key.Key_V)
    type_ime("某")
    assert time.process_time() - begun < 5  # unbounded, it takes a minute
    assert words(session) == [f"{line}某"]


def test_a_table_becomes_a_table_of_its_own_between_the_text(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "前后")
    press(Qt.Key.Key_Left)
    copy(f"<p>一</p>{_TABLE}<p>二</p>", "一\n项目\t数量\n网站\t1\n二")
    ctrl(Qt.Key.Key_V)
    blocks = blocks_of(session)
    assert kinds_of(session) == ["Paragraph", "FreeTable", "Paragraph"]
    assert words(session) == ["前一", "二后"]
    assert isinstance(blocks[1], FreeTable)
    assert blocks[1].rows == (("项目", "数量"), ("网站", "1"))
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].id == "b900"
    assert len({block.id for block in blocks}) == 3
    assert session.undo_stack.count() == 1
    ctrl(Qt.Key.Key_Z)
    assert words(session) == ["前后"]


def test_the_official_table_fills_that_table(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲")
    copy(official_table(form, "7"), "")
    ctrl(Qt.Key.Key_V)
    cell = session.report.cell(_NEW)
    assert cell is not None
    assert cell.text == "7"
    assert kinds_of(session) == ["Paragraph"]
    assert form.tables["requests"].name in window.notices.text()
    assert session.undo_stack.count() == 1
    click(button_of(window.notices, "撤销"))
    assert session.report.cell(_NEW) == Cell()


def test_an_official_table_with_numbers_is_only_overwritten_when_wanted(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "甲")
    copy(official_table(form, "7"), "")
    ctrl(Qt.Key.Key_V)
    copy(official_table(form, "8"), "")
    ctrl(Qt.Key.Key_V)
    cell = session.report.cell(_NEW)
    assert cell is not None
    assert cell.text == "7"
    QApplication.processEvents()  # the notice was there before its new button
    click(button_of(window.notices, "用粘贴的内容填入"))
    cell = session.report.cell(_NEW)
    assert cell is not None
    assert cell.text == "8"


def test_a_few_rows_with_official_words_stay_a_table_of_ones_own(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "甲")
    before = copy_of(session.report).tables
    rows = "".join(f"<tr><td>{each}</td><td>3</td></tr>" for each in ("行政许可", "行政处罚"))
    copy(f"<table>{rows}</table>", "")
    ctrl(Qt.Key.Key_V)
    assert kinds_of(session) == ["Paragraph", "FreeTable"]
    assert session.report.tables == before


def test_in_the_preamble_a_table_comes_as_text(window: Window, form: Form) -> None:
    session = window.filing.take(blank_report(form)).session
    assert window.desk is not None
    window.desk.show_section("preamble")
    editor_of(window).setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    copy(_TABLE, "项目\t数量")
    ctrl(Qt.Key.Key_V)
    assert words(session, "preamble") == ["项目\t数量", "网站\t1"]


@pytest.mark.parametrize("text", ["甲\r\n乙\r\n", "甲\n乙"])
def test_copied_lines_replace_a_selection_without_a_blank_line(
    window: Window, form: Form, text: str
) -> None:
    session = open_section(window, form, "problems", "某某")
    ctrl(Qt.Key.Key_A)
    QGuiApplication.clipboard().setText(text)
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["甲", "乙"]


def test_a_paragraph_copied_whole_and_put_before_another_stays_one(
    window: Window, form: Form
) -> None:
    session = open_section(window, form, "problems", "1.甲", "2.乙", "3.丙")
    editor = editor_of(window)
    cursor = editor.textCursor()
    cursor.setPosition(len("1.甲\n2.乙\n"))
    editor.setTextCursor(cursor)
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    ctrl(Qt.Key.Key_X)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().setText("3.丙\n")
    ctrl(Qt.Key.Key_V)
    assert words(session) == ["1.丙", "2.甲", "3.乙"]
