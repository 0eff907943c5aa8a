"""The open report and its file: saving, the lock beside it, the journal of what is not saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gipdesk.desk.holding import HeldError
from gipdesk.desk.session import Session
from gipdesk.files.atomic import fingerprint
from gipdesk.files.errors import CannotWriteError
from gipdesk.files.journal import Journal, Progress
from gipdesk.files.lock import Holder, Lock, acquire
from gipdesk.files.package import Package, encode, save_package
from gipdesk.files.recovery import Recovered
from gipdesk.report.changes import Change
from gipdesk.workflow.office import Office

UNTITLED = "未命名报告"


class Dossier(QObject):
    """One open report. It is written to disk only through here.

    `holder` is who else edits the file; then only "save as" is possible.
    """

    path_changed = Signal()
    unsaved_changed = Signal()
    recording_changed = Signal()
    _progressed = Signal(object)  # Progress, told on the journal's thread

    def __init__(
        self,
        office: Office,
        package: Package,
        journals: Path,
        parent: QObject | None = None,
        *,
        path: Path | None = None,
        known: str | None = None,
    ) -> None:
        """Take a report into hand.

        Args:
            office: Forms and rules.
            package: The report and what belongs to it.
            journals: Folder of the recovery journals.
            parent: Qt's owner.
            path: Its file; None for one that was never saved.
            known: Fingerprint of that file as it was read.
        """
        super().__init__(parent)
        self.package = package
        self.session = Session(office, package.report, self)
        self.path = path
        self.holder: Holder | None = None
        self.trouble: CannotWriteError | None = None  # why no lock could be taken
        self.progress = Progress(0, 0)
        self._known = known
        self._sent = 0
        self._lock: Lock | None = None
        if path:
            self._take_lock(path)
        self._progressed.connect(self._take_progress)
        self._journal = Journal(journals, encode(package), path, known, self._progressed.emit)
        self.session.change_applied.connect(self._write_down)
        self.session.undo_stack.cleanChanged.connect(self.unsaved_changed)

    @property
    def name(self) -> str:
        """What the window calls it: the file's name, or else the title."""
        meta = self.session.report.meta
        return self.path.name if self.path else meta.title or meta.agency or UNTITLED

    @property
    def is_unsaved(self) -> bool:
        """Whether the report differs from its file."""
        return not self.session.undo_stack.isClean()

    @property
    def is_recorded(self) -> bool:
        """Whether every change is safe in the journal."""
        return self.progress.failure is None and self.progress.recorded >= self._sent

    @property
    def needs_new_place(self) -> bool:
        """Whether saving needs to ask where to."""
        return self.path is None or self.holder is not None or self.package.is_newer

    def restore(self, recovered: Recovered) -> None:
        """Do again what was not saved before a crash, as one step that can be undone."""
        if recovered.change.changes:
            self.session.restore(recovered.change, recovered.change.label)
        else:
            self.count_as_unsaved()
        self._take_progress(self._journal.flush())

    def count_as_unsaved(self) -> None:
        """Ask before closing although nothing was edited: an import has no file of its own."""
        self.session.undo_stack.resetClean()

    def save(self, *, with_open_editors: bool = True) -> None:
        """Write the report to its file, what stands in open editors included unless they are left.

        Raises `FileError`; the report then counts as unsaved still.
        """
        if self.path is None:
            raise AssertionError("a report without a file is saved by save_as")
        if with_open_editors:
            self.session.commit_open_editors()
        self._put(self.path, self._known)

    def save_as(self, path: Path) -> None:
        """Write the report to another file and stay with that one.

        Raises `HeldError` or `FileError`; file and report are then as before.
        """
        self.session.commit_open_editors()
        if path == self.path and self._lock:
            self._put(path, fingerprint(path))
            return
        lock = acquire(path)
        if isinstance(lock, Holder):
            raise HeldError(path, lock)
        try:
            self._put(path, fingerprint(path))
        except BaseException:
            lock.release()
            raise
        self._release_lock()
        self._lock, self.holder, self.trouble = lock, None, None
        self.path = path
        self.path_changed.emit()

    def close(self) -> None:
        """Let the file go; what is not saved is given up."""
        self._journal.close()
        self._release_lock()

    def add_media(self, name: str, data: bytes) -> None:
        """Take a picture into the package, before the change that shows it."""
        self.package.media[name] = data
        self._journal.append_media(name, data)
        self._sent += 1
        self.recording_changed.emit()

    def keep_journal(self) -> None:
        """Bring everything to disk now: the program is about to fail."""
        self._journal.flush()

    # ---------------------------------------------------------------- inside

    def _put(self, path: Path, known: str | None) -> None:
        self._known = save_package(path, self.package, known)
        self._journal.append_saved(path, self._known)
        self._sent += 1
        self.session.undo_stack.setClean()
        self.recording_changed.emit()

    def _take_lock(self, path: Path) -> None:
        try:
            lock = acquire(path)
        except CannotWriteError as exc:
            self.trouble = exc
            return
        if isinstance(lock, Holder):
            self.holder = lock
        else:
            self._lock = lock

    def _release_lock(self) -> None:
        if self._lock:
            self._lock.release()
            self._lock = None

    def _write_down(self, change: Change) -> None:
        self._sent += 1
        self._journal.append(change)
        self.recording_changed.emit()

    def _take_progress(self, progress: Progress) -> None:
        self.progress = progress
        self.recording_changed.emit()
