"""What gipdesk brings along: forms, rules, templates, style sheets and fonts, found once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from gipdesk import paths
from gipdesk.checks.practice import Grade
from gipdesk.checks.rules import Rule, read_rules
from gipdesk.report.edition import Editions, Form, form_of
from gipdesk.report.report import Report


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
        rules=read_rules(paths.RULES),
        templates=paths.TEMPLATES,
        styles=paths.STYLES,
        fonts=paths.FONTS,
    )
