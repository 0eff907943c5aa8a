"""Tests of desk, without the whole window."""

from __future__ import annotations
