"""Opening any file as a report: our own, or one to be read in. Told by content, not by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gipdesk.files.errors import CannotReadError

if TYPE_CHECKING:
    from gipdesk.files.package import Package
    from gipdesk.report.report import Report
    from gipdesk.workflow.office import Office

_LARGEST = 60 * 2**20  # bytes; no report comes near it
_ZIP = b"PK\x03\x04"
_OWN_MEMBER = b"report.json"  # first in every .gip, so its name stands in the first header


class CannotOpenError(Exception):
    """A file that is no report and cannot be read as one; the text is one Chinese sentence."""


class Uncertain(msgspec.Struct, frozen=True):
    """A cell whose value the source leaves open."""

    cell: str
    choices: tuple[str, ...]
    source: str


class Unread(msgspec.Struct, frozen=True):
    """Something in the source that looks like data and could not be placed."""

    text: str
    source: str


class Opened(msgspec.Struct):
    """A report from a file; `fingerprint` is None where it was read in from another format."""

    package: Package
    fingerprint: str | None = None
    uncertain: list[Uncertain] = []
    unread: list[Unread] = []

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.package.report

    @property
    def is_import(self) -> bool:
        """Whether it comes from another format and has no file of its own yet."""
        return self.fingerprint is None


def open_file(
    path: Path, office: Office, *, year: int | None = None, agency: str | None = None
) -> Opened:
    """A report from any file; a `year` and an `agency` that are told hold, whatever a source says.

    Raises `CannotOpenError`, `FileError` or `UnknownEditionError`.
    """
    start = _first_bytes(path)
    if start.startswith(_ZIP) and _OWN_MEMBER in start:
        from gipdesk.files.package import read_package

        package, fingerprint = read_package(path)
        office.form(package.report)  # an unknown edition must be told now
        _tell(package.report, year, agency)
        return Opened(package, fingerprint)
    return open_data(path.name, _bytes_of(path), office, year=year, agency=agency)


def _first_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise CannotOpenError(f"“{path}”太大，不像是年度报告，没有读取。")
        with path.open("rb") as file:
            return file.read(64)
    except OSError as exc:
        raise CannotReadError(path, exc) from exc


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise CannotReadError(path, exc) from exc


def open_data(
    name: str, data: bytes, office: Office, *, year: int | None = None, agency: str | None = None
) -> Opened:
    """A report read in from the bytes of a file or of the clipboard; `year` and `agency` hold.

    Raises `CannotOpenError`.
    """
    from gipdesk.files.package import Package, SourceFile
    from gipdesk.readers.pieces import UnreadableSourceError
    from gipdesk.readers.reading import read
    from gipdesk.report.details import told_details

    try:
        reading = read(data, office.editions, told_details(year, agency))
    except UnreadableSourceError as exc:
        raise CannotOpenError(f"“{name}”：{exc}") from exc
    _tell(reading.report, year, agency)
    source = SourceFile(name, data)
    return Opened(
        Package(reading.report, source if source.fits else None),
        uncertain=[Uncertain(str(u.cell), u.choices, u.source) for u in reading.uncertain],
        unread=[Unread(u.text, u.source) for u in reading.unread],
    )


def _tell(report: Report, year: int | None, agency: str | None) -> None:
    """Put in what the user told of a source; a source that says otherwise is noted."""
    meta = report.meta
    if year and meta.year not in (None, year):
        report.notes.append(f"来源所示年度为{meta.year}年，已按要求记为{year}年。")
    if agency and meta.agency not in ("", agency):
        report.notes.append(f"来源所示机关为“{meta.agency}”，已按要求记为“{agency}”。")
    meta.year = year or meta.year
    meta.agency = agency or meta.agency
