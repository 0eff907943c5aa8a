"""The window with the longest words and fullest tables, at the sizes and scales of real screens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.appearance import LIGHT
from gipdesk.desk.table.look import Look
from gipdesk.desk.window import Window
from gipdesk.files.package import Package, SourceFile
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office
from tests.app.everybody import stops_of
from tests.app.legible import illegible, out_of_reach
from tests.app.reports import filled_report, put
from tests.app.shown import FULL, LONG_AGENCY, LONG_NAME, full_report

SIZES = ((1366, 768), (1280, 720), (1366 * 4 // 5, 768 * 4 // 5))
each_size = pytest.mark.parametrize(("width", "height"), SIZES)


def fullest(form: Form, office: Office) -> Package:
    """All panes, twelve digits in every cell, errors on every line, names as long as can be."""
    report = following(full_report(form), office, 2024)
    for ref, _ in list(report.cells()):
        put(report, ref, FULL)
    report.meta = msgspec.structs.replace(
        report.meta, agency=LONG_AGENCY, title=f"{LONG_AGENCY}2024年政府信息公开工作年度报告"
    )
    report.doubts = {str(CellRef("requests", "new", "natural")): ("3", "33", "")}
    report.notes = ["表三有的行数值个数与表样不符。"]
    return Package(report, SourceFile("某某局.txt", "来源".encode()))


def assert_all_can_be_read(window: Window, width: int, height: int, qtbot: QtBot) -> None:
    """Look at every tab, and at every pane beside one of them."""
    assert window.desk is not None
    tabs = [each.id for each in window.desk.tabs.tabs_model.tabs]
    for tab in tabs:
        window.desk.show_tab(tab)
        panes = range(window.desk.side.count()) if tab == "requests" else (0,)
        for pane in panes:
            window.desk.side.setCurrentIndex(pane)
            qtbot.wait(30)
            assert (window.width(), window.height()) == (width, height), (tab, pane)
            assert illegible(window) == [], (tab, pane)
            assert out_of_reach(window, stops_of(window)) == [], (tab, pane)


@each_size
def test_nothing_is_cut_in_the_fullest_report(
    window: Window, form: Form, office: Office, qtbot: QtBot, width: int, height: int
) -> None:
    window.resize(width, height)
    window.filing.take(fullest(form, office))
    assert window.desk is not None
    assert window.desk.side.count() == 6
    assert_all_can_be_read(window, width, height, qtbot)


@each_size
def test_nothing_is_cut_in_a_report_of_zeros(
    window: Window, form: Form, qtbot: QtBot, width: int, height: int
) -> None:
    window.resize(width, height)
    window.filing.take(filled_report(form))
    assert_all_can_be_read(window, width, height, qtbot)


@each_size
def test_the_start_page_scrolls_where_the_files_are_many(
    window: Window, qtbot: QtBot, width: int, height: int
) -> None:
    window.start_page.show_recent([Path("/某某") / LONG_NAME for _ in range(6)])
    window.resize(width, height)
    qtbot.wait(30)
    assert (window.width(), window.height()) == (width, height)
    assert illegible(window) == []
    assert out_of_reach(window, stops_of(window)) == []


def test_the_names_of_all_panes_stand_beside_each_other_at_1366(
    window: Window, form: Form, office: Office, qtbot: QtBot
) -> None:
    window.filing.take(fullest(form, office))
    qtbot.wait(30)
    assert window.desk is not None
    bar = window.desk.side.tabBar()
    for number in range(bar.count()):
        words = bar.fontMetrics().horizontalAdvance(bar.tabText(number))
        assert bar.rect().contains(bar.tabRect(number))
        assert bar.tabRect(number).width() >= words
        assert bar.tabToolTip(number)


def painted(text: str, width: int) -> QImage:
    """A value in a cell, dark on white."""
    image = QImage(width, 24, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    Look(LIGHT, QApplication.font()).draw_number(painter, image.rect(), text, is_computed=False)
    painter.end()
    return image


def ink(image: QImage) -> QRect:
    """Where something is drawn."""
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 160
    ]
    across, down = zip(*dark, strict=True)
    return QRect(min(across), min(down), max(across) - min(across), max(down) - min(down))


def test_twelve_digits_stand_whole_in_a_column_of_表三(dressed: QApplication) -> None:
    """At 1366 a column is 58 pixels wide: long numbers stand in narrower digits, and end alike."""
    del dressed
    one, other = painted("111111111117", 58), painted("111111111118", 58)
    assert one != other, "the last digit is not to be seen"
    assert ink(one).left() >= 1
    assert ink(one).right() <= 56
    assert ink(painted("1234567", 58)).height() == ink(painted("1234", 58)).height()


def test_no_digit_is_left_out_unseen(dressed: QApplication) -> None:
    del dressed
    assert painted("111111111117", 24) == painted("111111111118", 24)  # both say …


SCALED = """
import json, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from gipdesk.desk.app import prepare
from gipdesk.desk.window import Window
from gipdesk.report.edition import form_of
from gipdesk.workflow.office import open_office
from tests.app.legible import illegible
from tests.app.shown import WAYS, look_at
from tests.app.test_at_any_size import fullest
app = QApplication([]); office = open_office(); prepare(app, office)
window = Window(office); window.showMaximized(); window.activateWindow(); QTest.qWait(50)
room, wrong = window.screen().availableSize(), []
window.filing.take(fullest(form_of(office.editions["2021"]), office))
for tab in ("details", "requests", "proceedings"):
    window.desk.show_tab(tab); QTest.qWait(30)
    wrong += [f"{tab}: {each}" for each in illegible(window)]
shown = [window.width(), window.height()]
window.filing.dossier.session.undo_stack.setClean(); window.filing.close()
def look(dialog):
    if dialog.size().boundedTo(room) != dialog.size():
        wrong.append(f"{dialog.windowTitle()}: {dialog.size().toTuple()}")
    wrong.extend(f"{dialog.windowTitle()}: {each}" for each in illegible(dialog))
for way in WAYS:
    if way.is_ours:
        print(way.what, file=sys.stderr, flush=True)
        look_at(lambda: way.open(window, Path(sys.argv[1])), look)
if window.filing.dossier:
    window.filing.dossier.session.undo_stack.setClean()
window.close()
print(json.dumps([shown, room.toTuple(), wrong]))
"""


@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [("1", 1366, 768), ("1.25", 1366, 768), ("2", 2560, 1440), ("3", 3840, 2160)],
)
def test_the_window_and_all_dialogs_fit_the_screen_at_every_scale(
    tmp_path: Path, scale: str, width: int, height: int
) -> None:
    screens = tmp_path / "screens.json"
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    screens.write_text(json.dumps({"screens": [screen]}), "utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCALE_FACTOR": scale,
        "GIPDESK_DATA": str(tmp_path / "data"),
        "QT_LOGGING_RULES": "*=false",
    }
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SCALED, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    shown, room, wrong = json.loads(done.stdout)
    assert room == [round(side / float(scale)) for side in (width, height)]
    assert shown[0] <= room[0]
    assert shown[1] <= room[1]
    assert wrong == []
