"""After a crash: what the journals hold that no .gip does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gipdesk.files.encoding import NOT_JSON
from gipdesk.files.errors import CannotReadError, DamagedFileError, FileError, NewerFormatError
from gipdesk.files.journal import JOURNAL_FORMAT, Entry, Head, Media, Saved
from gipdesk.files.lock import Grip, try_lock
from gipdesk.files.package import Package, decode
from gipdesk.report.changes import Batch, Change, StaleChangeError, apply
from gipdesk.report.report import Report, copy_of


class Recovered(msgspec.Struct, frozen=True):
    """A report brought back: as last saved, and what was changed since, as one change.

    `lost` counts the changes that cannot be redone, 0 unless the journal was damaged.
    """

    package: Package
    change: Batch
    lost: int = 0


class Recoverable(msgspec.Struct, frozen=True):
    """A report whose program ended without saving it.

    `path` and `fingerprint` are those of its .gip at the last save, None if there was none;
    `changes` counts those since, the last of them at `recorded_at` (local time).
    """

    journal: Path
    path: Path | None
    fingerprint: str | None
    recorded_at: datetime
    changes: int

    def recover(self) -> Recovered:
        """The report and the changes. Raises `FileError` where the journal cannot be read."""
        contents = _read(self.journal)
        package, saved, unsaved = contents.package, contents.saved, contents.unsaved
        is_whole = len(_replay(package.report, saved)) == len(saved)
        fitting = _replay(copy_of(package.report), unsaved) if is_whole else []
        lost = contents.unread + len(unsaved) - len(fitting)
        return Recovered(package, Batch(tuple(fitting), "恢复上次未保存的改动"), lost)

    def discard(self) -> None:
        """Delete the journal: all it holds is in another one by now, or in a .gip."""
        with suppress(OSError):  # it is only offered once more
            self.journal.unlink()

    def set_aside(self) -> None:
        """Put the journal away: its changes were not wanted, or some of them were lost."""
        _set_aside(self.journal)


def find_recoverable(folder: Path) -> list[Recoverable]:
    """What crashes left in a folder of journals, newest first.

    Journals of running programs are passed over, those with nothing to recover deleted, and
    those that cannot be read moved to `aside/`.
    """
    found = [_examine(journal) for journal in folder.glob("*.journal") if _is_left(journal)]
    return sorted(filter(None, found), key=lambda each: each.recorded_at, reverse=True)


def _is_left(journal: Path) -> bool:
    """Whether the program that wrote a journal is gone.

    One that is empty may be about to be locked by its program; it is left alone.
    """
    try:
        with journal.open("r+b", buffering=0) as file:
            return bool(file.read(1)) and try_lock(file) is not Grip.HELD
    except OSError:
        return False


def _examine(journal: Path) -> Recoverable | None:
    try:
        contents = _read(journal)
    except FileError:
        _set_aside(journal)
        return None
    last = contents.last
    recoverable = Recoverable(
        journal,
        None if last.path is None else Path(os.fsdecode(last.path)),
        last.fingerprint,
        contents.recorded_at,
        len(contents.unsaved),
    )
    if last.path is None or contents.unsaved or contents.unread:
        return recoverable
    recoverable.discard()
    return None


class _Contents(msgspec.Struct):
    """What a journal says, up to the first line that is damaged.

    `package` is the report as opened, with all pictures; `last` tells of the last save;
    `unread` counts the lines from the damaged one on.
    """

    recorded_at: datetime
    package: Package
    last: Head | Saved
    saved: list[Change] = []
    unsaved: list[Change] = []
    unread: int = 0


def _read(journal: Path) -> _Contents:
    try:
        head_line, *lines = journal.read_bytes().split(b"\n")
        recorded_at = datetime.fromtimestamp(journal.stat().st_mtime, tz=UTC).astimezone()
    except OSError as exc:
        raise CannotReadError(journal, exc) from exc
    head = _read_head(head_line, journal)
    contents = _Contents(recorded_at, decode(head.base, journal), head)
    entries = list(_read_entries(lines[:-1]))  # a line counts with its end only
    contents.unread = len(lines) - 1 - len(entries)
    for entry in entries:
        match entry:
            case Saved():
                contents.saved += contents.unsaved
                contents.unsaved = []
                contents.last = entry
            case Media(name, data):
                contents.package.media[name] = data
            case _:
                contents.unsaved.append(entry)
    return contents


def _read_head(line: bytes, journal: Path) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except NOT_JSON as exc:
        raise DamagedFileError(journal, "恢复记录的开头无法读取") from exc
    if head.format > JOURNAL_FORMAT:
        raise NewerFormatError(journal, head.format, JOURNAL_FORMAT)
    return head


def _read_entries(lines: list[bytes]) -> Iterator[Entry]:
    decoder = msgspec.json.Decoder(Entry)
    for line in lines:
        try:
            yield decoder.decode(line)
        except NOT_JSON:
            return


def _replay(report: Report, changes: list[Change]) -> list[Change]:
    """Apply changes as long as they fit; those that did."""
    done: list[Change] = []
    for change in changes:
        try:
            apply(report, change)
        except StaleChangeError:
            break
        done.append(change)
    return done


def _set_aside(journal: Path) -> None:
    aside = journal.parent / "aside"
    with suppress(OSError):  # it is only found once more
        aside.mkdir(exist_ok=True)
        journal.replace(aside / journal.name)
