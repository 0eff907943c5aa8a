"""From the document's tree to bytes: Word, PDF, HTML, spreadsheet and text."""

from __future__ import annotations
