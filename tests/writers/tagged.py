"""The structure of a tagged PDF by other people's eyes: pikepdf's tree, pdfplumber's letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec
import pdfplumber
import pikepdf


class Tag(msgspec.Struct):
    """An element as its file tells it: what it holds itself, and what elements it has."""

    role: str
    text: str
    pages: list[int]
    kids: list[Tag]
    attributes: dict[str, Any]
    name: str
    alternative: str

    def walk(self) -> Iterator[Tag]:
        """It and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *roles: str) -> list[Tag]:
        """Those below it that have one of these roles."""
        return [tag for tag in self.walk() if tag.role in roles]


def structure_of(data: bytes) -> Tag:
    """The document element of a file."""
    return _Tree(data).root


def artifacts_of(data: bytes) -> list[str]:
    """What each page shows beside its elements."""
    with pdfplumber.open(BytesIO(data)) as opened:
        return [
            "".join(each["text"] for each in page.chars if each["tag"] == "Artifact")
            for page in opened.pages
        ]


class _Tree:
    def __init__(self, data: bytes) -> None:
        self._texts: dict[tuple[int, int], str] = defaultdict(str)
        with pdfplumber.open(BytesIO(data)) as opened:
            for number, page in enumerate(opened.pages, 1):
                for each in page.chars:
                    if each["tag"] != "Artifact":
                        self._texts[number, each["mcid"]] += each["text"]
        with pikepdf.open(BytesIO(data)) as pdf:
            self._numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
            self.root = self._tag(pdf.Root.StructTreeRoot.K)

    def _tag(self, element: Any) -> Tag:
        own_page = element.get("/Pg")
        text, pages, kids = "", [], []
        for kid in _listed(element.get("/K", [])):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                kids.append(self._tag(kid))
                continue
            is_here = not isinstance(kid, pikepdf.Dictionary)
            page = self._numbers[(own_page if is_here else kid.Pg).objgen]
            text += self._texts.pop((page, int(kid if is_here else kid.MCID)), "")
            pages.append(page)
        attributes = {str(key)[1:]: value for key, value in element.get("/A", {}).items()}
        name, alternative = str(element.get("/ID", "")), str(element.get("/Alt", ""))
        return Tag(str(element.S)[1:], text, pages, kids, attributes, name, alternative)


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]
