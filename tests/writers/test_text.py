"""Plain text and Markdown."""

from __future__ import annotations

import pytest

from gipdesk.document.nodes import Block, Heading, Run, Signature, Table, TableCell, Title
from gipdesk.writers.text import write_markdown, write_text
from tests.writers.samples import document, every_node, paragraph, spanned_table, statistics


def markdown(*blocks: Block) -> str:
    return write_markdown(document(*blocks)).decode()


def test_plain_text_has_a_line_for_each_paragraph_and_each_row_of_a_table() -> None:
    assert write_text(every_node()).decode() == (
        "某某市司法局\n2025年政府信息公开工作年度报告\n"
        "\n"
        "根据《条例》编制，“公开”——含……共1,265条。\n"
        "一、总体情况\n"
        "（一）主动公开\n"
        "1.门户网站\n"
        "（1）栏目\n"
        "（二）依申请公开。全年收到申请若干件。\n"
        "诉讼〔待填〕件。\n"
        "\n"
        "项目\t\t办理情况\t\n"
        "\t\t件数\t金额\n"
        "第二十条第（一）项\t\t\t\n"
        "公开\t1.予以公开\t12\t3.50\n"
        "\t2.部分公开\t\t/\n"
        "\n"
        "〔图片：图1　近五年情况〕\n"
        "〔图片：photo.png〕\n"
        "a<b & c>d\n"
        "\n"
        "某某市司法局\n2026年1月16日\n"
        "\n"
        "附件1\n"
        "\n"
        "2017年度统计表\n"
        "填报单位（盖章）：某某局\n"
        "统计指标\t单位\t统计数\n"
        "一、主动公开情况\t——\t\n"
        "　（一）公开数\t条\t288\n"
        "单位负责人：甲　审核人：　填报人：乙\n"
        "填报日期：2018年1月9日\n"
    )


def test_a_break_within_a_cell_does_not_break_its_row() -> None:
    table = Table("free", 2, 0, ((TableCell("甲\n乙"), TableCell("丙\t丁")),))
    assert write_text(document(table)).decode() == "甲 乙\t丙 丁\n"


def test_markdown_marks_title_headings_and_tables() -> None:
    content = (
        Title(("某某市司法局", "年度报告")),
        Heading(1, (Run("一、总体情况"),)),
        Heading(3, (Run("1.门户网站"),)),
        spanned_table(),
        Signature("某某市司法局", "2026年1月16日"),
    )
    assert markdown(*content) == (
        "# 某某市司法局年度报告\n"
        "\n"
        "## 一、总体情况\n"
        "\n"
        "#### 1.门户网站\n"
        "\n"
        "| 项目 |  | 办理情况 |  |\n"
        "| --- | --- | --- | --- |\n"
        "|  |  | 件数 | 金额 |\n"
        "| 第二十条第（一）项 |  |  |  |\n"
        "| 公开 | 1.予以公开 | 12 | 3.50 |\n"
        "|  | 2.部分公开 |  | / |\n"
        "\n"
        "某某市司法局\\\n2026年1月16日\n"
    )


def test_the_lines_around_a_table_are_paragraphs_of_markdown() -> None:
    assert markdown(statistics()) == (
        "2017年度统计表\n"
        "\n"
        "填报单位（盖章）：某某局\n"
        "\n"
        "| 统计指标 | 单位 | 统计数 |\n"
        "| --- | --- | --- |\n"
        "| 一、主动公开情况 | —— |  |\n"
        "| 　（一）公开数 | 条 | 288 |\n"
        "\n"
        "单位负责人：甲　审核人：　填报人：乙\n"
        "\n"
        "填报日期：2018年1月9日\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1.制度", "1\\.制度"),
        ("- 项", "\\- 项"),
        ("# 号", "\\# 号"),
        ("a|b", "a\\|b"),
        ("*星*", "\\*星\\*"),
        ("<b>", "\\<b\\>"),
        ("[甲](乙)", "\\[甲\\](乙)"),
        ("    四格", "四格"),
    ],
)
def test_what_markdown_would_heed_is_escaped(text: str, written: str) -> None:
    assert markdown(paragraph(text)) == f"{written}\n"


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert markdown(Table("free", 1, 0, ((TableCell("a|b"),),))) == "| a\\|b |\n| --- |\n"


@pytest.mark.parametrize("write", [write_text, write_markdown])
def test_forbidden_characters_are_dropped(write: object) -> None:
    assert callable(write)
    assert write(document(paragraph("办\x00结"))) == "办结\n".encode()


def test_an_empty_document_is_an_empty_line() -> None:
    assert write_text(document()) == write_markdown(document()) == b"\n"
