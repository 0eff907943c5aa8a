"""The web page: whole in itself, and readable by programs."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from lxml import etree, html

from gipdesk.document.nodes import Block, Figure, PageBreak, Table, TableCell
from gipdesk.report.edition import Form
from gipdesk.writers.html import write_html
from tests.writers.samples import (
    document,
    every_node,
    official,
    paragraph,
    png,
    spanned_table,
    statistics,
)


def page(*blocks: Block) -> Any:
    return html.document_fromstring(write_html(document(*blocks)))


def test_the_texts_stand_in_order_in_elements_of_their_meaning() -> None:
    root: Any = html.document_fromstring(write_html(every_node()))
    main = root.find("body/main")
    found = [(each.tag, each.text_content()) for each in main if each.tag in ("h1", "h2", "h3")]
    assert found == [
        ("h1", "某某市司法局2025年政府信息公开工作年度报告"),
        ("h2", "一、总体情况"),
        ("h3", "（一）主动公开"),
    ]
    assert [each.text_content() for each in main.iterfind("p")] == [
        "根据《条例》编制，“公开”——含……共1,265条。",
        "（二）依申请公开。全年收到申请若干件。",
        "诉讼〔待填〕件。",
        "a<b & c>d",
        "附件1",
        "2017年度统计表",
        "填报单位（盖章）：某某局",
        "单位负责人：甲　审核人：　填报人：乙",
        "填报日期：2018年1月9日",
    ]
    assert [each.text_content() for each in main.iterfind("div/p")] == [
        "某某市司法局",
        "2026年1月16日",
    ]


def test_the_page_is_utf_8_names_its_language_and_fetches_nothing() -> None:
    data = write_html(every_node())
    root: Any = html.document_fromstring(data)
    assert root.get("lang") == "zh-CN"
    assert root.find("head/meta").get("charset") == "utf-8"
    assert root.findtext("head/title") == "某某市司法局2025年报告"
    assert root.find(".//script") is None
    assert root.find(".//link") is None
    assert b"http" not in data
    assert b"url(" not in data


def test_header_cells_say_what_they_speak_for() -> None:
    (table,) = page(spanned_table()).iterfind(".//table")
    cells = {each.text: dict(each.attrib) for each in table.iter("th", "td") if each.text}
    assert cells["项目"] == {"rowspan": "2", "colspan": "2"}
    assert cells["办理情况"] == {"scope": "col", "colspan": "2"}
    assert cells["第二十条第（一）项"] == {"scope": "rowgroup", "class": "band", "colspan": "4"}
    assert cells["公开"] == {"scope": "row", "rowspan": "2"}
    assert cells["12"] == {}


def test_labels_are_set_in_by_their_level_and_begin_at_the_left() -> None:
    (table,) = page(statistics()).iterfind(".//table")
    cells = {each.text: dict(each.attrib) for each in table.iter("th", "td") if each.text}
    assert cells["（一）公开数"] == {
        "scope": "row",
        "class": "left",
        "style": "padding-left: 1.3em",
    }
    assert cells["条"] == cells["288"] == {}


def test_the_parts_of_a_line_are_apart() -> None:
    lines = page(statistics()).xpath("//p[@class='below']")
    assert [[part.text for part in line] for line in lines] == [
        ["单位负责人：甲", "审核人：", "填报人：乙"],
        ["填报日期：2018年1月9日"],
    ]


def test_the_details_of_the_report_stand_in_the_head() -> None:
    named = {each.get("name"): each.get("content") for each in page().iterfind("head/meta")}
    assert named["报告机关"] == "某某市“司法局”<甲&乙>"


def test_repeated_header_rows_stand_in_the_tables_head(form: Form) -> None:
    (table,) = page(official(form, "requests")).iterfind(".//table")
    assert len(table.findall("thead/tr")) == 3
    assert len(table.findall("tbody/tr")) == 25


def test_each_band_heads_a_group_of_rows(form: Form) -> None:
    (table,) = page(official(form, "disclosure")).iterfind(".//table")
    groups = table.findall("tbody")
    assert [group[0][0].get("scope") for group in groups] == ["rowgroup"] * 4
    assert [len(group) for group in groups] == [4, 3, 4, 3]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", '"引号"', "&lt;"])
def test_text_is_never_taken_for_markup(text: str) -> None:
    root = page(paragraph(text), Table("free", 1, 0, ((TableCell(text),),)))
    assert root.findtext(".//p") == text
    assert root.findtext(".//td") == text


def test_forbidden_characters_are_dropped_and_line_breaks_kept() -> None:
    (written,) = page(paragraph("甲\x0b\n乙")).iterfind(".//p")
    assert etree.tostring(written, encoding="unicode").strip() == "<p>甲<br/>乙</p>"


def test_a_picture_is_carried_along_with_its_caption() -> None:
    picture = png(4, 3)
    root = page(Figure("chart.png", picture, "图1"))
    image = root.find(".//figure/img")
    assert image.get("src") == f"data:image/png;base64,{b64encode(picture).decode()}"
    assert image.get("alt") == root.findtext(".//figcaption") == "图1"


def test_a_page_break_is_kept_for_printing() -> None:
    assert page(PageBreak()).find(".//hr").get("class") == "page-break"


def test_equal_documents_give_equal_bytes() -> None:
    assert write_html(every_node()) == write_html(every_node())
