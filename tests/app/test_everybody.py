"""The window for everybody: by keyboard alone, by ear, at any scale, as it was left."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk.actions import SPECS
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.exporting import Kind, Order
from gipdesk.workflow.office import Office
from tests.app.events import button_of, click, table_of, wait_active
from tests.app.everybody import nameless, stops_of, walk_by_tab
from tests.app.reports import filled_report, report_with_wrong_totals

# What the system or Qt itself asks, or what ends the report.
_NOT_OURS = {"open", "save", "save_as", "new_from", "insert_picture", "close", "quit", "print"}


def tabs_of(window: Window) -> list[str]:
    assert window.desk is not None
    return [each.id for each in window.desk.tabs.tabs_model.tabs]


# ---------------------------------------------------------------- by ear


def test_every_control_of_the_start_page_has_a_name(window: Window) -> None:
    assert nameless(window) == []


def test_every_control_has_a_name_on_every_tab_and_in_every_pane(
    window: Window, form: Form
) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert window.desk is not None
    for tab in tabs_of(window):
        window.desk.show_tab(tab)
        for pane in range(window.desk.side.count()):
            window.desk.side.setCurrentIndex(pane)
            QApplication.processEvents()
            assert nameless(window) == [], (tab, pane)


@pytest.mark.parametrize("action", [each.id for each in SPECS if each.id not in _NOT_OURS])
def test_every_window_a_command_opens_names_its_controls_and_can_be_walked_by_tab(
    window: Window, form: Form, action: str
) -> None:
    window.filing.take(report_with_wrong_totals(form))

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            try:
                _look_at(dialog)
            finally:
                dialog.reject()

    QTimer.singleShot(200, look)
    window.actions_by_id[action].trigger()
    QTest.qWait(250)
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible():
            wait_active(each)
            _look_at(each)
            each.close()
    QApplication.processEvents()


def _look_at(shown: QWidget) -> None:
    assert nameless(shown) == []
    if stops_of(shown):
        assert stops_of(shown) <= set(walk_by_tab(shown))


# ---------------------------------------------------------------- by keyboard


def test_tab_goes_through_the_start_page_and_back(window: Window) -> None:
    assert set(walk_by_tab(window)) >= stops_of(window)


def test_tab_reaches_everything_on_every_tab_and_ends_where_it_began(
    window: Window, form: Form
) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert window.desk is not None
    for tab in tabs_of(window):
        window.desk.show_tab(tab)
        window.desk.start_typing()
        QApplication.processEvents()
        visited = walk_by_tab(window, leaving=OfficialTableView)
        assert set(visited) >= stops_of(window), tab


def test_tab_goes_by_what_one_sees(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_tab("details")
    window.desk.start_typing()
    page = window.desk.stack.currentWidget()
    assert page is not None
    inside = [each for each in walk_by_tab(window) if page.isAncestorOf(each)]
    tops = [each.mapTo(page, each.rect().topLeft()).y() for each in inside]
    assert len(inside) > 10
    assert all(later >= earlier - 12 for earlier, later in pairwise(tops))


def test_every_command_of_the_menus_has_a_text_and_no_two_share_their_keys() -> None:
    keys = [key for spec in SPECS for key in spec.keys]
    assert len(set(keys)) == len(keys)
    assert all(spec.text for spec in SPECS)


# ---------------------------------------------------------------- long work


def test_an_export_says_how_far_it_is_and_what_is_being_made(
    window: Window, form: Form, tmp_path: Path, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    folder = tmp_path / "out"
    folder.mkdir()
    kinds = (Kind.TXT, Kind.HTML, Kind.XLSX)
    window.filing.export_to(folder, Order(kinds))
    job = window.filing._job
    assert job is not None
    steps: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda *step: steps.append(step))
    assert window.notices.is_busy()
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=15000)
    assert [step[:2] for step in steps] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [step[2].rpartition(".")[2] for step in steps[:3]] == ["txt", "html", "xlsx"]
    assert not window.notices.is_busy()
    assert len(list(folder.iterdir())) == 3


def test_an_export_that_is_called_off_writes_nothing(
    window: Window, form: Form, tmp_path: Path, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    folder = tmp_path / "out"
    folder.mkdir()
    window.filing.export_to(folder, Order((Kind.PDF, Kind.DOCX)))
    click(button_of(window.notices, "取消"))
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=15000)
    assert list(folder.iterdir()) == []
    assert window.notices.isHidden()


# ---------------------------------------------------------------- as it was left


def test_the_widths_and_the_pane_are_found_again(
    window: Window, office: Office, form: Form, qtbot: QtBot
) -> None:
    window.resize(window.width(), 640)
    dossier = window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_preview()
    window.desk._splitter.setSizes([230, 640, 490])
    kept = window.desk._splitter.sizes()
    dossier.session.undo_stack.setClean()
    window.close()
    again = Window(office)
    again.show()
    qtbot.waitExposed(again)
    assert again.height() == 640  # the width is that of the test's screen at most
    again.resize(window.size())
    again.filing.take(filled_report(form))
    assert again.desk is not None
    assert again.desk.side.currentWidget() is again.desk.preview
    widths = again.desk._splitter.sizes()
    assert all(abs(now - then) <= 2 for now, then in zip(widths, kept, strict=True))
    again.close()
    again.deleteLater()
    window.show()


def test_a_side_pane_that_was_closed_stays_closed(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    window.actions_by_id["side"].trigger()
    window.filing.close()
    window.filing.take(filled_report(form))
    assert window.desk is not None
    assert window.desk.side.isHidden()
    assert not window.actions_by_id["side"].isChecked()


# ---------------------------------------------------------------- at any scale


def test_表三_needs_no_sideways_scrolling_at_1366(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    assert window.desk is not None
    window.desk.show_tab("requests")
    QApplication.processEvents()
    table = table_of(window)
    assert window.width() == 1366
    assert table.horizontalScrollBar().maximum() == 0


SCALED = """
import sys
from PySide6.QtWidgets import QApplication
from gipdesk.desk.app import prepare
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import form_of
from gipdesk.report.report import Meta
from gipdesk.workflow.office import open_office
width, height = int(sys.argv[1]), int(sys.argv[2])
app = QApplication([]); office = open_office(); prepare(app, office)
window = Window(office); window.resize(width, height); window.show()
meta = Meta(agency="某某市司法局", year=2025)
window.filing.take(new_report(form_of(office.editions["2021"]), meta))
window.desk.show_tab("requests"); app.processEvents()
table = window.desk.stack.currentWidget().findChild(OfficialTableView)
print(window.width(), window.height(), table.horizontalScrollBar().maximum())
window.filing.dossier.session.undo_stack.setClean(); window.close()
"""


@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [("1", 1366, 768), ("1.25", 1366, 768), ("2", 2560, 1440), ("3", 3840, 2160)],
)
def test_the_window_fits_the_screen_at_every_scale(
    tmp_path: Path, scale: str, width: int, height: int
) -> None:
    logical = [str(int(side / float(scale))) for side in (width, height)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "GIPDESK_DATA": str(tmp_path),
        "QT_LOGGING_RULES": "*=false",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCALED, *logical],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    shown_width, shown_height, sideways = map(int, done.stdout.split())
    assert (shown_width, shown_height) == tuple(map(int, logical)), "wider or higher than wanted"
    assert sideways == 0
