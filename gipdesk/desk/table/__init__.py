"""The official tables in the window, laid out as they are printed."""

from __future__ import annotations

from gipdesk.desk.table.view import OfficialTableView

__all__ = ["OfficialTableView"]
