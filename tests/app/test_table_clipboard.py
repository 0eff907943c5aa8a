"""Blocks of cells between the tables and spreadsheets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.table.clipboard import block_of
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from tests.app.events import ctrl, press, type_keys
from tests.app.tables import CONTROL, SHIFT, cell, click_cell, current, is_editing, shown


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def told(table: OfficialTableView) -> list[str]:
    """The sentences the table says from now on."""
    sentences: list[str] = []
    table.noticed.connect(sentences.append)
    return sentences


def texts(session: Session, *ids: str) -> list[str]:
    return [session.text(cell(f"requests/{each}")) for each in ids]


# -------------------------------------------------------------------- out


def test_numbers_are_copied_as_every_program_writes_them(
    table: OfficialTableView, session: Session
) -> None:
    for cell_id, text in {
        "new.natural": "1", "new.commercial": "1,200", "carry_in.natural": "３"
    }.items():  # fmt: skip
        session.do(SetCell(cell(f"requests/{cell_id}"), Cell(text)))
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/carry_in.commercial", SHIFT)
    ctrl(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "1\t1200\n3\t"
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr>") == 2
    assert '<td align="center">1200</td>' in html


@pytest.mark.usefixtures("table")
def test_what_is_no_number_is_copied_as_text(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("1-2")))
    ctrl(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "1-2"
    assert "mso-number-format" in QGuiApplication.clipboard().mimeData().html()


def test_a_whole_table_is_copied_with_its_header_and_labels(
    table: OfficialTableView, session: Session
) -> None:
    session.do(SetCell(cell("requests/carry_in.other"), Cell("4")))
    press(Qt.Key.Key_A, CONTROL)
    ctrl(Qt.Key.Key_C)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert {line.count("\t") for line in lines} == {9}
    assert lines[0].endswith("申请人情况\t\t\t\t\t\t")
    assert lines[4].split("\t")[-2] == "4"
    html = QGuiApplication.clipboard().mimeData().html()
    assert '<th colspan="5" rowspan="1"' in html
    assert ">法人或其他组织</th>" in html
    assert ">（一）予以公开</td>" in html
    assert table.hasFocus()


def test_one_key_copies_the_whole_table(table: OfficialTableView) -> None:
    press(Qt.Key.Key_C, CONTROL, SHIFT)
    assert "法人或其他组织" in QGuiApplication.clipboard().text()
    assert len(table.selectedIndexes()) == 1


@pytest.mark.usefixtures("table")
def test_what_was_typed_is_no_markup_when_copied(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("<b>&")))
    ctrl(Qt.Key.Key_C)
    assert ">&lt;b&gt;&amp;</td>" in QGuiApplication.clipboard().mimeData().html()


def test_merged_cells_are_copied_once(filled: Session, qtbot: QtBot) -> None:
    table = shown(filled, "disclosure", qtbot)
    click_cell(table, "disclosure/penalty.decisions")
    click_cell(table, "disclosure/coercion.decisions", SHIFT)
    ctrl(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "0\t\t\n0\t\t"
    assert 'colspan="3"' in QGuiApplication.clipboard().mimeData().html()


@pytest.mark.usefixtures("table")
def test_cutting_copies_and_empties_in_one_step(session: Session) -> None:
    session.do(SetCell(cell("requests/new.natural"), Cell("7")))
    ctrl(Qt.Key.Key_X)
    assert QGuiApplication.clipboard().text() == "7"
    assert texts(session, "new.natural") == [""]
    assert session.undo_stack.undoText() == "剪切 1 个单元格"


# -------------------------------------------------------------------- in


def test_a_block_is_pasted_from_the_current_cell_on_in_one_step(
    table: OfficialTableView, session: Session
) -> None:
    put_on_clipboard("1\t2\t3\r\n4\t5\t6\r\n")
    click_cell(table, "requests/carry_in.commercial")
    ctrl(Qt.Key.Key_V)
    assert texts(
        session, "carry_in.commercial", "carry_in.research", "carry_in.social",
        "granted.commercial", "granted.research", "granted.social",
    ) == list("123456")  # fmt: skip
    assert session.undo_stack.undoText() == "粘贴 6 个单元格"
    session.undo_stack.undo()
    assert {session.text(ref) for ref in table.table_model.refs()} == {""}


@pytest.mark.usefixtures("table")
def test_pasted_numbers_stay_as_they_were_written(session: Session) -> None:
    put_on_clipboard("1,200\t １２ \t12件\t-3\t1.5\n")
    ctrl(Qt.Key.Key_V)
    pasted = texts(session, *(f"new.{each}" for each in ("natural", "commercial", "research")))
    assert pasted == ["1,200", " １２ ", "12件"]
    assert texts(session, "new.social", "new.legal") == ["-3", "1.5"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_a_line_end_behind_the_last_row_is_no_row(
    table: OfficialTableView, session: Session, end: str
) -> None:
    session.do(SetCell(cell("requests/carry_in.natural"), Cell("5")))
    put_on_clipboard(f"1\t2{end}")
    click_cell(table, "requests/new.natural")
    ctrl(Qt.Key.Key_V)
    assert texts(session, "new.natural", "new.commercial", "carry_in.natural") == ["1", "2", "5"]


def test_a_single_text_goes_into_every_cell_chosen(
    table: OfficialTableView, session: Session
) -> None:
    put_on_clipboard("0\n")
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/carry_in.research", SHIFT)
    ctrl(Qt.Key.Key_V)
    cells = [f"{row}.{each}" for row in ("new", "carry_in") for each in ("natural", "research")]
    assert texts(session, *cells) == ["0"] * 4
    assert session.undo_stack.undoText() == "粘贴 6 个单元格"


def test_what_does_not_fit_is_told(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    put_on_clipboard("1\t2\t3\n4\t5\t6\n")
    table.show_cell(cell("requests/carry_out.other"))
    sentences = told(table)
    ctrl(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    press(Qt.Key.Key_Return)
    assert texts(session, "carry_out.other", "carry_out.total") == ["1", "2"]
    assert sentences == ["已粘贴 2 个单元格。未填入 4 处：3、4、5、6。"]
    assert QGuiApplication.clipboard().text() == "1\t2\t3\n4\t5\t6\n"


def test_an_empty_clipboard_is_told(table: OfficialTableView, session: Session) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    sentences = told(table)
    ctrl(Qt.Key.Key_V)
    assert sentences == ["剪贴板中没有文字。"]
    assert session.undo_stack.count() == 0


@pytest.mark.usefixtures("table")
def test_a_pasted_total_that_is_right_stays_computed(session: Session) -> None:
    put_on_clipboard("1\t2\t3\t4\t5\t6\t21\n0\t0\t0\t0\t0\t1,000\t1000\n")
    ctrl(Qt.Key.Key_V)
    assert session.report.cell(cell("requests/new.total")) == Cell(computed=True)
    assert session.report.cell(cell("requests/carry_in.total")) == Cell(computed=True)
    assert texts(session, "new.total", "carry_in.total") == ["21", "1000"]


def test_a_pasted_total_that_is_wrong_is_kept_and_flagged(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    put_on_clipboard("1\t2\t3\t4\t5\t6\t22\n")
    with qtbot.waitSignal(session.findings_changed):
        ctrl(Qt.Key.Key_V)
    assert session.report.cell(cell("requests/new.total")) == Cell("22")
    tip = table.table_model.index_of(cell("requests/new.total")).data(Qt.ItemDataRole.ToolTipRole)
    assert "相加为21，总计为22" in tip


@pytest.mark.usefixtures("table")
def test_a_pasted_blank_leaves_a_total_computed(session: Session) -> None:
    put_on_clipboard("1\t2\t3\t4\t5\t6\t\n")
    ctrl(Qt.Key.Key_V)
    assert texts(session, "new.total") == ["21"]


@pytest.mark.usefixtures("table")
def test_a_total_of_totals_is_compared_with_what_it_will_be(session: Session, form: Form) -> None:
    rows = form.tables["requests"].row_ids
    block = "\n".join("1\t0\t0\t0\t0\t0\t1" for _ in rows[:-2])
    put_on_clipboard(f"{block}\n21\t0\t0\t0\t0\t0\t21\n2\t0\t0\t0\t0\t0\t2\n")
    ctrl(Qt.Key.Key_V)
    for column in ("natural", "other", "total"):
        ref = CellRef("requests", "result_total", column)
        assert session.report.cell(ref) == Cell(computed=True)
    assert texts(session, "result_total.total") == ["21"]


def test_a_block_pasted_into_an_open_cell_goes_into_the_cells(
    table: OfficialTableView, session: Session
) -> None:
    put_on_clipboard("1\t2\n")
    type_keys("9")
    ctrl(Qt.Key.Key_V)
    assert texts(session, "new.natural", "new.commercial") == ["1", "2"]
    assert not is_editing(table)


@pytest.mark.usefixtures("table")
def test_a_single_text_pasted_into_an_open_cell_joins_what_was_typed(session: Session) -> None:
    put_on_clipboard("23\r\n")
    type_keys("1")
    ctrl(Qt.Key.Key_V)
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural") == ["123"]


@pytest.mark.usefixtures("table")
def test_a_very_long_text_is_pasted_whole(session: Session) -> None:
    put_on_clipboard("7" * 200_000)
    press(Qt.Key.Key_F2)
    ctrl(Qt.Key.Key_V)
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural") == ["7" * 200_000]
    ctrl(Qt.Key.Key_V)
    assert texts(session, "new.commercial") == ["7" * 200_000]


def test_a_copied_block_of_merged_cells_goes_back_where_it_was(
    filled: Session, qtbot: QtBot
) -> None:
    table = shown(filled, "disclosure", qtbot)
    click_cell(table, "disclosure/normative.valid")
    click_cell(table, "disclosure/penalty.decisions", SHIFT)
    ctrl(Qt.Key.Key_C)
    press(Qt.Key.Key_Delete)
    assert filled.text(cell("disclosure/licence.decisions")) == ""
    sentences = told(table)
    ctrl(Qt.Key.Key_V)
    assert filled.text(cell("disclosure/normative.valid")) == "0"
    assert filled.text(cell("disclosure/licence.decisions")) == "0"
    assert filled.text(cell("disclosure/penalty.decisions")) == "0"
    assert "放不下" not in sentences[-1]


def test_the_keyboard_stays_where_it_was(table: OfficialTableView) -> None:
    put_on_clipboard("1\t2\n3\t4\n")
    ctrl(Qt.Key.Key_V)
    assert current(table) == "requests/new.natural"
    assert table.hasFocus()


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("12", [["12"]]),
        ("1\t\n\t2", [["1", ""], ["", "2"]]),
        ("1\n\n2\n", [["1"], [""], ["2"]]),
        ('"1\n2"\t3\n', [["1\n2", "3"]]),
        ('5"\t3', [['5"', "3"]]),
        ("", [[""]]),
    ],
)
def test_copied_text_is_read_as_spreadsheets_write_it(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block
