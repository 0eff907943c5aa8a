"""The approval sheet on paper: one page, from Word as from PDF."""

from __future__ import annotations

import pypdfium2
import pytest

from gipdesk.report.beginning import new_report
from gipdesk.report.edition import form_of
from gipdesk.report.report import Meta
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from tests.writers.conftest import ToPdf

NAME = "某某省某某市某某区人民政府政务服务和数据管理办公室"


@pytest.mark.parametrize("style", ["gb9704", "gb33476"])
def test_an_approval_sheet_is_one_page(office: Office, to_pdf: ToPdf, style: str) -> None:
    form = form_of(office.editions["2014"])
    report = new_report(form, Meta(agency=NAME, year=2018, author="某某"))
    sheet = Exporter(report, office, {}, Paper(style=style)).approval()
    for data in (sheet.data(Kind.PDF), to_pdf(sheet.data(Kind.DOCX)).read_bytes()):
        with pypdfium2.PdfDocument(data) as pdf:
            assert len(pdf) == 1
            text = pdf[0].get_textpage().get_text_bounded()
        assert "发文稿纸" in text
        assert "签发" in text
