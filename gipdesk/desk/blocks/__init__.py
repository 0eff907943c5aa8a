"""What stands between paragraphs: pictures and tables of the report's own."""

from __future__ import annotations
