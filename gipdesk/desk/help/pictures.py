"""Takes the pictures of the manual anew from the program itself, without a screen.

python -m gipdesk.desk.help.pictures

They lie in resources/help/pictures: PNG of few colours, none above 80 kB. The report shown is the
sample that comes with the program.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gipdesk import paths
from gipdesk.desk import app, appearance
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.preview import PreviewPanel
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.source import SourcePanel
from gipdesk.desk.window import Window
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import open_office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.settings import load_paper

FOLDER: Final = paths.HELP / "pictures"
MOST_BYTES: Final = 80_000
_WINDOW: Final = (1080, 600)
_SCALE: Final = "2"  # sharp on fine screens; the manual shows them at half
_WIDEST: Final = 1280
_COLOURS: Final = (64, 48, 32, 24, 16, 12, 8)  # the first with which a picture is small enough
_SETTLE_MS: Final = 300
_MOST_WAITS: Final = 100


def main() -> int:
    """Take every picture; returns the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = _SCALE
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GIPDESK_DATA"] = folder
        for name, data in _taken():
            (FOLDER / f"{name}.png").write_bytes(data)
    return 0


def _taken() -> Iterator[tuple[str, bytes]]:
    application, office = QApplication([]), open_office()
    app.prepare(application, office)
    window = Window(office)
    appearance.colour(application, appearance.LIGHT)
    window.resize(*_WINDOW)
    window.show()
    window.filing.take(open_file(paths.SAMPLES / "sample.txt", office).package)
    for name, show in _SCENES.items():
        shown = show(window)
        _settle(window)
        yield name, _as_png(shown)
        if shown is not window and shown.isWindow():
            shown.close()
    window.close()


def _settle(window: Window) -> None:
    """Wait until everything in sight is painted."""
    for _ in range(_MOST_WAITS):
        QTest.qWait(_SETTLE_MS)
        side = window.desk.side.currentWidget() if window.desk else None
        if not isinstance(side, PreviewPanel | SourcePanel) or side.is_ready():
            return


def _as_png(widget: QWidget) -> bytes:
    """The picture of a widget with as many colours as fit."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(data.data()))).convert("RGB")
    if image.width > _WIDEST:
        height = round(image.height * _WIDEST / image.width)
        image = image.resize((_WIDEST, height), Image.Resampling.BOX)
    smaller = (_in_colours(image, colours) for colours in _COLOURS)
    return next(each for each in smaller if len(each) <= MOST_BYTES)


def _in_colours(image: Image.Image, colours: int) -> bytes:
    every_hue = Image.Quantize.MAXCOVERAGE  # a few green pixels are a mark that says “done”
    held = io.BytesIO()
    quantised = image.quantize(colours, every_hue, kmeans=2, dither=Image.Dither.NONE)
    quantised.save(held, "PNG", optimize=True)
    return held.getvalue()


# ---------------------------------------------------------------- what is shown


def _desk(window: Window) -> ReportDesk:
    assert window.desk is not None
    return window.desk


def _window(window: Window) -> QWidget:
    _desk(window).show_tab("requests")
    _desk(window).start_typing()
    _desk(window).show_findings()
    return window


def _details(window: Window) -> QWidget:
    _desk(window).show_tab("details")
    _desk(window).start_typing()
    return _beside_guidance(window)


def _text(window: Window) -> QWidget:
    _desk(window).show_tab("overview")
    _desk(window).start_typing()
    editor = window.focusWidget()
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    return _beside_guidance(window)


def _table(window: Window) -> QWidget:
    _show_cell(window, "requests/denied.third_party.natural")
    return _beside_guidance(window)


def _findings(window: Window) -> QWidget:
    _desk(window).step_finding(1)
    return _desk(window).side


def _source(window: Window) -> QWidget:
    _desk(window).side.setCurrentWidget(_desk(window).source)
    _show_cell(window, "requests/cannot.not_held.natural")
    return window


def _preview(window: Window) -> QWidget:
    _desk(window).show_tab("disclosure")
    _desk(window).show_preview()
    _show_cell(window, "disclosure/normative.made")
    return window


def _export(window: Window) -> QWidget:
    dialog = FormatsDialog(window.filing.office, load_paper(), 1, None, window)
    dialog.show()
    return dialog


def _todo(window: Window) -> QWidget:
    """A report begun from the sample takes its place."""
    last = _desk(window).session.report
    assert last.meta.year is not None
    assert window.filing.close()
    window.filing.take(following(last, window.filing.office, last.meta.year + 1))
    _desk(window).show_todo()
    return _desk(window).side


def _beside_guidance(window: Window) -> QWidget:
    _desk(window).side.setCurrentWidget(_desk(window).guidance)
    return window


def _show_cell(window: Window, cell: str) -> None:
    _desk(window).show_cell(_desk(window).session.form.cell(cell))


_SCENES: Final[dict[str, Callable[[Window], QWidget]]] = {
    "window": _window,
    "details": _details,
    "text": _text,
    "table": _table,
    "findings": _findings,
    "source": _source,
    "preview": _preview,
    "export": _export,
    "todo": _todo,  # the last: another report is open afterwards
}

if __name__ == "__main__":
    raise SystemExit(main())
