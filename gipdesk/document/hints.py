"""The hint at what was probably meant, where a name is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """`，是不是“…”？` with the known name most like the one given; empty where none is like it."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    return f"，是不是“{near[0]}”？" if near else ""
