"""The years side by side: figures, charts, the picture and its way into the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.appearance import DARK, LIGHT, Colours
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.window import Window
from gipdesk.desk.years.chart import Chart, ChartKind, paint_chart, scale_of
from gipdesk.desk.years.comparison_dialog import ComparisonDialog
from gipdesk.files.package import Package, read_package, save_package
from gipdesk.report.changes import SetCell
from gipdesk.report.comparison import Compared, Comparison, Measure, comparison_of
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, PastYear, Picture, Report
from tests.app.events import button_of, click
from tests.app.importing import wait_for
from tests.app.reports import filled_report, put


def report_of_three_years(form: Form) -> Report:
    """A report about 2023 that remembers 2022 and 2021; natural persons asked 9, 12 and 4 times."""
    report = filled_report(form)
    for cell_id in ("requests/new.natural", "requests/new.total"):
        put(report, form.cell(cell_id), "9")
    zeros = {str(ref): "0" for ref in form.kinds}
    report.previous = (
        PastYear(2022, "2021", {**zeros, "requests/new.total": "12"}),
        PastYear(2021, "2021", {**zeros, "requests/new.total": "4"}),
    )
    return report


@pytest.fixture
def desk(window: Window, form: Form) -> ReportDesk:
    """The report of three years, open."""
    window.filing.take(report_of_three_years(form))
    assert window.desk is not None
    return window.desk


@pytest.fixture
def dialog(window: Window, desk: ReportDesk) -> Iterator[ComparisonDialog]:
    """The comparison, open."""
    del desk
    window.actions_by_id["comparison"].trigger()
    assert window.comparing.dialog is not None
    yield window.comparing.dialog
    if window.comparing.dialog:
        window.comparing.dialog.hide()


def line_of(dialog: ComparisonDialog, name: str) -> list[str]:
    """The texts of a row of the table."""
    table = dialog.table
    texts = [
        [
            (table.item(row, column) or QTableWidgetItem()).text()
            for column in range(table.columnCount())
        ]
        for row in range(table.rowCount())
    ]
    return next(each for each in texts if each[0] == name)


def test_three_years_stand_beside_each_other(dialog: ComparisonDialog) -> None:
    heads = [
        (dialog.table.horizontalHeaderItem(at) or QTableWidgetItem()).text()
        for at in range(dialog.table.columnCount())
    ]
    assert heads == ["项目", "2021年", "2022年", "2023年", "比上年"]
    assert line_of(dialog, "收到申请") == ["收到申请", "4", "12", "9", "−3（−25%）"]


def test_what_is_typed_is_compared_at_once(
    dialog: ComparisonDialog, desk: ReportDesk, form: Form
) -> None:
    desk.session.do(SetCell(form.cell("requests/new.total"), Cell("24")))
    assert line_of(dialog, "收到申请")[3:] == ["24", "+12（+100%）"]


def test_a_year_that_does_not_say_is_left_open(form: Form) -> None:
    report = filled_report(form)
    report.previous = (PastYear(2018, "2014", {"statistics/3.1": "7"}),)
    rows = comparison_of(report, form).rows
    assert {row.figures[0] for row in rows} == {None}


def test_sums_are_made_of_all_their_rows(form: Form) -> None:
    report = filled_report(form)
    for row, text in (("state_secret", "1"), ("admin_query", "2")):
        put(report, form.cell(f"requests/denied.{row}.total"), text)
    (denied,) = [row for row in comparison_of(report, form).rows if row.measure.id == "denied"]
    assert denied.figures == (3,)


def test_a_row_is_taken_into_the_chart_by_its_box(dialog: ComparisonDialog) -> None:
    before = [row.measure.id for row in dialog.chart().comparison.rows]
    item = dialog.table.item(8, 0)
    assert item
    box = dialog.table.visualItemRect(item)
    place = box.topLeft()
    place.setX(place.x() + 10)
    place.setY(box.center().y())
    click(dialog.table.viewport(), place)
    after = [row.measure.id for row in dialog.chart().comparison.rows]
    assert set(after) - set(before) == {"carry_out"}


def test_the_chart_is_drawn_as_lines_when_asked(dialog: ComparisonDialog) -> None:
    click(dialog.lines)
    assert dialog.chart_view.chart.kind is ChartKind.LINES
    assert "收到申请：2021年4，2022年12，2023年9" in dialog.chart_view.accessibleDescription()


def test_the_picture_is_saved_sharp_enough_for_paper(
    dialog: ComparisonDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "图.png"
    monkeypatch.setattr(dialogs, "ask_picture_path", lambda *_: path)
    click(button_of(dialog, "保存为图片…"))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1600, 960)
    assert image.pixelColor(0, 0) == QColor("#ffffff")


def test_a_picture_that_cannot_be_saved_is_told(
    dialog: ComparisonDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "没有这个文件夹" / "图.png"
    monkeypatch.setattr(dialogs, "ask_picture_path", lambda *_: path)
    click(button_of(dialog, "保存为图片…"))
    assert dialog.message() != ""


def test_the_picture_goes_into_the_section_with_its_caption_and_into_the_file(
    dialog: ComparisonDialog,
    desk: ReportDesk,
    window: Window,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog.sections.setCurrentIndex(dialog.sections.findData("problems"))
    click(button_of(dialog, "插入报告"))
    section = desk.session.report.section("problems")
    assert section
    picture = section.blocks[-1]
    assert isinstance(picture, Picture)
    assert picture.caption == "图　2021—2023年政府信息公开主要数据对比"
    assert desk.tabs.chosen() == "problems"
    path = tmp_path / "图.gip"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: path)
    assert window.filing.save()
    assert read_package(path)[0].media[picture.media].startswith(b"\x89PNG")


def test_two_different_pictures_keep_their_own_names(
    dialog: ComparisonDialog, window: Window
) -> None:
    for kind in (dialog.bars, dialog.lines, dialog.lines):
        click(kind)
        click(button_of(dialog, "插入报告"))
    assert window.filing.dossier is not None
    assert len(window.filing.dossier.package.media) == 2


def test_inserting_is_one_step_of_undo(
    dialog: ComparisonDialog, desk: ReportDesk, window: Window
) -> None:
    section = desk.session.report.section("overview")
    assert section
    before = list(section.blocks)
    click(button_of(dialog, "插入报告"))
    assert len(section.blocks) == len(before) + 1
    window.actions_by_id["undo"].trigger()
    assert section.blocks == before


def test_an_earlier_year_is_added_from_a_file(
    window: Window,
    form: Form,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window.filing.take(filled_report(form))
    window.actions_by_id["comparison"].trigger()
    dialog = window.comparing.dialog
    assert dialog is not None
    older = filled_report(form)
    older.meta = Meta(agency="某某市司法局", year=2022)
    put(older, form.cell("requests/new.total"), "31")
    path = tmp_path / "2022.gip"
    save_package(path, Package(older), None)
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    click(button_of(dialog, "添加以前年度的报告…"))
    wait_for(lambda: dialog.table.columnCount() == 4, qtbot)
    assert line_of(dialog, "收到申请")[1:] == ["31", "0", "−31（−100%）"]
    dialog.hide()


def test_a_year_between_that_is_missing_leaves_its_column_blank(window: Window, form: Form) -> None:
    report = report_of_three_years(form)
    report.previous = report.previous[1:]  # 2021 only
    window.filing.take(report)
    window.actions_by_id["comparison"].trigger()
    dialog = window.comparing.dialog
    assert dialog is not None
    assert line_of(dialog, "收到申请")[1:] == ["4", "—", "9", ""], "2021 is not last year"
    dialog.hide()


def test_the_report_of_another_agency_is_not_taken_for_ones_own(
    window: Window, form: Form, tmp_path: Path, qtbot: QtBot
) -> None:
    session = window.filing.take(filled_report(form)).session
    other = filled_report(form)
    other.meta = Meta(agency="某某市财政局", year=2022)
    path = tmp_path / "2022.gip"
    save_package(path, Package(other), None)
    window.filing.remember_year_of(path)
    wait_for(lambda: "某某市财政局" in window.notices.text(), qtbot)

    def years() -> list[int]:
        return [each.year for each in session.report.previous]

    assert years() == []
    click(button_of(window.notices, "仍然加入"))
    assert years() == [2022]
    session.undo_stack.undo()
    assert years() == []


def test_closing_the_report_closes_the_comparison(window: Window, dialog: ComparisonDialog) -> None:
    assert dialog.isVisible()
    assert window.filing.dossier is not None
    window.filing.dossier.session.undo_stack.setClean()
    assert window.filing.close()
    assert window.comparing.dialog is None


# ---------------------------------------------------------------- the drawing itself


def painted(chart: Chart, colours: Colours, window: Window) -> QImage:
    image = QImage(600, 320, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(painter, QRectF(image.rect()), chart, colours, window.font())
    painter.end()
    return image


def chart_of(*figures: int | None, kind: ChartKind = ChartKind.BARS) -> Chart:
    years = tuple(range(2024 - len(figures), 2024))
    row = Compared(Measure("new", "收到申请", ()), figures)
    return Chart(Comparison(years, (row,)), kind, "某某")


def greys(image: QImage) -> list[int]:
    """How many pixels are dark, mid and light once colour is taken away."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    values = bytes(grey.constBits())
    return [sum(low <= each < low + 64 for each in values) for low in (0, 64, 128, 192)]


def test_years_differ_without_colour(window: Window) -> None:
    """Bars of equal height: solid, hatched and open ones cover differently in black and white."""
    covered = []
    for figures in ((9, 0, 0), (0, 9, 0), (0, 0, 9)):
        dark, mid, _, _ = greys(painted(chart_of(*figures), LIGHT, window))
        covered.append(dark + mid)
    outline, hatched, solid = covered
    assert 1.5 * outline < hatched
    assert 1.5 * hatched < solid


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_chart_stands_on_the_ground_of_its_palette(
    window: Window, kind: ChartKind, colours: Colours
) -> None:
    image = painted(chart_of(4, None, 9, kind=kind), colours, window)
    assert image.pixelColor(1, 1) == QColor(colours.base)
    different = {image.pixelColor(x, y).name() for x in range(0, 600, 2) for y in range(0, 320, 2)}
    assert colours.accent in different


@pytest.mark.parametrize("kind", list(ChartKind))
def test_nothing_to_compare_is_said(window: Window, kind: ChartKind) -> None:
    image = painted(chart_of(None, None, kind=kind), LIGHT, window)
    assert LIGHT.accent not in {
        image.pixelColor(x, y).name() for x in range(600) for y in range(320)
    }


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 10, 37, 99, 100, 101, 999, 1518, 86_400])
def test_a_scale_holds_its_figures_in_few_round_steps(most: int) -> None:
    top, step = scale_of(most)
    assert top >= max(most, 1)
    assert top - step < max(most, 1)
    assert 1 <= top / step <= 6
    assert step == int(step)


def test_the_table_can_be_ticked_by_the_keyboard(dialog: ComparisonDialog) -> None:
    dialog.table.setCurrentCell(8, 0)
    item = dialog.table.item(8, 0)
    assert item
    assert item.flags() & Qt.ItemFlag.ItemIsUserCheckable
