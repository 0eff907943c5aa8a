"""What is still to be done in a report begun from last year's."""

from __future__ import annotations

import pytest

from gipdesk.checks.todo import TICKED, todo_of
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import Accept, ReplaceBlocks, SetCell, SetMeta, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Paragraph, Picture, Report
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office

TEXTS = (
    "（一）主动公开",
    "2024年，我局发布信息120条，培训3次。",
    "截至目前，运行平稳。",
    "坚持以公开为常态、不公开为例外，规范流程。",
)


@pytest.fixture
def report(form: Form, office: Office) -> Report:
    """A report about 2025 begun from one with these texts, a picture and some figures."""
    last = new_report(form, Meta(agency="某某市司法局", year=2024))
    section = last.section("overview")
    assert section
    section.blocks = [Paragraph(f"b{50 + n}", text) for n, text in enumerate(TEXTS)]
    section.blocks.append(Picture("b60", "tree.png"))
    for cell_id, text in (
        ("requests/carry_out.natural", "3"),
        ("disclosure/normative.valid", "12"),
        ("disclosure/rules.valid", "0"),
    ):
        apply(last, SetCell(form.cell(cell_id), Cell(text)))
    return following(last, office, 2025)


def rules_of(report: Report, form: Form, office: Office) -> list[str]:
    return [each.rule for each in todo_of(report, form, office.rules).open]


def rewrite(report: Report, at: int, text: str) -> None:
    section = report.section("overview")
    assert section
    block = Paragraph(section.blocks[at].id, text)
    apply(report, ReplaceBlocks("overview", at, 1, (block,)))


def test_the_points_stand_with_their_places(report: Report, form: Form, office: Office) -> None:
    todo = todo_of(report, form, office.rules)
    assert [each.rule for each in todo.open] == [
        "Y.CELL",
        "Y.CELL",
        "N.YEAR",
        "Y.FIGURE",
        "N.REL",
        "Y.KEPT",
        "Y.LEFT",
        "Y.DATE",
    ]
    assert (todo.done, todo.total) == (0, 8)
    carried, standing = todo.open[:2]
    assert form.cell("requests/carry_in.natural") in carried.cells
    assert standing.cells == (form.cell("disclosure/normative.valid"),)
    text = TEXTS[1]
    figures = [text[span.start : span.end] for span in todo.open[3].spans]
    assert figures == ["120条", "3次"]
    assert todo.open[6].section == "overview"


def test_a_point_is_over_when_its_text_has_changed(
    report: Report, form: Form, office: Office
) -> None:
    rewrite(report, 3, "坚持以公开为常态，今后还要更细。")
    todo = todo_of(report, form, office.rules)
    assert "Y.KEPT" not in rules_of(report, form, office)
    assert (todo.done, todo.total) == (1, 8)


def test_a_figure_stays_to_be_done_after_the_year_was_moved_on(
    report: Report, form: Form, office: Office
) -> None:
    (year,) = [each for each in todo_of(report, form, office.rules).open if each.rule == "N.YEAR"]
    apply(report, year.fixes[0].change)
    assert "N.YEAR" not in rules_of(report, form, office)
    assert "Y.FIGURE" in rules_of(report, form, office)
    rewrite(report, 1, "2025年，我局发布信息98条，培训4次。")
    assert "Y.FIGURE" not in rules_of(report, form, office)


def figures_left(report: Report, form: Form, office: Office) -> list[str]:
    section = report.section("overview")
    assert section
    texts = {each.id: each.text for each in section.blocks if isinstance(each, Paragraph)}
    found = [each for each in todo_of(report, form, office.rules).open if each.rule == "Y.FIGURE"]
    return [texts[span.block][span.start : span.end] for each in found for span in each.spans]


def test_the_other_figures_of_a_sentence_stay_to_be_done_when_one_was_changed(
    report: Report, form: Form, office: Office
) -> None:
    rewrite(report, 1, "2025年，我局发布信息98条，培训3次。")
    assert figures_left(report, form, office) == ["3次"]
    (point,) = [
        each for each in todo_of(report, form, office.rules).open if each.rule == "Y.FIGURE"
    ]
    assert point.message.startswith("“3次”与上年")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2025年，我局共发布各类信息98条，培训3次。", ["3次"]),  # words put in
        ("2025年，我局培训4次，发布信息120条。", ["120条"]),  # turned round
        ("2025年，我局发布信息98条。培训3次。", ["3次"]),  # one sentence made two
        ("2025年，我局发布信息3条，培训120次。", []),  # last year's digits, but not as they were
        ("今年新开设专栏3个，接待来访120人次。", []),
    ],
)
def test_a_figure_is_last_years_where_it_stands_as_it_did(
    report: Report, form: Form, office: Office, text: str, left: list[str]
) -> None:
    rewrite(report, 1, text)
    assert figures_left(report, form, office) == left


def test_figures_ticked_off_stay_so_when_one_of_them_is_changed(
    report: Report, form: Form, office: Office
) -> None:
    (point,) = [
        each for each in todo_of(report, form, office.rules).open if each.rule == "Y.FIGURE"
    ]
    apply(report, Accept(point.key, TICKED))
    rewrite(report, 1, "2025年，我局发布信息98条，培训3次。")
    assert figures_left(report, form, office) == []


def test_a_figure_of_last_year_is_over_when_it_is_another(
    report: Report, form: Form, office: Office
) -> None:
    apply(report, SetCell(form.cell("disclosure/normative.valid"), Cell("14")))
    assert rules_of(report, form, office).count("Y.CELL") == 1


def test_a_point_can_be_ticked_off_and_taken_back(
    report: Report, form: Form, office: Office
) -> None:
    point = todo_of(report, form, office.rules).open[-2]
    inverse = apply(report, Accept(point.key, TICKED))
    todo = todo_of(report, form, office.rules)
    assert todo.ticked == (point,)
    assert (todo.done, len(todo.open)) == (1, 7)
    apply(report, inverse)
    assert point in todo_of(report, form, office.rules).open


def test_the_date_is_to_be_written_until_it_is_there(
    report: Report, form: Form, office: Office
) -> None:
    assert rules_of(report, form, office).count("Y.DATE") == 1
    inverse = apply(report, SetMeta("signed_on", "2026年1月20日"))
    todo = todo_of(report, form, office.rules)
    assert "Y.DATE" not in [each.rule for each in todo.open]
    assert (todo.done, todo.total) == (1, 8)
    apply(report, inverse)
    closing = Paragraph("b95", "2026年1月20日")
    apply(report, ReplaceBlocks("closing", 0, 0, (Paragraph("b94", "某某市司法局"), closing)))
    assert "Y.DATE" not in rules_of(report, form, office)


def test_a_report_that_remembers_nothing_has_nothing_to_do(
    report: Report, form: Form, office: Office
) -> None:
    report.previous = ()
    todo = todo_of(report, form, office.rules)
    assert (todo.points, todo.total) == ((), 0)
