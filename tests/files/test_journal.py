"""The journal: what was done is on disk within a second, and comes back after a crash."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gipdesk.files.errors import CannotReadError, CannotWriteError
from gipdesk.files.journal import Journal, Progress
from gipdesk.files.package import Package, SourceFile, encode, read_package, save_package
from gipdesk.files.recovery import Recoverable, find_recoverable
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, Change, PutRow, ReplaceBlocks, SetCell, SetMeta, apply
from gipdesk.report.report import Cell, Picture, Report, copy_of
from tests.files.samples import NEW, files_up_to, small_report, start

posix = pytest.mark.skipif(sys.platform == "win32", reason="a Unix system's limits and names")

Open = Callable[..., Journal]


def _count(number: int) -> SetCell:
    return SetCell(NEW, Cell(str(number)))


def _ignore(progress: Progress) -> None:
    """Nobody watches."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journals"


@pytest.fixture
def begin(folder: Path) -> Iterator[Open]:
    """Begins a journal, in `folder` unless told otherwise, and ends it after the test."""
    journals: list[Journal] = []

    def begin(
        package: Package,
        path: Path | None = None,
        fingerprint: str | None = None,
        on_progress: Callable[[Progress], None] = _ignore,
    ) -> Journal:
        journals.append(Journal(folder, encode(package), path, fingerprint, on_progress))
        return journals[-1]

    yield begin
    for journal in journals:
        journal.close()


def _crash(folder: Path) -> Path:
    """What a crash at this moment would leave: the files as they stand, held by nobody."""
    return shutil.copytree(folder, folder.with_name(f"crashed-{time.monotonic_ns()}"))


def _only(folder: Path) -> Recoverable:
    (found,) = find_recoverable(folder)
    return found


def _recovered(folder: Path) -> Report:
    recovered = _only(folder).recover()
    report = copy_of(recovered.package.report)
    apply(report, recovered.change)
    return report


def test_a_crash_loses_nothing_that_was_recorded(begin: Open, folder: Path) -> None:
    changes: list[Change] = [_count(2), SetMeta("year", 2024), Batch((_count(3), _count(4)))]
    journal = begin(Package(small_report()))
    for change in changes:
        journal.append(change)
    assert journal.flush() == Progress(recorded=3, pending=0)
    expected = small_report()
    for change in changes:
        apply(expected, change)
    crashed = _crash(folder)
    found = _only(crashed)
    assert (found.path, found.fingerprint, found.changes) == (None, None, 3)
    recovered = found.recover()
    assert recovered.package == Package(small_report())
    assert recovered.change.changes == tuple(changes)
    assert recovered.lost == 0
    assert _recovered(crashed) == expected


def test_recovery_needs_no_gip_and_brings_back_source_and_pictures(
    begin: Open, folder: Path, tmp_path: Path
) -> None:
    package = Package(small_report(), SourceFile("去年.docx", b"docx"), {"1.png": b"png"})
    journal = begin(package, tmp_path / "pulled out" / "a.gip", "ab12")
    journal.append_media("2.png", b"second")
    journal.append(_count(2))
    journal.flush()
    found = _only(_crash(folder))
    assert found.path == tmp_path / "pulled out" / "a.gip"
    assert found.fingerprint == "ab12"
    recovered = found.recover().package
    assert recovered.source == package.source
    assert recovered.media == {"1.png": b"png", "2.png": b"second"}


def test_a_picture_removed_before_a_save_and_put_back_after_it_is_recovered(
    begin: Open, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.gip"
    package = Package(small_report(), media={"1.png": b"png"})
    package.report.sections[0].blocks.append(Picture("b2", "1.png"))
    journal = begin(package, path)
    removal = ReplaceBlocks("overview", 1, 1, ())
    journal.append(removal)
    undoing = apply(package.report, removal)
    journal.append_saved(path, save_package(path, package, None))
    assert read_package(path)[0].media == {}
    journal.append(undoing)
    journal.flush()
    recovered = _only(_crash(folder)).recover()
    apply(recovered.package.report, recovered.change)
    assert [each.media for each in recovered.package.report.pictures()] == ["1.png"]
    assert recovered.package.media == {"1.png": b"png"}


def test_only_what_was_done_since_the_last_save_is_offered(
    begin: Open, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.gip"
    package = Package(small_report())
    journal = begin(package)
    journal.append(_count(2))
    apply(package.report, _count(2))
    saved = save_package(path, package, None)
    journal.append_saved(path, saved)
    journal.append(_count(3))
    journal.flush()
    found = _only(_crash(folder))
    assert (found.path, found.fingerprint, found.changes) == (path, saved, 1)
    recovered = found.recover()
    assert recovered.package == package
    assert recovered.change.changes == (_count(3),)


def test_after_a_save_there_is_nothing_to_recover(
    begin: Open, folder: Path, tmp_path: Path
) -> None:
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    journal.append_saved(tmp_path / "a.gip", "ab12")
    journal.flush()
    crashed = _crash(folder)
    assert find_recoverable(crashed) == []
    assert list(crashed.iterdir()) == []


def test_a_report_that_was_only_looked_at_is_not_offered(
    begin: Open, folder: Path, tmp_path: Path
) -> None:
    begin(Package(small_report()), tmp_path / "a.gip", "ab12").flush()
    assert find_recoverable(_crash(folder)) == []


def test_an_import_that_was_never_saved_is_offered_even_unchanged(
    begin: Open, folder: Path
) -> None:
    begin(Package(small_report())).flush()
    assert _recovered(_crash(folder)) == small_report()


def test_closing_leaves_no_journal(begin: Open, folder: Path) -> None:
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    journal.close()
    assert list(folder.iterdir()) == []


def test_the_journal_of_a_running_program_is_not_offered(begin: Open, folder: Path) -> None:
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    journal.flush()
    assert find_recoverable(folder) == []
    assert len(list(folder.iterdir())) == 1


@posix
def test_a_path_that_is_not_utf_8_comes_back(begin: Open, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("年报".encode("gbk"))
    journal = begin(Package(small_report()), path, "ab12")
    journal.append(_count(2))
    journal.flush()
    assert _only(_crash(folder)).path == path


def test_a_change_is_written_as_it_was_when_it_was_made(begin: Open, folder: Path) -> None:
    journal = begin(Package(small_report()))
    row = small_report().tables["requests"].rows["new"]
    journal.append(PutRow("requests", "x-1", row, ("new", "x-1")))
    row.cells["natural"] = Cell("99")
    journal.flush()
    report = _recovered(_crash(folder))
    assert report.cell(CellRef("requests", "x-1", "natural")) == Cell("1")


def test_half_a_last_line_is_ignored(begin: Open, folder: Path) -> None:
    journal = begin(Package(small_report()))
    for number in range(2, 5):
        journal.append(_count(number))
    journal.flush()
    crashed = _crash(folder)
    (file,) = crashed.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert _recovered(crashed).cell(NEW) == Cell("3")
    assert _only(crashed).recover().lost == 0


@pytest.mark.parametrize("damage", [b'{"type":"Unheard"}', b"\0" * 20, b"\xff", b'{"type'])
def test_what_stands_before_a_damaged_line_is_recovered_and_the_rest_counted(
    begin: Open, folder: Path, damage: bytes
) -> None:
    journal = begin(Package(small_report()))
    for number in range(2, 6):
        journal.append(_count(number))
    journal.flush()
    crashed = _crash(folder)
    (file,) = crashed.iterdir()
    lines = file.read_bytes().split(b"\n")
    lines[3] = damage
    file.write_bytes(b"\n".join(lines))
    assert _recovered(crashed).cell(NEW) == Cell("3")
    assert _only(crashed).recover().lost == 2


@pytest.mark.parametrize("place", ["before the save", "after it"])
def test_a_change_that_no_longer_fits_ends_the_recovery_there(
    begin: Open, folder: Path, tmp_path: Path, place: str
) -> None:
    misfit = SetCell(CellRef("requests", "absent", "natural"), Cell("1"))
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    if place == "before the save":
        journal.append(misfit)
    journal.append_saved(tmp_path / "a.gip", "ab12")
    journal.append(_count(3))
    if place == "after it":
        journal.append(misfit)
    journal.append(_count(4))
    journal.flush()
    crashed = _crash(folder)
    assert _only(crashed).recover().lost == 2
    assert _recovered(crashed).cell(NEW) == Cell("2" if place == "before the save" else "3")


@pytest.mark.parametrize(
    "content",
    [
        b"not ours\n",
        b'{"type":"journal","base":"AAAA","path":null,"fingerprint":null}\n',
        b'{"type":"journal","base":"","path":null,"fingerprint":null,"format":2}\n',
        b'{"type":"saved","path":"","fingerprint":""}\n',
        b"\xff\xfe",
    ],
)
def test_a_foreign_journal_is_put_aside_and_never_deleted(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "1.journal").write_bytes(content)
    assert find_recoverable(folder) == []
    assert (folder / "aside" / "1.journal").read_bytes() == content
    assert find_recoverable(folder) == []


def test_an_empty_journal_may_be_about_to_be_written_and_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "1.journal").touch()
    assert find_recoverable(folder) == []
    assert (folder / "1.journal").exists()


def test_what_cannot_be_read_is_passed_over_or_told(begin: Open, folder: Path) -> None:
    begin(Package(small_report())).flush()
    crashed = _crash(folder)
    (crashed / "a folder.journal").mkdir()
    found = _only(crashed)
    found.discard()
    found.discard()
    found.set_aside()
    with pytest.raises(CannotReadError, match="不存在"):
        found.recover()


def test_without_a_folder_there_is_nothing_to_recover(folder: Path) -> None:
    assert find_recoverable(folder) == []


def test_what_was_recovered_or_declined_is_not_offered_again(begin: Open, folder: Path) -> None:
    begin(Package(small_report())).flush()
    recovered, declined = _crash(folder), _crash(folder)
    _only(recovered).discard()
    assert list(recovered.iterdir()) == []
    _only(declined).set_aside()
    assert find_recoverable(declined) == []
    assert len(list((declined / "aside").iterdir())) == 1


def test_the_newest_is_offered_first(begin: Open, folder: Path) -> None:
    for _ in range(3):
        begin(Package(small_report())).flush()
    crashed = _crash(folder)
    for age, file in enumerate(crashed.iterdir()):
        os.utime(file, (1_700_000_000 - age, 1_700_000_000 - age))
    times = [found.recorded_at.timestamp() for found in find_recoverable(crashed)]
    assert times == [1_700_000_000, 1_699_999_999, 1_699_999_998]


def test_appending_does_not_wait_for_the_disk(begin: Open) -> None:
    may_write = threading.Event()

    def hold_up(_: Progress) -> None:
        assert may_write.wait(10)

    journal = begin(Package(small_report()), on_progress=hold_up)
    begun = time.monotonic()
    for number in range(100):
        journal.append(_count(number))
    assert time.monotonic() - begun < 0.5
    may_write.set()
    assert journal.flush() == Progress(recorded=100, pending=0)


def test_progress_is_told_off_the_calling_thread_and_reaches_zero_pending(begin: Open) -> None:
    seen: list[tuple[Progress, bool]] = []
    here = threading.get_ident()
    journal = begin(
        Package(small_report()),
        on_progress=lambda progress: seen.append((progress, threading.get_ident() == here)),
    )
    for number in range(5):
        journal.append(_count(number))
    journal.flush()
    journal.close()
    assert not any(was_here for _, was_here in seen)
    assert [progress.recorded for progress, _ in seen] == sorted(p.recorded for p, _ in seen)
    assert seen[-1][0] == Progress(recorded=5, pending=0)


def test_a_folder_that_cannot_be_made_is_told_and_tried_again(begin: Open, folder: Path) -> None:
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_bytes(b"in the way")
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    progress = journal.flush()
    assert isinstance(progress.failure, CannotWriteError)
    assert (progress.recorded, progress.pending) == (0, 2)
    folder.parent.unlink()
    assert journal.flush() == Progress(recorded=1, pending=0)
    assert _recovered(_crash(folder)).cell(NEW) == Cell("2")


@posix
def test_a_full_disk_is_told_and_nothing_is_left_out_once_there_is_room(
    begin: Open, folder: Path
) -> None:
    journal = begin(Package(small_report()))
    journal.append(_count(2))
    journal.flush()
    (file,) = folder.iterdir()
    with files_up_to(file.stat().st_size + 10):
        journal.append(_count(3))
        journal.append(_count(4))
        progress = journal.flush()
        assert isinstance(progress.failure, CannotWriteError)
        assert (progress.recorded, progress.pending) == (1, 2)
        assert file.stat().st_size > file.read_bytes().rfind(b"\n") + 1  # half a line stands there
        assert _recovered(_crash(folder)).cell(NEW) == Cell("2")
    journal.append(_count(5))
    assert journal.flush() == Progress(recorded=4, pending=0)
    recovered = _only(_crash(folder)).recover()
    assert recovered.change.changes == tuple(_count(number) for number in range(2, 6))


@posix
def test_a_failure_heals_by_itself_within_two_seconds(begin: Open) -> None:
    recorded = threading.Event()
    journal = begin(
        Package(small_report()),
        on_progress=lambda progress: recorded.set() if progress.recorded == 1 else None,
    )
    journal.flush()
    with files_up_to(100):
        journal.append(_count(2))
        assert journal.flush().failure
    assert recorded.wait(2.0)


WORKING = """
import os, sys, time
from pathlib import Path
from gipdesk.files.journal import Journal
from gipdesk.files.package import Package, encode
from gipdesk.report.changes import SetCell
from gipdesk.report.report import Cell
from tests.files.samples import NEW, small_report

def say(*words):
    os.write(1, " ".join(map(str, words)).encode() + b"\\n")  # both threads, line by line

def tell(progress):
    say("recorded", progress.recorded)

journal = Journal(Path(sys.argv[1]), encode(Package(small_report())), None, None, tell)
for number in range(1, 100000):
    journal.append(SetCell(NEW, Cell(str(number))))
    say("done", number, time.monotonic())
    time.sleep(0.005)
"""


@pytest.mark.parametrize("lives_s", [0.2, 0.5, 1.5])
def test_a_killed_program_loses_nothing_older_than_a_second(folder: Path, lives_s: float) -> None:
    with start(WORKING, folder) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(lives_s)
        assert find_recoverable(folder) == []  # it lives
        program.kill()
        killed = time.monotonic()
        lines = [line.split() for line in (first + program.stdout.read()).splitlines()]
    recorded = max(int(line[1]) for line in lines if line[0] == "recorded")
    older = sum(float(line[2]) < killed - 1.0 for line in lines if line[0] == "done")
    recovered = _only(folder).recover()
    texts = [change.cell.text for change in recovered.change.changes if isinstance(change, SetCell)]
    assert texts == [str(number) for number in range(1, len(texts) + 1)]
    assert len(texts) >= max(recorded, older) > 0
