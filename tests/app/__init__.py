"""Tests that drive the whole window with real events."""

from __future__ import annotations
