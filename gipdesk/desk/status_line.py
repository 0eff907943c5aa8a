"""The status bar: the cell one stands in, the sum of what is selected, and what is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

if TYPE_CHECKING:
    from gipdesk.desk.dossier import Dossier


class StatusLine(QStatusBar):
    """Follows one dossier at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._dossier: Dossier | None = None
        self._cell = QLabel()
        self._cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._summary = QLabel()
        self._filled = QLabel()
        self._safety = QLabel()
        self.addWidget(self._cell, 1)
        for label in (self._summary, self._filled, self._safety):
            self.addPermanentWidget(label)

    def follow(self, dossier: Dossier | None) -> None:
        """Tell of this dossier from now on; None: of none."""
        self._dossier = dossier
        for label in (self._cell, self._summary, self._filled, self._safety):
            label.clear()
        if dossier:
            dossier.recording_changed.connect(self._show_safety)
            dossier.unsaved_changed.connect(self._show_safety)
            dossier.session.findings_changed.connect(self._show_filled)
            self._show_safety()
            self._show_filled()

    def show_cell(self, text: str) -> None:
        """Tell which cell this is."""
        self._cell.setText(text)
        self._cell.setToolTip(text)

    def show_summary(self, text: str) -> None:
        """Tell what the selected cells add up to."""
        self._summary.setText(text)

    def _show_safety(self) -> None:
        if self._dossier is None:
            return
        now = QTime.currentTime().toString("HH:mm")
        failure = self._dossier.progress.failure
        if failure:
            self._safety.setText("改动未能记录，请尽快保存")
        elif not self._dossier.is_unsaved:
            self._safety.setText(f"已保存 {now}" if self._dossier.path else "尚未改动")
        elif self._dossier.is_recorded:
            self._safety.setText(f"未保存 · 已记录 {now}")
        else:
            self._safety.setText("未保存 · 正在记录…")
        self._safety.setToolTip(str(failure) if failure else "改动随时记入恢复记录，断电也不丢失")

    def _show_filled(self) -> None:
        if self._dossier is None:
            return
        session = self._dossier.session
        cells = [(ref, cell) for ref, cell in session.report.cells() if not cell.computed]
        filled = sum(bool(cell.text) for _, cell in cells)
        words = sum(len("".join(each.text.split())) for each in session.report.sections)
        self._filled.setText(f"已填 {filled}/{len(cells)} 格 · 文字 {words} 字")
