"""What is wrong with a style sheet: entry by entry, and how they go together on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.hints import nearest
from gipdesk.document.stylesheet_entries import (
    ENTRIES,
    TEXTS,
    Entry,
    EntryKind,
    Path,
    below,
    described,
)
from gipdesk.document.stylesheet_files import SheetFile, merged

if TYPE_CHECKING:
    from gipdesk.document.stylesheet import StyleSheet

_LEAST_TEXT_AREA_MM = 30.0
_TOLERANCE_MM = 0.5
_MM_PER_POINT = 25.4 / 72
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def faults_of_entries(files: list[SheetFile]) -> Iterator[StyleSheetError]:
    """What is wrong with single entries, and which of them are missing."""
    entries = merged(files)
    faces = [*entries["faces"]] if isinstance(entries.get("faces"), dict) else []
    is_sound = True
    for file in files:
        for path, value in _leaves(file.entries, ()):
            if problem := problem_of(path, value, faces):
                is_sound = False
                yield file.fault(path, problem)
    missing = list(_missing(entries))
    if missing and is_sound:
        yield StyleSheetError(files[0].name, None, _told_missing(missing))


def _told_missing(missing: list[Path]) -> str:
    entry = described(missing[0])
    first = f"“{'.'.join(missing[0])}”（{entry.name if entry else ''}）"
    count = f"等{len(missing)}项" if len(missing) > 1 else ""
    return f'缺少{first}{count}；开头写 base = "gb9704" 可沿用其余各项'


def faults_together(sheet: StyleSheet, files: list[SheetFile]) -> Iterator[StyleSheetError]:
    """What does not fit together, told of the entry that the user probably changed."""
    page = sheet.page
    if page.text_width < _LEAST_TEXT_AREA_MM:
        problem = f"左右页边距太宽，版心只剩 {page.text_width:g} 毫米宽"
        yield _fault(files, problem, "page.left", "page.right", "page.width")
    if page.text_height < _LEAST_TEXT_AREA_MM:
        problem = f"上下页边距太宽，版心只剩 {page.text_height:g} 毫米高"
        yield _fault(files, problem, "page.top", "page.bottom", "page.height")
    needed = page.lines * page.line_pitch * _MM_PER_POINT
    if page.text_height >= _LEAST_TEXT_AREA_MM and needed > page.text_height + _TOLERANCE_MM:
        problem = (
            f"每页 {page.lines} 行、行距 {page.line_pitch:g} 磅，共需 {needed:.1f} 毫米，"
            f"版心高 {page.text_height:.1f} 毫米，放不下"
        )
        yield _fault(files, problem, "page.lines", "page.line_pitch", "page.top", "page.bottom")
    if page.footer > page.bottom:
        problem = f"页脚距纸下边 {page.footer:g} 毫米，比下页边距 {page.bottom:g} 毫米还高"
        yield _fault(files, problem, "page.footer", "page.bottom")
    if sheet.page_number.below > page.bottom:
        problem = f"页码在版心之下 {sheet.page_number.below:g} 毫米，已在纸外"
        yield _fault(files, problem, "page_number.below", "page.bottom")


def _fault(files: list[SheetFile], problem: str, *keys: str) -> StyleSheetError:
    """A fault of several entries, told of the first that stands in the user's own file."""
    for file in files:
        for key in keys:
            if _holds(file.entries, tuple(key.split("."))):
                return file.fault(tuple(key.split(".")), problem)
    return StyleSheetError(files[0].name, None, problem)


def _holds(entries: Any, path: Path) -> bool:
    for step in path:
        if not isinstance(entries, dict) or step not in entries:
            return False
        entries = entries[step]
    return True


def _leaves(entries: dict[str, Any], above: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in entries.items():
        path = (*above, key)
        if isinstance(value, dict) and value and below(path):
            yield from _leaves(value, path)
        else:
            yield path, value


def _missing(entries: dict[str, Any]) -> Iterator[Path]:
    """The entries that a sheet must have and lacks."""
    for key, entry in ENTRIES.items():
        steps = tuple(key.split("."))
        for name in _names_for(steps, entries):
            path = tuple(name if step == "*" else step for step in steps)
            if not entry.may_lack and not _holds(entries, path):
                yield path


def _names_for(steps: Path, entries: dict[str, Any]) -> Iterable[str]:
    """What stands for `*`: all meanings of text, and those faces and tables that the sheet has."""
    if "*" not in steps:
        return ("",)
    if steps[0] == "text":
        return TEXTS
    held: Any = entries
    for step in steps[: steps.index("*")]:
        held = held.get(step, {}) if isinstance(held, dict) else {}
    return [*held] if isinstance(held, dict) else ()


def problem_of(path: Path, value: Any, faces: list[str]) -> str:
    """What is wrong with an entry; empty where nothing is."""
    entry, key = described(path), ".".join(path)
    if entry is None:
        if below(path):
            return "" if value == {} else f"“{key}”之下应有若干项，不能直接写成 {_shown(value)}"
        return f"没有名为“{key}”的一项{_near(path)}"
    problem = _PROBLEMS[entry.kind](value, entry, faces)
    return f"“{key}”（{entry.name}）{problem}，现为 {_shown(value)}" if problem else ""


def _near(path: Path) -> str:
    """A hint at the entry that was probably meant."""
    for length in range(len(path)):
        if path[length] not in (known := below(path[:length])):
            return nearest(path[length], known)
    return ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)[:40]


def _number(value: Any, entry: Entry, _faces: list[str]) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "应为数字"
    is_within = math.isfinite(value) and entry.least <= value <= entry.most
    return "" if is_within else f"应在 {entry.least:g} 至 {entry.most:g} {entry.unit}之间"


def _whole(value: Any, entry: Entry, faces: list[str]) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "应为整数"
    return _number(value, entry, faces)


def _text(value: Any, _entry: Entry, _faces: list[str]) -> str:
    if not isinstance(value, str):
        return "应为加引号的文字"
    return "" if value.isprintable() else "不能换行或者有看不见的字符"


def _texts(value: Any, _entry: Entry, _faces: list[str]) -> str:
    is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return "" if is_list else '应为一列文字，例如 ["甲", "乙"]'


def _switch(value: Any, _entry: Entry, _faces: list[str]) -> str:
    return "" if isinstance(value, bool) else "应为 true（是）或 false（否）"


def _choice(value: Any, entry: Entry, _faces: list[str]) -> str:
    if isinstance(value, str) and value in entry.choices:
        return ""
    words = "、".join(f"{word}（{meaning}）" for word, meaning in entry.choices.items())
    return f"应为 {words} 之一"


def _face(value: Any, entry: Entry, faces: list[str]) -> str:
    if isinstance(value, str) and (value in faces or (entry.may_lack and not value)):
        return ""
    hint = nearest(value, faces) if isinstance(value, str) else ""
    return f"应为 [faces] 中有的字体：{'、'.join(faces)}{hint}"


def _number_form(value: Any, _entry: Entry, _faces: list[str]) -> str:
    if not isinstance(value, str):
        return "应为加引号的文字"
    names = _PLACEHOLDER.findall(value)
    rest = _PLACEHOLDER.sub("", value)
    if unknown := [name for name in names if name not in ("n", "total")]:
        return f"只能用 {{n}} 和 {{total}}，不能用 {{{unknown[0]}}}"
    if "{" in rest or "}" in rest:
        return "花括号没有成对"
    return "" if "n" in names else "应有 {n}，表示页码"


def _colour(value: Any, _entry: Entry, _faces: list[str]) -> str:
    is_colour = isinstance(value, str) and re.fullmatch("[0-9A-Fa-f]{6}", value)
    return "" if is_colour else "应为六位十六进制的颜色，例如 C6D9F1"


def _ratios(value: Any, _entry: Entry, _faces: list[str]) -> str:
    is_right = (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(each, int | float) and not isinstance(each, bool) and 0 < each < math.inf
            for each in value
        )
    )
    return "" if is_right else "应为一列正数，例如 [2, 1, 1]"


_PROBLEMS: dict[EntryKind, Callable[[Any, Entry, list[str]], str]] = {
    EntryKind.NUMBER: _number,
    EntryKind.WHOLE: _whole,
    EntryKind.TEXT: _text,
    EntryKind.TEXTS: _texts,
    EntryKind.SWITCH: _switch,
    EntryKind.CHOICE: _choice,
    EntryKind.FACE: _face,
    EntryKind.NUMBER_FORM: _number_form,
    EntryKind.COLOUR: _colour,
    EntryKind.RATIOS: _ratios,
}
