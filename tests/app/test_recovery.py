"""After kill -9 the next start offers the work back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gipdesk.desk.window import Window
from gipdesk.files.package import Package, read_package, save_package
from gipdesk.files.recovery import find_recoverable
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetMeta
from gipdesk.report.edition import Form
from tests.app.events import button_of, click
from tests.app.reports import filled_report

# Types like a person, tells when the status bar says 已记录, and waits to be killed.
_VICTIM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from gipdesk.desk import app
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.workflow.office import open_office
from tests.app.events import press, type_ime, type_keys

application, office = QApplication([]), open_office()
app.prepare(application, office)
window = Window(office)
window.show()
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
window.filing.open_path(Path(sys.argv[1]))
window.desk.show_cell(CellRef("requests", "new", "natural"))
type_keys("35")
press(Qt.Key.Key_Return)
window.desk.show_tab("problems")
window.desk.start_typing()
type_ime("未及保存的一句。")
while "已记录" not in window._status._safety.text():
    QTest.qWait(5)
print("recorded", flush=True)
while True:
    QTest.qWait(50)
"""


@pytest.fixture
def killed(tmp_path: Path, form: Form, data_folder: Path) -> Path:
    """A report whose window was killed after 已记录 was shown, before saving."""
    path = tmp_path / "某某.gip"
    save_package(path, Package(filled_report(form)), None)
    victim = subprocess.Popen(
        [sys.executable, "-c", _VICTIM, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "GIPDESK_DATA": str(data_folder), "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert victim.stdout is not None
    said = victim.stdout.readline()
    victim.kill()  # SIGKILL, and its like on Windows: no handler runs
    victim.communicate()
    assert said.strip() == "recorded"
    return path


def test_work_is_offered_back_after_kill_9(killed: Path, window: Window, data_folder: Path) -> None:
    assert window.start_page.first_field() is button_of(window.start_page, "恢复")
    click(button_of(window.start_page, "恢复"))
    assert window.desk is not None
    session = window.desk.session
    assert session.text(CellRef("requests", "new", "natural")) == "35"
    problems = session.report.section("problems")
    assert problems is not None
    assert "未及保存的一句。" in problems.text
    assert window.isWindowModified()
    assert len(list((data_folder / "journals").glob("*.journal"))) == 1  # its own, no longer theirs
    assert window.filing.save()
    assert read_package(killed)[0].report == session.report
    assert window.close()
    assert find_recoverable(data_folder / "journals") == []


def test_recovery_is_one_step_that_can_be_undone(killed: Path, window: Window) -> None:
    click(button_of(window.start_page, "恢复"))
    assert window.desk is not None
    window.desk.session.undo_stack.undo()
    assert window.desk.session.report == read_package(killed)[0].report
    assert not window.desk.session.undo_stack.canUndo()


@pytest.mark.usefixtures("killed")
def test_work_that_is_not_wanted_is_put_aside_not_deleted(
    window: Window, data_folder: Path
) -> None:
    click(button_of(window.start_page, "不恢复"))
    assert window.filing.recoverable() == []
    assert len(list((data_folder / "journals" / "aside").iterdir())) == 1


def test_nothing_is_offered_after_a_proper_end(
    window: Window, form: Form, tmp_path: Path, data_folder: Path
) -> None:
    path = tmp_path / "某某.gip"
    save_package(path, Package(filled_report(form)), None)
    window.filing.open_path(path)
    assert window.filing.save()
    assert window.close()
    assert find_recoverable(data_folder / "journals") == []


def test_recorded_is_said_only_when_it_is_on_disk(
    window: Window, form: Form, qtbot: QtBot, data_folder: Path
) -> None:
    dossier = window.filing.take(filled_report(form))
    dossier.session.do(SetMeta("address", "某某路"))
    assert "正在记录" in window._status._safety.text()
    qtbot.waitUntil(lambda: "已记录" in window._status._safety.text())
    journal = next((data_folder / "journals").glob("*.journal"))
    assert "某某路" in journal.read_text("utf-8")
