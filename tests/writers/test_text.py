"""Plain text and Markdown."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import pytest
from lxml import html

from gipdesk.document.nodes import Block, Heading, Run, Signature, Table, TableCell, Title
from gipdesk.report.edition import Form
from gipdesk.writers.text import write_markdown, write_text
from tests.writers.samples import (
    document,
    every_node,
    official,
    paragraph,
    spanned_table,
    statistics,
)


def markdown(*blocks: Block) -> str:
    return write_markdown(document(*blocks)).decode()


def unfilled(text: str) -> str:
    """The text without the blanks that put columns under each other."""
    return re.sub(" +(?=[\t|])", "", text)


def columns_of(line: str) -> list[int]:
    """Where the cells of a row begin on a Chinese screen: a hanzi, “ and — are two letters wide."""
    at, begins = 0, [0]
    for sign in line:
        at = at // 8 * 8 + 8 if sign == "\t" else at + 1 + (east_asian_width(sign) in "WFA")
        if sign == "\t":
            begins.append(at)
    return begins


@pytest.mark.parametrize(
    ("table_id", "labels"), [("requests", 3), ("proceedings", 0), ("disclosure", 1)]
)
def test_the_values_of_plain_text_stand_under_each_other(
    form: Form, table_id: str, labels: int
) -> None:
    table = official(form, table_id)
    rows = write_text(document(table)).decode().splitlines()
    assert len(rows) == len(table.rows)
    values = [columns_of(row)[labels:] for row in rows if row.endswith("7")]
    assert values
    assert all(begins == values[0] for begins in values)


@pytest.mark.parametrize("table_id", ["requests", "proceedings", "disclosure"])
def test_another_program_reads_the_same_table_from_markdown(form: Form, table_id: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    table = official(form, table_id)
    shown = markdown_it.MarkdownIt("commonmark").enable("table").render(markdown(table))
    rows = [[cell.text or "" for cell in row] for row in html.fromstring(shown).iter("tr")]
    assert [[text for text in row if text] for row in rows] == [
        [cell.text for cell in row if cell.text] for row in table.rows
    ]
    assert {len(row) for row in rows} == {table.columns}


def test_another_program_reads_what_was_typed_from_markdown() -> None:
    markdown_it = pytest.importorskip("markdown_it")
    typed = [
        "1.制度*甲*",
        "# 号",
        "- 项",
        "<b>",
        "[甲](乙)",
        "a|b",
        "    四格",
        "~~删~~",
        "`码`",
        "+ 加",
        "2) 乙",
    ]
    shown = (
        markdown_it.MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(markdown(*map(paragraph, typed)))
    )
    assert [
        "".join(map(str, each.itertext())) for each in html.fromstring(f"<div>{shown}</div>")
    ] == [text.strip() for text in typed]


def test_plain_text_has_a_line_for_each_paragraph_and_each_row_of_a_table() -> None:
    assert unfilled(write_text(every_node()).decode()) == (
        "某某市司法局2025年政府信息公开工作年度报告\n"
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
    assert unfilled(write_text(document(table)).decode()) == "甲 乙\t丙 丁\n"


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
        "| 项目 |            | 办理情况 |      |\n"
        "| ---- | ---------- | ---- | ---- |\n"
        "|      |            | 件数 | 金额 |\n"
        "| 第二十条第（一）项 |            |      |      |\n"
        "| 公开 | 1.予以公开 | 12   | 3.50 |\n"
        "|      | 2.部分公开 |      | /    |\n"
        "\n"
        "某某市司法局\\\n2026年1月16日\n"
    )


def test_the_lines_around_a_table_are_paragraphs_of_markdown() -> None:
    assert markdown(statistics()) == (
        "2017年度统计表\n"
        "\n"
        "填报单位（盖章）：某某局\n"
        "\n"
        "| 统计指标         | 单位 | 统计数 |\n"
        "| ---------------- | ---- | ------ |\n"
        "| 一、主动公开情况 | —— |        |\n"
        "| 　（一）公开数   | 条   | 288    |\n"
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
    assert markdown(Table("free", 1, 0, ((TableCell("a|b"),),))) == "| a\\|b |\n| ---- |\n"


@pytest.mark.parametrize("write", [write_text, write_markdown])
def test_forbidden_characters_are_dropped(write: object) -> None:
    assert callable(write)
    assert write(document(paragraph("办\x00结"))) == "办结\n".encode()


def test_an_empty_document_is_an_empty_line() -> None:
    assert write_text(document()) == write_markdown(document()) == b"\n"
