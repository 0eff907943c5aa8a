"""The questions that need an answer before anything goes on, one small function each.

Tests answer the message boxes by real events and replace the functions that call the system's
file dialogs.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6 import QtCore, QtWidgets  # classes are made known to Python when first named
from PySide6.QtWidgets import QWidget

_OWN = "年度报告 (*.gip)"
_KINDS = {
    "年度报告": "*.gip",
    "Word、WPS 文档": "*.docx *.doc *.wps *.rtf",
    "PDF": "*.pdf",
    "网页": "*.html *.htm *.mht *.mhtml",
    "表格": "*.xlsx *.xls *.et",
    "文本": "*.txt *.md",
}
_ALL_KINDS = f"年度报告和可读入的文件 ({' '.join(_KINDS.values())})"
_ANY = ";;".join((_ALL_KINDS, *(f"{n} ({p})" for n, p in _KINDS.items()), "所有文件 (*)"))


class Unsaved(Enum):
    """What is to become of unsaved work."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


def ask_open_path(parent: QWidget, folder: Path) -> Path | None:
    """Which file to open."""
    chosen, _ = QtWidgets.QFileDialog.getOpenFileName(parent, "打开", str(folder), _ANY)
    return Path(chosen) if chosen else None


def ask_last_year_path(parent: QWidget, folder: Path) -> Path | None:
    """Which file holds last year's report."""
    chosen, _ = QtWidgets.QFileDialog.getOpenFileName(parent, "选择上年报告", str(folder), _ANY)
    return Path(chosen) if chosen else None


def ask_picture_path(parent: QWidget, suggested: Path) -> Path | None:
    """Where to save a picture."""
    chosen, _ = QtWidgets.QFileDialog.getSaveFileName(
        parent, "保存图片", str(suggested), "PNG 图片 (*.png)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".png" else path.with_name(f"{path.name}.png")


def ask_save_path(parent: QWidget, suggested: Path) -> Path | None:
    """Where to save; overwriting was asked for by the dialog."""
    chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, "另存为", str(suggested), _OWN)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == ".gip" else path.with_name(f"{path.name}.gip")


def ask_pdf_path(parent: QWidget, name: str) -> Path | None:
    """Where to save a PDF, beginning among the documents."""
    places = QtCore.QStandardPaths.StandardLocation
    folder = Path(QtCore.QStandardPaths.writableLocation(places.DocumentsLocation))
    chosen, _ = QtWidgets.QFileDialog.getSaveFileName(
        parent, "另存为", str(folder / name), "PDF (*.pdf)"
    )
    return Path(chosen).with_suffix(".pdf") if chosen else None


def ask_folder(parent: QWidget, folder: Path) -> Path | None:
    """Which folder to export to."""
    chosen = QtWidgets.QFileDialog.getExistingDirectory(parent, "导出到文件夹", str(folder))
    return Path(chosen) if chosen else None


def ask_unsaved(parent: QWidget, name: str) -> Unsaved:
    """Whether to save before closing."""
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(QtWidgets.QMessageBox.Icon.Question)
    box.setWindowTitle("保存")
    box.setText(f"“{name}”有未保存的改动，要保存吗？")
    box.setInformativeText("不保存的话，上次保存以后的改动将丢弃。")
    buttons = QtWidgets.QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    box.button(buttons.Discard).setText("不保存")
    answers = {buttons.Save: Unsaved.SAVE, buttons.Discard: Unsaved.DISCARD}
    answer = answers.get(buttons(box.exec()), Unsaved.CANCEL)
    box.deleteLater()
    return answer


def ask_overwrite(parent: QWidget, path: Path) -> bool:
    """Whether to write over an export that somebody may have corrected."""
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
    box.setWindowTitle("导出")
    box.setText(f"“{path.name}”在导出以后被改动过，可能有人在上面修改。")
    box.setInformativeText("覆盖会丢掉那些修改。")
    overwrite = box.addButton("覆盖", QtWidgets.QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QtWidgets.QMessageBox.StandardButton.Cancel))
    box.exec()
    wanted = box.clickedButton() is overwrite
    box.deleteLater()
    return wanted
