"""The manual inside the program: its chapters, its window, the key sheet, and what F1 opens."""

from __future__ import annotations

from gipdesk.desk.help.helping import Helping

__all__ = ["Helping"]
