"""Tables in the shapes that local practice gives them, and the older editions of the form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.report import Report

Read = Callable[[str], Reading]

REQUESTS = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 | ||||||||
自然人 | 法人或其他组织 | 总计 | |||||||
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||
一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | ||
"""
OLDER = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
规章 | 0 | 0 | 0 |
"""
STATISTICS = """2017年度政府信息公开工作情况统计表
统 计 指 标 | 单位 | 统计数 |
一、主动公开情况 | —— | |
（一）主动公开政府信息数 （不同渠道和方式公开相同信息计1条） | 条 | 288 |
"""


def row(report: Report, table: str, row_id: str) -> list[str]:
    """The texts of a row's cells, from left to right."""
    return [cell.text for cell in report.tables[table].rows[row_id].cells.values()]


def figures(report: Report) -> dict[str, str]:
    """The figures of the statistics, by the code of their row."""
    rows = report.tables["statistics"].rows
    return {code: cell.text for code, each in rows.items() for cell in each.cells.values()}


def test_a_group_printed_as_one_row_is_a_variant_and_shifts_no_other_row(read: Read) -> None:
    lines = (
        "（五）不予处理 | 5.要求行政机关确认或重新出具已获取信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
        "（六）其他处理 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n"
        "（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | ||"
    )
    reading = read(REQUESTS + lines)
    rows = reading.report.tables["requests"].rows
    assert list(rows) == ["new", "noproc.confirm", "otherproc", "result_total"]
    assert [each.cells["total"].text for each in rows.values()] == ["3", "1", "2", "3"]
    assert reading.report.variants == ("otherproc_one_row",)
    assert (reading.uncertain, reading.unread) == ([], [])


def test_a_group_with_values_beside_its_parts_is_doubtful(read: Read) -> None:
    lines = (
        "（六）其他处理 | 9 | 0 | 0 | 0 | 0 | 0 | 9 | ||\n"
        "3.其他 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n"
        "（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | ||"
    )
    reading = read(REQUESTS + lines)
    assert list(reading.report.tables["requests"].rows) == [
        "new",
        "otherproc.other",
        "result_total",
    ]
    assert reading.report.variants == ()
    assert [each.text for each in reading.unread] == ["（六）其他处理 9 0 0 0 0 0 9"]
    assert any("其他处理" in note for note in reading.notes)


def test_a_group_without_values_is_no_row(read: Read) -> None:
    lines = "（六）其他处理\n3.其他\n2\n0\n0\n0\n0\n0\n2\n（七）总计\n3\n0\n0\n0\n0\n0\n3"
    report = read(REQUESTS + lines).report
    assert list(report.tables["requests"].rows) == ["new", "otherproc.other", "result_total"]


def test_a_blank_row_of_the_variant_is_blank(read: Read) -> None:
    lines = "（六）其他处理 | | | | | | | |\n（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |"
    report = read(REQUESTS + lines).report
    assert row(report, "requests", "otherproc") == [""] * 7


@pytest.mark.parametrize(
    ("line", "row_id", "expected"),
    [
        ("行政许可 | 12 | -8 | 345 |", "licence", ["12", "-8", "345"]),
        ("行政许可 | 12 | +1036 | 345 |", "licence", ["12", "+1036", "345"]),
        ("其他对外管理服务事项 | 0 | 0 | 0 |", "other_service", ["0", "0", "0"]),
        ("行政事业性收费 | 3 | 0 | |", "fees", ["3", "0"]),
        ("政府集中采购 | 6 | 251000元 | |", "procure", ["6", "251000元"]),
        ("政府集中采购 | 14 | 2792220.8元 |", "procure", ["14", "2792220.8元"]),
        ("政府集中采购 | 1 | 8040 |", "procure", ["1", "8040"]),
        ("政府集中采购\n6\n152790元", "procure", ["6", "152790元"]),
    ],
)
def test_the_second_table_of_the_older_form_is_read_as_typed(
    read: Read, line: str, row_id: str, expected: list[str]
) -> None:
    bands = {
        "procure": "第二十条第（九）项\n信息内容 | 采购项目数量 | 采购总金额\n",
        "fees": "第二十条第（八）项\n信息内容 | 上一年项目数量 | 本年增/减 | |\n",
    }
    other = "第二十条第（五）项\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
    report = read(OLDER + bands.get(row_id, other) + line).report
    assert report.edition == "2019"
    assert row(report, "disclosure", row_id) == expected


@pytest.mark.parametrize(
    "texts", [["三件", "增加2", "约40"], ["零", "-2", "〇"], ["0件", "减2", "1，234"]]
)
def test_figures_in_words_are_kept_as_typed(read: Read, texts: list[str]) -> None:
    head = "第二十条第（五）项\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
    lines = "\n".join(["行政许可", *texts, "其他对外管理服务事项", "1", "2", "3"])
    for text in (lines, " | ".join(["行政许可", *texts])):
        assert row(read(OLDER + head + text).report, "disclosure", "licence") == texts


def test_rows_in_another_order_keep_their_values(read: Read) -> None:
    labels = ["（七）总计", "3.其他", "1.属于国家秘密", "（一）予以公开", "四、结转下年度继续办理"]
    lines = [f"{label} | {n} | 0 | 0 | 0 | 0 | 0 | {n} | ||" for n, label in enumerate(labels)]
    reading = read(REQUESTS + "\n".join(lines))
    rows = reading.report.tables["requests"].rows
    assert {row_id: each.cells["natural"].text for row_id, each in rows.items()} == {
        "new": "3",
        "granted": "3",
        "denied.state_secret": "2",
        "otherproc.other": "1",
        "result_total": "0",
        "carry_out": "4",
    }
    assert list(rows) == sorted(
        rows,
        key=[
            "new",
            "granted",
            "denied.state_secret",
            "otherproc.other",
            "result_total",
            "carry_out",
        ].index,
    )


def test_header_words_over_two_lines_are_joined(read: Read) -> None:
    text = (
        "二、主动公开政府信息情况\n第二十条第(一)项\n信息内容\n本年新\n制作数量\n本年新\n\n公开数量\n"
        "对外公开总数量\n规章\n1\n2\n3\n"
    )
    reading = read(text)
    assert row(reading.report, "disclosure", "rules") == ["1", "2", "3"]
    assert not [note for note in reading.notes if "表头" in note]


def test_a_wrong_header_word_is_told_and_the_order_stands(read: Read) -> None:
    reading = read(
        OLDER.replace("本年新公开数量", "本年新制作数量").replace("0 | 0 | 0", "1 | 2 | 3")
    )
    assert row(reading.report, "disclosure", "rules") == ["1", "2", "3"]
    assert "表二的表头与表样不尽相同，各列按表样的顺序读入，请核对。" in reading.notes


def test_a_header_in_another_order_takes_its_values_along(read: Read) -> None:
    text = OLDER.replace("本年新制作数量 | 本年新公开数量", "本年新公开数量 | 本年新制作数量")
    reading = read(text.replace("0 | 0 | 0", "1 | 2 | 3"))
    cells = reading.report.tables["disclosure"].rows["rules"].cells
    assert {column: cell.text for column, cell in cells.items()} == {
        "made": "2",
        "disclosed": "1",
        "total_public": "3",
    }
    assert "表二的列序与表样不同，各列按表头归位，请核对。" in reading.notes


@pytest.mark.parametrize(
    "line",
    [
        "1.政府公报公开政府信息数 | 条 | 7 |",
        "1.政府公报公开政府信息数 | 7 |",
        "政府公报公开政府信息数\n条\n7",
        "1. 政府公报公开 政府信息数\n条 | 7",
        "①政府公报公开政府信息数 条 7",
        "1.政府公报公开政府信息数条7",
        "（1）政府公报（含电子版）公开政府信息数 | 条 | 7 |",
    ],
)
def test_a_row_of_the_statistics_is_read_in_many_shapes(read: Read, line: str) -> None:
    reading = read(STATISTICS + line + "\n2.政府网站公开政府信息数 | 条 | 8 |")
    assert figures(reading.report) == {"1.1": "288", "1.2.1": "7", "1.2.2": "8"}
    assert (reading.uncertain, reading.unread) == ([], [])


def test_a_number_with_its_unit_is_kept_as_typed(read: Read) -> None:
    report = read(STATISTICS + "1.政府公报公开政府信息数 | 288条 |").report
    assert figures(report)["1.2.1"] == "288条"


def test_an_amount_in_a_unit_of_its_own_keeps_it_and_that_is_told(read: Read) -> None:
    reading = read(STATISTICS + "七、依申请公开信息收取的费用 | 元 | 380 |")
    assert figures(reading.report)["7"] == "380元"
    assert [note for note in reading.notes if "“元”" in note and "“万元”" in note]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 12,500 |", "12500元"),
        ("信息内容 | 本年收费金额（元） |\n行政事业性收费 | 12500.5 |", "12500.5元"),
        ("信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 0 |", "0"),
        ("信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 0.038万元 |", "0.038万元"),
        ("信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 0.038 |", "0.038"),
    ],
)
def test_fees_keep_the_unit_that_their_header_tells(read: Read, lines: str, text: str) -> None:
    above = "二、主动公开政府信息情况\n第二十条第（六）项\n信息内容 | 本年处理决定数量 |\n"
    reading = read(f"{above}行政处罚 | 7 |\n行政强制 | 0 |\n第二十条第（八）项\n{lines}")
    assert row(reading.report, "disclosure", "penalty") == ["7"]
    assert row(reading.report, "disclosure", "fees") == [text]
    is_told = any("“元”" in note and "“万元”" in note for note in reading.notes)
    assert is_told is (text[-1] == "元" and "万" not in text)


def test_labels_that_repeat_are_told_apart_by_their_group(read: Read) -> None:
    report = read(
        STATISTICS + "四、行政复议数量 | 件 | 3 |\n（二）被依法纠错数 | 件 | 1 |\n"
        "（三）其他情形数 | 件 | 2 |\n五、行政诉讼数量 | 件 | 9 |\n"
        "（二）被依法纠错数 | 件 | 4 |\n（三）其他情形数 | 件 | 5 |"
    ).report
    expected = {"1.1": "288", "4": "3", "4.2": "1", "4.3": "2", "5": "9", "5.2": "4", "5.3": "5"}
    assert figures(report) == expected


def test_a_repeated_label_without_its_group_is_doubtful(read: Read) -> None:
    reading = read(STATISTICS + "（二）被依法纠错数 | 件 | 4 |\n六、举报投诉数量 | 件 | 1 |")
    assert figures(reading.report) == {"1.1": "288", "6": "1"}
    assert [each.text for each in reading.unread] == ["（二）被依法纠错数 件 4"]


def test_the_lines_around_the_statistics_are_no_rows(read: Read) -> None:
    footer = "9.3\n单位负责人 | 某某 | 联系电话 | 12345678 |\n填报日期 | 2018.1.9 |"
    reading = read(STATISTICS + "（三）接受培训人员数 | 人次 | 2 |\n" + footer)
    assert figures(reading.report) == {"1.1": "288", "9.3": "2"}


@pytest.mark.parametrize(
    ("label", "row_id"),
    [
        ("1.本机关不掌握相关信息", "cannot.not_held"),
        ("2.其他法律行政法规禁上公开", "denied.law_forbidden"),
        ("2.其他法律、行政法规禁止公开", "denied.law_forbidden"),
        ("7.属于行政执法案件", "denied.enforcement_file"),
        ("四、结转下年继续办理", "carry_out"),
    ],
)
def test_a_label_with_a_slip_is_known_by_the_row_it_is_close_to(
    read: Read, label: str, row_id: str
) -> None:
    values = "1 | 0 | 0 | 0 | 0 | 0 | 1 | ||"
    reading = read(f"{REQUESTS}（一）予以公开 | {values}\n{label} | {values}\n")
    assert row(reading.report, "requests", row_id)[0] == "1"
    assert not reading.unread


def test_a_label_that_is_close_to_two_rows_is_neither(read: Read) -> None:
    reading = read(STATISTICS + "3.政务微搏公开政府信息数 | 条 | 5 |\n2.兼职人员数 | 人 | 1 |")
    assert "1.2.3" not in figures(reading.report)
    assert "1.2.4" not in figures(reading.report)


def test_other_names_of_the_applicants_are_known_and_told(read: Read) -> None:
    text = REQUESTS.replace("社会公益组织", "公益组织").replace("法人或其他", "法人或者其他")
    reading = read(text)
    assert row(reading.report, "requests", "new") == ["3", "0", "0", "0", "0", "0", "3"]
    assert "表三的表头中另有表样没有的字：法人或者其他组织、公益组织。" in reading.notes


def test_a_table_goes_on_behind_a_page_break(read: Read) -> None:
    header = REQUESTS.split("\n", 1)[1].rsplit("\n", 2)[0]
    lines = "（一）予以公开\n1\n0\n0\n0\n- 4 -\n0\n0\n1\n表三（续）\n"
    more = "总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |"
    report = read(f"{REQUESTS}{lines}{header}\n（七）{more}").report
    assert row(report, "requests", "granted") == ["1", "0", "0", "0", "0", "0", "1"]
    assert row(report, "requests", "result_total")[-1] == "3"


def test_each_cell_of_a_row_tells_its_place(read: Read) -> None:
    provenance = read(REQUESTS).report.provenance
    assert provenance["requests/new.natural"] == "第5行第2格"
    assert provenance["requests/new.total"] == "第5行第8格"


FOURTH = "四、政府信息公开行政复议、行政诉讼情况\n"
RESULTS = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
BY_CASE = f"""| {RESULTS}
行政复议 | 1 | 2 | 3 | 4 | 10
行政诉讼 | 未经复议直接起诉 | 5 | 0 | 0 | 0 | 5
复议后起诉 | 0 | 0 | 0 | 7 | 7
"""
BY_RESULT = """| 行政复议 | 未经复议直接起诉 | 复议后起诉
结果维持 | 1 | 5 | 0
结果纠正 | 2 | 0 | 0
其他结果 | 3 | 0 | 0
尚未审结 | 4 | 0 | 7
总计 | 10 | 5 | 7
"""
EACH_ALONE = """行政复议 | 结果维持 | 1
结果纠正 | 2
其他结果 | 3
尚未审结 | 4
总计 | 10
行政诉讼 | 未经复议直接起诉 | 结果维持 | 5
结果纠正 | 0
其他结果 | 0
尚未审结 | 0
总计 | 5
复议后起诉 | 结果维持 | 0
结果纠正 | 0
其他结果 | 0
尚未审结 | 7
总计 | 7
"""


@pytest.mark.parametrize(
    "text",
    [BY_CASE, BY_CASE.replace(" | ", "\n"), BY_RESULT, EACH_ALONE, EACH_ALONE.replace(" | ", "\n")],
)
def test_the_fourth_table_in_parts_is_read_by_its_words(read: Read, text: str) -> None:
    reading = read(FOURTH + text + "另有说明。")
    cells = [
        row(reading.report, "proceedings", each) for each in ("review", "lit_direct", "lit_after")
    ]
    assert cells == [
        ["1", "2", "3", "4", "10"],
        ["5", "0", "0", "0", "5"],
        ["0", "0", "0", "7", "7"],
    ]
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.sections[0].text == "另有说明。"


def test_a_strange_label_beside_the_fourth_table_is_no_row(read: Read) -> None:
    reading = read(FOURTH + RESULTS + "\n某项说明文字 | 3 |\n行政应诉案件数 | 4 |")
    assert "proceedings" not in reading.report.tables


def test_parts_in_a_strange_order_are_not_guessed(read: Read) -> None:
    header = "| 复议后起诉 | 行政复议 | 未经复议直接起诉"
    reading = read(FOURTH + BY_RESULT.replace(BY_RESULT.split("\n")[0], header))
    assert "proceedings" not in reading.report.tables
    assert "结果维持 1 5 0" in [each.text for each in reading.unread]
    assert "表四的行名或表头与表样不同，数据没有填入，原样保留。" in reading.notes


BY_APPLICANT = """三、收到和处理政府信息公开申请情况
申请人情况 | 一、本年新收政府信息公开申请数量 | （一）予以公开 | （七）总计 | 四、结转下年度继续办理
自然人 | 3 | 2 | 2 | 1
法人或其他组织 | 商业企业 | 1 | 1 | 1 | 0
科研机构 | 0 | 0 | 0 | 0
社会公益组织 | 0 | 0 | 0 | 0
法律服务机构 | 0 | 0 | 0 | 0
其他 | 0 | 0 | 0 | 0
总计 | 4 | 3 | 3 | 1
"""


def test_the_third_table_turned_round_is_read_by_its_words(read: Read) -> None:
    report = read(BY_APPLICANT).report
    assert row(report, "requests", "new") == ["3", "1", "0", "0", "0", "0", "4"]
    assert row(report, "requests", "carry_out") == ["1", "0", "0", "0", "0", "0", "1"]


def test_nothing_is_placed_where_a_turned_table_lacks_words(read: Read) -> None:
    labels = "一、本年新收政府信息公开申请数量 | " + " | ".join(
        f"{number}.{word}"
        for number, word in enumerate(
            [
                "属于国家秘密",
                "属于行政执法案卷",
                "重复申请",
                "属于行政查询事项",
                "保护第三方合法权益",
                "其他",
            ]
        )
    )
    lines = [f"{word} | 7 | 6 | 5 | 4 | 3 | 2 | 1" for word in ("自然人", "其他", "总计")]
    reading = read(f"三、收到和处理政府信息公开申请情况\n| {labels}\n" + "\n".join(lines))
    assert not reading.report.tables
    assert [each.text for each in reading.unread][-1] == "总计 7 6 5 4 3 2 1"
