"""The PDF: the measures of GB/T 9704 on paper, and text that can be copied out again."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1

from gipdesk.document.nodes import (
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    SealForm,
    Signature,
    Title,
)
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.writers.pictures import UnreadablePictureError
from gipdesk.writers.typeset.display import Anchor, Bookmark, GlyphRun, Picture
from gipdesk.writers.typeset.embedding import to_unicode
from tests.writers.printed import (
    MILLIMETRE,
    Characters,
    baseline,
    footer,
    lines_of,
    pages_of,
    pdf_of,
    printed,
    text_of,
    type_area,
)
from tests.writers.samples import document, every_node, paragraph, png

PROSE = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）规定，某某市司法局编制2025年度报告。"
    "全文包括总体情况、主动公开、申请办理、复议诉讼、问题改进等；数据自2025年1月1日起，至12月31日止。"
    "全年主动公开“三公”经费、规范性文件等1,265条，同比增长15.6%——其中网站公开1,024条……"
)


def left(sheet: StyleSheet) -> float:
    return points(sheet.page.left)


def right(sheet: StyleSheet) -> float:
    return points(Mm(sheet.page.width - sheet.page.right))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


class TestTypeArea:
    def test_a_page_holds_22_lines_of_28_characters_between_its_margins(
        self, sheet: StyleSheet
    ) -> None:
        text = "国" * (28 * 22 * 2 - 2)  # the first line begins two characters in
        both = [type_area(page, sheet) for page in printed(document(paragraph(text)), sheet)]
        lines = [lines_of(page) for page in both]
        assert [len(page) for page in lines] == [22, 22]
        assert {len(line) for page in lines for line in page} == {26, 28}
        for line in lines[1]:
            assert line[0]["x0"] == pytest.approx(left(sheet), abs=MILLIMETRE)
            assert line[-1]["x1"] == pytest.approx(right(sheet), abs=MILLIMETRE)

    def test_the_text_is_as_high_as_the_type_area(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(paragraph("国" * (28 * 22 - 2))), sheet)
        heights = [baseline(line[0], sheet) for line in lines_of(type_area(page, sheet))]
        pitches = [lower - upper for upper, lower in pairwise(heights)]
        assert pitches == pytest.approx([sheet.page.line_pitch / MILLIMETRE] * 21, abs=0.01)
        size = 16 / MILLIMETRE
        upper, lower = heights[0] - 0.88 * size, heights[-1] + 0.12 * size
        # GB/T 33476.2 puts the ink within 1 mm of 37 mm; Word's margins leave half a line more.
        assert upper == pytest.approx(37, abs=1 if sheet.page.line_pitch > 29 else 3)
        assert lower == pytest.approx(262, abs=3)

    def test_hanzi_stand_156_28ths_of_a_millimetre_apart(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(paragraph("国" * 54)), sheet)
        first = lines_of(type_area(page, sheet))[0]
        pitches = [second["x0"] - one["x0"] for one, second in pairwise(first)]
        assert pitches == pytest.approx([156 / 28 * MILLIMETRE] * 25, abs=0.01)
        assert first[0]["x0"] == pytest.approx(left(sheet) + 2 * pitches[0], abs=0.1)

    def test_prose_fills_its_lines_to_both_edges(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(paragraph(PROSE * 3)), sheet)
        _, *lines, _ = lines_of(type_area(page, sheet))
        assert len(lines) > 10
        for line in lines:
            assert line[0]["x0"] == pytest.approx(left(sheet), abs=MILLIMETRE)
            blank = (
                8 if line[-1]["text"] in "，。、；：）》”" else 0
            )  # a squeezed mark's other half
            assert line[-1]["x1"] == pytest.approx(right(sheet), abs=MILLIMETRE + blank)

    def test_page_numbers_stand_7_mm_below_the_type_area_odd_right_even_left(
        self, sheet: StyleSheet
    ) -> None:
        pages = printed(document(paragraph("一"), PageBreak(), paragraph("二")), sheet)
        odd, even = (footer(page, sheet) for page in pages)
        assert (text_of(odd), text_of(even)) == ("—1—", "—2—")
        assert odd[-1]["x1"] == pytest.approx(right(sheet) - 14, abs=0.5)
        assert even[0]["x0"] == pytest.approx(left(sheet) + 14, abs=0.5)
        for dash in (odd[0], even[0]):  # the stroke lies 0.38 em above the baseline
            height = baseline(dash, sheet) - 0.38 * 14 / MILLIMETRE
            assert height == pytest.approx(269, abs=0.5)

    def test_the_sheet_is_a4(self, sheet: StyleSheet) -> None:
        with pdfplumber.open(BytesIO(pdf_of(document(), sheet))) as opened:
            (page,) = opened.pages
            assert (page.width, page.height) == pytest.approx((595.28, 841.89), abs=0.01)


class TestBlocks:
    def test_title_lines_stand_in_the_middle_in_the_title_face(self, sheet: StyleSheet) -> None:
        title = Title(("某某市司法局", "2025年政府信息公开工作年度报告"))
        (page,) = printed(document(title, paragraph("正文。")), sheet)
        first, second, body = lines_of(type_area(page, sheet))
        middle = (left(sheet) + right(sheet)) / 2
        for line in (first, second):
            assert (line[0]["x0"] + line[-1]["x1"]) / 2 == pytest.approx(middle, abs=0.5)
            assert {(each["fontname"][7:], round(each["size"])) for each in line} == {
                ("GWTitle-Regular", 22)
            }
        pitch = baseline(second[0], sheet) - baseline(first[0], sheet)
        assert pitch == pytest.approx(35.5 / MILLIMETRE, abs=0.05)
        assert baseline(body[0], sheet) - baseline(second[0], sheet) > 1.9 * 28.95 / MILLIMETRE

    def test_the_text_below_a_title_stands_on_the_grid_of_the_page(self, sheet: StyleSheet) -> None:
        text = paragraph("国" * 700)
        (alone, *_) = printed(document(text), sheet)
        (titled, *_) = printed(document(Title(("某某市司法局", "年度报告")), text), sheet)
        grid = {round(baseline(each, sheet), 1) for each in type_area(alone, sheet)}
        body = [each for each in type_area(titled, sheet) if round(each["size"]) == 16]
        assert {round(baseline(each, sheet), 1) for each in body} < grid

    def test_each_meaning_has_its_face(self, sheet: StyleSheet) -> None:
        blocks = [Heading(level, (Run(f"第{level}级"),)) for level in (1, 2, 3, 4)]
        lead = Paragraph(
            (Run("（一）接排。", Mark.LEAD), Run("正文"), Run("〔待填〕", Mark.UNFILLED))
        )
        (page,) = printed(document(*blocks, lead), sheet)
        faces = [
            [each["fontname"][7:].removesuffix("-Regular") for each in line]
            for line in lines_of(type_area(page, sheet))
        ]
        hei, kai, song, body = "GWHei", "GWKai", "GWSong", "GWFangSong"
        assert faces == [
            [hei, hei, hei],
            [kai, song, kai],  # 楷体 and 仿宋 hold no digits: they come from 宋体
            [body, song, body],
            [body, song, body],
            [kai] * 6 + [body, body, song, body, body, song],  # nor do they hold 〔〕
        ]

    def test_a_heading_never_ends_a_page(self, sheet: StyleSheet) -> None:
        for lines in range(17, 23):
            filler = [paragraph("行") for _ in range(lines)]
            headings = [Heading(1, (Run("一、甲"),)), Heading(2, (Run("（一）乙"),))]
            content = document(*filler, *headings, paragraph("国" * 100))
            for page in printed(content, sheet):
                assert text_of(type_area(page, sheet)[-4:]) != "（一）乙"
                assert text_of(type_area(page, sheet)[-3:]) != "一、甲"

    def test_no_line_of_a_paragraph_stands_alone_on_a_page(self, sheet: StyleSheet) -> None:
        for lines in range(15, 23):
            for length in (2, 3, 4, 5):
                filler = [paragraph("行") for _ in range(lines)]
                content = document(*filler, paragraph("国" * (28 * length - 2)))
                pages = [type_area(page, sheet) for page in printed(content, sheet)]
                parts = [text_of(page).count("国") / 28 for page in pages]
                assert all(part == 0 or part > 1.5 for part in parts)

    def test_a_page_break_begins_a_page_but_never_leaves_one_empty(self, sheet: StyleSheet) -> None:
        content = document(PageBreak(), paragraph("一"), PageBreak(), PageBreak(), paragraph("二"))
        pages = printed(content, sheet)
        assert [text_of(type_area(page, sheet)) for page in pages] == ["一", "二"]

    def test_an_empty_paragraph_is_an_empty_line(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(paragraph("一"), paragraph(""), paragraph("二")), sheet)
        first, second = (baseline(each, sheet) for each in type_area(page, sheet))
        assert second - first == pytest.approx(2 * sheet.page.line_pitch / MILLIMETRE, abs=0.05)

    def test_a_line_end_within_a_paragraph_is_kept(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(paragraph("联系人：某某\n电话：123")), sheet)
        lines = [text_of(line) for line in lines_of(type_area(page, sheet))]
        assert lines == ["联系人：某某", "电话：123"]


class TestSignature:
    @staticmethod
    def lines(signature: Signature, sheet: StyleSheet) -> tuple[Characters, Characters]:
        (page,) = printed(document(paragraph("正文。"), signature), sheet)
        _, agency, date = lines_of(type_area(page, sheet))
        return agency, date

    def indent(self, line: Characters, sheet: StyleSheet) -> float:
        return (right(sheet) - float(line[-1]["x1"])) / (156 / 28 * MILLIMETRE)

    def test_without_a_seal_the_agency_ends_two_characters_in(self, sheet: StyleSheet) -> None:
        signature = Signature("某某市政府信息公开工作办公室", "2026年1月16日")
        agency, date = self.lines(signature, sheet)
        assert self.indent(agency, sheet) == pytest.approx(2, abs=0.1)
        assert date[0]["x0"] > agency[0]["x0"] + 16

    def test_without_a_seal_a_longer_date_ends_two_characters_in(self, sheet: StyleSheet) -> None:
        agency, date = self.lines(Signature("某某局", "2026年1月16日"), sheet)
        assert self.indent(date, sheet) == pytest.approx(2, abs=0.1)
        assert date[0]["x0"] > agency[0]["x0"] + 16

    def test_with_a_seal_the_agency_is_centred_on_the_date(self, sheet: StyleSheet) -> None:
        signature = Signature("某某市司法局", "2026年1月16日", SealForm.SEAL)
        agency, date = self.lines(signature, sheet)
        assert self.indent(date, sheet) == pytest.approx(4, abs=0.1)
        middles = [(line[0]["x0"] + line[-1]["x1"]) / 2 for line in (agency, date)]
        assert middles[0] == pytest.approx(middles[1], abs=6)

    def test_a_signature_takes_lines_of_text_along_to_the_next_page(
        self, sheet: StyleSheet
    ) -> None:
        for lines in range(16, 23):
            content = document(
                paragraph("国" * (28 * lines - 2)), Signature("某某市司法局", "2026年1月16日")
            )
            last = printed(content, sheet)[-1]
            assert text_of(type_area(last, sheet)).startswith("国国")


class TestFigures:
    def test_a_large_picture_is_as_wide_as_the_text(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(Figure("a.png", png(2000, 800), "图1")), sheet)
        (picture,) = (item for item in page.items if isinstance(item, Picture))
        assert picture.x == pytest.approx(left(sheet))
        assert picture.width == pytest.approx(right(sheet) - left(sheet))
        assert picture.height == pytest.approx(picture.width * 0.4)

    def test_a_small_picture_stands_in_the_middle_above_its_caption(
        self, sheet: StyleSheet
    ) -> None:
        (page,) = pages_of(document(Figure("a.png", png(100, 80), "图1")), sheet)
        (picture,) = (item for item in page.items if isinstance(item, Picture))
        caption = next(item for item in page.items if isinstance(item, GlyphRun))
        middle = (left(sheet) + right(sheet)) / 2
        assert picture.x + picture.width / 2 == pytest.approx(middle)
        assert picture.width == pytest.approx(75)  # a pixel of a screen is 1/96 inch
        assert picture.y + picture.height < caption.y
        assert left(sheet) < caption.x < middle

    def test_a_high_picture_keeps_within_a_page_with_its_caption(self, sheet: StyleSheet) -> None:
        content = document(paragraph("一"), Figure("a.png", png(500, 3000), "图1"))
        _, page = pages_of(content, sheet)
        (picture,) = (item for item in page.items if isinstance(item, Picture))
        assert picture.y >= points(sheet.page.top) - 0.01
        assert picture.y + picture.height < points(Mm(297 - sheet.page.bottom))

    @pytest.mark.parametrize("data", [b"", b"not a picture", png(300, 200)[:60]])
    def test_what_is_no_picture_is_refused_by_name(self, sheet: StyleSheet, data: bytes) -> None:
        with pytest.raises(UnreadablePictureError, match=r"photo\.png"):
            pdf_of(document(Figure("photo.png", data)), sheet)


class TestText:
    def test_what_poppler_copies_is_what_was_written(
        self, sheet: StyleSheet, pdftotext: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf_of(document(paragraph(PROSE * 4)), sheet))
        done = subprocess.run([pdftotext, str(file), "-"], capture_output=True, check=True)
        copied = done.stdout.decode()
        assert bare(copied) == bare(PROSE * 4) + "—1—"
        assert not re.search(r"\S \S", copied)

    def test_what_pdfium_copies_is_what_was_written(self, sheet: StyleSheet) -> None:
        with pypdfium2.PdfDocument(pdf_of(document(paragraph(PROSE * 4)), sheet)) as pdf:
            copied: str = pdf[0].get_textpage().get_text_bounded()
        assert copied.replace("\r\n", "") == PROSE * 4 + "— 1 —"

    def test_rare_characters_can_be_copied(self, sheet: StyleSheet) -> None:
        rare = "龑𬱖𬭎𠮷啰瞭喆堃〇①㎡"  # no font of ours shows 𠮷
        with pypdfium2.PdfDocument(pdf_of(document(paragraph(rare)), sheet)) as pdf:
            assert rare in pdf[0].get_textpage().get_text_bounded()

    def test_invisible_characters_leave_no_trace(self, sheet: StyleSheet) -> None:
        text = "公\u200b开\ufeff信\xad息\x00办\u200d法"
        (page,) = printed(document(paragraph(text)), sheet)
        assert text_of(type_area(page, sheet)) == "公开信息办法"

    @pytest.mark.parametrize("word", ["国国", "PDF"])
    def test_a_space_at_the_end_of_a_line_shows_nothing(self, sheet: StyleSheet, word: str) -> None:
        text = "国" * 24 + word + " " + "国" * 8
        with pypdfium2.PdfDocument(pdf_of(document(paragraph(text)), sheet)) as pdf:
            picture = pdf[0].render(scale=4, grayscale=True).to_pil()
        beyond = picture.crop((round(4 * right(sheet)) + 2, 0, picture.width, picture.height // 2))
        assert beyond.getextrema() == (255, 255)

    def test_a_map_to_unicode_has_at_most_100_entries_a_block(self) -> None:
        cmap = to_unicode([0x4E00 + k for k in range(250)] + [0x2CC56])
        assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "51"]
        assert "<FA> <D873DC56>" in cmap  # U+2CC56 in UTF-16

    def test_all_fonts_are_embedded(self, sheet: StyleSheet) -> None:
        with pdfplumber.open(BytesIO(pdf_of(every_node(), sheet))) as opened:
            fonts = [
                resolve1(font)
                for page in opened.pages
                for font in resolve1(page.page_obj.resources["Font"]).values()
            ]
        assert fonts
        assert all("FontFile2" in resolve1(font["FontDescriptor"]) for font in fonts)

    def test_the_file_says_what_it_is(self, sheet: StyleSheet) -> None:
        with pypdfium2.PdfDocument(pdf_of(every_node(), sheet)) as pdf:
            about = pdf.get_metadata_dict()
            outline = [(each.level, each.get_title()) for each in pdf.get_toc()]
        assert (about["Title"], about["Author"]) == ("某某市司法局2025年报告", "某某市司法局")
        assert about["Keywords"] == "报告年度：2025\n报告机关：某某市“司法局”<甲&乙>"
        assert outline == [
            (0, "一、总体情况"),
            (1, "（一）主动公开"),
            (2, "1.门户网站"),
            (3, "（1）栏目"),
            (0, "2017年度统计表"),
        ]

    def test_an_outline_may_leave_out_levels(self, sheet: StyleSheet) -> None:
        content = document(
            Heading(3, (Run("1.甲"),)), Heading(1, (Run("一、乙"),)), paragraph("丙")
        )
        with pypdfium2.PdfDocument(pdf_of(content, sheet)) as pdf:
            assert [each.level for each in pdf.get_toc()] == [0, 0]

    def test_the_same_document_gives_the_same_bytes_in_two_threads_at_once(
        self, sheet: StyleSheet
    ) -> None:
        with ThreadPoolExecutor(2) as pool:
            copies = list(pool.map(lambda _: pdf_of(every_node(), sheet), range(4)))
        assert len(set(copies)) == 1


class TestDisplayList:
    def test_anchors_say_where_each_block_lies(self, sheet: StyleSheet) -> None:
        long = Paragraph((Run("国" * 28 * 30),), anchor="overview#b1")
        pages = pages_of(document(Heading(1, (Run("一、甲"),), anchor="overview"), long), sheet)
        found = [
            (page.number, item.name, round(item.height / sheet.page.line_pitch))
            for page in pages
            for item in page.items
            if isinstance(item, Anchor)
        ]
        assert found == [(1, "overview", 1), (1, "overview#b1", 21), (2, "overview#b1", 10)]

    def test_headings_are_bookmarked_where_they_stand(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(paragraph("一"), Heading(1, (Run("一、甲"),))), sheet)
        (mark,) = (item for item in page.items if isinstance(item, Bookmark))
        words = next(item for item in page.items if getattr(item, "text", "") == "一、甲")
        assert isinstance(words, GlyphRun)
        assert (mark.level, mark.title) == (1, "一、甲")
        above = words.y - 0.88 * 16 - (sheet.page.line_pitch - 16) / 2  # the head of its line
        assert mark.y == pytest.approx(above, abs=0.1)
