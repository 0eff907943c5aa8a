"""The lock: one program edits, the others are told who."""

from __future__ import annotations

import getpass
import os
import platform
import sys
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from gipdesk.files.errors import CannotWriteError
from gipdesk.files.lock import Holder, Lock, acquire, lock_path
from tests.files.samples import start

HOLDING = """
import sys
from pathlib import Path
from gipdesk.files.lock import acquire

lock = acquire(Path(sys.argv[1]))
print(type(lock).__name__, flush=True)
sys.stdin.read()
lock.release()
"""
ELSEWHERE = Holder("某某", "另一台电脑", 42, "2026-01-05T09:00:00+08:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "某某市司法局2025年报告.gip"


def _locked(path: Path, *, take_over: bool = False) -> Lock:
    lock = acquire(path, take_over=take_over)
    assert isinstance(lock, Lock)
    return lock


def test_the_first_gets_the_lock_and_leaves_nothing_behind(path: Path) -> None:
    lock = _locked(path)
    assert lock_path(path).exists()
    lock.release()
    assert list(path.parent.iterdir()) == []


def test_the_second_is_told_who_holds_the_file(path: Path) -> None:
    with start(HOLDING, path) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "Lock\n"
        holder = acquire(path)
        assert isinstance(holder, Holder)
        assert (holder.user, holder.host) == (getpass.getuser(), platform.node())
        assert holder.pid == program.pid
        assert abs(datetime.now().astimezone() - datetime.fromisoformat(holder.since)).seconds < 60
        program.communicate()
    _locked(path).release()


def test_the_lock_of_a_killed_program_is_free(path: Path) -> None:
    with start(HOLDING, path) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "Lock\n"
        program.kill()
    assert lock_path(path).exists()
    _locked(path).release()
    assert not lock_path(path).exists()


def test_a_living_program_is_never_taken_over(path: Path) -> None:
    with start(HOLDING, path) as program:
        assert program.stdout is not None
        program.stdout.readline()
        assert isinstance(acquire(path, take_over=True), Holder)
        program.communicate()


def test_one_program_cannot_hold_a_file_twice(path: Path) -> None:
    lock = _locked(path)
    holder = acquire(path)
    assert isinstance(holder, Holder)
    assert holder.pid == os.getpid()
    lock.release()
    _locked(path).release()


def test_a_holder_on_another_computer_is_believed_until_the_user_decides(path: Path) -> None:
    lock_path(path).write_bytes(msgspec.json.encode(ELSEWHERE))
    assert acquire(path) == ELSEWHERE
    assert acquire(path) == ELSEWHERE
    lock = _locked(path, take_over=True)
    assert msgspec.json.decode(lock_path(path).read_bytes(), type=Holder).pid == os.getpid()
    lock.release()


def test_a_lock_that_was_taken_over_is_not_removed(path: Path) -> None:
    lock = _locked(path)
    lock_path(path).write_bytes(msgspec.json.encode(ELSEWHERE))
    lock.release()
    assert acquire(path) == ELSEWHERE


@pytest.mark.parametrize("left", [b"", b"{", b"\xff\xfe", b"[]"])
def test_a_lock_file_that_names_nobody_holds_nobody_up(path: Path, left: bytes) -> None:
    lock_path(path).write_bytes(left)
    _locked(path).release()


def test_releasing_twice_does_nothing(path: Path) -> None:
    lock = _locked(path)
    lock.release()
    other = _locked(path)
    lock.release()
    assert isinstance(acquire(path), Holder)
    other.release()


def test_where_no_lock_can_be_written_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="不存在"):
        acquire(tmp_path / "没有" / "a.gip")


RACING = """
import sys, time
from pathlib import Path
from gipdesk.files.lock import Lock, acquire

inside, ready = Path(sys.argv[2]), time.monotonic() + 0.3
while time.monotonic() < ready + 1.0:
    lock = acquire(Path(sys.argv[1]))
    if isinstance(lock, Lock):
        inside.mkdir()  # fails if another is inside
        inside.rmdir()
        lock.release()
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a lock file in use cannot be removed there")
def test_two_programs_never_hold_a_file_at_once(path: Path, tmp_path: Path) -> None:
    programs = [start(RACING, path, tmp_path / "inside") for _ in range(3)]
    assert [program.communicate()[0] for program in programs] == ["done\n"] * 3
