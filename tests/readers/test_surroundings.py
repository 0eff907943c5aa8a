"""Title, captions, preamble, signature, and the page that a report was published on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk.readers.recognise import Reading
from gipdesk.report.edition import AgencyKind

Read = Callable[[str], Reading]
BODY = "一、总体情况\n本机关认真公开信息。\n六、其他需要报告的事项\n"


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("某某市司法局2021年政府信息公开工作年度报告", "某某市司法局", 2021),
        ("某某市司法局 2021 年度政府信息公开工作报告", "某某市司法局", 2021),
        ("2021年某某市司法局政府信息公开年度报告", "某某市司法局", 2021),
        ("某某县人民政府政府信息公开工作2021年度报告", "某某县人民政府", 2021),
        ("某某局2021年政府信息公开工作年报", "某某局", 2021),
        ("某某市司法局\n2021年政府信息公开工作年度报告", "某某市司法局", 2021),
        ("某某区某街道办事处2021年度政府\n信息公开工作年度报告", "某某区某街道办事处", 2021),
        ("政府信息公开工作年度报告", "", None),
    ],
)
def test_a_title_tells_agency_and_year(
    read: Read, title: str, agency: str, year: int | None
) -> None:
    meta = read(f"首页 > 政府信息公开年报\n返回\n{title}\n{BODY}无。").report.meta
    assert (meta.title, meta.agency, meta.year) == (title.replace("\n", ""), agency, year)


def test_a_title_is_not_joined_with_the_page_above_it(read: Read) -> None:
    report = read(f"请输入检索词\n某某市司法局2021年政府信息公开工作年度报告\n{BODY}无。").report
    assert report.meta.agency == "某某市司法局"
    assert [each.text for each in report.unplaced] == ["请输入检索词"]


def test_a_title_that_the_text_cites_is_taken_with_a_note(read: Read) -> None:
    notice, title = "关于编制年度报告的通知", "某某局2022年政府信息公开工作年度报告"
    reading = read(f"根据《{notice}》，编制《{title}》。\n{BODY}无。")
    assert reading.report.meta.title == title
    assert "来源没有标题，标题取自文中的《》。" in reading.notes


def test_what_is_not_told_is_asked_for(read: Read) -> None:
    reading = read(BODY + "无。")
    assert (reading.report.meta.year, reading.report.meta.agency) == (None, "")
    assert "来源没有写明报告年度，请补填。" in reading.notes
    assert "来源中没有写明机关名称，请补填。" in reading.notes


def test_a_year_taken_from_the_date_of_publication_is_noted(read: Read) -> None:
    reading = read(f"发布时间：2023年1月20日\n{BODY}无。")
    assert (reading.report.meta.published, reading.report.meta.year) == ("2023年1月20日", 2022)
    assert "来源没有写明报告年度，按日期2023年1月20日推定为2022年，请核对。" in reading.notes


def test_a_year_that_the_period_contradicts_is_noted(read: Read) -> None:
    text = (
        f"某某局2022年政府信息公开工作年度报告\n统计期限为2021年1月1日起至12月31日止。\n{BODY}无。"
    )
    reading = read(text)
    assert reading.report.meta.period == "2021年1月1日至2021年12月31日"
    assert "标题写的是2022年，统计期限是2021年，请核对。" in reading.notes


def test_a_year_without_a_form_is_noted(read: Read) -> None:
    reading = read(f"某某局2012年政府信息公开工作年度报告\n{BODY}无。")
    assert reading.report.meta.year == 2012
    assert any("没有收录2012年适用的表样" in note for note in reading.notes)


def test_captions_contacts_and_preamble_are_told_apart(read: Read) -> None:
    reading = read(
        "某某县人民政府2023年政府信息公开工作年度报告\n某政发〔2024〕3号\n"
        "发布日期：2024-01-12\n字号：大 中 小\n"
        "如有疑问，请联系（地址：某某路1号，邮编：100000，电话：010-1234567，传真：010-7654321，"
        f"电子邮箱：gk@a.gov.cn）。\n{BODY}无。"
    )
    meta = reading.report.meta
    assert (meta.document_number, meta.published) == ("某政发〔2024〕3号", "2024-01-12")
    assert (meta.address, meta.postcode) == ("某某路1号", "100000")
    assert (meta.phone, meta.fax, meta.email) == ("010-1234567", "010-7654321", "gk@a.gov.cn")
    assert meta.agency_kind is AgencyKind.GOVERNMENT
    assert [each.text for each in reading.report.unplaced] == ["字号：大 中 小"]
    assert reading.report.sections[0].id == "preamble"


@pytest.mark.parametrize(
    ("lines", "closing", "date"),
    [
        ("某某市司法局\n2022年1月16日", "某某市司法局\n2022年1月16日", "2022年1月16日"),
        ("某某市司法局 2022年1月16日", "某某市司法局 2022年1月16日", "2022年1月16日"),
        ("2022年1月16日", "2022年1月16日", "2022年1月16日"),
    ],
)
def test_a_signature_is_a_section_of_its_own(
    read: Read, lines: str, closing: str, date: str
) -> None:
    report = read(f"{BODY}没有其他事项。\n{lines}\n相关链接\n版权所有").report
    assert [section.id for section in report.sections] == ["overview", "other", "closing"]
    assert report.sections[-1].text == closing
    assert report.meta.signed_on == date
    assert [each.text for each in report.unplaced] == ["相关链接", "版权所有"]


@pytest.mark.parametrize(
    "text",
    [
        "数据截至2022年1月16日\n没有其他事项。",
        "2022年1月16日\n召开会议一次。",
        "（二）改进情况\n2022年1月16日\n召开会议一次。",
    ],
)
def test_a_date_in_the_text_is_no_signature(read: Read, text: str) -> None:
    report = read(BODY + text).report
    assert report.sections[-1].text == text
    assert not report.meta.signed_on


def test_a_signature_that_differs_from_the_title_is_noted(read: Read) -> None:
    text = f"某某局2021年政府信息公开工作年度报告\n{BODY}无。\n某某委员会\n2022年1月16日"
    assert "标题中的机关是“某某局”，落款是“某某委员会”，请核对。" in read(text).notes


@pytest.mark.parametrize("last", ["无", "无其他需要报告的事项。", "1.未收取信息处理费"])
def test_the_page_is_cut_off_behind_the_last_sentence(read: Read, last: str) -> None:
    report = read(f"{BODY}{last}\n打印 关闭\n上一篇：没有了\n主办单位：某某市司法局").report
    assert report.sections[-1].text == last
    assert len(report.unplaced) == 3


def test_a_report_that_speaks_of_the_page_is_not_cut(read: Read) -> None:
    last = "本机关网站首页设置检索、打印和分享功能。"
    report = read(f"{BODY}情况如下。\n{last}").report
    assert report.sections[-1].text == f"情况如下。\n{last}"
    assert not report.unplaced


def test_text_is_printed_with_full_width_marks_and_without_invisible_ones(read: Read) -> None:
    report = read(f"{BODY}⼀、全年(2021年)公开\u200b1,000件,见http://a.cn/b,c。").report
    assert report.sections[-1].text == "一、全年（2021年）公开1,000件，见http://a.cn/b,c。"
