"""The settings of an agency as one file for the next workstation: .toml, or .zip with own styles.

What belongs to a machine stays behind: the folder of own templates, the colours of the window.
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from gipdesk.document.errors import StyleSheetError
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.files.errors import CannotReadError, FileError
from gipdesk.workflow.folders import own_styles
from gipdesk.workflow.office import Office
from gipdesk.workflow.setting_entries import Difference, differences
from gipdesk.workflow.settings import (
    Look,
    Settings,
    load_settings,
    save_settings,
    settings_in,
    with_settings,
)
from gipdesk.workflow.styles import style_paths

_SETTINGS, _STYLES = "settings.toml", "styles"
_MOST_BYTES, _MOST_STYLES = 1 << 20, 100  # of a file within; style sheets in all
_HEAD = "# gipdesk 的设置，供另一台电脑导入。\n"


class ProfileError(FileError):
    """A file is no profile, or not a whole one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"“{path.name}”不能作为设置导入：{why}。现有设置没有改动。")


class Profile(msgspec.Struct, frozen=True):
    """What a profile holds: settings, and own style sheets by name."""

    settings: Settings
    styles: Mapping[str, bytes] = {}


def export_profile(path: Path) -> tuple[str, ...]:
    """Write the settings to a file; returns the own styles it leaves out, as a .toml does.

    Raises `CannotReadError` or `CannotWriteError`.
    """
    profile = _profile_here()
    text = (_HEAD + with_settings("", _portable(profile.settings))).encode()
    if path.suffix.lower() != ".zip":
        write_atomically(path, text, keep_backup=False)
        return tuple(profile.styles)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_SETTINGS, text)
        for name, data in profile.styles.items():
            package.writestr(f"{_STYLES}/{name}.toml", data)
    write_atomically(path, buffer.getvalue(), keep_backup=False)
    return ()


def suggested_name() -> str:
    """What to call the file of a profile."""
    return "gipdesk设置.zip" if any(own_styles().glob("*.toml")) else "gipdesk设置.toml"


def read_profile(path: Path, office: Office) -> Profile:
    """What a file holds; a style that neither it nor this machine has stays as it is here.

    Raises `ProfileError` or `CannotReadError`.
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise CannotReadError(path, exc) from exc
    try:
        profile = _unpacked(path, data) if zipfile.is_zipfile(BytesIO(data)) else _read(data)
    except zipfile.BadZipFile as exc:
        raise ProfileError(path, "压缩文件已损坏") from exc
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as exc:
        raise ProfileError(path, "不是设置文件，或者内容有误") from exc
    _check_styles(path, profile, office)
    paper = profile.settings.paper
    if paper.style in {*profile.styles, *style_paths(office)}:
        return profile
    paper = replace(paper, style=load_settings().paper.style)  # a .toml leaves own styles out
    return replace(profile, settings=replace(profile.settings, paper=paper))


def changes_by(profile: Profile) -> tuple[Difference, ...]:
    """What taking over a profile would change here."""
    here = _profile_here()
    own = [
        Difference(
            f"自己的版式“{name}”", "有同名的" if name in here.styles else "没有", "换成导入的"
        )
        for name, data in profile.styles.items()
        if here.styles.get(name) != data
    ]
    return (*differences(here.settings, _adapted(profile.settings, here.settings)), *own)


def take_over(profile: Profile) -> None:
    """Keep the settings of a profile; a style sheet of the same name is kept beside as .bak.

    Raises `CannotReadError` or `CannotWriteError`.
    """
    here = _profile_here()
    if profile.styles:
        make_folder(own_styles())
    for name, data in profile.styles.items():
        if here.styles.get(name) != data:
            write_atomically(own_styles() / f"{name}.toml", data, keep_backup=True)
    save_settings(_adapted(profile.settings, here.settings))


def _profile_here() -> Profile:
    settings, styles = load_settings(), {}
    for path in sorted(own_styles().glob("*.toml")):
        try:
            styles[path.stem] = path.read_bytes()
        except OSError as exc:
            raise CannotReadError(path, exc) from exc
    return Profile(settings, styles)


def _portable(settings: Settings) -> Settings:
    return replace(settings, paper=replace(settings.paper, template=""), look=Look())


def _adapted(settings: Settings, here: Settings) -> Settings:
    """The settings of a profile with what belongs to this machine."""
    paper = replace(settings.paper, template=here.paper.template)
    return replace(settings, paper=paper, look=here.look)


def _read(data: bytes, styles: Mapping[str, bytes] | None = None) -> Profile:
    return Profile(settings_in(data.decode("utf-8-sig")), styles or {})


def _unpacked(path: Path, data: bytes) -> Profile:
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = package.infolist()
        if any(each.file_size > _MOST_BYTES for each in members) or len(members) > _MOST_STYLES:
            raise ProfileError(path, "内容太大")
        if _SETTINGS not in package.namelist():
            raise ProfileError(path, f"其中没有 {_SETTINGS}")
        styles = {name: package.read(each) for name, each in _styles_in(members)}
        return _read(package.read(_SETTINGS), styles)


def _styles_in(members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The style sheets of a package by name; a file in any other place is none."""
    for each in members:
        place = PurePosixPath(each.filename)
        if place.parts == (_STYLES, place.name) and place.suffix == ".toml" and place.stem:
            yield place.stem, each


def _check_styles(path: Path, profile: Profile, office: Office) -> None:
    """Raise `ProfileError` where a style sheet could not be used."""
    from gipdesk.document.stylesheet import read_stylesheet

    if not profile.styles:
        return
    with TemporaryDirectory() as folder:
        for name, data in profile.styles.items():
            Path(folder, f"{name}.toml").write_bytes(data)
        for name in profile.styles:
            try:
                read_stylesheet(Path(folder, f"{name}.toml"), office.styles)
            except StyleSheetError as fault:
                raise ProfileError(path, f"版式有误（{fault}）") from fault
