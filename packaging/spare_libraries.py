"""Runs first in a bundled program on Linux: lends it libraries that the machine may lack.

Qt links the doors to OpenGL and X11. A desktop has its own, made for its graphics driver, and these
must be used; a machine without a desktop has none, and then not even a picture of the window could
be drawn. A library that is loaded under its name already is not looked for again, so it is enough
to load the spare one where the machine's does not load.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

# In this order, because each links those before it.
NAMES = (
    "libxcb.so.1",
    "libGLdispatch.so.0",
    "libGLX.so.0",
    "libOpenGL.so.0",
    "libEGL.so.1",
    "libGL.so.1",
)
FOLDER = "spare"


def load_missing() -> None:
    """Load the spare one of each library that this machine does not have."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is None:
        return
    for name in NAMES:
        try:
            ctypes.CDLL(name)
        except OSError:
            with suppress(OSError):  # a bundle made without it: Qt itself will say what it misses
                ctypes.CDLL(str(Path(bundle) / FOLDER / name), mode=ctypes.RTLD_GLOBAL)


load_missing()
