"""What the text says against what the tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipdesk.checks.engine import Checked, check
from gipdesk.checks.finding import Finding
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.mentions import Kind, cells_of, mentions
from gipdesk.report.report import Cell, Link, Meta, Paragraph, Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file

RULES = {"N.RECV", "N.NONE", "N.LIT", "N.NORM", "N.LINK"}
SECTION = "overview"


def report_of(form: Form, *texts: str, **numbers: str) -> Report:
    """A report of typed zeros with these texts; `numbers` by the name of a cell of CELLS."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, _ in list(report.cells()):
        put(report, str(ref), "0", form)
    for name, text in numbers.items():
        put(report, CELLS[name], text, form)
    section = report.section(SECTION)
    assert section is not None
    section.blocks = [Paragraph(f"b{900 + n}", text) for n, text in enumerate(texts)]
    return report


CELLS = {
    "new": "requests/new.total",
    "carry_in": "requests/carry_in.total",
    "review": "proceedings/review.total",
    "review_corrected": "proceedings/review.corrected",
    "direct": "proceedings/lit_direct.total",
    "after": "proceedings/lit_after.total",
    "made": "disclosure/normative.made",
    "repealed": "disclosure/normative.repealed",
    "valid": "disclosure/normative.valid",
}


def put(report: Report, cell_id: str, text: str, form: Form, *, computed: bool = False) -> None:
    ref = form.cell(cell_id)
    report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell(text, computed)


def narrative(checked: Checked) -> list[Finding]:
    return [each for each in checked.findings if each.rule in RULES]


def found(report: Report, form: Form, office: Office) -> list[Finding]:
    return narrative(check(report, form, office.rules))


def text_of(report: Report) -> str:
    section = report.section(SECTION)
    assert section is not None
    return section.text


AGREES = [
    ("收到政府信息公开申请3件。", {"new": "3"}),
    ("收到政府信息公开申请5件。", {"new": "3", "carry_in": "2"}),
    ("未收到政府信息公开申请。", {}),
    ("收到政府信息公开申请0件。", {}),
    ("未发生因政府信息公开引发的行政复议、行政诉讼。", {}),
    ("因政府信息公开被申请行政复议1件、提起行政诉讼3件。",
     {"review": "1", "direct": "1", "after": "2"}),
    ("因政府信息公开引发行政复议2件，均维持。", {"review": "2"}),
    ("制发行政规范性文件3件，废止1件，现行有效9件。",
     {"made": "3", "repealed": "1", "valid": "9"}),
]  # fmt: skip

DISAGREES = [
    ("收到政府信息公开申请3件。", {"new": "5"}, "N.RECV", ["new"], ("3", "5")),
    ("收到政府信息公开申请7件。", {"new": "5", "carry_in": "1"}, "N.RECV", ["new"], ("7", "6")),
    ("未收到政府信息公开申请。", {"new": "5"}, "N.NONE", ["new"], ("没有", "5")),
    ("收到政府信息公开申请0件。", {"new": "5"}, "N.NONE", ["new"], ("没有", "5")),
    ("因政府信息公开引发行政复议2件。", {"review": "1"}, "N.LIT", ["review"], ("2件", "1")),
    ("因信息公开引发行政诉讼2件。", {"after": "1"}, "N.LIT", ["direct", "after"], ("2件", "1")),
    ("未发生行政复议、行政诉讼。", {"after": "1"}, "N.LIT", ["review", "direct", "after"],
     ("没有发生", "1")),
    ("因政府信息公开引发行政复议2件，均维持。", {"review": "2", "review_corrected": "1"}, "N.LIT",
     ["review_corrected"], ("均维持", "1")),
    ("制发规范性文件3件。", {"made": "2"}, "N.NORM", ["made"], ("3", "2")),
    ("制发规范性文件2件，废止3件。", {"made": "2"}, "N.NORM", ["repealed"], ("3", "0")),
    ("现行有效规范性文件3件。", {"valid": "12"}, "N.NORM", ["valid"], ("3", "12")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), AGREES)
def test_what_agrees_is_no_finding(
    form: Form, office: Office, text: str, numbers: dict[str, str]
) -> None:
    assert found(report_of(form, text, **numbers), form, office) == []


@pytest.mark.parametrize(("text", "numbers", "rule", "cells", "words"), DISAGREES)
def test_what_disagrees_is_a_warning_that_names_both(
    form: Form,
    office: Office,
    text: str,
    numbers: dict[str, str],
    rule: str,
    cells: list[str],
    words: tuple[str, str],
) -> None:
    (finding,) = found(report_of(form, text, **numbers), form, office)
    assert (finding.rule, finding.severity) == (rule, "warning")
    assert {CELLS[each] for each in cells} <= {str(ref) for ref in finding.cells}
    assert all(word in finding.message for word in words)
    (span,) = finding.spans
    assert (span.section, span.block) == (SECTION, "b900")
    assert text[span.start : span.end]


def test_the_span_is_the_number(form: Form, office: Office) -> None:
    text = "全年收到政府信息公开申请 ３ 件。"
    (finding,) = found(report_of(form, text, new="5"), form, office)
    (span,) = finding.spans
    assert text[span.start : span.end] == "３"


def test_the_message_says_which_sums_were_looked_at(form: Form, office: Office) -> None:
    report = report_of(form, "收到政府信息公开申请7件。", new="5", carry_in="1")
    (finding,) = found(report, form, office)
    assert finding.message == "正文说收到申请7件，表三·新收·总计为5，加上上年结转为6。"


def test_either_number_can_be_put_in_the_place_of_the_other(form: Form, office: Office) -> None:
    for number, text, cell in (
        (0, "收到政府信息公开申请5件。", "5"),
        (1, "收到政府信息公开申请3件。", "3"),
    ):
        report = report_of(form, "收到政府信息公开申请3件。", new="5")
        (finding,) = found(report, form, office)
        apply(report, finding.fixes[number].change)
        assert text_of(report) == text
        assert report.cell(form.cell(CELLS["new"])) == Cell(cell)
        assert found(report, form, office) == []


def test_a_computed_total_is_not_typed_over(form: Form, office: Office) -> None:
    report = report_of(form, "收到政府信息公开申请3件。")
    put(report, CELLS["new"], "", form, computed=True)
    (finding,) = found(report, form, office)
    assert [fix.label for fix in finding.fixes] == ["把正文改为0"]


def test_of_a_computed_total_the_one_cell_that_is_not_zero_is_offered(
    form: Form, office: Office
) -> None:
    report = report_of(form, "收到政府信息公开申请3件。")
    put(report, CELLS["new"], "", form, computed=True)
    put(report, "requests/new.commercial", "5", form)
    (finding,) = found(report, form, office)
    assert [fix.label for fix in finding.fixes] == [
        "把正文改为5",
        "把“一、本年新收政府信息公开申请数量 · 商业企业”改为3",
    ]
    apply(report, finding.fixes[1].change)
    assert report.cell(form.cell("requests/new.commercial")) == Cell("3")
    assert found(report, form, office) == []


def test_of_several_cells_none_is_chosen(form: Form, office: Office) -> None:
    report = report_of(form, "收到政府信息公开申请3件。")
    put(report, CELLS["new"], "", form, computed=True)
    put(report, "requests/new.commercial", "5", form)
    put(report, "requests/new.natural", "1", form)
    (finding,) = found(report, form, office)
    assert [fix.label for fix in finding.fixes] == ["把正文改为6"]


def test_of_several_cells_only_the_text_is_offered(form: Form, office: Office) -> None:
    (finding,) = found(
        report_of(form, "因信息公开引发行政诉讼2件。", direct="1", after="2"), form, office
    )
    assert [fix.label for fix in finding.fixes] == ["把正文改为3"]


def test_words_that_say_none_can_become_a_number(form: Form, office: Office) -> None:
    report = report_of(form, "全年未收到政府信息公开申请。", new="2")
    (finding,) = found(report, form, office)
    apply(report, finding.fixes[0].change)
    assert text_of(report) == "全年收到政府信息公开申请2件。"
    assert found(report, form, office) == []


def test_a_blank_cell_leaves_the_claim_open(form: Form, office: Office) -> None:
    report = report_of(form, "收到政府信息公开申请3件，制发规范性文件1件。", new="", made="1")
    checked = check(report, form, office.rules)
    assert narrative(checked) == []
    assert [(each.rule, each.cells) for each in checked.open if each.rule in RULES] == [
        ("N.RECV", (form.cell(CELLS["new"]),))
    ]


def test_a_missing_table_is_neither_wrong_nor_open(form: Form, office: Office) -> None:
    report = report_of(form, "收到政府信息公开申请3件。")
    del report.tables["requests"]
    checked = check(report, form, office.rules)
    assert narrative(checked) == []
    assert not [each for each in checked.open if each.rule in RULES]


def test_a_form_without_the_cell_is_not_asked(office: Office) -> None:
    form = form_of(office.editions["2019"])
    report = new_report(form, Meta(agency="某某市司法局", year=2020))
    section = report.section(SECTION)
    assert section is not None
    section.blocks = [Paragraph("b900", "现行有效规范性文件3件。")]
    assert found(report, form, office) == []


def test_the_same_slip_twice_in_a_paragraph_is_one_finding(form: Form, office: Office) -> None:
    text = "收到政府信息公开申请3件。全年受理政府信息公开申请3件。"
    report = report_of(form, text, new="5")
    (finding,) = found(report, form, office)
    assert len(finding.spans) == 2
    apply(report, finding.fixes[0].change)
    assert text_of(report) == text.replace("3", "5")


def test_each_finding_has_a_key_of_its_own(form: Form, office: Office) -> None:
    text = "因政府信息公开引发行政复议2件。行政复议、行政诉讼案件共9件。收到政府信息公开申请3件。"
    keys = [each.key for each in found(report_of(form, text, text), form, office)]
    assert len(keys) == len(set(keys)) == 6


def test_two_numbers_for_one_thing_are_told_where_no_table_decides(
    form: Form, office: Office
) -> None:
    text = "因政府信息公开引发的行政复议案件2件；因政府信息公开引发的行政复议案件0件。"
    report = report_of(form, text)
    del report.tables["proceedings"]
    (finding,) = found(report, form, office)
    assert finding.rule == "N.LIT"
    assert finding.message == "正文说行政复议2件、0件，前后不一致。"


def test_a_number_that_waits_for_its_cell_is_told(form: Form, office: Office) -> None:
    ref = form.cell(CELLS["new"])
    report = report_of(form, "", new="")
    section = report.section(SECTION)
    assert section is not None
    section.blocks = [Paragraph("b900", "收到〔待填〕件", (Link(2, 6, (ref,)),))]
    (finding,) = found(report, form, office)
    assert (finding.rule, finding.cells, finding.severity) == ("N.LINK", (ref,), "warning")
    assert [(span.start, span.end) for span in finding.spans] == [(2, 6)]


PIECES = [
    "收到政府信息公开申请",
    "未收到",
    "行政复议",
    "行政诉讼",
    "均维持",
    "制发规范性文件",
    "3件",
    "，",
    "。",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.lists(st.sampled_from(PIECES) | st.text(max_size=2)).map("".join), max_size=3
    ),
    number=st.sampled_from(["", "0", "3", "若干"]),
)
def test_every_offer_settles_its_finding(
    form: Form, office: Office, texts: list[str], number: str
) -> None:
    report = report_of(form, *texts, new=number, review=number, made=number)
    for finding in found(report, form, office):
        for fix in finding.fixes:
            undo = apply(report, fix.change)
            assert finding.key not in {each.key for each in found(report, form, office)}
            apply(report, undo)


EXPECTED = {  # by the number of a seed: what the text of a published report says wrongly
    "000": set(),
    "001": set(),
    "002": {"N.RECV"},
    "003": set(),
    "004": {"N.LIT"},
}


@pytest.mark.needs_shared
@pytest.mark.parametrize("number", EXPECTED)
def test_published_reports(shared: Path, office: Office, number: str) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*")
    report = open_file(path, office).report
    findings = found(report, office.form(report), office)
    assert {each.rule for each in findings} == EXPECTED[number]
    if number == "002":
        assert findings[0].cells == (CellRef("requests", "new", "total"),)
        assert len(findings[0].fixes) == 2


@pytest.mark.needs_shared
def test_all_figures_of_a_citys_report_are_read_as_its_tables_have_them(
    shared: Path, office: Office
) -> None:
    report = open_file(shared / "practice" / "huaian-2024.pdf", office).report
    form = office.form(report)
    assert found(report, form, office) == []
    texts = [line for section in report.sections for line in section.text.split("\n")]
    said = [each for text in texts for each in mentions(text, report.meta.year)]
    assert [each.kind for each in said] == [
        Kind.RECEIVED,
        Kind.ANSWERED,
        Kind.CARRIED_IN,
        Kind.CARRIED_OUT,
        Kind.REVIEW,
        Kind.LITIGATION,
        Kind.FEES_RECEIVED,
    ]
    for claim in said[:-1]:  # the form has no cell for the fee
        cells = [report.cell(ref) for ref in cells_of(claim.kind, form)]
        assert sum(int(cell.text) for cell in cells if cell) == claim.number
