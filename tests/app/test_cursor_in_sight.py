"""Where one types is where one looks: pages that scroll follow the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit, QWidget

from gipdesk.desk.blocks.frames import OtherBlock
from gipdesk.desk.blocks.free_table import FreeTableGrid
from gipdesk.desk.session import Session
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.report.report import FreeTable, Paragraph
from tests.app.events import ctrl, page_of, press, type_ime
from tests.app.reports import blank_report
from tests.app.test_text_editing import editor_of

_MANY = 60  # paragraphs, more than two pages hold
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(window: Window, form: Form) -> Session:
    """A section of many paragraphs with a table of 12 lines behind them, and a long closing."""
    report = blank_report(form)
    for section in report.sections:
        words = [Paragraph(f"b9{n:02}", f"第{n}段的内容。") for n in range(_MANY)]
        if section.id == "problems":
            section.blocks = [*words, FreeTable("b999", (("甲", "乙"),) * 12)]
        elif section.id == "closing":
            section.blocks = [Paragraph(f"b8{n:02}", f"附注{n}") for n in range(12)]
    return window.filing.take(report).session


def _area(window: Window) -> QScrollArea:
    page = page_of(window)
    assert isinstance(page, QScrollArea)
    return page


def _is_seen(window: Window, place: QRect, within: QWidget) -> bool:
    QTest.qWait(1)  # the page scrolls once the editor has grown
    area = _area(window)
    corner = within.mapTo(area.viewport(), place.topLeft())
    return area.viewport().rect().contains(QRect(corner, place.size()))


def _is_cursor_seen(window: Window) -> bool:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QTextEdit)
    return _is_seen(window, editor.cursorRect(), editor.viewport())


def _enter(window: Window, section: str) -> None:
    assert window.desk is not None
    window.desk.show_section(section)
    editor_of(window, 1 if section == "closing" else 0).setFocus()
    QTest.qWait(1)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("section", ["problems", "closing"])
def test_the_page_follows_the_cursor_down_a_long_text_and_back(
    window: Window, section: str
) -> None:
    _enter(window, section)
    ctrl(Qt.Key.Key_Home)
    assert _is_cursor_seen(window)
    for _ in range(_MANY):
        press(Qt.Key.Key_Down)
        assert _is_cursor_seen(window)
    ctrl(Qt.Key.Key_Home)
    assert _is_cursor_seen(window)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("section", ["problems", "closing"])
def test_the_page_follows_a_text_that_grows_below_its_lower_edge(
    window: Window, section: str
) -> None:
    _enter(window, section)
    ctrl(Qt.Key.Key_End)
    for _ in range(20):
        press(Qt.Key.Key_Return)
        type_ime("又写了一段。")
        assert _is_cursor_seen(window)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("act", ["typing", "moving", "undoing"])
def test_whoever_scrolled_away_and_goes_on_typing_sees_it(window: Window, act: str) -> None:
    _enter(window, "problems")
    ctrl(Qt.Key.Key_Home)
    type_ime("甲")
    assert _is_cursor_seen(window)
    bar = _area(window).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not _is_cursor_seen(window)
    match act:
        case "typing":
            type_ime("乙")
        case "moving":
            press(Qt.Key.Key_Down, _ALT, _SHIFT)
        case _:
            ctrl(Qt.Key.Key_Z)
    assert _is_cursor_seen(window)


@pytest.mark.usefixtures("session")
def test_the_page_follows_the_chosen_cell_of_a_table_of_ones_own(window: Window) -> None:
    _enter(window, "problems")
    grid = page_of(window).findChild(FreeTableGrid)
    assert isinstance(grid, FreeTableGrid)
    grid.setFocus()
    grid.setCurrentCell(0, 0)
    for row in range(1, 12):
        press(Qt.Key.Key_Down)
        place = grid.visualRect(grid.model().index(row, 0))
        assert _is_seen(window, place, grid.viewport())


@pytest.mark.usefixtures("session")
def test_a_field_that_a_finding_leads_to_is_seen(window: Window) -> None:
    assert window.desk is not None
    window.desk.show_place("title")
    bar = _area(window).verticalScrollBar()
    bar.setValue(bar.maximum())
    window.desk.show_place("title")
    field = QApplication.focusWidget()
    assert isinstance(field, QWidget)
    assert _is_seen(window, field.rect(), field)


@pytest.mark.parametrize("what", ["a picture", "a table"])
def test_what_is_put_in_below_the_lower_edge_is_seen(window: Window, form: Form, what: str) -> None:
    report = blank_report(form)
    section = report.section("problems")
    assert section is not None
    section.blocks = [Paragraph(f"b9{n:02}", f"第{n}段的内容。") for n in range(_MANY)]
    window.filing.take(report)
    _enter(window, "problems")
    ctrl(Qt.Key.Key_End)
    if what == "a picture":
        QGuiApplication.clipboard().setImage(QImage(400, 100, QImage.Format.Format_RGB32))
        ctrl(Qt.Key.Key_V)
    else:
        window.actions_by_id["insert_table"].trigger()
    block = page_of(window).findChild(OtherBlock)
    assert isinstance(block, OtherBlock)
    field = QApplication.focusWidget()
    assert field is not None
    assert block.isAncestorOf(field)
    assert _is_seen(window, block.rect(), block)
