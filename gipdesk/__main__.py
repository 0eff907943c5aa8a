"""The program's entry: a sub-command goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMANDS = frozenset(
    {
        "new",
        "import",
        "show",
        "check",
        "export",
        "verify",
        "approval",
        "template",
        "style",
        "settings",
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run gipdesk; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and not _names_a_file(given[0]):
        from gipdesk import cli

        return cli.main(given)
    if not _has_screen():
        sys.stderr.write("没有图形界面，打不开窗口；gipdesk --help 列出不用窗口的命令。\n")
        return 2
    from gipdesk.desk import launch

    return launch.run(given)


def _names_a_file(word: str) -> bool:
    """Whether the first word is a report to open rather than a command or an option."""
    is_command = word in _COMMANDS or word.startswith("-")
    return not is_command and (Path(word).suffix != "" or Path(word).exists())


def _has_screen() -> bool:
    """Whether Qt will find a screen; without one it would end the process."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, screens))


if __name__ == "__main__":
    sys.exit(main())
