"""A PDF gives its paragraphs and table rows as a person sees them on the page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from gipdesk.readers.pdf import page_of, page_picture, read_pdf
from tests.readers.pdf_drawn import (
    FULL,
    HEIGHT,
    LEFT,
    SIZE,
    WIDTH,
    Border,
    Drawing,
    Span,
    body,
    rows,
    texts,
)

BORDERS: tuple[Border, ...] = ("lines", "bars", "boxes", "double", "dots")
ROWS: list[list[Span | str]] = [
    [("项目", 2, 2), ("办理情况", 1, 2)],
    ["件数", "金额"],
    [("一、受理", 2, 1), "1.当面", "12", ""],
    ["2.网上", "0", "3.50"],
    [("二、合计", 1, 2), "12", "3.50"],
]
CELLS = [
    ("项目", "办理情况"),
    ("件数", "金额"),
    ("一、受理", "1.当面", "12", ""),
    ("2.网上", "0", "3.50"),
    ("二、合计", "12", "3.50"),
]


def page_with(lines: Sequence[str]) -> bytes:
    drawing = Drawing()
    body(drawing, lines)
    return drawing.data()


@pytest.mark.parametrize("border", BORDERS)
def test_a_ruled_table_is_read_with_its_merged_and_blank_cells(border: Border) -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [60, 80, 50, 50], ROWS, border=border)
    assert rows(drawing.data()) == CELLS


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turned: int) -> None:
    drawing = Drawing()
    origins = {0: (0.0, 0.0), 90: (WIDTH, 0.0), 180: (WIDTH, HEIGHT), 270: (0.0, HEIGHT)}
    drawing.canvas.translate(*origins[turned])
    drawing.canvas.rotate(turned)
    if turned in (90, 270):
        drawing.canvas.translate(0, WIDTH - HEIGHT)
    drawing.table(LEFT, 100, [60, 80, 50, 50], ROWS)
    data = drawing.data()
    assert rows(shown_turned(data, turned)) == CELLS
    assert rows(data) == CELLS  # shown sideways: it is read as its letters stand


def shown_turned(data: bytes, turned: int) -> bytes:
    document = PdfDocument(data)
    page = document[0]
    page.set_rotation(turned)
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def test_a_table_goes_on_behind_a_page_break_without_its_repeated_header() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 700, [60, 80, 50, 50], ROWS[:3])
    drawing.turn_page()
    drawing.text(LEFT, 70, "表三（续）")
    drawing.table(LEFT, 80, [60, 80, 50, 50], [*ROWS[:2], *ROWS[4:]])
    data = drawing.data()
    assert rows(data) == [*CELLS[:3], CELLS[4]]
    assert texts(data) == []


def test_a_row_torn_by_a_page_break_is_one_row() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 700, [90, 50], [["名称", "件数"], ["1.申请人逾期不补正行", "7"]])
    drawing.turn_page()
    drawing.table(LEFT, 80, [90, 50], [["政机关不再处理", ""], ["2.其他", "5"]])
    assert rows(drawing.data()) == [
        ("名称", "件数"),
        ("1.申请人逾期不补正行政机关不再处理", "7"),
        ("2.其他", "5"),
    ]


def test_a_label_over_rows_that_a_page_break_tears_is_one_label() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 700, [30, 90, 50], [[("（四）", 1, 1), "1.不掌握", "7"]])
    drawing.turn_page()
    drawing.table(
        LEFT, 80, [30, 90, 50], [[("无法提", 2, 1), "2.需另行制作", "0"], ["3.仍不明确", "5"]]
    )
    assert rows(drawing.data()) == [
        ("（四）无法提", "1.不掌握", "7"),
        ("2.需另行制作", "0"),
        ("3.仍不明确", "5"),
    ]


def test_rows_that_only_stand_at_a_page_break_stay_two() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 700, [200, 50], [["行政处罚", ""]])
    drawing.table(LEFT, 680, [200, 50], [["名称", "件数"]])
    drawing.turn_page()
    drawing.table(LEFT, 80, [200, 50], [["行政强制", "12"], ["行政许可", "0"]])
    assert rows(drawing.data()) == [
        ("名称", "件数"),
        ("行政处罚", ""),
        ("行政强制", "12"),
        ("行政许可", "0"),
    ]


def test_a_row_heading_with_a_letter_a_line_is_one_text() -> None:
    drawing = Drawing()
    heading = ("三\n、\n本\n年\n度\n办\n理\n结\n果", 6, 1)
    drawing.table(LEFT, 100, [20, 80, 50], [[heading, "1.公开", "3"], *([["其他", "0"]] * 5)])
    assert rows(drawing.data())[0] == ("三、本年度办理结果", "1.公开", "3")


def test_a_number_too_long_for_its_cell_is_one_number() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [80, 27], [["行政许可", "44722\n8"], ["行政处罚", "88283"]])
    assert rows(drawing.data()) == [("行政许可", "447228"), ("行政处罚", "88283")]


@pytest.mark.parametrize("numbers", ["12\n34", "0\n0", "12\n3"])
def test_two_numbers_below_each_other_in_a_cell_stay_two(numbers: str) -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [80, 60], [["行政许可", numbers], ["行政处罚", "88283"]])
    assert rows(drawing.data())[0] == ("行政许可", numbers.replace("\n", " "))


def test_rows_whose_lines_are_missing_do_not_make_one_number() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [80, 20], [["行政许可\n行政处罚", "12\n34"], ["合计", "46"]])
    assert "1234" not in str(rows(drawing.data()))


def test_a_number_that_runs_into_the_next_cell_belongs_to_neither() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [80, 20, 40], [["行政许可", "4472280", ""], ["行政处罚", "1", "2"]])
    read = rows(drawing.data())[0]
    assert not any(cell.isdigit() for cell in read)
    assert "".join(read).startswith("行政许可")


def test_columns_are_seen_without_ruled_lines() -> None:
    drawing = Drawing()
    drawing.table(LEFT, 100, [120, 60, 60, 60], [["名称", "制发", "废止", "有效"]], border="none")
    lines = [["规章", "1", "0", "11"], ["规范性文件", "8", "", "66"], ["合计", "9", "0", "77"]]
    drawing.table(LEFT, 120, [120, 60, 60, 60], lines, border="none")
    assert rows(drawing.data()) == [("名称", "制发", "废止", "有效"), *map(tuple, lines)]


def test_a_label_over_two_lines_belongs_to_the_numbers_beside_it() -> None:
    drawing = Drawing()
    lines = [["1.申请人无正当理由\n逾期不补正", "4", "0", "4"], ["2.其他", "1", "2", "3"]]
    drawing.table(LEFT, 100, [120, 60, 60, 60], lines, border="none", height=24)
    assert rows(drawing.data()) == [
        ("1.申请人无正当理由逾期不补正", "4", "0", "4"),
        ("2.其他", "1", "2", "3"),
    ]


def test_paragraphs_are_told_by_indent_and_full_lines_also_over_pages() -> None:
    drawing = Drawing()
    first = "国" * (FULL - 2)
    body(drawing, ["一、总体情况", "\u3000\u3000" + first, "务" * FULL, "院。"])
    body(drawing, ["\u3000\u3000" + first], y=212)
    drawing.text(290, 800, "— 1 —", 14)
    drawing.turn_page()
    body(drawing, ["办" * FULL, "公。", "\u3000\u3000公开。"])
    drawing.text(290, 800, "— 2 —", 14)
    assert texts(drawing.data()) == [
        "一、总体情况",
        first + "务" * FULL + "院。",
        first + "办" * FULL + "公。",
        "公开。",
    ]


def test_a_space_between_latin_words_comes_back_at_a_line_end_and_an_address_stays_whole() -> None:
    standard = "国" * (FULL - 2) + "GB/T"  # a Latin letter is half as wide
    address = "9704" + "国" * (FULL - 6) + "office@"
    data = page_with([standard, address, "example.cn。", "国" * FULL, "国" * FULL])
    assert texts(data)[0].startswith(f"{standard} {address}example.cn。")


def test_spaces_in_the_file_are_kept_and_gaps_between_hanzi_make_none() -> None:
    drawing = Drawing()
    drawing.text(LEFT, 100, "2021 年", SIZE)
    for number, letter in enumerate("总体情况"):
        drawing.text(LEFT + number * 1.4 * SIZE, 140, letter, SIZE)
    assert texts(drawing.data()) == ["2021 年", "总体情况"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    drawing = Drawing()
    for shift in (0, 0.4):
        drawing.text(LEFT + shift, 100, "总体情况1100", SIZE)
    assert texts(drawing.data()) == ["总体情况1100"]


def test_what_lies_outside_the_page_is_not_read() -> None:
    drawing = Drawing()
    drawing.canvas.setCropBox((0, 300, WIDTH, HEIGHT))
    drawing.text(LEFT, 100, "公开", SIZE)
    drawing.text(LEFT, 700, "裁去", SIZE)
    assert texts(drawing.data()) == ["公开"]


def test_page_numbers_and_running_heads_are_no_text_but_numbers_are() -> None:
    drawing = Drawing()
    for page in (1, 2, 3):
        drawing.text(LEFT, 30, "某某市年报", 9)
        body(drawing, [f"第{'一二三'[page - 1]}段。"])
        drawing.text(290, 820, str(page), 10)
        if page < 3:
            drawing.turn_page()
    assert texts(drawing.data()) == ["第一段。", "第二段。", "第三段。"]
    alone = Drawing()
    body(alone, ["公开。"])
    alone.text(290, 820, "37", 10)
    assert texts(alone.data()) == ["公开。", "37"]


def test_a_last_line_that_is_an_address_is_text() -> None:
    drawing = Drawing()
    drawing.text(LEFT, 790, "http://www.example.cn/zwgk/2023/12已开通", 10)
    assert texts(drawing.data()) == ["http://www.example.cn/zwgk/2023/12已开通"]


def test_radicals_of_a_text_layer_are_ordinary_characters() -> None:
    drawing = Drawing()
    drawing.text(LEFT, 100, "\u2f00般", SIZE)
    assert texts(drawing.data()) == ["一般"]


def test_slanted_text_is_left_out_and_said() -> None:
    drawing = Drawing()
    body(drawing, ["公开。"])
    drawing.canvas.rotate(45)
    drawing.text(500, 842, "内部资料", 40)
    source = read_pdf(drawing.data())
    assert [piece.text for piece in source.pieces] == ["公开。"]
    assert "水印" in source.notes[0]


def test_places_tell_page_line_and_row() -> None:
    drawing = Drawing()
    body(drawing, ["一、总体情况", "公开。"])
    drawing.turn_page()
    drawing.table(LEFT, 100, [60, 80, 50, 50], ROWS)
    places = [piece.place for piece in read_pdf(drawing.data()).pieces]
    assert places[:3] == ["第1页第1行", "第1页第2行", "第2页表1第1行"]
    assert [page_of(place) for place in places[1:3]] == [1, 2]
    assert page_of("第12行") is None


def test_a_page_is_shown_as_a_picture() -> None:
    width, height, pixels = page_picture(page_with(["公开。"]), 1, 0.5)
    assert (width, height) == (298, 421)
    assert len(pixels) == 4 * width * height
    assert set(pixels[3::4]) == {255}
    assert min(pixels) < 100
