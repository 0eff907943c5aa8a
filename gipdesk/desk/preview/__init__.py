"""The pages as they will be printed, beside the editor."""

from __future__ import annotations

from gipdesk.desk.preview.panel import PreviewPanel

__all__ = ["PreviewPanel"]
