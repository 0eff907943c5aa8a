"""Documents of older Word versions are read through LibreOffice, which leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from gipdesk.readers.old_word import converted, installed_office, read_old_word
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.reading import read
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Report
from gipdesk.workflow.exporting import Exporter
from gipdesk.workflow.exporting import Kind as Target
from gipdesk.workflow.office import Office
from tests.readers.test_kinds import compound

NOTE = "来源是旧版 Word 文档，由本机的 LibreOffice 转换后读入。"
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
FILE_INFORMATION = b"\xec\xa5"  # begins the main stream of a .doc
ENCRYPTED = 0x01  # in the twelfth byte from there


@pytest.fixture(scope="session")
def report(form: Form) -> Report:
    """A report with another number in every cell."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日"))
    for number, (ref, _) in enumerate(list(report.cells())):
        apply(report, SetCell(ref, Cell(str(number * 7))))
    return report


@pytest.fixture(scope="session")
def saved(
    soffice: str, report: Report, office: Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Our Word file of the report as LibreOffice saves it in the older formats."""
    folder = tmp_path_factory.mktemp("old")
    path = folder / "source.docx"
    path.write_bytes(Exporter(report, office, {}).data(Target.DOCX))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in FILTERS.values():
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"source.{suffix}").read_bytes() for suffix in FILTERS}


@pytest.mark.parametrize("suffix", FILTERS)
def test_an_older_document_is_read_cell_by_cell(
    saved: dict[str, bytes], suffix: str, report: Report, office: Office
) -> None:
    reading = read(saved[suffix], office.editions)
    typed = {ref: cell.text for ref, cell in report.cells()}
    assert {ref: cell.text for ref, cell in reading.report.cells()} == typed
    assert NOTE in reading.notes


def test_a_document_under_a_password_is_told_before_it_is_converted(
    saved: dict[str, bytes],
) -> None:
    locked = bytearray(saved["doc"])
    locked[locked.index(FILE_INFORMATION, 512) + 11] |= ENCRYPTED
    with pytest.raises(UnreadableSourceError, match=r"密码.*。$"):
        read_old_word(bytes(locked))


@pytest.mark.parametrize("data", [compound("WordDocument"), b"{\\rtf1 ", b"{\\rtf1\\bin9999 x}"])
def test_what_holds_no_text_is_refused_with_a_sentence(soffice: str, data: bytes) -> None:
    assert soffice
    with pytest.raises(UnreadableSourceError, match=r"。$"):
        read_old_word(data)


def test_where_no_libreoffice_is_the_user_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match=r"另存为 \.docx，再重新导入。$"):
        converted(b"{\\rtf1 text}", str(tmp_path / "soffice"))


def test_the_libreoffice_on_the_path_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = tmp_path / ("libreoffice.exe" if sys.platform == "win32" else "libreoffice")
    office.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_office() == str(office)


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where temporary folders come to lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_conversion_leaves_no_folder(soffice: str, own_folder: Path) -> None:
    assert converted(b"{\\rtf1 text}", soffice)
    assert list(own_folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("last_words", ["wait", "exit 0"])
def test_a_program_that_hangs_is_ended_with_all_it_started(
    own_folder: Path, tmp_path: Path, last_words: str
) -> None:
    office, started = tmp_path / "soffice", tmp_path / "started"
    office.write_text(f'#!/bin/sh\nsleep 300 &\necho $! > "{started}"\n{last_words}\n')
    office.chmod(0o755)
    began = time.monotonic()
    with pytest.raises(UnreadableSourceError, match="转换失败"):
        converted(b"{\\rtf1 text}", str(office), seconds=1)
    assert time.monotonic() - began < 30
    assert _has_ended(int(started.read_text()))
    assert list(own_folder.iterdir()) == []


def _has_ended(process: int) -> bool:
    """Whether a process ends within a moment; a dead one may wait to be fetched by its parent."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/status")
        if status.exists() and "State:\tZ" in status.read_text():
            return True
        time.sleep(0.05)
    return False
