"""The window's own figures: how fast it starts, what it holds, whether undoing lets it grow.

    python -m tests.benchmarks.desk

The start is measured beside an empty PySide6 window in turn, and the median of the ratios counts: a
machine's speed changes from second to second, hardly between two runs that follow each other. Each
program ends as soon as its window can be used. As when it is installed, its byte code is there.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gipdesk.files.package import save_package
from gipdesk.workflow.office import open_office
from gipdesk.workflow.opening import open_file
from tests.benchmarks.measure import SAMPLE

if TYPE_CHECKING:
    from gipdesk.desk.window import Window

_TURNS = 15
_STEPS = 1000
_ROUNDS = 3


_EMPTY_WINDOW = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([]); window = QMainWindow(); window.setCentralWidget(QWidget())
window.resize(1280, 720); window.show(); app.processEvents()
os._exit(0)
"""
_START_PAGE = """
import os
from gipdesk.desk.launch import launch
app, window = launch([]); app.processEvents()
assert app.focusWidget() is window.start_page.new_button()
os._exit(0)
"""
_REPORT = """
import os, sys
from gipdesk.desk.launch import launch
app, window = launch(sys.argv[1:]); app.processEvents()
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
field = app.focusWidget()
key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3")
app.sendEvent(field, key); app.processEvents()
assert "3" in field.text()
os._exit(0)
"""


class Taken(NamedTuple):
    """Seconds from nothing to a window that can be used: by the clock, and of the processor."""

    clock: float
    processor: float


class Starts:
    """Starts programs as they start once installed: with their byte code, and data of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "PYTHONDONTWRITEBYTECODE": "",
        }

    def taken(self, code: str, *arguments: str) -> Taken:
        """How long a program takes, from nothing to its end."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [sys.executable, "-c", code, *arguments]
        data = {"GIPDESK_DATA": tempfile.mkdtemp(dir=self._folder)}
        subprocess.run(command, env=self._environment | data, check=True, capture_output=True)
        clock = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        return Taken(clock, user + system)


def measure_start() -> None:
    """From nothing to the start page, and to a report that takes keys, beside an empty window."""
    folder = Path(tempfile.mkdtemp())
    report = folder / "report.gip"
    save_package(report, open_file(SAMPLE, open_office()).package, None)
    programs = {
        "empty window": (_EMPTY_WINDOW,),
        "start page": (_START_PAGE,),
        "report": (_REPORT, str(report)),
    }
    starts = Starts(folder)
    for program in programs.values():
        starts.taken(*program)  # writes the byte code
    runs: dict[str, list[Taken]] = {name: [] for name in programs}
    for _ in range(_TURNS):
        for name, program in programs.items():
            runs[name].append(starts.taken(*program))
    for name, taken in runs.items():
        pairs = list(zip(taken, runs["empty window"], strict=True))
        clock = statistics.median(ours.clock / empty.clock for ours, empty in pairs)
        processor = statistics.median(ours.processor / empty.processor for ours, empty in pairs)
        least = min(each.clock for each in taken)
        print(f"start: {name} {least:.3f} s at best, {clock:.2f}× (processor {processor:.2f}×)")


def resident_mb() -> float:
    """Memory of this process that is in use, in MB; Linux."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure_memory() -> None:
    """A report and its preview open; then changes undone and done again."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["GIPDESK_DATA"] = tempfile.mkdtemp()
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gipdesk.desk.app import prepare
    from gipdesk.desk.window import Window
    from gipdesk.report.changes import SetCell
    from gipdesk.report.report import Cell

    app = QApplication([])
    office = open_office()
    prepare(app, office)
    window = Window(office)
    window.resize(1366, 768)
    window.show()
    print(f"memory: start page {resident_mb():.0f} MB")
    session = window.filing.take(open_file(SAMPLE, office).package).session
    assert window.desk is not None
    window.desk.show_tab("requests")
    QTest.qWait(500)
    print(f"memory: report open {resident_mb():.0f} MB")
    window.desk.show_preview()
    while not window.desk.side.preview.is_ready():
        QTest.qWait(50)
    QTest.qWait(500)
    print(f"memory: report and preview open {resident_mb():.0f} MB (at most 250)")
    window.actions_by_id["side"].trigger()
    ref = session.form.cell("requests/granted.natural")
    for number in range(_STEPS):
        session.do(SetCell(ref, Cell(str(number % 97 + 1))))
    for _ in range(_ROUNDS):
        _undo_and_redo(session.undo_stack.count(), window)
        gc.collect()
        count = session.undo_stack.count()
        print(f"memory: {count} steps undone and done again {resident_mb():.0f} MB")
    session.undo_stack.setClean()
    window.close()


def _undo_and_redo(steps: int, window: Window) -> None:
    from PySide6.QtWidgets import QApplication

    for action in ("undo", "redo"):
        for _ in range(steps):
            window.actions_by_id[action].trigger()
            QApplication.processEvents()


def main() -> None:
    """Print the figures."""
    measure_start()
    measure_memory()


if __name__ == "__main__":
    main()
