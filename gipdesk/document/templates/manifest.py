"""What a folder of templates says of itself: its `template.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from gipdesk.document.errors import TemplateError
from gipdesk.document.hints import nearest
from gipdesk.document.toml_places import line_of, syntax_fault

FILE = "template.toml"


class Manifest(msgspec.Struct, frozen=True):
    """Its name, the editions it is made for (empty: all), and what it was copied from."""

    name: str = ""
    editions: tuple[str, ...] = ()
    based_on: str = ""


def read_manifest(folder: Path) -> Manifest:
    """What a folder says of itself; nothing where it holds no such file. Raises `TemplateError`."""
    path = folder / FILE
    if not path.exists():
        return Manifest()
    try:
        text = path.read_text("utf-8-sig")
        entries = tomllib.loads(text)
    except UnicodeDecodeError as exc:
        raise TemplateError(FILE, None, "不是 UTF-8 编码的文本，请另存为 UTF-8") from exc
    except OSError as exc:
        raise TemplateError(FILE, None, f"无法读取：{exc.strerror}") from exc
    except tomllib.TOMLDecodeError as exc:
        problem, line, column = syntax_fault(exc, text)
        raise TemplateError(FILE, line, problem, column) from exc
    for key, value in entries.items():
        if problem := _problem_of(key, value):
            raise TemplateError(FILE, line_of(text, (key,)), problem)
    return msgspec.convert(entries, Manifest)


def _problem_of(key: str, value: object) -> str:
    known = Manifest.__struct_fields__
    if key not in known:
        return f"没有名为“{key}”的一项{nearest(key, known)}"
    if key == "editions":
        is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return "" if is_list else 'editions 应为一列版本，例如 ["2021"]'
    return "" if isinstance(value, str) else f"{key} 应为加引号的文字"
