"""Each edition of the form is known by its tables, else by the year; the oldest by its table."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gipdesk import paths
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Editions, form_of
from gipdesk.report.report import Report
from tests.readers.sources import between_bars, one_cell_a_line, tables_of

EDITIONS = Editions(paths.EDITIONS)
Read = Callable[[str], Reading]

STORY = (
    "一、概述\n2016年公开工作有序开展。\n二、主动公开情况\n（一）数量\n主动公开288条。\n"
    "三、依申请公开情况：全年收到0件。\n四、存在的问题,改进的措施\n还有不足。\n"
)
SIGNED = "某某县农业局\n2017年1月9日\n"
ABOVE = "附件1\n2016年度政府信息公开工作情况统计表\n填报单位（盖章）：某某县农业局\n"
BELOW = "单位负责人：某甲　审核人：某乙　填报人：某丙\n联系电话：0101-1234567　填报日期：2017.1.9\n"
PARTS = [
    ("extra-1", "概述", "2016年公开工作有序开展。"),
    ("extra-2", "主动公开情况", "（一）数量\n主动公开288条。"),
    ("extra-3", "依申请公开情况", "全年收到0件。"),
    ("extra-4", "存在的问题，改进的措施", "还有不足。"),
]


def values_of_2014() -> dict[CellRef, str]:
    return {ref: str(number) for number, ref in enumerate(form_of(EDITIONS["2014"]).kinds, 100)}


def rows_in_bars() -> str:
    return "\n".join(["统 计 指 标 | 单位 | 统计数 |", *(" | ".join(row) + " |" for row in rows())])


def cells_in_lines() -> str:
    cells = (cell for row in rows() for cell in row if cell)
    return "\n".join(["统计指标", "单位", "统计数", *cells])


def rows() -> list[tuple[str, str, str]]:
    table = form_of(EDITIONS["2014"]).tables["statistics"]
    values = {ref.row: text for ref, text in values_of_2014().items()}
    printed = (row for block in table.blocks for row in block.rows)
    return [(row.labels[-1], row.unit, values.get(row.id, "")) for row in printed]


def texts_in(report: Report) -> dict[CellRef, str]:
    return {ref: cell.text for ref, cell in report.cells()}


def sections(report: Report) -> list[tuple[str, str, str]]:
    return [(section.id, section.heading, section.text) for section in report.sections]


@pytest.mark.parametrize("table", [rows_in_bars(), cells_in_lines()])
@pytest.mark.parametrize(
    "order",
    [
        (STORY, SIGNED, ABOVE, "", BELOW),
        (STORY, ABOVE, "", BELOW, SIGNED),
        (ABOVE, "", BELOW, STORY, SIGNED),
    ],
)
def test_the_form_of_2014_is_read_in_any_order(
    read: Read, table: str, order: tuple[str, ...]
) -> None:
    title = "某某县农业局2016年政府信息公开工作年度报告\n"
    parts = [part or f"{table}\n" for part in order]
    reading = read("".join([title, *parts]))
    report, meta = reading.report, reading.report.meta
    assert (report.edition, meta.year, meta.agency) == ("2014", 2016, "某某县农业局")
    assert texts_in(report) == values_of_2014()
    signature = ("closing", "", SIGNED.strip())
    assert sections(report) == [*PARTS, signature, ("statistics", "", "")]
    assert (meta.leader, meta.reviewer, meta.author) == ("某甲", "某乙", "某丙")
    assert (meta.author_phone, meta.signed_on) == ("0101-1234567", "2017.1.9")
    assert (reading.uncertain, reading.unread, report.unplaced) == ([], [], [])


def test_footers_on_lines_of_their_own_are_read(read: Read) -> None:
    below = BELOW.replace("　", "\n").replace("填报人", "填 报 人").replace("某乙", "")
    meta = read(f"{ABOVE}{rows_in_bars()}\n{below}").report.meta
    assert (meta.leader, meta.reviewer, meta.author) == ("某甲", "", "某丙")
    assert (meta.author_phone, meta.signed_on) == ("0101-1234567", "2017.1.9")
    assert (meta.year, meta.agency) == (2016, "某某县农业局")


def test_a_table_run_together_is_read_with_what_stands_around_it(read: Read) -> None:
    table = "\n".join("".join(row) for row in [("统 计 指 标", "单位", "统计数"), *rows()])
    reading = read(f"{STORY}{ABOVE}{table}\n{BELOW}")
    meta = reading.report.meta
    assert texts_in(reading.report) == values_of_2014()
    assert (meta.leader, meta.reviewer, meta.author) == ("某甲", "某乙", "某丙")
    assert (meta.agency, meta.signed_on) == ("某某县农业局", "2017.1.9")


def test_a_disturbed_table_in_one_line_is_a_report_nevertheless(read: Read) -> None:
    labels = "".join(label for label, _, _ in rows())
    report = read(f"某某县农业局\n{ABOVE}{labels[:60]} | {labels[60:]}").report
    assert (report.edition, report.meta.year) == ("2014", 2016)


def test_rows_without_a_value_are_blank(read: Read) -> None:
    lines = [" ".join(filter(None, row)) for row in rows()]
    blank = [line.rsplit(" ", 1)[0] if at % 3 else line for at, line in enumerate(lines)]
    table = "\n".join(["统 计 指 标 单位 统计数", *blank])
    reading = read(f"{STORY}{ABOVE}{table}\n{BELOW}")
    texts = texts_in(reading.report)
    assert texts.keys() == values_of_2014().keys()
    filled = {ref: text for ref, text in values_of_2014().items() if texts[ref]}
    assert {ref: text for ref, text in texts.items() if text} == filled
    assert not reading.uncertain


def test_two_dates_are_both_told(read: Read) -> None:
    reading = read(STORY + SIGNED + ABOVE + rows_in_bars() + "\n填报日期：2017.1.6")
    assert reading.report.meta.signed_on == "2017.1.6"
    assert "统计表的填报日期是2017.1.6，落款日期是2017年1月9日，请核对。" in reading.notes


def test_a_story_of_2016_without_its_table_is_read(read: Read) -> None:
    report = read(f"某某县农业局2016年政府信息公开工作年度报告\n{STORY}{SIGNED}").report
    assert (report.edition, report.tables) == ("2014", {})
    assert sections(report) == [*PARTS, ("closing", "", SIGNED.strip())]


@pytest.mark.parametrize("shape", [one_cell_a_line, between_bars])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_tables_tell_their_edition_against_the_year(
    read: Read, edition: str, shape: Callable[..., str]
) -> None:
    form = form_of(EDITIONS[edition])
    texts = {ref: str(number) for number, ref in enumerate(form.kinds, 100)}
    source = re.sub(r"20\d\d年", "2020年", shape(form, tables_of(form, texts)))
    reading = read(source)
    assert reading.report.edition == edition
    assert reading.report.meta.year == 2020
    assert texts_in(reading.report) == texts
    is_noted = "表格是2021年表样，报告年度却是2020年，请核对。" in reading.notes
    assert is_noted == (edition == "2021")


@pytest.mark.parametrize(
    ("year", "edition"),
    [
        (2013, "2021"),
        (2014, "2014"),
        (2018, "2014"),
        (2019, "2019"),
        (2020, "2019"),
        (2025, "2021"),
    ],
)
def test_without_tables_the_year_tells_the_edition(read: Read, year: int, edition: str) -> None:
    title = f"某某局{year}年政府信息公开工作年度报告"
    reading = read(f"{title}\n一、总体情况\n有公开。\n五、存在的主要问题及改进情况\n不足。")
    assert (reading.report.edition, reading.report.meta.year) == (edition, year)
    is_noted = any("没有收录2013年适用的表样" in note for note in reading.notes)
    assert is_noted == (year == 2013)


def test_the_year_that_the_text_begins_with_is_taken_with_a_note(read: Read) -> None:
    reading = read("一、总体情况\n2019年，某某县司法局认真履行法定职责。\n二、主动公开政府信息情况")
    assert (reading.report.edition, reading.report.meta.year) == ("2019", 2019)
    assert "来源没有写明报告年度，按正文开头的“2019年”推定，请核对。" in reading.notes
    assert "机关名称取自正文开头的“某某县司法局”，请核对。" in reading.notes


def test_what_is_uncertain_is_kept_in_the_report(read: Read) -> None:
    reading = read("二、主动公开政府信息情况\n规章 | 1 | 2 |\n行政处罚 | 3 | 4 | 5 | 6 |")
    assert reading.uncertain
    doubts = {str(each.cell): each.choices for each in reading.uncertain}
    assert reading.report.doubts == doubts


def test_figures_that_could_not_be_placed_are_kept_as_data(read: Read) -> None:
    source = "二、主动公开政府信息情况\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
    reading = read(source + "规章 | 1 | 2 | 3 |\n规章 | 4 | 5 | 6 |")
    kept = [(each.text, each.is_data) for each in reading.report.unplaced]
    assert kept == [("规章 4 5 6", True)]
