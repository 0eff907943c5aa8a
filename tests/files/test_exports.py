"""Exports: over our own files freely, over anybody else's never unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipdesk.files.errors import CannotWriteError, ExportChangedError
from gipdesk.files.exports import ExportLog, write_export


@pytest.fixture
def log(tmp_path: Path) -> ExportLog:
    return ExportLog(tmp_path / "data" / "exports")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "某某市司法局2025年报告.docx"


def test_an_export_can_be_repeated(log: ExportLog, path: Path) -> None:
    write_export(path, b"first", log)
    write_export(path, b"second", log)
    assert path.read_bytes() == b"second"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_corrected_export_is_not_overwritten(log: ExportLog, path: Path) -> None:
    write_export(path, b"first", log)
    path.write_bytes(b"first, corrected by the leader")
    with pytest.raises(ExportChangedError, match="可能有人修改过，因此没有覆盖"):
        write_export(path, b"second", log)
    assert path.read_bytes() == b"first, corrected by the leader"


def test_force_overwrites_and_is_remembered(log: ExportLog, path: Path) -> None:
    path.write_bytes(b"theirs")
    write_export(path, b"ours", log, force=True)
    write_export(path, b"ours again", log)
    assert path.read_bytes() == b"ours again"


def test_a_file_of_unknown_origin_counts_as_changed(log: ExportLog, path: Path) -> None:
    path.write_bytes(b"theirs")
    assert not log.may_overwrite(path)
    with pytest.raises(ExportChangedError):
        write_export(path, b"ours", log)


def test_a_deleted_export_is_written_again(log: ExportLog, path: Path) -> None:
    write_export(path, b"first", log)
    path.unlink()
    assert log.may_overwrite(path)


def test_what_was_exported_is_known_to_the_next_program(log: ExportLog, path: Path) -> None:
    write_export(path, b"first", log)
    data = path.parents[1] / "data" / "exports"
    assert ExportLog(data).may_overwrite(path)
    assert not ExportLog(data / "other").may_overwrite(path)


def test_one_file_is_known_by_every_way_to_it(
    log: ExportLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_export(path, b"first", log)
    monkeypatch.chdir(path.parent)
    assert log.may_overwrite(Path(path.name))
    assert log.may_overwrite(path.parent / ".." / "out" / path.name)


def test_an_unreadable_log_makes_files_count_as_changed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    log = ExportLog(tmp_path / "data")
    assert log.may_overwrite(path)
    path.write_bytes(b"theirs")
    assert not log.may_overwrite(path)


def test_an_export_over_a_folder_is_refused_with_the_reason(log: ExportLog, path: Path) -> None:
    path.mkdir()
    with pytest.raises(CannotWriteError, match="已有文件夹"):
        write_export(path, b"first", log)


def test_a_failed_export_does_not_count_as_written(log: ExportLog, path: Path) -> None:
    write_export(path, b"first", log)
    with pytest.raises(CannotWriteError):
        write_export(path / "x", b"second", log)
    assert log.may_overwrite(path)


def test_an_entry_that_cannot_be_written_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotWriteError) as caught:
        write_export(path, b"first", ExportLog(tmp_path / "data"))
    assert caught.value.path == tmp_path / "data"
    assert path.read_bytes() == b"first"
