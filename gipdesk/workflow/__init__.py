"""What a user does as a whole: open any file as a report, export it, verify a copy."""

from __future__ import annotations
