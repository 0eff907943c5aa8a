"""Tables of Word documents: merged cells, cells of several paragraphs, tables in tables."""

from __future__ import annotations

from typing import Any

import pytest

from gipdesk.readers.docx import read_docx
from tests.readers.docx.wordml import lines, p, r, tbl, tc, texts, tr, word


class TestTables:
    def test_a_merged_cell_is_listed_once_where_it_begins(self) -> None:
        wide, further = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
        down = '<w:vMerge w:val="restart"/>'
        rows = (
            tr(tc("注", wide + down), tc("情况", wide)),
            tr(tc("", wide + further), "自然人", "总计"),
            tr(tc("结果", down), "公开", "0", "　"),
            tr(tc("", further), "不公开", "\u00a0", "1"),
        )
        assert lines(tbl(*rows)) == [
            *(("注", "情况"), ("自然人", "总计"), ("结果", "公开", "0", ""), ("不公开", "", "1"))
        ]

    def test_cells_that_carry_on_nothing_begin_there(self) -> None:
        rows = (tr(tc("甲", "<w:vMerge/>"), "1"), tr("乙", tc("2", "<w:vMerge/>")))
        assert lines(tbl(*rows)) == [("甲", "1"), ("乙", "2")]

    def test_rows_that_begin_further_right_keep_their_columns(self) -> None:
        rows = (
            tr("甲", tc("乙", '<w:vMerge w:val="restart"/>'), "1"),
            tr(tc("", "<w:vMerge/>"), "2", looks='<w:gridBefore w:val="1"/>'),
        )
        assert lines(tbl(*rows)) == [("甲", "乙", "1"), ("2",)]

    def test_cells_merged_across_in_the_old_way_are_one(self) -> None:
        across = [tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("1")]
        assert lines(tbl(tr(*across))) == [("甲", "1")]

    def test_paragraphs_of_a_cell_join_but_never_into_another_number(self) -> None:
        broken = p(r("科研") + "<w:r><w:br/></w:r>" + r("机构"))
        row = tr(tc(p("结果") + p("维持")), tc(broken), tc(p("12") + p("3")), tc(p("") + p("4")))
        assert lines(tbl(row)) == [("结果维持", "科研机构", "12 3", "4")]

    def test_rows_stacked_in_one_row_are_several(self) -> None:
        label = tc(p("1.重复申请") + p("2.要求提供") + p("公开出版物"))
        broken = tc(p(r("7") + "<w:r><w:br/></w:r>" + r("0")))
        assert lines(tbl(tr(label, tc(p("3") + p("4")), "", broken))) == [
            ("1.重复申请", "3", "", "7"),
            ("2.要求提供公开出版物", "4", "", "0"),
        ]

    def test_a_table_in_a_cell_is_part_of_its_text(self) -> None:
        inner = tbl(tr("甲", "1"))
        rows = (tr("标签", tc(inner + p(""))), tr("乙", "2"))
        assert lines(tbl(*rows)) == [("标签", "甲 1"), ("乙", "2")]

    @pytest.mark.parametrize(
        "frame",
        [
            lambda content: tbl(tr(tc(content))),
            lambda content: tbl(tr(tc(tbl(tr(tc(content)))))),
            lambda content: tbl(tr("版头", "右栏"), tr(tc(content), "")),
        ],
    )
    def test_a_table_that_only_frames_the_report_is_no_table(self, frame: Any) -> None:
        content = p("一、总体情况") + tbl(*(tr("规章", "0", "0", "0"),) * 3) + p("")
        found = [each for each in lines(frame(content)) if each not in ("版头", "右栏")]
        assert found == ["一、总体情况", *[("规章", "0", "0", "0")] * 3]

    def test_blank_rows_are_rows_and_rows_without_cells_are_none(self) -> None:
        assert lines(p("甲") + tbl(tr("", ""), tr())) == ["甲", ("", "")]

    def test_text_that_word_does_not_show_is_not_read_but_told(self) -> None:
        rows = (tr(tc("甲", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("旧", "<w:vMerge/>"), "2"))
        source = read_docx(word(tbl(*rows)))
        assert texts(source) == [("甲", "1"), ("2",)]
        assert source.notes == ["来源中有1段文字所在的位置无法辨认，没有读入，请核对。"]
