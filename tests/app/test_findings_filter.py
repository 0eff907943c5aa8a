"""Findings by section and by kind: what is shown, what F8 goes through, what was accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gipdesk.checks.practice import Grade
from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.findings.filter import Shown
from gipdesk.desk.findings.panel import FindingsPanel
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, Severity
from gipdesk.report.report import Report
from gipdesk.workflow.settings import Settings
from tests.app.events import button_of, click, press, texts_in, type_ime
from tests.app.reports import filled_report, put, report_with_wrong_totals

SLASH = CellRef("requests", "new", "natural")


def mixed_report(form: Form) -> Report:
    """Three wrong totals in 表三, and a slash in 表四: errors here, a warning there."""
    report = report_with_wrong_totals(form)
    put(report, CellRef("proceedings", "review", "upheld"), "/")
    return report


def slash_report(form: Form) -> Report:
    """Zeros everywhere but for one slash."""
    report = filled_report(form)
    put(report, SLASH, "/")
    return report


def panel_of(window: Window) -> FindingsPanel:
    assert window.desk is not None
    window.desk.show_findings()
    return window.desk.side.findings


def rules(window: Window) -> list[str]:
    return [card.finding.rule for card in panel_of(window).cards()]


def choose(window: Window, shown: Shown) -> None:
    click(panel_of(window).filter.buttons[shown])


def accept(card: FindingCard, words: str, reason: str) -> None:
    click(button_of(card, words))
    type_ime(reason)
    press(Qt.Key.Key_Return)


def slash_card(window: Window) -> FindingCard:
    return next(each for each in panel_of(window).cards() if each.finding.rule == "V.SLASH")


def test_findings_stand_under_the_names_of_their_sections(window: Window, form: Form) -> None:
    window.filing.take(mixed_report(form))
    assert window.desk is not None
    labels = [tab.label for tab in window.desk.tabs.tabs_model.tabs]
    shown = [text for text in texts_in(panel_of(window)) if text in labels]
    requests = next(each for each in labels if "收到和处理" in each)
    proceedings = next(each for each in labels if "行政复议" in each)
    assert shown == [requests, proceedings]


def test_each_filter_says_how_many_and_shows_only_those(window: Window, form: Form) -> None:
    window.filing.take(mixed_report(form))
    buttons = panel_of(window).filter.buttons
    whole = rules(window)
    errors = [each for each in panel_of(window).cards() if each.finding.severity is Severity.ERROR]
    assert buttons[Shown.ERRORS].text() == f"错误 {len(errors)}"
    assert buttons[Shown.ALL].text() == f"全部 {len(whole)}"
    choose(window, Shown.ERRORS)
    assert len(rules(window)) == len(errors)
    assert {each.finding.severity for each in panel_of(window).cards()} == {Severity.ERROR}
    choose(window, Shown.WARNINGS)
    assert {each.finding.severity for each in panel_of(window).cards()} == {Severity.WARNING}
    choose(window, Shown.ALL)
    assert rules(window) == whole


def test_a_kind_that_nothing_belongs_to_is_not_offered(window: Window, form: Form) -> None:
    window.filing.take(report_with_wrong_totals(form))
    buttons = panel_of(window).filter.buttons
    assert buttons[Shown.ERRORS].isVisible()
    assert not buttons[Shown.ACCEPTED].isVisible()


def test_f8_goes_through_what_the_filter_shows(window: Window, form: Form) -> None:
    window.filing.take(mixed_report(form))
    choose(window, Shown.WARNINGS)
    chosen = set()
    for _ in range(2 * len(rules(window))):
        press(Qt.Key.Key_F8)
        chosen |= {c.finding.severity for c in panel_of(window).cards() if c.property("chosen")}
    assert chosen == {Severity.WARNING}


def test_f8_behind_a_filter_without_open_findings_shows_all_again(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    window.filing.take(mixed_report(form))
    accept(slash_card(window), "原样保留…", "本机关不办理")
    buttons = panel_of(window).filter.buttons
    qtbot.waitUntil(buttons[Shown.ACCEPTED].isVisible)
    choose(window, Shown.ACCEPTED)
    assert rules(window) == ["V.SLASH"]
    press(Qt.Key.Key_F8)
    assert panel_of(window).filter.shown is Shown.ALL
    assert any(card.property("chosen") for card in panel_of(window).cards())


def test_an_accepted_finding_shows_a_tick_and_its_reason_and_can_be_taken_back(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    session = window.filing.take(slash_report(form)).session
    accept(slash_card(window), "原样保留…", "本机关不受理")
    qtbot.waitUntil(lambda: slash_card(window).reason == "本机关不受理")
    card = slash_card(window)
    assert card.accessibleName().startswith("已确认：")
    assert "已确认：本机关不受理" in texts_in(card)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.accepted == {}
    qtbot.waitUntil(lambda: slash_card(window).reason is None)


def test_a_doubt_is_not_accepted_as_true(window: Window, form: Form) -> None:
    report = filled_report(form)
    put(report, SLASH, "")
    report.doubts[str(SLASH)] = ("1", "7")
    window.filing.take(report)
    card = next(each for each in panel_of(window).cards() if each.finding.rule == "V.DOUBT")
    texts = [each.text() for each in card.findChildren(QPushButton)]
    assert not [text for text in texts if "属实" in text]
    assert "已核实，不填…" in texts


def test_local_practice_grades_a_rule_and_the_card_says_so(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    window.filing.take(report_with_wrong_totals(form))
    window.filing.use_settings(Settings(rules={"T3.ROW": Grade.WARNING}))
    qtbot.waitUntil(lambda: "本机关设为“提示”，原为“错误”" in texts_in(panel_of(window)))
    assert {each.finding.severity for each in panel_of(window).cards()} == {Severity.WARNING}
    window.filing.use_settings(Settings(rules={"T3.ROW": Grade.OFF}))
    qtbot.waitUntil(lambda: rules(window) == [])
    qtbot.waitUntil(lambda: window._badge.text() == "可以送审")
