"""Which instructions of a template lack their end, told of where they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2

from gipdesk.document.templates.marks import Place, place_in

_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BEGIN = re.compile(r"\{[{%#]")
_OPENING = frozenset({"if", "for", "macro", "call", "filter", "block", "with", "autoescape"})


def faults_of_nesting(
    source: str, file: str, environment: jinja2.Environment
) -> Iterator[tuple[Place, str]]:
    """Instructions without end, and ends without beginning; nothing where jinja2 cannot tell."""
    still_open: list[tuple[str, Place]] = []
    if unended := _unended(source):
        at, text = unended
        yield place_in(source, file, at), f"“{text}”没有收尾，缺少“{_ENDS[text]}”"
        return
    try:
        tags = list(_tags(source, file, environment))
    except jinja2.TemplateSyntaxError:
        return
    for name, place, is_whole in tags:
        if name in _OPENING or (name == "set" and not is_whole):
            still_open.append((name, place))
        elif name.startswith("end"):
            names = [each for each, _ in still_open]
            if name.removeprefix("end") not in names:
                yield place, f"多出了 {name}，前面没有与它成对的 {name.removeprefix('end')}"
                continue
            while still_open[-1][0] != name.removeprefix("end"):
                yield _unclosed(*still_open.pop())
            still_open.pop()
    while still_open:
        yield _unclosed(*still_open.pop())


def _unended(source: str) -> tuple[int, str] | None:
    """The first `{{` or `{%` that another one follows, or nothing, before its end."""
    at = 0
    while begun := _BEGIN.search(source, at):
        end = source.find(_ENDS[begun[0]], begun.end())
        another = _BEGIN.search(source, begun.end())
        is_cut_off = begun[0] != "{#" and another is not None and another.start() < end
        if end < 0 or is_cut_off:
            return begun.start(), begun[0]
        at = end
    return None


def _unclosed(name: str, place: Place) -> tuple[Place, str]:
    return place, f"“{name}”没有收尾，缺少 {{% end{name} %}}"


def _tags(
    source: str, file: str, environment: jinja2.Environment
) -> Iterator[tuple[str, Place, bool]]:
    """The instructions: their name, their place, and whether they assign within themselves."""
    at, begun = 0, 0
    words: list[str] = []
    for _, kind, text in environment.lex(source):
        start = source.index(text, at)
        at = start + len(text)
        if kind == "block_begin":
            begun, words = start, []
        elif kind == "block_end" and words:
            yield words[0], place_in(source, file, begun), "=" in words
        elif kind != "whitespace":
            words.append(text)
