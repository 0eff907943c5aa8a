"""The window for everybody: by keyboard alone, by ear, at any scale, as it was left."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gipdesk.desk import appearance
from gipdesk.desk.actions import SPECS
from gipdesk.desk.appearance import ALL_COLOURS, LIGHT, Colours
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.exporting import Kind, Order
from gipdesk.workflow.office import Office
from tests.app.events import button_of, click, table_of, wait_active
from tests.app.everybody import nameless, stops_of, unmarked, walk_by_tab
from tests.app.legible import clashing_keys
from tests.app.reports import filled_report, report_with_wrong_totals


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
        visited += walk_by_tab(window, leaving=OfficialTableView, is_back=True)
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


def test_no_two_entries_of_a_menu_share_their_letter(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    bar = [each.text() for each in window.menuBar().actions()]
    assert clashing_keys(bar) == []
    for menu in window.menuBar().findChildren(QMenu):
        assert clashing_keys([each.text() for each in menu.actions()]) == [], menu.title()


# ---------------------------------------------------------------- what has the keyboard


@pytest.mark.parametrize(
    "colours", ALL_COLOURS, ids=("light", "dark", "high-contrast", "high-contrast-dark")
)
def test_one_sees_where_the_keyboard_is(
    window: Window, form: Form, qapp: QApplication, colours: Colours
) -> None:
    """Each kind of control changes enough, by enough contrast, when the focus comes to it."""
    appearance.colour(qapp, colours)
    try:
        assert unmarked(window) == []
        window.filing.take(report_with_wrong_totals(form))
        assert window.desk is not None
        for tab in ("details", "requests"):
            window.desk.show_tab(tab)
            QApplication.processEvents()
            assert unmarked(window) == []
        settings = window.preferences.show_paper()
        wait_active(settings)
        assert unmarked(settings) == []
        settings.reject()
    finally:
        appearance.colour(qapp, LIGHT)
        window.activateWindow()


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
    assert again.desk.side.currentWidget() is again.desk.side.preview
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
