"""The parts of a web page: its looks and its tables."""

from __future__ import annotations
