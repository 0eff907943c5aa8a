"""What is refused before it is parsed, and how characters are decoded."""

from __future__ import annotations

import codecs
import time

import pytest

from gipdesk import paths
from gipdesk.readers.reading import read
from gipdesk.readers.recogniser.recognise import UnreadableSourceError
from gipdesk.readers.source import MOST_BYTES, MOST_LINES, decode_text
from gipdesk.report.edition import Editions

EDITIONS = Editions(paths.EDITIONS)
TEXT = "一、总体情况\n全年公开信息3条。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
    ],
)
def test_usual_encodings_are_read(data: bytes) -> None:
    assert decode_text(data) == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("一、总体情况".encode() + b"\0", "不是文本文件"),
        (bytes(range(256)) * 40, "不是文本文件"),
        (b"\0" * 4000, "不是文本文件"),
        (b"", "空的"),
        (codecs.BOM_UTF8, "空的"),
        ("　\n \n".encode(), "空的"),
        (b"\x01\x02", "空的"),
        (b"\xff\x80\x81", "编码"),
        (b" " * (MOST_BYTES + 1), "超过20 MB的上限"),
        (b" " * (50 * 1024 * 1024), "文件有50 MB"),
        (b"a\n" * (MOST_LINES + 1), "行的上限"),
        ("今天天气很好。\n其他\n总计\n".encode(), "不像政府信息公开工作年度报告"),
        ("某某市司法局2021年政府信息公开工作年度报告".encode(), "不像政府信息公开工作年度报告"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSourceError) as refused:
        read(data, EDITIONS)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith("。")


def test_control_characters_are_taken_out() -> None:
    reading = read("一、总体情况\n公\x01开\x1b。\ufffe\n".encode(), EDITIONS)
    assert reading.report.sections[0].text == "公开。"


HEAD = "一、总体情况\n三、收到和处理政府信息公开申请情况\n自然人 法人或其他组织 总计\n"


@pytest.mark.parametrize(
    "body",
    [
        "(" * 300_000,
        "字" + "," * 300_000,
        "|" * 300_000,
        "《" * 300_000,
        "0 " * 300_000,
        "-" * 300_000 + "|x",
        "统计期限" * 100_000,
        "0\n" * 60_000,
        "自然人\n1.属于国家秘密\n0\n" * 20_000,
        "某行\n0\n0\n" * 20_000,
        "1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n" * 20_000,
        "一、总体情况\n二、主动公开政府信息情况\n" * 20_000,
        "某某市司法局2021年政府信息\n" * 20_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_pathological_text_takes_time_in_proportion_to_its_length(body: str) -> None:
    began = time.process_time()
    read((HEAD + body).encode(), EDITIONS)
    assert time.process_time() - began < 15, "grows faster than the text"
