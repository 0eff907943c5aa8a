"""A table copied into LibreOffice's spreadsheet and word processor, and from there back again."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

import docx
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from gipdesk.workflow.office import Office
from tests.app.events import ctrl, press
from tests.app.reports import blank_report
from tests.app.tables import CONTROL, SHIFT, shown

TABLES: Final = ("disclosure", "requests", "proceedings")
_PATIENCE = 120  # seconds


class Programs:
    """LibreOffice, in a profile of its own."""

    def __init__(self, soffice: str, folder: Path) -> None:
        self._command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        self._folder = folder

    def convert(self, names: list[str], into: str, reading: str = "") -> None:
        """Make other files of some, as one of its programs reads and writes them."""
        filters = [f"--infilter={reading}"] if reading else []
        files = [str(self._folder / name) for name in names]
        target = ["--convert-to", into, "--outdir", str(self._folder)]
        command = [*self._command, "--headless", *filters, *target, *files]
        subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)


def numbered(session: Session, table_id: str) -> list[str]:
    """Type 1, 2, 3 … into the cells of a table; returns the texts with the totals there are."""
    refs = [ref for ref, _ in session.report.cells() if ref.table == table_id]
    typed = [ref for ref in refs if not session.is_computed(ref)]
    for number, ref in enumerate(typed, 1):
        session.do(SetCell(ref, Cell(str(number))))
    return [session.text(ref) for ref in refs]


@pytest.fixture
def copies(
    tmp_path: Path, soffice: str, dressed: QApplication, office: Office, form: Form, qtbot: QtBot
) -> dict[str, list[str]]:
    """The values of each table; copied whole, it lies in files, those of each program too."""
    values = {}
    for table_id in TABLES:
        session = Session(office, blank_report(form), dressed)
        values[table_id] = numbered(session, table_id)
        view = shown(session, table_id, qtbot)
        press(Qt.Key.Key_C, CONTROL, SHIFT)
        html = QGuiApplication.clipboard().mimeData().html()
        (tmp_path / f"{table_id}.html").write_text(html, "utf-8")
        view.hide()
    programs, names = Programs(soffice, tmp_path), [f"{each}.html" for each in TABLES]
    programs.convert(names, "xlsx:Calc MS Excel 2007 XML", "HTML (StarCalc)")
    programs.convert(names, "docx:MS Word 2007 XML", "HTML (StarWriter)")
    return values


def test_what_is_copied_is_a_table_in_both_programs(
    copies: dict[str, list[str]], tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for table_id, values in copies.items():
        sheet = openpyxl.load_workbook(tmp_path / f"{table_id}.xlsx").active
        cells = [each for row in sheet.iter_rows(values_only=True) for each in row]
        assert [each for each in cells if isinstance(each, int | float)] == list(map(int, values))
        (table,) = docx.Document(str(tmp_path / f"{table_id}.docx")).tables
        once = {each._tc: each.text for row in table.rows for each in row.cells}  # merged ones once
        assert [each for each in once.values() if each.isdigit()] == values
    requests = openpyxl.load_workbook(tmp_path / "requests.xlsx").active
    assert requests["E2"].value == "法人或其他组织"
    assert {"E2:I2", "A6:A27"} <= {str(each) for each in requests.merged_cells.ranges}


@pytest.mark.parametrize(
    ("ending", "program"), [("xlsx", "HTML (StarCalc)"), ("docx", "HTML (StarWriter)")]
)
def test_what_these_programs_copy_comes_back_in_one_step(
    copies: dict[str, list[str]],
    soffice: str,
    tmp_path: Path,
    dressed: QApplication,
    office: Office,
    form: Form,
    qtbot: QtBot,
    ending: str,
    program: str,
) -> None:
    files = [f"{each}.{ending}" for each in TABLES]
    Programs(soffice, tmp_path).convert(files, f"html:{program}")
    for table_id, values in copies.items():
        session = Session(office, blank_report(form), dressed)
        view = shown(session, table_id, qtbot)
        data = QMimeData()
        data.setHtml((tmp_path / f"{table_id}.html").read_text("utf-8"))
        QGuiApplication.clipboard().setMimeData(data)
        ctrl(Qt.Key.Key_V)
        assert QApplication.activeModalWidget() is None, "nothing is doubtful"
        refs = view.table_model.refs()
        assert sorted(map(session.text, refs)) == sorted(values)
        assert session.text(next(iter(refs))) == values[0]
        assert session.undo_stack.count() == 1
        view.hide()
