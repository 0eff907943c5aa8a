"""The manual put together: the written chapters, the made ones, and what F1 opens where.

`resources/help/contents.toml` gives the order of the chapters and, by the names of widgets and
dialogs, the anchor that F1 opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from gipdesk.desk.help.book import Book, Chapter, read_chapter
from gipdesk.desk.help.generated import (
    filling_chapter,
    keys_chapter,
    read_meanings,
    rules_chapter,
)
from gipdesk.report.edition import Form
from gipdesk.workflow.office import Office


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in `contents.toml`."""

    chapters: tuple[str, ...]
    places: Mapping[str, str]  # name of a widget's or dialog's class → anchor


def read_contents(folder: Path) -> Contents:
    """The contents of the manual in a folder."""
    return msgspec.toml.decode((folder / "contents.toml").read_bytes(), type=Contents)


def read_book(folder: Path, office: Office, form: Form) -> Book:
    """The manual; the chapter on what to fill in is about this form."""
    made = {
        "keys": keys_chapter,
        "rules": lambda: rules_chapter(office, read_meanings(folder / "rules.toml")),
        "filling": lambda: filling_chapter(form),
    }
    return Book(tuple(_chapters(folder, read_contents(folder), made)))


def _chapters(folder: Path, contents: Contents, made: Mapping[str, object]) -> Iterator[Chapter]:
    for name in contents.chapters:
        make = made.get(name)
        yield make() if callable(make) else read_chapter(folder / f"{name}.xml")
