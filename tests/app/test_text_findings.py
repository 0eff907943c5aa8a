"""A number of the text that the tables contradict: found by a click or F8, mended either way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.session import Session
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.links import UNFILLED
from gipdesk.report.report import Cell, Link, Paragraph, Report, Section
from tests.app.events import button_of, click, ctrl, press, table_of, texts_in
from tests.app.reports import filled_report, put
from tests.app.test_findings_panel import cards
from tests.app.test_text_editing import editor_of

_NEW = CellRef("requests", "new", "natural")
_TOTAL = CellRef("requests", "new", "total")
_MADE = CellRef("disclosure", "normative", "made")

SAYINGS = [
    ("N.RECV", "全年收到政府信息公开申请12件。", "12"),
    ("N.NONE", "全年未收到政府信息公开申请。", "未收到政府信息公开申请"),
    ("N.LIT", "因政府信息公开发生行政诉讼3件。", "3"),
    ("N.NORM", "全年制定行政规范性文件12件。", "12"),
]


def open_text(window: Window, form: Form, *texts: str, section: str = "overview") -> Session:
    """A report of ones and zeros in which a section says this."""
    report = filled_report(form)
    for ref in (_NEW, _TOTAL, CellRef("requests", "granted", "natural")):
        put(report, ref, "1")
    for total in ("granted.total", "result_total.natural", "result_total.total"):
        put(report, form.cell(f"requests/{total}"), "1")
    write(report, section, *texts)
    return window.filing.take(report).session


def write(report: Report, section_id: str, *texts: str) -> None:
    held = report.section(section_id)
    if held is None:
        held = Section(section_id, "", [])
        report.sections.insert(0, held)
    held.blocks = [Paragraph(f"b{800 + at}", text) for at, text in enumerate(texts)]


def card_of(window: Window, rule: str) -> FindingCard:
    (card,) = [each for each in cards(window) if each.finding.rule == rule]
    return card


def fixes_on(card: FindingCard) -> list[str]:
    buttons = card.findChildren(QPushButton, "fix")
    return [each.accessibleName() for each in buttons]


@pytest.mark.parametrize(("rule", "text", "words"), SAYINGS)
def test_a_click_on_the_card_selects_the_words_in_the_text(
    window: Window, form: Form, rule: str, text: str, words: str
) -> None:
    open_text(window, form, "某某。", text)
    assert window.desk is not None
    window.desk.show_tab("requests")
    click(card_of(window, rule), QPoint(5, 5))
    assert window.desk.tabs.chosen() == "overview"
    assert editor_of(window).hasFocus()
    assert editor_of(window).textCursor().selectedText() == words


def test_f8_goes_to_the_number_in_the_text(window: Window, form: Form) -> None:
    open_text(window, form, "全年收到政府信息公开申请12件。")
    press(Qt.Key.Key_F8)
    assert editor_of(window).textCursor().selectedText() == "12"


def test_the_finding_stands_under_the_section_of_the_text(window: Window, form: Form) -> None:
    open_text(window, form, "全年收到政府信息公开申请12件。")
    assert window.desk is not None
    assert "一、总体情况" in texts_in(window.desk.side.findings)


def test_words_of_the_preamble_are_selected_too(window: Window, form: Form) -> None:
    open_text(window, form, "全年收到政府信息公开申请12件。", section="preamble")
    click(card_of(window, "N.RECV"), QPoint(5, 5))
    assert editor_of(window).textCursor().selectedText() == "12"


def test_both_numbers_are_offered(window: Window, form: Form) -> None:
    open_text(window, form, "全年制定行政规范性文件12件。")
    offered = ["把正文改为0", "把“表二·行政规范性文件·本年制发件数”改为12"]
    assert fixes_on(card_of(window, "N.NORM")) == offered


def test_the_tables_number_goes_into_the_text_by_one_click(window: Window, form: Form) -> None:
    session = open_text(window, form, "全年制定行政规范性文件12件。")
    click(button_of(card_of(window, "N.NORM"), "把正文改为0"))
    assert editor_of(window).texts() == ["全年制定行政规范性文件0件。"]
    ctrl(Qt.Key.Key_Z)
    assert editor_of(window).texts() == ["全年制定行政规范性文件12件。"]
    assert session.report.cell(_MADE) == Cell("0")


def test_the_texts_number_goes_into_the_table_by_one_click(window: Window, form: Form) -> None:
    session = open_text(window, form, "全年制定行政规范性文件12件。")
    label = "把“表二·行政规范性文件·本年制发件数”改为12"
    click(button_of(card_of(window, "N.NORM"), label))
    assert session.report.cell(_MADE) == Cell("12")
    assert editor_of(window).texts() == ["全年制定行政规范性文件12件。"]


def test_the_table_is_one_click_away(window: Window, form: Form) -> None:
    open_text(window, form, "全年制定行政规范性文件12件。")
    click(button_of(card_of(window, "N.NORM"), "看表格"))
    table = table_of(window)
    assert table.hasFocus()
    assert table.table_model.ref(table.currentIndex()) == _MADE


def test_a_number_still_to_be_filled_leads_to_its_cell(window: Window, form: Form) -> None:
    report = filled_report(form)
    put(report, _MADE, "")
    write(report, "overview", f"制定规范性文件{UNFILLED}件。")
    section = report.section("overview")
    assert section is not None
    link = Link(7, 7 + len(UNFILLED), (_MADE,))
    section.blocks = [Paragraph("b800", f"制定规范性文件{UNFILLED}件。", (link,))]
    window.filing.take(report)
    click(card_of(window, "N.LINK"), QPoint(5, 5))
    table = table_of(window)
    assert table.hasFocus()
    assert table.table_model.ref(table.currentIndex()) == _MADE
