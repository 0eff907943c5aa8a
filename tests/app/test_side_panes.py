"""The panes beside the page: made when somebody looks at them, then as if always there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.preview import PreviewPanel
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.side_panes import PREVIEW, SOURCE
from gipdesk.desk.source import SourcePanel
from gipdesk.desk.window import Window
from gipdesk.files.package import Package, SourceFile
from gipdesk.report.edition import Form
from tests.app.events import click
from tests.app.importing import wait_for
from tests.app.reports import filled_report
from tests.app.tables import cell

NATURAL = cell("requests/new.natural")


def open_desk(window: Window, form: Form) -> ReportDesk:
    """The desk of an imported report, with the table of requests in front."""
    report = filled_report(form)
    report.provenance = {str(NATURAL): "第2行"}
    source = SourceFile("某某局.txt", "标题\n一、本年新收 | 3\n".encode())
    window.filing.take(Package(report, source))
    assert window.desk is not None
    window.desk.show_tab("requests")
    QApplication.processEvents()
    return window.desk


def test_a_pane_nobody_looked_at_is_not_made(window: Window, form: Form) -> None:
    desk = open_desk(window, form)
    assert desk.side.has_pane(PREVIEW)
    assert desk.side.has_pane(SOURCE)
    assert not desk.findChildren(PreviewPanel)
    assert not desk.findChildren(SourcePanel)


def test_a_click_on_its_name_makes_it_in_its_place(window: Window, form: Form) -> None:
    desk = open_desk(window, form)
    names = [desk.side.tabText(at) for at in range(desk.side.count())]
    at = names.index("预览")
    bar = desk.side.tabBar()
    click(bar, bar.tabRect(at).center())
    assert desk.side.currentIndex() == at
    assert desk.side.currentWidget() is desk.side.preview
    assert desk.side.preview.isVisible()
    assert desk.side.tabToolTip(at) == "版面预览"
    assert [desk.side.tabText(at) for at in range(desk.side.count())] == names


def test_made_late_it_knows_where_one_is(window: Window, form: Form, qtbot: QtBot) -> None:
    desk = open_desk(window, form)
    desk.show_cell(NATURAL)
    desk.show_source()
    assert desk.side.in_front() == SOURCE
    wait_for(desk.side.source.is_ready, qtbot)
    assert "本年新收" in desk.side.source.text.shown_line()


def test_coming_back_to_a_pane_does_not_make_it_anew(window: Window, form: Form) -> None:
    desk = open_desk(window, form)
    desk.show_preview()
    made = desk.side.preview
    desk.show_findings()
    desk.show_preview()
    assert desk.side.currentWidget() is made
    assert desk.findChildren(PreviewPanel) == [made]
