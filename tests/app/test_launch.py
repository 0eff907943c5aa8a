"""The start of the program: its window there, its report open, nothing left switched off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gipdesk.files.package import Package, save_package
from gipdesk.report.edition import Form
from tests.app.reports import blank_report

_STARTED = """
import gc, sys
from gipdesk.desk.launch import launch
app, window = launch(sys.argv[1:])
app.processEvents()
assert window.isVisible() and gc.isenabled()
print(type(app.focusWidget()).__name__, window.desk is not None)
"""
_HEAVY = (
    "gipdesk.desk.table",
    "gipdesk.desk.preview",
    "gipdesk.desk.source",
    "gipdesk.desk.tour",
    "gipdesk.readers.reading",
    "difflib",
    "lxml",
)
_IMPORTED = "print([name for name in {heavy!r} if name in sys.modules])"


def _started(data: Path, *arguments: str) -> list[str]:
    """What a program says that starts with these arguments."""
    code = _STARTED + _IMPORTED.format(heavy=_HEAVY)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GIPDESK_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_start_page_takes_keys_and_needs_little(tmp_path: Path) -> None:
    assert _started(tmp_path) == ["Button False", "[]"]


def test_a_report_named_at_the_start_takes_keys_before_tables_are_needed(
    tmp_path: Path, form: Form
) -> None:
    path = tmp_path / "报告.gip"
    save_package(path, Package(blank_report(form)), None)
    assert _started(tmp_path / "data", str(path)) == ["LineField True", "[]"]
