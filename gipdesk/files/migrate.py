"""Older files read by a newer program: one function per step of the format.

Format 1: the fields of `Report` beside `"gipdesk": 1`. Fields that have a default may be missing:
older files of this format know no `previous`, the years before that a report remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

Step: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: tuple[Step, ...] = ()  # the first turns the document of format 1 into format 2, and so on
FORMAT = len(STEPS) + 1


def migrate(document: dict[str, Any], found: int, steps: Sequence[Step] = STEPS) -> dict[str, Any]:
    """The content of report.json in today's format, from the one it was `found` in."""
    for step in steps[found - 1 :]:
        document = step(document)
    return document
