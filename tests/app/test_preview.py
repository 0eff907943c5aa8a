"""The pages beside the editor: what the export prints, there and back by a click, while typing."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gipdesk.desk.preview import PreviewPanel
from gipdesk.desk.preview.sheets import Sheets
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.report.report import Paragraph, Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.folders import own_styles, user_data
from tests.app.events import click, press, table_of, type_ime, type_keys
from tests.app.importing import wait_for
from tests.app.reports import filled_report, put
from tests.app.tables import cell, click_cell, current

NATURAL = "requests/new.natural"
POINTS_OF_A4 = 595.3


@pytest.fixture
def report(form: Form) -> Report:
    """A report with a number that stands nowhere else."""
    made = filled_report(form)
    put(made, cell(NATURAL), "7351")
    return made


@pytest.fixture
def panel(window: Window, report: Report, qtbot: QtBot) -> PreviewPanel:
    """Its pages."""
    window.filing.take(report)
    return preview_of(window, qtbot)


def preview_of(window: Window, qtbot: QtBot) -> PreviewPanel:
    """The pages, shown by the key, set and painted."""
    assert window.desk is not None
    press(Qt.Key.Key_F6)
    panel = window.desk.side.preview
    wait_for(panel.is_ready, qtbot)
    return panel


def exported(window: Window) -> bytes:
    """The PDF of the open report."""
    dossier = window.filing.dossier
    assert dossier is not None
    return Exporter(dossier.session.report, window.filing.office, {}).data(Kind.PDF)


def sheets_of(panel: PreviewPanel) -> Sheets:
    sheets = panel.findChild(Sheets)
    assert isinstance(sheets, Sheets)
    return sheets


def seen(panel: PreviewPanel, number: int) -> QImage:
    """A page as it is painted on the screen."""
    sheets = sheets_of(panel)
    rect = sheets.rect_of(number)
    return sheets.grab(rect.adjusted(1, 1, -1, -1)).toImage()


def place_of(data: bytes, word: str) -> tuple[int, float, float]:
    """The page, and the point on it, where a word stands."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for each in page.extract_words():
                if word in each["text"]:
                    return number, (each["x0"] + each["x1"]) / 2, (each["top"] + each["bottom"]) / 2
    raise AssertionError(word)


def point_of(panel: PreviewPanel, data: bytes, word: str) -> QPoint:
    """Where a word is printed, on the sheets."""
    number, x, y = place_of(data, word)
    rect = sheets_of(panel).rect_of(number)
    scale = rect.width() / POINTS_OF_A4
    return rect.topLeft() + QPoint(round(x * scale), round(y * scale))


def press_at(panel: PreviewPanel, data: bytes, word: str) -> None:
    """Click where a word is printed."""
    click(sheets_of(panel), point_of(panel, data, word))


def is_in_sight(panel: PreviewPanel, data: bytes, word: str) -> bool:
    return sheets_of(panel).visibleRegion().contains(point_of(panel, data, word))


def chosen_tab(window: Window) -> str:
    assert window.desk is not None
    return window.desk.tabs.chosen()


def table_on(window: Window, tab: str) -> OfficialTableView:
    assert window.desk is not None
    window.desk.show_tab(tab)
    return table_of(window)


def button(panel: PreviewPanel, name: str) -> QToolButton:
    (found,) = [each for each in panel.findChildren(QToolButton) if each.accessibleName() == name]
    return found


def test_the_pages_are_those_of_the_export(window: Window, panel: PreviewPanel) -> None:
    data = exported(window)
    pdf = pypdfium2.PdfDocument(data)
    assert panel.page_count() == len(pdf)
    assert panel.told() == f"共 {len(pdf)} 页"
    shown = seen(panel, 1)
    size = sheets_of(panel).rect_of(1).size()
    painted = pdf[0].render(scale=size.width() / POINTS_OF_A4).to_pil().convert("L")
    painted = painted.resize((size.width(), size.height()))
    dark = [
        (x, y)
        for x in range(5, size.width() - 5, 3)
        for y in range(5, size.height() - 5, 3)
        if painted.getpixel((x, y)) < 60
    ]
    near = [(0, 0), (-1, -1), (-1, 0), (0, -1), (-2, -1), (-1, -2)]

    def is_dark(x: int, y: int) -> bool:
        return any(shown.pixelColor(x + i, y + j).lightness() < 160 for i, j in near)

    found = [is_dark(x, y) for x, y in dark]
    assert len(dark) > 30
    assert sum(found) > 0.95 * len(dark)


def test_what_is_typed_is_printed_after_a_moment(
    window: Window, panel: PreviewPanel, qtbot: QtBot
) -> None:
    click_cell(table_on(window, "requests"), NATURAL)
    wait_for(panel.is_ready, qtbot)
    number, _, _ = place_of(exported(window), "7351")
    before = seen(panel, number)
    type_keys("8")
    press(Qt.Key.Key_Return)
    wait_for(lambda: panel.is_ready() and seen(panel, number) != before, qtbot)


def test_the_pages_follow_while_typing_goes_on_and_one_setting_comes_after_another(
    window: Window, panel: PreviewPanel, qtbot: QtBot
) -> None:
    table = table_on(window, "requests")
    click_cell(table, NATURAL)
    wait_for(panel.is_ready, qtbot)
    number, _, _ = place_of(exported(window), "7351")
    before, seen_while_typing, threads = seen(panel, number), [], []
    for typed in map(str, range(40)):
        type_keys(typed)
        press(Qt.Key.Key_Return)
        qtbot.wait(30)
        threads.append(sum(each.name == "task" for each in threading.enumerate()))
        seen_while_typing.append(seen(panel, number))
    assert max(threads) <= 2, "one sets the pages, one paints a page"
    assert any(each != before for each in seen_while_typing)
    texts = [table.table_model.session.text(ref) for ref in table.table_model.refs()]
    assert texts[:40] == list(map(str, range(40))), "no key was lost"
    wait_for(panel.is_ready, qtbot)


def test_a_moments_pause_is_kept_after_the_pages_came_into_sight(
    window: Window, panel: PreviewPanel, qtbot: QtBot
) -> None:
    click_cell(table_on(window, "requests"), NATURAL)
    wait_for(panel.is_ready, qtbot)
    type_keys("8")
    press(Qt.Key.Key_Return)
    assert not any(each.name == "task" for each in threading.enumerate())
    assert not panel.is_ready()
    wait_for(panel.is_ready, qtbot)


def test_ctrl_and_the_wheel_zoom(window: Window, panel: PreviewPanel, qtbot: QtBot) -> None:
    sheets = sheets_of(panel)
    wide = sheets.rect_of(1).width()
    handle, middle = window.windowHandle(), QPointF(panel.mapTo(window, panel.rect().center()))
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.wheelEvent(handle, middle, QPoint(0, 120), QPoint(), ctrl)
    qtbot.waitUntil(lambda: sheets.rect_of(1).width() > wide)
    QTest.wheelEvent(handle, middle, QPoint(0, -120), QPoint(), ctrl)
    qtbot.waitUntil(lambda: sheets.rect_of(1).width() == wide)
    QTest.wheelEvent(handle, middle, QPoint(0, -120))
    qtbot.waitUntil(lambda: sheets.visibleRegion().boundingRect().top() > 0)
    assert sheets.rect_of(1).width() == wide


def test_a_click_on_a_printed_number_goes_to_its_cell(window: Window, panel: PreviewPanel) -> None:
    press_at(panel, exported(window), "7351")
    assert chosen_tab(window) == "requests"
    assert current(table_of(window)) == NATURAL


def test_a_click_on_the_title_goes_to_the_details(window: Window, panel: PreviewPanel) -> None:
    table_on(window, "requests")
    press_at(panel, exported(window), "2023年政府信息公开工作年度报告")
    assert chosen_tab(window) == "details"


def test_a_click_on_printed_words_goes_to_their_paragraph_and_typing_goes_on_there(
    window: Window, report: Report, qtbot: QtBot
) -> None:
    overview = report.section("overview")
    assert overview
    overview.blocks = [Paragraph("x1", "甲。"), Paragraph("x2", "独一无二之语。")]
    window.filing.take(report)
    panel = preview_of(window, qtbot)
    table_on(window, "requests")
    press_at(panel, exported(window), "独一无二之语")
    assert chosen_tab(window) == "overview"
    type_ime("乙")
    texts = [each.text for each in overview.blocks if isinstance(each, Paragraph)]
    assert texts[0] == "甲。"
    assert "乙" in texts[1]
    assert is_in_sight(panel, exported(window), "独一无二之语")


def test_the_cell_that_is_worked_at_comes_into_sight(window: Window, panel: PreviewPanel) -> None:
    click_cell(table_on(window, "requests"), NATURAL)
    assert is_in_sight(panel, exported(window), "7351")


def test_pages_stand_side_by_side_and_grow(panel: PreviewPanel) -> None:
    sheets = sheets_of(panel)
    wide = sheets.rect_of(1).width()
    click(button(panel, "两页并排"))
    assert sheets.rect_of(1).top() == sheets.rect_of(2).top()
    assert sheets.rect_of(2).left() > sheets.rect_of(1).right()
    click(button(panel, "一页一行"))
    click(button(panel, "放大"))
    assert sheets.rect_of(1).width() > wide
    click(button(panel, "适合宽度"))
    assert sheets.rect_of(1).width() == wide


def test_words_typed_by_an_input_method_are_marked_where_they_are_printed(
    window: Window, panel: PreviewPanel, qtbot: QtBot
) -> None:
    assert window.desk is not None
    window.desk.show_tab("overview")
    window.desk.start_typing()
    type_ime("独一无二之语")
    wait_for(lambda: panel.is_ready() and "独一无二之语" in printed_text(window), qtbot)
    assert is_in_sight(panel, exported(window), "独一无二之语")


def printed_text(window: Window) -> str:
    with pdfplumber.open(BytesIO(exported(window))) as pdf:
        return "".join(page.extract_text() for page in pdf.pages)


def test_a_style_sheet_that_cannot_be_used_is_told(
    window: Window, report: Report, qtbot: QtBot
) -> None:
    own_styles().mkdir(parents=True)
    (own_styles() / "坏.toml").write_text("base = ", "utf-8")
    Path(user_data() / "settings.toml").write_text('paper.style = "坏"\n', "utf-8")
    window.filing.take(report)
    panel = preview_of(window, qtbot)
    assert "坏.toml" in panel.told()
