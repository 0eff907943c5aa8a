"""Other people's files as reports."""

from __future__ import annotations
