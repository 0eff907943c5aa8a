"""Whole reports come back from PDFs of our own, of browsers and of office programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gipdesk import paths
from gipdesk.readers.reading import read
from gipdesk.report.edition import Editions, form_of
from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from tests.readers.pdf_programs import by_chromium, by_office, by_wkhtmltopdf
from tests.readers.pdf_reports import (
    Look,
    Printed,
    differences,
    page_of_html,
    some_report,
    wrong_values,
)
from tests.readers.pdf_word import WordLook, word_file

EDITIONS = Editions(paths.EDITIONS)
FORM = form_of(EDITIONS["2021"])
LOOKS = {
    "plain": Look(),
    "boxes": Look(border="3px double black", collapse=False, cell_font="10.5pt", padding="1px"),
    "small": Look(cell_font="7.5pt", padding="0", align="right", valign="top", font="16pt"),
    "apart": Look(indent=False, justify=False, header_repeats=True, border="1px dotted #999"),
    "level lines": Look(border="none;border-bottom:1px solid black"),
    "no lines": Look(border="none", align="center"),
}
WORD_LOOKS = {
    "plain": WordLook(),
    "turned": WordLook(is_vertical="tbRl", header_repeats=True, cell_size=10.5, padding=0.05),
    "narrow": WordLook(is_vertical="btLr", ratios=(0.7, 1.2, 3, 1), cell_size=7.5, padding=0.05),
    "open sides": WordLook(is_inside_only=True, size=12, page_number="第{}页"),
    "landscape": WordLook(is_landscape=True, border="double", page_number="{}", size=14),
}
TRUTH_ROWS = {
    "new": "new",
    "carry_in": "carry_in",
    "open": "granted",
    "partial": "partial",
    "total": "result_total",
    "carry_out": "carry_out",
}
GROUPS = {"d": "denied.", "u": "cannot.", "n": "noproc.", "o": "otherproc."}


def reports_equal(printed: Printed, data: bytes) -> None:
    reading = read(data, EDITIONS)
    assert differences(printed, reading.report) == []
    assert reading.uncertain == []


@pytest.mark.parametrize("style", ["gb9704", "gb33476"])
@pytest.mark.parametrize("seed", [1, 2])
def test_our_own_export_comes_back(office: Office, style: str, seed: int) -> None:
    printed = some_report(FORM, seed)
    page = page_of_html(printed, Look()).encode()
    report = read(page, EDITIONS).report
    assert differences(printed, report) == []
    data = Exporter(report, office, {}, Paper(style)).data(Kind.PDF)
    again = read(data, EDITIONS)
    assert differences(printed, again.report) == []
    assert (again.report.meta.title, again.report.meta.signed_on) == (
        report.meta.title,
        report.meta.signed_on,
    )
    assert again.unread == []


@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser is installed")
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_page_printed_by_a_browser_comes_back(look: Look, tmp_path: Path) -> None:
    printed = some_report(FORM, 3)
    data = by_chromium(page_of_html(printed, look), tmp_path)
    assert data is not None
    reports_equal(printed, data)


@pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="wkhtmltopdf is not installed")
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_page_printed_by_wkhtmltopdf_comes_back(look: Look, tmp_path: Path) -> None:
    printed = some_report(FORM, 5)
    data = by_wkhtmltopdf(page_of_html(printed, look), tmp_path)
    assert data is not None
    reports_equal(printed, data)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("look", WORD_LOOKS.values(), ids=WORD_LOOKS.keys())
def test_a_word_document_printed_by_libreoffice_comes_back(
    look: WordLook, tmp_path: Path, official_faces: Path
) -> None:
    printed = some_report(FORM, 7)
    source = tmp_path / "report.docx"
    source.write_bytes(word_file(printed, look))
    data = by_office(source, tmp_path, official_faces)
    assert data is not None
    reports_equal(printed, data)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_table_without_lines_and_with_torn_numbers_gives_no_wrong_value(
    tmp_path: Path, official_faces: Path
) -> None:
    printed = some_report(FORM, 9)
    source = tmp_path / "report.docx"
    look = WordLook(border="nil", ratios=(0.7, 1.2, 3, 1), cell_size=10.5)
    source.write_bytes(word_file(printed, look))
    data = by_office(source, tmp_path, official_faces)
    assert data is not None
    wrong = wrong_values(printed, read(data, EDITIONS).report)
    assert [each for each in wrong if "/x-" not in each] == []


@pytest.mark.needs_shared
def test_a_real_report_equals_what_a_person_read(shared: Path) -> None:
    data = (shared / "practice" / "huaian-2024.pdf").read_bytes()
    truth = json.loads((shared / "practice" / "huaian-2024.truth.json").read_text("utf-8"))
    reading = read(data, EDITIONS)
    report = reading.report
    assert (report.edition, report.meta.year) == ("2021", 2024)
    assert numbers(report, "requests") == requests_of(truth["t3"], report)
    assert list(numbers(report, "proceedings").values()) == truth["t4"]
    rules, normative, *single = truth["t2_2021"]
    assert list(numbers(report, "disclosure").values()) == [*rules, *normative, *single]
    assert (reading.uncertain, reading.unread, reading.notes) == ([], [], [])


def numbers(report: Report, table: str) -> dict[str, float]:
    """The numbers of a table by row and column."""
    return {
        f"{ref.row}.{ref.column}": float(cell.text)
        for ref, cell in report.cells()
        if ref.table == table
    }


def requests_of(truth: Mapping[str, Any], report: Report) -> dict[str, float]:
    """What 表三 must hold; the rows of a group are numbered in form order."""
    columns = [column.id for column in FORM.tables["requests"].blocks[0].columns]
    ids = FORM.tables["requests"].row_ids
    wanted: dict[str, float] = {}
    for key, values in truth.items():
        if key in TRUTH_ROWS:
            row = TRUTH_ROWS[key]
        else:
            row = [each for each in ids if each.startswith(GROUPS[key[0]])][int(key[1:]) - 1]
        wanted |= {f"{row}.{column}": value for column, value in zip(columns, values, strict=True)}
    return {key: wanted[key] for key in numbers(report, "requests")}
