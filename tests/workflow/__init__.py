"""Tests of workflow."""

from __future__ import annotations
