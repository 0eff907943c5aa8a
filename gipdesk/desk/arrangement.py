"""How a person left the window: its place, the widths within, the pane at the side, the tour seen.

Kept in an own file of Qt's; what is chosen on purpose stands in the settings.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec
from PySide6.QtCore import QSettings

from gipdesk.workflow.folders import user_data

_GEOMETRY, _DESK = "geometry", "desk"
_TOUR_SEEN = "tour-seen"  # a file of its own


class Arrangement(msgspec.Struct, frozen=True):
    """The desk of a report: widths of its three columns, which pane is at the side, if any."""

    widths: tuple[int, ...] = ()
    narrow: int = 0  # width of the side pane before a page was shown in it; 0: none is
    pane: str = ""
    has_side: bool = True
    shows_past: bool = True  # last year's figures in the cells


def window_state() -> QSettings:
    """Where it is kept."""
    return QSettings(str(user_data() / "window.ini"), QSettings.Format.IniFormat)


def read_arrangement() -> Arrangement:
    """The desk as it was left; as delivered where that is not known."""
    kept = window_state().value(_DESK)
    try:
        return msgspec.json.decode(str(kept or "{}"), type=Arrangement)
    except msgspec.DecodeError:
        return Arrangement()


def keep_arrangement(arrangement: Arrangement) -> None:
    """Remember how the desk was left."""
    window_state().setValue(_DESK, msgspec.json.encode(arrangement).decode())


def is_tour_seen() -> bool:
    """Whether somebody has gone through the tour, or put it aside."""
    return (user_data() / _TOUR_SEEN).is_file()


def remember_tour() -> None:
    """Offer the tour no more."""
    with suppress(OSError):  # then it is offered again, no more
        user_data().mkdir(parents=True, exist_ok=True)
        (user_data() / _TOUR_SEEN).touch()
