"""The details that our exports carry in their properties come back with them."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from gipdesk.readers.html import read_html
from gipdesk.readers.properties import details_in_office
from gipdesk.readers.reading import source_text
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import AgencyKind, Form
from gipdesk.report.report import Meta
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from tests.readers.docx.wordml import p, word

DETAILS = {
    "报告年度": "2025",
    "报告机关": "某某市司法局",
    "发文字号": "某司〔2026〕3号",
    "统计期限": "2025年1月1日至2025年12月31日",
    "发布日期": "2026年1月20日",
    "机关类别": "部门",
    "表样版本": "2021",
}
META = Meta(
    agency="某某市司法局",
    year=2025,
    document_number="某司〔2026〕3号",
    period="2025年1月1日至2025年12月31日",
    published="2026年1月20日",
    agency_kind=AgencyKind.DEPARTMENT,
)


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.XLSX, Kind.HTML, Kind.PDF])
def test_an_export_brings_its_details_back(kind: Kind, form: Form, office: Office) -> None:
    data = Exporter(new_report(form, META), office, {}).data(kind)
    assert source_text(data).details == DETAILS


def test_a_file_without_properties_has_no_details() -> None:
    assert source_text(word(p("一、总体情况"))).details == {}


def test_other_properties_are_left_alone() -> None:
    head = '<meta name="keywords" content="公开"><meta name="报告年度" content=" 2025\n">'
    page = f"<html><head>{head}<meta charset=utf-8></head><body><p>一、总体情况</p></body></html>"
    assert read_html(page.encode()).details == {"报告年度": "2025"}


def test_keywords_of_other_programs_are_no_details() -> None:
    saved = BytesIO()
    canvas = Canvas(saved)
    canvas.setKeywords("report, open; 报告年度")
    canvas.drawString(100, 700, "Annual report 2025")
    canvas.save()
    assert source_text(saved.getvalue()).details == {}


@pytest.mark.parametrize(
    "part", [b"", b"<Properties", b"<a>" * 9000, b"\xff\xfe", b"<P><property/>"]
)
def test_broken_properties_are_as_good_as_none(part: bytes) -> None:
    assert details_in_office(part) == {}
