"""Style sheets as files: a sheet over its base, over the base of that, and where entries stand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.hints import nearest
from gipdesk.document.toml_places import line_of, syntax_fault

_LARGEST = 1 << 20  # bytes; ours have 5 kB


class SheetFile(msgspec.Struct, frozen=True):
    """One file: its name, its text and the entries in it."""

    name: str
    text: str
    entries: dict[str, Any]

    def fault(self, path: tuple[str, ...], problem: str) -> StyleSheetError:
        """Something wrong with an entry, told with its line."""
        return StyleSheetError(self.name, line_of(self.text, path), problem)


def sheet_files(path: Path, built_in: Path | None) -> list[SheetFile]:
    """A sheet, then its base and so on; raises `StyleSheetError`."""
    files: list[SheetFile] = []
    seen: list[Path] = []
    while True:
        file = _read(path)
        files.append(file)
        seen.append(path.resolve())
        base = file.entries.pop("base", None)
        if base is None:
            return files
        path = _base_of(file, path, base, built_in)
        if path.resolve() in seen:
            names = " → ".join(each.stem for each in [*seen, path])
            raise file.fault(("base",), f"base 互相引用，没有尽头：{names}")


def merged(files: list[SheetFile]) -> dict[str, Any]:
    """All entries of some files, those of the first over those of the next."""
    entries: dict[str, Any] = {}
    for file in reversed(files):
        entries = _over(entries, file.entries)
    return entries


def _read(path: Path) -> SheetFile:
    try:
        if path.is_dir():
            raise StyleSheetError(path.name, None, "这是文件夹，不是版式文件")
        if path.stat().st_size > _LARGEST:
            raise StyleSheetError(path.name, None, "文件太大，不是版式文件")
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return SheetFile(path.name, text, tomllib.loads(text))
    except FileNotFoundError as exc:
        raise StyleSheetError(path.name, None, "没有找到这个文件") from exc
    except OSError as exc:
        raise StyleSheetError(path.name, None, f"无法读取：{exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        line = exc.object.count(b"\n", 0, exc.start) + 1
        problem = "不是 UTF-8 编码的文本，请用记事本等另存为 UTF-8"
        raise StyleSheetError(path.name, line, problem) from exc
    except tomllib.TOMLDecodeError as exc:
        problem, line, column = syntax_fault(exc, text)
        raise StyleSheetError(path.name, line, problem, column) from exc
    except RecursionError as exc:
        raise StyleSheetError(path.name, None, "括号嵌套太深") from exc


def _base_of(file: SheetFile, path: Path, base: object, built_in: Path | None) -> Path:
    if not isinstance(base, str):
        raise file.fault(("base",), 'base 应为加引号的版式名称，例如 base = "gb9704"')
    folders = [path.parent, *([built_in] if built_in else [])]
    for folder in folders:
        candidate = folder / f"{base}.toml"
        if candidate.is_file() and (candidate != path or folder is folders[-1]):
            return candidate
    found = {each.stem for folder in folders for each in folder.glob("*.toml")}
    known = sorted(found - {path.stem})
    raise file.fault(
        ("base",), f"没有名为“{base}”的版式{nearest(base, known)}（现有：{'、'.join(known)}）"
    )


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Entries over entries, table by table."""
    tables = {
        key: _over(base[key], entry)
        for key, entry in own.items()
        if isinstance(entry, dict) and isinstance(base.get(key), dict)
    }
    return base | own | tables
