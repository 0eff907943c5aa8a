"""Years and dates in the text that were right last year."""

from __future__ import annotations

import pytest

from gipdesk.checks.engine import check
from gipdesk.checks.finding import Finding
from gipdesk.checks.stale_words import relative_words, stale_years, without_years
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Meta, Paragraph, PastYear, Report
from gipdesk.workflow.office import Office


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年，我局主动公开政府信息12条。", [2024]),
        ("2025年，我局主动公开政府信息12条。", []),
        ("2026年共收到申请3件。", [2026]),
        ("2026年，我局将继续办理好依申请公开。", []),
        ("主动公开政府信息12条，与2024年相比增加2条。", []),
        ("主动公开政府信息12条，比2024年增加2条。", []),
        ("主动公开2024年度部门决算、2026年度部门预算。", []),
        ("主动公开《某某市2024年工作要点》。", []),
        ("主动公开某政发〔2024〕3号文件。", []),
        ("共公开2021-2024年的规划12件。", []),
        ("自2024年起，我局办理申请一律网上登记。", []),
        ("2024年天气炎热。", []),
    ],
)
def test_a_year_beside_the_work_of_the_year_must_be_its_own(text: str, years: list[int]) -> None:
    assert [each.year for each in stale_years(text, 2025)] == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年天气炎热。", [2024]),
        ("比2023年增长一成。", [2023]),
        ("比2024年增长一成。", []),
        ("2025年，我们将加强培训。", [2025]),
        ("自2019年起施行。", []),
    ],
)
def test_in_kept_text_every_year_moves_on(text: str, years: list[int]) -> None:
    kept = frozenset({without_years(text)})
    assert [each.year for each in stale_years(text, 2025, kept)] == years


def test_relative_dates_are_found_outside_titles() -> None:
    text = "今年以来成效明显，截至目前已办结；见《今年工作要点》。"
    assert [text[a:b] for a, b in relative_words(text)] == ["今年以来", "截至目前"]


@pytest.fixture
def report(form: Form) -> Report:
    """A report about 2025 with a stale sentence in its problems."""
    made = new_report(form, Meta(agency="某某市司法局", year=2025))
    section = made.section("problems")
    assert section
    section.blocks = [
        Paragraph("b80", "某某。"),
        Paragraph("b81", "2024年𠮷我局受理申请3件，比2023年多1件。今年办结。"),
    ]
    return made


def found(report: Report, form: Form, office: Office, rule: str) -> list[Finding]:
    return [each for each in check(report, form, office.rules).findings if each.rule == rule]


def test_the_year_is_marked_and_moved_on_by_the_fix(
    report: Report, form: Form, office: Office
) -> None:
    (finding,) = found(report, form, office, "N.YEAR")
    assert [(each.block, each.start, each.end) for each in finding.spans] == [("b81", 0, 4)]
    assert finding.fixes[0].label == "改为2025年"
    apply(report, finding.fixes[0].change)
    section = report.section("problems")
    assert section
    assert section.text.endswith("2025年𠮷我局受理申请3件，比2023年多1件。今年办结。")
    assert not found(report, form, office, "N.YEAR")


def test_in_a_kept_sentence_the_year_it_is_compared_with_moves_on_too(
    report: Report, form: Form, office: Office
) -> None:
    section = report.section("problems")
    assert section
    report.previous = (PastYear(2024, "2021", {}, {"problems": (section.text.split("\n")[1],)}),)
    (finding,) = found(report, form, office, "N.YEAR")
    assert finding.fixes[0].label == "年份都顺延一年"
    apply(report, finding.fixes[0].change)
    assert "2025年𠮷我局受理申请3件，比2024年多1件。" in section.text
    assert not found(report, form, office, "N.YEAR")


def test_a_relative_date_is_only_a_hint(report: Report, form: Form, office: Office) -> None:
    (finding,) = found(report, form, office, "N.REL")
    assert finding.severity == "info"
    assert "“今年”" in finding.message


def test_every_paragraph_has_a_finding_of_its_own(
    report: Report, form: Form, office: Office
) -> None:
    section = report.section("overview")
    assert section
    section.blocks = [Paragraph("b70", "今年某某。"), Paragraph("b71", "近期某某。")]
    keys = [each.key for each in found(report, form, office, "N.REL")]
    assert len(set(keys)) == len(keys) == 3
