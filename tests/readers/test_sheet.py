"""Workbooks as people type them, as we write them, and as they must not be."""

from __future__ import annotations

import datetime
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import cycle
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.document.nodes import Heading, Run
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.readers.pieces import Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.reading import read
from gipdesk.readers.sheet import read_sheet
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import Editions, Form
from gipdesk.report.report import Meta
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.writers.xlsx import write_xlsx
from tests.readers import old_books
from tests.readers.pages import pieces_expected, workbook
from tests.readers.sources import forms_of, tables_of, year_of
from tests.writers.samples import document, official, spanned_table, statistics

EDITIONS = Editions(paths.EDITIONS)
FORMS = [form for edition in EDITIONS for form in forms_of(edition)]
LOOK = read_stylesheet(paths.STYLES / "gb9704.toml")


def book(fill: Callable[[Any], None]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        fill(workbook)
    return stream.getvalue()


def sheet(fill: Callable[[Any], None]) -> bytes:
    return book(lambda workbook: fill(workbook.add_worksheet("年报")))


def texts(source: SourceText) -> list[str | tuple[str, ...]]:
    """Lines as text, rows as their cells."""
    return [text_of(piece) for piece in source.pieces]


def text_of(piece: Piece) -> str | tuple[str, ...]:
    return piece.cells if isinstance(piece, TableRow) else piece.text


def texts_in(fill: Callable[[Any], None]) -> list[str | tuple[str, ...]]:
    return texts(read_sheet(sheet(fill)))


# Values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (12.0, "12"),
        (-8, "-8"),
        (0.038, "0.038"),
        (0.1 + 0.2, "0.3"),
        (96171.6, "96171.6"),
        (1234567.89, "1234567.89"),
        (1e-7, "0.0000001"),
        (-1e-12, "0"),
        (3985758, "3985758"),
        (123456789012345, "123456789012345"),
        (1e20, "100000000000000000000"),
        ("1,234", "1,234"),
        ("007", "007"),
        ("结果\n维持", "结果维持"),
        ("1\n2", "1 2"),
        (" 　", ""),
        (True, "TRUE"),
    ],
)
def test_a_value_is_given_as_text_without_loss(value: object, text: str) -> None:
    def fill(page: Any) -> None:
        page.write_row(0, 0, ["行", value, "尾"], None)

    assert texts_in(fill) == [("行", text, "尾")]


def test_dates_and_times_are_given_as_text() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        minute = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_datetime(0, 0, datetime.datetime(2018, 1, 9), day)
        page.write_datetime(0, 1, datetime.datetime(2018, 1, 9, 10, 30), minute)

    assert texts(read_sheet(book(fill))) == [("2018-01-09", "2018-01-09 10:30")]


def test_a_cell_that_shows_an_error_is_not_taken_for_blank() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("甲").write_row(0, 0, ["行", 1])
        page = workbook.add_worksheet("乙")
        page.write_row(2, 1, ["行", 1, 2])
        page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        page.write_formula(3, 1, "=C3+1", None, 2)
        page.write_formula(3, 2, "=#REF!", None, "#REF!")

    assert texts(read_sheet(book(fill)))[2:] == ["乙", ("行", "1", "#DIV/0!"), ("2", "#REF!", "")]


# Rows ------------------------------------------------------------------------------------------


def test_merged_cells_are_listed_once_where_they_begin() -> None:
    def fill(page: Any) -> None:
        page.merge_range(1, 1, 2, 1, "（三）不予公开")
        page.write_row(1, 2, ["1.属于国家秘密", 0, 0])
        page.write_row(2, 2, ["2.其他", 0, 1])
        page.merge_range(3, 1, 3, 2, "（七）总计")
        page.write_row(3, 3, [0, 1])

    assert texts_in(fill) == [
        ("（三）不予公开", "1.属于国家秘密", "0", "0"),
        ("2.其他", "0", "1"),
        ("（七）总计", "0", "1"),
    ]


def test_blank_cells_within_a_table_count_and_blank_ones_around_it_do_not() -> None:
    def fill(page: Any) -> None:
        page.write_row(4, 3, ["信息内容", "制发", "废止", "有效"])
        page.write_row(5, 3, ["规章", "", "", ""])
        page.write_row(6, 3, ["规范性文件", 1, "", ""])

    source = read_sheet(sheet(fill))
    assert texts(source) == [
        ("信息内容", "制发", "废止", "有效"),
        ("规章", "", "", ""),
        ("规范性文件", "1", "", ""),
    ]
    assert source.pieces[1].place == "工作表“年报”第6行"


def test_what_stands_alone_in_its_row_is_text() -> None:
    def fill(page: Any) -> None:
        page.merge_range(0, 0, 0, 2, "某某市司法局2023年政府信息公开工作年度报告")
        page.write(1, 0, "一、总体情况")
        page.write(2, 0, "第一段。\n第二段。")
        page.write_row(3, 0, ["甲", 1, 2])
        page.merge_range(4, 0, 4, 2, "第二十条第（一）项")
        page.write_row(5, 0, ["乙", "", ""])
        page.write(6, 0, "二、主动公开政府信息情况")
        page.write_row(7, 0, ["丙", 3, 4])
        page.write(8, 0, "2024年1月16日")

    assert texts_in(fill) == [
        "某某市司法局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "第一段。",
        "第二段。",
        ("甲", "1", "2"),
        "第二十条第（一）项",
        ("乙", "", ""),
        "二、主动公开政府信息情况",
        ("丙", "3", "4"),
        "2024年1月16日",
    ]


def test_rows_stacked_in_one_row_are_several() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ["（三）", "1.国家秘密\n2.其他法规\n禁止公开", "3\n4", "", "0\n0"])
        sheet.write_row(1, 0, ["行政\n许可", 5, "", "", "无"])

    assert texts_in(fill) == [
        ("（三）", "1.国家秘密", "3", "", "0"),
        ("2.其他法规禁止公开", "4", "", "0"),
        ("行政许可", "5", "", "", "无"),
    ]


def test_blank_rows_part_tables_of_different_width() -> None:
    def fill(page: Any) -> None:
        page.write_row(0, 0, ["甲", 1])
        page.write_row(2, 0, ["乙", 1, 2, 3])

    assert texts_in(fill) == [("甲", "1"), ("乙", "1", "2", "3")]


def test_sheets_come_in_order_with_their_names_and_hidden_ones_are_told() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("空表")
        workbook.add_worksheet("表二").write_row(0, 0, ["规章", 1])
        workbook.add_chartsheet("图")
        page = workbook.add_worksheet("表三")
        page.write_row(0, 0, ["新收", 2])
        page.hide()

    source = read_sheet(book(fill))
    assert texts(source) == ["表二", ("规章", "1"), "表三", ("新收", "2")]
    assert source.pieces[2].place == "工作表“表三”"
    assert source.notes == ["工作表“表三”是隐藏的，也已读入，请核对。"]


# Blank cells in frames --------------------------------------------------------------------------


def framed(fill: Callable[[Any, Any], None]) -> list[str | tuple[str, ...]]:
    """The texts of a sheet that is filled with a format that has borders."""

    def fill_book(workbook: Any) -> None:
        fill(workbook.add_worksheet("年报"), workbook.add_format({"border": 1}))

    return texts(read_sheet(book(fill_book)))


def test_blank_cells_in_frames_are_cells_of_their_table() -> None:
    def fill(page: Any, frame: Any) -> None:
        page.write_row(1, 1, ["信息内容", "制发", "有效"], frame)
        page.write_row(2, 1, ["规章", None, None], frame)
        page.write_row(3, 1, [None, None, None], frame)
        page.write_row(4, 1, [None, None, None], frame)

    blank = ("", "", "")
    assert framed(fill) == [("信息内容", "制发", "有效"), ("规章", "", ""), blank]


def test_a_sentence_in_a_frame_is_text_and_frames_without_text_are_nothing() -> None:
    def fill(page: Any, frame: Any) -> None:
        page.write_row(0, 0, ["甲", "乙"], frame)
        page.write_row(1, 0, ["本年没有。", None], frame)
        for row in range(5, 9):
            page.write_row(row, 0, [None, None], frame)

    assert framed(fill) == [("甲", "乙"), "本年没有。"]


def test_frames_beside_and_far_below_a_table_add_nothing() -> None:
    def fill(page: Any, frame: Any) -> None:
        page.write_row(0, 0, ["甲", "乙"], frame)
        for row in (0, 9, 1_048_575):
            page.write_row(row, 16_000, [None] * 20, frame)

    assert framed(fill) == [("甲", "乙")]


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_our_own_workbook_of_a_blank_form_has_all_its_tables(form: Form, office: Office) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=year_of(form)))
    reading = read(Exporter(report, office, {}).data(Kind.XLSX), EDITIONS)
    blank = {ref: cell.text for ref, cell in report.cells()}
    assert {ref: cell.text for ref, cell in reading.report.cells()} == blank
    assert (reading.uncertain, reading.unread) == ([], [])


# Old workbooks ---------------------------------------------------------------------------------


def test_a_workbook_of_excel_97_is_read() -> None:
    cells = [
        *(old_books.label(0, 0, "规章"), old_books.number(0, 1, 3), old_books.number(0, 2, 0.038)),
        *(old_books.label(1, 0, "规范性文件"), old_books.error(1, 2)),
    ]
    source = read_sheet(old_books.book("表二", cells))
    assert texts(source) == [("规章", "3", "0.038"), ("规范性文件", "", "#REF!")]
    assert source.pieces[1].place == "工作表“表二”第2行"


ONE = [old_books.number(0, 0, 1)]


@pytest.mark.parametrize(
    "data",
    [
        old_books.book("甲", [*ONE, old_books.number(65_535, 255, 1)]),
        old_books.book("甲", ONE, declared=(2**31, 60_000)),
        old_books.book("甲", [*ONE, old_books.strings(2**31)]),
    ],
)
def test_an_old_workbook_that_promises_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="太多"):
        read_sheet(data)


def with_bytes(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


OLD = old_books.book("甲", ONE)


@pytest.mark.parametrize(
    "data",
    [
        OLD[:600],
        OLD[:-600],
        OLD[:30],
        with_bytes(OLD, 30, b"\x20"),  # the size of sectors
        with_bytes(OLD, 44, b"\xff\xff\xff\x7f"),  # the length of the table of sectors
        with_bytes(OLD, 512 + 4 * 3, b"\x02\x00\x00\x00"),  # a chain that bites its tail
        with_bytes(OLD, 1024 + 128 + 120, b"\xff\xff\xff\x7f"),  # the length of the stream
    ],
)
def test_a_damaged_old_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="损坏"):
        read_sheet(data)


# Bounds ----------------------------------------------------------------------------------------


def test_a_cell_far_away_is_refused_before_memory_is_taken_for_it() -> None:
    def fill(page: Any) -> None:
        page.write(0, 0, 1)
        page.write(1_048_575, 16_383, 1)

    began = time.process_time()
    with pytest.raises(UnreadableSourceError, match="太多"):
        read_sheet(sheet(fill))
    assert time.process_time() - began < 1


def test_formats_without_content_far_away_do_no_harm() -> None:
    def fill(workbook: Any) -> None:
        page, bold = workbook.add_worksheet(), workbook.add_format({"bold": True})
        page.write_row(0, 0, ["行", 1])
        page.write_blank(1_048_575, 16_383, None, bold)
        page.set_row(1_000_000, 20, bold)

    assert texts(read_sheet(book(fill))) == [("行", "1")]


def test_many_rows_are_refused() -> None:
    def fill(page: Any) -> None:
        for row in range(1100):
            page.write(row * 9, row % 500, 1)

    with pytest.raises(UnreadableSourceError, match="太多"):
        read_sheet(sheet(fill))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


PLAIN = sheet(lambda page: page.write_row(0, 0, ["行", 1]))


def test_a_workbook_that_unpacks_too_large_is_refused() -> None:
    parts = parts_of(PLAIN)
    parts["xl/worksheets/sheet1.xml"] += b" " * (101 * 1024 * 1024)
    with pytest.raises(UnreadableSourceError, match="太多"):
        read_sheet(packed(parts))


def test_a_workbook_that_hides_its_size_is_refused() -> None:
    parts = parts_of(PLAIN)
    size = len(parts["xl/worksheets/sheet1.xml"]) + 10_000_000
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].ljust(size)
    declared, less = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableSourceError, match="损坏"):
        read_sheet(packed(parts).replace(declared, less))


def without(name: str) -> bytes:
    return packed({part: data for part, data in parts_of(PLAIN).items() if part != name})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04" + bytes(100), "损坏"),
        (PLAIN[:-200], "损坏"),
        (without("xl/workbook.xml"), "不是 Excel"),
        (packed({"xl/workbook.bin": b""}), "xlsb"),
        (without("xl/worksheets/sheet1.xml"), "损坏"),
        (old_books.container("EncryptedPackage".encode("utf-16-le")), "密码"),
        (b"a,b,c", "不是 Excel"),
        (b"", "不是 Excel"),
        (b"PK\x03\x04" + bytes(21 * 1024 * 1024), "上限"),
        (sheet(lambda page: page.write_blank(3, 3, None)), "空的"),
    ],
)
def test_what_is_no_workbook_to_read_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason) as refused:
        read_sheet(data)
    assert str(refused.value).endswith("。")


def fill_thirty_rows(page: Any) -> None:
    for row in range(30):
        page.write(row, row % 5, "甲")


FULL = parts_of(sheet(fill_thirty_rows))
READ_PARTS = [name for name in FULL if name.startswith("xl/") and "theme" not in name]
EDITS = st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=6), st.integers(0, 9)))


def edited(data: bytes, edits: list[tuple[float, bytes, int]]) -> bytes:
    for share, new, length in edits:
        at = int(share * len(data))
        data = data[:at] + new + data[at + length :]
    return data


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(READ_PARTS), EDITS, EDITS, EDITS, st.binary(max_size=100))
def test_any_bytes_give_pieces_or_a_sentence(
    name: str,
    in_part: list[tuple[float, bytes, int]],
    in_file: list[tuple[float, bytes, int]],
    in_old: list[tuple[float, bytes, int]],
    data: bytes,
) -> None:
    whole = packed({**FULL, name: edited(FULL[name], in_part)})
    for mutated in (whole, edited(whole, in_file), edited(OLD, in_old), data, OLD[:512] + data):
        try:
            source = read_sheet(mutated)
        except UnreadableSourceError:
            continue
        assert source.pieces


# Whole reports ---------------------------------------------------------------------------------


def test_our_own_workbook_is_read_back() -> None:
    tables = document(Heading(1, (Run("二、情况"),)), spanned_table(), statistics())
    assert texts(read_sheet(write_xlsx(tables, LOOK))) == [
        "二、情况",
        ("项目", "办理情况"),
        ("件数", "金额"),
        "第二十条第（一）项",
        ("公开", "1.予以公开", "12", "3.5"),
        ("2.部分公开", "", "/"),
        "2017年度统计表",
        "2017年度统计表",
        "填报单位（盖章）：某某局",
        ("统计指标", "单位", "统计数"),
        ("一、主动公开情况", "——", ""),
        ("（一）公开数", "条", "288"),
        "单位负责人：甲　审核人：　填报人：乙",
        "填报日期：2018年1月9日",
    ]


@pytest.mark.parametrize("table_id", ["disclosure", "requests", "proceedings"])
def test_our_own_workbook_keeps_every_cell_of_an_official_table(table_id: str) -> None:
    table = official(FORMS[0], table_id)
    read_back = [piece.cells for piece in read_sheet(write_xlsx(document(table), LOOK)).pieces]
    assert read_back == [tuple(cell.text for cell in row) for row in table.rows]


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_a_workbook_gives_every_line_and_row(form: Form) -> None:
    numbers = {ref: str(number) for number, ref in enumerate(form.kinds)}
    tables = tables_of(form, numbers)
    assert texts(read_sheet(workbook(form, tables))) == list(pieces_expected(form, tables))


TYPED = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(["/", "-", "—", "无", "1,234", "12件", "22（其中修订16件）", "0.038", ""]),
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FORMS), st.lists(TYPED, min_size=1, max_size=60))
def test_a_workbook_with_a_whole_report_is_read_as_typed(form: Form, typed: list[str]) -> None:
    texts_typed = dict(zip(form.kinds, cycle(typed), strict=False))
    reading = read(workbook(form, tables_of(form, texts_typed)), EDITIONS)
    assert {ref: cell.text for ref, cell in reading.report.cells()} == texts_typed
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.variants == form.variants
    assert reading.report.meta.year == year_of(form)
