"""Values are read by row labels and header words; what is doubtful stays blank and is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from gipdesk.readers.recogniser.recognise import Reading, Uncertain, Unread
from gipdesk.report.cells import CellRef
from gipdesk.report.report import FreeTable, OfficialTable, Report

Read = Callable[[str], Reading]

DISCLOSURE = """二、主动公开政府信息情况
第二十条第（一）项 | |||
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
"""
REQUESTS = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 | ||||||||
自然人 | 法人或其他组织 | 总计 | |||||||
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||
"""
ONE_CELL_A_LINE = """二、主动公开政府信息情况
第二十条第（一）项
本年制发件数
本年废止件数
现行有效件数
"""


def row(report: Report, table: str, row_id: str) -> list[str]:
    """The texts of a row's cells, from left to right."""
    return [cell.text for cell in report.tables[table].rows[row_id].cells.values()]


def rows(report: Report, table: str) -> Mapping[str, list[str]]:
    return {row_id: row(report, table, row_id) for row_id in report.tables[table].rows}


@pytest.mark.parametrize(
    ("label", "row_id", "kept"),
    [
        ("规章", "rules", ""),
        ("规　章", "rules", ""),
        ("1.规章", "rules", ""),
        ("规章(指本级政府规章)", "rules", "规章（指本级政府规章）"),
        ("行政规范性文件", "normative", ""),
        ("规范性文件", "normative", "规范性文件"),
        ("行政規範性文件", "normative", ""),
    ],
)
def test_a_label_is_known_in_many_shapes(read: Read, label: str, row_id: str, kept: str) -> None:
    report = read(f"{DISCLOSURE}{label} | 1 | 2 | 3 |").report
    assert rows(report, "disclosure") == {row_id: ["1", "2", "3"]}
    assert report.tables["disclosure"].rows[row_id].label == kept


@pytest.mark.parametrize(
    ("label", "row_id"),
    [
        ("五、本年新收政府信息公开申请数量", "new"),
        ("(二)部分公开", "partial"),
        ("危及三安全一稳定", "denied.three_security"),
        ("三、本年度办理结果 | （五）不予处理 | 2、重复申请", "noproc.repeat"),
        ("3.其他", "otherproc.other"),
        ("其他", "otherproc.other"),
        ("总计", "result_total"),
    ],
)
def test_a_row_of_the_third_table_is_found_by_its_label(
    read: Read, label: str, row_id: str
) -> None:
    first = "一、本年新收政府信息公开申请数量 | " if row_id != "new" else "（一）予以公开 | "
    values = "1 | 2 | 3 | 4 | 5 | 6 | 21 | ||"
    report = read(f"{REQUESTS}{first}{values}\n{label} | {values}").report
    assert row(report, "requests", row_id) == ["1", "2", "3", "4", "5", "6", "21"]


@pytest.mark.parametrize(
    "line",
    [
        "规章 | 1 | | / |",
        "| 规章 | 1 | | / |",
        "规章｜1｜｜/｜",
        "规章\t1\t\t/",
        "规章\t1\t\t/\t\t",
        "｜规章 ｜ 1 ｜ ｜ / ｜",
    ],
)
def test_cells_between_bars_and_tabs_are_kept_as_typed(read: Read, line: str) -> None:
    assert rows(read(DISCLOSURE + line).report, "disclosure") == {"rules": ["1", "", "/"]}


def test_a_line_of_label_and_values_is_a_row(read: Read) -> None:
    text = "二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 2 3\n"
    assert rows(read(text).report, "disclosure") == {"rules": ["1", "2", "3"]}


def test_tabs_may_stand_between_all_cells(read: Read) -> None:
    text = DISCLOSURE.replace(" | ", "\t") + "规章\t１\t无\t3件\n行政规范性文件\t0\t0\t0\n"
    assert rows(read(text).report, "disclosure") == {
        "rules": ["１", "无", "3件"],
        "normative": ["0", "0", "0"],
    }


def test_a_label_torn_over_lines_is_joined(read: Read) -> None:
    text = REQUESTS + "（二）部分公开（区分处理的，只计这一情\n形，不计其他情形） 4 0 0 0 0 0 4\n"
    assert rows(read(text).report, "requests") == {"partial": ["4", "0", "0", "0", "0", "0", "4"]}


def test_a_missing_row_is_absent_and_a_blank_row_is_blank(read: Read) -> None:
    text = (
        DISCLOSURE + "行政规范性文件 | | | |\n第二十条第（五）项\n本年处理决定数量\n行政许可\n7\n"
    )
    report = read(text).report
    assert rows(report, "disclosure") == {"normative": ["", "", ""], "licence": ["7"]}


def test_a_table_without_any_value_is_missing(read: Read) -> None:
    reading = read(DISCLOSURE + "规章 | | | |\n行政规范性文件 | | | |\n说明如下。")
    assert not reading.report.tables
    assert reading.report.sections[0].text == "说明如下。"
    assert "表二只有表头、行名，没有数字，视为来源无此表。" in reading.notes
    assert len(reading.report.unplaced) == 4


def test_text_stands_before_and_behind_a_table(read: Read) -> None:
    report = read(
        DISCLOSURE.replace("第二十条", "基本情况如下。\n第二十条", 1)
        + "规章 | 1 | 2 | 3 |\n另有说明。"
    ).report
    kinds = [getattr(block, "text", "表") for block in report.sections[0].blocks]
    assert kinds == ["基本情况如下。", "表", "另有说明。"]


def test_imported_totals_are_typed(read: Read) -> None:
    report = read(REQUESTS + "（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 9 | ||").report
    total = report.tables["requests"].rows["result_total"].cells["total"]
    assert (total.text, total.computed) == ("9", False)


def test_each_value_tells_its_place(read: Read) -> None:
    provenance = read(ONE_CELL_A_LINE + "规章\n1\n2\n\n3").report.provenance
    assert provenance["disclosure/rules.made"] == "第7行"
    assert provenance["disclosure/rules.valid"] == "第10行"


def test_an_unknown_row_with_all_its_values_is_kept_in_the_table(read: Read) -> None:
    text = (
        DISCLOSURE
        + "规章 | 1 | 2 | 3 |\n其他主动公开文件 | 4 | 5 | 6 |\n行政规范性文件 | 7 | 8 | 9 |"
    )
    report = read(text).report
    assert list(report.tables["disclosure"].rows) == ["rules", "normative", "x-1"]
    assert row(report, "disclosure", "x-1") == ["4", "5", "6"]
    assert report.tables["disclosure"].rows["x-1"].label == "其他主动公开文件"
    assert "表二多出“其他主动公开文件”一行，按来源保留。" in report.notes


def test_too_few_values_leave_their_cells_blank_and_are_told(read: Read) -> None:
    reading = read(ONE_CELL_A_LINE + "规章\n5\n6\n行政规范性文件\n7\n8\n9")
    assert rows(reading.report, "disclosure") == {
        "rules": ["", "", ""],
        "normative": ["7", "8", "9"],
    }
    columns = [each.cell.column for each in reading.uncertain]
    assert columns == ["made", "repealed", "valid"]
    assert set(reading.uncertain[1].choices) == {"5", "6", ""}
    assert reading.unread == [Unread("规章 5 6", "第6行")]
    assert [(each.text, each.is_data) for each in reading.report.unplaced] == [("规章 5 6", True)]


def test_too_many_values_fill_only_the_cells_that_they_leave_no_choice(read: Read) -> None:
    reading = read(DISCLOSURE + "规章 | 0 | 0 | 0 | 4 |")
    assert rows(reading.report, "disclosure") == {"rules": ["0", "0", ""]}
    valid = CellRef("disclosure", "rules", "valid")
    assert reading.uncertain == [Uncertain(valid, ("0", "4"), "第4行")]


def test_blanks_that_allow_two_readings_are_not_guessed(read: Read) -> None:
    alone = read(REQUESTS + "（一）予以公开 | | 4 | | | | | | ||")
    assert {str(each.cell): each.choices for each in alone.uncertain} == {
        "requests/granted.natural": ("", "4"),
        "requests/granted.commercial": ("4", ""),
    }


def test_another_row_shows_where_merging_left_blanks(read: Read) -> None:
    behind = "一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 | ||\n"
    before = "一、本年新收政府信息公开申请数量 | | | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n"
    first = read(REQUESTS + behind + "（一）予以公开 | | 4 | | | | | | ||").report
    assert row(first, "requests", "granted") == ["", "4", "", "", "", "", ""]
    second = read(REQUESTS + before + "（一）予以公开 | | | 4 | | | | | | |").report
    assert row(second, "requests", "granted") == ["4", "", "", "", "", "", ""]


def test_a_row_that_comes_twice_is_taken_once(read: Read) -> None:
    reading = read(DISCLOSURE + "规章 | 1 | 2 | 3 |\n规章 | 4 | 5 | 6 |")
    assert rows(reading.report, "disclosure") == {"rules": ["1", "2", "3"]}
    assert [each.text for each in reading.unread] == ["规章 4 5 6"]
    assert "表二的“规章”一行出现不止一次，只填入第一次的数据。" in reading.notes


def test_a_table_that_comes_twice_is_kept_as_it_is(read: Read) -> None:
    body = DISCLOSURE + "规章 | 1 | 2 | 3 |\n"
    report = read(
        body + "五、存在的主要问题及改进情况\n第二十条第（一）项\n规章 | 4 | 5 | 6 |"
    ).report
    assert rows(report, "disclosure") == {"rules": ["1", "2", "3"]}
    (block,) = report.sections[1].blocks
    assert isinstance(block, FreeTable)
    assert ("规章", "4", "5", "6") in block.rows


def test_figures_under_a_foreign_header_are_kept_apart(read: Read) -> None:
    reading = read(
        "二、主动公开政府信息情况\n信息内容 | 去年数 | 今年数 | 增减 |\n规章 | 1 | 2 | 3 |\n"
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n"
    )
    official, free = reading.report.sections[0].blocks
    assert isinstance(official, OfficialTable)
    assert rows(reading.report, "disclosure") == {"licence": ["7"]}
    assert isinstance(free, FreeTable)
    assert free.rows == (("信息内容", "去年数", "今年数", "增减"), ("规章", "1", "2", "3"))
    assert [each.text for each in reading.unread] == ["规章 1 2 3"]


def test_a_lost_header_is_noted(read: Read) -> None:
    reading = read("二、主动公开政府信息情况\n行政规范性文件 | 1 | 2 | 3 |")
    assert rows(reading.report, "disclosure") == {"normative": ["1", "2", "3"]}
    assert "表二没有表头，各列按表样的顺序读入，请核对。" in reading.notes


def test_explanations_in_a_header_are_told(read: Read) -> None:
    text = DISCLOSURE.replace("现行有效件数", "现行有效件数（历史累计）") + "规章 | 1 | 2 | 3 |"
    reading = read(text)
    assert rows(reading.report, "disclosure") == {"rules": ["1", "2", "3"]}
    assert "表二的表头中另有表样没有的字：现行有效件数（历史累计）。" in reading.notes


FOURTH = (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n结果\n维持\n结果\n纠正\n其他\n结果\n"
    "尚未\n审结\n总计\n未经复议直接起诉\n复议后起诉\n"
)
GROUPS = ("review", "lit_direct", "lit_after")


@pytest.mark.parametrize(
    "values",
    [
        "\n".join(map(str, range(15))),
        " | ".join(map(str, range(15))),
        "件数 | " + " | ".join(map(str, range(15))),
        " ".join(map(str, range(15))),
        "\n".join(f"{number} |" for number in range(15)),
    ],
)
def test_the_fourth_table_is_its_fifteen_numbers(read: Read, values: str) -> None:
    report = read(f"{FOURTH}{values}\n本年度没有发生。").report
    texts = [text for group in GROUPS for text in row(report, "proceedings", group)]
    assert texts == [str(number) for number in range(15)]
    assert report.sections[0].text == "本年度没有发生。"


def test_a_word_behind_the_fourth_table_is_no_value(read: Read) -> None:
    reading = read(FOURTH + "0\n" * 15 + "无")
    assert not reading.uncertain
    assert reading.report.sections[0].text == "无"


def test_a_local_table_needs_its_section_and_its_header(read: Read) -> None:
    head = "一、总体情况\n概况。\n二、信息处理费收取情况\n"
    header = "| 通知收取件数 | 通知收取金额(元) | 实际收取金额(元) |\n"
    with_table = f"{head}{header}信息处理费收取情况 | 1 | 380 | 380 |"
    report = read(with_table).report
    assert report.variants == ("fee_table",)
    assert rows(report, "fees") == {"notified": ["1", "380"], "received": ["380"]}
    without = read(head + "全年未收取。").report
    assert (without.variants, without.tables) == ((), {})
    assert [section.id for section in without.sections] == ["overview", "extra-1"]


def test_other_tables_are_kept_where_they_stand(read: Read) -> None:
    report = read("一、总体情况\n概况。\n科室 | 件数 |\n办公室 | 3 |\n完。").report
    paragraph, table, end = report.sections[0].blocks
    assert isinstance(table, FreeTable)
    assert table.rows == (("科室", "件数"), ("办公室", "3"))
    assert (paragraph.id, table.id, end.id) == ("b1", "b2", "b3")


PLAIN_REQUESTS = "三、收到和处理政府信息公开申请情况\n"
NO_RESEARCH = "| 自然人 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | 备注 |\n"


def test_a_column_that_the_source_lacks_moves_no_value(read: Read) -> None:
    reading = read(f"{PLAIN_REQUESTS}{NO_RESEARCH}| （一）予以公开 | 1 | 2 | 3 | 4 | 5 | 15 | |\n")
    assert row(reading.report, "requests", "granted") == ["1", "2", "", "3", "4", "5", "15"]
    assert "表三的表头没有“科研机构”列，这些格留空，请核对。" in reading.notes


def test_columns_in_another_order_go_where_their_words_say(read: Read) -> None:
    head = REQUESTS.replace("商业企业 | 科研机构", "科研机构 | 商业企业")
    report = read(f"{head}（一）予以公开 | 1 | 2 | 3 | 4 | 5 | 6 | 21 | ||").report
    assert row(report, "requests", "granted") == ["1", "3", "2", "4", "5", "6", "21"]


def test_a_column_of_last_year_is_left_out_and_told(read: Read) -> None:
    head = "二、主动公开政府信息情况\n信息内容 | 上年处理决定数量 | 本年处理决定数量 |\n"
    reading = read(f"{head}行政许可 | 8 | 9 |")
    assert rows(reading.report, "disclosure") == {"licence": ["9"]}
    assert [each.text for each in reading.unread] == ["行政许可 8"]


@pytest.mark.parametrize("odd", ["零", "○", "未发生", "2[1]"])
def test_an_odd_value_of_the_fourth_table_stays_as_typed(read: Read, odd: str) -> None:
    report = read(f"{FOURTH}1 0 {odd} 0 1" + " 0" * 10).report
    assert row(report, "proceedings", "review") == ["1", "0", odd, "0", "1"]


@pytest.mark.parametrize("odd", ["O", "零", "未发生"])
def test_an_odd_value_in_a_line_stays_as_typed(read: Read, odd: str) -> None:
    report = read(f"{REQUESTS}（一）予以公开 {odd} 0 0 0 0 5 5").report
    assert row(report, "requests", "granted") == [odd, "0", "0", "0", "0", "5", "5"]


@pytest.mark.parametrize("sign", [",", ";", "、"])
def test_commas_part_the_cells_of_rows(read: Read, sign: str) -> None:
    lines = "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 4 5 6".replace(" ", sign)
    report = read(f"二、主动公开政府信息情况\n{lines}").report
    assert rows(report, "disclosure") == {"rules": ["4", "5", "6"]}


def test_a_label_over_many_lines_is_joined(read: Read) -> None:
    label = "（二）部分公\n开（区分处理\n的，只计这一\n情形，不计其\n他情形）"
    report = read(REQUESTS + label + "\n2\n0\n0\n0\n0\n0\n2\n").report
    assert rows(report, "requests") == {"partial": ["2", "0", "0", "0", "0", "0", "2"]}


def test_units_part_numbers_that_ran_together(read: Read) -> None:
    lines = "规章853件351件1189件\n行政规范性文件7件8件9件"
    report = read(f"{DISCLOSURE}{lines}").report
    assert row(report, "disclosure", "normative") == ["7件", "8件", "9件"]


def test_numbers_in_cells_of_their_own_are_not_cut(read: Read) -> None:
    reading = read(f"{REQUESTS}（一）予以公开\n1\n12\n130\n143\n")
    found = {choice for each in reading.uncertain for choice in each.choices}
    assert found == {"", "1", "12", "130", "143"}


def test_words_far_from_any_label_are_an_extra_row_or_told(read: Read) -> None:
    rest = "甲乙丙丁戊己庚辛 | 2 | 3 |"
    reading = read(f"{REQUESTS}（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n{rest}")
    assert row(reading.report, "requests", "granted")[0] == "1"
