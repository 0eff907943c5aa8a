"""Tests of packaging."""

from __future__ import annotations
