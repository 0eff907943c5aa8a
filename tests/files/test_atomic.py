"""Writing: the new file whole, or the old one untouched and nothing beside it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gipdesk.files.atomic import backup_path, digest, fingerprint, write_atomically
from gipdesk.files.errors import CannotReadError, CannotWriteError
from tests.files.samples import files_up_to, start

posix = pytest.mark.skipif(sys.platform == "win32", reason="a Unix system's limits and modes")

OLD, NEW = b"old" * 1000, b"new" * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某某市司法局2025年报告.gip"
    path.write_bytes(OLD)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.gip", NEW, keep_backup=True)
    assert (tmp_path / "a.gip").read_bytes() == NEW
    assert _names(tmp_path) == ["a.gip"]


def test_the_previous_file_is_kept_as_backup(path: Path) -> None:
    write_atomically(path, NEW, keep_backup=True)
    assert path.read_bytes() == NEW
    assert backup_path(path).read_bytes() == OLD
    assert _names(path.parent) == [path.name, f"{path.name}.bak"]


def test_an_export_leaves_no_backup(path: Path) -> None:
    write_atomically(path, NEW, keep_backup=False)
    assert path.read_bytes() == NEW
    assert _names(path.parent) == [path.name]


def test_the_backup_follows_from_save_to_save(path: Path) -> None:
    for number in range(3):
        write_atomically(path, b"%d" % number, keep_backup=True)
    assert (path.read_bytes(), backup_path(path).read_bytes()) == (b"2", b"1")


def test_a_missing_folder_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "a.gip"
    with pytest.raises(CannotWriteError) as caught:
        write_atomically(path, NEW, keep_backup=True)
    assert caught.value.path == path
    assert str(caught.value) == (
        f"无法写入“{path}”：文件或者所在的文件夹不存在。原有文件没有改动。"
    )
    assert _names(tmp_path) == []


def test_a_parent_that_is_a_file_is_refused(path: Path) -> None:
    with pytest.raises(CannotWriteError, match="所在的文件夹不存在"):
        write_atomically(path / "a.gip", NEW, keep_backup=True)
    assert path.read_bytes() == OLD
    assert _names(path.parent) == [path.name]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.gip"
    target.mkdir()
    with pytest.raises(CannotWriteError, match="已有文件夹"):
        write_atomically(target, NEW, keep_backup=True)
    assert target.is_dir()
    assert _names(tmp_path) == ["a.gip"]


@posix
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.gip").symlink_to("/dev/full")
    with pytest.raises(CannotWriteError, match="不是普通文件"):
        write_atomically(tmp_path / "a.gip", NEW, keep_backup=False)
    assert Path("/dev/full").is_char_device()


@posix
def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(path: Path) -> None:
    write_atomically(path, OLD, keep_backup=True)
    with files_up_to(4000), pytest.raises(CannotWriteError, match="超过了系统允许的大小"):
        write_atomically(path, b"x" * 5000, keep_backup=True)
    assert path.read_bytes() == backup_path(path).read_bytes() == OLD
    assert _names(path.parent) == [path.name, f"{path.name}.bak"]


@posix
def test_a_backup_that_cannot_be_written_whole_leaves_the_old_one(path: Path) -> None:
    write_atomically(path, b"large" * 1000, keep_backup=True)
    with files_up_to(4000), pytest.raises(CannotWriteError):
        write_atomically(path, b"small", keep_backup=True)
    assert path.read_bytes() == b"large" * 1000
    assert backup_path(path).read_bytes() == OLD
    assert len(_names(path.parent)) == 2


def test_a_backup_that_cannot_be_replaced_leaves_the_old_one(path: Path) -> None:
    backup_path(path).mkdir()
    with pytest.raises(CannotWriteError):
        write_atomically(path, NEW, keep_backup=True)
    assert path.read_bytes() == OLD
    assert _names(path.parent) == [path.name, f"{path.name}.bak"]


@posix
def test_a_file_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="文件名太长"):
        write_atomically(tmp_path / ("年" * 90), NEW, keep_backup=True)
    assert _names(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; only root may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("cannot mount a small disk here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "a.gip"
    write_atomically(path, OLD, keep_backup=True)
    with pytest.raises(CannotWriteError, match="磁盘空间不足"):
        write_atomically(path, b"x" * 100_000, keep_backup=True)
    assert path.read_bytes() == OLD
    assert _names(small_disk) == ["a.gip"]


@pytest.fixture
def someone_elses() -> Iterator[Path]:
    """A file that may be written but not replaced; only root can arrange that."""
    if sys.platform == "win32" or os.geteuid():
        pytest.skip("cannot act as another user here")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(OLD)
        path.chmod(0o666)
        path.parent.chmod(0o1777)  # sticky: only the owner may replace
        os.seteuid(65534)
        yield path
        os.seteuid(0)


def test_a_file_that_cannot_be_replaced_stays_as_it_was(someone_elses: Path) -> None:
    with pytest.raises(CannotWriteError, match="没有权限，或者文件正被其他程序占用"):
        write_atomically(someone_elses, NEW, keep_backup=False)
    assert someone_elses.read_bytes() == OLD
    assert _names(someone_elses.parent) == ["a.docx"]


def test_a_file_that_is_held_for_a_moment_is_replaced_after_it(someone_elses: Path) -> None:
    letting_go = threading.Timer(0.1, os.seteuid, [0])
    letting_go.start()
    write_atomically(someone_elses, NEW, keep_backup=False)
    letting_go.join()
    assert someone_elses.read_bytes() == NEW


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write all")
def test_a_file_set_read_only_is_not_replaced(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(CannotWriteError, match="没有权限"):
        write_atomically(path, NEW, keep_backup=True)
    assert path.read_bytes() == OLD


@posix
def test_the_mode_of_a_file_is_kept(path: Path) -> None:
    path.chmod(0o640)
    write_atomically(path, NEW, keep_backup=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(backup_path(path).stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_its_target_is_written(path: Path) -> None:
    link = path.with_name("link.gip")
    link.symlink_to(path)
    write_atomically(link, NEW, keep_backup=True)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert backup_path(path).read_bytes() == OLD


SAVING = """
import sys
from pathlib import Path
from gipdesk.files.atomic import write_atomically

for number in range(1000000):
    data = b"%d" % (number % 10) * 200_000
    write_atomically(Path(sys.argv[1]), data, keep_backup=True)
    print(number, flush=True)
"""


@pytest.mark.parametrize("wait_s", [0.0, 0.003, 0.01, 0.02])
def test_a_program_killed_while_it_saves_leaves_whole_files(path: Path, wait_s: float) -> None:
    with start(SAVING, path) as program:
        assert program.stdout is not None
        for _ in range(3):
            last = int(program.stdout.readline())
        time.sleep(wait_s)  # into the midst of a later save
        program.kill()
        last = int((program.stdout.read().split() or [str(last)])[-1])
    current, backup = path.read_bytes(), backup_path(path).read_bytes()
    saved = [b"%d" % (number % 10) * 200_000 for number in (last - 1, last, last + 1)]
    assert current in saved[1:]
    assert backup in saved[:2]


def test_a_fingerprint_tells_contents_apart(path: Path) -> None:
    before = fingerprint(path)
    assert before == digest(OLD)
    path.write_bytes(NEW)
    assert fingerprint(path) == digest(NEW) != before


def test_there_is_no_fingerprint_without_a_file(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "a.gip") is None
    assert fingerprint(tmp_path) is None


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that cannot be read")
def test_a_file_that_cannot_be_read_is_told() -> None:
    with pytest.raises(CannotReadError, match="无法读取“/proc/self/mem”：磁盘读写出错。"):
        fingerprint(Path("/proc/self/mem"))
