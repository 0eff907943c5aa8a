"""What the file menu does: new, open, save, export, recover, close, and telling when it fails.

Failures of the world outside are caught here and nowhere else in the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from gipdesk.desk import dialogs
from gipdesk.desk.holding import HeldError, holder_in_words
from gipdesk.desk.notice_bar import NoticeBar
from gipdesk.desk.reading import Reading, clipboard_source
from gipdesk.desk.recent import RecentFiles
from gipdesk.files.errors import ChangedOutsideError, FileError
from gipdesk.report.edition import UnknownEditionError
from gipdesk.workflow.folders import journals, user_data
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import CannotOpenError, open_data, open_file
from gipdesk.workflow.settings import Settings, in_practice, load_paper

if TYPE_CHECKING:  # what a report needs is imported when there is one
    from gipdesk.desk.dossier import Dossier
    from gipdesk.desk.exporting import ExportJob
    from gipdesk.desk.printing import Printing
    from gipdesk.files.package import Package
    from gipdesk.files.recovery import Recoverable
    from gipdesk.report.report import Report
    from gipdesk.workflow.exporting import Order
    from gipdesk.workflow.opening import Opened
    from gipdesk.workflow.reading_back import Proof

_OUTSIDE = (FileError, CannotOpenError, UnknownEditionError, HeldError)
OWN_SUFFIX = ".gip"
_ERROR, _WARNING, _DONE = "mark-error", "mark-warning", "mark-done"


class Filing(QObject):
    """Keeps the open report's dossier; at most one is open."""

    opened = Signal(object)  # Dossier
    imported = Signal()  # what was opened has just been read in
    closed = Signal()
    source_wanted = Signal()  # to compare an import with
    begun_from_last_year = Signal()
    saved = Signal()

    def __init__(self, office: Office, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self.office = office
        self.dossier: Dossier | None = None
        self.recent = RecentFiles(user_data())
        self._notices = notices
        self._window = window
        self._job: ExportJob | None = None
        self._source: Path | None = None  # the file that the open report was begun from
        self.reading = Reading(notices, _OUTSIDE, self)
        self.reading.failed.connect(self._tell_failure)

    @cached_property
    def printing(self) -> Printing:
        """What prints a report."""
        from gipdesk.desk.printing import Printing

        return Printing(self._notices, self._window)

    # ---------------------------------------------------------------- beginning and opening

    def new(self) -> None:
        """Begin a report, asking whose and of which year."""
        from gipdesk.desk.new_report_dialog import NewReportDialog

        dialog = NewReportDialog(self.office, date.today(), self._window)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        report = dialog.report() if is_wanted else None
        dialog.deleteLater()
        if report and self.close():
            self.take(report)

    def new_from_last_year(self) -> None:
        """Begin a report from last year's, asking which file that is."""
        path = dialogs.ask_last_year_path(self._window, self.folder())
        if path:
            self.new_from(path)

    def new_from(self, path: Path) -> None:
        """Begin a report from the one in a file, which is read beside the window's thread."""
        read = partial(open_file, path, self.office)
        self.reading.begin(path.name, read, partial(self._ask_takeover, path))

    def _ask_takeover(self, path: Path, found: Opened) -> None:
        from gipdesk.desk.years.from_last_year import FromLastYearDialog

        last, today = found.report, date.today()
        dialog = FromLastYearDialog(self.office, last, path.name, today, self._window)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        report = dialog.report() if is_wanted else None
        dialog.deleteLater()
        if report and self.close():
            self._open(self._dossier(_packed(report)), path).count_as_unsaved()
            self.begun_from_last_year.emit()

    def remember_year_of(self, path: Path) -> None:
        """Let the open report remember the year of the one in a file."""
        if self.dossier:
            read = partial(open_file, path, self.office)
            self.reading.begin(path.name, read, partial(self._remember, self.dossier))

    def _remember(self, dossier: Dossier, found: Opened) -> None:
        from gipdesk.report.changes import Remember
        from gipdesk.report.past import past_year_of, with_memory_of
        from gipdesk.workflow.new_year import is_of_another

        if self.dossier is not dossier:
            return
        session, year = dossier.session, found.report.meta.year
        own = session.report.meta.year
        if year is None or own is None or year >= own:
            self._notices.tell("这个文件不是以前年度的报告，没有加入对比。", _WARNING)
            return
        past = past_year_of(found.report, self.office.form(found.report), year)

        def add() -> None:
            if self.dossier is dossier:
                years = with_memory_of(session.report, past).previous
                session.do(Remember(years), "添加以前年度")

        if is_of_another(session.report.meta.agency, found.report):
            told = f"这个文件是“{found.report.meta.agency}”的报告，没有加入对比。"
            self._notices.tell(told, _WARNING, 仍然加入=add)
        else:
            add()

    def take(self, report: Report | Package) -> Dossier:
        """Open a report, or one with what belongs to it, that has no file yet."""
        return self._open(self._dossier(_packed(report)))

    def _dossier(
        self, package: Package, path: Path | None = None, known: str | None = None
    ) -> Dossier:
        from gipdesk.desk.dossier import Dossier

        return Dossier(self.office, package, journals(), self, path=path, known=known)

    def open(self) -> None:
        """Open a file, asking which."""
        path = dialogs.ask_open_path(self._window, self.folder())
        if path:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file; an import begins a report of its own. False where it cannot be opened.

        Only a report of our own is open on return: a source is read beside the window's thread.
        """
        if self._is_open(path) and not self.close():  # what closing saves is what must be read
            return False
        read = partial(open_file, path, self.office)
        if path.suffix.lower() != OWN_SUFFIX:
            self.reading.begin(path.name, read, partial(self._take_opened, path))
            return True
        self.reading.call_off()
        found: list[Opened] = []
        return self._try(lambda: found.append(read())) and self._take_opened(path, found[0])

    def open_clipboard(self) -> None:
        """Read in what was copied from a web page, a document or a text."""
        source = clipboard_source(QGuiApplication.clipboard().mimeData())
        if source is None:
            self._notices.tell("剪贴板中没有文字。请先在网页或文档中复制报告的内容。", _WARNING)
            return
        name, data = source
        read = partial(open_data, name, data, self.office)
        self.reading.begin("剪贴板", read, partial(self._take_opened, Path(name)))

    def _take_opened(self, path: Path, found: Opened) -> bool:
        """Open what was read, unless the report that is open is to stay; tell where it fails."""
        return self.close() and self._try(lambda: self._show_opened(path, found))

    def _show_opened(self, path: Path, found: Opened) -> None:
        place = None if found.is_import else path
        source = path if path.is_file() else None  # a clipboard is none
        dossier = self._open(self._dossier(found.package, place, found.fingerprint), source)
        if found.is_import:
            dossier.count_as_unsaved()
            self._tell_import(path, found)
            self.imported.emit()
        else:
            self.recent.add(path)
            self._tell_hindrance(dossier)

    def _is_open(self, path: Path) -> bool:
        held = self.dossier.path if self.dossier else None
        return held is not None and held.resolve() == path.resolve()

    def recoverable(self) -> list[Recoverable]:
        """What a crash left; usually there is nothing to look into."""
        if not any(journals().glob("*.journal")):
            return []
        from gipdesk.files.recovery import find_recoverable

        return find_recoverable(journals())

    def recover(self, found: Recoverable) -> None:
        """Bring back unsaved work; its old journal goes only when the new one is on disk."""
        self._try(lambda: self._recover(found))

    def _recover(self, found: Recoverable) -> None:
        recovered = found.recover()
        if not self.close():
            return
        dossier = self._dossier(recovered.package, found.path, found.fingerprint)
        dossier.restore(recovered)
        self._open(dossier)
        lost = f"，另有 {recovered.lost} 处改动已损坏，无法恢复" if recovered.lost else ""
        self._notices.tell(f"已恢复上次未保存的改动{lost}。可以撤销，保存以后才写入文件。", _DONE)
        if recovered.lost:
            found.set_aside()
        elif dossier.is_recorded:
            found.discard()

    def decline(self, found: Recoverable) -> None:
        """Do not offer this work again; its journal is put aside, not deleted."""
        found.set_aside()

    # ---------------------------------------------------------------- saving

    def save(self) -> bool:
        """Save; asks where to if there is no file yet. False where nothing was saved."""
        if self.dossier is None:
            return False
        if self.dossier.needs_new_place:
            return self.save_as()
        return self._save_by(self.dossier.save)

    def save_by_itself(self) -> None:
        """Save what is in the report, where that needs no question; open editors stay open."""
        dossier = self.dossier
        if dossier and dossier.is_unsaved and not dossier.needs_new_place:
            write = partial(dossier.save, with_open_editors=False)
            if self._try(write):
                self.saved.emit()

    def save_as(self) -> bool:
        """Save to another file, asking which. False where nothing was saved."""
        if self.dossier is None:
            return False
        self.dossier.session.commit_open_editors()
        path = dialogs.ask_save_path(self._window, self._suggested(self.dossier))
        return path is not None and self._save_by(partial(self.dossier.save_as, path))

    def _save_by(self, write: Callable[[], None]) -> bool:
        if not self._try(write) or self.dossier is None or self.dossier.path is None:
            return False
        self.recent.add(self.dossier.path)
        self._notices.hide()
        self.saved.emit()
        return True

    # ---------------------------------------------------------------- exporting

    def export(self) -> None:
        """Export, asking for formats and folder."""
        from gipdesk.desk.exporting import FormatsDialog, without_local_differences
        from gipdesk.desk.standing import unsettled

        dossier = self.dossier
        if dossier is None or self.is_exporting():
            return
        session = dossier.session
        session.commit_open_editors()
        left = unsettled(session.checked().findings, session.report.accepted)
        official = without_local_differences(session.report, session.form)
        dialog = FormatsDialog(self.office, load_paper(), len(left), official, self._window)
        order = dialog.order() if dialog.exec() == QDialog.DialogCode.Accepted else None
        report = official.report if official and dialog.is_official() else session.report
        dialog.deleteLater()
        folder = dialogs.ask_folder(self._window, self.folder()) if order else None
        if order and folder and self.dossier is dossier:
            self.export_to(folder, order, report)

    def export_to(
        self,
        folder: Path,
        order: Order,
        report: Report | None = None,
        *,
        force: bool = False,
    ) -> None:
        """Export the report, or this variation of it, to a folder, beside the window's thread."""
        from gipdesk.desk.exporting import ExportJob

        if self.dossier is None:
            return
        wanted, media = report or self.dossier.session.report, self.dossier.package.media
        job = ExportJob(self.office, wanted, media, folder, order, self, force=force)
        job.progressed.connect(self._tell_progress)
        job.exported.connect(self._tell_export)
        job.refused.connect(self._ask_overwrite)
        job.failed.connect(self._tell_failure)
        job.finished.connect(self._end_job)
        self._job = job
        self._notices.tell_busy("正在导出…", 取消=job.call_off)
        job.start()

    def _tell_progress(self, made: int, whole: int, name: str) -> None:
        if self._notices.is_busy():
            self._notices.show_progress(f"正在导出“{name}”（{made} / {whole}）…", made, whole)

    def is_exporting(self) -> bool:
        """Whether an export is under way."""
        return self._job is not None

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job:
            job.wait()
            job.deleteLater()

    def _tell_export(self, made: list[Path], proofs: list[Proof]) -> None:
        folder = made[0].parent
        names = "、".join(path.name for path in made)
        show = {"打开文件夹": partial(_show_folder, folder)}
        self._notices.tell(f"已导出：{names}。{proofs[0]}，与报告一致。", _DONE, **show)

    def _ask_overwrite(self, path: Path) -> None:
        job = self._job
        self._end_job()
        self._notices.hide()
        if job and dialogs.ask_overwrite(self._window, path):
            self.export_to(job.folder, job.order, job.report, force=True)

    # ---------------------------------------------------------------- paper

    def print(self) -> None:
        """Print the report, asking how."""
        if self.dossier:
            session = self.dossier.session
            session.commit_open_editors()
            self.printing.begin(session, self.dossier.package.media, load_paper())

    def use_settings(self, settings: Settings) -> None:
        """Go by these settings from now on."""
        self.office = in_practice(self.office, settings)
        if self.dossier:
            self.dossier.session.use_office(self.office)

    # ---------------------------------------------------------------- closing

    def close(self) -> bool:
        """Close the report, asking about unsaved work; False where it stays open."""
        dossier = self.dossier
        if dossier is None:
            return True
        dossier.session.commit_open_editors()
        if dossier.is_unsaved and not self._may_give_up(dossier):
            return False
        if self._job:
            self._end_job()
        self.dossier = None
        self._notices.hide()
        self.closed.emit()
        dossier.close()
        dossier.deleteLater()
        return True

    def _may_give_up(self, dossier: Dossier) -> bool:
        match dialogs.ask_unsaved(self._window, dossier.name):
            case dialogs.Unsaved.SAVE:
                return self.save()
            case dialogs.Unsaved.DISCARD:
                return True
            case _:
                return False

    # ---------------------------------------------------------------- inside

    def _open(self, dossier: Dossier, source: Path | None = None) -> Dossier:
        self.dossier, self._source = dossier, source
        self._notices.hide()
        self.opened.emit(dossier)
        return dossier

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something with the world outside; tell and return False where it fails."""
        try:
            act()
        except ChangedOutsideError as exc:
            self._notices.tell(str(exc), _ERROR, **{"另存为…": self.save_as})
        except _OUTSIDE as exc:
            self._tell_failure(str(exc))
        else:
            return True
        return False

    def _tell_failure(self, text: str) -> None:
        self._notices.tell(text, _ERROR)

    def _tell_import(self, path: Path, found: Opened) -> None:
        unsure = len(found.uncertain) + len(found.unread)
        more = f"有 {unsure} 处没有把握，请对照来源核对。" if unsure else "请对照来源核对。"
        text = f"已从“{path.name}”读入，{more}保存时另存为 {OWN_SUFFIX} 文件，原件不变。"
        mark = _WARNING if unsure else "mark-info"
        self._notices.tell(text, mark, 查看来源=self.source_wanted.emit)

    def _tell_hindrance(self, dossier: Dossier) -> None:
        """Say why this file cannot simply be saved, where that is so."""
        if dossier.holder:
            text = f"这个文件{holder_in_words(dossier.holder)}。可以查看；改动只能另存为新文件。"
        elif dossier.package.is_newer:
            text = "这个文件由更新版本的程序保存。可以查看，不能保存；请升级程序后再编辑。"
        elif dossier.trouble:
            text = "这个文件夹不能写入。可以查看和编辑；改动请另存到别处。"
        else:
            return
        self._notices.tell(text, _WARNING)

    def folder(self) -> Path:
        """Where file dialogs begin: beside the open report, or the file it was begun from.

        Else beside the latest file, or among the documents.
        """
        beside = (self.dossier.path or self._source) if self.dossier else None
        if beside:
            return beside.absolute().parent
        for path in self.recent.paths():
            return path.parent
        from PySide6.QtCore import QStandardPaths

        places = QStandardPaths.StandardLocation
        return Path(QStandardPaths.writableLocation(places.DocumentsLocation))

    def _suggested(self, dossier: Dossier) -> Path:
        if dossier.path:
            return dossier.path
        from gipdesk.workflow.exporting import Kind, target

        return target(dossier.session.report, self.folder(), Kind.DOCX).with_suffix(".gip")


def _show_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _packed(report: Report | Package) -> Package:
    from gipdesk.files.package import Package

    return report if isinstance(report, Package) else Package(report)
