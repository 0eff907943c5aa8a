"""The window of the settings: pages at the left, one search for all of them; it blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.fitting import fit
from gipdesk.desk.labels import label, named, scrolled, wrapped
from gipdesk.desk.paper import PaperPage
from gipdesk.desk.settings.form import SettingsForm
from gipdesk.desk.settings.rules import RulesPage
from gipdesk.document.errors import StyleSheetError
from gipdesk.files.errors import FileError
from gipdesk.workflow.office import Office
from gipdesk.workflow.setting_entries import AGENCY, PAPER, RULES, SAVING, SETTINGS
from gipdesk.workflow.settings import Settings, save_settings

_SIZE = QSize(820, 580)
_LIST_WIDTH = 150
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEADS = {
    AGENCY: "新建的报告从这里取机关信息和联系方式，已有的报告不变。",
    PAPER: "本机关所有报告的版式；已经导出的文件不变。",
    RULES: "各项规则的级别，可以按本地要求调整。",
    SAVING: "改动随时记入恢复记录；这里定报告文件本身何时保存。",
}


class Page(Protocol):
    """A page of the settings, which is a widget."""

    def taken(self, settings: Settings) -> Settings:
        """The settings with those of this page as they stand there."""
        ...

    def show_only(self, words: str) -> int:
        """Show what has these words; how many there are."""
        ...

    def first_field(self) -> QWidget:
        """Where the keyboard begins."""
        ...


class SettingsWindow(QDialog):
    """Shows and keeps the settings; what is wrong is said in the window."""

    kept = Signal(object)  # Settings
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, office: Office, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._settings = settings
        self.search = QLineEdit()
        self.list = named(QListWidget(), "pages")
        self.stack = QStackedWidget()
        self._told = wrapped("")
        self._told.hide()
        self.paper = PaperPage(office, settings)
        self.rules = RulesPage(office, settings)
        self.forms = {page: _form(page, settings) for page in (AGENCY, SAVING)}
        self.pages: dict[str, Page] = {
            AGENCY: self.forms[AGENCY],
            PAPER: self.paper,
            RULES: self.rules,
            SAVING: self.forms[SAVING],
        }
        self._lay_out()
        self._connect()
        self.show_page(AGENCY)

    def show_page(self, name: str) -> None:
        """Go to a page, to its first field."""
        self.list.setCurrentRow(list(self.pages).index(name))
        self.pages[name].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def told(self) -> str:
        """What the window says of the last change."""
        return self._told.text()

    def accept(self) -> None:
        """Keep what was chosen and close; the window stays where it cannot be kept."""
        if self.keep():
            super().accept()

    def keep(self) -> bool:
        """Keep what was chosen; False where it cannot be kept, which is told."""
        settings = self._settings
        try:
            for page in self.pages.values():
                settings = page.taken(settings)
            save_settings(settings)
        except (StyleSheetError, FileError) as problem:
            self.tell(str(problem))
            return False
        self.tell("")
        self._settings = settings
        self.kept.emit(settings)
        return True

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 16, 18, 14)
        lines.setSpacing(12)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addLayout(self._left())
        body.addWidget(self.stack, 1)
        lines.addLayout(body, 1)
        lines.addWidget(self._told)
        lines.addWidget(self._buttons())
        fit(self, _SIZE)

    def _left(self) -> QVBoxLayout:
        self.search.setPlaceholderText("查找设置")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找设置")
        self.search.setToolTip("例如“行距”“电话”“结转”")
        self.search.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName("设置的各页")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.ensurePolished()  # else the items are as low as those of any list
        for name, page in self.pages.items():
            self.list.addItem(QListWidgetItem(name))
            self.stack.addWidget(_headed(name, cast("QWidget", page)))
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        return left

    def _buttons(self) -> QDialogButtonBox:
        names = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(names.Ok | names.Apply | names.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(names.Apply).clicked.connect(self.keep)
        self._add_profile_button(buttons, "导出设置…", self.export_wanted.emit)
        self._add_profile_button(buttons, "导入设置…", self.import_wanted.emit)
        return buttons

    def _add_profile_button(
        self, buttons: QDialogButtonBox, name: str, act: Callable[[], object]
    ) -> None:
        added = buttons.addButton(name, QDialogButtonBox.ButtonRole.ResetRole)
        added.setAutoDefault(False)
        added.clicked.connect(act)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.paper.told.connect(self.tell)

    # ---------------------------------------------------------------- searching

    def _find(self, words: str) -> None:
        """Show what has these words on all pages, and a page that has some."""
        counts = [page.show_only(words.strip()) for page in self.pages.values()]
        for row, (name, count) in enumerate(zip(self.pages, counts, strict=True)):
            item = self.list.item(row)
            item.setText(f"{name}（{count}）" if words.strip() else name)
            item.setHidden(not count)
        if not counts[self.list.currentRow()] and any(counts):
            self.list.setCurrentRow(next(row for row, count in enumerate(counts) if count))
        self.tell("" if any(counts) else f"没有含“{words}”的设置。")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search goes to what was found, and leaves the window open."""
        is_pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if is_pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            page = list(self.pages.values())[self.list.currentRow()]
            page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def tell(self, text: str) -> None:
        """Say something about the settings below them; empty: nothing is to be said."""
        self._told.setText(text)
        self._told.setVisible(bool(text))


def _form(page: str, settings: Settings) -> SettingsForm:
    return SettingsForm([each for each in SETTINGS if each.page == page], settings)


def _headed(name: str, page: QWidget) -> QWidget:
    """A page under its name and what it is for."""
    whole = QWidget()
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(8)
    lines.addWidget(label(name, "heading"))
    lines.addWidget(wrapped(_HEADS[name], "quiet"))
    lines.addSpacing(4)
    lines.addWidget(scrolled(page) if isinstance(page, SettingsForm) else page, 1)
    return whole
