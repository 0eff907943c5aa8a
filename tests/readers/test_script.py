"""Traditional characters: known as they are, and rewritten only when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from opencc import OpenCC

from gipdesk import paths
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.readers.recogniser.script import is_traditional, simplified
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import apply
from gipdesk.report.edition import Editions, Form
from gipdesk.report.report import Meta, Paragraph, Picture, Report
from gipdesk.workflow.script import read_phrases, simplified_changes, to_simplified

Read = Callable[[str], Reading]
HEAD = "某某市司法局2021年政府信息公開工作年度報告\n一、總體情況\n"
BY_CHARACTER = (
    HEAD + "我局依法行政，嚴格執行條例，建立健全制度，規范性文件11個，于2021年公開。全市檔案管理、"
    "群眾辦事、網絡平臺建設，事后監管，缺少干貨。行政復議案件2件。著重把握程序。\n"
)
OF_TAIWAN = (
    HEAD
    + "民眾可透過網際網路提交申請，編髮規範性檔案6份、晉司辦檔案72件，做好檔案管理。無處理許可權"
    "的郵件告知民眾。欄目設定、視窗服務、智慧型諮詢、網路平台，堅持最佳化流程，嚴格執行。行政複議0件。\n"
)


def text_of(report: Report) -> str:
    return "\n".join(f"{section.heading}\n{section.text}" for section in report.sections)


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_every_word_of_the_form_is_known_in_traditional_characters(config: str) -> None:
    words: set[str] = set()
    for edition in Editions(paths.EDITIONS):
        words |= {section.heading for section in edition.sections}
        words |= {text for section in edition.sections for text in section.accepted}
        for table in edition.tables:
            for block in table.blocks:
                words |= {block.band, block.corner}
                words |= {label for row in block.rows for label in row.labels}
                words |= {label for column in block.columns for label in column.labels}
    converter = OpenCC(config)
    assert {word: simplified(converter.convert(word)) for word in words} == {w: w for w in words}


def test_the_two_scripts_are_told_apart() -> None:
    assert is_traditional(BY_CHARACTER)
    assert not is_traditional(OpenCC("t2s").convert(BY_CHARACTER))


def test_words_of_taiwan_in_headings_and_labels_are_known(read: Read) -> None:
    report = read(
        "某某市司法局2021年政府資訊公開工作年度報告\n一、總體情況\n有。\n二、主動公開政府資訊情況\n"
        "資訊內容 | 本年製發件數 | 本年廢止件數 | 現行有效件數 |\n行政規範性檔案 | 1 | 2 | 3 |"
    ).report
    assert [section.id for section in report.sections] == ["overview", "disclosure"]
    assert list(report.tables["disclosure"].rows) == ["normative"]
    assert report.meta.agency == "某某市司法局"


def test_reading_keeps_the_characters_of_the_source(read: Read) -> None:
    reading = read(BY_CHARACTER)
    assert reading.report.sections[0].heading == "總體情況"
    assert "嚴格執行條例" in reading.report.sections[0].text
    assert "来源是繁体字，读入时原样保留，可另行转换为简体字。" in reading.notes


def test_a_source_by_characters_is_restored(read: Read) -> None:
    report = read(BY_CHARACTER).report
    conversion = to_simplified(report)
    assert report.sections[0].heading == "总体情况"
    assert report.sections[0].text == (
        "我局依法行政，严格执行条例，建立健全制度，规范性文件11个，于2021年公开。全市档案管理、"
        "群众办事、网络平台建设，事后监管，缺少干货。行政复议案件2件。着重把握程序。"
    )
    assert report.meta.title == "某某市司法局2021年政府信息公开工作年度报告"
    assert not conversion.words


def test_words_of_taiwan_are_changed_and_told(read: Read) -> None:
    report = read(OF_TAIWAN).report
    conversion = to_simplified(report)
    assert report.sections[0].text == (
        "群众可通过互联网提交申请，编发规范性文件6份、晋司办文件72件，做好档案管理。无处理权限"
        "的邮件告知群众。栏目设置、窗口服务、智能咨询、网络平台，坚持优化流程，严格执行。行政复议0件。"
    )
    told = {(word.traditional, word.simplified): word.count for word in conversion.words}
    assert told["民眾", "群众"] == 2
    assert told["規範性檔案", "规范性文件"] == 1
    assert told["檔案", "文件"] == 1
    assert ("執行", "运行") not in told
    assert any("民眾→群众" in note for note in report.notes)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("依法核定許可權限", "依法核定许可权限"),
        ("行政許可權的行使", "行政许可权的行使"),
        ("三位數位領導同志", "三位数位领导同志"),
        ("加強幹部檔案和人事檔案審核", "加强干部档案和人事档案审核"),
        ("市檔案館、檔案局及檔案室", "市档案馆、档案局及档案室"),
        ("回饋社會", "回馈社会"),
        ("與實際相連結", "与实际相连结"),
        ("影音資料", "影音资料"),
        ("工作簡訊12期", "工作简讯12期"),
        ("解釋出臺背景", "解释出台背景"),
        ("試點選擇適當", "试点选择适当"),
        ("營運車輛", "营运车辆"),
        ("行政許可的設定", "行政许可的设定"),
        ("系列印章", "系列印章"),
        ("嚴格執行文件", "严格执行文件"),
    ],
)
def test_official_phrases_survive_in_a_source_with_words_of_taiwan(
    read: Read, traditional: str, simplified: str
) -> None:
    report = read(f"{OF_TAIWAN}另有{traditional}等事項。\n").report
    to_simplified(report)
    assert f"另有{simplified}等事项。" in text_of(report)


def test_a_caption_is_converted_and_its_picture_keeps_its_width(form: Form) -> None:
    report = new_report(form, Meta())
    section = report.section("overview")
    assert section is not None
    section.blocks = [Picture("b1", "a.png", "圖一　辦理情況", 50)]
    to_simplified(report)
    assert section.blocks == [Picture("b1", "a.png", "图一　办理情况", 50)]


def test_characters_are_counted_beside_the_words(form: Form) -> None:
    report = new_report(form, Meta())
    section = report.section("overview")
    assert section is not None
    section.blocks = [Paragraph("b1", "最佳化網路，2件「檔案管理」的事項，政務公開")]
    conversion = simplified_changes(report, read_phrases())
    assert {(word.traditional, word.count) for word in conversion.words} == {
        ("最佳化", 1),
        ("網路", 1),
    }
    assert conversion.characters == len("「檔」項務開")


def test_the_conversion_can_be_undone(read: Read) -> None:
    report = read(OF_TAIWAN).report
    before = msgspec.json.encode(report)
    conversion = simplified_changes(report, read_phrases())
    assert msgspec.json.encode(report) == before
    inverse = apply(report, conversion.change)
    assert msgspec.json.encode(report) != before
    apply(report, inverse)
    assert msgspec.json.encode(report) == before


def test_labels_and_words_in_cells_are_converted(read: Read) -> None:
    source = (
        HEAD + "二、主動公開政府信息情況\n信息內容 | 本年製發件數 | 本年廢止件數 | 現行有效件數 |\n"
    )
    report = read(source + "規範性檔案 | 1 | 無 | 3 |\n規章（省級） | 4 | 5 | 6 |").report
    assert report.tables["disclosure"].rows["rules"].label == "規章（省級）"
    to_simplified(report)
    assert report.tables["disclosure"].rows["rules"].label == "规章（省级）"


def test_a_simplified_report_stays_as_it_is(read: Read) -> None:
    report = read(OpenCC("tw2s").convert(BY_CHARACTER)).report
    before = msgspec.json.encode(report)
    assert not to_simplified(report).change.changes
    assert msgspec.json.encode(report) == before


def test_our_words_are_traditional_and_their_counterparts_are_not() -> None:
    phrases = read_phrases()
    convert = OpenCC("t2s").convert
    assert [new for new in phrases.words.values() if convert(new) != new] == []
    assert [old for old in phrases.words if re.search("[A-Za-z]", old)] == []
    assert not set(phrases.words) & set(phrases.kept.words)
    by_character = OpenCC("tw2s").convert
    assert [old for old, new in phrases.words.items() if by_character(old) == new] == []


@pytest.mark.needs_shared
def test_the_seed_with_words_of_taiwan_is_converted(shared: Path, read: Read) -> None:
    (path,) = shared.glob("seeds/003_*.txt")
    report = read(path.read_text("utf-8")).report
    to_simplified(report)
    text = text_of(report)
    for word in [
        "规范性文件",
        "晋司办文件72件",
        "全年发布主动公开文件70件",
        "编发",
        "处理权限的邮件",
    ]:
        assert word in text
    for word in ["互联网+政务服务", "网络平台方面", "智能、热线和窗口等5种方式", "优化流程"]:
        assert word in text
    for word in ["档案", "民众", "网路", "视窗", "许可权", "复議", "运行情况", "创建了山西"]:
        assert word not in text
    assert [section.heading for section in report.sections][:2] == [
        "总体情况",
        "主动公开政府信息情况",
    ]


@pytest.mark.needs_shared
def test_the_seed_by_characters_is_converted(shared: Path, read: Read) -> None:
    (path,) = shared.glob("seeds/004_*.txt")
    report = read(path.read_text("utf-8")).report
    assert not to_simplified(report).words
    text = text_of(report)
    assert (text.count("文件"), text.count("群众"), text.count("规范")) == (16, 5, 26)
    for word in [
        "事后公开",
        "于2020年",
        "缺少“干货”",
        "行政复议案件2件",
        "严格执行",
        "着力研究",
        "平台",
    ]:
        assert word in text
    left = {sign for sign in text if OpenCC("t2s").convert(sign) != sign}
    assert not left
