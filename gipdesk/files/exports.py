"""Exports: never over a file that somebody changed since gipdesk wrote it.

What gipdesk wrote is remembered in the user's data folder, one small file per exported path, so
that two programs at once cannot lose each other's entries. An export made on another computer is
unknown here and counts as changed.
"""

from __future__ import annotations

import os
from pathlib import Path

from gipdesk.files.atomic import digest, fingerprint, make_folder, write_atomically
from gipdesk.files.errors import ExportChangedError


class ExportLog:
    """What gipdesk exported, by path; `folder` is made when needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def may_overwrite(self, path: Path) -> bool:
        """Whether no file stands at a path, or exactly what gipdesk wrote there last."""
        found = fingerprint(path)
        return found is None or found == self._recorded(path)

    def record(self, path: Path, data: bytes) -> None:
        """Remember that `data` was written to a path. Raises `CannotWriteError`."""
        entry = self._entry(path)
        make_folder(entry.parent)
        write_atomically(entry, digest(data).encode(), keep_backup=False)

    def _recorded(self, path: Path) -> str | None:
        try:
            return self._entry(path).read_text("ascii", "replace")
        except OSError:
            return None  # what cannot be looked up counts as changed

    def _entry(self, path: Path) -> Path:
        place = os.path.normcase(path.resolve())
        return self._folder / digest(os.fsencode(place))[:32]


def write_export(path: Path, data: bytes, log: ExportLog, *, force: bool = False) -> None:
    """Write an export and remember it.

    Raises:
        ExportChangedError: The file there is not what gipdesk wrote, and `force` is not given.
        CannotWriteError: The disk refuses the export, or the entry about it.
    """
    if not force and not log.may_overwrite(path):
        raise ExportChangedError(path)
    write_atomically(path, data, keep_backup=False)
    log.record(path, data)
