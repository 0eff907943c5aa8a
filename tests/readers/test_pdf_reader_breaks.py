"""What the foot of a page cuts off comes back whole; what only stands beside it stays apart."""

from __future__ import annotations

import pytest

from tests.readers.pdf_drawn import FULL, LEFT, Drawing, Span, body, rows, texts

FIRST = "\u3000\u3000" + "国" * (FULL - 2)  # the first line of a paragraph
ENDED = "务" * (FULL - 1) + "。"  # a sentence that ends at the margin
HEADER: list[list[Span | str]] = [["名称", "件数", "金额"]]


@pytest.mark.parametrize("remark", ["附件1", "附表", "附件：统计表"])
def test_a_short_line_on_a_new_page_is_no_rest_of_a_sentence_that_ended(remark: str) -> None:
    drawing = Drawing()
    body(drawing, [FIRST, "务" * FULL, ENDED, FIRST, "务" * FULL, ENDED])
    drawing.turn_page()
    body(drawing, [remark])
    assert texts(drawing.data())[-1] == remark


@pytest.mark.parametrize("rest", [["院。"], ["院。“办"], ["办" * FULL, "公。"]])
def test_a_paragraph_goes_on_behind_a_sentence_that_ends_at_the_margin(rest: list[str]) -> None:
    drawing = Drawing()
    body(drawing, [FIRST, "务" * FULL, ENDED])
    drawing.turn_page()
    body(drawing, [*rest[:-1], rest[-1].split("“")[0], FIRST, "务" * FULL])
    joined = "".join(rest).split("“")[0]
    assert texts(drawing.data())[0] == FIRST.strip() + "务" * FULL + ENDED + joined


def test_lines_that_happen_to_be_as_long_as_each_other_are_no_margin() -> None:
    lines = ["某某市司法局2023年度报告全文", "国" * FULL, "办公。", "一、" + "总" * 13]
    lines += ["国" * (FULL - 1) + "，", "办公。", "二、" + "总" * 13, "国" * (FULL - 5) + "。"]
    drawing = Drawing()
    body(drawing, lines)
    read = texts(drawing.data())
    assert read[0] == lines[0]
    assert read[1] == lines[1] + lines[2]
    assert "二、" + "总" * 13 in read


@pytest.mark.parametrize(
    ("head", "tail", "above"),
    [
        ("8.属于行", "政查询事项", True),
        ("2.申请人逾期未缴", "纳费用、不再处理", True),
        ("2.申请人逾期未缴", "纳费用、不再处理", False),
    ],
)
def test_a_label_torn_by_a_page_break_has_the_values_of_either_side(
    head: str, tail: str, above: bool
) -> None:
    values, blank = ["15", "66"], ["", ""]
    drawing = Drawing()
    drawing.table(LEFT, 760, [90, 40, 40], [*HEADER, [head, *(values if above else blank)]])
    drawing.turn_page()
    rest = [tail, *(blank if above else values)]
    drawing.table(LEFT, 80, [90, 40, 40], [rest, ["3.其他", "1", "2"]])
    assert rows(drawing.data()) == [
        ("名称", "件数", "金额"),
        (head + tail, "15", "66"),
        ("3.其他", "1", "2"),
    ]


def test_rows_with_values_of_their_own_stay_two_at_a_page_break() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 760, [90, 40, 40], [*HEADER, ["1.属于行政", "15", "66"]])
    drawing.turn_page()
    drawing.table(LEFT, 80, [90, 40, 40], [["合计", "", ""], ["行政查询", "1", "2"]])
    assert rows(drawing.data())[1:] == [
        ("1.属于行政", "15", "66"),
        ("合计", "", ""),
        ("行政查询", "1", "2"),
    ]


@pytest.mark.parametrize("last", [["1.属于行政", "", ""], ["", "", ""]])
def test_the_header_of_the_next_table_fills_no_blank_cells(last: list[str]) -> None:
    following = ["", "行政复议", "行政诉讼"]
    drawing = Drawing()
    drawing.table(LEFT, 760, [90, 40, 40], [*HEADER, last])
    drawing.turn_page()
    drawing.table(LEFT, 80, [90, 40, 40], [following, ["结果维持", "1", "2"]])
    assert rows(drawing.data())[1:] == [tuple(last), tuple(following), ("结果维持", "1", "2")]


def test_a_number_in_two_lines_beside_a_label_in_two_lines_is_one() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [60, 34, 34], [["", "", ""]], height=30)
    drawing.lines(LEFT + 3, 113, ["（二）部分", "公开"], 10, 12)
    drawing.lines(LEFT + 62, 113, ["123456", "789012"], 9, 8)
    assert rows(drawing.data()) == [("（二）部分公开", "123456789012", "")]


def test_numbers_beside_two_labels_in_one_cell_stay_two() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [60, 34, 34], [["", "", ""]], height=30)
    drawing.lines(LEFT + 3, 113, ["行政许可", "行政处罚"], 10, 12)
    drawing.lines(LEFT + 62, 113, ["123456", "789012"], 9, 12)
    assert rows(drawing.data())[0][1] == "123456 789012"


def test_a_label_over_all_rows_of_a_page_may_have_no_level_line() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 760, [30, 90, 40], [[("结果", 1, 1), "1.属于", "7"]])
    drawing.turn_page()
    drawing.table(LEFT + 30, 80, [90, 40], [["行政案卷", ""], ["2.其他", "5"]])
    drawing.upright(LEFT, 80, 120)
    assert rows(drawing.data()) == [("结果", "1.属于行政案卷", "7"), ("2.其他", "5")]


def test_a_word_of_the_header_may_hang_out_of_the_last_row_of_a_page() -> None:
    data = hanging()
    assert rows(data) == [("名称", "自然人", "法人")]
    assert texts(data) == []


def hanging() -> bytes:
    """A table whose second cell is open below, with a letter there, and a page number."""
    drawing = Drawing()
    drawing.level(LEFT, LEFT + 160, 760)
    drawing.level(LEFT, LEFT + 80, 780)
    drawing.level(LEFT + 100, LEFT + 160, 780)
    for x in (0, 80, 100, 160):
        drawing.upright(LEFT + x, 760, 780)
    drawing.text(LEFT + 3, 774, "名称", 8)
    drawing.text(LEFT + 82, 776, "自然", 8)
    drawing.text(LEFT + 103, 774, "法人", 8)
    drawing.text(LEFT + 82, 788, "人", 8)
    drawing.text(LEFT + 200, 820, "— 1 —", 8)
    return drawing.data()


def test_the_header_of_a_table_without_lines_may_stand_on_the_page_before() -> None:
    drawing = Drawing()
    body(drawing, ["一、情况"])
    drawing.text(LEFT, 770, "申请人情况及", 9)
    drawing.text(LEFT + 118, 770, "自然", 9)
    drawing.text(LEFT + 180, 770, "法人", 9)
    drawing.text(LEFT, 782, "办理情况", 9)
    drawing.text(LEFT + 118, 782, "人", 9)
    drawing.turn_page()
    lines = [["企业", "机构"], ["一、新收", "1", "11"], ["二、结转", "8", "66"]]
    drawing.table(LEFT + 115, 80, [60, 60], [lines[0]], border="none")
    drawing.table(LEFT, 100, [115, 60, 60], lines[1:], border="none")
    data = drawing.data()
    assert rows(data) == [("申请人情况及办理情况", "自然人", "法人"), *map(tuple, lines)]
    assert texts(data) == ["一、情况"]


def test_labels_with_a_unit_beside_them_are_rows_of_their_own_without_lines() -> None:
    lines = [["（一）主动公开数", "条", "120"], ["规范性文件数", "条", "155"], ["总数", "件", "52"]]
    drawing = Drawing()
    drawing.table(LEFT, 100, [120, 40, 40], lines, border="none", height=12)
    assert rows(drawing.data()) == [*map(tuple, lines)]
