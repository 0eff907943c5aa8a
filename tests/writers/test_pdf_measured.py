"""The printed page under the ruler: GB/T 9704-2012 measured from the glyphs of finished PDFs."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import (
    Attachment,
    Cover,
    DocumentNumber,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    SealForm,
    Signature,
    Title,
)
from gipdesk.document.stylesheet import NumberPlace, Pt, StyleSheet, read_stylesheet
from gipdesk.report.edition import Form
from tests.writers.printed import (
    MILLIMETRE,
    Characters,
    baseline,
    footer,
    lines_of,
    pdf_of,
    printed,
    text_of,
    type_area,
)
from tests.writers.prose import Writer
from tests.writers.ruler import (
    ABOVE,
    BELOW,
    BODY,
    BOTTOM,
    CHARACTER,
    LEFT,
    RIGHT,
    TOP,
    body_lines,
    x0,
    x1,
)
from tests.writers.samples import document, official, paragraph, spanned_table, statistics

SEEDS = range(6)


def is_profile_b(sheet: StyleSheet) -> bool:
    return sheet.page.line_pitch > 29


def with_page_number(sheet: StyleSheet, place: NumberPlace, form: str) -> StyleSheet:
    return replace(sheet, page_number=replace(sheet.page_number, place=place, form=form))


class TestGrid:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_a_page_of_running_text_has_22_lines_an_even_pitch_apart(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        text = Writer(seed).prose(22 * 28 * 3)
        *pages, _, _ = body_lines(printed(document(paragraph(text)), sheet), sheet)
        assert pages
        for lines in pages:
            assert len(lines) == 22
            heights = [baseline(line[0], sheet) for line in lines]
            pitch = (29.45 if is_profile_b(sheet) else 28.95) / MILLIMETRE
            pitches = [lower - upper for upper, lower in pairwise(heights)]
            assert pitches == pytest.approx([pitch] * 21, abs=0.01)

    @pytest.mark.parametrize("seed", SEEDS)
    def test_a_line_of_hanzi_holds_28_and_the_first_26(self, seed: int, sheet: StyleSheet) -> None:
        texts = [Writer(10 * seed + k).hanzi(120, 400) for k in range(3)]
        (*_, lines) = body_lines(printed(document(paragraph(texts[0])), sheet), sheet)
        assert [len(line) for line in lines[:-1]] == [26, *[28] * (len(lines) - 2)]

    def test_glyphs_fill_the_height_of_the_type_area(self, sheet: StyleSheet) -> None:
        text = Writer(1).hanzi(28 * 22 - 2, 28 * 22 - 2)
        ((*lines,),) = body_lines(printed(document(paragraph(text)), sheet), sheet)
        top = baseline(lines[0][0], sheet) - ABOVE * BODY
        bottom = baseline(lines[-1][0], sheet) + BELOW * BODY
        if is_profile_b(sheet):
            assert top == pytest.approx(TOP, abs=1)
            assert bottom == pytest.approx(BOTTOM, abs=1)
        else:  # Word's own margins: half a line's leading lies within them
            leading = (28.95 / MILLIMETRE - BODY) / 2
            assert top == pytest.approx(TOP + leading, abs=0.2)
            assert bottom == pytest.approx(BOTTOM - leading, abs=0.2)


class TestHeads:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_a_title_is_a_trapezium_of_2_hao_in_the_middle(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        agency = f"某某市{Writer(seed).hanzi(2, 30)}局"
        title = Title((agency, "2025年", "政府信息公开", "工作", "年度报告"))
        ((*lines, body),) = body_lines(printed(document(title, paragraph("正文")), sheet), sheet)
        widths = [x1(line) - x0(line) for line in lines]
        assert widths in (sorted(widths), sorted(widths, reverse=True)) or len(widths) > 2
        assert len({round(width) for width in widths}) == len(widths)
        for line in lines:
            assert (x0(line) + x1(line)) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.3)
            assert {round(each["size"], 2) for each in line} == {22}
            assert {each["fontname"][7:] for each in line} == {"GWTitle-Regular"}
        for upper, lower in pairwise(lines):
            pitch = baseline(lower[0], sheet) - baseline(upper[0], sheet)
            assert pitch == pytest.approx(35.5 / MILLIMETRE, abs=0.05)
        assert baseline(body[0], sheet) - baseline(lines[-1][0], sheet) > 20  # an empty line

    @pytest.mark.parametrize("seed", SEEDS)
    def test_headings_have_the_face_of_their_level_and_never_end_a_page(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        writer = Writer(seed)
        blocks = [
            block
            for k in range(24)
            for block in (
                Heading(k % 4 + 1, (Run(f"标题{writer.hanzi(3, 12)}"),)),
                paragraph(writer.prose(40)),
            )
        ]
        faces = ["GWHei", "GWKai", "GWFangSong", "GWFangSong"]
        shown = []
        for lines in body_lines(printed(document(*blocks), sheet), sheet):
            headings = [line for line in lines if text_of(line).startswith("标题")]
            assert lines[-1] not in headings
            shown += headings
            for line in headings:
                assert x0(line) == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
                assert {round(each["size"], 2) for each in line} == {16}
        names = [line[0]["fontname"][7:].removesuffix("-Regular") for line in shown]
        assert names == faces * 6

    def test_headings_without_anything_below_them_need_not_stay_together(
        self, sheet: StyleSheet
    ) -> None:
        above = [paragraph("行") for _ in range(19)]
        bare = [Heading(1, (Run(f"{numeral}、章"),)) for numeral in "一二三四五"]
        first, second = body_lines(printed(document(*above, *bare), sheet), sheet)
        assert [text_of(line) for line in first[19:]] == ["一、章", "二、章", "三、章"]
        assert [text_of(line) for line in second] == ["四、章", "五、章"]

    def test_a_number_stands_in_the_middle_below_the_title(self, sheet: StyleSheet) -> None:
        content = document(Title(("某某局", "年度报告")), DocumentNumber("某司〔2026〕1号"))
        (lines,) = body_lines(printed(content, sheet), sheet)
        number = lines[-1]
        assert text_of(number) == "某司〔2026〕1号"
        assert (x0(number) + x1(number)) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


class TestCover:
    @staticmethod
    def pages(sheet: StyleSheet) -> list[Characters]:
        title = Title(("某某市司法局", "2025年", "政府信息公开", "工作", "年度报告"))
        cover = Cover(title, "某某市司法局", "2026年1月16日")
        content = document(cover, title, paragraph("一"), PageBreak(), paragraph("二"))
        return printed(content, sheet)

    def test_the_title_stands_in_the_upper_third_agency_and_date_near_the_foot(
        self, sheet: StyleSheet
    ) -> None:
        *title, agency, date = lines_of(self.pages(sheet)[0])
        assert text_of(agency + date) == "某某市司法局2026年1月16日"
        assert all(TOP < baseline(line[0], sheet) < 99 for line in title)
        assert all(BOTTOM - 60 < baseline(line[0], sheet) < BOTTOM for line in (agency, date))
        for line in (*title, agency, date):
            assert (x0(line) + x1(line)) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)

    def test_a_cover_bears_no_number_and_what_follows_begins_with_1(
        self, sheet: StyleSheet
    ) -> None:
        cover, first, second = (footer(page, sheet) for page in self.pages(sheet))
        assert [text_of(each) for each in (cover, first, second)] == ["", "—1—", "—2—"]
        assert x0(first) > 150
        assert x0(second) < 50

    def test_the_number_of_pages_does_not_count_the_cover(self, sheet: StyleSheet) -> None:
        told = with_page_number(sheet, NumberPlace.CENTER, "第 {n} 页 共 {total} 页")
        _, first, second = (footer(page, told) for page in self.pages(told))
        assert [text_of(each) for each in (first, second)] == ["第1页共2页", "第2页共2页"]


class TestPageNumber:
    @staticmethod
    def ink(data: bytes, number: int) -> list[tuple[float, float]]:
        """Places in millimetres that are dark in the foot of a page."""
        scale = 300 / 72
        with pypdfium2.PdfDocument(data) as pdf:
            picture = pdf[number].render(scale=scale, grayscale=True).to_pil()
        unit = scale * MILLIMETRE
        top = round(264 * unit)
        foot = picture.crop((0, top, picture.width, round(280 * unit)))
        pixels = foot.load()
        return [
            (x / unit, (top + y) / unit)
            for x in range(foot.width)
            for y in range(foot.height)
            if pixels[x, y] < 128
        ]

    def test_its_dashes_lie_7_mm_below_the_type_area_as_seen(self, sheet: StyleSheet) -> None:
        data = pdf_of(document(paragraph("一"), PageBreak(), paragraph("二")), sheet)
        for number in (0, 1):
            ink = self.ink(data, number)
            leftmost = min(x for x, _ in ink)
            dash = [y for x, y in ink if x < leftmost + 3]
            assert (min(dash) + max(dash)) / 2 == pytest.approx(BOTTOM + 7, abs=0.3)
            assert max(dash) - min(dash) < 1

    def test_odd_pages_have_it_right_and_even_pages_left_one_character_in(
        self, sheet: StyleSheet
    ) -> None:
        blocks = [each for k in range(5) for each in (paragraph("页"), PageBreak())]
        for number, page in enumerate(printed(document(*blocks), sheet), 1):
            found = footer(page, sheet)
            assert text_of(found) == f"—{number}—"
            assert {round(each["size"], 2) for each in found} == {14}
            if number % 2:
                assert x1(found) == pytest.approx(RIGHT - 14 / MILLIMETRE, abs=0.5)
            else:
                assert x0(found) == pytest.approx(LEFT + 14 / MILLIMETRE, abs=0.5)

    @pytest.mark.parametrize("place", list(NumberPlace))
    def test_an_agency_may_put_it_elsewhere(self, place: NumberPlace, sheet: StyleSheet) -> None:
        told = with_page_number(sheet, place, "第 {n} 页 共 {total} 页")
        blocks = (paragraph("一"), PageBreak(), paragraph("二"))
        odd, even = (footer(page, told) for page in printed(document(*blocks), told))
        assert (text_of(odd), text_of(even)) == ("第1页共2页", "第2页共2页")
        middle, edge = (LEFT + RIGHT) / 2, 14 / MILLIMETRE
        for found, is_right in ((odd, True), (even, False)):
            if place is NumberPlace.CENTER:
                assert (x0(found) + x1(found)) / 2 == pytest.approx(middle, abs=0.5)
            elif place is NumberPlace.RIGHT or (place is NumberPlace.OUTER and is_right):
                assert x1(found) == pytest.approx(RIGHT - edge, abs=0.5)
            else:
                assert x0(found) == pytest.approx(LEFT + edge, abs=0.5)


class TestSignature:
    """GB/T 9704-2012, 7.3.5.1 to 7.3.5.3; lengths in characters of 3号."""

    DATE = "2026年1月16日"

    @staticmethod
    def measured(agency: str, form: SealForm, sheet: StyleSheet) -> tuple[float, ...]:
        """Where agency and date begin and end from the right, and the empty lines above each."""
        content = document(paragraph("正文。"), Signature(agency, TestSignature.DATE, form))
        ((text, *names, date),) = body_lines(printed(content, sheet), sheet)
        edges = [(RIGHT - each) / CHARACTER for each in (x0(names[0]), x1(names[-1]))]
        edges += [(RIGHT - each) / CHARACTER for each in (x0(date), x1(date))]
        heights = [baseline(line[0], sheet) for line in (text, names[0], names[-1], date)]
        pitch = sheet.page.line_pitch / MILLIMETRE
        above, _, between = ((lower - upper) / pitch - 1 for upper, lower in pairwise(heights))
        return (*edges, above, between)

    @pytest.mark.parametrize("seed", SEEDS)
    def test_with_a_seal_the_date_ends_4_in_and_the_agency_is_centred_above_it(
        self, seed: int, sheet: StyleSheet
    ) -> None:
        agency = Writer(seed).hanzi(3, 9)
        begin, end, date_begin, date_end, above, between = self.measured(
            agency, SealForm.SEAL, sheet
        )
        assert date_end == pytest.approx(4, abs=0.1)
        assert (begin + end) / 2 == pytest.approx((date_begin + date_end) / 2, abs=0.2)
        assert (above, between) == pytest.approx((2, 0), abs=0.01)

    @pytest.mark.parametrize("length", [3, 5, 6, 7, 8, 9, 12, 20])
    def test_without_a_seal_the_date_begins_2_right_of_the_agency(
        self, length: int, sheet: StyleSheet
    ) -> None:
        agency = Writer(length).hanzi(length, length)
        begin, end, date_begin, date_end, above, between = self.measured(
            agency, SealForm.NO_SEAL, sheet
        )
        assert begin - date_begin == pytest.approx(2, abs=0.2)
        assert min(end, date_end) == pytest.approx(2, abs=0.1)
        assert (above, between) == pytest.approx((1, 0), abs=0.01)

    def test_with_a_signature_stamp_there_is_room_for_it(self, sheet: StyleSheet) -> None:
        _, end, _, date_end, above, between = self.measured("局长", SealForm.SIGNATURE_STAMP, sheet)
        assert date_end == pytest.approx(4, abs=0.1)
        assert end >= 4 + 2  # the stamp is 4 in, the holder's title 2 left of it
        assert (above, between) == pytest.approx((2, 1), abs=0.01)

    @pytest.mark.parametrize("form", list(SealForm))
    def test_no_page_holds_it_alone(self, form: SealForm, sheet: StyleSheet) -> None:
        signature = Signature("某某市司法局", self.DATE, form)
        for lines in range(14, 23):
            above = [paragraph("行") for _ in range(lines - 3)]
            for last in (paragraph("国" * 80), spanned_table()):
                *_, page = printed(document(*above, last, signature), sheet)
                assert len(lines_of(type_area(page, sheet))) >= 4


class TestAttachments:
    def test_its_name_is_on_line_1_and_its_title_on_line_3_of_a_new_page(
        self, sheet: StyleSheet
    ) -> None:
        content = document(paragraph("正文"), Attachment("附件1"), statistics(), paragraph("文"))
        pages = printed(content, sheet)
        name, title, *_ = lines_of(type_area(pages[1], sheet))
        assert text_of(name) == "附件1"
        assert x0(name) == pytest.approx(LEFT, abs=0.1)
        assert (name[0]["fontname"][7:], round(name[0]["size"])) == ("GWHei-Regular", 16)
        assert (x0(title) + x1(title)) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
        pitch = sheet.page.line_pitch / MILLIMETRE
        lines_below = (baseline(title[0], sheet) - baseline(name[0], sheet)) / pitch
        assert lines_below == pytest.approx(2, abs=0.7)  # it takes up lines 3 and 4
        assert text_of(footer(pages[1], sheet)) == "—2—"


class TestTables:
    @pytest.mark.parametrize("table", ["disclosure", "requests", "proceedings"])
    def test_its_edges_are_those_of_the_type_area(
        self, table: str, sheet: StyleSheet, form: Form
    ) -> None:
        with pdfplumber.open(BytesIO(pdf_of(document(official(form, table)), sheet))) as opened:
            xs = [each["x0"] for each in opened.pages[0].lines if each["x0"] == each["x1"]]
        assert min(xs) / MILLIMETRE == pytest.approx(LEFT, abs=0.1)
        assert max(xs) / MILLIMETRE == pytest.approx(RIGHT, abs=0.1)

    def test_bands_are_seen_as_light_blue_over_the_whole_width(
        self, sheet: StyleSheet, form: Form
    ) -> None:
        data = pdf_of(document(official(form, "disclosure")), sheet)
        scale = 150 / 72
        with pypdfium2.PdfDocument(data) as pdf:
            picture = pdf[0].render(scale=scale).to_pil().convert("RGB")
        unit = scale * MILLIMETRE
        columns = [round((LEFT + 0.5) * unit), round((RIGHT - 0.5) * unit)]  # beside the text
        heights = [
            {y for y in range(picture.height) if picture.getpixel((x, y)) == (0xC6, 0xD9, 0xF1)}
            for x in columns
        ]
        assert heights[0] == heights[1]
        bands = [y for y in heights[0] if y - 1 not in heights[0]]
        assert len(bands) == 4
        assert len(heights[0]) / 4 / unit == pytest.approx(6, abs=0.5)  # rules cover their edges


class TestChoices:
    """What an agency may change in its style sheet has its effect."""

    @pytest.mark.parametrize(("pitch", "lines"), [(28.0, 22), (28.8, 22), (30.0, 21), (26.0, 24)])
    def test_another_line_pitch_fills_the_same_type_area(self, pitch: float, lines: int) -> None:
        sheet = read_stylesheet(paths.STYLES / "gb9704.toml")
        sheet = replace(sheet, page=replace(sheet.page, line_pitch=Pt(pitch)))
        text = Writer(2).prose(28 * 60)
        first, *_ = body_lines(printed(document(paragraph(text)), sheet), sheet)
        heights = [baseline(line[0], sheet) for line in first]
        assert len(heights) == lines
        assert (heights[-1] - heights[0]) * MILLIMETRE == pytest.approx(
            pitch * (lines - 1), abs=0.1
        )
        assert heights[0] - ABOVE * BODY >= TOP
        assert heights[-1] + BELOW * BODY <= BOTTOM

    def test_another_size_in_tables(self, sheet: StyleSheet, form: Form) -> None:
        small = replace(sheet, table=replace(sheet.table, size=Pt(9.0)))
        (page,) = printed(document(official(form, "requests")), small)
        assert {round(each["size"], 1) for each in type_area(page, small)} == {9.0}

    def test_a_run_in_heading_in_another_face(self, sheet: StyleSheet) -> None:
        text = {**sheet.text, "lead": replace(sheet.text["lead"], face="fangsong")}
        content = document(Paragraph((Run("（一）公开。", Mark.LEAD), Run("正文。"))))
        (page,) = printed(content, replace(sheet, text=text))
        assert {each["fontname"][7:] for each in type_area(page, sheet)} == {"GWFangSong-Regular"}

    def test_a_title_in_one_line_or_two(self, sheet: StyleSheet) -> None:
        title = Title(("某局", "2025年", "政府信息公开", "工作", "年度报告"))
        for asked, found in ((1, 1), (2, 2)):
            chosen = replace(sheet, parts=replace(sheet.parts, title_lines=asked))
            (lines,) = body_lines(printed(document(title), chosen), chosen)
            assert len(lines) == found

    def test_digits_and_latin_letters_in_a_face_of_their_own(self, sheet: StyleSheet) -> None:
        content = document(paragraph("共1,265条（APP），“公开”。"))
        (page,) = printed(content, replace(sheet, latin="latin"))
        found = type_area(page, sheet)
        latin = {each["fontname"][7:] for each in found if each["text"].isascii()}
        assert latin == {"GWLatin-Regular"}
        assert {each["fontname"][7:] for each in found if not each["text"].isascii()} == {
            "GWFangSong-Regular"
        }
