"""The width chosen for a picture, measured in what comes out: by pdfplumber, and in EMU."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

import pdfplumber
import pytest
from lxml import etree, html

from gipdesk import paths
from gipdesk.document.nodes import Document, Figure
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.docx import write_docx
from gipdesk.writers.html import write_html
from tests.writers.printed import MILLIMETRE, pdf_of
from tests.writers.samples import document, png

Measure: TypeAlias = Callable[[Document, StyleSheet], list[tuple[float, float]]]

_EMU = 36_000  # a millimetre
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WIDE, TALL, TINY = (1200, 500), (600, 1600), (96, 48)


def in_pdf(content: Document, sheet: StyleSheet) -> list[tuple[float, float]]:
    """Width and height of each picture, in millimetres."""
    with pdfplumber.open(BytesIO(pdf_of(content, sheet))) as pdf:
        images = [image for page in pdf.pages for image in page.images]
    return [(each["width"] / MILLIMETRE, each["height"] / MILLIMETRE) for each in images]


def in_word(content: Document, sheet: StyleSheet) -> list[tuple[float, float]]:
    """Width and height of each picture, in millimetres."""
    data = write_docx(content, sheet, paths.TEMPLATES / "word")
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    extents = root.iter(f"{_DRAWING}extent")
    return [(int(each.get("cx", "")) / _EMU, int(each.get("cy", "")) / _EMU) for each in extents]


def figure(size: tuple[int, int], width: int | None, caption: str = "图1") -> Document:
    return document(Figure("a.png", png(*size), caption, width=width))


@pytest.mark.parametrize("width", [10, 25, 50, 75, 100])
@pytest.mark.parametrize("measured", [in_pdf, in_word])
def test_a_picture_takes_its_share_of_the_type_area(
    sheet: StyleSheet, measured: Measure, width: int
) -> None:
    ((wide, high),) = measured(figure(WIDE, width), sheet)
    assert wide == pytest.approx(sheet.page.text_width * width / 100, abs=0.05)
    assert high == pytest.approx(wide * 500 / 1200, abs=0.05)


@pytest.mark.parametrize("measured", [in_pdf, in_word])
def test_a_tall_picture_keeps_within_a_page_and_in_its_proportions(
    sheet: StyleSheet, measured: Measure
) -> None:
    ((wide, high),) = measured(figure(TALL, 100), sheet)
    assert high < sheet.page.text_height
    assert high > sheet.page.text_height * 0.9
    assert wide == pytest.approx(high * 600 / 1600, abs=0.05)


@pytest.mark.parametrize("measured", [in_pdf, in_word])
def test_a_tiny_picture_is_enlarged_only_where_a_width_was_chosen(
    sheet: StyleSheet, measured: Measure
) -> None:
    assert measured(figure(TINY, None), sheet) == [pytest.approx((25.4, 12.7), abs=0.05)]
    half = sheet.page.text_width / 2
    assert measured(figure(TINY, 50), sheet) == [pytest.approx((half, half / 2), abs=0.05)]


def test_the_web_page_has_the_share_as_well(sheet: StyleSheet) -> None:
    page = write_html(document(*figure(WIDE, 50).blocks, *figure(WIDE, None).blocks), sheet)
    images = html.document_fromstring(page.decode()).findall(".//figure/img")
    assert [each.get("style") for each in images] == ["width: 50%", None]
