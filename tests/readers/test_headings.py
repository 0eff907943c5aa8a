"""Sections are found by the words of their headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.report import Report

Read = Callable[[str], Reading]


def sections(report: Report) -> list[tuple[str, str, str]]:
    return [(section.id, section.heading, section.text) for section in report.sections]


@pytest.mark.parametrize(
    "heading",
    [
        "五、存在的主要问题及改进情况",
        "五.存在的主要问题及改进情况：",
        "五 存在的主要问题及改进情况",
        "第五部分 存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "五、存在问题及改进情况",
        "五、存 在 的 主 要 问 题 及 改 进 情 况",
        "## 五、存在的主要问题及改进情况",
        "五、存在的主要問題及改進情況",
        "五、存在的主要问题\n及改进情况",
    ],
)
def test_a_heading_is_known_in_many_shapes(read: Read, heading: str) -> None:
    reading = read(f"一、总体情况\n概况。\n{heading}\n还有不足。")
    assert [section.id for section in reading.report.sections] == ["overview", "problems"]
    assert reading.report.sections[1].text == "还有不足。"


def test_a_report_on_one_line_is_parted_at_its_headings(read: Read) -> None:
    lines = [
        "某某局2023年政府信息公开工作年度报告",
        "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
        "一、总体情况",
        "全年公开信息120条。" * 20,
        "二、主动公开政府信息情况",
        "信息内容 本年处理决定数量 行政许可 12",
        "五、存在的主要问题及改进情况",
        "公开的形式不够多样。",
        "六、其他需要报告的事项",
        "没有收取费用。",
        "某某局 2024年1月18日",
    ]
    report = read(" ".join(lines)).report
    ids = ["preamble", "overview", "disclosure", "problems", "other", "closing"]
    assert [section.id for section in report.sections] == ids
    assert (report.meta.title, report.meta.signed_on) == (lines[0], "2024年1月18日")
    assert report.sections[1].text == lines[3]
    assert [cell.text for _, cell in report.cells()] == ["12"]


SIX = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
IDS = ["overview", "disclosure", "requests", "proceedings", "problems", "other"]


def six(numbering: str) -> str:
    """A report of headings only, numbered in one way, with a sentence under each."""
    numerals = "一二三四五六" if "一" in numbering else "123456"
    return "\n".join(
        f"{numbering.replace('一', numeral).replace('1', numeral)}{heading}\n这里是正文。"
        for numeral, heading in zip(numerals, SIX, strict=True)
    )


@pytest.mark.parametrize(
    "numbering",
    ["一、", "（一）", "(一) ", "第一部分 ", "第一部分\n", "1.", "1、", "一", "一、\n", ""],
)
def test_headings_are_known_however_they_are_numbered(read: Read, numbering: str) -> None:
    report = read(six(numbering)).report
    assert sections(report) == [
        (section_id, heading, "这里是正文。") for section_id, heading in zip(IDS, SIX, strict=True)
    ]
    assert not report.unplaced


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("一、总体情况。2022年，有公开。", "2022年，有公开。"),
        ("一、总体情况2022年，有公开。", "2022年，有公开。"),
        ("一、总体情况：（一）主动公开。有。", "（一）主动公开。有。"),
        ("一、总体情况 本机关有公开。", "本机关有公开。"),
    ],
)
def test_text_in_the_line_of_a_heading_stays_whole(read: Read, line: str, text: str) -> None:
    report = read(f"{line}\n五、存在的主要问题及改进情况\n还有不足。").report
    assert sections(report)[0] == ("overview", "总体情况", text)


def test_a_sentence_that_begins_like_a_heading_is_text(read: Read) -> None:
    text = "（一）主动公开\n五、存在的主要问题及改进情况：见下。"
    report = read(f"一、总体情况\n{text}\n五、存在的主要问题及改进情况\n不足。").report
    assert sections(report)[0] == ("overview", "总体情况", text)


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        ("政府信息公开工作存在的主要问题和改进措施", "政府信息公开工作存在的主要问题和改进措施"),
        ("政府信息公开工作存在的主要问题\n和改进措施", "政府信息公开工作存在的主要问题和改进措施"),
        ("存在的问题与不足", "存在的问题与不足"),
        ("下一步工作打算", "下一步工作打算"),  # by its place alone: the only section lacking
    ],
)
def test_a_heading_in_other_words_is_known_at_its_place(
    read: Read, heading: str, printed: str
) -> None:
    reading = read(six("一、").replace(SIX[4], heading))
    assert sections(reading.report)[4] == ("problems", printed, "这里是正文。")
    assert f"来源中的标题“{printed}”按“{SIX[4]}”读入，请核对。" in reading.notes


def test_the_same_words_elsewhere_open_a_section_of_their_own(read: Read) -> None:
    text = six("一、").replace("六、", "七、").replace("五、", "六、")
    text = text.replace("六、", "五、上年度问题整改情况\n已整改。\n六、", 1)
    report = read(text).report
    assert sections(report)[4:6] == [
        ("extra-1", "上年度问题整改情况", "已整改。"),
        ("problems", SIX[4], "这里是正文。"),
    ]


def test_a_numbered_list_within_a_section_opens_none(read: Read) -> None:
    listed = "一、加强领导\n成立小组。\n二、健全机制\n制定办法。"
    report = read(six("一、").replace("这里是正文。", listed, 1)).report
    assert [section.id for section in report.sections] == IDS
    assert report.sections[0].text == listed


def test_a_heading_is_kept_as_printed_without_its_numeral(read: Read) -> None:
    report = read("一、总体情况\n六、存在问题及改进情况:\n七、需要报告的其他事项\n").report
    headings = [section.heading for section in report.sections]
    assert headings == ["总体情况", "存在问题及改进情况", "需要报告的其他事项"]


def test_a_numeral_that_fits_neither_place_nor_form_is_noted(read: Read) -> None:
    notes = read("一、总体情况\n概况。\n七、存在的主要问题及改进情况\n不足。").notes
    assert "来源中“存在的主要问题及改进情况”编号为七，与表样不同，按顺序应为二。" in notes


def test_the_numerals_of_the_form_and_of_the_sequence_are_not_noted(read: Read) -> None:
    by_form = read("二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n不足。")
    by_place = read("一、总体情况\n二、机构概况\n三、主动公开政府信息情况\n无。")
    assert not [note for note in by_form.notes + by_place.notes if "编号" in note]


def test_an_unknown_heading_opens_a_section_of_its_own(read: Read) -> None:
    report = read(
        "一、总体情况\n概况。\n二、建议提案办理情况\n办结3件。\n三、主动公开政府信息情况\n有。"
    ).report
    assert sections(report) == [
        ("overview", "总体情况", "概况。"),
        ("extra-1", "建议提案办理情况", "办结3件。"),
        ("disclosure", "主动公开政府信息情况", "有。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "三、机构概况",  # not the next numeral
        "二、加强领导，落实责任",  # a sentence
        "二、本年新收政府信息公开申请数量",  # a row of 表三
        "（二）机构概况",
        "（三）主动公开政府信息情况",
        "信息处理费收取情况",  # a local heading, but without its numeral
    ],
)
def test_what_only_looks_like_a_heading_stays_text(read: Read, line: str) -> None:
    report = read(f"一、总体情况\n概况。\n{line}\n内容。").report
    assert [section.id for section in report.sections] == ["overview"]
    assert line in report.sections[0].text


def test_the_rows_of_the_third_table_open_no_section(read: Read) -> None:
    report = read(
        "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n四、结转下年度继续办理\n1\n0\n0\n0\n0\n0\n1\n"
        "四、政府信息公开行政复议、行政诉讼情况\n无。"
    ).report
    assert [section.id for section in report.sections] == ["requests", "proceedings"]
    assert list(report.tables["requests"].rows) == ["carry_out"]


def test_a_list_of_contents_is_set_aside(read: Read) -> None:
    headings = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    reading = read("\n".join(["目录", *headings, headings[0], "概况。", *headings[1:]]))
    assert sections(reading.report)[0] == ("overview", "总体情况", "概况。")
    assert len(reading.report.sections) == 3
    assert [each.text for each in reading.report.unplaced] == [*headings, "目录"]


@pytest.mark.parametrize("leader", ["……1", "...... 1", " 1", "\t1", "（1）", "·····1"])
def test_a_list_of_contents_with_pages_is_set_aside(read: Read, leader: str) -> None:
    contents = [
        f"{numeral}、{heading}{leader}"
        for numeral, heading in zip("一二三四五六", SIX, strict=True)
    ]
    report = read("\n".join(["目　录", *contents, six("一、")])).report
    assert [section.id for section in report.sections] == IDS
    assert all(section.text == "这里是正文。" for section in report.sections)
    assert len(report.unplaced) == 7


def test_a_preamble_below_a_list_of_contents_stays_one(read: Read) -> None:
    title = "某某局2022年政府信息公开工作年度报告"
    contents = "\n".join(
        f"{numeral}、{heading}" for numeral, heading in zip("一二三四五六", SIX, strict=True)
    )
    for word in ("", "目录\n"):
        report = read(f"{title}\n{word}{contents}\n本报告依据条例编制。\n{six('一、')}").report
        assert [section.id for section in report.sections] == ["preamble", *IDS]
        assert report.sections[0].text == "本报告依据条例编制。"
        assert all(section.text == "这里是正文。" for section in report.sections[1:])


@pytest.mark.parametrize(
    "row",
    [
        "一、本年新收政府信息公开申请数量",
        "三、本年办理结果",
        "四、结转下年继续办理申请数",  # in words that the form does not know
    ],
)
def test_a_row_of_a_table_opens_no_section_where_its_heading_is_lost(read: Read, row: str) -> None:
    source = f"一、总体情况\n有。\n二、主动公开政府信息情况\n无。\n{row}\n1\n0\n0\n0\n0\n0\n1"
    report = read(source).report
    assert [section.id for section in report.sections] == ["overview", "disclosure"]


@pytest.mark.parametrize("above", ["目录", "目录\n返回"])
def test_a_word_above_the_first_heading_makes_no_contents(read: Read, above: str) -> None:
    report = read(f"{above}\n{six('一、')}").report
    assert [section.id for section in report.sections] == IDS


@pytest.mark.parametrize("line", ["公开为常态……", "共计......12件", "规章 ——"])
def test_dots_alone_make_no_contents(read: Read, line: str) -> None:
    report = read(six("一、").replace("这里是正文。", f"{line}\n这里是正文。", 1)).report
    assert report.sections[0].text.startswith(line)


def test_a_heading_repeated_in_the_text_is_text(read: Read) -> None:
    report = read("一、总体情况\n概况。\n二、主动公开政府信息情况\n总体情况\n良好。").report
    assert sections(report)[1][2] == "总体情况\n良好。"


def test_places_are_told(read: Read) -> None:
    provenance = read(
        "\n一、总体情况\n概况。\n\n五、存在的主要问题及改进情况\n不足。"
    ).report.provenance
    assert provenance == {"overview": "第2行", "problems": "第5行"}
