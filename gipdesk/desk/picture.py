"""A picture of the window with a report, taken without a screen.

python -m gipdesk.desk.picture FILE.gip OUT.png [--tab requests] [--size 1366x768] [--dark]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_USUAL_MS = 50
_MOST_STEPS = 200  # of waiting: the source is read and painted beside the window's thread


def main(arguments: Sequence[str]) -> int:
    """Take a picture; returns the exit status."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _take(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gipdesk.desk.picture", description="窗口截图")
    parser.add_argument("file", type=Path, help="报告文件")
    parser.add_argument("out", type=Path, help="图片文件")
    parser.add_argument("--tab", default="details", help="栏目，例如 requests")
    parser.add_argument("--size", default="1366x768", type=_size, help="宽x高")
    parser.add_argument(
        "--side", default="findings", help="右侧栏：findings、guidance、preview、source"
    )
    parser.add_argument("--cell", default="", help="选中的格，例如 requests/new.total")
    parser.add_argument("--dark", action="store_true", help="深色")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _take(options: argparse.Namespace) -> int:
    from PySide6.QtTest import QTest

    from gipdesk.desk import app, appearance
    from gipdesk.desk.preview import PreviewPanel
    from gipdesk.desk.source import SourcePanel
    from gipdesk.desk.window import Window
    from gipdesk.workflow.office import open_office
    from gipdesk.workflow.opening import open_file

    application, office = app.application(), open_office()
    app.prepare(application, office)
    if options.dark:
        appearance.colour(application, appearance.DARK)
    window = Window(office)
    window.resize(*options.size)
    window.show()
    dossier = window.filing.take(open_file(options.file, office).package)
    if window.desk:
        window.desk.show_tab(options.tab)
        window.desk.side.show_pane(options.side)
        if options.cell:
            window.desk.show_cell(dossier.session.form.cell(options.cell))
    for _ in range(_MOST_STEPS):
        QTest.qWait(_USUAL_MS)
        shown = window.desk.side.currentWidget() if window.desk else None
        if not isinstance(shown, PreviewPanel | SourcePanel) or shown.is_ready():
            break
    is_saved = window.grab().save(str(options.out))
    dossier.session.undo_stack.setClean()
    window.close()
    return 0 if is_saved else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
