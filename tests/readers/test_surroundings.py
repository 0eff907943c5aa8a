"""Title, captions, preamble, signature, and the page that a report was published on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.edition import AgencyKind

Read = Callable[[str], Reading]
BODY = "一、总体情况\n本机关认真公开信息。\n六、其他需要报告的事项\n"
WHOLE = (
    "一、总体情况\n本机关认真公开信息。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n还有不足。\n"
    "六、其他需要报告的事项\n没有其他事项。\n"
)
TITLE = "某某市司法局2022年政府信息公开工作年度报告\n"


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
        ("二○二一年某某县人民政府政府信息公开工作年度报告", "某某县人民政府", 2021),
        ("某某局二〇二一年政府信息公开工作年度报告", "某某局", 2021),
        ("某某局政府信息公开工作年度报告（2021年度）", "某某局", 2021),
        ("2021年某某市司法局政府信息公开工作\n年度报告", "某某市司法局", 2021),
        ("某某局2021年政府信息与政务公开工作年度报告", "某某局", 2021),
        ("某某局\n政府信息公开工作年度报告\n（2021年）", "某某局", 2021),
        ("政府信息公开工作年度报告", "", None),
    ],
)
def test_a_title_tells_agency_and_year(
    read: Read, title: str, agency: str, year: int | None
) -> None:
    meta = read(f"首页 > 政府信息公开年报\n返回\n{title}\n{BODY}无。").report.meta
    assert (meta.title, meta.agency, meta.year) == (title.replace("\n", ""), agency, year)


@pytest.mark.parametrize("caption", ["标题：", "名　　称：", "信息名称 | "])
def test_a_title_behind_its_caption_is_found(read: Read, caption: str) -> None:
    meta = read(f"索引号：123\n{caption}{TITLE}{BODY}无。").report.meta
    assert meta.title == TITLE.strip()


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
        (
            "某某市司法局\n二○二二年一月十六日",
            "某某市司法局\n二○二二年一月十六日",
            "二○二二年一月十六日",
        ),
        (
            "某某市司法局（盖章）\n2022 年 1 月 16 日",
            "某某市司法局（盖章）\n2022 年 1 月 16 日",
            "2022 年 1 月 16 日",
        ),
        ("某某市司法局\n2022年1月", "某某市司法局\n2022年1月", "2022年1月"),
        ("某某市司法局\n2022-01-16", "某某市司法局\n2022-01-16", "2022-01-16"),
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


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("统计期限自二〇二一年一月一日起至二〇二一年十二月三十一日止", 2021),
        ("统计期限从2021年1月1日到2021年12月31日止", 2021),
        ("統計期限為2021年1月1日至12月31日", 2021),
        ("本年报的数据自2021年1月1日起至12月31日止", 2021),
    ],
)
def test_the_period_is_found_wherever_it_stands(read: Read, words: str, year: int) -> None:
    meta = read(f"{BODY}5.其他。{words}。").report.meta
    assert (meta.period, meta.year) == (f"{year}年1月1日至{year}年12月31日", year)


def test_what_follows_the_signature_is_kept_and_told(read: Read) -> None:
    behind = ["附件：1.某表", "联系电话：010-1234567，地址：某某路1号，欢迎联系。", "打印 关闭"]
    reading = read("\n".join([f"{BODY}无。", "某某市司法局", "2022年1月16日", *behind]))
    assert [each.text for each in reading.report.unplaced] == behind
    assert "落款之后还有内容，没有放入报告，原样保留。" in reading.notes
    assert reading.report.meta.phone == "010-1234567"


def test_the_owner_of_the_site_is_no_sentence_of_the_report(read: Read) -> None:
    owner = "版权所有：某某市人民政府，主办：某某办公室，承办：某某中心，未经许可，不得转载。"
    report = read(f"{BODY}没有其他事项。\n{owner}\n您访问的链接即将离开本网站，是否继续？").report
    assert report.sections[-1].text == "没有其他事项。"
    assert report.unplaced[0].text == owner


def test_links_to_other_reports_are_of_the_page(read: Read) -> None:
    links = [
        "相关信息",
        "某某局2020年政府信息公开工作年度报告",
        "某某局2019年政府信息公开工作年度报告",
    ]
    report = read("\n".join([f"某某局2021年政府信息公开工作年度报告\n{BODY}无。", *links])).report
    assert report.meta.year == 2021
    assert [each.text for each in report.unplaced] == links


@pytest.mark.parametrize(
    "line",
    [
        "澳门葡京赌场_真人娱乐城_时时彩开户送彩金 www.abc888.com",
        "北京赛车pk10 彩票 时时彩 六合彩",
        "癫痫医院 白癜风 牛皮癣 男科",
        "www.abc1.com www.abc2.net",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do",
    ],
)
def test_advertising_is_taken_out_and_told(read: Read, line: str) -> None:
    reading = read(TITLE + WHOLE.replace("还有不足。", f"还有不足。\n{line}\n下一步改进。"))
    assert [each.text for each in reading.report.unplaced] == [line]
    assert reading.report.sections[4].text == "还有不足。\n下一步改进。"
    assert "来源中有疑似与报告无关的广告文字，已剔出。" in reading.notes


@pytest.mark.parametrize(
    "line",
    [
        "开展打击网络赌博、非法彩票、网络博彩专项行动3次。",
        "全年查处无证行医、男科妇科虚假广告案件2件。",
        "电子版可在www.example.gov.cn下载，也可登录www.example2.gov.cn。",
        "拍摄真人短视频5部，在澳门卫视播出。",
        "兼职人员充值",
    ],
)
def test_a_sentence_about_such_things_stays(read: Read, line: str) -> None:
    report = read(TITLE + WHOLE.replace("还有不足。", line)).report
    assert report.sections[4].text == line
    assert not report.unplaced


def test_of_two_reports_the_first_is_read(read: Read) -> None:
    second = "某某市司法局2021年政府信息公开工作年度报告\n"
    reading = read(TITLE + WHOLE + second + WHOLE.replace("还有", "没有"))
    assert reading.report.meta.year == 2022
    assert reading.report.sections[4].text == "还有不足。"
    assert reading.report.unplaced[0].text == second.strip()
    assert "没有不足。" in [each.text for each in reading.report.unplaced]
    both = f"“{TITLE.strip()}”和“{second.strip()}”"
    assert f"来源中有两份报告：{both}，只读入第一份，其余原样保留，没有填入。" in reading.notes


@pytest.mark.parametrize(
    "title",
    [
        "某某市2022年法治政府建设年度报告",
        "某某局2022年度部门决算公开说明",
        "某某局2022年政府网站工作年度报表",
        "某某局2022年工作总结",
        "某某公司2022年企业社会责任报告",
    ],
)
def test_a_report_of_another_kind_is_refused(read: Read, title: str) -> None:
    with pytest.raises(UnreadableSourceError, match=f"这是“{title}”，不是政府信息公开工作年度报告"):
        read(f"{title}\n一、总体情况\n完成任务。\n二、存在问题\n不足。")


@pytest.mark.parametrize("organ", ["某某市第一中学", "某某医院", "某某供水公司"])
def test_an_organ_that_is_no_agency_is_told(read: Read, organ: str) -> None:
    reading = read(TITLE.replace("某某市司法局", organ) + WHOLE)
    assert reading.report.meta.agency_kind is AgencyKind.OTHER
    assert f"“{organ}”看来不是行政机关，机关类别记为“其他”，请核对。" in reading.notes


@pytest.mark.parametrize(
    ("agency", "kind"),
    [
        ("某某县人民政府", AgencyKind.GOVERNMENT),
        ("某某镇", AgencyKind.GOVERNMENT),
        ("某某经济开发区", AgencyKind.DEPARTMENT),
        ("某某街道办事处", AgencyKind.DEPARTMENT),
    ],
)
def test_governments_are_told_from_departments(read: Read, agency: str, kind: AgencyKind) -> None:
    meta = read(TITLE.replace("某某市司法局", agency) + WHOLE).report.meta
    assert (meta.agency, meta.agency_kind) == (agency, kind)


@pytest.mark.parametrize(
    "damaged",
    [
        "锟斤拷锟斤拷2022锟斤拷\n一、总体情况\n锟斤拷12锟斤拷",
        (TITLE + WHOLE).encode().decode("latin-1"),
        (TITLE + WHOLE).encode("gb18030").decode("latin-1"),
        (TITLE + WHOLE).encode().decode("gb18030", "replace"),
        (TITLE + WHOLE).encode("gb18030").decode("utf-8", "replace"),
    ],
)
def test_a_damaged_text_is_refused(read: Read, damaged: str) -> None:
    with pytest.raises(UnreadableSourceError, match="乱码"):
        read(damaged)


def test_placeholders_and_rare_characters_are_no_damage(read: Read) -> None:
    report = read(TITLE.replace("某某市", "××市") + WHOLE.replace("不足", "淇县、涓涓细流")).report
    assert report.meta.agency == "××市司法局"


def test_a_few_damaged_characters_are_told(read: Read) -> None:
    notes = read(TITLE + WHOLE.replace("不足", "不\ufffd") + "这里还有别的正文。" * 20).notes
    assert "来源有1处文字已损坏（显示为“\ufffd”等），请对照原文核对。" in notes


def test_words_of_a_blank_form_are_no_text(read: Read) -> None:
    blank = WHOLE.replace("还有不足。", "（文字描述）")
    report = read(
        blank.replace("没有其他事项。", "（文字描述，收取信息处理费情况在此处报告。）")
    ).report
    assert [section.text for section in report.sections[4:]] == ["", ""]
    assert len(report.unplaced) == 2
    beside = read(WHOLE.replace("还有不足。", "（文字描述）\n还有不足。")).report
    assert beside.sections[4].text == "（文字描述）\n还有不足。"


@pytest.mark.parametrize("last", ["（三）开设检索功能", "3.打印、分享功能建设"])
def test_a_numbered_line_is_never_of_the_page(read: Read, last: str) -> None:
    report = read(f"{BODY}情况如下。\n{last}\n打印本页").report
    assert report.sections[-1].text == f"情况如下。\n{last}"


def test_straight_quotes_become_pairs(read: Read) -> None:
    report = read(f'{BODY}推进"放管服"改革,落实"双随机、一公开"。').report
    assert report.sections[-1].text == "推进“放管服”改革，落实“双随机、一公开”。"
