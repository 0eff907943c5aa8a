"""Where things stand in a TOML file, for telling its writer what is wrong and where."""

from __future__ import annotations

import re
import tomllib

_PLACE = re.compile(r"(.+) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_KEY = r"(?:[A-Za-z0-9_\-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]\]?\s*(?:#.*)?")
_ENTRY = re.compile(rf"\s*({_PATH})\s*=")

_FAULTS = {
    "Invalid value": "等号后面的内容写法不对（文字要加引号）",
    "Expected '=' after a key in a key/value pair": "这里缺少等号，应写成 名称 = 内容",
    "Invalid statement": "这一行应写成 名称 = 内容",
    "Invalid initial character for a key part": "名称的写法不对",
    "Cannot overwrite a value": "同一项写了两次",
    "Expected newline or end of document after a statement": "一行之内有多余的内容",
    "Expected ']' at the end of a table declaration": "方括号没有收尾",
    "Unclosed array": "方括号没有收尾",
    "Unclosed inline table": "花括号没有收尾",
    "Unterminated string": "引号没有收尾",
    "Illegal character '\\n'": "引号没有收尾",
}


def syntax_fault(failure: tomllib.TOMLDecodeError, text: str) -> tuple[str, int, int]:
    """What is wrong in Chinese, and its line and column, counted from 1."""
    match = _PLACE.fullmatch(str(failure))
    what, line, column = match.groups() if match else (str(failure), None, None)
    if re.match(r"Cannot (declare|mutate)|Expected '\]' at the end|Cannot redefine", what):
        problem = _FAULTS.get(what, "同一个表写了两次")
    else:
        problem = _FAULTS.get(what, "不符合 TOML 的写法")
    lines = text.split("\n")
    if line is None:
        return problem, len(lines), len(lines[-1]) + 1
    return problem, int(line), int(column or 1)


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line of an entry, or of the innermost table that holds it; None where none does."""
    best: tuple[int, int] | None = None
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.fullmatch(line):
            header = here = _steps(match[1])
        elif match := _ENTRY.match(line):
            here = (*header, *_steps(match[1]))
        else:
            continue
        alike = min(len(here), len(path))
        if here[:alike] == path[:alike] and (best is None or alike > best[0]):
            best = alike, number
    return best[1] if best else None


def _steps(path: str) -> tuple[str, ...]:
    return tuple(step.strip("\"'") for step in re.findall(_KEY, path))
