"""Tests of checks."""

from __future__ import annotations
