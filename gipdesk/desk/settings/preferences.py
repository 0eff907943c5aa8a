"""What the settings do in the window: rules, colours and saving as they are chosen, at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6 import QtWidgets  # whose dialogs are made known to Python when they are first named
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gipdesk.desk import appearance
from gipdesk.desk.notice_bar import NoticeBar
from gipdesk.files.errors import FileError
from gipdesk.workflow.settings import (
    Appearance,
    Look,
    Settings,
    load_settings,
    read_settings,
    save_settings,
)

if TYPE_CHECKING:
    from gipdesk.desk.settings.window import SettingsWindow
    from gipdesk.workflow.office import Office

_ERROR, _DONE = "mark-error", "mark-done"
_KINDS = "设置 (*.toml *.zip)"
_MS_PER_MINUTE = 60_000
_MOST_SHOWN = 12  # of the changes by an import
_LONGEST = 36  # characters of one of them; all of it stands among the details


class Preferences(QObject):
    """Puts the settings into effect, at the start and whenever they change."""

    changed = Signal(object)  # Settings
    save_wanted = Signal()  # the time between two savings has passed

    def __init__(self, office: Callable[[], Office], notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._notices = notices
        self._window = window
        self.shown: SettingsWindow | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.save_wanted)

    def begin(self) -> None:
        """Read the settings and put them into effect; tell where they could not be read."""
        saved = read_settings()
        if saved.note:
            self._notices.tell(saved.note, "mark-warning")
        self._use(saved.settings)

    def show(self, page: str = "") -> SettingsWindow:
        """Open the window of the settings, at a page."""
        from gipdesk.desk.settings.window import SettingsWindow

        if self.shown is None:
            self.shown = SettingsWindow(self._office(), load_settings(), self._window)
            self.shown.kept.connect(self._use)
            self.shown.export_wanted.connect(self._export)
            self.shown.import_wanted.connect(self._import)
            self.shown.finished.connect(self._forget)
        if page:
            self.shown.show_page(page)
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()
        return self.shown

    def show_paper(self) -> SettingsWindow:
        """Open the window of the settings at the paper."""
        from gipdesk.workflow.setting_entries import PAPER

        return self.show(PAPER)

    def wear(self, wanted: Appearance) -> None:
        """Show the window in other colours from now on."""
        settings = replace(load_settings(), look=Look(appearance=wanted))
        try:
            save_settings(settings)
        except FileError as problem:
            self._notices.tell(str(problem), _ERROR)
        self._use(settings)

    # ---------------------------------------------------------------- inside

    def _use(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            appearance.wear(app, settings.look.appearance)
        minutes = settings.saving.autosave_minutes
        self._clock.stop()
        if minutes > 0:
            self._clock.start(minutes * _MS_PER_MINUTE)
        self.changed.emit(settings)

    def _tell(self, text: str, mark: str = "mark-info") -> None:
        """Say something where somebody looks: in the window of the settings while it is open."""
        if self.shown:
            self.shown.tell(text)
        else:
            self._notices.tell(text, mark)

    def _tell_trouble(self, problem: FileError) -> None:
        self._tell(str(problem), _ERROR)

    def _forget(self) -> None:
        if self.shown:
            self.shown.deleteLater()
            self.shown = None

    def _export(self) -> None:
        """Write the settings that are kept to a file."""
        from gipdesk.workflow.profile import export_profile, suggested_name

        if self.shown is None or not self.shown.keep():
            return
        path = ask_profile_to_write(self.shown, suggested_name())
        if path is None:
            return
        try:
            left_out = export_profile(path)
        except FileError as problem:
            self._tell_trouble(problem)
            return
        more = f"；自己的版式没有写入（{'、'.join(left_out)}），可改存为 .zip" if left_out else ""
        self._tell(f"已导出设置：{path.name}{more}。", _DONE)

    def _import(self) -> None:
        """Take over the settings of a file, once it is shown what that changes."""
        from gipdesk.workflow.profile import changes_by, read_profile, take_over

        path = ask_profile_to_read(self._window)
        if path is None:
            return
        try:
            profile = read_profile(path, self._office())
            changes = [
                f"{each.name}：{each.before or '（空）'} → {each.after or '（空）'}"
                for each in changes_by(profile)
            ]
            if not changes:
                self._tell(f"“{path.name}”与现有设置相同，没有改动。")
                return
            if not confirm(self.shown or self._window, path, changes):
                return
            take_over(profile)
        except FileError as problem:
            self._tell_trouble(problem)
            return
        if self.shown:
            self.shown.reject()
        self._use(load_settings())
        self._notices.tell(f"已导入“{path.name}”的设置，改动 {len(changes)} 项。", _DONE)


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def ask_profile_to_write(parent: QWidget, suggested: str) -> Path | None:
    """Where to write the settings; overwriting was asked for by the dialog."""
    chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, "导出设置", suggested, _KINDS)
    path = Path(chosen) if chosen else None
    is_named = path is None or path.suffix.lower() in (".toml", ".zip")
    return path if is_named or path is None else path.with_name(f"{path.name}.zip")


def ask_profile_to_read(parent: QWidget) -> Path | None:
    """Which settings to take over."""
    chosen, _ = QtWidgets.QFileDialog.getOpenFileName(parent, "导入设置", "", _KINDS)
    return Path(chosen) if chosen else None


def confirm(parent: QWidget, path: Path, changes: Sequence[str]) -> bool:
    """Whether these changes are wanted."""
    box = QtWidgets.QMessageBox(parent)
    box.setWindowTitle("导入设置")
    box.setText(f"导入“{path.name}”将改动 {len(changes)} 项设置。")
    shown = [_shortened(each) for each in changes[:_MOST_SHOWN]]
    box.setInformativeText("\n".join(shown))
    if shown != list(changes):
        box.setDetailedText("\n".join(changes))
    wanted = box.addButton("导入", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QtWidgets.QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(wanted)
    box.exec()
    is_wanted = box.clickedButton() is wanted
    box.deleteLater()
    return is_wanted
