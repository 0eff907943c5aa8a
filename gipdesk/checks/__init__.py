"""What may be wrong with a report."""

from __future__ import annotations
