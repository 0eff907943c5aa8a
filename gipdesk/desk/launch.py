"""The start of the program with its window, as quick as it can be."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gipdesk.desk.window import Window


def run(arguments: Sequence[str]) -> int:
    """Show the window, with the file named first if there is one; returns the exit status."""
    app, _window = launch(arguments)
    return app.exec()


def launch(arguments: Sequence[str]) -> tuple[QApplication, Window]:
    """The program with its window shown, and in it the file named first if there is one."""
    with _collecting_nothing():
        from gipdesk.desk.app import open_window

        app, window = open_window(arguments)
        gc.freeze()  # what is there by now stays to the end; a report can be closed
        if arguments:
            window.filing.open_path(Path(arguments[0]))
    return app, window


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """While all that is made stays: to look for garbage among it over and over takes a sixth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
