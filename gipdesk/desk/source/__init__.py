"""The source of an import beside the report: what is doubtful, and where it stands."""

from __future__ import annotations

from gipdesk.desk.source.panel import SourcePanel

__all__ = ["SourcePanel"]
