"""Takes pictures of the program's screens, without a screen.

python -m gipdesk.desk.help.pictures                 the pictures of the manual, anew
python -m gipdesk.desk.help.pictures --every FOLDER  every screen, in every size and colour

The manual's lie in resources/help/pictures: PNG of few colours, none above 80 kB. The report shown
is the sample that comes with the program.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from gipdesk import paths
from gipdesk.desk import app, appearance
from gipdesk.desk.help.scenes import SCENES
from gipdesk.desk.preview import PreviewPanel
from gipdesk.desk.source import SourcePanel
from gipdesk.desk.window import Window
from gipdesk.workflow.office import open_office

FOLDER: Final = paths.HELP / "pictures"
MOST_BYTES: Final = 80_000
IN_MANUAL: Final = frozenset(
    [
        *("takeover", "style", "window", "details", "text", "search", "table", "pasting"),
        *("findings", "source", "preview", "export", "todo", "last_year", "comparison"),
    ]
)
_WINDOW: Final = (1080, 600)
_SCREEN: Final = (1366, 768)
_SCALE: Final = "2"  # sharp on fine screens; the manual shows them at half
_WIDEST: Final = 1280
_COLOURS: Final = (64, 48, 32, 24, 16, 12, 8)  # the first with which a picture is small enough
_SETTLE_MS: Final = 300
_MOST_WAITS: Final = 100


def main(arguments: Sequence[str] = ()) -> int:
    """Take every picture; returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.every and not options.scale:
        return max(_run_again(arguments, scale, dark) for scale in "12" for dark in (False, True))
    scale = options.scale or _SCALE
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT_SCALE_FACTOR"] = scale
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(Path(folder), int(scale))}"
        os.environ["GIPDESK_DATA"] = folder
        _take_every(options) if options.every else _take_manual()
    return 0


def _screen(folder: Path, scale: int) -> Path:
    """The file that tells Qt of a screen as large as the largest window, which dialogs fit into."""
    width, height = (scale * length for length in _SCREEN)
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return file


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gipdesk.desk.help.pictures", description="窗口截图")
    parser.add_argument("--every", type=Path, metavar="FOLDER", help="所有画面，存入文件夹")
    parser.add_argument("--scale", default="", help="放大倍数，例如 2")
    parser.add_argument("--dark", action="store_true", help="深色")
    return parser


def _run_again(arguments: Sequence[str], scale: str, dark: bool) -> int:
    """Every screen in one size and colour, in a process of its own: Qt reads the scale once."""
    more = ["--scale", scale, *(["--dark"] if dark else [])]
    command = [sys.executable, "-m", "gipdesk.desk.help.pictures", *arguments, *more]
    return subprocess.run(command, check=False).returncode


def _take_every(options: argparse.Namespace) -> None:
    options.every.mkdir(parents=True, exist_ok=True)
    theme = appearance.DARK if options.dark else appearance.LIGHT
    ending = f"{options.scale}x-{'dark' if options.dark else 'light'}.png"
    for name, picture in _taken(_SCREEN, theme, frozenset(SCENES)):
        picture.save(str(options.every / f"{name}-{ending}"))


def _take_manual() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, picture in _taken(_WINDOW, appearance.LIGHT, IN_MANUAL):
        (FOLDER / f"{name}.png").write_bytes(_as_png(picture))


def _taken(
    size: tuple[int, int], theme: appearance.Colours, wanted: frozenset[str]
) -> Iterator[tuple[str, QPixmap]]:
    """Every scene in its order, those wanted as pictures."""
    application, office = app.application(), open_office()
    app.prepare(application, office)
    window = Window(office)
    appearance.colour(application, theme)
    window.resize(*size)
    window.show()
    for name, show in SCENES.items():
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        shown = show(window)
        if name in wanted:
            _settle(window)
            yield name, shown.grab()
        if shown is not window and shown.isWindow():
            shown.close()
    _give_up(window)


def _settle(window: Window) -> None:
    """Wait until everything in sight is painted."""
    for _ in range(_MOST_WAITS):
        QTest.qWait(_SETTLE_MS)
        side = window.desk.side.currentWidget() if window.desk else None
        if not isinstance(side, PreviewPanel | SourcePanel) or side.is_ready():
            return


def _give_up(window: Window) -> None:
    """Close the window; what was typed into the sample is not asked about."""
    if window.filing.dossier:
        window.filing.dossier.session.undo_stack.setClean()
    window.close()


def _as_png(picture: QPixmap) -> bytes:
    """A picture with as many colours as fit."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
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


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
