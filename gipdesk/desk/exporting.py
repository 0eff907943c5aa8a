"""Exporting from the window: which formats, and the work itself beside the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gipdesk.desk.labels import label
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


class FormatsDialog(QDialog):
    """Which formats to export to."""

    def __init__(self, open_points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出")
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

    def _allow(self) -> None:
        self._go.setEnabled(bool(self.kinds()))


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
        self._report = copy_of(report)
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

        exporter = Exporter(self._report, self._office, self._media)
        targets = {kind: target(self._report, self.folder, kind) for kind in map(Kind, self.kinds)}
        try:
            made = export(exporter, targets, ExportLog(exports_log()), force=self._force)
        except ExportChangedError as exc:
            self.refused.emit(exc.path)
        except (FileError, ExportError, TemplateError) as exc:
            self.failed.emit(str(exc))
        else:
            self.exported.emit(made)
