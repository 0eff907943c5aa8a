"""The window: menus, toolbar, status bar, and in the middle the open report or the start page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gipdesk import __version__
from gipdesk.desk.actions import SPECS, fill_menus, make_actions
from gipdesk.desk.appearance_menu import AppearanceMenu
from gipdesk.desk.arrangement import (
    Arrangement,
    is_tour_seen,
    keep_arrangement,
    read_arrangement,
    window_state,
)
from gipdesk.desk.filing import Filing
from gipdesk.desk.help import Helping
from gipdesk.desk.icons import icon
from gipdesk.desk.labels import Button, named
from gipdesk.desk.notice_bar import NoticeBar
from gipdesk.desk.panes import step_focus, step_pane
from gipdesk.desk.settings import Preferences
from gipdesk.desk.start_page import StartPage
from gipdesk.desk.status_line import StatusLine
from gipdesk.desk.years.comparing import Comparing
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import Settings

if TYPE_CHECKING:  # what a report needs is imported when there is one
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from gipdesk.desk.dossier import Dossier
    from gipdesk.desk.report_desk import ReportDesk
    from gipdesk.desk.tour import Tour
    from gipdesk.files.recovery import Recoverable

TITLE = "政府信息公开年报"
_FIRST_SIZE = QSize(1280, 720)
_NOTICE_MS = 4000
_TOOLBAR_BREAKS = ("undo", "next_finding")


class Window(QMainWindow):
    """The one window of the program; it shows one report at a time."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.desk: ReportDesk | None = None
        self._body = QWidget(self)  # who has its parent at once is dressed but once
        self.notices = NoticeBar(self._body)
        self.filing = Filing(office, self.notices, self)
        self.preferences = Preferences(lambda: self.filing.office, self.notices, self)
        self.comparing = Comparing(self.filing, self)
        self._stack = QStackedWidget(self._body)
        self.start_page = StartPage(self._stack)
        self.helping = Helping(office, lambda: self.desk.session.form if self.desk else None, self)
        self.actions_by_id = make_actions(self, self._handlers())
        self._status = StatusLine(self)
        self._badge = named(Button(), "badge")
        self._appearances = AppearanceMenu(self.preferences.wear, self)
        self._lay_out()
        self._connect()
        self._restore_geometry()
        self.setAcceptDrops(True)
        self._show_start()
        self.preferences.begin()

    @cached_property
    def tour(self) -> Tour:
        """What leads through the window, for whoever wants it."""
        from gipdesk.desk.tour import Tour

        return Tour(self)

    # ---------------------------------------------------------------- commands

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.filing.new,
            "new_from": self.filing.new_from_last_year,
            "open": self.filing.open,
            "save": self.filing.save,
            "save_as": self.filing.save_as,
            "export": self.filing.export,
            "clipboard": self.filing.open_clipboard,
            "preview": self._show_preview,
            "print": self.filing.print,
            "paper": self.preferences.show_paper,
            "settings": self.preferences.show,
            "source": self._show_source,
            "todo": lambda: self._show_todo(is_entered=True),
            "past": self._switch_past,
            "comparison": self._compare_years,
            "script": self._review_script,
            "find": lambda: self._find(is_replacing=False),
            "replace": lambda: self._find(is_replacing=True),
            "find_next": lambda: self._step_hit(1),
            "find_previous": lambda: self._step_hit(-1),
            "insert_picture": lambda: self._insert("picture"),
            "insert_table": lambda: self._insert("table"),
            "add_section": self._add_section,
            "close": self.filing.close,
            "quit": self.close,
            "undo": lambda: self._step_back(is_back=True),
            "redo": lambda: self._step_back(is_back=False),
            "mend": self._mend,
            "next_finding": lambda: self._step_finding(1),
            "previous_finding": lambda: self._step_finding(-1),
            "next_tab": lambda: self._step_tab(1),
            "previous_tab": lambda: self._step_tab(-1),
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
            "side": self._switch_side,
            "manual": self.helping.open_here,
            "key_sheet": self.helping.open_key_sheet,
            "tour": lambda: self.tour.begin(),
            "about": self._show_about,
        }

    def _step_finding(self, by: int) -> None:
        if self.desk:
            self.desk.step_finding(by)

    def _mend(self) -> None:
        if self.desk:
            self.desk.mend_chosen()

    def _find(self, *, is_replacing: bool) -> None:
        if self.desk:
            self.desk.find_words(is_replacing=is_replacing)

    def _step_hit(self, by: int) -> None:
        if self.desk:
            self.desk.find_bar.step(by)

    def _insert(self, what: str) -> None:
        if self.desk:
            self.desk.insert(what)

    def _step_pane(self, by: int) -> None:
        if self.desk:
            step_pane(self.desk.panes(), by)

    def _step_tab(self, by: int) -> None:
        if self.desk:
            self.desk.tabs.step(by)

    def _step_back(self, *, is_back: bool) -> None:
        if self.desk:
            from gipdesk.desk.stepping import step_back

            step_back(self.desk, is_back=is_back)

    def _switch_side(self) -> None:
        if self.desk:
            self.desk.show_side(is_shown=self.actions_by_id["side"].isChecked())

    def _show_preview(self) -> None:
        if self.desk:
            self.actions_by_id["side"].setChecked(True)
            self.desk.show_preview()

    def _use_settings(self, settings: Settings) -> None:
        self.filing.use_settings(settings)
        self._appearances.tick(settings.look.appearance)
        if self.desk:
            self.desk.side.preview.set_anew()

    def _show_todo(self, *, is_entered: bool = False) -> None:
        if self.desk:
            self.actions_by_id["side"].setChecked(True)
            self.desk.show_todo(is_entered=is_entered)

    def _switch_past(self) -> None:
        if self.desk:
            self.desk.show_past(is_shown=self.actions_by_id["past"].isChecked())

    def _compare_years(self) -> None:
        if self.filing.dossier:
            self.comparing.show(self.filing.dossier)

    def _show_source(self) -> None:
        if self.desk and self.desk.side.source.has_something():
            self.actions_by_id["side"].setChecked(True)
            self.desk.show_source()

    def _show_import(self) -> None:
        """Begin where a person must look."""
        if self.desk:
            self.desk.script.offer()
            if self.desk.side.source.open_points():
                self._show_source()

    def _show_picture(self, section: str) -> None:
        if self.desk:
            self.desk.show_section(section)

    def _add_section(self) -> None:
        if self.desk:
            self.desk.add_section()

    def _review_script(self) -> None:
        if self.desk:
            self.desk.script.review()

    def _show_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setWindowTitle("关于")
        box.setText(f"{TITLE}\ngipdesk {__version__}")
        box.setInformativeText("编制、核对和导出政府信息公开工作年度报告。按 Apache 2.0 许可使用。")
        box.finished.connect(box.deleteLater)
        box.open()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self._menus = fill_menus(self, self.actions_by_id)
        self._recent_menu = QMenu("最近使用(&R)", self)
        self._menus["文件(&F)"].insertMenu(self.actions_by_id["save"], self._recent_menu)
        self._menus["查看(&V)"].addMenu(self._appearances)
        self.addToolBar(self._toolbar())
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._body)
        self.setStatusBar(self._status)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar("工具栏", self)
        bar.setObjectName("toolbar")
        bar.setAccessibleName("工具栏")  # Qt 6.8 does not take the title
        bar.setMovable(False)
        bar.setIconSize(QSize(16, 16))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for spec in SPECS:
            if spec.id in _TOOLBAR_BREAKS:
                bar.addSeparator()
            if spec.toolbar:
                bar.addAction(self.actions_by_id[spec.id])
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spring)
        self._badge.setToolTip("到下一处问题（F8）")
        self._badge_in_bar = bar.addWidget(self._badge)
        bar.addWidget(QLabel(" "))
        bar.addAction(self.actions_by_id["side"])
        side = bar.widgetForAction(self.actions_by_id["side"])
        if isinstance(side, QToolButton):
            side.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return bar

    def tool_button(self, action: str) -> QWidget | None:
        """The button of a command in the toolbar; None where it has none."""
        bar = self.findChild(QToolBar, "toolbar")
        return bar.widgetForAction(self.actions_by_id[action]) if bar else None

    def _connect(self) -> None:
        self._badge.clicked.connect(self.actions_by_id["next_finding"].trigger)
        self.preferences.changed.connect(self._use_settings)
        self.preferences.save_wanted.connect(self.filing.save_by_itself)
        self.filing.opened.connect(self._show_dossier)
        self.filing.closed.connect(self._show_start)
        self.filing.saved.connect(self._show_name)
        self.filing.imported.connect(self._show_import)
        self.filing.begun_from_last_year.connect(self._show_todo)
        self.comparing.picture_put.connect(self._show_picture)
        self.filing.source_wanted.connect(self._show_source)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        page = self.start_page
        page.new_wanted.connect(self.filing.new)
        page.from_last_wanted.connect(self.filing.new_from_last_year)
        page.open_wanted.connect(self.filing.open)
        page.clipboard_wanted.connect(self.filing.open_clipboard)
        page.file_chosen.connect(self.filing.open_path)
        page.recovery_wanted.connect(self.filing.recover)
        page.recovery_declined.connect(self._decline)
        page.tour_wanted.connect(self.actions_by_id["tour"].trigger)

    # ---------------------------------------------------------------- showing

    def _show_start(self) -> None:
        self._drop_desk()
        self.start_page.show_recent(self.filing.recent.paths())
        self.start_page.show_recoverable(self.filing.recoverable())
        self.start_page.offer_tour(is_new=not is_tour_seen())
        self._stack.setCurrentWidget(self.start_page)
        self._allow(has_report=False)
        self._status.follow(None)
        self._badge_in_bar.setVisible(False)
        self.setWindowModified(False)
        self.setWindowTitle(TITLE)
        self.start_page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_dossier(self, dossier: Dossier) -> None:
        from gipdesk.desk.report_desk import ReportDesk

        self._drop_desk()
        desk = ReportDesk(dossier.session, dossier.package, self._stack)
        desk.cell_entered.connect(self._status.show_cell)
        desk.selection_summary.connect(self._status.show_summary)
        desk.media_added.connect(dossier.add_media)
        desk.offered.connect(lambda text, name, act: self.notices.tell(text, **{name: act}))
        desk.noticed.connect(lambda text: self._status.showMessage(text, _NOTICE_MS))
        desk.standing_changed.connect(self._show_standing)
        desk.help_wanted.connect(self.helping.open)
        self.desk = desk
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self._allow(has_report=True)
        arrangement = read_arrangement()
        self._follow(dossier, arrangement)
        desk.arrange(arrangement)
        desk.show_current_standing()
        desk.start_typing()

    def _follow(self, dossier: Dossier, arrangement: Arrangement) -> None:
        """Keep title, status and undo as the dossier is."""
        stack = dossier.session.undo_stack
        stack.indexChanged.connect(self._show_steps)
        dossier.unsaved_changed.connect(self._show_name)
        dossier.path_changed.connect(self._show_name)
        dossier.session.meta_changed.connect(self._show_name)
        self._status.follow(dossier)
        self._show_steps()
        self._show_name()
        self.actions_by_id["side"].setChecked(arrangement.has_side)
        self.actions_by_id["past"].setChecked(arrangement.shows_past)

    def _drop_desk(self) -> None:
        if self.desk:
            keep_arrangement(self.desk.arrangement())
            self._stack.removeWidget(self.desk)
            self.desk.hide()
            self.desk.deleteLater()
            self.desk = None

    def _allow(self, *, has_report: bool) -> None:
        for spec in SPECS:
            self.actions_by_id[spec.id].setEnabled(has_report or not spec.needs_report)
        self.actions_by_id["side"].setVisible(has_report)

    def _show_name(self) -> None:
        dossier = self.filing.dossier
        if dossier:
            self.setWindowTitle(f"{dossier.name}[*] — {TITLE}")
            self.setWindowModified(dossier.is_unsaved)

    def _show_steps(self) -> None:
        dossier = self.filing.dossier
        if dossier:
            stack = dossier.session.undo_stack
            _show_step(self.actions_by_id["undo"], "撤销", stack.undoText(), can=stack.canUndo())
            _show_step(self.actions_by_id["redo"], "重做", stack.redoText(), can=stack.canRedo())

    def _show_standing(self, errors: int, warnings: int) -> None:
        count = errors + warnings
        from gipdesk.desk.standing import Standing

        standing = Standing.DONE if not count else Standing.WARNINGS
        standing = Standing.ERRORS if errors else standing
        self._badge.setText(f"还有 {count} 处" if count else "可以送审")
        self._badge.setAccessibleDescription(f"{errors} 处错误，{warnings} 处提示")
        self._badge.setProperty("standing", standing.value)
        self._badge.style().unpolish(self._badge)
        self._badge.style().polish(self._badge)
        self._badge_in_bar.setVisible(True)

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self.filing.recent.paths():
            action = self._recent_menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, each=path: self.filing.open_path(each))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("（没有）").setEnabled(False)

    def _decline(self, found: Recoverable) -> None:
        self.filing.decline(found)
        self.start_page.show_recoverable(self.filing.recoverable())

    # ---------------------------------------------------------------- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work; remember size and place."""
        self.filing.reading.call_off()
        if not self.filing.close():
            event.ignore()
            return
        self.helping.close()
        window_state().setValue("geometry", self.saveGeometry())
        event.accept()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Let Tab go by what one sees."""
        panes = self.desk.panes() if self.desk else [self.start_page]
        return step_focus(self, panes, 1 if is_next else -1)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew in the colours of another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for spec in SPECS:
                if spec.icon:
                    self.actions_by_id[spec.id].setIcon(icon(spec.icon))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if _dropped_path(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = _dropped_path(event)
        if path:
            event.acceptProposedAction()
            self.filing.open_path(path)

    def _restore_geometry(self) -> None:
        kept = window_state().value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(_FIRST_SIZE.boundedTo(screen))


def _show_step(action: QAction, verb: str, what: str, *, can: bool) -> None:
    action.setEnabled(can)
    action.setText(f"{verb}“{what}”" if what else verb)
    action.setIconText(verb)


def _dropped_path(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
