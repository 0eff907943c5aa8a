"""The settings of an agency: the window that shows them, and what puts them into effect."""

from __future__ import annotations

from gipdesk.desk.settings.preferences import Preferences

__all__ = ["Preferences"]
