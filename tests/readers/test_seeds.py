"""The five real reports beside the checkout; what they must give was read off them by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from gipdesk.checks.engine import check
from gipdesk.readers.recogniser.recognise import Reading
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


@pytest.fixture(scope="module")
def statistics(shared: Path, read: Read) -> Reading:
    """A report of 2017: a story without title, and the table of the older form attached."""
    return read_file(shared, read, "seeds/001_*.txt")


def test_the_older_report_is_read_whole(statistics: Reading) -> None:
    report, meta = statistics.report, statistics.report.meta
    assert (report.edition, report.variants, meta.year) == ("2014", (), 2017)
    assert cells_by_table(report) == {"statistics": 58}
    assert [(section.id, section.heading) for section in report.sections] == [
        ("preamble", ""),
        ("extra-1", "2017年政务公开工作的情况"),
        ("extra-2", "2017年政府信息公开其他情况"),
        ("extra-3", "工作存在的主要问题和改进措施"),
        ("statistics", ""),
    ]
    assert [type(block) for block in report.sections[-1].blocks] == [OfficialTable]
    assert (statistics.uncertain, statistics.unread, report.unplaced) == ([], [], [])
    assert statistics.notes == ["来源没有标题，请补填。"]


def test_the_older_report_has_its_values(statistics: Reading) -> None:
    values = {str(ref): cell.text for ref, cell in statistics.report.cells() if cell.text != "0"}
    assert values == {
        "statistics/1.1": "288",
        "statistics/1.1.a": "1",
        "statistics/1.2.2": "288",
        "statistics/2.1": "6",
        "statistics/2.2.5": "6",
        "statistics/8.3": "2",
        "statistics/8.3.2": "2",
        "statistics/9.3": "2",
    }


def test_the_footer_of_the_older_table_becomes_details(shared: Path, statistics: Reading) -> None:
    (path,) = shared.glob("seeds/001_*.txt")
    meta, lines = statistics.report.meta, path.read_text("utf-8").splitlines()
    assert f"填报单位(盖章):{meta.agency}" in lines
    names = f"单位负责人:{meta.leader} 审核人:{meta.reviewer} 填报人:{meta.author}"
    assert names in lines
    assert lines[-1] == f"联系电话:{meta.author_phone} 填报日期:{meta.signed_on}"
    assert (meta.signed_on, meta.phone) == ("2018.1.9", "")


def test_a_skeleton_is_a_missing_table(shared: Path, read: Read) -> None:
    reading = read_file(shared, read, "seeds/003_*.txt")
    report = reading.report
    assert (report.edition, report.meta.year, report.tables) == ("2021", 2021, {})
    assert "表三只有表头、行名，没有数字，视为来源无此表。" in reading.notes
    assert [(section.id, section.heading) for section in report.sections] == [
        ("overview", "總體情況"),
        ("disclosure", "主動公開政府信息情況"),
        ("requests", "收到和處理政府信息公開申請情況"),
        ("proceedings", "政府信息公開行政複議、行政訴訟情況"),
        ("problems", "存在的主要問題和改進措施"),
    ]
    assert "来源是繁体字，读入时原样保留，可另行转换为简体字。" in reading.notes
    assert not report.section("requests").text  # type: ignore[union-attr] # it is in the list above


def test_a_report_by_characters_lacks_its_tables(shared: Path, read: Read) -> None:
    reading = read_file(shared, read, "seeds/004_*.txt")
    report, meta = reading.report, reading.report.meta
    assert (report.edition, meta.year, report.tables) == ("2019", 2020, {})
    assert meta.title == f"{meta.agency}2020年政府信息公開工作年度報告"
    sections = ["overview", "disclosure", "requests", "proceedings", "problems", "closing"]
    assert [section.id for section in report.sections] == sections
    assert meta.signed_on == "2021年1月19日"
    assert report.sections[-1].text == f"{meta.agency}\n2021年1月19日"
    again, rest, boilerplate = [each.text for each in report.unplaced]
    assert (again + rest, len(again)) == (f"2020年{meta.agency}政府信息公開工作年度報告", 19)
    assert boilerplate.startswith("您訪問的鏈接即將離開")


def test_quotes_of_the_source_are_paired(shared: Path, read: Read) -> None:
    overview = read_file(shared, read, "seeds/004_*.txt").report.sections[0]
    assert "按照“誰執法，誰公示”的原則" in overview.text
