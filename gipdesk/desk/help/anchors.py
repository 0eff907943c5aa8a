"""The names of places in the manual that are made from the program's data."""

from __future__ import annotations

START = "start"


def rule_anchor(rule: str) -> str:
    """Where a rule is explained."""
    return f"rules#{rule}"


def section_anchor(section: str) -> str:
    """Where it is said what belongs into a section, a table's row included."""
    return f"filling#{section}"
