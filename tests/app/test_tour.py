"""The five-step tour: offered, pointed at real widgets, never in anybody's way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.checks.engine import check
from gipdesk.desk.arrangement import is_tour_seen
from gipdesk.desk.tour import STEPS, Bubble, place_beside, practice_report
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.office import Office
from tests.app.events import button_of, click, press, table_of, type_keys
from tests.app.reports import blank_report
from tests.app.tables import cell, current

ALT = Qt.KeyboardModifier.AltModifier
OFFER = "第一次使用？看五步介绍"


def bubble(window: Window) -> Bubble:
    assert window.tour.bubble is not None
    return window.tour.bubble


def alt(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, ALT)


def test_nothing_pops_up_by_itself_and_the_start_page_offers_it(window: Window) -> None:
    assert not window.tour.is_under_way()
    assert button_of(window.start_page, OFFER).isVisible()


def test_the_tour_goes_through_its_five_steps_by_enter(window: Window, qtbot: QtBot) -> None:
    click(button_of(window.start_page, OFFER))
    qtbot.waitUntil(lambda: bubble(window).isVisible())
    titles = []
    for _ in STEPS:
        titles.append(bubble(window).title())
        press(Qt.Key.Key_Return)
    assert titles == ["新建或打开报告", "填表", "检查", "预览", "导出"]
    assert not window.tour.is_under_way()
    assert window.desk is None, "the report to practise with is closed again"


def test_the_tour_points_at_the_real_widgets(window: Window, qtbot: QtBot) -> None:
    window.tour.begin()
    for _ in STEPS[1:]:
        window.tour.go_on()
        qtbot.waitUntil(lambda: bubble(window).isVisible())
        assert window.desk is not None
        shown = QRect(bubble(window).pos(), bubble(window).size())
        assert window.rect().contains(shown)
    window.tour.end()


def test_escape_ends_it_and_it_is_not_offered_again(
    window: Window, data_folder: Path, qtbot: QtBot
) -> None:
    click(button_of(window.start_page, OFFER))
    qtbot.waitUntil(lambda: bubble(window).has_focus())
    press(Qt.Key.Key_Escape)
    assert not window.tour.is_under_way()
    assert is_tour_seen()
    assert (data_folder / "tour-seen").is_file()
    with pytest.raises(AssertionError, match="no button"):
        button_of(window.start_page, OFFER)


def test_skipping_by_its_key_ends_it_wherever_the_focus_is(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    window.filing.take(blank_report(form))
    window.actions_by_id["tour"].trigger()
    assert window.desk
    qtbot.waitUntil(lambda: bubble(window).isVisible())
    window.desk.show_cell(cell("requests/new.natural"))
    alt(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bubble(window).title() == "填表")
    alt(Qt.Key.Key_K)
    qtbot.waitUntil(lambda: not window.tour.is_under_way())
    assert current(table_of(window)) == "requests/new.natural"
    assert window.filing.dossier is not None, "the report of the user stays open"


def test_what_is_being_typed_goes_on_into_its_cell(window: Window, form: Form) -> None:
    dossier = window.filing.take(blank_report(form))
    assert window.desk
    window.desk.show_cell(cell("requests/new.natural"))
    window.actions_by_id["tour"].trigger()
    window.tour.go_on()
    type_keys("12")
    press(Qt.Key.Key_Return)
    type_keys("3")
    press(Qt.Key.Key_Return)
    assert dossier.session.text(cell("requests/new.natural")) == "12"
    assert dossier.session.text(cell("requests/new.commercial")) == "3"
    assert bubble(window).title() == "填表"
    window.tour.end()


def test_a_report_begun_during_the_tour_takes_it_along(window: Window, form: Form) -> None:
    window.tour.begin()
    window.filing.take(blank_report(form))
    assert bubble(window).title() == "填表"
    window.tour.end()
    assert window.filing.dossier is not None


def test_closing_the_report_ends_the_tour(window: Window, form: Form) -> None:
    window.filing.take(blank_report(form))
    window.tour.begin()
    window.tour.go_on()
    assert window.filing.close()
    assert not window.tour.is_under_way()


def test_the_report_to_practise_with_has_an_error_to_look_at(office: Office) -> None:
    report = practice_report(office, date.today().year - 1)
    findings = check(report, office.form(report), office.rules).findings
    assert "T3.ROW" in [each.rule for each in findings]


@pytest.mark.parametrize(
    ("area", "place"),
    [
        (QRect(100, 50, 80, 30), "below"),
        (QRect(700, 100, 300, 500), "left"),
        (QRect(0, 100, 300, 500), "right"),
    ],
)
def test_the_bubble_does_not_cover_what_it_speaks_of(area: QRect, place: str) -> None:
    size, room = QSize(340, 160), QRect(0, 0, 1000, 600)
    shown = QRect(place_beside(area, size, room), size)
    assert room.contains(shown)
    assert not shown.intersects(area)
    assert {"below": shown.top() > area.bottom(), "left": shown.right() < area.left()}.get(
        place, shown.left() > area.right()
    )


def test_a_bubble_about_everything_stands_within_it() -> None:
    room = QRect(0, 0, 1000, 600)
    shown = QRect(place_beside(room, QSize(340, 160), room), QSize(340, 160))
    assert room.contains(shown)
    assert place_beside(None, QSize(340, 160), room) == QPoint(330, 220)
