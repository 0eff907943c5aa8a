"""Which page goes onto which side, and what a part of a report is when it is printed to a file."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.edition import Form
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.printing import Printable, printable, sides
from tests.app.reports import filled_report


@pytest.fixture(scope="module")
def report(form: Form, office: Office) -> Printable:
    return printable(filled_report(form), office, {}, Paper())


def words(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_what_is_printed_is_the_export(report: Printable, form: Form, office: Office) -> None:
    exported = Exporter(filled_report(form), office, {}).data(Kind.PDF)
    assert report.pdf == exported
    assert report.pages == len(words(exported))
    assert report.only(range(1, report.pages + 1)) == exported


def test_some_pages_are_these_pages(report: Printable) -> None:
    assert words(report.only([2, 3])) == words(report.pdf)[1:3]


def test_on_one_side_every_page_has_a_sheet_of_its_own() -> None:
    assert sides([1, 2, 3], 2, both_sides=False) == [1, 2, 3]


def test_without_a_page_to_sign_nothing_is_left_blank() -> None:
    assert sides([1, 2, 3], 0, both_sides=True) == [1, 2, 3]


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_the_page_to_sign_shares_no_sheet(first: int, count: int, signing: int) -> None:
    numbers = list(range(first, first + count))
    printed = sides(numbers, signing, both_sides=True)
    assert [each for each in printed if each] == numbers
    sheets = [printed[k : k + 2] for k in range(0, len(printed), 2)]
    with_signing = [sheet for sheet in sheets if signing in sheet]
    assert all(sheet[0] == signing and sheet[1:] in ([], [None]) for sheet in with_signing)
