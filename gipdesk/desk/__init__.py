"""The window: the only package that imports PySide6."""

from __future__ import annotations

import ctypes
import sys


def _keep_true_alive() -> None:
    """Give `True` references nobody can use up.

    PySide6 6.12.0 takes one away at every `Signal.emit`. Python 3.12 and later do not count them;
    3.11 ends with "deallocating True or False" after about a thousand emits.
    """
    ctypes.c_ssize_t.from_address(id(True)).value += 2**40


if sys.version_info < (3, 12):
    _keep_true_alive()
