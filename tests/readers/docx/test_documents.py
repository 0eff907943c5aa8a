"""Whole documents: how their parts are found, and real reports read cell by cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx

from gipdesk.readers.docx import read_docx
from gipdesk.readers.reading import read, source_text
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from tests.readers.docx.wordml import (
    OFFICE,
    RELATIONS,
    STRICT,
    W,
    item,
    numbering,
    p,
    part,
    tbl,
    tc,
    texts,
    tr,
    zipped,
)


class TestPackages:
    def test_the_strict_names_mean_the_same(self) -> None:
        body = tbl(tr(tc("甲", '<w:gridSpan w:val="2"/>')), tr("乙", "1"))
        xml = part("document", f"<w:body>{body}</w:body>").replace(W, STRICT)
        assert texts(read_docx(zipped({"word/document.xml": xml}))) == [("甲",), ("乙", "1")]

    def test_parts_in_utf_16_are_read(self) -> None:
        xml = part("document", f"<w:body>{p('甲')}</w:body>").replace("UTF-8", "UTF-16")
        assert texts(read_docx(zipped({"word/document.xml": xml.encode("utf-16")}))) == ["甲"]

    def test_parts_are_found_by_their_relations(self) -> None:
        def relations(kind: str, target: str) -> str:
            relation = f'<Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}"/>'
            return f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'

        package: dict[str, str | bytes] = {
            "_rels/.rels": relations("officeDocument", "/word/document2.xml"),
            "word/document2.xml": part("document", f"<w:body>{item('总体情况')}</w:body>"),
            "word\\_rels\\document2.xml.rels": relations("numbering", "numbering2.xml"),
            "word/numbering2.xml": part("numbering", numbering("chineseCounting", "%1、")),
        }
        assert texts(source_text(zipped(package))) == ["一、总体情况"]

    def test_documents_of_python_docx_are_read(self) -> None:
        document = docx.Document()
        document.add_heading("一、总体情况", 1)
        document.add_paragraph("全年公开信息3条。")
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "结果"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "申请人情况"
        table.cell(2, 2).text = "7"
        document.add_paragraph("第二段。", style="List Number")
        saved = BytesIO()
        document.save(saved)
        assert texts(source_text(saved.getvalue())) == [
            *("一、总体情况", "全年公开信息3条。", ("结果", "申请人情况"), ("", ""), ("", "", "7")),
            "1.第二段。",
        ]


class TestReports:
    def test_the_blank_form_has_200_blank_cells(self, shared: Path, office: Office) -> None:
        data = (shared / "practice" / "blank-form-2021.docx").read_bytes()
        reading = read(data, office.editions)
        assert [cell.text for _, cell in reading.report.cells()] == [""] * 200
        assert (reading.uncertain, reading.unread) == ([], [])
        assert reading.report.meta.year is None
        assert reading.report.meta.agency == ""

    def test_our_own_export_reads_back_cell_by_cell(self, form: Form, office: Office) -> None:
        report = new_report(form, Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日"))
        for number, (ref, _) in enumerate(list(report.cells())):
            apply(report, SetCell(ref, Cell(str(number * 7))))
        data = Exporter(report, office, {}).data(Kind.DOCX)
        reading = read(data, office.editions)
        typed = {ref: cell.text for ref, cell in report.cells()}
        assert {ref: cell.text for ref, cell in reading.report.cells()} == typed
        assert len(typed) == 200
        assert (reading.uncertain, reading.unread) == ([], [])
        assert (reading.report.meta.agency, reading.report.meta.year) == ("某某市司法局", 2025)
