"""Sections are found by the words of their headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk.readers.recognise import Reading
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


def test_a_heading_repeated_in_the_text_is_text(read: Read) -> None:
    report = read("一、总体情况\n概况。\n二、主动公开政府信息情况\n总体情况\n良好。").report
    assert sections(report)[1][2] == "总体情况\n良好。"


def test_places_are_told(read: Read) -> None:
    provenance = read(
        "\n一、总体情况\n概况。\n\n五、存在的主要问题及改进情况\n不足。"
    ).report.provenance
    assert provenance == {"overview": "第2行", "problems": "第5行"}
