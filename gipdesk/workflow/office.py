"""What gipdesk brings along: forms, rules, templates, style sheets and fonts, found once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gipdesk import paths
from gipdesk.checks.practice import Grade
from gipdesk.report.edition import Editions, Form, form_of

if TYPE_CHECKING:
    from gipdesk.checks.rules import Rule
    from gipdesk.report.report import Report


class Rules(Mapping[str, "Rule"]):
    """The rules of a folder by id, read when they are first looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        from gipdesk.checks.rules import read_rules

        return read_rules(self._folder)

    def __getitem__(self, rule_id: str) -> Rule:
        """The rule of this id."""
        return self._by_id[rule_id]

    def __iter__(self) -> Iterator[str]:
        """Their ids."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)


class Office(msgspec.Struct, frozen=True):
    """The shelf of forms and rules, and the folders of what the paper needs."""

    editions: Editions
    rules: Mapping[str, Rule]
    templates: Path
    styles: Path
    fonts: Path
    practice: Mapping[str, Grade] = {}  # severities that the agency gives rules

    def __repr__(self) -> str:
        """Short: all the rules would fill pages."""
        return "Office()"

    def form(self, report: Report) -> Form:
        """The form of a report; raises `UnknownEditionError`."""
        return form_of(self.editions[report.edition], report.variants)


def open_office() -> Office:
    """The office as it was delivered."""
    return Office(
        editions=Editions(paths.EDITIONS),
        rules=Rules(paths.RULES),
        templates=paths.TEMPLATES,
        styles=paths.STYLES,
        fonts=paths.FONTS,
    )
