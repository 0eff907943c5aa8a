"""How an agency's reports look on paper: a page of the settings."""

from __future__ import annotations

from gipdesk.desk.paper.page import PaperPage

__all__ = ["PaperPage"]
