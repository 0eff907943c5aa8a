"""Printing the report: the system's dialog, and the pages of the PDF as they are, at full size."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from gipdesk.desk.notice_bar import NoticeBar
from gipdesk.desk.session import Session
from gipdesk.desk.task import Task
from gipdesk.files.atomic import write_atomically
from gipdesk.files.errors import FileError
from gipdesk.report.report import copy_of
from gipdesk.workflow.exporting import HINDRANCES
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.printing import Printable, printable, sides
from gipdesk.workflow.source_view import PagePicture

_FINEST: Final = 600  # dots per inch; finer ones only take longer
_NO_PRINTER: Final = "本机没有打印机。可以先导出 PDF，再到有打印机的计算机上打印。"
_ERROR, _DONE, _WARNING = "mark-error", "mark-done", "mark-warning"


class Printing(QObject):
    """Prints one report at a time."""

    def __init__(self, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._notices = notices
        self._window = window
        self._task: Task | None = None
        self._run: PrintRun | None = None

    def is_printing(self) -> bool:
        """Whether something is being prepared or printed."""
        return self._task is not None or self._run is not None

    def begin(self, session: Session, media: Mapping[str, bytes], paper: Paper) -> None:
        """Print a report as it is now, asking how."""
        if self.is_printing():
            return
        if sys.platform == "win32" and not QPrinterInfo.availablePrinterNames():
            self._notices.tell(_NO_PRINTER, _WARNING)
            return
        report, office, pictures = copy_of(session.report), session.office, dict(media)
        self._notices.tell_busy("正在准备打印…", 取消=self._call_off)
        self._task = Task(lambda: printable(report, office, pictures, paper), HINDRANCES, self)
        self._task.ended.connect(self._rest)
        self._task.done.connect(partial(self._ask, report.meta.title))
        self._task.failed.connect(lambda text: self._notices.tell(text, _ERROR))
        self._task.start()

    def _rest(self) -> None:
        self._task = None

    def _ask(self, title: str, report: Printable) -> None:
        """Ask the system's way, then print."""
        self._notices.hide()
        printer = new_printer(title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, report.pages)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if is_wanted:
            self._print(report, printer)

    def _print(self, report: Printable, printer: QPrinter) -> None:
        numbers = wanted_pages(printer, report.pages)
        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            self._write(report.only(numbers), Path(printer.outputFileName()))
            return
        order = sides(numbers, report.signing_page, both_sides=is_two_sided(printer))
        self._run = PrintRun(report, printer, order, self._show_progress, self)
        self._run.start(self._end)

    def _write(self, data: bytes, path: Path) -> None:
        try:
            write_atomically(path, data, keep_backup=False)
        except FileError as failure:
            self._notices.tell(str(failure), _ERROR)
        else:
            self._notices.tell(f"已打印到文件：{path.name}", _DONE)

    def _show_progress(self, done: int, count: int) -> None:
        self._notices.tell_busy(f"正在打印，第 {done} / {count} 面…", 取消=self._call_off)

    def _call_off(self) -> None:
        if self._task:
            self._task.call_off()
            self._rest()
        if self._run:
            self._run.call_off()

    def _end(self, failure: str) -> None:
        self._run = None
        if failure:
            self._notices.tell(failure, _ERROR)
        else:
            self._notices.tell("已送往打印机。", _DONE)


class PrintRun(QObject):
    """Sends one side after another to a printer; pages are painted beside the window's thread."""

    def __init__(
        self,
        report: Printable,
        printer: QPrinter,
        order: list[int | None],
        tell: Callable[[int, int], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._printer = printer
        self._order = order
        self._tell = tell
        self._at = 0
        self._painter = QPainter()
        self._end: Callable[[str], None] = lambda _failure: None
        self._task: Task | None = None

    def start(self, end: Callable[[str], None]) -> None:
        """Print; `end` is told what went wrong, or an empty text."""
        self._end = end
        if self._painter.begin(self._printer):
            self._next()
        else:
            self._finish("打印机没有响应，没有打印。请检查打印机是否已连接并开机。")

    def call_off(self) -> None:
        """Print no more."""
        self._printer.abort()
        self._finish("已取消打印。")

    def _next(self) -> None:
        if self._at == len(self._order):
            self._finish("")
            return
        if self._at and not self._printer.newPage():
            self._finish("打印机停止了接收，后面的页没有打印。")
            return
        number = self._order[self._at]
        self._at += 1
        self._tell(self._at, len(self._order))
        if number is None:
            self._next()
            return
        dots = min(self._printer.resolution(), _FINEST)
        self._task = Task(partial(self._report.picture, number, dots), (), self)
        self._task.done.connect(partial(self._show, dots))
        self._task.start()

    def _show(self, dots: int, picture: PagePicture) -> None:
        draw_page(self._painter, picture, self._printer.resolution() / dots)
        self._next()

    def _finish(self, failure: str) -> None:
        if self._task:
            self._task.call_off()
        if self._painter.isActive():
            self._painter.end()
        self._end(failure)
        self.deleteLater()


def new_printer(title: str) -> QPrinter:
    """A printer set to A4 at full size, on both sides as a book."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages that were asked for, counted from 1."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or count, count)
    return list(range(first, last + 1))


def is_two_sided(printer: QPrinter) -> bool:
    """Whether sheets are printed on both sides."""
    return printer.duplex() != QPrinter.DuplexMode.DuplexNone


def draw_page(painter: QPainter, picture: PagePicture, scale: float) -> None:
    """Draw a page from the sheet's corner, each dot as wide as `scale` of the printer's own."""
    form = QImage.Format.Format_RGBA8888
    image = QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, form)
    painter.drawImage(QRectF(0, 0, picture.width * scale, picture.height * scale), image)
