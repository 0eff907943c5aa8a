"""The export dialog: how the files are made, what goes with them, and which fonts they use."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from tests.app.events import answer, button_of, click, ctrl, texts_in
from tests.app.importing import wait_for
from tests.app.reports import filled_report


def tick(box: QCheckBox) -> None:
    click(box, QPoint(8, box.height() // 2))


def test_a_signing_copy_bears_its_code_and_the_approval_sheet_goes_with_it(
    window: Window, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    folder = tmp_path / "exports"
    folder.mkdir()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: folder)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, FormatsDialog)
        tick(dialog.boxes["docx"])
        tick(dialog.approval)
        tick(dialog.signing_copy)
        click(button_of(dialog, "选择文件夹…"))

    answer(choose)
    ctrl(Qt.Key.Key_E)
    wait_for(lambda: not window.filing.is_exporting() and any(folder.iterdir()), qtbot)
    title = "某某市司法局2023年政府信息公开工作年度报告"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{title}.pdf", f"{title}（发文稿纸）.pdf"]
    first = pypdfium2.PdfDocument(folder / f"{title}.pdf")[0]
    assert "核对码" in first.get_textpage().get_text_bounded()


def test_the_dialog_says_which_fonts_the_paper_uses(window: Window, form: Form) -> None:
    window.filing.take(filled_report(form))
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        for _ in range(400):
            said[:] = [text for text in texts_in(dialog) if text.startswith("PDF ")]
            if said:
                break
            QTest.qWait(25)
        dialog.reject()

    answer(look)
    ctrl(Qt.Key.Key_E)
    assert "字体" in said[0]
