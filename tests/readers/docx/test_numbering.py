"""Automatic list numbers are read as Word prints them."""

from __future__ import annotations

import pytest

from tests.readers.docx.wordml import item, level, lines, lists, numbering, p, tbl, tc, tr


class TestNumbering:
    @pytest.mark.parametrize(
        ("form", "text", "numbers"),
        [
            (
                "chineseCountingThousand",
                "%1、",
                {1: "一、", 10: "十、", 11: "十一、", 21: "二十一、"},
            ),
            ("chineseCounting", "（%1）", {1: "（一）", 12: "（十二）"}),
            ("japaneseCounting", "第%1部分", {3: "第三部分 "}),
            ("decimal", "%1.", {1: "1.", 12: "12."}),
            ("decimalFullWidth", "（%1）", {10: "（１０）"}),
            ("decimalEnclosedCircleChinese", "%1", {1: "①", 20: "⑳", 21: "21 "}),
            ("ideographTraditional", "%1、", {1: "甲、", 10: "癸、"}),
            ("upperRoman", "%1.", {4: "IV.", 9: "IX.", 18: "XVIII."}),
            ("lowerLetter", "%1)", {1: "a)", 26: "z)", 27: "aa)"}),
            ("decimalZero", "%1.", {9: "09.", 10: "10."}),
            ("bullet", "\uf0b7", {1: ""}),
            ("none", "附：", {1: "附："}),
            ("不认识的", "%1.", {2: "2."}),
        ],
    )
    def test_automatic_numbers_are_read_as_printed(
        self, form: str, text: str, numbers: dict[int, str]
    ) -> None:
        found = lines(item("总体情况") * 30, numbering=numbering(form, text))
        assert {at: found[at - 1] for at in numbers} == {
            at: f"{number}总体情况" for at, number in numbers.items()
        }

    def test_deeper_levels_begin_anew_and_show_those_above(self) -> None:
        levels = (
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(2, "decimal", "(%3)", '<w:lvlRestart w:val="0"/>'),
        )
        order = (0, 1, 1, 2, 0, 1, 2)
        body = "".join(item("甲", at) for at in order)
        assert lines(body, numbering=lists(*levels)) == [
            *("一、甲", "1.1 甲", "1.2 甲", "(1)甲", "二、甲", "2.1 甲", "(2)甲")
        ]

    def test_lists_of_one_definition_count_on_unless_told_to_begin(self) -> None:
        more = (
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        )
        body = "".join(item("甲", 0, list_id) for list_id in (1, 2, 3, 3, 1))
        found = lines(body, numbering=lists(level(0, "decimal", "%1、"), more=more))
        assert found == ["1、甲", "2、甲", "7、甲", "8、甲", "9、甲"]

    def test_styles_number_headings(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr>'
            '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
        )
        levels = (
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
            level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
        )
        styled = [p("总体情况", f'<w:pStyle w:val="{name}"/>') for name in "12312"]
        assert lines("".join(styled), numbering=lists(*levels), styles=styles) == [
            *("一、总体情况", "（一）总体情况", "总体情况", "二、总体情况", "（一）总体情况")
        ]

    def test_a_list_may_take_its_levels_from_a_style(self) -> None:
        styles = (
            '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>"
        )
        more = (
            '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="n"/></w:abstractNum>'
            '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
        )
        numbers = lists(level(0, "decimal", "%1."), more=more)
        assert lines(item("甲", 0, 2), numbering=numbers, styles=styles) == ["1.甲"]

    def test_a_number_before_a_number_stays_apart_from_it(self) -> None:
        numbers = numbering("decimal", "%1.")
        assert lines(item("2021年") + item("公开"), numbering=numbers) == ["1. 2021年", "2.公开"]

    def test_labels_in_a_table_are_numbered_and_blank_cells_stay_blank(self) -> None:
        row = tr(tc(item("属于国家秘密")), tc(item("")))
        found = lines(tbl(row, row), numbering=numbering("decimal", "%1."))
        assert found == [("1.属于国家秘密", ""), ("3.属于国家秘密", "")]

    def test_a_list_that_is_not_defined_numbers_nothing(self) -> None:
        assert lines(item("甲", 0, 9) + item("乙", "x"), numbering=numbering("decimal", "%1.")) == [
            *("甲", "1.乙")
        ]
