"""An export is proved to say what its report says: what is wrong is found, nothing else refused."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gipdesk.document.nodes import Document
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, SetHeading, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, FreeTable, Meta, Paragraph, Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.reading_back import DifferentFileError, Proof, prove, unprinted
from tests.document.reports import reports
from tests.workflow.mutants import IN_TABLES, IN_TEXTS, A, Mutate, changed_digit, exchanged_labels

KINDS = [kind for kind in Kind if kind is not Kind.JSON]
STRANGE = [
    "一、总体情况",
    "第二十条第（一）项",
    "规章\t1\t2\t3",
    "行政许可|12",
    "— 3 —",
    "第3页",
    "---",
    "# 甲 **乙**",
    "龑𬱖臺灣",
    "⼀⼆⾏政",
    "שלום 12 עולם",
    "甲\n乙",
    "oﬃce 5² é̄ \ue000",
    "　",
]
strange_texts = st.lists(st.sampled_from(STRANGE), min_size=1, max_size=3).map("".join)
strange_cells = st.sampled_from(["123456789012", "0.0380", "/", "", "12万元", "=1+1", "5²", "−8"])


def filled_report(form: Form) -> Report:
    report = new_report(form, Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日"))
    for cell_id, text in {
        A: "127",
        "requests/granted.commercial": "35",
        "requests/partial.natural": "41",
        "requests/new.natural": "203",
        "disclosure/fees.amount_wan": "380元",
    }.items():
        apply(report, SetCell(form.cell(cell_id), Cell(text)))
    texts = (Paragraph("b900", "没有收费。"), Paragraph("b901", "召开会议3次，培训120人次。"))
    apply(report, ReplaceBlocks("other", 0, 1, texts))
    return report


def proof_of(report: Report, office: Office, kind: Kind, document: Document, data: bytes) -> Proof:
    return prove(report, office.form(report), office.editions, document, kind.value, data)


class WrongExporter(Exporter):
    """Writes another document than the report's."""

    def __init__(self, report: Report, office: Office, wrong: Document) -> None:
        super().__init__(report, office, {})
        self._wrong = wrong

    def document_of(self, kind: Kind) -> Document:  # noqa: ARG002 - the same for all kinds
        return self._wrong


def file_of(document: Document, report: Report, office: Office, kind: Kind) -> bytes:
    """A file made of another document than the report's."""
    return WrongExporter(report, office, document)._written(kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_was_compared_is_told(form: Form, office: Office, kind: Kind) -> None:
    report = filled_report(form)
    exporter = Exporter(report, office, {})
    exporter.data(kind)
    proof = exporter.proofs[kind]
    assert proof.cells == len(form.kinds) == 200
    assert proof.is_same_report or kind in (Kind.TXT, Kind.MD)  # these do not tell merged cells
    assert str(proof).startswith("已逐格核对 200 个数")
    assert ("段文字" in str(proof)) is (kind is not Kind.XLSX)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mutate", IN_TABLES)
def test_every_wrong_table_is_found(form: Form, office: Office, kind: Kind, mutate: Mutate) -> None:
    assert_found(form, office, kind, mutate)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Kind.XLSX])
@pytest.mark.parametrize("mutate", IN_TEXTS)
def test_every_wrong_text_is_found(form: Form, office: Office, kind: Kind, mutate: Mutate) -> None:
    assert_found(form, office, kind, mutate)


def assert_found(form: Form, office: Office, kind: Kind, mutate: Mutate) -> None:
    report = filled_report(form)
    document = Exporter(report, office, {}).document
    wrong = mutate(document)
    assert wrong != document
    data = file_of(wrong, report, office, kind)
    with pytest.raises(DifferentFileError):
        proof_of(report, office, kind, document, data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_cell_is_named_with_what_either_says(
    form: Form, office: Office, kind: Kind
) -> None:
    report = filled_report(form)
    document = Exporter(report, office, {}).document
    data = file_of(changed_digit(document), report, office, kind)
    named = "“三、本年度办理结果 （一）予以公开 · 自然人”报告为“127”，文件为“129”，没有保存。"
    with pytest.raises(
        DifferentFileError, match=re.escape(named.removeprefix("“三、本年度办理结果 "))
    ):
        proof_of(report, office, kind, document, data)


def replaced_in_zip(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return stream.getvalue()


WRONG_FILES: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.DOCX: lambda data: replaced_in_zip(
        data, "word/document.xml", lambda xml: xml.replace(b">127<", b">172<")
    ),
    Kind.XLSX: lambda data: replaced_in_zip(
        data, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<v>127</v>", b"<v>172</v>")
    ),
    Kind.HTML: lambda data: data.replace(b">127<", b">172<"),
    Kind.TXT: lambda data: data.replace(b"127", b"172"),
    Kind.MD: lambda data: data.replace(b"127", b"172"),
    Kind.JSON: lambda data: data.replace(b"127", b"172"),
}


@pytest.mark.parametrize("kind", WRONG_FILES)
def test_a_file_that_was_changed_behind_the_writer_is_found(
    form: Form, office: Office, kind: Kind
) -> None:
    report = filled_report(form)
    exporter = Exporter(report, office, {})
    data = exporter.data(kind)
    wrong = WRONG_FILES[kind](data)
    assert wrong != data
    with pytest.raises(DifferentFileError):
        proof_of(report, office, kind, exporter.document, wrong)


def test_json_is_compared_entirely(form: Form, office: Office) -> None:
    report = filled_report(form)
    exporter = Exporter(report, office, {})
    data = json.loads(exporter.data(Kind.JSON))
    data["sections"][-2]["heading"] = "其他"
    with pytest.raises(DifferentFileError, match="“/sections/6/heading”处的内容不同"):
        proof_of(report, office, Kind.JSON, exporter.document, json.dumps(data).encode())


def test_what_a_template_alters_is_found(form: Form, office: Office) -> None:
    report = filled_report(form)
    document = Exporter(report, office, {}).document
    assert unprinted(report, form, document) == []
    assert unprinted(report, form, changed_digit(document)) == [f"127（{A}）"]
    for mutate in IN_TEXTS[:1]:
        assert unprinted(report, form, mutate(document)) == ["召开会议3次，培训120人次。"]


@settings(max_examples=25, derandomize=True, phases=[Phase.generate])
@given(data=st.data())
def test_no_correct_file_is_refused_whatever_it_says(office: Office, data: st.DataObject) -> None:
    report = data.draw(reports(office))
    for number, section in enumerate(report.sections):
        text = data.draw(strange_texts)
        rows = data.draw(st.lists(st.lists(strange_texts, max_size=3).map(tuple), max_size=3))
        section.blocks.insert(0, Paragraph(f"b95{number}", text))
        section.blocks.append(FreeTable(f"b96{number}", tuple(rows)))
    for ref, cell in list(report.cells())[:40:3]:
        if not cell.computed:
            apply(report, SetCell(ref, Cell(data.draw(strange_cells))))
    apply(report, SetHeading("extra-9", data.draw(strange_texts).replace("\n", "")))
    exporter = Exporter(report, office, {})
    for kind in Kind:
        exporter.data(kind)
    assert exporter.proofs.keys() == set(Kind)


def test_a_row_that_comes_again_behind_a_page_break_is_no_loss(office: Office) -> None:
    form = form_of(office.editions["2021"])
    report = filled_report(form)
    rows = (("甲", "乙"), ("丙", "丁")) * 30
    blocks = tuple(FreeTable(f"b97{number}", rows) for number in range(3))
    apply(report, ReplaceBlocks("requests", 0, 0, blocks))
    assert Exporter(report, office, {}).data(Kind.PDF)


def with_block(form: Form, block: Paragraph | FreeTable) -> Report:
    """A report that says one thing more, before its last paragraphs."""
    report = filled_report(form)
    apply(report, ReplaceBlocks("other", 0, 0, (block,)))
    return report


def test_three_dashes_in_the_first_row_of_a_table_are_no_rule(form: Form, office: Office) -> None:
    report = with_block(form, FreeTable("b950", (("---",), ("甲",))))
    narrow = FreeTable("b951", (("\u3000", "甲", "乙"),))  # the reader of texts sees a blank more
    apply(report, ReplaceBlocks("other", 0, 0, (narrow,)))
    assert Exporter(report, office, {}).data(Kind.MD)


@pytest.mark.parametrize("beside", ["“甲”", "（二）收到3件……", "<乙>"])
def test_brackets_beside_a_text_from_right_to_left_may_be_mirrored(
    form: Form, office: Office, beside: str
) -> None:
    report = with_block(form, FreeTable("b950", (("שלום 12 עולם", beside, "丙"),)))
    assert Exporter(report, office, {}).data(Kind.PDF)


def test_a_paragraph_may_end_like_the_mark_of_a_table_that_goes_on(
    form: Form, office: Office
) -> None:
    report = with_block(form, Paragraph("b950", "oﬃce 表一（续）"))
    assert Exporter(report, office, {}).data(Kind.PDF)


def test_a_table_goes_on_under_the_mark_of_its_agency(office: Office, tmp_path: Path) -> None:
    style = tmp_path / "own.toml"
    style.write_text('base = "gb9704"\n[table]\ncontinued = "接上页"\n', encoding="utf-8")
    rows = tuple((f"甲{number}", "12") for number in range(90))
    report = with_block(form_of(office.editions["2021"]), FreeTable("b950", rows))
    assert Exporter(report, office, {}, Paper(style=str(style))).data(Kind.PDF)


def test_a_table_of_blank_rows_may_go_on_and_a_paragraph_say_so(office: Office) -> None:
    report = with_block(form_of(office.editions["2021"]), Paragraph("b950", "oﬃce"))
    blocks = (FreeTable("b951", (("　",),) * 60), Paragraph("b952", "（续）"))
    apply(report, ReplaceBlocks("other", 1, 0, blocks))
    assert Exporter(report, office, {}).data(Kind.PDF)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_that_a_reader_takes_for_several_are_no_difference(
    form: Form, office: Office, kind: Kind
) -> None:
    report = filled_report(form)
    apply(report, SetCell(form.cell("requests/denied.internal_affairs.research"), Cell("8399190")))
    apply(report, SetCell(form.cell("requests/carry_in.natural"), Cell("9")))
    apply(report, SetCell(form.cell("requests/carry_in.commercial"), Cell("00012")))
    apply(report, SetCell(form.cell("requests/carry_in.research"), Cell("0")))
    assert Exporter(report, office, {}).data(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_that_a_template_gave_to_other_values_are_found(
    form: Form, office: Office, kind: Kind
) -> None:
    report = filled_report(form)
    apply(report, SetCell(form.cell("requests/denied.state_secret.natural"), Cell("5")))
    apply(report, SetCell(form.cell("requests/denied.law_forbidden.natural"), Cell("6")))
    wrong = exchanged_labels(Exporter(report, office, {}).document_of(kind))
    data = file_of(wrong, report, office, kind)
    with pytest.raises(DifferentFileError, match="报告为“5”，文件为“6”"):
        proof_of(report, office, kind, wrong, data)


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.HTML, Kind.TXT])
def test_a_line_break_between_commas_is_read(form: Form, office: Office, kind: Kind) -> None:
    report = with_block(form, Paragraph("b950", "行政许可、\n12，甲,\r乙"))
    assert Exporter(report, office, {}).data(kind)


def test_apostrophes_before_a_squeezed_quotation_mark_keep_their_place(
    form: Form, office: Office
) -> None:
    row = ("123", "'单'“引”续表|---|---|>引——（一）网站公开" * 9, "甲")
    report = with_block(form, FreeTable("b950", (row,)))
    assert Exporter(report, office, {}).data(Kind.PDF)


def test_a_row_may_be_parted_between_pages(form: Form, office: Office) -> None:
    long = "某某某某，某某（12）。" * 90
    report = filled_report(form)
    ref = form.cell("requests/partial.natural")
    apply(report, SetCell(ref, Cell(long)))
    apply(report, ReplaceBlocks("other", 0, 0, (FreeTable("b950", (("---",), ("　",)) * 40),)))
    assert Exporter(report, office, {}).data(Kind.PDF)
