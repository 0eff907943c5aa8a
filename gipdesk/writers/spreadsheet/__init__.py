"""The parts of a spreadsheet: its numbers and its totals."""

from __future__ import annotations
