"""The recovery journal: every change of an open report, on disk within a second.

One JSON Lines file for each open report, in the user's data folder. Its first line holds the
report as it was opened, whole, so that it can be restored without the .gip: the stick it was on
may be gone. Then follows a line for each change, each new picture and each save. A journal that
is still there when nobody holds it tells of a crash; `recovery` reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from threading import Condition, Thread
from typing import TypeAlias

import msgspec

from gipdesk.files.atomic import sync_folder
from gipdesk.files.encoding import to_json
from gipdesk.files.errors import CannotWriteError
from gipdesk.files.lock import try_lock
from gipdesk.report.changes import Change

JOURNAL_FORMAT = 1
_RETRY_S = 1.0


class Head(msgspec.Struct, frozen=True, tag="journal"):
    """The first line: the report as it was opened.

    `base` holds the bytes of a .gip. `path` is in the file system's own bytes, since a name need
    not be valid UTF-8; it and `fingerprint` are None for a report that was never saved.
    """

    base: bytes
    path: bytes | None
    fingerprint: str | None
    format: int = JOURNAL_FORMAT


class Saved(msgspec.Struct, frozen=True, tag="saved"):
    """The changes so far are in a .gip."""

    path: bytes
    fingerprint: str


class Media(msgspec.Struct, frozen=True, tag="media"):
    """A picture was added to the package."""

    name: str
    data: bytes


Entry: TypeAlias = Change | Saved | Media


class Progress(msgspec.Struct, frozen=True):
    """How much of the work is safe: entries on disk, entries that are not yet, and why not."""

    recorded: int
    pending: int
    failure: CannotWriteError | None = None


class Journal:
    """Writes down what happens to one open report, on a thread of its own.

    A failure (the disk is full) is told and tried again every second; nothing is left out.
    """

    def __init__(
        self,
        folder: Path,
        base: bytes,
        path: Path | None,
        fingerprint: str | None,
        on_progress: Callable[[Progress], None],
    ) -> None:
        """Begin a journal.

        Args:
            folder: Where journals lie; made when needed.
            base: The report as it stands, as bytes of a .gip.
            path: Its .gip; None for a report that was never saved.
            fingerprint: That of the .gip; None without one.
            on_progress: Called on the journal's thread after each attempt to write.
        """
        self._file = _JournalFile(folder / f"{os.urandom(8).hex()}.journal")
        self._on_progress = on_progress
        self._condition = Condition()
        head = Head(base, _path_bytes(path) if path else None, fingerprint)
        self._pending = [to_json(head)]
        self._written = 0
        self._failure: CannotWriteError | None = None
        self._is_closing = False
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def append(self, change: Change) -> None:
        """Write down a change that was applied; returns at once."""
        self._add(change)

    def append_media(self, name: str, data: bytes) -> None:
        """Write down a picture before the change that shows it; returns at once."""
        self._add(Media(name, data))

    def append_saved(self, path: Path, fingerprint: str) -> None:
        """Write down that all changes so far are in this .gip; returns at once."""
        self._add(Saved(_path_bytes(path), fingerprint))

    def flush(self, timeout_s: float = 10.0) -> Progress:
        """Try now, and wait until all is on disk, the attempt fails or time is up."""
        with self._condition:
            self._failure = None
            self._condition.notify_all()
            self._condition.wait_for(lambda: not self._pending or self._failure, timeout_s)
            return self._progress()

    def close(self) -> None:
        """End and remove the journal: the report was saved, or its changes are not wanted."""
        with self._condition:
            self._is_closing = True
            self._condition.notify_all()
        self._thread.join()
        self._file.remove()

    def _add(self, entry: Entry) -> None:
        line = to_json(entry)  # now: what the entry holds may be altered later
        with self._condition:
            self._pending.append(line)
            self._condition.notify_all()

    def _progress(self) -> Progress:
        entries = max(self._written - 1, 0)  # the head is none
        return Progress(entries, len(self._pending), self._failure)

    def _run(self) -> None:
        while lines := self._next_lines():
            failure = self._file.append(lines)
            with self._condition:
                self._failure = failure
                if failure is None:
                    del self._pending[: len(lines)]
                    self._written += len(lines)
                progress = self._progress()
                self._condition.notify_all()
            self._on_progress(progress)
            self._pause_after_failure()

    def _next_lines(self) -> list[bytes]:
        """Everything not yet on disk, waiting for it; empty at the end."""
        with self._condition:
            self._condition.wait_for(lambda: self._pending or self._is_closing)
            return [] if self._is_closing else list(self._pending)

    def _pause_after_failure(self) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._is_closing or not self._failure, _RETRY_S)


def _path_bytes(path: Path) -> bytes:
    return os.fsencode(path.absolute())


class _JournalFile:
    """The file of a journal, made and locked at the first line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None
        self._end = 0  # of the last line that is safe

    def append(self, lines: list[bytes]) -> CannotWriteError | None:
        """Put lines on the disk, all or, with a reason returned, none."""
        try:
            file = self._file or self._open()
            file.seek(self._end)
            file.truncate()  # what a failure left of a line
            data = memoryview(b"".join(line + b"\n" for line in lines))
            size = len(data)
            while data:
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError as exc:
            return CannotWriteError(self._path, exc)
        self._end += size
        return None

    def remove(self) -> None:
        """Close and delete it."""
        if self._file:
            self._file.close()
            with suppress(OSError):  # it is only offered once more
                self._path.unlink()

    def _open(self) -> FileIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("xb", buffering=0)
        try_lock(self._file)  # tells other programs that this report is open
        sync_folder(self._path.parent)
        return self._file
