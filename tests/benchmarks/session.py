"""What a clerk's session takes: keys, characters, pointer moves, and seconds of waiting.

    python -m tests.benchmarks.session

Seconds are those from a key press or a click until the program is at rest again, with what the
clerk waits for: a list that follows, files that are read and written. Nobody types meanwhile.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gipdesk.workflow.office import Office
    from tests.app.clerk import Effort
    from tests.app.clerks_session import ByKeys


def take(way: type[ByKeys], office: Office, *, types_totals: bool = False) -> list[Effort]:
    """What a session takes in a window of its own."""
    from gipdesk.desk.recent import RecentFiles
    from gipdesk.desk.window import Window
    from gipdesk.workflow.folders import user_data
    from tests.app.clerk import Clerk
    from tests.app.clerks_papers import save_last_year

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GIPDESK_DATA"] = str(Path(folder) / "data")
        last = save_last_year(Path(folder), office)
        RecentFiles(user_data()).add(last)
        window = Window(office)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        efforts = Clerk(window).work(way(window, last, types_totals=types_totals).script())
        window.close()
        window.deleteLater()
    return list(efforts.values())


def show(name: str, efforts: Iterable[Effort]) -> None:
    """Print the parts of a session, and all of it."""
    efforts = list(efforts)
    print(f"\n{name:32}{'keys':>6}{'words':>7}{'moves':>7}{'seconds':>9}{'longest ms':>12}")
    for each in efforts:
        counts = f"{each.keys:6}{each.characters:7}{each.moves:7}"
        print(f"{each.name:32}{counts}{each.seconds:9.2f}{each.longest * 1000:12.0f}")
    keys, characters = sum(e.keys for e in efforts), sum(e.characters for e in efforts)
    moves, seconds = sum(e.moves for e in efforts), sum(e.seconds for e in efforts)
    print(f"{'all':32}{keys:6}{characters:7}{moves:7}{seconds:9.2f}")


def main() -> None:
    """Print a table for each way."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gipdesk.desk.app import prepare
    from gipdesk.workflow.office import open_office
    from tests.app.clerks_session import ByKeys, ByPointer

    app = QApplication(["gipdesk"])
    office = open_office()
    prepare(app, office)
    show("by keys, totals computed", take(ByKeys, office))
    show("by keys, totals typed", take(ByKeys, office, types_totals=True))
    show("by pointer, totals computed", take(ByPointer, office))


if __name__ == "__main__":
    main()
