"""The manual as data: chapters, the topics in them, and a search. Pure: no Qt.

A chapter is a small XML file: `<chapter title="…">` around HTML that Qt can show, with four words
of ours: `<key>` a key, `<tip>` a framed hint, `<see to="chapter#topic">` a link, and
`<picture name="…">` a picture with its caption. An element with an `id` can be gone to.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec

_HEADINGS = {"h2": 2, "h3": 3}
_SNIPPET = 18  # characters before what was found
_SNIPPET_LENGTH = 60


class Topic(msgspec.Struct, frozen=True):
    """A heading and the text below it; `anchor` is `chapter` or `chapter#topic`."""

    anchor: str
    title: str
    level: int
    text: str


class Hit(msgspec.Struct, frozen=True):
    """A topic in which the words were found, and some text around them."""

    topic: Topic
    snippet: str


class Chapter(msgspec.Struct, frozen=True, dict=True):
    """A chapter as it was written."""

    id: str
    title: str
    root: ET.Element

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Where in the chapter one can go."""
        ids = (each.get("id") for each in self.root.iter())
        return frozenset({self.id, *(f"{self.id}#{each}" for each in ids if each)})

    @cached_property
    def links(self) -> frozenset[str]:
        """Where the chapter leads to."""
        return frozenset(each.get("to", "") for each in self.root.iter("see"))

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """Names of the pictures shown."""
        return tuple(each.get("name", "") for each in self.root.iter("picture"))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The chapter itself and its headings, each with the text up to the next one."""
        heads, texts = [(self.id, self.title, 1)], [[""]]
        for element in self.root:
            if element.tag in _HEADINGS:
                anchor = f"{self.id}#{element.get('id', '')}"
                heads.append((anchor, _text(element), _HEADINGS[element.tag]))
                texts.append([])
            else:
                texts[-1].append(_text(element))
        return tuple(Topic(*h, " ".join(t).strip()) for h, t in zip(heads, texts, strict=True))

    def html(self, size_of: Callable[[str], tuple[int, int]]) -> str:
        """The chapter for Qt; `size_of` says how wide and high a picture is shown."""
        body = "".join(_html(each, size_of) for each in self.root)
        return f'<a name="top"></a><h1>{self.title}</h1>{body}'


class Book(msgspec.Struct, frozen=True, dict=True):
    """The whole manual."""

    chapters: tuple[Chapter, ...]

    def chapter(self, anchor: str) -> Chapter | None:
        """The chapter an anchor lies in."""
        wanted = anchor.partition("#")[0]
        return next((each for each in self.chapters if each.id == wanted), None)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Wherever one can go."""
        return frozenset().union(*(each.anchors for each in self.chapters))

    def find(self, words: str) -> Iterator[Hit]:
        """The topics that hold all of these words; those that name one in their title first."""
        wanted = words.casefold().split()
        topics = [topic for chapter in self.chapters for topic in chapter.topics]
        found = [each for each in topics if _holds(f"{each.title} {each.text}", wanted)]
        for topic in sorted(found, key=lambda each: not _holds(each.title, wanted)):
            yield Hit(topic, _around(topic.text, wanted[0]))


def read_chapter(path: Path) -> Chapter:
    """A chapter from its file."""
    return parse_chapter(path.stem, path.read_text(encoding="utf-8"))


def parse_chapter(chapter_id: str, text: str) -> Chapter:
    """A chapter from its text; one of our own, so that a mistake in it raises."""
    root = ET.fromstring(text)  # our own files only
    return Chapter(chapter_id, root.get("title", ""), root)


def _holds(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return bool(words) and all(word in folded for word in words)


def _around(text: str, word: str) -> str:
    at = max(0, text.casefold().find(word) - _SNIPPET)
    cut = text[at : at + _SNIPPET_LENGTH]
    return f"{'…' if at else ''}{cut}{'…' if at + _SNIPPET_LENGTH < len(text) else ''}"


def _text(element: ET.Element) -> str:
    """What an element says; cells and items do not run together."""
    parts = [element.text or ""]
    for child in element:
        gap = " " if child.tag in {"td", "th", "tr", "li"} else ""
        parts += [_text(child), gap, child.tail or ""]
    if element.tag == "picture":
        parts.append(element.get("caption", ""))
    return " ".join("".join(parts).split())


def _html(element: ET.Element, size_of: Callable[[str], tuple[int, int]]) -> str:
    inner = _escaped(element.text) + "".join(
        _html(child, size_of) + _escaped(child.tail) for child in element
    )
    anchor = f'<a name="{element.get("id")}"></a>' if element.get("id") else ""
    match element.tag:
        case "key":
            return f'<span class="key">&nbsp;{inner}&nbsp;</span>'
        case "see":
            return f'<a href="help:/{element.get("to")}">{inner}</a>'
        case "tip":
            cell = f'<td class="tip">{inner}</td>'
            return f'<table class="tip" width="100%" cellpadding="9"><tr>{cell}</tr></table>'
        case "picture":
            name, caption = element.get("name", ""), _escaped(element.get("caption"))
            width, height = size_of(name)
            source = f'src="help:/pictures/{name}.png" width="{width}" height="{height}"'
            return f'<p class="picture"><img {source}></p><p class="caption">{caption}</p>'
        case "table":
            given = f' class="{element.get("class")}"' if element.get("class") else ""
            return f'<table{given} width="100%" cellpadding="5" cellspacing="0">{inner}</table>'
        case tag:
            kept = ("class", "width")
            given = "".join(f' {k}="{v}"' for k, v in element.items() if k in kept)
            return f"<{tag}{given}>{anchor}{inner}</{tag}>"


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
