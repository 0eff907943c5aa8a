"""Exporting from the window: which formats, and the work itself beside the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gipdesk.desk.labels import label, wrapped
from gipdesk.report.changes import apply
from gipdesk.report.conversion import in_official_form
from gipdesk.report.edition import Form
from gipdesk.report.report import Report, copy_of
from gipdesk.workflow.folders import exports_log
from gipdesk.workflow.office import Office

_FORMATS = {
    "docx": "Word 文档（.docx）",
    "pdf": "PDF（.pdf）",
    "html": "网页（.html）",
    "xlsx": "表格（.xlsx）",
    "txt": "纯文本（.txt）",
}
_USUAL = ("docx", "pdf")
_MOST_NAMED = 4  # figures left out that are named one by one


class Official(msgspec.Struct, frozen=True):
    """A copy of a report without local differences, and the figures for which it has no cell."""

    report: Report
    left: tuple[str, ...]


def without_local_differences(report: Report, form: Form) -> Official | None:
    """The report in the official form of its edition; None where it is in that form already."""
    conversion = in_official_form(report, form)
    changed = copy_of(report)
    apply(changed, conversion.change)
    return Official(changed, conversion.left) if changed != report else None


class FormatsDialog(QDialog):
    """Which formats to export to."""

    def __init__(
        self, open_points: int, official: Official | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出")
        self.official = QCheckBox("按官方表样导出（去掉地方差异）")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("导出为："))
        self.boxes: dict[str, QCheckBox] = {}
        for kind, name in _FORMATS.items():
            self.boxes[kind] = QCheckBox(name)
            self.boxes[kind].setChecked(kind in _USUAL)
            self.boxes[kind].toggled.connect(self._allow)
            layout.addWidget(self.boxes[kind])
        if official:
            self._add_official(layout, official)
        if open_points:
            note = f"还有 {open_points} 处问题没有处理，可以先导出。"
            layout.addWidget(label(note, "quiet"))
        layout.addSpacing(8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton("选择文件夹…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(340)

    def kinds(self) -> tuple[str, ...]:
        """The formats that are ticked."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    def is_official(self) -> bool:
        """Whether local differences are to be left out."""
        return self.official.isChecked()

    def _add_official(self, layout: QVBoxLayout, official: Official) -> None:
        layout.addSpacing(4)
        layout.addWidget(self.official)
        told = wrapped(_left_in_words(official.left), "quiet")
        told.setVisible(False)
        self.official.toggled.connect(told.setVisible)
        layout.addWidget(told)

    def _allow(self) -> None:
        self._go.setEnabled(bool(self.kinds()))


def _left_in_words(left: Sequence[str]) -> str:
    """What the official form has no cell for."""
    if not left:
        return "行名和行次按官方表样，数据都在。报告本身不变。"
    named = "；".join(left[:_MOST_NAMED])
    more = f"等 {len(left)} 项" if len(left) > _MOST_NAMED else ""
    return f"官方表样没有这些格，不印出：{named}{more}。报告本身不变。"


class ExportJob(QThread):
    """Exports a copy of the report as it is now; tells by signal how it went."""

    exported = Signal(object)  # list[Path]
    refused = Signal(object)  # Path: changed since it was exported
    failed = Signal(str)

    def __init__(
        self,
        office: Office,
        report: Report,
        media: Mapping[str, bytes],
        folder: Path,
        kinds: Sequence[str],
        parent: QObject | None = None,
        *,
        force: bool = False,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.report = copy_of(report)
        self._media = dict(media)
        self.folder = folder
        self.kinds = tuple(kinds)
        self._force = force

    def run(self) -> None:
        """Export; the document libraries are imported only now."""
        from gipdesk.document.errors import TemplateError
        from gipdesk.files.errors import ExportChangedError, FileError
        from gipdesk.files.exports import ExportLog
        from gipdesk.workflow.exporting import Exporter, ExportError, Kind, export, target

        exporter = Exporter(self.report, self._office, self._media)
        targets = {kind: target(self.report, self.folder, kind) for kind in map(Kind, self.kinds)}
        try:
            made = export(exporter, targets, ExportLog(exports_log()), force=self._force)
        except ExportChangedError as exc:
            self.refused.emit(exc.path)
        except (FileError, ExportError, TemplateError) as exc:
            self.failed.emit(str(exc))
        else:
            self.exported.emit(made)
