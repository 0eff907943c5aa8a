"""The context menu of the official tables."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from gipdesk.workflow.office import Office
from tests.app.events import answer, button_of, click, press
from tests.app.reports import blank_report, put
from tests.app.tables import (
    ROW_NEW,
    SHIFT,
    cell,
    click_cell,
    shown,
    typed,
)


def open_menu(table: OfficialTableView, qtbot: QtBot) -> QMenu:
    """Right-click the cell the keyboard is in; returns what opens."""
    place = table.visualRect(table.currentIndex()).center()
    at = table.viewport().mapTo(table, place)
    QTest.mouseClick(table.windowHandle(), Qt.MouseButton.RightButton, pos=at)
    return popup(qtbot)


def popup(qtbot: QtBot) -> QMenu:
    """The menu that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    """Click an entry of a menu."""
    (action,) = [each for each in menu.actions() if each.text() == text]
    place = menu.actionGeometry(action).center()
    QTest.mouseClick(menu.windowHandle(), Qt.MouseButton.LeftButton, pos=place)


def test_the_menu_offers_what_can_be_done(table: OfficialTableView, qtbot: QtBot) -> None:
    menu = open_menu(table, qtbot)
    texts = [each.text() for each in menu.actions() if not each.isSeparator()]
    menu.close()
    assert texts == [
        "剪切",
        "复制",
        "粘贴",
        "核对后粘贴…",
        "复制整张表",
        "清除",
        "填充到下方",
        "空白处填0…",
        "全部计算",
        "全部填写",
    ]


def test_the_menu_key_opens_the_menu_at_the_cell(table: OfficialTableView, qtbot: QtBot) -> None:
    click_cell(table, "requests/granted.natural")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(table, asked)
    menu = popup(qtbot)
    cell_below = table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
    assert menu.pos() == cell_below
    menu.close()


def test_the_menu_of_a_table_without_totals_does_not_speak_of_them(
    session: Session, qtbot: QtBot
) -> None:
    menu = open_menu(shown(session, "disclosure", qtbot), qtbot)
    texts = [each.text() for each in menu.actions()]
    menu.close()
    assert "全部计算" not in texts


def test_blanks_are_filled_with_zeros_in_one_step(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("3")))
    asked = answer(lambda box: click(button_of(box, "填 0")))
    choose(open_menu(table, qtbot), "空白处填0…")
    qtbot.waitUntil(lambda: session.undo_stack.count() == 2)
    assert asked == ["本表有 143 个空白格，都填 0 吗？"]
    texts = {session.text(ref) for ref in table.table_model.refs() if ref.row != "new"}
    assert texts == {"0"}
    assert session.text(cell("requests/new.total")) == "3"
    assert session.undo_stack.undoText() == "空白处填0"


def test_no_zeros_are_filled_in_against_the_answer(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    asked = answer(lambda _: press(Qt.Key.Key_Escape))
    choose(open_menu(table, qtbot), "空白处填0…")
    qtbot.waitUntil(lambda: bool(asked) and QApplication.activeModalWidget() is None)
    assert session.undo_stack.count() == 0


def test_nothing_is_asked_where_nothing_is_blank(filled: Session, qtbot: QtBot) -> None:
    table = shown(filled, "requests", qtbot)
    menu = open_menu(table, qtbot)
    with qtbot.waitSignal(table.noticed) as told:
        choose(menu, "空白处填0…")
    assert told.args == ["本表没有空白的格。"]


def test_blanks_are_filled_with_zeros_where_chosen(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/new.commercial", SHIFT)
    asked = answer(lambda _: press(Qt.Key.Key_Return))
    choose(open_menu(table, qtbot), "空白处填0…")
    qtbot.waitUntil(lambda: session.undo_stack.count() == 1)
    assert asked == ["所选范围有 2 个空白格，都填 0 吗？"]
    texts = [session.text(CellRef("requests", "new", each)) for each in ROW_NEW]
    assert texts == ["0", "0", "", "", "", ""]


def test_all_totals_are_typed_out_and_computed_again(
    dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> None:
    report = blank_report(form)
    for ref, held in list(report.cells()):
        if not held.computed:
            put(report, ref, "1")
    session = Session(office, report, dressed)
    table = shown(session, "proceedings", qtbot)
    choose(open_menu(table, qtbot), "全部填写")
    totals = [cell(f"proceedings/{each}.total") for each in ("review", "lit_direct", "lit_after")]
    assert [session.report.cell(each) for each in totals] == [Cell("4")] * 3
    table.setFocus()
    choose(open_menu(table, qtbot), "全部计算")
    assert [session.report.cell(each) for each in totals] == [Cell(computed=True)] * 3
    assert session.undo_stack.count() == 2


def test_a_single_total_is_switched(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    for column in ROW_NEW:
        session.do(SetCell(CellRef("requests", "new", column), Cell("1")))
    click_cell(table, "requests/new.total")
    choose(open_menu(table, qtbot), "本格改为填写")
    assert typed(session, "requests/new.total") == Cell("6")
    choose(open_menu(table, qtbot), "本格改为计算")
    assert typed(session, "requests/new.total") == Cell(computed=True)
