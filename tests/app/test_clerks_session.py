"""A clerk's session on the real window: what it takes, and that the paper says what was typed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from gipdesk.desk.recent import RecentFiles
from gipdesk.desk.window import Window
from gipdesk.report.report import Report
from gipdesk.workflow.folders import user_data
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from tests.app.clerk import Clerk, Effort
from tests.app.clerks_papers import PARAGRAPHS, numbers_of, save_last_year
from tests.app.clerks_session import NUMBERS, ByKeys, ByPointer


@pytest.fixture
def last_year(data_folder: Path, tmp_path: Path, office: Office) -> Path:
    """Last year's report in a folder that the program remembers."""
    assert data_folder == user_data()
    path = save_last_year(tmp_path, office)
    RecentFiles(user_data()).add(path)
    return path


@pytest.mark.parametrize(
    ("is_typed", "cells"), [(False, 144), (True, 175)], ids=["totals computed", "totals typed"]
)
def test_a_session_takes_the_keyboard_alone_and_the_numbers_a_key_a_digit_and_one_a_cell(
    last_year: Path, window: Window, office: Office, is_typed: bool, cells: int
) -> None:
    session = ByKeys(window, last_year, types_totals=is_typed)
    efforts = Clerk(window).work(session.script())
    assert all(each.moves == 0 for each in efforts.values())
    assert_numbers_took_little(session, efforts[NUMBERS], cells)
    assert len(session.mended) == 3
    assert_paper_says_what_was_typed(last_year.parent, office)


def test_a_session_with_the_mouse_takes_no_keys_but_for_numbers(
    last_year: Path, window: Window, office: Office
) -> None:
    session = ByPointer(window, last_year)
    efforts = Clerk(window).work(session.script())
    assert_numbers_took_little(session, efforts[NUMBERS], 144)
    assert len(session.mended) == 3
    assert_paper_says_what_was_typed(last_year.parent, office)


def assert_numbers_took_little(session: ByKeys, effort: Effort, cells: int) -> None:
    """One key press a digit and one a cell at most; what came over from last year is passed."""
    assert len(session.typed) == cells
    assert cells < effort.keys <= sum(map(len, session.typed.values())) + cells
    assert effort.moves == 0


def assert_paper_says_what_was_typed(folder: Path, office: Office) -> None:
    """Each number is in its cell of the .docx, each row of 表三 and paragraph in the PDF."""
    (word,), (pdf,) = folder.glob("*.docx"), folder.glob("*.pdf")
    report = open_file(word, office).report
    assert {ref: cell.text for ref, cell in report.cells()} == numbers_of(report)
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    text = "".join("".join(pages).split())
    assert [each for each in (*rows_of(report), *PARAGRAPHS.values()) if each not in text] == []


def rows_of(report: Report) -> list[str]:
    """The rows of 表三, their numbers side by side as on paper."""
    rows: dict[str, str] = {}
    for ref, number in numbers_of(report).items():
        if ref.table == "requests":
            rows[ref.row] = rows.get(ref.row, "") + number
    return list(rows.values())
