"""Where gipdesk keeps what is the user's but no report: journals, recent files, the export log."""

from __future__ import annotations

import os
from pathlib import Path


def user_data() -> Path:
    """The folder of the program's own data; `GIPDESK_DATA` puts it elsewhere (a stick, a test)."""
    chosen = os.environ.get("GIPDESK_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("gipdesk", appauthor=False))


def exports_log() -> Path:
    """Where exports are remembered."""
    return user_data() / "exports"


def own_styles() -> Path:
    """Where the user's own style sheets lie."""
    return user_data() / "styles"


def fonts_found() -> Path:
    """Where it is remembered which fonts the machine has; it can be found out again."""
    return user_data() / "fonts.json"


def journals() -> Path:
    """Where every change is written down until it is saved."""
    return user_data() / "journals"
