"""The window's own figures: how fast it starts, what it holds, whether undoing lets it grow.

    python -m tests.benchmarks.desk

The start is measured beside an empty PySide6 window in turn, and the quickest of each counts: on a
machine that does other work too, the quickest run is the one least disturbed.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measure import EMPTY_WINDOW, OUR_WINDOW, SAMPLE

if TYPE_CHECKING:
    from gipdesk.desk.window import Window

_TURNS = 7
_STEPS = 1000
_ROUNDS = 3


def seconds(code: str) -> float:
    """How long a program takes from nothing to its end."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GIPDESK_DATA": tempfile.mkdtemp()}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def measure_start() -> None:
    """From nothing to a painted window."""
    runs = [(seconds(OUR_WINDOW), seconds(EMPTY_WINDOW)) for _ in range(_TURNS)]
    ours, empty = (min(each) for each in zip(*runs, strict=True))
    print(f"start: {ours:.3f} s, empty window {empty:.3f} s: {ours / empty:.2f}×")


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
    from gipdesk.workflow.office import open_office
    from gipdesk.workflow.opening import open_file

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
    while not window.desk.preview.is_ready():
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
