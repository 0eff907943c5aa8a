"""What an agency has chosen once and for all, kept as one file in the user's data folder.

The file may be edited by hand: what gipdesk does not know, a newer version's entries and comments
included, stays as it is. `setting_entries` describes each setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gipdesk.checks.practice import Grade
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.files.errors import CannotReadError
from gipdesk.report.edition import AgencyKind
from gipdesk.report.report import Meta
from gipdesk.workflow.folders import user_data
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


class Agency(msgspec.Struct, frozen=True):
    """Who reports, how to reach them, who signs: what new reports begin with."""

    name: str = ""
    kind: AgencyKind = AgencyKind.DEPARTMENT
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    leader: str = ""
    reviewer: str = ""
    author: str = ""
    author_phone: str = ""


class Saving(msgspec.Struct, frozen=True):
    """How the open report is saved; every change is in the journal in any case."""

    autosave_minutes: int = 0  # between two savings of the file itself; 0: only when asked


class Appearance(StrEnum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Look(msgspec.Struct, frozen=True):
    """How the window looks on this machine."""

    appearance: Appearance = Appearance.SYSTEM


class Settings(msgspec.Struct, frozen=True):
    """All settings; `rules` are the severities of local practice, by rule."""

    agency: Agency = Agency()
    paper: Paper = Paper()
    rules: Mapping[str, Grade] = {}
    saving: Saving = Saving()
    look: Look = Look()


class SavedSettings(msgspec.Struct, frozen=True):
    """The settings as they were saved, and what the user has to know about it."""

    settings: Settings
    note: str = ""


def settings_file() -> Path:
    """Where the settings are kept."""
    return user_data() / "settings.toml"


def load_settings() -> Settings:
    """The settings; as delivered where nothing, or nothing whole, is saved."""
    return read_settings().settings


def load_paper() -> Paper:
    """How reports are put on paper."""
    return load_settings().paper


def read_settings() -> SavedSettings:
    """The saved settings; a damaged file is put aside, which the note says."""
    path = settings_file()
    try:
        return SavedSettings(settings_in(path.read_bytes().decode("utf-8-sig")))
    except FileNotFoundError:
        return SavedSettings(Settings())
    except OSError as exc:
        return SavedSettings(Settings(), f"{CannotReadError(path, exc)}暂用默认的设置。")
    except (ValueError, msgspec.ValidationError):  # no UTF-8, no TOML, no settings
        return SavedSettings(Settings(), _put_aside(path))


def save_settings(settings: Settings) -> None:
    """Keep the settings; raises `CannotReadError` or `CannotWriteError`."""
    path = settings_file()
    read_settings()  # puts a damaged file aside
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    except OSError as exc:
        raise CannotReadError(path, exc) from exc
    make_folder(path.parent)
    write_atomically(path, with_settings(text, settings).encode(), keep_backup=False)


def settings_in(text: str) -> Settings:
    """The settings that a text holds, as far as they are known here.

    Raises `tomllib.TOMLDecodeError` or `msgspec.ValidationError`.
    """
    import tomllib

    return msgspec.convert(_known(tomllib.loads(text), Settings()), Settings)


def with_settings(text: str, settings: Settings) -> str:
    """The text of a settings file with these settings, all else left as it is."""
    import tomlkit

    document = tomlkit.parse(text)
    for name, entries in msgspec.to_builtins(settings).items():
        delivered = msgspec.to_builtins(getattr(Settings(), name))
        _put(document, name, entries, delivered)
    return tomlkit.dumps(document)


def first_meta(agency: Agency, year: int, name: str, kind: AgencyKind | None = None) -> Meta:
    """The details that a new report begins with; of another agency only what is given is known."""
    if name != agency.name:
        return Meta(agency=name, agency_kind=kind or AgencyKind.DEPARTMENT, year=year)
    kept = msgspec.structs.asdict(agency)
    ours = {"agency": kept.pop("name"), "agency_kind": kind or kept.pop("kind")}
    kept.pop("kind", None)
    return Meta(**ours, **kept, year=year)


def in_practice(office: Office, settings: Settings) -> Office:
    """The office with the severities of local practice."""
    return msgspec.structs.replace(office, practice=settings.rules)


def _known(entries: Any, known: msgspec.Struct) -> Any:
    """The entries of a table that its data class has, those of the tables within it too."""
    if not isinstance(entries, dict):
        return entries
    found = {}
    for name in known.__struct_fields__:
        if name in entries:
            below = getattr(known, name)
            is_table = isinstance(below, msgspec.Struct)
            found[name] = _known(entries[name], below) if is_table else entries[name]
    return found


def _put(
    document: TOMLDocument, name: str, entries: dict[str, Any], delivered: dict[str, Any]
) -> None:
    """Write the entries of a table: those that differ from what is delivered or are there."""
    import tomlkit

    table: Any = document.get(name)
    for key, value in entries.items():
        if key in (table or {}):
            if table[key] != value:
                table[key] = value
        elif value != delivered.get(key):
            if table is None:
                table = document[name] = tomlkit.table()
            table[key] = value
    if name == "rules" and table is not None:
        for key in [each for each in table if each not in entries]:
            del table[key]


def _put_aside(path: Path) -> str:
    number = 1
    while (aside := path.with_name(f"settings.damaged-{number}.toml")).exists():
        number += 1
    try:
        path.replace(aside)
    except OSError:
        return f"设置文件“{path}”已损坏，暂用默认的设置。"
    return f"设置文件“{path.name}”已损坏，改名为“{aside.name}”保存，暂用默认的设置。"
