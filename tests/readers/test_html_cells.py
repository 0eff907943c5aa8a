"""What the cells of a web page say: note marks, fields of forms, rows stacked in one."""

from __future__ import annotations

import pytest

from tests.readers.test_html import texts_in


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("130<sup>2</sup>", "130²"),
        ("130<sup>[<a href=#n>2</a>]</sup>", "130²"),
        ("130<sup>注１</sup>", "130 注¹"),
        ("130<sup>*</sup>", "130 *"),
        ("<p>130<span style='Vertical-Align: super'>2</span></p>", "130²"),
        ("130<sub>2</sub>件", "130₂件"),
        ("130<sup>\n</sup>5", "130 5"),
        ("<sup>130</sup>", "130"),
        ("<p><sup>130</sup></p>", "130"),
    ],
)
def test_a_note_mark_adds_no_digit_to_a_number(cell: str, text: str) -> None:
    assert texts_in(f"<table><tr><td>行<td>{cell}</table>") == [("行", text)]
    assert texts_in(f"<p>共{cell.replace('p>', 'b>')}</p>")[0] != "共1302"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<input value=12>", "12"),
        ("<input type=NUMBER value='12'>件", "12件"),
        ("<input type=hidden value=5><input type=checkbox value=1 checked>", ""),
        ("<input type=submit value=保存><button>增加</button>", ""),
        ("<input value=5 style='display:none'>", ""),
        ("<textarea>12</textarea>", "12"),
        ("<select><option>0<option selected>12</select>", "12"),
        ("<select><option>请选择<option>12</select>", ""),
    ],
)
def test_what_was_typed_into_a_form_is_the_text_of_its_cell(cell: str, text: str) -> None:
    assert texts_in(f"<table><tr><td>行<td>{cell}</table>") == [("行", text)]


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            ("1.甲<br>2.乙", "3<br>4", "", "5<br>6"),
            [("1.甲", "3", "", "5"), ("2.乙", "4", "", "6")],
        ),
        (("<p>1.甲</p><p>乙丙</p><p>2.丁", "3<br>4"), [("1.甲乙丙", "3"), ("2.丁", "4")]),
        (("①甲<br>②乙", "有<br>无"), [("①甲", "有"), ("②乙", "无")]),
        (("规章<br>文件", "3<br>4", "5<br>1,200"), [("规章", "3", "5"), ("文件", "4", "1,200")]),
        (("（三）不予", "1.甲<br>2.乙", "3<br>/"), [("（三）不予", "1.甲", "3"), ("2.乙", "/")]),
        (("行政<br>许可", "1<br>3"), [("行政许可", "1 3")]),
        (("行政<br>许可", "1<br>3", "5"), [("行政许可", "1 3", "5")]),
        (("结果<br>维持", "结果<br>纠正"), [("结果维持", "结果纠正")]),
        (("1.甲<br>2.乙", "3<br>4<br>5"), [("1.甲 2.乙", "3 4 5")]),
        (("1<br>2", "3<br>4", "5<br>6"), [("1 2", "3 4", "5 6")]),
        (("1.甲<br>2.乙", ""), [("1.甲 2.乙", "")]),
    ],
)
def test_rows_stacked_in_one_row_are_several(
    cells: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    found = texts_in(f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</table>")
    assert [tuple(map(str, row)) for row in found] == rows
