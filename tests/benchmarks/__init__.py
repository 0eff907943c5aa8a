"""Measurements: run `python -m tests.benchmarks.measure`; nothing here is asserted."""

from __future__ import annotations
