"""Reading web pages: saved ones, those that Word writes, archives (.mht) and the clipboard's."""

from __future__ import annotations

from gipdesk.readers.html.page import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
