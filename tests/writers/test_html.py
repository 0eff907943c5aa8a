"""The web page: whole in itself, and readable by programs."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from lxml import etree, html

from gipdesk import paths
from gipdesk.document.nodes import Block, Figure, Heading, PageBreak, Run, Table, TableCell
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.html import write_html
from gipdesk.writers.pictures import HugePictureError, PictureError, UnreadablePictureError
from tests.writers.samples import (
    OFFICIAL_TABLES,
    document,
    every_node,
    official,
    paragraph,
    png,
    spanned_table,
    statistics,
)

SHEET = read_stylesheet(paths.STYLES / "gb9704.toml")


def page(*blocks: Block) -> Any:
    return html.document_fromstring(write_html(document(*blocks), SHEET))


def style_of(sheet: StyleSheet) -> str:
    root: Any = html.document_fromstring(write_html(document(), sheet))
    return str(root.findtext("head/style"))


def attributes(table: Any, *names: str) -> dict[str, dict[str, str]]:
    """Some attributes of each cell, by its text."""
    return {
        cell.text: {name: cell.get(name) for name in names if cell.get(name)}
        for cell in table.iter("th", "td")
        if cell.text
    }


def headers_heard(table: Any) -> dict[str, list[str]]:
    """What a screen reader says before each value: the texts its `headers` name, in order."""
    names = {cell.get("id"): cell.text for cell in table.iter("th")}
    return {
        cell.text: [names[name] for name in cell.get("headers", "").split()]
        for cell in table.iter("td")
        if cell.text
    }


def test_the_texts_stand_in_order_in_elements_of_their_meaning() -> None:
    root: Any = html.document_fromstring(write_html(every_node(), SHEET))
    main = root.find("body/main")
    assert [(each.tag, each.text_content()) for each in main if each.tag.startswith("h")] == [
        ("h1", "某某市司法局2025年政府信息公开工作年度报告"),
        ("h2", "一、总体情况"),
        ("h3", "（一）主动公开"),
        ("h4", "1.门户网站"),
        ("h5", "（1）栏目"),
        ("h2", "附件1"),
    ]
    assert [each.text_content() for each in main.iter("p")] == [
        "根据《条例》编制，“公开”——含……共1,265条。",
        "（二）依申请公开。全年收到申请若干件。",
        "诉讼〔待填〕件。",
        "a<b & c>d",
        "某某市司法局",
        "2026年1月16日",
        "2017年度统计表",
        "填报单位（盖章）：某某局",
        "单位负责人：甲　审核人：　填报人：乙",
        "填报日期：2018年1月9日",
    ]
    assert root.find(".//time").get("datetime") == "2026-01-16"


def test_the_page_is_utf_8_names_its_language_and_fetches_nothing() -> None:
    data = write_html(every_node(), SHEET)
    root: Any = html.document_fromstring(data)
    assert root.get("lang") == "zh-CN"
    assert root.find("head/meta").get("charset") == "utf-8"
    assert root.findtext("head/title") == "某某市司法局2025年报告"
    assert root.find(".//script") is None
    assert root.find(".//link") is None
    assert b"http" not in data
    assert b"url(" not in data


@pytest.mark.parametrize(("edition", "table_id"), OFFICIAL_TABLES)
def test_the_page_is_valid_html_whose_names_are_one_each(
    office: Office, edition: str, table_id: str
) -> None:
    html5lib = pytest.importorskip("html5lib")
    table = official(form_of(office.editions[edition]), table_id)
    content = document(*every_node().blocks, table, table)
    data = write_html(content, SHEET)
    html5lib.HTMLParser(strict=True).parse(data.decode())
    root: Any = html.document_fromstring(data)
    names = root.xpath("//@id")
    assert len(names) == len(set(names))
    assert {name for each in root.xpath("//@headers") for name in each.split()} <= set(names)
    assert set(root.xpath("//@aria-labelledby")) <= set(names)


def test_header_cells_say_what_they_speak_for() -> None:
    (table,) = page(spanned_table()).iterfind(".//table")
    cells = attributes(table, "scope", "rowspan", "colspan")
    assert cells["项目"] == {"rowspan": "2", "colspan": "2"}
    assert cells["办理情况"] == {"scope": "colgroup", "colspan": "2"}
    assert cells["金额"] == {"scope": "col"}
    assert cells["第二十条第（一）项"] == {"scope": "rowgroup", "colspan": "4"}
    assert cells["公开"] == {"scope": "rowgroup", "rowspan": "2"}
    assert cells["2.部分公开"] == {"scope": "row"}
    assert cells["12"] == {}


def test_a_group_of_columns_or_rows_is_one_in_the_markup() -> None:
    """A header may speak for a group only where the group is there (HTML, 4.9.10)."""
    (table,) = page(spanned_table()).iterfind(".//table")
    assert [len(group) for group in table.findall("colgroup")] == [2, 2]
    assert [len(group) for group in table.findall("tbody")] == [1, 2]


def test_a_screen_reader_hears_the_headers_of_each_value() -> None:
    (table,) = page(spanned_table()).iterfind(".//table")
    assert headers_heard(table) == {
        "项目": [],
        "12": ["第二十条第（一）项", "办理情况", "件数", "公开", "1.予以公开"],
        "3.50": ["第二十条第（一）项", "办理情况", "金额", "公开", "1.予以公开"],
        "/": ["第二十条第（一）项", "办理情况", "金额", "公开", "2.部分公开"],
    }


def test_a_band_ends_what_the_headers_above_it_speak_for(form: Form) -> None:
    (table,) = page(official(form, "disclosure")).iterfind(".//table")
    names = {cell.get("id"): cell.text for cell in table.iter("th")}
    heard = [
        [names[name] for name in cell.get("headers").split()]
        for cell in table.iter("td")
        if cell.text == "7"
    ]
    assert ["第二十条第（一）项", "本年废止件数", "规章"] in heard
    assert ["第二十条第（五）项", "本年处理决定数量", "行政许可"] in heard


def test_a_table_is_named_by_its_title_or_the_heading_above_it() -> None:
    root = page(Heading(1, (Run("一、甲"),)), spanned_table(), statistics())
    names = [each.get("aria-labelledby") for each in root.iter("table")]
    named = [root.xpath("//*[@id=$name]", name=name)[0].text for name in names]
    assert named == ["一、甲", "2017年度统计表"]
    assert root.findall(".//table")[1].find("caption").text_content().startswith("2017年度统计表")


def test_labels_are_set_in_by_their_level_and_begin_at_the_left() -> None:
    (table,) = page(statistics()).iterfind(".//table")
    cells = attributes(table, "scope", "class", "style")
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


def test_a_face_is_never_taken_for_markup() -> None:
    faces = SHEET.faces | {"song": msgspec.structs.replace(SHEET.faces["song"], name='</style>"}')}
    style = style_of(msgspec.structs.replace(SHEET, faces=faces))
    assert "</style>" not in style
    assert '"/style}", ' in style


def test_digits_have_a_face_of_their_own_where_the_style_sheet_has_one() -> None:
    assert "@font-face" not in style_of(SHEET)
    style = style_of(msgspec.structs.replace(SHEET, latin="latin"))
    assert 'src: local("Times New Roman")' in style
    assert "unicode-range: U+20-7E" in style  # without “”, — and …, which are Chinese
    assert 'font-family: latin, "仿宋_GB2312"' in style


def test_a_telephone_number_is_not_broken_at_its_dash() -> None:
    (written,) = page(paragraph("电话：0000-0000000。")).iterfind(".//p")
    assert [(each.get("class"), each.text) for each in written] == [("number", "0000-0000000")]


def test_forbidden_characters_are_dropped_and_line_breaks_kept() -> None:
    (written,) = page(paragraph("甲\x0b\n乙")).iterfind(".//p")
    assert etree.tostring(written, encoding="unicode").strip() == "<p>甲<br/>乙</p>"


def test_a_picture_is_carried_along_with_its_caption() -> None:
    picture = png(4, 3)
    root = page(Figure("chart.png", picture, "图1"))
    image = root.find(".//figure/img")
    assert image.get("src") == f"data:image/png;base64,{b64encode(picture).decode()}"
    assert (image.get("width"), image.get("height")) == ("4", "3")
    assert image.get("alt") == root.findtext(".//figcaption") == "图1"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<svg/>", UnreadablePictureError),
        (png(40, 30)[:-30], UnreadablePictureError),
        (b"\x89PNG\r\n\x1a\n".ljust(60_000_000, b"\0"), HugePictureError),
    ],
)
def test_a_picture_that_no_browser_shows_is_refused(data: bytes, error: type[PictureError]) -> None:
    with pytest.raises(error, match=r"图片“photo\.png”"):
        page(Figure("photo.png", data))


def test_a_page_break_is_kept_for_printing() -> None:
    assert page(PageBreak()).find(".//main/div").get("class") == "page-break"


def test_without_its_style_the_tables_are_still_ruled_and_the_bands_blue() -> None:
    """Editors of portals throw the style element away."""
    root = page(spanned_table())
    root.find("head").remove(root.find("head/style"))
    assert root.find(".//table").get("border") == "1"
    assert "#C6D9F1" in root.xpath("//th[@class='band']/@style")[0]


NUMBERED: list[tuple[str, Callable[[StyleSheet], StyleSheet]]] = [
    ('@page :right { @bottom-right { content: "— " counter(page) " —"', lambda sheet: sheet),
    (
        '@page { @bottom-center { content: "第" counter(page) "页，共" counter(pages) "页"',
        lambda sheet: msgspec.convert(
            msgspec.to_builtins(sheet)
            | {
                "page_number": msgspec.to_builtins(sheet.page_number)
                | {"place": "center", "form": "第{n}页，共{total}页"}
            },
            StyleSheet,
        ),
    ),
]


@pytest.mark.parametrize(("rule", "changed"), NUMBERED)
def test_pages_are_numbered_as_the_style_sheet_has_it(
    rule: str, changed: Callable[[StyleSheet], StyleSheet]
) -> None:
    assert rule in style_of(changed(SHEET))


def test_the_paper_is_that_of_the_style_sheet(sheet: StyleSheet) -> None:
    page = sheet.page
    sides = " ".join(f"{side}mm" for side in (page.top, page.right, page.bottom, page.left))
    assert re.search(rf"size: 210\.0mm 297\.0mm; margin: {re.escape(sides)};", style_of(sheet))


def test_equal_documents_give_equal_bytes() -> None:
    assert write_html(every_node(), SHEET) == write_html(every_node(), SHEET)
