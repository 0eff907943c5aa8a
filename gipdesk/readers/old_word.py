"""Reading documents of older Word and WPS versions (.doc, .wps, .rtf).

What only another program understands is converted to .docx by an installed LibreOffice: in a
folder and with a profile of its own, without macros, within bounds of size and time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gipdesk.readers.archive import MOST_BYTES, LockedSourceError, TooLargeSourceError
from gipdesk.readers.compound import Compound
from gipdesk.readers.docx import read_docx
from gipdesk.readers.pieces import SourceText, UnreadableSourceError

_CONVERTED = "来源是旧版 Word 文档，由本机的 LibreOffice 转换后读入。"
_SAVE_ANEW = "请用 Word 或 WPS 打开后另存为 .docx，再重新导入"
_SECONDS = 60.0  # a report takes some five

_RTF = b"{\\rtf"
_FLAGS_AT, _IS_ENCRYPTED = 10, 0x0100  # [MS-DOC] 2.5.1, FibBase.fEncrypted

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PLACES_ON_WINDOWS = ("LibreOffice*/program/soffice.com", "LibreOffice*/program/soffice.exe")
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")

_SWITCHES = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),  # never
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)


class NoConverterError(UnreadableSourceError):
    """No LibreOffice is installed here."""

    def __init__(self) -> None:
        super().__init__(f"这是旧版 Word 文档，本机没有可转换它的 LibreOffice，{_SAVE_ANEW}。")


class ConversionError(UnreadableSourceError):
    """LibreOffice could not convert a document, or not in time."""

    def __init__(self) -> None:
        super().__init__(f"这份旧版 Word 文档转换失败，{_SAVE_ANEW}。")


def read_old_word(data: bytes) -> SourceText:
    """The pieces of a document older than .docx; raises `UnreadableSourceError`."""
    if len(data) > MOST_BYTES:
        raise TooLargeSourceError
    if _is_locked(data):
        raise LockedSourceError
    office = installed_office()
    if office is None:
        raise NoConverterError
    text = read_docx(converted(data, office))
    return SourceText(text.pieces, [_CONVERTED, *text.notes], text.details)


def _is_locked(data: bytes) -> bool:
    if data.startswith(_RTF):
        return False
    begin = Compound(data).stream("WordDocument")
    flags = int.from_bytes(begin[_FLAGS_AT : _FLAGS_AT + 2], "little")
    return bool(flags & _IS_ENCRYPTED)


def installed_office() -> str | None:
    """The path of LibreOffice's program; None where none is found."""
    on_path = (shutil.which(name) for name in _PROGRAMS)
    return next((path for path in on_path if path), None) or next(_in_usual_places(), None)


def _in_usual_places() -> Iterator[str]:
    if sys.platform == "win32":
        roots = {os.environ[name] for name in _WINDOWS_FOLDERS if name in os.environ}
        patterns = [(Path(root), place) for root in sorted(roots) for place in _PLACES_ON_WINDOWS]
    else:
        patterns = [(Path("/"), place.removeprefix("/")) for place in _USUAL_PLACES]
    for root, place in patterns:
        yield from (str(path) for path in sorted(root.glob(place), reverse=True) if path.is_file())


def converted(data: bytes, office: str, seconds: float = _SECONDS) -> bytes:
    """A document as .docx, by the LibreOffice at a path.

    Raises:
        UnreadableSourceError: not converted within so many seconds, or too large.
    """
    with tempfile.TemporaryDirectory(prefix="gipdesk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / ("report.rtf" if data.startswith(_RTF) else "report.doc")
        source.write_bytes(data)
        profile = folder / "profile"
        _write_settings(profile / "user")
        command = [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            *_SWITCHES,
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", name, str(source)),
        ]
        _run(command, folder, seconds)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise ConversionError
        if made.stat().st_size > MOST_BYTES:
            raise TooLargeSourceError
        return made.read_bytes()


def _write_settings(folder: Path) -> None:
    """Settings of a profile in which macros and links are off."""
    folder.mkdir(parents=True)
    items = (_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    text = _PROFILE.format("".join(items))
    (folder / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a program in a folder that it may fill; ends it with all that it started."""
    silent = subprocess.DEVNULL
    places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder))
    try:
        program = subprocess.Popen(
            command,
            stdin=silent,
            stdout=silent,
            stderr=silent,
            cwd=folder,
            env={**os.environ, **places},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise NoConverterError from error
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ConversionError from error
    finally:
        _end(program)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program and what it started; those that have ended by themselves are left alone."""
    if sys.platform == "win32":
        if program.poll() is None:
            command = ["taskkill", "/T", "/F", "/PID", str(program.pid)]
            subprocess.run(command, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)
    program.wait()
