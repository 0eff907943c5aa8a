"""The way from last year's report, of any kind, to this year's: what is asked, what comes along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.window import Window
from gipdesk.desk.years.from_last_year import FromLastYearDialog
from gipdesk.files.package import Package, save_package
from gipdesk.report.beginning import preamble_of
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, Meta, Paragraph
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import Agency, Settings, save_settings
from tests.app.events import (
    answer,
    button_of,
    click,
    press,
    texts_in,
    type_ime,
)
from tests.app.importing import PAGE, wait_for
from tests.app.reports import STORY, filled_report, last_report, put


@pytest.fixture
def last_year(tmp_path: Path, form: Form) -> Path:
    """Last year's report on disk."""
    path = tmp_path / "某某市司法局2023.gip"
    save_package(path, Package(last_report(form)), None)
    return path


def begin_from(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Choose a file, look at what it gives, begin."""
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    answer(lambda dialog: click(button_of(dialog, "新建")))
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.desk is not None, qtbot)


def test_the_start_page_leads_from_last_years_report_to_this_years(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    seen: list[list[tuple[str, str]]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        assert dialog.year.currentText() == "2024 年"
        seen.append(dialog.preview_lines())
        click(button_of(dialog, "新建"))

    answer(look)
    click(button_of(window.start_page, "从上年报告新建…"))
    wait_for(lambda: window.desk is not None, qtbot)
    assert window.desk is not None
    meta = window.desk.session.report.meta
    assert (meta.agency, meta.year, meta.phone) == ("某某市司法局", 2024, "000-0000")
    assert [heading for heading, _ in seen[0]][:3] == ["机关信息", "上年文字", "带入数据"]
    assert window.isWindowModified()
    assert window.desk.side.currentWidget() is window.desk.side.todo


def test_a_file_of_another_kind_will_do(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, form: Form
) -> None:
    path = tmp_path / "2023年年报.html"
    path.write_text(f"<html><meta charset='utf-8'>{PAGE}</html>", "utf-8")
    begin_from(window, path, monkeypatch, qtbot)
    assert window.desk is not None
    report = window.desk.session.report
    assert (report.meta.year, report.meta.agency) == (2024, "某某市某某局")
    assert report.cell(form.cell("disclosure/normative.valid")) == Cell("6")
    assert report.previous[0].cells["disclosure/normative.made"] == "4"


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF])
def test_an_exported_file_gives_all_that_this_year_begins_with(
    window: Window,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    form: Form,
    office: Office,
    kind: Kind,
) -> None:
    last = last_report(form)
    last.meta = replace(last.meta, address="某某市某某路1号", email="a@example.gov.cn")
    preamble = last.section("preamble")
    assert preamble
    preamble.blocks = [Paragraph(f"b8{n}", t) for n, t in enumerate(preamble_of(form, last.meta))]
    path = tmp_path / f"2023年年报.{kind}"
    path.write_bytes(Exporter(last, office, {}).data(kind))
    begin_from(window, path, monkeypatch, qtbot)
    assert window.desk is not None
    report = window.desk.session.report
    meta = report.meta
    assert (meta.agency, meta.year, meta.phone) == ("某某市司法局", 2024, "000-0000")
    assert (meta.address, meta.email) == ("某某市某某路1号", "a@example.gov.cn")
    overview = report.section("overview")
    assert overview
    assert overview.text.startswith(STORY)
    assert report.cell(form.cell("requests/carry_in.natural")) == Cell("3")
    assert report.cell(form.cell("disclosure/normative.valid")) == Cell("12")
    assert report.cell(form.cell("requests/new.natural")) == Cell("")
    assert report.previous[0].cells["requests/new.natural"] == "17"
    rules = {card.point.rule for card in window.desk.side.todo.cards()}
    assert {"Y.FIGURE", "Y.CELL", "Y.KEPT"} <= rules


def test_a_report_of_the_edition_before_gives_what_both_have(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, office: Office
) -> None:
    form = form_of(office.editions["2019"])
    last = filled_report(form)
    last.meta = Meta(agency="某某市司法局", year=2020)
    put(last, form.cell("requests/carry_out.legal"), "6")
    path = tmp_path / "2020.gip"
    save_package(path, Package(last), None)
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.extend(texts_in(dialog))
        click(button_of(dialog, "新建"))

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.desk is not None, qtbot)
    assert window.desk is not None
    report = window.desk.session.report
    assert (report.edition, report.meta.year) == ("2021", 2021)
    assert report.cell(CellRef("requests", "carry_in", "legal")) == Cell("6")
    assert any("只带入两版共有的内容" in text for text in seen)


def test_a_report_from_before_all_forms_is_followed_by_last_years(
    window: Window, tmp_path: Path, form: Form, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    old = last_report(form)
    old.meta = Meta(agency="某某市司法局", year=2010)
    path = tmp_path / "2010.gip"
    save_package(path, Package(old), None)
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        seen.extend([dialog.year.currentText(), *texts_in(dialog)])
        press(Qt.Key.Key_Escape)

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: bool(seen), qtbot)
    assert seen[0] == f"{date.today().year - 1} 年"
    assert any("没有带入上年结转等数据" in text for text in seen)
    assert not any("灰色显示" in text for text in seen), "no figure of 2010 is last year's"


def test_a_file_of_another_agency_is_noticed_and_keeps_its_contacts_to_itself(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    save_settings(Settings(agency=Agency(name="某某市财政局", phone="111-1111")))
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    seen: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        seen.append(texts_in(dialog))
        dialog.agency.setFocus()
        dialog.agency.selectAll()
        type_ime("某某市财政局")
        seen.append(texts_in(dialog))
        click(button_of(dialog, "新建"))

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.desk is not None, qtbot)
    assert window.desk is not None
    assert any("请确认没有选错文件" in text for text in seen[0])
    assert any("来源是“某某市司法局”的报告" in text for text in seen[1])
    report = window.desk.session.report
    assert (report.meta.agency, report.meta.phone) == ("某某市财政局", "111-1111")
    preamble = report.section("preamble")
    assert preamble
    assert "000-0000" not in preamble.text


def test_tab_goes_through_the_dialog_as_it_is_read(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    walked: list[QWidget | None] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        for _ in range(3):
            walked.append(QApplication.focusWidget())
            press(Qt.Key.Key_Tab)
        assert walked == [dialog.agency, dialog.year, button_of(dialog, "新建")]
        press(Qt.Key.Key_Escape)

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: len(walked) == 3, qtbot)


def test_another_year_shows_another_preview(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: last_year)
    texts: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FromLastYearDialog)
        dialog.year.setFocus()
        press(Qt.Key.Key_Up)
        texts.extend(texts_in(dialog))
        press(Qt.Key.Key_Escape)

    answer(look)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: bool(texts), qtbot)
    assert any("不是上一年度的" in text for text in texts)
    assert window.desk is None


def test_a_file_that_is_no_report_is_told(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    monkeypatch.setattr(dialogs, "ask_last_year_path", lambda *_: path)
    window.actions_by_id["new_from"].trigger()
    wait_for(lambda: window.notices.isVisible() and path.name in window.notices.text(), qtbot)
    assert window.desk is None


def test_saving_suggests_the_folder_of_last_years_report(
    window: Window, last_year: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, form: Form
) -> None:
    begin_from(window, last_year, monkeypatch, qtbot)
    suggested: list[Path] = []

    def ask(_: QWidget, path: Path) -> Path | None:
        suggested.append(path)
        return None

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    assert not window.filing.save()
    assert suggested[0].parent == last_year.parent
    assert window.desk is not None
    window.desk.session.undo_stack.setClean()
    assert window.filing.close()
    window.filing.take(filled_report(form))  # begun from nothing
    assert window.filing.folder() != last_year.parent


def test_saving_an_import_suggests_the_folder_of_its_source(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "2023年年报.html"
    path.write_text(f"<html><meta charset='utf-8'>{PAGE}</html>", "utf-8")
    window.filing.open_path(path)
    wait_for(lambda: window.desk is not None, qtbot)
    assert window.filing.folder() == tmp_path
