"""Who edits a report: a lock file beside it that names the holder.

The operating system's lock on that file ends with the process that held it, whatever ended that
process, so a holder on this computer is believed only while it lives. One on another computer is
believed until the user decides otherwise: not every network drive carries locks across.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
from contextlib import ExitStack, suppress
from datetime import datetime
from enum import Enum
from io import FileIO
from pathlib import Path

import msgspec

from gipdesk.files.encoding import NOT_JSON, to_json
from gipdesk.files.errors import CannotWriteError

if sys.platform == "win32":
    import msvcrt

    # Windows keeps other processes from reading what is locked: lock a byte no file reaches.
    _FAR = 2**31 - 2

    def _lock(file: FileIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Grip(Enum):
    """What came of trying to lock a file."""

    OURS = "ours"
    HELD = "held"  # by a living process
    UNKNOWN = "unknown"  # the file system has no locks


def try_lock(file: FileIO) -> Grip:
    """Take the system's lock on an open file, without waiting; closing the file gives it back."""
    try:
        _lock(file)
    except OSError as exc:
        return Grip.HELD if exc.errno in _HELD else Grip.UNKNOWN
    return Grip.OURS


class Holder(msgspec.Struct, frozen=True):
    """Who edits a report; `since` is local time as ISO 8601. Empty where it cannot be read."""

    user: str = ""
    host: str = ""
    pid: int = 0
    since: str = ""


class Lock:
    """The right to edit a report, until `release`."""

    def __init__(self, place: Path, file: FileIO, holder: Holder) -> None:
        self._place = place
        self._file = file
        self._holder = holder

    def release(self) -> None:
        """Let others edit; does nothing the second time."""
        if self._file.closed:
            return
        is_ours = _read_holder(self._file) == self._holder  # unless someone took it over
        if sys.platform == "win32":
            self._file.close()  # Windows cannot remove an open file
        with suppress(OSError):  # a lock file left behind holds nobody up
            if is_ours:
                self._place.unlink()
        self._file.close()


def lock_path(path: Path) -> Path:
    """Where the lock of a report stands."""
    return path.with_name(f".~lock.{path.name}#")


def acquire(path: Path, *, take_over: bool = False) -> Lock | Holder:
    """The right to edit a report, or who has it.

    With `take_over`, a holder on another computer is no longer believed; a living process on this
    one always is.

    Raises:
        CannotWriteError: No lock file can be written there, and so no report either.
    """
    place = lock_path(path)
    try:
        file, grip = _open(place)
        with ExitStack() as closing:
            closing.enter_context(file)
            before = _read_holder(file)
            if grip is Grip.HELD or not (take_over or _is_over(before, grip)):
                return before or Holder()
            holder = _this_process()
            _write_holder(file, holder)
            closing.pop_all()  # the lock stays
            return Lock(place, file, holder)
    except OSError as exc:
        raise CannotWriteError(place, exc) from exc


def _open(place: Path) -> tuple[FileIO, Grip]:
    """The lock file, made where it is missing, and what came of locking it."""
    while True:
        file = place.open("a+b", buffering=0)
        grip = try_lock(file)
        if grip is Grip.HELD or _is_at(file, place):
            return file, grip
        file.close()  # its holder removed it while we opened it


def _is_over(before: Holder | None, grip: Grip) -> bool:
    """Whether nobody holds a lock file any more that names this holder."""
    return before is None or (grip is Grip.OURS and before.host == platform.node())


def _is_at(file: FileIO, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except FileNotFoundError:
        return False


def _this_process() -> Holder:
    import getpass

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account; Windows without USERNAME
        user = ""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(user, platform.node(), os.getpid(), since)


def _read_holder(file: FileIO) -> Holder | None:
    """Who is named in a lock file; None for an empty one or one that says nothing."""
    file.seek(0)
    try:
        return msgspec.json.decode(file.read(), type=Holder)
    except NOT_JSON:
        return None


def _write_holder(file: FileIO, holder: Holder) -> None:
    file.seek(0)
    file.truncate()
    file.write(to_json(holder))
