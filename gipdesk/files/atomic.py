"""Writing a file so that a whole one stands there at every moment: the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gipdesk.files.errors import CannotReadError, CannotWriteError

# Virus scanners and preview panes hold a file for a moment after it was written.
_WAITS_S = (0.05, 0.1, 0.2, 0.4)


def digest(data: bytes) -> str:
    """What tells one content from another: SHA-256 as hexadecimal digits."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def fingerprint(path: Path) -> str | None:
    """The digest of a file as it stands; None where no file is. Raises `CannotReadError`."""
    try:
        return digest(path.read_bytes()) if path.is_file() else None
    except OSError as exc:
        raise CannotReadError(path, exc) from exc


def backup_path(path: Path) -> Path:
    """Where the previous content of a file is kept."""
    return path.with_name(f"{path.name}.bak")


def write_atomically(path: Path, data: bytes, *, keep_backup: bool) -> None:
    """Put `data` into a file, safe from crashes and power cuts when this returns.

    With `keep_backup`, what stood there before is in `backup_path(path)` afterwards. A failure
    leaves the old file, its backup unless that was already renewed, and no other file.

    Raises:
        CannotWriteError: The folder is missing, the disk is full, something holds the file, ….
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        _check_replaceable(target)
        with _written_beside(target, data) as temporary:
            if keep_backup and target.exists():
                with _written_beside(target, target.read_bytes()) as previous:
                    _move(previous, backup_path(target))
            _move(temporary, target)
        sync_folder(target.parent)
    except OSError as exc:
        raise CannotWriteError(path, exc) from exc


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where there is none; raises `CannotWriteError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise CannotWriteError(folder, exc) from exc


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe from power cuts, where the system knows how."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network file systems refuse; the file itself is safe
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_replaceable(target: Path) -> None:
    """Raise OSError where replacing would destroy more than an ordinary, writable file."""
    if target.exists():
        if not target.is_file():
            raise OSError(errno.EISDIR, "not a file")
        if not os.access(target, os.W_OK):
            raise OSError(errno.EACCES, "read-only")


@contextmanager
def _written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """A sibling file that holds `data` safely; it is gone afterwards unless it was moved."""
    temporary = target.with_name(f".gipdesk-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            with suppress(PermissionError):  # some network file systems have one mode for all
                shutil.copymode(target, temporary)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _move(source: Path, target: Path) -> None:
    for wait_s in _WAITS_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    source.replace(target)
