"""A real report whose columns all hold while three row totals are wrong, mended by keyboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.window import Window
from gipdesk.files.package import read_package, save_package
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Severity
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from tests.app.events import ctrl, press, table_of, type_keys
from tests.app.tables import cell, click_cell

WRONG = (
    "requests/new.total",
    "requests/denied.internal_affairs.total",
    "requests/result_total.total",
)


def red_cells(window: Window) -> set[str]:
    """The cells to mend first of all errors on show."""
    assert window.desk is not None
    findings = [card.finding for card in window.desk.side.findings.cards()]
    return {str(each.cells[0]) for each in findings if each.severity is Severity.ERROR}


def is_one(session: Session, ref: CellRef) -> bool:
    return session.text(ref) == "1"


def test_the_three_wrong_totals_of_a_published_report_are_mended_by_typing(
    window: Window, office: Office, shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "某某.gip"
    package = open_file(shared / "seeds/002_2af83e509e4cbaa8.txt", office).package
    save_package(path, package, None)
    assert window.filing.open_path(path)
    assert red_cells(window) == set(WRONG)
    assert window.desk is not None
    session = window.desk.session

    for cell_id in WRONG:
        window.desk.show_cell(cell(cell_id))
        click_cell(table_of(window), cell_id)
        type_keys("1")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_one, session, cell(cell_id)))
    qtbot.waitUntil(lambda: red_cells(window) == set())

    for _ in WRONG:
        ctrl(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: red_cells(window) == set(WRONG))
    for _ in WRONG:
        ctrl(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: red_cells(window) == set())

    ctrl(Qt.Key.Key_S)
    qtbot.waitUntil(lambda: not window.isWindowModified())
    mended = session.report
    assert read_package(path)[0].report == mended
    assert window.filing.open_path(path)
    assert window.desk.session.report == mended
