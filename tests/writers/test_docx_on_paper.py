"""The Word file as LibreOffice prints it with faces of the official names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

import pdfplumber
import pytest

from gipdesk import paths
from gipdesk.document.nodes import (
    Document,
    Heading,
    PageBreak,
    Run,
    Signature,
    Title,
)
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.report.edition import Form
from gipdesk.writers.docx import write_docx
from tests.writers.conftest import ToPdf
from tests.writers.samples import document, official, paragraph

Characters: TypeAlias = list[dict[str, Any]]

MILLIMETRE = points(Mm(1))


def printed(content: Document, sheet: StyleSheet, to_pdf: ToPdf) -> list[Characters]:
    """The characters of each page, in reading order."""
    return pages(to_pdf(write_docx(content, sheet, paths.TEMPLATES / "word")))


def pages(pdf: Path) -> list[Characters]:
    with pdfplumber.open(pdf) as opened:
        return [[each for each in page.chars if each["text"].strip()] for page in opened.pages]


def text_of(characters: Iterable[dict[str, Any]]) -> str:
    return "".join(each["text"] for each in characters)


def above_footer(characters: Characters, sheet: StyleSheet) -> Characters:
    return [each for each in characters if each["bottom"] < _type_area_ends(sheet)]


def footer(characters: Characters, sheet: StyleSheet) -> Characters:
    return [each for each in characters if each["bottom"] >= _type_area_ends(sheet)]


def _type_area_ends(sheet: StyleSheet) -> float:
    return points(Mm(sheet.page.height - sheet.page.bottom)) + 6


def lines_of(characters: Characters) -> list[Characters]:
    by_line = groupby(characters, key=lambda each: round(each["top"]))
    return [list(line) for _, line in by_line]


def test_a_page_holds_22_lines_of_28_characters_between_its_margins(
    sheet: StyleSheet, to_pdf: ToPdf
) -> None:
    text = "国" * (28 * 22 * 2 - 2)  # the first line begins two characters in
    page = sheet.page
    left, right = points(page.left), points(Mm(page.width - page.right))
    both = printed(document(paragraph(text)), sheet, to_pdf)
    assert len(both) == 2
    for characters in both:
        body = above_footer(characters, sheet)
        lines = lines_of(body)
        assert len(lines) == 22
        assert {len(line) for line in lines[1:]} == {28}
        pitch = (lines[-1][0]["top"] - lines[0][0]["top"]) / 21
        assert pitch == pytest.approx(page.line_pitch, abs=0.05)
        assert min(each["x0"] for each in body) == pytest.approx(left, abs=MILLIMETRE)
        assert max(each["x1"] for each in body) == pytest.approx(right, abs=MILLIMETRE)


def test_a_paragraph_begins_two_characters_in(sheet: StyleSheet, to_pdf: ToPdf) -> None:
    (page,) = printed(document(paragraph("国" * 60)), sheet, to_pdf)
    first, second, *_ = lines_of(above_footer(page, sheet))
    assert first[0]["x0"] - second[0]["x0"] == pytest.approx(2 * 15.8, abs=0.5)


def test_the_title_has_its_own_line_pitch(sheet: StyleSheet, to_pdf: ToPdf) -> None:
    (page,) = printed(document(Title(("某某市司法局", "年度报告"))), sheet, to_pdf)
    first, second = lines_of(above_footer(page, sheet))
    assert second[0]["top"] - first[0]["top"] == pytest.approx(35.5, abs=0.1)


def test_page_numbers_change_sides_seven_millimetres_below_the_text(
    sheet: StyleSheet, to_pdf: ToPdf
) -> None:
    content = document(paragraph("一"), PageBreak(), paragraph("二"))
    odd, even = (footer(page, sheet) for page in printed(content, sheet, to_pdf))
    assert (text_of(odd), text_of(even)) == ("—1—", "—2—")
    one_character = points(Mm(14 * 25.4 / 72))
    right = points(Mm(sheet.page.width - sheet.page.right)) - one_character
    assert max(each["x1"] for each in odd) == pytest.approx(right, abs=MILLIMETRE)
    left = points(sheet.page.left) + one_character
    assert min(each["x0"] for each in even) == pytest.approx(left, abs=MILLIMETRE)
    # GB/T 9704-2012, 7.5: the dash stands 7 mm below the type area, which ends at 262 mm.
    dash = (odd[0]["top"] + odd[0]["bottom"]) / 2
    assert dash == pytest.approx(points(Mm(269)), abs=1.5 * MILLIMETRE)


def test_the_table_of_requests_fits_a_page_under_its_heading(
    sheet: StyleSheet, form: Form, to_pdf: ToPdf
) -> None:
    heading = Heading(1, (Run("三、收到和处理政府信息公开申请情况"),))
    content = document(heading, official(form, "requests"), paragraph("下文"))
    first, *_ = printed(content, sheet, to_pdf)
    assert "四、结转下年度继续办理" in text_of(first)


def test_header_rows_stand_again_where_a_table_runs_on(
    sheet: StyleSheet, form: Form, to_pdf: ToPdf
) -> None:
    above = [paragraph("一段") for _ in range(10)]
    content = document(*above, official(form, "requests"))
    both = [text_of(page) for page in printed(content, sheet, to_pdf)]
    assert [page.count("申请人情况") for page in both] == [1, 1]
    assert "（七）总计" in both[1]


def test_the_date_begins_two_characters_right_of_the_agency(
    sheet: StyleSheet, to_pdf: ToPdf
) -> None:
    content = document(paragraph("正文"), Signature("某某市某某区人民政府", "二〇二六年一月"))
    (page,) = printed(content, sheet, to_pdf)
    body, agency, date = lines_of(above_footer(page, sheet))
    assert date[0]["x0"] - agency[0]["x0"] == pytest.approx(2 * 15.8, abs=1)
    assert agency[0]["top"] - body[0]["top"] == pytest.approx(2 * sheet.page.line_pitch, abs=0.5)


def test_each_meaning_is_set_in_its_face(sheet: StyleSheet, to_pdf: ToPdf) -> None:
    content = document(
        Title(("标题",)),
        Heading(1, (Run("章"),)),
        Heading(2, (Run("节"),)),
        paragraph("“文”"),
    )
    (page,) = printed(content, sheet, to_pdf)
    faces = {each["text"]: each["fontname"].partition("+")[2] for each in page}
    assert faces["标"].startswith("GWTitle")
    assert faces["章"].startswith("GWHei")
    assert faces["节"].startswith("GWKai")
    assert {faces[each] for each in "“文”"} == {faces["文"]}
    assert faces["文"].startswith("GWFangSong")
