"""Older formats are brought up step by step."""

from __future__ import annotations

from typing import Any

from gipdesk.files.migrate import FORMAT, STEPS, migrate


def _rename(document: dict[str, Any]) -> dict[str, Any]:
    return {"agency": document["unit"]}


def _nest(document: dict[str, Any]) -> dict[str, Any]:
    return {"meta": document}


def test_a_file_takes_the_steps_it_has_not_taken_yet() -> None:
    steps = (_rename, _nest)
    assert migrate({"unit": "某某局"}, 1, steps) == {"meta": {"agency": "某某局"}}
    assert migrate({"agency": "某某局"}, 2, steps) == {"meta": {"agency": "某某局"}}
    assert migrate({"meta": {}}, 3, steps) == {"meta": {}}


def test_a_newer_file_takes_none() -> None:
    assert migrate({"meta": {}}, FORMAT + 1) == {"meta": {}}


def test_the_format_counts_its_steps() -> None:
    assert len(STEPS) + 1 == FORMAT
