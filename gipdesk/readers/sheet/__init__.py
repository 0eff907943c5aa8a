"""Reading a workbook (.xlsx, .xls): every sheet in order, its rows as tables or as text."""

from __future__ import annotations

from gipdesk.readers.sheet.workbook import read_sheet

__all__ = ["read_sheet"]
