"""The attachment of the older editions on paper: its heading, its lines, its parts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import Attachment, Block, Signature, TableCell
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.docx import write_docx
from gipdesk.writers.typeset.display import GlyphRun, Page
from tests.writers.conftest import ToPdf
from tests.writers.parity import pages_of_file
from tests.writers.printed import (
    Characters,
    baseline,
    lines_of,
    pages_of,
    printed,
    text_of,
    type_area,
)
from tests.writers.samples import document, official, paragraph, statistics


@pytest.fixture(scope="session")
def statistics_form(office: Office) -> Form:
    """The form of 2014 to 2018."""
    return form_of(office.editions["2014"])


def attached(form: Form) -> list[Block]:
    """The statistics of the form as an attachment, behind some text and its signature."""
    around = statistics()
    table = replace(
        official(form, "statistics"), title=around.title, above=around.above, below=around.below
    )
    signature = Signature("某某市司法局", "2018年1月9日")
    return [paragraph("正文。"), signature, Attachment("附件1"), table]


def shown(page: Page) -> str:
    return "".join(item.text for item in page.items if isinstance(item, GlyphRun))


def lines_on(page: Characters, sheet: StyleSheet) -> list[Characters]:
    return lines_of(type_area(page, sheet))


class TestHeading:
    def test_it_begins_a_page_flush_left_in_hei(
        self, sheet: StyleSheet, statistics_form: Form
    ) -> None:
        first, second, *_ = printed(document(*attached(statistics_form)), sheet)
        assert "附件1" not in text_of(first)
        name = lines_on(second, sheet)[0]
        assert text_of(name) == "附件1"
        assert name[0]["x0"] == pytest.approx(points(sheet.page.left), abs=1)
        assert name[0]["fontname"].endswith("GWHei-Regular")
        assert round(name[0]["size"]) == 16

    def test_its_title_stands_in_the_middle_of_the_third_line(
        self, sheet: StyleSheet, statistics_form: Form
    ) -> None:
        second = printed(document(*attached(statistics_form)), sheet)[1]
        name, title, *_ = lines_on(second, sheet)
        assert text_of(title) == "2017年度统计表"
        middle = points(sheet.page.left) + points(sheet.page.text_width) / 2
        assert (title[0]["x0"] + title[-1]["x1"]) / 2 == pytest.approx(middle, abs=1)
        below = (baseline(title[0], sheet) - baseline(name[0], sheet)) * 72 / 25.4
        assert below == pytest.approx(2.5 * sheet.page.line_pitch, abs=0.6 * sheet.page.line_pitch)


class TestLines:
    def test_parts_begin_an_even_distance_apart(self, sheet: StyleSheet) -> None:
        (page,) = printed(document(statistics()), sheet)
        line = next(
            each for each in lines_on(page, sheet) if text_of(each).startswith("单位负责人")
        )
        begins = [each["x0"] for each in line if each["text"] in "单审填"]
        left, third = points(sheet.page.left), points(sheet.page.text_width) / 3
        assert begins[0] == pytest.approx(left, abs=1)
        assert begins[1:] == pytest.approx([left + third, left + 2 * third], abs=1)

    def test_parts_too_long_for_one_line_go_on_in_the_next(self, sheet: StyleSheet) -> None:
        names = ("单位负责人：" + "某" * 20, "审核人：" + "某" * 20, "填报人：" + "某" * 20)
        (page,) = printed(document(replace(statistics(), below=(names,))), sheet)
        lines = lines_on(page, sheet)
        assert text_of(each for line in lines for each in line).endswith("".join(names))
        right = points(sheet.page.left) + points(sheet.page.text_width)
        assert all(each["x1"] < right + 1 for line in lines for each in line)

    def test_they_never_stand_without_rows_of_their_table(self, sheet: StyleSheet) -> None:
        row = statistics().rows[-1]
        for count in range(20, 50):
            rows = (*statistics().rows, *[row] * count)
            *_, last = pages_of(document(replace(statistics(), rows=rows)), sheet)
            assert "单位负责人" in shown(last)
            assert shown(last).count("288") >= 2


class TestTable:
    def test_the_form_stands_on_two_pages_with_its_headers_on_both(
        self, sheet: StyleSheet, statistics_form: Form
    ) -> None:
        pages = pages_of(document(*attached(statistics_form)), sheet)[1:]
        assert len(pages) == 2
        for page in pages:
            assert "统计指标" in shown(page)
        assert "填报日期：2018年1月9日" in shown(pages[1])

    def test_labels_are_set_in_and_units_stand_in_the_middle(self, sheet: StyleSheet) -> None:
        (page,) = pages_of(document(statistics()), sheet)
        xs = {item.text: item.x for item in page.items if isinstance(item, GlyphRun)}
        first, second = xs["一、主动公开情况"], xs["（一）公开数"]
        assert second - first == pytest.approx(sheet.table.size)
        widths = sheet.column_widths("statistics", 3)
        middle = points(sheet.page.left) + points(widths[0]) + points(widths[1]) / 2
        assert xs["条"] + sheet.table.size / 2 == pytest.approx(middle, abs=0.5)

    @pytest.mark.parametrize("edition", ["2019", "2021"])
    def test_no_band_or_header_ends_a_page(
        self, sheet: StyleSheet, office: Office, edition: str
    ) -> None:
        table = official(form_of(office.editions[edition]), "disclosure")
        for lines in range(4, 23):
            filler = [paragraph("行") for _ in range(lines)]
            for page in pages_of(document(*filler, table), sheet):
                last = [item.text for item in page.items if isinstance(item, GlyphRun)][-2:-1]
                assert last == ["7"] or last == ["行"]

    def test_word_sets_it_on_two_pages_too(
        self, sheet: StyleSheet, statistics_form: Form, to_pdf: ToPdf
    ) -> None:
        data = write_docx(document(*attached(statistics_form)), sheet, paths.TEMPLATES / "word")
        pages = [text_of(page) for page in pages_of_file(to_pdf(data))][1:]
        assert len(pages) == 2
        assert pages[0].startswith("附件1")
        assert all("统计指标" in page for page in pages)
        assert "单位负责人：甲审核人：填报人：乙" in pages[1]

    def test_word_does_not_tear_numbers_of_six_digits(
        self, sheet: StyleSheet, form: Form, to_pdf: ToPdf
    ) -> None:
        table = official(form, "proceedings")
        rows = tuple(tuple(_larger(cell) for cell in row) for row in table.rows)
        data = write_docx(document(replace(table, rows=rows)), sheet, paths.TEMPLATES / "word")
        (page,) = pages_of_file(to_pdf(data))
        assert "765432" * 15 in text_of(page)


def _larger(cell: TableCell) -> TableCell:
    return replace(cell, text="765432") if cell.text == "7" else cell
