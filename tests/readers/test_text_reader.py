"""Plain text and Markdown: which lines are rows of a table, and what stands in their cells."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.document.nodes import Block, CellRole, Document, Heading, Run, Table, TableCell, Title
from gipdesk.readers.pieces import Piece, TableRow
from gipdesk.readers.text import pieces_of, read_text
from gipdesk.report.edition import Editions, form_of
from gipdesk.writers.text import write_markdown, write_text
from tests.writers.samples import document, official, paragraph

FORM = form_of(Editions(paths.EDITIONS)["2021"])
Texts = list[str | tuple[str, ...]]


def texts(text: str) -> Texts:
    """Lines as text, rows as their cells."""
    return [text_of(piece) for piece in pieces_of(text)]


def text_of(piece: Piece) -> str | tuple[str, ...]:
    return piece.cells if isinstance(piece, TableRow) else piece.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规章 | 0 | 1 |", [("规章", "0", "1")]),
        ("｜规章｜0｜", [("", "规章", "0")]),
        (" | 件数 | 金额 |\n收费 | 1 | 2 |", [("", "件数", "金额"), ("收费", "1", "2")]),
        ("| 甲 | 1 |\n| 乙 | 2 |", [("甲", "1"), ("乙", "2")]),
        ("│甲│1│\n├──┼──┤\n│乙│2│", [("甲", "1"), ("乙", "2")]),
        ("┌──┬──┐\n│甲│1│\n│乙│2│\n└──┴──┘", [("甲", "1"), ("乙", "2")]),
        ("规章 | - | - |\n- | - | - |", [("规章", "-", "-"), ("-", "-", "-")]),
        ("见“公开|年报”栏目。", ["见“公开|年报”栏目。"]),
        ("甲\t1\n\n乙\t2", [("甲", "1"), ("乙", "2")]),
        ("甲\t乙\t丙\n丁\t\t\n戊\t1\t", [("甲", "乙", "丙"), ("丁", "", ""), ("戊", "1", "")]),
        ("复议\t诉讼\n\t", [("复议", "诉讼"), ("", "")]),
        ("\t第一段。\n\t第二段。", ["第一段。", "第二段。"]),
        ("（一）\t主动公开\n（二）\t依申请公开", ["（一） 主动公开", "（二） 依申请公开"]),
        ("规章\n\t\t\t\n0", ["规章", "0"]),
        ("----\n〔注〕", ["----", "〔注〕"]),
        (r"路径 C:\公开\_年报", [r"路径 C:\公开\_年报"]),
    ],
)  # fmt: skip
def test_rows_are_known_by_their_bars_or_tabs(text: str, expected: Texts) -> None:
    shown = [each.replace("\t", " ") if isinstance(each, str) else each for each in texts(text)]
    assert shown == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 题\n\n一、总体\\\n1\\.甲", ["题", "一、总体", "1.甲"]),
        ("## **一、总体情况**\n\n公开**3**条", ["一、总体情况", "公开3条"]),
        ("# 题\n甲\\|乙\\_丙 5\\*2 \\\\", ["题", "甲|乙_丙 5*2 \\"]),
        ("甲|1\n---|---\n乙|2", [("甲", "1"), ("乙", "2")]),
        ("| 甲 | 1 |\n| :-- | --: |\n| a\\|b | **2** |", [("甲", "1"), ("a|b", "2")]),
        ("| 结果<br>维持 | 1<br/>2 |\n|---|---|\n|  | 3 |", [("结果维持", "1 2"), ("", "3")]),
    ],
)
def test_markdown_is_read_as_it_is_shown(text: str, expected: Texts) -> None:
    assert texts(text) == expected


def test_places_count_the_lines_of_the_file() -> None:
    places = [piece.place for piece in pieces_of("甲\n\n| 乙 | 1 |\n|---|---|\n| 丙 | 2 |")]
    assert places == ["第1行", "第3行", "第5行"]


# Our own files ---------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
SIGNS = st.sampled_from(
    ["5*2", "a_b", "[1]", "<b>", "1.", "-", "+", "#", "~", "`", "&amp;", "\\", "=="]
)
SENTENCE = st.lists(WORDS | SIGNS, min_size=1, max_size=5).map(
    lambda words: f"全年{''.join(words)}条。"
)
CELL = (WORDS | SIGNS | st.sampled_from(["0", "12", "|", "a|b"])).map(str.strip) | st.just("")
MADE_UP = {"｜": "|", "│": "|", "┃": "|", "║": "|"}  # read as bars


def free_table(rows: list[list[str]]) -> Table:
    cells = tuple(tuple(TableCell(text, CellRole.VALUE) for text in row) for row in rows)
    return Table("free", len(rows[0]), 0, cells)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SENTENCE, max_size=3),
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=5),
)
def test_our_own_markdown_is_read_back(sentences: list[str], rows: list[list[str]]) -> None:
    sentences = [bare(sentence) for sentence in sentences]
    rows = [["行", *map(bare, row)] for row in rows]
    blocks: list[Block] = [Title(("标题",)), *map(paragraph, sentences), free_table(rows)]
    read_back = [text_of(piece) for piece in read_text(write_markdown(document(*blocks))).pieces]
    assert read_back == ["标题", *sentences, *map(tuple, rows)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SENTENCE, max_size=3),
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=5),
)
def test_our_own_text_is_read_back(sentences: list[str], rows: list[list[str]]) -> None:
    sentences = [bare(sentence).replace("|", "/") for sentence in sentences]
    rows = [["行", *(bare(cell).replace("|", "/") for cell in row)] for row in rows]
    rows[0] = ["项目", "制发", "废止", "有效"]
    blocks: list[Block] = [Title(("标题",)), *map(paragraph, sentences), free_table(rows)]
    read_back = [text_of(piece) for piece in read_text(write_text(document(*blocks))).pieces]
    assert read_back == ["标题", *sentences, *map(tuple, rows)]


def bare(text: str) -> str:
    """A text without the bars that only look like one, which no writer protects."""
    return "".join("/" if sign in MADE_UP else sign for sign in text)


@pytest.mark.parametrize("table_id", ["disclosure", "requests", "proceedings"])
@pytest.mark.parametrize("write", [write_text, write_markdown])
def test_our_own_tables_keep_every_cell(table_id: str, write: Callable[[Document], bytes]) -> None:
    table = official(FORM, table_id)
    blocks = (Heading(1, (Run("一、情况"),)), table, paragraph("后文。"))
    first, *rows, last = read_text(write(document(*blocks))).pieces
    assert (first.text, last.text) == ("一、情况", "后文。")
    assert [tuple(filter(None, row.cells)) for row in rows] == [
        tuple(filter(None, (cell.text for cell in row))) for row in table.rows
    ]
    assert {len(row.cells) for row in rows} == {table.columns}


# Bounds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000 + "|",
        " \t" * 150_000 + "x",
        "-" * 300_000 + "|x",
        "# 题\n" + "\\" * 300_000,
        "# 题\n" + "**a" * 100_000,
        "# 题\n| " + "a|" * 100_000,
        "─" * 300_000 + "x",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_strange_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    began = time.process_time()
    read_text(text.encode())
    assert time.process_time() - began < 2
