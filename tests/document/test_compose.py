"""From a report to its document tree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.document.compose import compose, title_phrases
from gipdesk.document.errors import TemplateError
from gipdesk.document.nodes import (
    Block,
    CellRole,
    Document,
    Figure,
    Heading,
    Mark,
    Paragraph,
    Run,
    Signature,
    Table,
    text_of,
)
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, SetMeta, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, FreeTable, Meta, Picture, Report, Row
from gipdesk.report.report import Paragraph as TypedParagraph
from gipdesk.workflow.office import Office


@pytest.fixture
def report(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日"))


def composed(report: Report, form: Form, office: Office) -> Document:
    return compose(report, form, office.templates)


def typed(report: Report, text: str) -> None:
    """Put one paragraph into section six, in the place of what stands there."""
    section = report.section("other")
    assert section is not None
    block = TypedParagraph("b900", text)
    apply(report, ReplaceBlocks("other", 0, len(section.blocks), (block,)))


def last_before_signature(document: Document) -> Block:
    assert isinstance(document.blocks[-1], Signature)
    return document.blocks[-2]


def test_sections_are_numbered_by_their_position(
    report: Report, form: Form, office: Office
) -> None:
    blocks = composed(report, form, office).blocks
    headings = [text_of(b.runs) for b in blocks if isinstance(b, Heading) and b.level == 1]
    assert [heading[:2] for heading in headings] == [f"{n}、" for n in "一二三四五六"]


def test_a_numbered_line_is_a_heading_and_a_run_in_one_leads_its_paragraph(
    report: Report, form: Form, office: Office
) -> None:
    typed(report, "（一）收费情况")
    assert last_before_signature(composed(report, form, office)) == Heading(
        2, (Run("（一）收费情况"),), "other#b900"
    )
    typed(report, "（一）收费情况。没有收费。")
    runs = (Run("（一）收费情况。", Mark.LEAD), Run("没有收费。"))
    assert last_before_signature(composed(report, form, office)) == Paragraph(runs, "other#b900")


def test_a_blank_paragraph_is_not_printed(report: Report, form: Form, office: Office) -> None:
    typed(report, "  ")
    document = composed(report, form, office)
    assert isinstance(last_before_signature(document), Heading)


def test_a_value_cell_has_its_text_its_number_and_what_it_adds_up(
    report: Report, form: Form, office: Office
) -> None:
    for column, text in {"natural": "１２", "commercial": "3"}.items():
        apply(report, SetCell(form.cell(f"requests/new.{column}"), Cell(text)))
    for column in ("research", "social", "legal", "other"):
        apply(report, SetCell(form.cell(f"requests/new.{column}"), Cell("0")))
    blocks = composed(report, form, office).blocks
    table = next(b for b in blocks if isinstance(b, Table) and b.kind == "requests")
    cells = {cell.anchor: cell for row in table.rows for cell in row if cell.anchor}
    natural, total = cells["requests/new.natural"], cells["requests/new.total"]
    assert (natural.text, natural.number, natural.role) == ("１２", 12, CellRole.VALUE)
    assert (total.text, total.number) == ("15", 15)
    assert total.sum_of[0] == "requests/new.natural"
    assert len(total.sum_of) == 6


def test_a_missing_table_is_not_printed(report: Report, form: Form, office: Office) -> None:
    del report.tables["proceedings"]
    kinds = [b.kind for b in composed(report, form, office).blocks if isinstance(b, Table)]
    assert kinds == ["disclosure", "requests"]


def test_a_missing_row_leaves_no_gap_in_the_spans(
    report: Report, form: Form, office: Office
) -> None:
    del report.tables["requests"].rows["denied.state_secret"]
    blocks = composed(report, form, office).blocks
    table = next(b for b in blocks if isinstance(b, Table) and b.kind == "requests")
    assert len(table.rows) == 3 + 24
    spans = {cell.text: cell.row_span for row in table.rows for cell in row}
    assert spans["三、本年度办理结果"] == 21
    assert spans["（三）不予公开"] == 7


def test_a_row_the_form_does_not_know_is_printed_with_the_block_of_its_columns(
    report: Report, form: Form, office: Office
) -> None:
    cells = {"made": Cell("77"), "repealed": Cell("78"), "valid": Cell("79")}
    report.tables["disclosure"].rows["x-1"] = Row(cells, "其他文件")
    blocks = composed(report, form, office).blocks
    table = next(b for b in blocks if isinstance(b, Table) and b.kind == "disclosure")
    lines = [[cell.text for cell in row] for row in table.rows]
    assert lines[4] == ["其他文件", "77", "78", "79"]


@pytest.mark.parametrize(
    ("closing", "printed", "signature"),
    [
        ([], [], Signature("某某市司法局", "2026年1月16日", anchor="closing")),
        (
            ["某某局", "2026年1月2日"],
            [],
            Signature("某某局", "2026年1月16日", anchor="closing"),
        ),
        (
            ["（此件公开发布）"],
            ["（此件公开发布）"],
            Signature("某某市司法局", "2026年1月16日", anchor="closing"),
        ),
    ],
)
def test_the_signature_stands_whatever_else_the_closing_says(
    report: Report,
    form: Form,
    office: Office,
    closing: list[str],
    printed: list[str],
    signature: Signature,
) -> None:
    blocks = tuple(TypedParagraph(f"b90{n}", text) for n, text in enumerate(closing))
    apply(report, ReplaceBlocks("closing", 0, 0, blocks))
    document = composed(report, form, office)
    assert document.blocks[-1] == signature
    last = [
        text_of(b.runs) for b in document.blocks[-1 - len(printed) : -1] if isinstance(b, Paragraph)
    ]
    assert last == printed


def test_free_tables_and_pictures_come_along(report: Report, form: Form, office: Office) -> None:
    section = report.section("other")
    assert section is not None
    blocks = (FreeTable("b900", (("项目", "数量"), ("网站",))), Picture("b901", "a.png", "图1"))
    apply(report, ReplaceBlocks("other", 0, len(section.blocks), blocks))
    document = compose(report, form, office.templates, {"a.png": b"bytes"})
    table, figure = document.blocks[-3:-1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["项目", "数量"], ["网站", ""]]
    assert figure == Figure("a.png", b"bytes", "图1", "other#b901")


def test_a_picture_is_printed_as_wide_as_the_report_says(
    report: Report, form: Form, office: Office
) -> None:
    blocks = Picture("b901", "a.png", "图1", 50), Picture("b902", "a.png")
    apply(report, ReplaceBlocks("other", 0, 0, blocks))
    document = compose(report, form, office.templates, {"a.png": b"bytes"})
    assert [each.width for each in document.blocks if isinstance(each, Figure)] == [50, None]


def test_a_title_falls_into_the_phrases_it_is_spoken_in() -> None:
    assert title_phrases("某某市司法局2025年政府信息公开工作年度报告", "某某市司法局") == [
        "某某市司法局",
        "2025年",
        "政府信息公开",
        "工作",
        "年度报告",
    ]
    assert title_phrases("某局2025年度情况", "") == ["某局", "2025年度", "情况"]
    assert title_phrases("", "某局") == []


@given(st.text())
def test_any_text_survives_the_template(form: Form, office: Office, text: str) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    typed(report, f"甲{text}乙")
    last = composed(report, form, office).blocks[-1]
    assert isinstance(last, Paragraph)
    printed = text_of(last.runs)
    assert printed[0] + printed[-1] == "甲乙"
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")  # as XML reads them
    legal = [c for c in one_line_end if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff")]
    assert list(printed[1:-1]) == legal


def _with_template(tmp_path: Path, office: Office, source: str) -> Path:
    shutil.copytree(office.templates, tmp_path / "templates")
    (tmp_path / "templates/report.xml").write_text(source, "utf-8")
    return tmp_path / "templates"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<document>{{ titel }}</document>", "titel"),
        ("<document>\n{% if title %}</document>", "第2行"),
        ("<document>{{ title.__class__.__mro__ }}</document>", "有误"),
        ("<document><nonsense/></document>", "nonsense"),
        ("<document><title></document>", "没有收尾"),
    ],
)
def test_a_faulty_template_is_named_with_its_fault(
    report: Report, form: Form, office: Office, tmp_path: Path, source: str, problem: str
) -> None:
    folder = _with_template(tmp_path, office, source)
    with pytest.raises(TemplateError, match=problem):
        compose(report, form, folder)


def test_a_blank_title_prints_no_line(report: Report, form: Form, office: Office) -> None:
    apply(report, SetMeta("title", ""))
    assert composed(report, form, office).title == ""
