"""Of several tables that may be one of the form, the form's own is taken; the others stay text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk import paths
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow
from gipdesk.readers.recogniser.recognise import Reading, recognise
from gipdesk.report.edition import Editions
from gipdesk.report.report import FreeTable, Paragraph, Section

Read = Callable[[str], Reading]
EDITIONS = Editions(paths.EDITIONS)

TITLE = "某某局2023年政府信息公开工作年度报告"
OFFICIAL = """信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 4 | 5 | 6
行政规范性文件 | 7 | 8 | 9
信息内容 | 本年处理决定数量
行政许可 | 1132
信息内容 | 本年处理决定数量
行政处罚 | 554
行政强制 | 56"""
VALUES = ["4", "5", "6", "7", "8", "9", "1132", "554", "56"]
YEARS = "项目 | 2021年 | 2022年 | 2023年\n规章 | 1 | 2 | 3\n行政许可 | 11 | 22 | 33"
KINDS = "类别 | 数量（件）\n行政许可 | 33\n行政处罚 | 66"
QUARTERS = (
    " | 一季度 | 二季度 | 三季度 | 四季度 | 全年 | 上年 | 增减\n"
    "本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 10 | 8 | 2\n"
    "予以公开 | 1 | 2 | 3 | 4 | 10 | 8 | 2"
)
PART = (
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n"
    "规章 | 1 | 1 | 1\n行政规范性文件 | 2 | 2 | 2"
)


def report(overview: str = "", above: str = "", table: str = OFFICIAL, below: str = "") -> str:
    """A report with something in its first section, and around 表二."""
    lines = [
        TITLE,
        "一、总体情况",
        "全年公开信息。",
        overview,
        "二、主动公开政府信息情况",
        above,
        table,
        below,
        "五、存在的主要问题及改进情况",
        "还有不足。",
    ]
    return "\n".join(filter(None, lines))


def values(reading: Reading) -> list[str]:
    return [cell.text for _, cell in reading.report.cells()]


def section(reading: Reading, section_id: str) -> Section:
    return next(each for each in reading.report.sections if each.id == section_id)


def kept(of: Section) -> list[str]:
    """What stands in a section beside the tables of the form."""
    found: list[str] = []
    for block in of.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, FreeTable):
            found += [" | ".join(row) for row in block.rows]
    return found


@pytest.mark.parametrize(
    "lines",
    [
        "行政许可 333\n行政处罚 66",
        "行政许可333",
        "规章 1 2 3",
        YEARS,
        KINDS,
        PART,
        "行政许可\n333\n行政处罚\n66",
    ],
)
def test_what_stands_in_another_section_does_not_push_the_table_out(read: Read, lines: str) -> None:
    reading = read(report(overview=lines))
    assert values(reading) == VALUES
    told = "".join(kept(section(reading, "overview"))).replace(" ", "")
    assert lines.replace(" ", "").replace("\n", "") in told
    assert not reading.uncertain


@pytest.mark.parametrize(
    "lines", ["行政许可 333", "规章 1 2 3", "行政许可\n333", YEARS, KINDS, PART]
)
def test_what_stands_above_the_table_in_its_section_is_not_the_table(
    read: Read, lines: str
) -> None:
    reading = read(report(above=lines))
    assert values(reading) == VALUES
    told = "".join(kept(section(reading, "disclosure"))).replace(" ", "")
    assert lines.replace(" ", "").replace("\n", "").replace("|", "") in told.replace("|", "")


@pytest.mark.parametrize("lines", ["行政许可 333\n行政处罚 66", YEARS, KINDS])
def test_without_the_table_figures_of_a_narrative_fill_nothing(read: Read, lines: str) -> None:
    reading = read(report(overview=lines, table=""))
    assert values(reading) == []
    assert any("表二" in note for note in reading.notes)


def test_columns_of_quarters_are_no_columns_of_the_form(read: Read) -> None:
    for text in (report(overview=QUARTERS), report(above=QUARTERS)):
        reading = read(text)
        assert values(reading) == VALUES
        assert not reading.uncertain


def test_a_table_in_a_section_with_the_forms_header_is_taken_where_its_own_has_none(
    read: Read,
) -> None:
    reading = read(report(overview=OFFICIAL, table=""))
    assert values(reading) == VALUES


def test_a_table_interrupted_by_its_page_is_joined(read: Read) -> None:
    first, second = OFFICIAL.split("信息内容 | 本年处理决定数量\n行政许可", 1)
    both = f"{first}续表二\n信息内容 | 本年处理决定数量\n行政许可{second}"
    reading = read(report(table=both))
    assert values(reading) == VALUES


@pytest.mark.parametrize("name", ["表2", "Sheet4", "2023表二"])
def test_the_name_of_a_sheet_is_no_text(name: str) -> None:
    pieces: list[Piece] = [Line(line, f"第{at}行") for at, line in enumerate(report().split("\n"))]
    at = next(at for at, piece in enumerate(pieces) if piece.text.startswith("信息内容"))
    rows = [TableRow(tuple(line.split(" | ")), "表1") for line in OFFICIAL.split("\n")]
    sheet = Line(name, f"工作表“{name}”")
    text = SourceText([*pieces[:at], sheet, *rows, *pieces[at + len(rows) :]])
    reading = recognise(text, EDITIONS)
    assert values(reading) == VALUES
    assert all(name not in each.text for each in reading.report.sections)
    assert name in [each.text for each in reading.report.unplaced]


def test_of_two_sheets_that_of_the_later_year_is_taken() -> None:
    pieces: list[Piece] = []
    for name, table in (("2022表二", last_years(OFFICIAL)), ("2023表二", OFFICIAL)):
        pieces.append(Line(name, f"工作表“{name}”"))
        pieces += [TableRow(tuple(line.split(" | ")), name) for line in table.split("\n")]
    reading = recognise(SourceText(pieces), EDITIONS)
    assert values(reading) == VALUES
    assert any("2022年" in note for note in reading.notes)


def test_radicals_in_place_of_characters_are_read(read: Read) -> None:
    text = report().translate(str.maketrans("一二", "\u2f00\u2f06"))
    reading = read(text)
    assert values(reading) == VALUES
    assert [each.id for each in reading.report.sections] == ["overview", "disclosure", "problems"]


def last_years(table: str) -> str:
    return table.replace("| 1132", "| 2264").replace("| 4 |", "| 40 |")


def test_of_two_years_that_of_the_report_is_taken(read: Read) -> None:
    captions = "2022年主动公开政府信息情况：", "2023年主动公开政府信息情况："
    before = f"{captions[0]}\n{last_years(OFFICIAL)}\n{captions[1]}"
    reading = read(report(above=before))
    assert values(reading) == VALUES
    told = kept(section(reading, "disclosure"))
    assert [line for line in told if line in captions] == list(captions)
    assert told.index("行政许可 | 2264") < told.index(captions[1])


def test_a_table_of_last_year_behind_that_of_the_report_is_kept(read: Read) -> None:
    behind = f"附：2022年主动公开政府信息情况\n{last_years(OFFICIAL)}"
    assert values(read(report(below=behind))) == VALUES


def test_between_two_tables_without_years_nothing_is_chosen(read: Read) -> None:
    reading = read(report(above=f"{last_years(OFFICIAL)}\n另见下表。"))
    found = {str(cell): cell_.text for cell, cell_ in reading.report.cells()}
    assert found["disclosure/licence.decisions"] == ""
    assert found["disclosure/penalty.decisions"] == "554"
    choices = {str(each.cell): each.choices for each in reading.uncertain}
    assert choices["disclosure/licence.decisions"] == ("2264", "1132")
    assert choices["disclosure/rules.made"] == ("40", "4")
