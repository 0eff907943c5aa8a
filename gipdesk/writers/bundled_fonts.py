"""The fonts that gipdesk brings along: those of their list `fonts.toml` that are whole."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import msgspec


class BundledFont(msgspec.Struct, frozen=True):
    """A font as the list has it: its role, that role in Chinese, its file, family and hash."""

    role: str
    label: str
    file: str
    family: str
    sha256: str


class _Listing(msgspec.Struct, frozen=True):
    font: tuple[BundledFont, ...]


def sound_fonts(folder: Path) -> dict[str, BundledFont]:
    """The listed fonts of a folder, by role, without those that are missing or changed."""
    try:
        listing = msgspec.toml.decode((folder / "fonts.toml").read_bytes(), type=_Listing)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return {}
    return {font.role: font for font in listing.font if _is_sound(folder / font.file, font.sha256)}


def _is_sound(path: Path, sha256: str) -> bool:
    try:
        return _digest(path, path.stat()) == sha256
    except OSError:
        return False


@lru_cache(maxsize=64)  # by time and size: a font is read once a process
def _digest(path: Path, _status: os.stat_result) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
