"""A style sheet being changed: what each entry is, what it is changed to, and how it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.stylesheet_check import problem_of
from gipdesk.document.stylesheet_entries import FACES, Entry, EntryKind, described, paths
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.workflow.folders import own_styles
from gipdesk.workflow.office import Office
from gipdesk.workflow.styles import style_path

_NEW_NAME = "本机关"  # of the first style that is made of one of ours
_BETWEEN = re.compile("[，、,;；]|\\s+")  # the members of a list
_SWITCH = {True: "是", False: "否"}

EntryPath = tuple[str, ...]


class StyleDraft(msgspec.Struct, frozen=True):
    """The style of a name with changes that are not yet kept."""

    name: str
    entries: dict[str, Any]  # as its file and those below it say
    changes: dict[EntryPath, Any] = {}

    def paths(self) -> Iterator[EntryPath]:
        """The entries that there are, in the order of their description."""
        return (path for path in paths() if _found(self.entries, path) is not None)

    def value(self, path: EntryPath) -> Any:
        """What an entry is now."""
        return self.changes.get(path, _found(self.entries, path))

    def shown(self, path: EntryPath) -> str:
        """What an entry is, in the words of its description."""
        return _shown(self.value(path), _entry(path))

    def is_changed(self, path: EntryPath) -> bool:
        """Whether an entry is not as it was kept."""
        return path in self.changes

    def changed(self, path: EntryPath, text: str) -> StyleDraft:
        """The draft with an entry as a user typed it; raises `ValueError` with a sentence."""
        value = _read(text.strip(), _entry(path))
        problem = problem_of(path, value, list(self.entries["faces"]))
        if problem:
            raise ValueError(problem)
        changes = {key: each for key, each in self.changes.items() if key != path}
        if value != _found(self.entries, path):
            changes[path] = value
        return replace(self, changes=changes)


def draft_of(name: str, office: Office) -> StyleDraft:
    """The draft of a style; raises `StyleSheetError`."""
    from gipdesk.document.stylesheet_files import merged, sheet_files

    return StyleDraft(name, merged(sheet_files(style_path(name, office), office.styles)))


def keep(draft: StyleDraft, office: Office) -> str:
    """Keep a draft and return the name of its style: its own, or a new one where that is ours.

    Raises `StyleSheetError` where the entries do not go together, or `FileError`; then nothing is
    written.
    """
    import tomlkit

    from gipdesk.document.stylesheet import read_stylesheet

    if not draft.changes:
        return draft.name
    path = style_path(draft.name, office)
    if path.parent != own_styles() and not draft.name.endswith(".toml"):
        path, text = _new_path(), f'base = "{draft.name}"\n'
        text += f'name = "{path.stem}"\n'
    else:
        text = path.read_text("utf-8-sig")
    written = tomlkit.parse(text)
    for entry, value in draft.changes.items():
        _put(written, entry, value)
    make_folder(path.parent)
    trial = path.with_name(f"{path.stem}.trial.toml")
    write_atomically(trial, tomlkit.dumps(written).encode(), keep_backup=False)
    try:
        read_stylesheet(trial, office.styles)
    except StyleSheetError as fault:
        raise StyleSheetError(path.name, None, fault.mistake.problem) from fault
    else:
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return path.stem


def _new_path() -> Path:
    folder, number = own_styles(), 1
    while (path := folder / f"{_NEW_NAME}{'' if number == 1 else number}.toml").exists():
        number += 1
    return path


def _put(table: Any, path: EntryPath, value: Any) -> None:
    import tomlkit

    for step in path[:-1]:
        if step not in table:
            table[step] = tomlkit.table()
        table = table[step]
    table[path[-1]] = value


def _found(entries: Any, path: EntryPath) -> Any:
    for step in path:
        if not isinstance(entries, dict) or step not in entries:
            return None
        entries = entries[step]
    return entries


def _entry(path: EntryPath) -> Entry:
    entry = described(path)
    assert entry is not None, path
    return entry


def words_for(path: EntryPath, draft: StyleDraft) -> list[str]:
    """What may be chosen for an entry; empty where it is typed."""
    entry = _entry(path)
    match entry.kind:
        case EntryKind.SWITCH:
            return list(_SWITCH.values())
        case EntryKind.CHOICE:
            return list(entry.choices.values())
        case EntryKind.FACE:
            faces = [FACES.get(face, face) for face in draft.entries["faces"]]
            return [*([""] if entry.may_lack else []), *faces]
        case _:
            return []


def _shown(value: Any, entry: Entry) -> str:
    """A value as people write it."""
    match value:
        case bool():
            return _SWITCH[value]
        case float():
            return f"{value:g}"
        case list():
            return "、".join(_shown(each, entry) for each in value)
        case _:
            words = FACES if entry.kind is EntryKind.FACE else entry.choices
            return words.get(value, str(value))


def _read(text: str, entry: Entry) -> Any:
    """A value as it was written, or the text itself where it is no such value."""
    match entry.kind:
        case EntryKind.SWITCH:
            return {word: value for value, word in _SWITCH.items()}.get(text, text)
        case EntryKind.CHOICE:
            return {meaning: word for word, meaning in entry.choices.items()}.get(text, text)
        case EntryKind.FACE:
            return {name: face for face, name in FACES.items()}.get(text, text)
        case EntryKind.NUMBER | EntryKind.WHOLE:
            return _number(text)
        case EntryKind.RATIOS:
            return [_number(each) for each in filter(None, _BETWEEN.split(text))]
        case EntryKind.TEXTS:
            return [each for each in _BETWEEN.split(text) if each]
        case _:
            return text


def _number(text: str) -> Any:
    """A number, whole where it is; the text itself where it is none."""
    try:
        value = float(unicodedata.normalize("NFKC", text))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
