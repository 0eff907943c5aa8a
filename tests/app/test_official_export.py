"""Exporting without local differences: offered where there are any, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Report, Row, copy_of
from tests.app.events import answer, button_of, click, ctrl, texts_in
from tests.app.importing import wait_for
from tests.app.reports import filled_report

LOCAL = "地方自设的一行"


@pytest.fixture
def local(form: Form) -> Report:
    """A report with a row of its own and a label of its own."""
    report = filled_report(form)
    rows = report.tables["disclosure"].rows
    rows["normative"].label = "规范性文件"
    rows["x-1"] = Row({column: Cell("7") for column in rows["normative"].cells}, LOCAL)
    return report


def export_text(
    window: Window, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, *, official: bool
) -> tuple[str, list[str]]:
    """Export to text by the dialog; what it holds, and what the dialog said."""
    said: list[str] = []

    def ask(_: object, __: object) -> Path:
        return folder

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, FormatsDialog)
        for kind, box in dialog.boxes.items():
            if box.isChecked() is not (kind == "txt"):
                click(box, QPoint(8, box.height() // 2))
        if official:
            click(dialog.official, QPoint(8, dialog.official.height() // 2))
        said.extend(texts_in(dialog))
        click(button_of(dialog, "选择文件夹…"))

    monkeypatch.setattr(dialogs, "ask_folder", ask)
    answer(choose)
    ctrl(Qt.Key.Key_E)
    wait_for(lambda: not window.filing.is_exporting(), qtbot)
    return next(folder.glob("*.txt")).read_text("utf-8"), said


def test_local_differences_are_exported_as_they_are(
    window: Window,
    local: Report,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window.filing.take(local)
    text, _ = export_text(window, tmp_path, monkeypatch, qtbot, official=False)
    assert LOCAL in text
    assert "行政规范性文件" not in text


def test_on_request_the_official_form_is_exported_and_what_is_left_out_is_said(
    window: Window,
    local: Report,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    session = window.filing.take(local).session
    before = copy_of(session.report)
    text, said = export_text(window, tmp_path, monkeypatch, qtbot, official=True)
    assert "行政规范性文件" in text
    assert LOCAL not in text
    assert any("不印出" in each and LOCAL in each for each in said)
    assert session.report == before


def test_a_report_in_the_official_form_is_not_asked(
    window: Window,
    form: Form,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window.filing.take(filled_report(form))
    shown: list[bool] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FormatsDialog)
        shown.append(dialog.official.isVisible())
        dialog.reject()

    answer(look)
    ctrl(Qt.Key.Key_E)
    assert shown == [False]
    del tmp_path, monkeypatch, qtbot
