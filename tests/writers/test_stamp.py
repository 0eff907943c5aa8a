"""The stamp of a signing copy, on its pages and read by another program than ours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import Document, PageBreak, Paragraph, Run, Stamp, Title
from gipdesk.document.stylesheet import NumberPlace, StyleSheet, points
from gipdesk.report.digest import read_code, scanned_text
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.pdf import write_pdf
from gipdesk.writers.typeset.display import GlyphRun, Page, Rectangle
from gipdesk.writers.typeset.elements import Artifact
from gipdesk.writers.typeset.layout import lay_out

CODE = "0000-0000-0000-0011-6"  # by hand, in the module that makes codes
AGENCIES = ["", "某某市司法局", "某某市" * 20]
MM = 72 / 25.4


@dataclass
class Box:
    left: float
    top: float
    right: float
    bottom: float


def document_for(agency: str) -> Document:
    blocks = (
        Title(("某某市司法局", "2025年政府信息公开工作年度报告")),
        Paragraph((Run("主动公开政府信息120条。" * 60),)),
        PageBreak(),
        Paragraph((Run("共1条。"),)),
    )
    stamp = Stamp(CODE, scanned_text(CODE, agency, 2025))
    return Document("年度报告", agency, blocks, stamp=stamp)


def pages_of(document: Document, sheet: StyleSheet) -> tuple[Page, ...]:
    return lay_out(document, sheet, bundled_faces(sheet, paths.FONTS))


def stamp_of(page: Page) -> tuple[GlyphRun | Rectangle, ...]:
    """What the page has beyond the same page of a document without a stamp: the last content."""
    content = page.contents[-1]
    assert content.meaning is Artifact.PAGINATION
    items = [item for item in content.items if isinstance(item, GlyphRun | Rectangle)]
    assert len(items) == len(content.items)
    return tuple(items)


def box_of(items: tuple[GlyphRun | Rectangle, ...]) -> Box:
    corners = []
    for item in items:
        if isinstance(item, Rectangle):
            corners.append((item.x, item.y, item.x + item.width, item.y + item.height))
        else:
            width = len(item.text) * item.size  # more than any letter takes
            corners.append((item.x, item.y - item.size, item.x + width, item.y + item.size))
    lefts, tops, rights, bottoms = zip(*corners, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def words_of(page: Page) -> str:
    return "".join(item.text for item in stamp_of(page) if isinstance(item, GlyphRun))


def test_every_page_tells_the_code_and_its_number(sheet: StyleSheet) -> None:
    pages = pages_of(document_for("某某市司法局"), sheet)
    total = len(pages)
    assert total > 2
    expected = [f"核对码 {CODE}　{number}/{total}" for number in range(1, total + 1)]
    assert [words_of(page) for page in pages] == expected


def test_a_document_without_a_stamp_is_the_same_but_for_it(sheet: StyleSheet) -> None:
    stamped = pages_of(document_for("某某市司法局"), sheet)
    plain = pages_of(replace(document_for("某某市司法局"), stamp=None), sheet)
    assert [replace(page, contents=page.contents[:-1]) for page in stamped] == list(plain)


@pytest.mark.parametrize("place", NumberPlace)
@pytest.mark.parametrize("agency", AGENCIES)
def test_a_stamp_keeps_off_the_type_area_and_the_page_number(
    agency: str, place: NumberPlace, sheet: StyleSheet
) -> None:
    sheet = replace(sheet, page_number=replace(sheet.page_number, place=place))
    for page in pages_of(document_for(agency), sheet):
        box = box_of(stamp_of(page))
        assert box.top >= 5 * MM
        assert box.bottom <= points(sheet.page.top) - 4 * MM
        assert box.left >= points(sheet.page.left) - 0.01
        assert box.right <= page.width
        numbers = page.contents[-2].items  # what stands below the type area
        assert all(isinstance(run, GlyphRun) and run.y > page.height / 2 for run in numbers)


def test_a_low_margin_has_smaller_squares(sheet: StyleSheet) -> None:
    low = replace(sheet, page=replace(sheet.page, top=20.0))
    squares = [each for each in stamp_of(pages_of(document_for("某某市司法局"), low)[0])]
    box = box_of(tuple(each for each in squares if isinstance(each, Rectangle)))
    assert box.top >= 5 * MM - 0.01
    assert box.bottom <= 15 * MM + 0.01


def test_only_the_first_page_has_the_squares(sheet: StyleSheet) -> None:
    pages = pages_of(document_for("某某市司法局"), sheet)
    has_squares = [any(isinstance(each, Rectangle) for each in stamp_of(page)) for page in pages]
    assert [shown for shown, _ in groupby(has_squares)] == [True, False]


def decoded(data: bytes, dots_per_inch: int) -> list[str]:
    """What another program reads on the first page, as a scanner would see it."""
    zxingcpp: Any = pytest.importorskip("zxingcpp")
    with pypdfium2.PdfDocument(data) as pdf:
        picture = pdf[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    return [each.text for each in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("dots_per_inch", [150, 300])
@pytest.mark.parametrize("agency", AGENCIES)
def test_a_scanner_reads_the_code(agency: str, dots_per_inch: int, sheet: StyleSheet) -> None:
    document = document_for(agency)
    data = write_pdf(document, sheet, bundled_faces(sheet, paths.FONTS))
    (text,) = decoded(data, dots_per_inch)
    told = " ".join(filter(None, [agency[:20], "2025年"]))
    assert text == f"gipdesk:1:{CODE} {told}"
    assert read_code(text) == CODE
