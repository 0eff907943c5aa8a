"""Excerpts of real reports, cut off where the transcription ends: what is there is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.edition import AgencyKind
from gipdesk.report.report import Report

pytestmark = pytest.mark.needs_shared

Read = Callable[[str], Reading]
MARKS = re.compile(r"^URL:.*$|^----$|〔[^〕]*〕", re.MULTILINE)  # of the transcription
RULES = ("rules", "normative")
REQUESTS = ("natural", "commercial", "research", "social", "legal", "other", "total")


def source(shared: Path, name: str) -> str:
    (path,) = shared.glob(f"practice/{name}_*.txt")
    return MARKS.sub("", path.read_text("utf-8"))


def excerpt(shared: Path, read: Read, name: str) -> Reading:
    return read(source(shared, name))


def values(report: Report, table: str) -> dict[str, list[str]]:
    held = report.tables.get(table)
    rows = held.rows.items() if held else []
    return {row_id: [cell.text for cell in row.cells.values()] for row_id, row in rows}


def zeros(*rows: str, columns: int) -> dict[str, list[str]]:
    return {row: ["0"] * columns for row in rows}


def sections(report: Report) -> list[str]:
    return [section.id for section in report.sections]


def test_one_cell_a_line_with_bars_left_over(shared: Path, read: Read) -> None:
    report = excerpt(shared, read, "p01").report
    assert (report.edition, report.meta.year) == ("2021", 2022)
    assert f"2022年,{report.meta.agency}认真履行" in source(shared, "p01")
    assert values(report, "disclosure") == {
        **zeros("rules", "normative", columns=3),
        **zeros("licence", "penalty", "coercion", columns=1),
    }
    assert list(report.tables) == ["disclosure"]
    assert sections(report) == ["overview", "disclosure"]


def test_a_first_heading_in_other_words(shared: Path, read: Read) -> None:
    reading = excerpt(shared, read, "p03")
    report, meta = reading.report, reading.report.meta
    assert (report.edition, meta.year) == ("2019", 2020)
    assert meta.period == "2020年1月1日至2020年12月31日"
    contacts = f"(地址:{meta.address},邮编:{meta.postcode},电话:{meta.phone})"
    assert contacts in source(shared, "p03")
    assert report.sections[0].id == "overview"
    assert report.sections[0].heading == "工作基本情况"
    assert "来源中的标题“工作基本情况”按“总体情况”读入，请核对。" in reading.notes
    assert values(report, "disclosure") == {
        **zeros("rules", "normative", "licence", "other_service", columns=3),
        **zeros("penalty", "coercion", columns=3),
        **zeros("fees", "procure", columns=2),
    }
    filled = {row: texts for row, texts in values(report, "requests").items() if any(texts)}
    assert filled == zeros("new", "carry_in", columns=7)  # the next row is cut off at its label


def test_header_words_over_two_lines(shared: Path, read: Read) -> None:
    report = excerpt(shared, read, "p05").report
    assert (report.edition, report.meta.year, report.meta.published) == ("2019", 2020, "2021-01-29")
    assert report.meta.title == f"{report.meta.agency}2020年政府信息公开工作年度报告"
    assert report.meta.agency.endswith("镇")
    assert report.meta.agency_kind is AgencyKind.GOVERNMENT
    assert list(values(report, "disclosure")) == [
        *RULES,
        "licence",
        "other_service",
        "penalty",
        "coercion",
        "fees",
        "procure",
    ]
    rows = values(report, "requests")
    whole = ["new", "carry_in", "granted", "partial"]
    assert {row: rows[row] for row in whole} == zeros(*whole, columns=7)
    assert rows["denied.state_secret"][:6] == ["0"] * 6
    assert set(rows) == {*whole, "denied.state_secret"}


def test_a_site_above_the_title_and_a_heading_cut_off(shared: Path, read: Read) -> None:
    report = excerpt(shared, read, "p07").report
    assert (report.edition, report.meta.year) == ("2019", 2020)
    assert report.meta.title == f"{report.meta.agency}2020年政府信息公开工作年度报告"
    disclosure = values(report, "disclosure")
    assert disclosure["normative"] == ["5", "5", "5"]
    assert disclosure["procure"] == ["1", "8040"]
    assert list(report.tables) == ["disclosure"]
    chrome = [each.text for each in report.unplaced]
    assert chrome[0] == "关怀版 无障碍 无障碍"
    assert chrome[-1] == "访问量:"


def test_an_amount_with_its_unit(shared: Path, read: Read) -> None:
    report = excerpt(shared, read, "p09").report
    assert (report.edition, report.meta.year, report.meta.published) == ("2019", 2019, "2020-02-20")
    assert values(report, "disclosure")["procure"] == ["6", "152790元"]
    assert sections(report) == ["disclosure", "requests"]
    assert "requests" not in report.tables


def test_a_report_on_the_form_of_an_earlier_year(shared: Path, read: Read) -> None:
    reading = excerpt(shared, read, "p11")
    report = reading.report
    assert (report.edition, report.meta.year) == ("2019", 2023)
    assert "表格是2019年表样，报告年度却是2023年，请核对。" in reading.notes
    title = source(shared, "p11").split()[:2]  # over two lines
    assert report.meta.title == "".join(title)
    assert report.meta.agency == title[0].split("2023")[0]
    assert values(report, "disclosure") == zeros("rules", "normative", "licence", columns=3)


def test_a_title_that_only_the_text_names(shared: Path, read: Read) -> None:
    report = excerpt(shared, read, "p12").report
    assert (report.edition, report.meta.year) == ("2021", 2023)
    assert f"现公布{report.meta.title}。" in source(shared, "p12")
    assert report.meta.title == f"{report.meta.agency}2023年度政府信息公开工作年度报告"
    assert values(report, "disclosure")["normative"] == ["1", "3", "3"]
    assert report.meta.period == "2023年1月1日至2023年12月31日"
