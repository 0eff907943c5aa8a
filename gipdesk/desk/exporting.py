"""Exporting from the window: which formats, and the work itself beside the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import label, wrapped
from gipdesk.desk.task import Task
from gipdesk.files.errors import ExportChangedError
from gipdesk.files.exports import ExportLog
from gipdesk.report.changes import apply
from gipdesk.report.conversion import in_official_form
from gipdesk.report.edition import Form
from gipdesk.report.report import Report, copy_of
from gipdesk.workflow.exporting import HINDRANCES, Exporter, Kind, Order, export, wanted_files
from gipdesk.workflow.faces import fonts_in_words
from gipdesk.workflow.folders import exports_log
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper

_FORMATS = {
    "docx": "Word 文档（.docx）",
    "pdf": "PDF（.pdf）",
    "html": "网页（.html）",
    "xlsx": "表格（.xlsx）",
    "txt": "纯文本（.txt）",
    "md": "Markdown（.md）",
    "json": "数据（.json）",
}
_USUAL = ("docx", "pdf")
_FORMATS_BESIDE = 2  # each other
_LINES_ABOUT_FONTS = 3
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
        self,
        office: Office,
        paper: Paper,
        open_points: int,
        official: Official | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出")
        self._paper = paper
        self.official = QCheckBox("按官方表样导出（去掉地方差异）")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("导出为："))
        self.boxes: dict[str, QCheckBox] = {}
        formats = QGridLayout()
        formats.setHorizontalSpacing(24)
        layout.addLayout(formats)
        for place, (kind, name) in enumerate(_FORMATS.items()):
            self.boxes[kind] = QCheckBox(name)
            self.boxes[kind].setChecked(kind in _USUAL)
            self.boxes[kind].toggled.connect(self._allow)
            formats.addWidget(self.boxes[kind], *divmod(place, _FORMATS_BESIDE))
        self._add_ways(layout)
        if official:
            self._add_official(layout, official)
        if open_points:
            note = f"还有 {open_points} 处问题没有处理，可以先导出。"
            layout.addWidget(label(note, "quiet"))
        self._fonts = wrapped("正在查看字体…", "quiet")
        self._fonts.setMinimumHeight(_LINES_ABOUT_FONTS * self.fontMetrics().lineSpacing())
        layout.addWidget(self._fonts)
        self._look_at_fonts(office, paper)
        layout.addSpacing(8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton("选择文件夹…", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._go.setDefault(True)  # now that the dialog knows the button
        self.setMinimumWidth(400)

    def order(self) -> Order:
        """What is ticked."""
        paper = replace(
            self._paper,
            signing_copy=self.signing_copy.isChecked(),
            formulas=self.formulas.isChecked(),
        )
        return Order(self._kinds(), paper, self.approval.isChecked())

    def _kinds(self) -> tuple[Kind, ...]:
        return tuple(Kind(kind) for kind, box in self.boxes.items() if box.isChecked())

    def _add_ways(self, layout: QVBoxLayout) -> None:
        """How these are made, and what goes with them."""
        self.approval = QCheckBox("附发文稿纸（Word、PDF）")
        self.signing_copy = QCheckBox("签批件：PDF 天头加印核对码")
        self.formulas = QCheckBox("表格中的总计写成公式")
        self.signing_copy.setChecked(self._paper.signing_copy)
        self.formulas.setChecked(self._paper.formulas)
        layout.addSpacing(6)
        for box in (self.approval, self.signing_copy, self.formulas):
            layout.addWidget(box)

    def _look_at_fonts(self, office: Office, paper: Paper) -> None:
        """Say which fonts the paper is printed in, once they have been found."""
        task = Task(partial(fonts_in_words, office, paper), HINDRANCES, self)
        task.done.connect(self._fonts.setText)
        task.failed.connect(self._fonts.setText)
        task.start()

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
        self._go.setEnabled(bool(self._kinds()))


def _left_in_words(left: Sequence[str]) -> str:
    """What the official form has no cell for."""
    if not left:
        return "行名和行次按官方表样，数据都在。报告本身不变。"
    named = "；".join(left[:_MOST_NAMED])
    more = f"等 {len(left)} 项" if len(left) > _MOST_NAMED else ""
    return f"官方表样没有这些格，不印出：{named}{more}。报告本身不变。"


class _CalledOffError(Exception):
    """Nobody wants the export any more."""


class ExportJob(QThread):
    """Exports a copy of the report as it is now; tells by signal how it went."""

    progressed = Signal(int, int, str)  # files made, files in all, name of the one being made
    exported = Signal(object, object)  # list[Path], list[Proof]
    refused = Signal(object)  # Path: changed since it was exported
    failed = Signal(str)

    def __init__(
        self,
        office: Office,
        report: Report,
        media: Mapping[str, bytes],
        folder: Path,
        order: Order,
        parent: QObject | None = None,
        *,
        force: bool = False,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.report = copy_of(report)
        self._media = dict(media)
        self.folder = folder
        self.order = order
        self._force = force
        self._is_called_off = False

    def call_off(self) -> None:
        """Write nothing; what is being made is still made to its end."""
        self._is_called_off = True

    def run(self) -> None:
        """Export."""
        exporter = Exporter(self.report, self._office, self._media, self.order.paper)
        wanted = wanted_files(exporter, self.folder, self.order.kinds, approval=self.order.approval)
        try:
            log = ExportLog(exports_log())
            tell = partial(self._tell, len(wanted))
            proofs = export(wanted, log, force=self._force, tell=tell)
        except _CalledOffError:
            return
        except ExportChangedError as exc:
            self.refused.emit(exc.path)
        except HINDRANCES as exc:
            self.failed.emit(str(exc))
        else:
            self.exported.emit([each.path for each in wanted], proofs)

    def _tell(self, whole: int, made: int, path: Path) -> None:
        if self._is_called_off:
            raise _CalledOffError
        self.progressed.emit(made, whole, path.name)
