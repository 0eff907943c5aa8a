"""What a printed PDF shows, by other people's eyes: pdfplumber's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, TypeAlias

import pdfplumber

from gipdesk import paths
from gipdesk.document.nodes import Document
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.pdf import lay_out, write_pdf
from gipdesk.writers.typeset.display import Page

Character: TypeAlias = dict[str, Any]
Characters: TypeAlias = list[Character]

MILLIMETRE = points(Mm(1))


def pdf_of(document: Document, sheet: StyleSheet) -> bytes:
    """The document as a PDF, in the bundled fonts."""
    return write_pdf(document, sheet, bundled_faces(sheet, paths.FONTS))


def pages_of(document: Document, sheet: StyleSheet) -> tuple[Page, ...]:
    """The document's display list, in the bundled fonts."""
    return lay_out(document, sheet, bundled_faces(sheet, paths.FONTS))


def printed(document: Document, sheet: StyleSheet) -> list[Characters]:
    """The visible characters of each page."""
    with pdfplumber.open(BytesIO(pdf_of(document, sheet))) as opened:
        return [[each for each in page.chars if each["text"].strip()] for page in opened.pages]


def text_of(characters: Iterable[Character]) -> str:
    """Their letters in the order of painting."""
    return "".join(each["text"] for each in characters)


def baseline(character: Character, sheet: StyleSheet) -> float:
    """How far below the sheet's upper edge a character stands, in millimetres."""
    return float(sheet.page.height - character["matrix"][5] / MILLIMETRE)


def lines_of(characters: Sequence[Character]) -> list[Characters]:
    """Characters painted one after the other on one baseline."""
    by_line = groupby(characters, key=lambda each: round(each["matrix"][5], 1))
    return [list(line) for _, line in by_line]


def type_area(characters: Iterable[Character], sheet: StyleSheet) -> Characters:
    """The characters above the page number."""
    end = sheet.page.height - sheet.page.bottom
    return [each for each in characters if baseline(each, sheet) < end]


def footer(characters: Iterable[Character], sheet: StyleSheet) -> Characters:
    """The characters of the page number."""
    end = sheet.page.height - sheet.page.bottom
    return [each for each in characters if baseline(each, sheet) >= end]
