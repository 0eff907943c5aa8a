"""The page of the paper: style, fonts, and every number of the style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.columns import ColumnsView
from gipdesk.desk.labels import label, scrolled, wrapped
from gipdesk.desk.paper.entries import VALUE, EntriesModel
from gipdesk.desk.settings.form import SettingsForm, has_words
from gipdesk.document.errors import StyleSheetError
from gipdesk.workflow.faces import faces_for, preflight
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper, stylesheet_of
from gipdesk.workflow.setting_entries import PAPER, SETTINGS
from gipdesk.workflow.settings import Settings
from gipdesk.workflow.style_draft import StyleDraft, draft_of, keep
from gipdesk.workflow.styles import style_paths
from gipdesk.writers.faces import NoFontError

_SHOWN_APART = ("style", "installed_fonts")
_OPTIONS = tuple(each for each in SETTINGS if each.page == PAPER and each.key not in _SHOWN_APART)


class PaperPage(QWidget):
    """Chooses the paper of all reports to come."""

    told = Signal(str)  # what is wrong with the last change; empty: nothing is

    def __init__(self, office: Office, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.styles = QComboBox()
        self.styles.setAccessibleName("版式")
        self.options = SettingsForm(_OPTIONS, settings)
        self.installed = QCheckBox("使用本机安装的公文字体（允许嵌入的）")
        self.installed.setChecked(settings.paper.installed_fonts)
        self.entries = EntriesModel(self._draft(settings.paper.style))
        self.entries.setParent(self)  # gone with its views, not before them
        self._fonts = wrapped("")
        self._is_searched = False
        self._fill_styles(settings.paper.style)
        self._lay_out()
        self._connect()
        self._show_fonts()

    def taken(self, settings: Settings) -> Settings:
        """The settings with the paper as it is chosen here; own numbers are kept as a style.

        Raises `StyleSheetError` or `FileError`.
        """
        style = keep(self.entries.draft, self._office)
        chosen = self.options.taken(settings)
        installed = self.installed.isChecked()
        paper = replace(chosen.paper, style=style, installed_fonts=installed)
        stylesheet_of(paper, self._office)
        return replace(chosen, paper=paper)

    def show_only(self, words: str) -> int:
        """Show the entries with these words; how many there are."""
        self._is_searched = bool(words)
        self._shown.setFilterFixedString(words)
        others = self.options.show_only(words) + has_words(words, self.installed.text())
        if words:
            self._tabs.setCurrentIndex(0 if self._shown.rowCount() else 1)
        return self._shown.rowCount() + others

    def first_field(self) -> QWidget:
        """Where the keyboard begins: the style, or the first entry that a search found."""
        if not self._is_searched:
            return self.styles
        return self.table if self._shown.rowCount() else self.options.first_field()

    # ---------------------------------------------------------------- building

    def _fill_styles(self, chosen: str) -> None:
        for name in style_paths(self._office):
            self.styles.addItem(_spoken(name, self._office), name)
        self.styles.setCurrentIndex(max(0, self.styles.findData(chosen)))

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        top = QFormLayout()
        top.addRow("版式", self.styles)
        lines.addLayout(top)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._numbers(), "尺寸和样式")
        self._tabs.addTab(scrolled(self._faces()), "字体和其他")
        self._tabs.tabBar().setAccessibleName("版式的内容")
        lines.addWidget(self._tabs, 1)

    def _numbers(self) -> QWidget:
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.entries)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = ColumnsView(self._shown, VALUE, "版式的各项")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(VALUE, 190)
        self.table.setColumnWidth(VALUE + 1, 60)
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.table, 1)
        note = "改动存为本机关的版式，原有版式不变；粗体是改过而未保存的。"
        lines.addWidget(label(note, "quiet"))
        return page

    def _faces(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.installed)
        lines.addWidget(self._fonts)
        lines.addWidget(self.options)
        lines.addStretch(1)
        return page

    def _connect(self) -> None:
        self.styles.currentIndexChanged.connect(self._change_style)
        self.installed.toggled.connect(self._show_fonts)
        self.entries.refused.connect(self.told)
        self.entries.changed.connect(lambda: self.told.emit(""))

    # ---------------------------------------------------------------- showing

    def _change_style(self) -> None:
        self.entries.show_draft(self._draft(self.styles.currentData()))
        self.told.emit("")
        self._show_fonts()

    def _draft(self, name: str) -> StyleDraft:
        try:
            return draft_of(name, self._office)
        except StyleSheetError:
            return draft_of(Paper().style, self._office)

    def _show_fonts(self) -> None:
        """Say which face each role uses, and why."""
        self._fonts.setText("\n\n".join(self._lines_about_fonts()))

    def _lines_about_fonts(self) -> Iterator[str]:
        try:
            sheet = stylesheet_of(Paper(style=self.entries.draft.name), self._office)
            faces = faces_for(sheet, self._office, use_installed=self.installed.isChecked())
        except (StyleSheetError, NoFontError) as problem:
            yield str(problem)
        else:
            yield from (line.sentence for line in preflight(faces, sheet))


def _spoken(name: str, office: Office) -> str:
    """A style by the name it bears itself."""
    try:
        return stylesheet_of(Paper(style=name), office).name
    except StyleSheetError:
        return f"{name}（有误）"
