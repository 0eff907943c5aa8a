"""A number of the text is linked to its cells from the menu, and then follows the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Link, Paragraph, Report
from tests.app.events import (
    button_of,
    click,
    compose,
    ctrl,
    press,
    table_of,
    type_ime,
    type_keys,
)
from tests.app.test_text_editing import editor_of, open_section

TEXT = "全年共收到政府信息公开申请12件。"
START = TEXT.index("12")
NATURAL = CellRef("requests", "new", "natural")
TOTAL = CellRef("requests", "new", "total")
LINK_IT = "随表中数字更新（表三·新收·总计）"
UNLINK_IT = "不再随表更新"


def paragraph_of(report: Report) -> Paragraph:
    section = report.section("overview")
    assert section is not None
    block = section.blocks[0]
    assert isinstance(block, Paragraph)
    return block


def place_of(editor: TextEditor, position: int) -> QPoint:
    """The middle of the character at a position, as it is painted."""
    cursor = editor.textCursor()
    cursor.setPosition(position)
    left = editor.cursorRect(cursor)
    cursor.setPosition(position + 1)
    return QPoint((left.left() + editor.cursorRect(cursor).left()) // 2, left.center().y())


def menu_at(editor: TextEditor, place: QPoint) -> QMenu:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, editor.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(editor.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, name: str) -> None:
    (action,) = [each for each in menu.actions() if each.text() == name]
    action.trigger()
    menu.close()


def link_number(window: Window, form: Form) -> Session:
    session = open_section(window, form, "overview", TEXT)
    choose(menu_at(editor_of(window), place_of(editor_of(window), START)), LINK_IT)
    return session


def marks(editor: TextEditor) -> list[tuple[str, bool, bool]]:
    """The marked words, whether they have a ground and whether dots under them."""
    dots = QTextCharFormat.UnderlineStyle.DotLine
    return [
        (
            each.cursor.selectedText(),
            each.format.background().style() != Qt.BrushStyle.NoBrush,
            each.format.underlineStyle() == dots,
        )
        for each in editor.extraSelections()
    ]


def put_cursor(editor: TextEditor, position: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    editor.setTextCursor(cursor)
    editor.setFocus()


def test_a_number_that_could_follow_the_table_has_dots_under_it(window: Window, form: Form) -> None:
    open_section(window, form, "overview", TEXT, "热线12件。")
    assert marks(editor_of(window)) == [("12", False, True)]


def test_dots_come_and_go_with_what_is_typed(window: Window, form: Form) -> None:
    open_section(window, form, "overview", "收到政府信息公开申请")
    assert marks(editor_of(window)) == []
    type_ime("3件")
    assert marks(editor_of(window)) == [("3", False, True)]
    press(Qt.Key.Key_Backspace)
    assert marks(editor_of(window)) == []


def test_the_menu_links_a_number_which_then_says_what_the_table_says(
    window: Window, form: Form
) -> None:
    session = link_number(window, form)
    assert paragraph_of(session.report).text == TEXT.replace("12", "〔待填〕")
    assert marks(editor_of(window))[0] == ("〔待填〕", True, False)
    assert editor_of(window).texts()[0] == TEXT.replace("12", "〔待填〕")
    assert "N.LINK" in {each.rule for each in session.checked().findings}


def test_typing_into_the_table_alters_the_text_in_one_step_of_undo(
    window: Window, form: Form
) -> None:
    session = link_number(window, form)
    for column in form.tables["requests"].column_labels:
        if column != "total":
            session.do(SetCell(CellRef("requests", "new", column), Cell("2")))
    assert paragraph_of(session.report).text == TEXT
    assert window.desk is not None
    window.desk.show_tab("requests")
    table = table_of(window)
    table.show_cell(NATURAL)
    table.setFocus()
    steps = session.undo_stack.count()
    type_keys("5")
    press(Qt.Key.Key_Tab)
    assert session.text(TOTAL) == "15"
    assert paragraph_of(session.report).text == TEXT.replace("12", "15")
    assert session.undo_stack.count() == steps + 1
    ctrl(Qt.Key.Key_Z)
    assert (session.text(TOTAL), paragraph_of(session.report).text) == ("12", TEXT)
    window.desk.show_tab("overview")
    assert editor_of(window).texts()[0] == TEXT


def test_linking_is_undone_as_one_step(window: Window, form: Form) -> None:
    session = link_number(window, form)
    assert session.undo_stack.undoText() == "随表中数字更新"
    ctrl(Qt.Key.Key_Z)
    assert paragraph_of(session.report) == Paragraph("b900", TEXT)


def test_the_menu_unlinks_and_the_text_stays(window: Window, form: Form) -> None:
    session = link_number(window, form)
    choose(menu_at(editor_of(window), place_of(editor_of(window), START + 1)), UNLINK_IT)
    assert paragraph_of(session.report) == Paragraph("b900", TEXT.replace("12", "〔待填〕"))


def test_typing_inside_a_linked_number_unlinks_it(window: Window, form: Form) -> None:
    session = link_number(window, form)
    put_cursor(editor_of(window), START + 1)
    press(Qt.Key.Key_Delete)
    assert paragraph_of(session.report).links == ()
    ctrl(Qt.Key.Key_Z)
    assert paragraph_of(session.report).links == (Link(START, START + 4, (TOTAL,)),)


def test_typing_before_a_linked_number_moves_it(window: Window, form: Form) -> None:
    session = link_number(window, form)
    put_cursor(editor_of(window), 0)
    type_ime("本局")
    assert paragraph_of(session.report).links == (Link(START + 2, START + 6, (TOTAL,)),)
    assert marks(editor_of(window))[0] == ("〔待填〕", True, False)


def test_the_menu_key_asks_about_the_number_at_the_cursor(window: Window, form: Form) -> None:
    session = open_section(window, form, "overview", "𬱖某。" + TEXT)
    editor = editor_of(window)
    put_cursor(editor, len("𬱖某。") + 1 + START)  # Qt counts 𬱖 as two
    place = editor.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, LINK_IT)
    (link,) = paragraph_of(session.report).links
    assert link.start == len("𬱖某。") + START


def test_the_menu_of_other_words_offers_nothing_of_the_kind(window: Window, form: Form) -> None:
    open_section(window, form, "overview", TEXT)
    menu = menu_at(editor_of(window), place_of(editor_of(window), 0))
    assert not [each for each in menu.actions() if "随表" in each.text()]
    menu.close()


@pytest.mark.parametrize(
    "text", ["收到政府信息公开申请约12件。", "2020年收到政府信息公开申请12件。"]
)
def test_a_number_that_is_no_claim_is_not_marked(window: Window, form: Form, text: str) -> None:
    open_section(window, form, "overview", text)
    assert marks(editor_of(window)) == []


def test_the_journal_is_told_the_whole_step(window: Window, form: Form) -> None:
    session = link_number(window, form)
    seen: list[object] = []
    session.change_applied.connect(seen.append)
    session.do(SetCell(TOTAL, Cell("7")))
    (change,) = seen
    assert isinstance(change, Batch)
    assert paragraph_of(session.report).text == TEXT.replace("12", "7")


# -------------------------------------------------------------------- by one click


def point_at(editor: TextEditor, place: QPoint) -> None:
    """Move the pointer there."""
    QTest.mouseMove(editor.viewport(), place)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        editor.viewport().mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(editor.viewport(), event)


def offered(editor: TextEditor) -> QPushButton | None:
    """The button beside the number under the pointer."""
    (button,) = editor.viewport().findChildren(QPushButton, "numberOffer")
    return button if button.isVisible() else None


def test_a_number_under_the_pointer_is_linked_by_one_click(window: Window, form: Form) -> None:
    session = open_section(window, form, "overview", TEXT)
    editor = editor_of(window)
    point_at(editor, place_of(editor, START))
    button = offered(editor)
    assert button is not None
    assert button.text() == LINK_IT
    click(button)
    assert [each.cells for each in paragraph_of(session.report).links] == [(TOTAL,)]
    assert offered(editor) is None
    assert editor.hasFocus()
    point_at(editor, place_of(editor, START))
    button = offered(editor)
    assert button is not None
    assert button.text() == UNLINK_IT
    ctrl(Qt.Key.Key_Z)
    assert paragraph_of(session.report).links == ()


def test_nothing_is_offered_beside_other_words(window: Window, form: Form) -> None:
    open_section(window, form, "overview", TEXT)
    editor = editor_of(window)
    point_at(editor, place_of(editor, 2))
    assert offered(editor) is None
    below = QPoint(place_of(editor, START).x(), editor.viewport().height() - 3)
    point_at(editor, below)
    assert offered(editor) is None


def test_typing_takes_the_button_away(window: Window, form: Form) -> None:
    open_section(window, form, "overview", TEXT)
    editor = editor_of(window)
    point_at(editor, place_of(editor, START))
    type_ime("某")
    assert offered(editor) is None


def test_the_button_stays_while_the_pointer_goes_to_it(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    open_section(window, form, "overview", TEXT)
    editor = editor_of(window)
    point_at(editor, place_of(editor, START))
    point_at(editor, place_of(editor, 2))
    assert offered(editor) is not None
    qtbot.waitUntil(lambda: offered(editor) is None)


def test_the_button_never_lies_over_its_number(window: Window, form: Form) -> None:
    open_section(window, form, "requests", "全年共收到政府信息公开申请12件。")
    editor = editor_of(window)
    point_at(editor, place_of(editor, START))
    button = offered(editor)
    assert button is not None
    assert not button.geometry().contains(place_of(editor, START))
    assert editor.viewport().rect().contains(button.geometry().topLeft())


# -------------------------------------------------------------------- while composing


def fill(session: Session, number: str) -> None:
    """Fill the row of new requests: all of them by natural persons."""
    columns = ("commercial", "research", "social", "legal", "other")
    zeros = (SetCell(CellRef("requests", "new", each), Cell("0")) for each in columns)
    session.do(Batch((SetCell(NATURAL, Cell(number)), *zeros), "填表"))


def test_composing_within_a_linked_number_and_giving_up_leaves_it_linked(
    window: Window, form: Form
) -> None:
    session = link_number(window, form)
    before = paragraph_of(session.report)
    put_cursor(editor_of(window), before.links[0].start + 1)
    compose("shi")
    compose("")
    assert paragraph_of(session.report) == before


def test_composed_words_within_a_linked_number_unlink_it_in_one_step(
    window: Window, form: Form
) -> None:
    session = link_number(window, form)
    before = paragraph_of(session.report)
    put_cursor(editor_of(window), before.links[0].start + 1)
    type_ime("十", composing="shi")
    assert paragraph_of(session.report).links == ()
    ctrl(Qt.Key.Key_Z)
    assert paragraph_of(session.report) == before


def test_words_replaced_everywhere_leave_linked_numbers(window: Window, form: Form) -> None:
    session = link_number(window, form)
    fill(session, "12")
    ctrl(Qt.Key.Key_H)
    type_ime("12")
    assert window.desk is not None
    window.desk.find_bar.new_words.setFocus()
    type_ime("13")
    click(button_of(window.desk.find_bar, "全部替换"))
    assert session.report.cell(NATURAL) == Cell("13")
    paragraph = paragraph_of(session.report)
    (link,) = paragraph.links
    assert paragraph.text[link.start : link.end] == "13"  # it follows its cell
    ctrl(Qt.Key.Key_Z)
    assert paragraph_of(session.report).text == TEXT
