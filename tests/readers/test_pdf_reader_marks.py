"""Marks at numbers: what is raised or struck out never makes a plain number."""

from __future__ import annotations

import pytest

from tests.readers.pdf_drawn import LEFT, Drawing, rows, texts

WIDTHS = [80.0, 40.0]
VALUE = LEFT + WIDTHS[0] + 3  # where the text of a value begins
BASE = 100 + 10 + 0.35 * 8  # of the first row
DIGIT = 4.0  # the width of a digit


def drawn() -> Drawing:
    drawing = Drawing()
    drawing.table(LEFT, 100, WIDTHS, [["规章", ""], ["合计", "1132"]])
    drawing.text(VALUE, BASE, "853", 8)
    return drawing


@pytest.mark.parametrize(("mark", "read"), [("2", "853²"), ("10", "853¹⁰")])
def test_a_raised_digit_is_no_part_of_the_number(mark: str, read: str) -> None:
    drawing = drawn()
    drawing.text(VALUE + 3 * DIGIT, BASE - 3, mark, 5)
    assert rows(drawing.data()) == [("规章", read), ("合计", "1132")]


def test_a_digit_of_another_size_on_the_same_line_is_part_of_the_number() -> None:
    drawing = drawn()
    drawing.text(VALUE + 3 * DIGIT, BASE, "2", 7)
    assert rows(drawing.data())[0] == ("规章", "8532")


@pytest.mark.parametrize("extent", [(0.0, 3 * DIGIT), (-2.0, 3 * DIGIT + 1)])
def test_a_number_that_is_struck_out_is_marked(extent: tuple[float, float]) -> None:
    drawing = drawn()
    drawing.level(VALUE + extent[0], VALUE + extent[1], BASE - 2.4)
    assert rows(drawing.data()) == [("规章", "853〔有删除线〕"), ("合计", "1132")]


def test_a_number_before_which_another_is_struck_out_is_no_plain_number() -> None:
    drawing = drawn()
    drawing.level(VALUE, VALUE + DIGIT, BASE - 2.4)
    assert rows(drawing.data())[0] == ("规章", "8〔有删除线〕53")


def test_a_line_below_a_number_does_not_strike_it_out() -> None:
    drawing = drawn()
    drawing.level(VALUE, VALUE + 3 * DIGIT, BASE + 1)
    drawing.text(LEFT, 300, "公开信息12条。", 16)
    drawing.level(LEFT, LEFT + 100, 303)
    data = drawing.data()
    assert rows(data) == [("规章", "853"), ("合计", "1132")]
    assert texts(data) == ["公开信息12条。"]
