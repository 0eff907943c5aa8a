"""Words are found in the whole report by keys, and replaced where they were typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk.appearance import colours
from gipdesk.desk.line_field import LineField
from gipdesk.desk.search.bar import FindBar
from gipdesk.desk.session import Session
from gipdesk.desk.standing import DETAILS
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, FreeTable, Paragraph
from tests.app.events import (
    button_of,
    click,
    ctrl,
    page_of,
    press,
    table_of,
    type_ime,
    type_keys,
)
from tests.app.reports import blank_report
from tests.app.test_text_editing import editor_of

_NEW = CellRef("requests", "new", "natural")
_TOTAL = CellRef("requests", "new", "total")


@pytest.fixture
def session(window: Window, form: Form) -> Session:
    """A report with words in the overview, the problems and a table."""
    report = blank_report(form)
    report.tables["requests"].rows["new"].cells["natural"] = Cell("7788")
    for section in report.sections:
        if section.id == "overview":
            section.blocks = [
                Paragraph("b901", "公开平台和公开栏"),
                Paragraph("b902", "平台ＡＢＣ"),
            ]
        elif section.id == "problems":
            table = FreeTable("b904", (("平台", "件"),))
            section.blocks = [Paragraph("b903", "加强平台建设"), table]
    made = window.filing.take(report).session
    assert window.desk is not None
    window.desk.show_tab("overview")
    editor_of(window).setFocus()
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    return made


def bar_of(window: Window) -> FindBar:
    assert window.desk is not None
    return window.desk.find_bar


def count_in(window: Window) -> str:
    labels = bar_of(window).findChildren(QLabel)
    return next(each.text() for each in labels if each.accessibleName() == "查找结果")


def words_of(session: Session, section_id: str) -> list[str]:
    section = session.report.section(section_id)
    assert section is not None
    return [each.text for each in section.blocks if isinstance(each, Paragraph)]


def chosen_words(window: Window) -> str:
    return editor_of(window).textCursor().selectedText()


@pytest.mark.usefixtures("session")
def test_ctrl_f_finds_as_one_types_and_counts(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    assert count_in(window) == "1 / 4"
    assert chosen_words(window) == "平台"
    assert bar_of(window).words.hasFocus()
    assert not bar_of(window).new_words.isVisible()


@pytest.mark.usefixtures("session")
def test_enter_goes_on_through_all_sections_and_round(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Return)
        assert window.desk is not None
        seen.append((window.desk.tabs.chosen(), count_in(window)))
    assert seen == [
        ("overview", "2 / 4"),
        ("problems", "3 / 4"),
        ("problems", "4 / 4"),
        ("overview", "1 / 4"),
    ]


@pytest.mark.usefixtures("session")
def test_f3_and_shift_f3_go_on_and_back_in_the_text(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("公开")
    press(Qt.Key.Key_Escape)
    first = editor_of(window).textCursor().selectionStart()
    press(Qt.Key.Key_F3)
    assert editor_of(window).textCursor().selectionStart() > first
    assert isinstance(QApplication.focusWidget(), TextEditor)
    press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert editor_of(window).textCursor().selectionStart() == first


@pytest.mark.usefixtures("session")
def test_case_and_width_do_not_matter(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_keys("abc")
    assert count_in(window) == "1 / 1"
    assert chosen_words(window) == "ＡＢＣ"


@pytest.mark.usefixtures("session")
def test_escape_closes_and_leads_back_to_the_words(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("公开栏")
    press(Qt.Key.Key_Escape)
    assert not bar_of(window).isVisible()
    assert editor_of(window).hasFocus()
    assert chosen_words(window) == "公开栏"


@pytest.mark.usefixtures("session")
def test_escape_without_a_hit_leads_back_to_where_one_was(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("没有的话")
    assert count_in(window) == "没有"
    press(Qt.Key.Key_Escape)
    assert editor_of(window).hasFocus()


@pytest.mark.usefixtures("session")
def test_the_selected_words_are_looked_for(window: Window) -> None:
    for _ in range(4):
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    ctrl(Qt.Key.Key_F)
    assert bar_of(window).words.text() == "公开平台"
    assert count_in(window) == "1 / 1"


@pytest.mark.usefixtures("session")
def test_a_number_of_a_table_is_found(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_keys("7788")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    table = table_of(window)
    assert table.hasFocus()
    assert table.table_model.ref(table.currentIndex()) in (_NEW, _TOTAL)


def test_replacing_all_is_one_step_and_leaves_computed_numbers(
    window: Window, session: Session
) -> None:
    assert session.text(_TOTAL) == ""
    ctrl(Qt.Key.Key_H)
    type_ime("平台")
    while not bar_of(window).new_words.hasFocus():
        press(Qt.Key.Key_Tab)
    type_ime("专栏")
    click(button_of(bar_of(window), "全部替换"))
    assert words_of(session, "overview") == ["公开专栏和公开栏", "专栏ＡＢＣ"]
    assert words_of(session, "problems") == ["加强专栏建设"]
    section = session.report.section("problems")
    assert section is not None
    assert section.blocks[1] == FreeTable("b904", (("专栏", "件"),))
    assert session.undo_stack.count() == 1
    press(Qt.Key.Key_Escape)
    ctrl(Qt.Key.Key_Z)
    assert words_of(session, "problems") == ["加强平台建设"]


def test_enter_in_the_second_field_replaces_one_and_goes_on(
    window: Window, session: Session
) -> None:
    ctrl(Qt.Key.Key_H)
    type_ime("平台")
    bar_of(window).new_words.setFocus()
    type_ime("大平台")
    press(Qt.Key.Key_Return)
    assert words_of(session, "overview") == ["公开大平台和公开栏", "平台ＡＢＣ"]
    assert bar_of(window).new_words.hasFocus()
    assert count_in(window) == "2 / 4"
    press(Qt.Key.Key_Return)
    assert words_of(session, "overview") == ["公开大平台和公开栏", "大平台ＡＢＣ"]


def test_what_is_typed_in_a_table_is_replaced(window: Window, session: Session) -> None:
    ctrl(Qt.Key.Key_H)
    type_keys("7788")
    bar_of(window).new_words.setFocus()
    type_keys("8")
    click(button_of(bar_of(window), "全部替换"))
    cell = session.report.cell(_NEW)
    assert cell is not None
    assert cell.text == "8"


@pytest.mark.usefixtures("session")
def test_words_of_the_details_are_found(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("某某市司法局")
    assert window.desk is not None
    assert window.desk.tabs.chosen() == DETAILS
    press(Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() in ("机关名称", "标题")


@pytest.mark.usefixtures("session")
def test_the_count_follows_the_report(window: Window, qtbot: QtBot) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    editor_of(window).setFocus()
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_ime("平台")
    qtbot.waitUntil(lambda: count_in(window).endswith("/ 5"))


@pytest.mark.usefixtures("session")
def test_words_taken_out_meanwhile_are_not_gone_to(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("公开栏")
    editor_of(window).setFocus()
    ctrl(Qt.Key.Key_A)
    press(Qt.Key.Key_Delete)
    bar_of(window).words.setFocus()
    press(Qt.Key.Key_Return)
    assert count_in(window) == "没有"
    press(Qt.Key.Key_Escape)
    assert editor_of(window).texts() == [""]


# -------------------------------------------------------------------- all hits are marked


def marked_words(window: Window) -> list[str]:
    """The words of the page's first editor on the ground of what is looked for."""
    marks = editor_of(window).extraSelections()
    ground = QColor(colours().found)
    return [m.cursor.selectedText() for m in marks if m.format.background().color() == ground]


def marked_cells(grid: QTableWidget) -> list[str]:
    """The words of the cells on the same ground."""
    items = [grid.item(row, at) for row in range(grid.rowCount()) for at in range(2)]
    ground = QColor(colours().found)
    return [each.text() for each in items if each and each.background().color() == ground]


def ground_of(window: Window, ref: CellRef) -> QColor:
    """What a cell of the table that is shown is painted on."""
    view = table_of(window)
    image: QImage = view.viewport().grab().toImage()
    rect = view.visualRect(view.table_model.index_of(ref))
    return image.pixelColor((rect.topLeft() + QPoint(4, 4)) * image.devicePixelRatio())


@pytest.mark.usefixtures("session")
def test_all_hits_in_the_text_are_marked_until_the_bar_is_closed(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    assert marked_words(window) == ["平台", "平台"]
    press(Qt.Key.Key_Return)
    assert marked_words(window) == ["平台", "平台"]
    press(Qt.Key.Key_Escape)
    assert marked_words(window) == []


@pytest.mark.usefixtures("session")
def test_marks_follow_to_other_pages_and_into_tables(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    for _ in range(2):
        press(Qt.Key.Key_Return)
    assert marked_words(window) == ["平台"]
    grid = page_of(window).findChild(QTableWidget)
    assert isinstance(grid, QTableWidget)
    assert marked_cells(grid) == ["平台"]
    press(Qt.Key.Key_Escape)
    assert marked_cells(grid) == []


@pytest.mark.usefixtures("session")
def test_cells_of_the_form_are_marked(window: Window) -> None:
    plain = QColor(colours().base)
    ctrl(Qt.Key.Key_F)
    type_keys("7788")
    assert window.desk is not None
    other = CellRef("requests", "carry_in", "legal")
    table_of(window).setCurrentIndex(table_of(window).table_model.index_of(other))
    assert ground_of(window, _NEW) == QColor(colours().found)
    assert ground_of(window, CellRef("requests", "new", "legal")) == plain
    press(Qt.Key.Key_Escape)
    table_of(window).setCurrentIndex(table_of(window).table_model.index_of(other))
    assert ground_of(window, _NEW) != QColor(colours().found)


@pytest.mark.usefixtures("session")
def test_words_typed_while_the_bar_is_open_are_marked_as_well(window: Window, qtbot: QtBot) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("平台")
    editor_of(window).setFocus()
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    type_ime("😀平台，")
    qtbot.waitUntil(lambda: marked_words(window) == ["平台"] * 3)


@pytest.mark.usefixtures("session")
def test_fields_of_the_details_are_marked(window: Window) -> None:
    ctrl(Qt.Key.Key_F)
    type_ime("司法局")
    assert window.desk is not None
    assert window.desk.tabs.chosen() == DETAILS
    found = [each for each in page_of(window).findChildren(LineField) if each.property("found")]
    assert {each.accessibleName() for each in found} >= {"机关名称", "标题"}
    assert "发文字号" not in {each.accessibleName() for each in found}
    assert [e.accessibleName() for e in found if e.property("found") == "current"] == ["机关名称"]
    press(Qt.Key.Key_Escape)
    assert not any(each.property("found") for each in found)


# -------------------------------------------------------------------- what cannot be replaced


def test_the_year_is_found_and_replaced_only_where_it_is_typed(
    window: Window, session: Session
) -> None:
    ctrl(Qt.Key.Key_H)
    type_keys("2023")
    bar_of(window).new_words.setFocus()
    type_keys("2024")
    click(button_of(bar_of(window), "全部替换"))
    assert session.report.meta.year == 2023
    assert "2024" in session.report.meta.title
    assert "选定的报告年度" in window.statusBar().currentMessage()


def test_part_of_a_number_stays_and_a_person_is_told(window: Window, session: Session) -> None:
    ctrl(Qt.Key.Key_H)
    type_keys("77")
    bar_of(window).new_words.setFocus()
    type_keys("8")
    press(Qt.Key.Key_Return)
    assert session.report.cell(_NEW) == Cell("7788")
    assert "一个数的一部分" in window.statusBar().currentMessage()
