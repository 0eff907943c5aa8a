"""How a report lives on disk."""

from __future__ import annotations
