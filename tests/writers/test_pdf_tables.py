"""Tables on paper: spans, repeated headers, parts on several pages, bands and narrow cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pdfplumber
import pytest
from msgspec.structs import replace

from gipdesk.document.nodes import Block, CellRole, Heading, Run, Table, TableCell
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.report.edition import Form
from gipdesk.writers.tiling import TilingError
from gipdesk.writers.typeset.display import Anchor, GlyphRun, Page, Rectangle, Rule
from tests.writers.printed import lines_of, pages_of, pdf_of, printed, text_of, type_area
from tests.writers.samples import document, number, official, paragraph, spanned_table

HEADER, LABEL, CORNER, BAND = CellRole.HEADER, CellRole.LABEL, CellRole.CORNER, CellRole.BAND


def matrix(rows: int, label: str = "三、本年度办理结果") -> Table:
    """Two header rows above one label that spans all others, its values anchored by row."""
    head = (
        (TableCell("情形", CORNER, row_span=2, column_span=2), TableCell("申请人", HEADER)),
        (TableCell("自然人", HEADER),),
    )
    first = (TableCell(label, LABEL, row_span=rows), *_row(0))
    return Table("free", 3, 2, (*head, first, *(_row(k) for k in range(1, rows))), "requests")


def _row(k: int) -> tuple[TableCell, TableCell]:
    return TableCell(f"情形{k}", LABEL), TableCell(str(k), number=k, anchor=f"requests/r{k}.n")


def filler(lines: int) -> list[Block]:
    return [paragraph("行") for _ in range(lines)]


def words(page: Page) -> list[str]:
    """The texts on a page, the lines of the body left out."""
    return [item.text for item in page.items if isinstance(item, GlyphRun) and item.size < 14]


def values(page: Page) -> list[str]:
    """The anchors of the cells on a page."""
    return [item.name for item in page.items if isinstance(item, Anchor) and "/" in item.name]


def rules(page: Page) -> list[Rule]:
    return [item for item in page.items if isinstance(item, Rule)]


def bottom(sheet: StyleSheet) -> float:
    """The lower edge of the type area."""
    return points(Mm(sheet.page.height - sheet.page.bottom))


class TestParts:
    def test_a_long_table_repeats_its_headers_and_its_spanning_label(
        self, sheet: StyleSheet
    ) -> None:
        pages = pages_of(document(matrix(100)), sheet)
        assert len(pages) == 3
        for page in pages:
            text = "".join(words(page))
            assert text.count("情形申请人自然人") == 1
            assert text.count("三、本年度办理结果") == 1
        assert [name for page in pages for name in values(page)] == [
            f"requests/r{k}.n" for k in range(100)
        ]

    def test_each_part_but_the_first_is_marked_as_continued(self, sheet: StyleSheet) -> None:
        pages = pages_of(document(matrix(100)), sheet)
        assert ["（续）" in words(page) for page in pages] == [False, True, True]
        assert words(pages[1])[0] == "（续）"

    def test_a_spanning_cell_is_closed_at_the_end_of_each_part(self, sheet: StyleSheet) -> None:
        for page in pages_of(document(matrix(100)), sheet):
            frame = rules(page)
            left, right = min(rule.x0 for rule in frame), max(rule.x1 for rule in frame)
            top, end = min(rule.y0 for rule in frame), max(rule.y1 for rule in frame)
            across = {rule.y0 for rule in frame if (rule.x0, rule.x1) == (left, right)}
            assert {top, end} <= across
            assert end <= bottom(sheet) + 0.1
            upright = {rule.x0 for rule in frame if (rule.y0, rule.y1) == (top, end)}
            assert {left, right} <= upright

    def test_no_rule_crosses_a_spanning_cell(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(matrix(9)), sheet)
        frame = rules(page)
        first_column = min(rule.x0 for rule in frame) + 20
        crossing = [rule for rule in frame if rule.x0 < first_column < rule.x1]
        assert len(crossing) == 3  # the upper edge, below the header, the lower edge

    def test_the_label_of_a_part_has_the_room_it_needs(self, sheet: StyleSheet) -> None:
        label = "三、本年度办理结果，以本机关作出答复的日期为准，不以收到申请的日期为准" * 2
        for lines in range(16):
            pages = pages_of(document(*filler(lines), matrix(40, label)), sheet)
            assert sum(len(values(page)) for page in pages) == 40
            for page in pages:
                frame = rules(page)
                if frame:
                    top, end = min(rule.y0 for rule in frame), max(rule.y1 for rule in frame)
                    texts = [
                        item
                        for item in page.items
                        if isinstance(item, GlyphRun) and item.size < 14 and item.text != "（续）"
                    ]
                    assert all(top < item.y < end for item in texts[:-3])
                    assert "".join(words(page)).count(label) == 1

    def test_a_table_that_fits_a_page_moves_there_from_the_foot_of_another(
        self, sheet: StyleSheet
    ) -> None:
        heading = Heading(1, (Run("三、申请"),))
        pages = pages_of(document(*filler(16), heading, matrix(20)), sheet)
        assert [len(values(page)) for page in pages] == [0, 20]
        on_second = [item.text for item in pages[1].items if isinstance(item, GlyphRun)]
        assert on_second[0] == "三、申请"

    def test_a_table_is_parted_rather_than_leaving_half_a_page_empty(
        self, sheet: StyleSheet
    ) -> None:
        first, second = pages_of(document(*filler(10), matrix(30)), sheet)
        assert len(values(first)) > 10
        assert len(values(first)) + len(values(second)) == 30

    def test_at_least_two_rows_stand_below_the_headers_of_each_part(
        self, sheet: StyleSheet
    ) -> None:
        for lines in range(23):
            pages = pages_of(document(*filler(lines), matrix(80)), sheet)
            assert all(len(values(page)) != 1 for page in pages)

    def test_text_goes_on_below_a_table(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(matrix(3), paragraph("下文。")), sheet)
        below = max(rule.y1 for rule in rules(page))
        after = next(item for item in page.items if getattr(item, "text", "") == "下文。")
        assert isinstance(after, GlyphRun)
        gap = after.y - 0.88 * 16 - below
        leading = (sheet.page.line_pitch - 16) / 2
        assert gap == pytest.approx(sheet.table.space_after + leading, abs=0.1)


class TestRows:
    def test_only_a_row_higher_than_a_page_is_torn(self, sheet: StyleSheet) -> None:
        text = "".join(f"第{k}项公开信息的内容说明，" for k in range(400))
        head = (TableCell("序号", HEADER), TableCell("说明", HEADER))
        rows = (head, (number(1), TableCell(text)), (number(2), TableCell("短")))
        pages = pages_of(document(paragraph("上文。"), Table("free", 2, 1, rows)), sheet)
        assert len(pages) > 3
        shown = "".join("".join(words(page)) for page in pages[1:])
        for repeated in ("序号", "说明"):
            assert shown.count(repeated) >= len(pages) - 1
        printed_text = shown.replace("（续）", "").replace("序号说明", "", len(pages))
        assert printed_text.replace("1第0项", "第0项") == text + "2短"
        for page in pages[1:]:
            assert max(rule.y1 for rule in rules(page)) <= bottom(sheet) + 0.1

    def test_headers_higher_than_a_page_still_come_to_an_end(self, sheet: StyleSheet) -> None:
        tall = TableCell("很高的表头" * 900, HEADER)
        rows = ((tall, TableCell("二", HEADER)), (TableCell("甲"), TableCell("乙")))
        for header_rows in (0, 1, 2):
            pages = pages_of(document(Table("free", 2, header_rows, rows)), sheet)
            shown = "".join("".join(words(page)) for page in pages)
            assert "甲" in shown
            assert shown.count("很高的表头") == 900  # so high, they are not repeated
            for page in pages:
                assert max(rule.y1 for rule in rules(page)) <= bottom(sheet) + 0.1

    def test_a_cell_of_2000_characters_runs_over_pages_without_a_loss(
        self, sheet: StyleSheet, form: Form
    ) -> None:
        text = "".join(f"第{k}项，" for k in range(1000, 1286))
        assert len(text) > 2000
        table = official(form, "requests")
        for row, place in ((0, 1), (3, 7), (5, 1), (27, 0)):
            cells = list(table.rows[row])
            cells[place] = replace(cells[place], text=text)
            rows = (*table.rows[:row], tuple(cells), *table.rows[row + 1 :])
            pages = pages_of(document(paragraph("上文。"), replace(table, rows=rows)), sheet)
            shown = "".join("".join(words(page)) for page in pages)
            assert all(str(k) in shown for k in range(1000, 1286))
            for page in pages:
                assert max((rule.y1 for rule in rules(page)), default=0) <= bottom(sheet) + 0.1

    def test_a_row_is_as_high_as_the_style_sheet_asks(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(matrix(3)), sheet)
        heights = [
            item.height
            for item in page.items
            if isinstance(item, Anchor) and item.name.endswith(".n")
        ]
        assert heights == pytest.approx([points(sheet.table.row_height)] * 3)

    def test_text_stands_within_its_cell(self, sheet: StyleSheet, form: Form) -> None:
        for table in ("disclosure", "requests", "proceedings"):
            for page in pages_of(document(official(form, table)), sheet):
                xs = sorted({rule.x0 for rule in rules(page) if rule.x0 == rule.x1})
                for run in (item for item in page.items if isinstance(item, GlyphRun)):
                    if run.size > 11:
                        continue  # the page number
                    width = len(run.text) * run.size if run.text.isascii() is False else 0
                    assert xs[0] < run.x
                    assert run.x + width < xs[-1] + 0.1


class TestOfficialForm:
    def test_the_applicants_table_stands_on_one_page_below_its_heading(
        self, sheet: StyleSheet, form: Form
    ) -> None:
        heading = Heading(1, (Run("三、收到和处理政府信息公开申请情况"),))
        table = official(form, "requests")
        pages = printed(document(heading, table), sheet)
        assert len(pages) == 1
        assert len(table.rows) == 28
        assert text_of(type_area(pages[0], sheet)).count("7777777") == 25

    @pytest.mark.parametrize("lines", [3, 6, 9, 12])
    def test_in_the_middle_of_text_it_is_parted_and_complete(
        self, sheet: StyleSheet, form: Form, lines: int
    ) -> None:
        content = document(*filler(lines), official(form, "requests"), paragraph("下文。"))
        first, second = (text_of(page) for page in printed(content, sheet))
        assert "（续）" in second
        assert "（续）" not in first
        for page in (first, second):
            assert "申请人情况" in page
            assert "三、本年度办理结果" in page
        assert (first + second).count("7777777") == 25

    @pytest.mark.parametrize("lines", range(15))
    def test_no_row_is_parted_alone_from_those_under_its_label(
        self, sheet: StyleSheet, form: Form, lines: int
    ) -> None:
        groups = [
            ("属于国家秘密", "其他法律行政法规", "危及", "第三方", "三类", "四类", "执法", "查询"),
            ("本机关不掌握", "没有现成信息", "补正后"),
            ("信访举报", "重复申请", "公开出版物", "大量反复", "确认或重新"),
        ]
        pages = pages_of(document(*filler(lines), official(form, "requests")), sheet)
        for page in pages:
            shown = "".join(words(page))
            for group in groups:
                assert sum(label in shown for label in group) != 1

    def test_header_words_are_broken_in_pairs(self, sheet: StyleSheet, form: Form) -> None:
        pages = pages_of(document(official(form, "requests"), official(form, "proceedings")), sheet)
        shown = [word for page in pages for word in words(page)]
        for pair in ("商业", "企业", "科研", "机构", "公益", "维持", "纠正", "尚未", "审结"):
            assert pair in shown

    def test_bands_are_filled_across_the_table(self, sheet: StyleSheet, form: Form) -> None:
        data = pdf_of(document(official(form, "disclosure")), sheet)
        with pdfplumber.open(BytesIO(data)) as opened:
            bands = [rect for rect in opened.pages[0].rects if rect["fill"]]
        width = points(sheet.page.text_width)
        assert len(bands) == 4
        blue = [0xC6 / 255, 0xD9 / 255, 0xF1 / 255]
        for band in bands:
            assert band["width"] == pytest.approx(width, abs=0.1)
            assert list(band["non_stroking_color"]) == pytest.approx(blue, abs=0.001)

    def test_the_table_is_as_wide_as_the_text(self, sheet: StyleSheet, form: Form) -> None:
        (page,) = pages_of(document(official(form, "disclosure")), sheet)
        frame = rules(page)
        assert min(rule.x0 for rule in frame) == pytest.approx(points(sheet.page.left))
        right = points(Mm(sheet.page.width - sheet.page.right))
        assert max(rule.x1 for rule in frame) == pytest.approx(right)
        assert {rule.weight for rule in frame} == {0.5}


class TestCells:
    @staticmethod
    def lines(cell: TableCell, sheet: StyleSheet, columns: int = 15) -> Iterator[str]:
        """The lines of one cell in the first of so many columns."""
        cells = (cell, *(TableCell("") for _ in range(columns - 1)))
        (page,) = printed(document(Table("free", columns, 0, (cells,))), sheet)
        return (text_of(line) for line in lines_of(type_area(page, sheet)))

    @pytest.mark.parametrize("text", ["12345", "1,234,567", "-3985758", "96171.6"])
    def test_a_number_is_set_smaller_rather_than_torn(self, sheet: StyleSheet, text: str) -> None:
        assert list(self.lines(TableCell(text), sheet)) == [text]

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("123456789012", ["123456", "789012"]),
            ("12345678901", ["123456", "78901"]),
            ("1234.56万元", ["1234.56", "万元"]),
        ],
    )
    def test_a_number_too_long_for_legible_type_is_parted_evenly(
        self, sheet: StyleSheet, text: str, lines: list[str]
    ) -> None:
        assert list(self.lines(TableCell(text, number=1), sheet)) == lines
        (page,) = pages_of(document(Table("free", 15, 0, ((TableCell(text),) * 15,))), sheet)
        sizes = {item.size for item in page.items if isinstance(item, GlyphRun)}
        assert min(sizes) >= 5.25  # 七号 is 5.5 pt

    def test_a_label_begins_at_the_left_and_a_value_stands_in_the_middle(
        self, sheet: StyleSheet
    ) -> None:
        head = (TableCell("题", HEADER, column_span=3),)
        row = (TableCell("标签", LABEL), TableCell("数值"), TableCell("表头", HEADER))
        (page,) = pages_of(document(Table("free", 3, 1, (head, row))), sheet)
        runs = [item for item in page.items if isinstance(item, GlyphRun)][1:4]
        left, width = points(sheet.page.left), points(sheet.page.text_width)
        padding = points(sheet.table.padding_x)
        label, value, header = (run.x - left for run in runs)
        assert label == pytest.approx(padding)
        assert value == pytest.approx(width / 2 - 10.5, abs=0.1)
        assert header == pytest.approx(width * 5 / 6 - 10.5, abs=0.1)

    def test_a_sentence_in_a_value_reads_from_the_left(self, sheet: StyleSheet) -> None:
        text = "本机关全年没有收到政府信息公开申请，也没有上年结转的申请。"
        row = (TableCell(text), TableCell(""), TableCell(""))
        (page,) = pages_of(document(Table("free", 3, 0, (row,))), sheet)
        runs = [item for item in page.items if isinstance(item, GlyphRun)][:-1]
        padding = points(sheet.page.left) + points(sheet.table.padding_x)
        assert [runs[0].x, runs[-1].x] == pytest.approx([padding, padding])

    def test_line_ends_in_a_cell_are_kept(self, sheet: StyleSheet) -> None:
        cell = TableCell("甲\n乙")
        assert list(self.lines(cell, sheet, columns=3)) == ["甲", "乙"]

    def test_cells_that_do_not_fill_their_table_are_refused(self, sheet: StyleSheet) -> None:
        with pytest.raises(TilingError):
            pdf_of(document(Table("free", 2, 0, ((TableCell("一"),),))), sheet)

    def test_a_table_without_rows_prints_nothing(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(Table("free", 2, 0, ())), sheet)
        assert not rules(page)

    def test_bands_lie_below_their_text(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(spanned_table()), sheet)
        kinds = [type(item) for item in page.items]
        band = kinds.index(Rectangle)
        name = next(
            k for k, item in enumerate(page.items) if getattr(item, "text", "")[:2] == "第二"
        )
        assert band < name
