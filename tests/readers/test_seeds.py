"""The two complete real reports, and a look at the others beside the checkout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from gipdesk.checks.engine import check
from gipdesk.readers.recognise import Reading
from gipdesk.report.edition import Severity
from gipdesk.report.report import OfficialTable, Report
from gipdesk.workflow.office import Office

pytestmark = pytest.mark.needs_shared

Read = Callable[[str], Reading]


def read_file(shared: Path, read: Read, pattern: str) -> Reading:
    (path,) = shared.glob(pattern)
    return read(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def piped(shared: Path, read: Read) -> Reading:
    """Pipe tables, merged cells lost, a local section with a fee table."""
    return read_file(shared, read, "seeds/002_*.txt")


@pytest.fixture(scope="module")
def chromed(shared: Path, read: Read) -> Reading:
    """One cell a line, site chrome around."""
    return read_file(shared, read, "seeds/000_*.txt")


def errors(report: Report, office: Office) -> list[tuple[str, str]]:
    findings = check(report, office.form(report), office.rules).findings
    return [
        (finding.rule, finding.cells[0].row)
        for finding in findings
        if finding.severity is Severity.ERROR
    ]


def cells_by_table(report: Report) -> Counter[str]:
    return Counter(ref.table for ref, _ in report.cells())


def test_the_piped_report_is_read_whole(piped: Reading) -> None:
    report = piped.report
    assert (report.edition, report.variants, report.meta.year) == ("2021", ("fee_table",), 2023)
    assert report.meta.title == f"{report.meta.agency}2023年政府信息公开工作年度报告"
    assert report.meta.agency.endswith("司法局")
    assert report.meta.period == "2023年1月1日至2023年12月31日"
    assert (piped.uncertain, piped.unread, report.unplaced) == ([], [], [])
    assert piped.notes == ["来源没有标题，标题取自文中的《》。"]


def test_the_piped_tables_have_all_their_values(piped: Reading) -> None:
    tables = {"disclosure": 7, "requests": 175, "proceedings": 15, "fees": 3}
    assert cells_by_table(piped.report) == tables
    assert list(piped.report.tables) == list(tables)
    disclosure = piped.report.tables["disclosure"].rows
    assert list(disclosure) == ["normative", "licence", "penalty", "coercion", "fees"]
    assert disclosure["normative"].label == "规范性文件"
    assert [cell.text for cell in disclosure["normative"].cells.values()] == ["0", "0", "1"]
    assert disclosure["licence"].cells["decisions"].text == "262"


def test_the_piped_sections_keep_their_order_and_headings(piped: Reading) -> None:
    sections = piped.report.sections
    assert [(section.id, section.heading) for section in sections] == [
        ("preamble", ""),
        ("overview", "总体情况"),
        ("disclosure", "主动公开政府信息情况"),
        ("requests", "收到和处理政府信息公开申请情况"),
        ("proceedings", "政府信息公开行政复议、行政诉讼情况"),
        ("extra-1", "信息处理收费收取情况"),
        ("problems", "存在的主要问题及改进情况"),
        ("other", "其他需要报告的事项"),
    ]
    tables = [
        [block.table for block in section.blocks if isinstance(block, OfficialTable)]
        for section in sections
    ]
    assert tables == [[], [], ["disclosure"], ["requests"], ["proceedings"], ["fees"], [], []]


def test_the_piped_report_has_its_three_errors(piped: Reading, office: Office) -> None:
    rows = ["new", "denied.internal_affairs", "result_total"]
    assert errors(piped.report, office) == [("T3.ROW", row) for row in rows]


def test_the_chromed_report_is_read_whole(chromed: Reading) -> None:
    report, meta = chromed.report, chromed.report.meta
    assert (report.edition, report.variants, meta.year) == ("2021", (), 2021)
    assert meta.title == f"{meta.agency}2021年政府信息公开工作年度报告"
    assert (meta.published, meta.period) == ("2022-01-19", "2021年1月1日至2021年12月31日")
    assert cells_by_table(report) == {"disclosure": 10, "requests": 175, "proceedings": 15}
    assert {cell.text for _, cell in report.cells()} == {"0"}
    assert (chromed.uncertain, chromed.unread, chromed.notes) == ([], [], [])


def test_the_chrome_is_set_aside_and_can_be_seen(chromed: Reading) -> None:
    assert [each.text for each in chromed.report.unplaced] == [
        "返回手机版",
        "请输入检索词",
        "请输入文字",
        "发表评论",
        "请登录后提交",
        "提交",
        "评论列表(0条)",
        "查看更多评论",
    ]
    assert chromed.report.unplaced[0].source == "第1行"
    other = chromed.report.section("other")
    assert other
    assert len(other.blocks) == 5


def test_the_chromed_report_has_no_error(chromed: Reading, office: Office) -> None:
    assert not errors(chromed.report, office)


def test_no_word_of_a_table_is_left_in_the_text(chromed: Reading, piped: Reading) -> None:
    for report in (chromed.report, piped.report):
        for section in report.sections:
            if any(isinstance(block, OfficialTable) for block in section.blocks):
                assert not section.text


def test_punctuation_is_full_width(chromed: Reading, piped: Reading) -> None:
    for report in (chromed.report, piped.report):
        text = "".join(section.text for section in report.sections)
        assert not set(",;()") & set(text)


def test_a_skeleton_is_a_missing_table(shared: Path, read: Read) -> None:
    reading = read_file(shared, read, "seeds/003_*.txt")
    assert not reading.report.tables
    assert "表三只有表头、行名，没有数字，视为来源无此表。" in reading.notes


def test_a_signature_closes_the_report(shared: Path, read: Read) -> None:
    report = read_file(shared, read, "seeds/004_*.txt").report
    assert report.meta.signed_on == "2021年1月19日"
    assert report.sections[-1].id == "closing"
    assert report.sections[-1].text == f"{report.meta.agency}\n2021年1月19日"


def test_every_other_report_is_read_without_losing_its_sections(shared: Path, read: Read) -> None:
    for path in [*shared.glob("seeds/*.txt"), *shared.glob("practice/*.txt")]:
        reading = read(path.read_text("utf-8"))
        assert reading.report.sections, path.name
        assert reading.notes == reading.report.notes


def test_figures_under_the_header_of_another_form_are_not_taken(shared: Path, read: Read) -> None:
    reading = read_file(shared, read, "practice/p11_*.txt")
    assert "disclosure" not in reading.report.tables
    assert [each.text for each in reading.unread] == [
        "规章 0 0 0",
        "规范性文件 0 0 0",
        "行政许可 0 0 0",
    ]
