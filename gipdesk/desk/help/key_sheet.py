"""The key sheet: all keys on one page, on the screen, on paper and as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk import dialogs
from gipdesk.desk.appearance import LIGHT, Colours, colours
from gipdesk.desk.fitting import fit
from gipdesk.desk.help.keys import KeyGroup, KeyLine, key_groups, shown_keys
from gipdesk.desk.help.look import css_of
from gipdesk.desk.labels import label, named
from gipdesk.files.atomic import write_atomically
from gipdesk.files.errors import FileError

TITLE: Final = "快捷键一览"
_SIZE: Final = QSize(760, 640)
_MARGIN_MM: Final = 15.0
_PRINTED_PT: Final = 9.5  # made smaller where two columns of every key do not fit the page
_CSS = """
h1 { font-size: 15pt; margin-bottom: 8px; }
h2 { font-size: 10.5pt; margin-top: 9px; margin-bottom: 2px; }
p { line-height: 120%; margin: 0; }
table { margin: 0; }
td { padding: 2px 4px; }
td.column { border: none; padding: 0 12px 0 0; }
"""


class KeySheetDialog(QDialog):
    """Shows the sheet; prints it or saves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.sheet = named(QTextBrowser(), "manual")
        self.sheet.setAccessibleName(TITLE)
        self.sheet.setDocument(sheet_document(colours(), self.sheet))
        self._told = label("", "quiet")
        buttons = QDialogButtonBox()
        accept, close = (
            QDialogButtonBox.ButtonRole.ActionRole,
            QDialogButtonBox.ButtonRole.RejectRole,
        )
        self.printing = buttons.addButton("打印…", accept)
        self.saving = buttons.addButton("另存为 PDF…", accept)
        for each in (self.printing, self.saving):
            each.setAutoDefault(False)  # Enter alone neither prints nor writes
        buttons.addButton("关闭", close)
        self.printing.clicked.connect(self._print)
        self.saving.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 16, 16, 14)
        lines.setSpacing(10)
        lines.addWidget(self.sheet, 1)
        lines.addWidget(self._told)
        lines.addWidget(buttons)
        fit(self, _SIZE)

    def told(self) -> str:
        """What became of the last act."""
        return self._told.text()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(TITLE)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if is_wanted:
            draw_sheet(printer)
            self._told.setText("已送到打印机。")

    def _save(self) -> None:
        path = dialogs.ask_pdf_path(self, f"{TITLE}.pdf")
        if path is None:
            return
        try:
            write_atomically(path, sheet_as_pdf(), keep_backup=False)
        except FileError as failure:
            self._told.setText(str(failure))
        else:
            self._told.setText(f"已保存：{path.name}")


def sheet_document(chosen: Colours, owner: QWidget | None = None) -> QTextDocument:
    """The sheet as Qt's text."""
    document = QTextDocument(owner)
    document.setDocumentMargin(14 if owner else 0)
    document.setDefaultStyleSheet(css_of(chosen) + _CSS)
    document.setHtml(sheet_html(key_groups()))
    return document


def sheet_html(groups: Sequence[KeyGroup]) -> str:
    """The groups in two columns of about the same height."""
    left, right = _halves(groups)
    columns = "".join(
        f'<td class="column" width="50%" valign="top">{"".join(map(_group_html, half))}</td>'
        for half in (left, right)
    )
    return f'<h1>{TITLE}</h1><table width="100%" cellspacing="0"><tr>{columns}</tr></table>'


def draw_sheet(device: QPagedPaintDevice) -> None:
    """Draw the sheet on one page of A4."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = sheet_document(LIGHT)
    font = QFont(QApplication.font())
    font.setPointSizeF(_PRINTED_PT)
    document.setDefaultFont(font)
    painter = QPainter(device)
    document.documentLayout().setPaintDevice(device)
    area = QRectF(painter.viewport())
    document.setPageSize(QSizeF(area.width(), document.size().height()))
    document.setTextWidth(area.width())
    scale = min(1.0, area.height() / document.size().height())
    painter.scale(scale, scale)
    document.drawContents(painter)
    painter.end()


def sheet_as_pdf() -> bytes:
    """The sheet as a PDF of one page."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(TITLE)
    draw_sheet(writer)
    buffer.close()
    return bytes(data.data())


def _halves(groups: Sequence[KeyGroup]) -> tuple[list[KeyGroup], list[KeyGroup]]:
    """Divide the groups in order where the columns differ least."""
    sizes = [len(group.lines) + 2 for group in groups]
    differences = [abs(sum(sizes[:at]) - sum(sizes[at:])) for at in range(len(sizes))]
    at = differences.index(min(differences))
    return list(groups[:at]), list(groups[at:])


def _group_html(group: KeyGroup) -> str:
    rows = "".join(map(_line_html, group.lines))
    return f'<h2>{escape(group.name)}</h2><table width="100%" cellspacing="0">{rows}</table>'


def _line_html(line: KeyLine) -> str:
    keys = "　".join(
        f'<span class="key">&nbsp;{escape(each)}&nbsp;</span>' for each in shown_keys(line.keys)
    )
    return f'<tr><td width="48%">{keys}</td><td>{escape(line.text)}</td></tr>'
