"""The files opened last, latest first, in a small file of the user's data folder."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gipdesk.files.atomic import write_atomically
from gipdesk.files.encoding import to_json
from gipdesk.files.errors import FileError

_MOST = 12


class RecentFiles:
    """Reads and writes the list; a damaged or unwritable one is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / "recent.json"

    def paths(self) -> list[Path]:
        """The files that are still there, latest first."""
        return [path for path in self._all() if path.is_file()]

    def add(self, path: Path) -> None:
        """Put a file first."""
        place = path.absolute()
        kept = [each for each in self._all() if each != place][: _MOST - 1]
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            entries = [str(each) for each in (place, *kept)]
            write_atomically(self._place, to_json(entries), keep_backup=False)
        except (OSError, FileError):
            return  # nobody misses the list as much as they would mind being told

    def _all(self) -> list[Path]:
        try:
            entries = msgspec.json.decode(self._place.read_bytes(), type=list[str])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return []
        return [Path(each) for each in entries]
