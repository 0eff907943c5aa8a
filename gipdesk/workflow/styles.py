"""Style sheets by name: ours and the user's, and a copy for the user to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.hints import nearest
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.files.errors import AlreadyExistsError
from gipdesk.workflow.folders import own_styles
from gipdesk.workflow.office import Office


def style_paths(office: Office) -> dict[str, Path]:
    """The style sheets by name, the user's own in the place of ours of the same name."""
    folders = (office.styles, own_styles())
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def style_path(name: str, office: Office) -> Path:
    """The file of a style, a known name or a path in `.toml`; raises `StyleSheetError`."""
    if name.endswith(".toml"):
        return Path(name)
    known = style_paths(office)
    if name not in known:
        raise StyleSheetError(
            name, None, f"没有这个版式{nearest(name, known)}（现有：{'、'.join(known)}）"
        )
    return known[name]


def style_names(office: Office) -> dict[str, str]:
    """The names of the styles, with what each calls itself or what is wrong with it."""
    from gipdesk.document.stylesheet import read_stylesheet

    names = {}
    for name, path in style_paths(office).items():
        try:
            names[name] = read_stylesheet(path, office.styles).name
        except StyleSheetError as error:
            names[name] = str(error)
    return names


def copy_style(name: str, office: Office, target: Path | None = None) -> Path:
    """Write a style sheet based on another, its entries ready to be changed; returns its path.

    Raises `StyleSheetError`, `AlreadyExistsError` or `CannotWriteError`.
    """
    from gipdesk.document.stylesheet import read_stylesheet

    source = style_path(name, office)
    read_stylesheet(source, office.styles)  # a faulty one is no base
    target = target or _free_name(source.stem)
    if target.exists():
        raise AlreadyExistsError(target)
    make_folder(target.parent)
    text = "\n".join(_commented(source, office)) + "\n"
    write_atomically(target, text.encode(), keep_backup=False)
    return target


def _free_name(stem: str) -> Path:
    """A name in the user's folder that is not taken."""
    folder, number = own_styles(), 1
    while (path := folder / f"{stem}-own{'' if number == 1 else number}.toml").exists():
        number += 1
    return path


def _commented(source: Path, office: Office) -> Iterator[str]:
    """The lines of a sheet with `base`, every entry of which is a comment."""
    from gipdesk.document.stylesheet_files import merged, sheet_files

    yield f"# 由版式“{source.stem}”复制。去掉一项前面的“# ”再改，就以这里的为准，"
    yield "# 没有改的沿用原版式。"
    yield "# 改好以后用 gipdesk style check 检查。"
    yield f"base = {_written(source.stem)}"
    yield from _table(merged(sheet_files(source, office.styles)), ())


def _table(entries: dict[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    """The entries of a table, then the tables below it: TOML wants them in this order."""
    from gipdesk.document.stylesheet_entries import described

    if above and any(not isinstance(value, dict) for value in entries.values()):
        yield f"\n[{'.'.join(above)}]"
    for key, value in entries.items():
        entry = described((*above, key))
        if not isinstance(value, dict) and entry is not None:
            yield f"# {key} = {_written(value)}    # {entry.words}"
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from _table(value, (*above, key))


def _written(value: object) -> str:
    """A value as TOML writes it, which is as JSON does."""
    import json

    return json.dumps(value, ensure_ascii=False)
