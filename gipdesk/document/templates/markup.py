"""Markup read tolerantly: every tag with its place, and all that is wrong with how they nest."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_NAME = r"[A-Za-z_][\w.\-]*"
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_NAME})(?P<inside>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
_SKIPPED = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = re.compile(rf"\s+(?P<name>{_NAME})\s*=\s*(?:\"(?P<two>[^\"<]*)\"|'(?P<one>[^'<]*)')")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


class Fault(msgspec.Struct, frozen=True):
    """Something wrong, and at which character of the text."""

    at: int
    problem: str


class Found(msgspec.Struct):
    """An element as it stands in the text: attributes with the place where each begins."""

    name: str
    at: int
    attributes: dict[str, tuple[int, str]]
    inside: list[Found]
    texts: list[tuple[int, str]]  # between the elements inside, none blank


class Markup:
    """What a text holds, as far as it can be told, and its `faults` in reading order."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.outside = Found("", 0, {}, [], [])
        self._text = text
        self._open = [self.outside]
        at = 0
        while at < len(text):
            at = self._read(at)
        self._close_to(1)
        self.faults.sort(key=lambda fault: fault.at)

    def _read(self, at: int) -> int:
        """Read what begins at a character; returns where the next thing begins."""
        if self._text[at] != "<":
            end = self._text.find("<", at)
            end = len(self._text) if end < 0 else end
            self._read_text(at, end)
            return end
        skipped = _SKIPPED.match(self._text, at)
        if skipped:
            return skipped.end()
        tag = _TAG.match(self._text, at)
        if tag is None:
            self._tell(at, "这里的“<”没有组成完整的标记；要印出“<”，请写成 &lt;")
            return at + 1
        if tag["close"]:
            self._read_closing(tag)
        else:
            self._read_opening(tag)
        return tag.end()

    def _read_text(self, start: int, end: int) -> None:
        text = self._text[start:end]
        for loose in _LOOSE.finditer(text):
            self._tell(start + loose.start(), "这里的“&”不能单独使用；要印出“&”，请写成 &amp;")
        bare = text.lstrip()
        if bare:
            self._open[-1].texts.append((end - len(bare), bare.rstrip()))

    def _read_opening(self, tag: re.Match[str]) -> None:
        inside = tag["inside"].rstrip()
        is_empty = inside.endswith("/")
        inside = inside.removesuffix("/")
        element = Found(tag["name"], tag.start(), {}, [], [])
        element.attributes.update(self._attributes(inside, tag.start("inside")))
        self._open[-1].inside.append(element)
        if not is_empty:
            self._open.append(element)

    def _attributes(self, text: str, start: int) -> Iterator[tuple[str, tuple[int, str]]]:
        at, names = 0, set()
        while match := _ATTRIBUTE.match(text, at):
            place = start + match.start("name")
            if match["name"] in names:
                self._tell(place, f"属性“{match['name']}”写了两次")
            names.add(match["name"])
            value = match["two"] if match["two"] is not None else match["one"]
            for loose in _LOOSE.finditer(value):
                self._tell(place + loose.start(), "属性中的“&”请写成 &amp;")
            yield match["name"], (place, value)
            at = match.end()
        rest = text[at:].strip()
        if rest:
            place = start + at + len(text[at:]) - len(text[at:].lstrip())
            self._tell(place, '这里不是完整的属性，应写成 名称="内容"')

    def _read_closing(self, tag: re.Match[str]) -> None:
        names = [element.name for element in self._open]
        if tag["name"] not in names[1:]:
            self._tell(tag.start(), f"多出了 </{tag['name']}>，前面没有与它成对的 <{tag['name']}>")
            return
        depth = len(names) - 1 - names[::-1].index(tag["name"])
        self._close_to(depth + 1)
        self._open.pop()

    def _close_to(self, depth: int) -> None:
        """Close what is still open above a depth, and tell so."""
        while len(self._open) > depth:
            element = self._open.pop()
            self._tell(element.at, f"<{element.name}> 没有收尾，缺少 </{element.name}>")

    def _tell(self, at: int, problem: str) -> None:
        self.faults.append(Fault(at, problem))
