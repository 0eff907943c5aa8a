"""Exports are read back before they are saved: what is lost on the way is found."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk.files.errors import ExportChangedError
from gipdesk.files.exports import ExportLog
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import Form, form_of
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import Cell, FreeTable, Meta, Paragraph, Report, Row, Section
from gipdesk.workflow.exporting import Exporter, Kind, export, target, wanted_files
from gipdesk.workflow.office import Office
from gipdesk.workflow.reading_back import DifferentFileError, ExportError, prove
from tests.document.reports import filled, reports

KINDS = [kind for kind in Kind if kind is not Kind.JSON]
_TEXTS = ("Normal", "Heading 2", "Heading 3", "Heading 4")
CELL = "requests/granted.natural"


def report_with(form: Form, text: str, number: str) -> Report:
    """A report with this paragraph in section six and this in one cell."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日"))
    section = report.section("other")
    assert section is not None
    apply(report, ReplaceBlocks("other", 0, len(section.blocks), (Paragraph("b900", text),)))
    apply(report, SetCell(form.cell(CELL), Cell(number)))
    return report


@settings(max_examples=25)
@given(text=st.text(max_size=60), cell=st.text(max_size=45))
def test_whatever_is_typed_can_be_exported(
    form: Form, office: Office, text: str, cell: str
) -> None:
    exporter = Exporter(report_with(form, f"甲{text}", cell), office, {})
    for kind in Kind:
        assert exporter.data(kind)


@settings(max_examples=20)
@given(data=st.data())
def test_any_report_of_any_edition_can_be_exported(office: Office, data: st.DataObject) -> None:
    exporter = Exporter(data.draw(reports(office)), office, {})
    for kind in Kind:
        assert exporter.data(kind)


@settings(max_examples=20)
@given(data=st.data())
def test_word_holds_each_paragraph_and_each_cell_of_a_report_as_one(
    office: Office, data: st.DataObject
) -> None:
    report = data.draw(reports(office))
    word = docx.Document(BytesIO(Exporter(report, office, {}).data(Kind.DOCX)))
    typed = [
        block.text.strip()
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.text.strip()
    ]
    texts = [each.text for each in word.paragraphs if each.style and each.style.name in _TEXTS]
    assert sorted(texts) == sorted(typed)
    printed = Counter(cell.text for table in word.tables for cell in table._cells)
    form = office.form(report)
    values = values_of(report, form)
    cells = [
        shown_text(cell, values[ref]) for ref, cell in report.cells() if ref.table in form.tables
    ]
    assert not Counter(cells) - printed


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_line_around_a_table_is_found(office: Office, edition: str, kind: Kind) -> None:
    form = form_of(office.editions[edition])
    written, meant = (
        Exporter(filled(form, Meta(agency="某某局", year=2018, leader=leader)), office, {})
        for leader in ("甲某", "甲某乙")
    )
    report, data = filled(form, Meta(agency="某某局", year=2018)), written.data(kind)
    is_printed = edition == "2014"
    with pytest.raises(DifferentFileError) if is_printed else nullcontext():
        prove(report, form, office.editions, meant.document, kind.value, data)


@pytest.mark.parametrize(
    "cell", ["abc", "-3", "1.5", "9" * 40, "=1+1", "１２", "/", "22（其中修订16件）"]
)
def test_a_strange_cell_is_exported_as_typed(form: Form, office: Office, cell: str) -> None:
    exporter = Exporter(report_with(form, "没有收费。", cell), office, {})
    with zipfile.ZipFile(BytesIO(exporter.data(Kind.DOCX))) as package:
        body = package.read("word/document.xml").decode()
    assert cell in re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body)
    assert all(exporter.data(kind) for kind in Kind)


def test_a_paragraph_whose_words_stand_in_the_table_before_it_is_no_loss(
    form: Form, office: Office
) -> None:
    report = report_with(form, "没有收费。", "3")
    section = report.section("disclosure")
    assert section is not None
    for number, text in enumerate(["第二十条第（", "信息内容", "0"]):
        after = ReplaceBlocks("disclosure", 1 + number, 0, (Paragraph(f"b95{number}", text),))
        apply(report, after)
    assert Exporter(report, office, {}).data(Kind.PDF)


def test_a_spreadsheet_without_any_words_is_read_back(office: Office) -> None:
    report = Report("2021", Meta(), (), {}, [])
    report.sections.append(Section("other", "", [FreeTable("b1", (("", ""),))]))
    assert Exporter(report, office, {}).data(Kind.XLSX)


def test_the_same_report_gives_the_same_bytes(form: Form, office: Office) -> None:
    report = report_with(form, "没有收费。", "3")
    for kind in Kind:
        first = Exporter(report, office, {}).data(kind)
        assert Exporter(report, office, {}).data(kind) == first, kind


def test_exports_are_named_by_the_title_even_where_it_holds_signs_no_file_may(
    form: Form,
) -> None:
    report = report_with(form, "", "")
    report.meta.title = '某某/市:司法局"2025"年报'
    assert target(report, Path("out"), Kind.PDF) == Path("out/某某_市_司法局_2025_年报.pdf")


def test_a_long_title_keeps_its_year_in_the_name_of_the_file(form: Form, tmp_path: Path) -> None:
    names = set()
    for year in (2024, 2025):
        report = new_report(form, Meta(agency="某" * 90, year=year))
        name = target(report, tmp_path, Kind.PDF).name
        assert len(name.encode()) <= 255
        assert name.endswith(f"{year}年政府信息公开工作年度报告.pdf")
        names.add(name)
    assert len(names) == 2


def test_an_export_in_the_way_stops_all_before_anything_is_written(
    form: Form, office: Office, tmp_path: Path
) -> None:
    report = report_with(form, "没有收费。", "3")
    targets = {kind: target(report, tmp_path, kind) for kind in (Kind.TXT, Kind.MD)}
    targets[Kind.MD].write_text("别人的文件", "utf-8")
    log = ExportLog(tmp_path / "log")
    with pytest.raises(ExportChangedError):
        export(wanted_files(Exporter(report, office, {}), tmp_path, targets), log)
    assert not targets[Kind.TXT].exists()
    assert targets[Kind.MD].read_text("utf-8") == "别人的文件"


def test_a_figure_that_no_page_would_show_stops_the_export(office: Office, form: Form) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    row = Row({column: Cell("7") for column in ("made", "repealed", "valid")}, "其他文件")
    report.tables["disclosure"].rows["x-1"] = row
    assert Exporter(report, office, {}).data(Kind.TXT)
    section = report.section("disclosure")
    assert section is not None
    section.blocks.clear()
    with pytest.raises(ExportError, match="没有排进文件"):
        Exporter(report, office, {}).data(Kind.TXT)
