"""The .gip file: a zip of the report, what it was imported from, its pictures and its history.

    report.json     the report, with the version of the format as `"gipdesk"`
    source/NAME     the original it was imported from
    media/NAME      the pictures of the report
    history/NAME    kept as found
    anything else   kept as found, so that nothing of a later gipdesk is lost

Reading is bounded: what a damaged or hostile file claims about itself is checked first.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from gipdesk.files.atomic import digest, fingerprint, write_atomically
from gipdesk.files.encoding import NOT_JSON, to_json, without_half_characters
from gipdesk.files.errors import (
    AlreadyExistsError,
    CannotReadError,
    ChangedOutsideError,
    DamagedFileError,
    NewerFormatError,
)
from gipdesk.files.migrate import FORMAT, migrate
from gipdesk.report.report import Report

MOST_SOURCE_BYTES = 20 * 2**20
_MOST_BYTES = 200 * 2**20  # of all members, unpacked
_MOST_MEMBERS = 2000
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # equal packages become equal files
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class SourceFile(msgspec.Struct, frozen=True):
    """The original a report was imported from."""

    name: str
    data: bytes

    @property
    def fits(self) -> bool:
        """Whether it is small enough to be kept in the package: 20 MB."""
        return len(self.data) <= MOST_SOURCE_BYTES


class Package(msgspec.Struct):
    """All that a .gip holds; `media`, `history` and `others` are bytes by name.

    `media` keeps what was taken out of the report, for undo; it is not saved. `format` is the one
    it was read in: a newer one is read as far as it is understood, and cannot be saved.
    """

    report: Report
    source: SourceFile | None = None
    media: dict[str, bytes] = {}
    history: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    format: int = FORMAT

    @property
    def is_newer(self) -> bool:
        """Whether a newer gipdesk saved it, so that it can only be looked at."""
        return self.format > FORMAT


def read_package(path: Path) -> tuple[Package, str]:
    """A report file and its fingerprint.

    Raises `CannotReadError`, `DamagedFileError` or `NewerFormatError`.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DamagedFileError(path, "文件过大")
        data = path.read_bytes()
    except OSError as exc:
        raise CannotReadError(path, exc) from exc
    return decode(data, path), digest(data)


def save_package(path: Path, package: Package, known: str | None) -> str:
    """Write a report file, keeping the previous one as .bak; returns the new fingerprint.

    Args:
        path: Where to.
        package: What to write.
        known: The fingerprint of the file as it was read or last saved; None for a new file.

    Raises:
        ChangedOutsideError: The file is no longer the known one.
        AlreadyExistsError: A file stands where a new one should go.
        NewerFormatError: Saving would lose what a newer gipdesk wrote.
        CannotWriteError: The disk refuses.
    """
    if package.is_newer:
        raise NewerFormatError(path, package.format, FORMAT)
    data = encode(_without_unused_media(package))
    found = fingerprint(path)
    if found is not None and found != known:
        raise AlreadyExistsError(path) if known is None else ChangedOutsideError(path)
    write_atomically(path, data, keep_backup=True)
    return digest(data)


def _without_unused_media(package: Package) -> Package:
    used = {picture.media for picture in package.report.pictures()}
    media = {name: data for name, data in package.media.items() if name in used}
    return msgspec.structs.replace(package, media=media)


def encode(package: Package) -> bytes:
    """The bytes of a .gip with all pictures; equal packages give equal bytes."""
    document = {"gipdesk": package.format, **msgspec.to_builtins(package.report)}
    members = {"report.json": msgspec.json.format(to_json(document), indent=1)}
    if package.source:
        members[f"source/{package.source.name}"] = package.source.data
    members |= {f"media/{name}": data for name, data in sorted(package.media.items())}
    members |= {f"history/{name}": data for name, data in sorted(package.history.items())}
    members |= dict(sorted(package.others.items()))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(_member(name), data)
    return buffer.getvalue()


def decode(data: bytes, path: Path) -> Package:
    """The package in the bytes of a .gip; `path` names it in error texts.

    Raises `DamagedFileError`, or `NewerFormatError` where a newer file is not understood at all.
    """
    members = _unpack(data, path)
    if "report.json" not in members:
        raise DamagedFileError(path, "其中没有 report.json")
    report, found = _decode_report(members.pop("report.json"), path)
    package = Package(report, format=found)
    for name, content in members.items():
        folder, _, rest = name.partition("/")
        match folder:
            case "source" if package.source is None:
                package.source = SourceFile(_plain_name(rest), content)
            case "media":
                package.media[rest] = content
            case "history":
                package.history[rest] = content
            case _:
                package.others[name] = content
    return package


def _plain_name(name: str) -> str:
    """The last part of a path, so that no name leads out of a folder when it is written out."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "source" if last in {"", ".", ".."} else last


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(without_half_characters(name), _EARLIEST)
    is_packed = name.startswith(("source/", "media/"))  # .docx, .pdf, .png: nothing left to gain
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, on every system, for equal bytes
    info.external_attr = 0o644 << 16
    return info


def _unpack(data: bytes, path: Path) -> dict[str, bytes]:
    """The members of a zip by name, folders left out, read no further than declared."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_bounds(members, path)
            return {info.filename: _read_member(archive, info) for info in members}
    except _BROKEN as exc:
        raise DamagedFileError(path, "压缩包已损坏，或者不是压缩包") from exc


def _check_bounds(members: list[zipfile.ZipInfo], path: Path) -> None:
    names = {info.filename for info in members}
    if len(members) > _MOST_MEMBERS or len(names) < len(members):
        raise DamagedFileError(path, "压缩包里的文件过多或者重名")
    if sum(info.file_size for info in members) > _MOST_BYTES:
        raise DamagedFileError(path, "压缩包解开后过大")
    if any(info.compress_type not in _METHODS for info in members):
        raise DamagedFileError(path, "压缩方式不明")


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        # Without a size, zipfile unpacks all there is before it looks at what was declared.
        return member.read(info.file_size)


def _decode_report(data: bytes, path: Path) -> tuple[Report, int]:
    """The report, brought to today's format, and the format it was found in."""
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
        found = msgspec.convert(document.pop("gipdesk", None), int)
    except NOT_JSON as exc:
        raise DamagedFileError(path, "report.json 无法读取") from exc
    if found < 1:
        raise DamagedFileError(path, "report.json 无法读取")
    try:
        return msgspec.convert(migrate(document, found), Report), found
    except msgspec.ValidationError as exc:
        if found > FORMAT:
            raise NewerFormatError(path, found, FORMAT) from exc
        raise DamagedFileError(path, f"report.json 的内容不合格式（{exc}）") from exc
