"""Printing by the system's dialog: to a file it is the export, on paper it is as large as that."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from gipdesk.desk.printing import PrintRun, new_printer, wanted_pages
from gipdesk.desk.window import Window
from gipdesk.report.edition import Form
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.printing import printable
from tests.app.events import answer, button_of, click, ctrl, texts_in
from tests.app.importing import wait_for
from tests.app.reports import filled_report

DOTS = 72 / 25.4 * 2  # a millimetre at 144 dots per inch


def print_to(path: Path, *, pages: tuple[int, int] | None = None) -> list[str]:
    """When the dialog is open, choose to print to a file, and print."""

    def choose(dialog: QDialog) -> None:
        names = dialog.findChild(QComboBox, "printers")
        line = dialog.findChild(QLineEdit, "filename")
        assert names is not None
        assert line is not None
        names.setCurrentIndex(names.count() - 1)
        line.setText(str(path))
        if pages:
            button = dialog.findChild(QRadioButton, "printRange")
            first, last = (dialog.findChild(QSpinBox, name) for name in ("from", "to"))
            assert button is not None
            assert first is not None
            assert last is not None
            button.click()
            last.setValue(pages[1])
            first.setValue(pages[0])
        dialog.accept()

    return answer(choose)


@pytest.fixture
def titled(window: Window, form: Form) -> Window:
    window.filing.take(filled_report(form))
    return window


def exported(window: Window) -> bytes:
    dossier = window.filing.dossier
    assert dossier is not None
    return Exporter(dossier.session.report, window.filing.office, {}).data(Kind.PDF)


def test_printed_to_a_file_it_is_the_export(titled: Window, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "打印.pdf"
    asked = print_to(target)
    ctrl(Qt.Key.Key_P)
    wait_for(target.exists, qtbot)
    wait_for(lambda: not titled.filing.printing.is_printing(), qtbot)
    assert asked == ["打印"]
    assert target.read_bytes() == exported(titled)
    assert "已打印到文件：打印.pdf" in texts_in(titled.notices)


def test_a_range_prints_only_these_pages(titled: Window, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "打印.pdf"
    print_to(target, pages=(2, 3))
    ctrl(Qt.Key.Key_P)
    wait_for(target.exists, qtbot)
    whole, part = pypdfium2.PdfDocument(exported(titled)), pypdfium2.PdfDocument(target)
    texts = [page.get_textpage().get_text_bounded() for page in part]
    assert texts == [whole[n].get_textpage().get_text_bounded() for n in (1, 2)]


def test_where_nothing_may_be_written_a_sentence_says_so(
    titled: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    print_to(tmp_path / "没有这个文件夹" / "打印.pdf")
    ctrl(Qt.Key.Key_P)
    wait_for(lambda: any("打印.pdf" in each for each in texts_in(titled.notices)), qtbot)


def test_what_is_being_prepared_can_be_called_off(titled: Window, qtbot: QtBot) -> None:
    ctrl(Qt.Key.Key_P)
    assert titled.notices.is_busy()
    assert titled.filing.printing.is_printing()
    click(button_of(titled.notices, "取消"))
    assert not titled.filing.printing.is_printing()
    qtbot.wait(300)
    assert QApplication.activeModalWidget() is None
    assert titled.notices.isHidden()


def test_paper_is_a4_at_full_size(dressed: QApplication) -> None:
    del dressed
    printer = new_printer("某某局年度报告")
    assert printer.docName() == "某某局年度报告"
    sheet = printer.paperRect(QPrinter.Unit.Millimeter)
    assert (round(sheet.width()), round(sheet.height())) == (210, 297)
    assert wanted_pages(printer, 6) == [1, 2, 3, 4, 5, 6]


def test_on_paper_all_stands_where_it_stands_in_the_pdf(
    dressed: QApplication, form: Form, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    del dressed
    report = printable(filled_report(form), office, {}, Paper())
    printer = new_printer("甲")
    printer.setResolution(300)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    ended: list[str] = []
    run = PrintRun(report, printer, [1, None, 3], lambda _done, _count: None)
    run.start(ended.append)
    wait_for(lambda: bool(ended), qtbot)
    assert ended == [""]
    paper, pdf = pypdfium2.PdfDocument(tmp_path / "paper.pdf"), pypdfium2.PdfDocument(report.pdf)
    assert len(paper) == 3
    assert ink(paper, 1) is None
    for printed, page in ((0, 0), (2, 2)):
        here, there = ink(paper, printed), ink(pdf, page)
        assert here is not None
        assert there is not None
        assert all(abs(a - b) < DOTS for a, b in zip(here, there, strict=True))


def ink(pdf: pypdfium2.PdfDocument, page: int) -> tuple[int, int, int, int] | None:
    """The box around all that is dark on a page, at 144 dots per inch."""
    image = pdf[page].render(scale=2, grayscale=True).to_pil()
    box: tuple[int, int, int, int] | None
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    return box


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told(
    dressed: QApplication, form: Form, office: Office, tmp_path: Path
) -> None:
    del dressed
    report = printable(filled_report(form), office, {}, Paper())
    printer = new_printer("甲")
    printer.setOutputFileName(str(tmp_path / "no" / "folder" / "paper.pdf"))
    ended: list[str] = []
    PrintRun(report, printer, [1], lambda _done, _count: None).start(ended.append)
    assert ended == ["打印机没有响应，没有打印。请检查打印机是否已连接并开机。"]
