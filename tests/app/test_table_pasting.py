"""Pasting by labels, turned round, too much or too little; what is doubtful is shown first."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table import OfficialTableView
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.report import Cell
from gipdesk.report.values import read_value
from gipdesk.workflow.office import Office
from tests.app.events import ctrl, press
from tests.app.reports import blank_report
from tests.app.tables import CONTROL, SHIFT, cell, click_cell, shown

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
HEADER = (
    "\t申请人情况\t\t\t\t\t\t\n"
    "\t自然人\t法人或其他组织\t\t\t\t\t总计\n"
    "\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"
)
HEADER_ROWS = (
    '<tr><td colspan="3" rowspan="3"></td><td colspan="7">申请人情况</td></tr>'
    '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td>'
    '<td rowspan="2">总计</td></tr>'
    f"<tr>{''.join(f'<td>{each}</td>' for each in COLUMNS[1:-1])}</tr>"
)
NEW, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
GRANTED = "（一）予以公开"


def paste(text: str, html: str = "") -> None:
    """Copy something elsewhere and paste it here."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    ctrl(Qt.Key.Key_V)


def preview(qtbot: QtBot) -> QDialog:
    """What is shown before a doubtful paste, with the keyboard in it."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def is_asking() -> bool:
    return QApplication.activeModalWidget() is not None


def said(dialog: QDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def changes_in(dialog: QDialog) -> list[tuple[str, ...]]:
    """The lines of the preview: name, old and new text."""
    shown_cells = dialog.findChild(QTableWidget)
    assert isinstance(shown_cells, QTableWidget)
    found = []
    for row in range(shown_cells.rowCount()):
        items = [shown_cells.item(row, column) for column in range(3)]
        found.append(tuple(item.text() if item else "" for item in items))
    return found


def texts(session: Session, *ids: str) -> list[str]:
    return [session.text(cell(f"requests/{each}")) for each in ids]


# -------------------------------------------------------------------- labels come along


def test_labels_say_where_numbers_belong_wherever_the_keyboard_is(
    table: OfficialTableView, session: Session
) -> None:
    click_cell(table, "requests/carry_out.legal")
    paste(f"{HEADER}\n{GRANTED}\t4\t0\t0\t0\t0\t0\t4\n{NEW}\t1,200\t2件\t0\t0\t0\t0\t1202\n")
    assert not is_asking()
    assert texts(session, "new.natural", "new.commercial", "granted.natural") == [
        "1,200", "2件", "4"
    ]  # fmt: skip
    assert session.report.cell(cell("requests/new.total")) == Cell(computed=True)
    assert session.text(cell("requests/carry_out.legal")) == ""
    assert session.undo_stack.count() == 1
    ctrl(Qt.Key.Key_Z)
    session.undo_stack.undo()
    assert texts(session, "new.natural", "granted.natural") == ["", ""]


def test_some_columns_only_leave_the_others_as_they_are(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    session.do(SetCell(cell("requests/new.research"), Cell("9")))
    click_cell(table, "requests/granted.natural")
    paste(f"\t自然人\t商业企业\n{NEW}\t1\t2\n")
    assert changes_in(preview(qtbot)) == [
        (f"{NEW} · 自然人", "（空）", "1"),
        (f"{NEW} · 商业企业", "（空）", "2"),
    ]
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural", "new.commercial", "new.research") == ["1", "2", "9"]


def test_a_web_page_with_merged_labels_is_placed(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "requests", qtbot)
    click_cell(table, "requests/new.natural")
    row = "".join(f"<td><p>{each}</p></td>" for each in (3, 0, 0, 0, 0, 0, 3))
    html = (
        f"<table>{HEADER_ROWS}"
        f'<tr><td rowspan="2">三、本年度办理结果</td><td colspan="2">{GRANTED}</td>{row}</tr>'
        f'<tr><td rowspan="1">（三）不予公开</td><td>1.属于国家<br>秘密</td>{row}</tr></table>'
    )
    paste("三、本年度办理结果（一）予以公开 3 0 0 0 0 0 3", html)
    assert not is_asking()
    assert texts(session, "granted.natural", "denied.state_secret.natural") == ["3", "3"]


def test_cells_of_several_lines_in_word_do_not_break_rows(
    table: OfficialTableView, session: Session
) -> None:
    row = "".join(f"<td><p>{each}</p></td>" for each in (1, 2, 0, 0, 0, 0, 3))
    label = "<td><p>一、本年新收政府</p><p>信息公开申请数量</p></td>"
    plain = f"{HEADER}\r\n一、本年新收政府\r\n信息公开申请数量\t1\t2\t0\t0\t0\t0\t3\r\n"
    click_cell(table, "requests/granted.natural")
    paste(plain, f"<html><body><table>{HEADER_ROWS}<tr>{label}{row}</tr></table></body></html>")
    assert not is_asking()
    assert texts(session, "new.natural", "new.commercial", "granted.natural") == ["1", "2", ""]


def test_a_labelled_table_turned_round_is_put_upright(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/carry_out.natural")
    lines = [f"{name}\t{at}\t{at + 10}" for at, name in enumerate(COLUMNS[:3], 1)]
    paste("\n".join((f"\t{NEW}\t{GRANTED}", *lines)))
    preview(qtbot)
    press(Qt.Key.Key_Return)
    pasted = texts(session, "new.natural", "new.research", "granted.natural", "granted.research")
    assert pasted == ["1", "3", "11", "13"]


def test_rows_that_the_form_lacks_are_shown_as_left_out(session: Session, qtbot: QtBot) -> None:
    shown(session, "requests", qtbot)
    paste(f"{HEADER}\n{NEW}\t1\t0\t0\t0\t0\t0\t1\n自拟的一行\t5\t6\t0\t0\t0\t0\t11\n")
    assert "自拟的一行" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural") == ["1"]
    assert "x-1" not in session.report.tables["requests"].rows


def test_blanks_beside_labels_do_not_wipe_out_numbers(session: Session, qtbot: QtBot) -> None:
    session.do(SetCell(cell("requests/carry_in.natural"), Cell("7")))
    shown(session, "requests", qtbot)
    paste(f"{HEADER}\n{NEW}\t1\t0\t0\t0\t0\t0\t1\n{CARRIED}\t\t0\t0\t0\t0\t0\t0\n")
    assert "有 1 格来源为空，保留原有的数。" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    assert texts(session, "carry_in.natural", "carry_in.other") == ["7", "0"]


def test_a_whole_table_goes_into_another_report(
    dressed: QApplication, office: Office, form: Form, session: Session, qtbot: QtBot
) -> None:
    first = shown(session, "proceedings", qtbot)
    refs = [ref for ref in first.table_model.refs() if not session.is_computed(ref)]
    for number, ref in enumerate(refs):
        session.do(SetCell(ref, Cell(str(number))))
    press(Qt.Key.Key_C, CONTROL, SHIFT)
    other = Session(office, blank_report(form), dressed)
    shown(other, "proceedings", qtbot)
    ctrl(Qt.Key.Key_V)
    assert not is_asking()
    assert [other.text(ref) for ref in refs] == [str(number) for number in range(len(refs))]


def test_labels_of_the_form_without_columns_go_by_position(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/carry_in.commercial")
    paste(f"{CARRIED}\t5\t6\n")
    assert "按位置从当前格起填入" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    assert texts(session, "carry_in.commercial", "carry_in.research") == ["5", "6"]


def test_words_over_columns_place_them_in_the_rows_from_the_current_one_on(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/denied.state_secret.legal")
    paste("总计\t商业企业\t自然人\n3\t1\t2\n9\t4\t5\n")
    assert "没有行名，按列名从当前行起填入。" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    rows = ("denied.state_secret", "denied.law_forbidden")
    pasted = [texts(session, f"{row}.natural", f"{row}.commercial") for row in rows]
    assert pasted == [["2", "1"], ["5", "4"]]
    assert session.undo_stack.count() == 1


def test_a_short_label_in_the_first_row_is_a_label(session: Session, qtbot: QtBot) -> None:
    table = shown(session, "disclosure", qtbot)
    click_cell(table, "disclosure/penalty.decisions")
    paste("规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n")
    preview(qtbot)
    press(Qt.Key.Key_Return)
    columns = ("made", "repealed", "valid")
    for row, values in (("rules", "123"), ("normative", "456")):
        ids = (f"disclosure/{row}.{column}" for column in columns)
        assert [session.text(cell(each)) for each in ids] == list(values)


def test_an_amount_in_another_unit_keeps_it(session: Session, qtbot: QtBot) -> None:
    shown(session, "disclosure", qtbot)
    paste("信息内容\t本年收费金额（单位：元）\n行政事业性收费\t125,000\n")
    preview(qtbot)
    press(Qt.Key.Key_Return)
    fees = cell("disclosure/fees.amount_wan")
    assert session.text(fees) == "125000元"
    assert read_value(session.text(fees), CellKind.AMOUNT_WAN).number == Decimal("12.5")


# -------------------------------------------------------------------- parted by spaces


def test_a_row_copied_from_a_page_is_placed_by_its_label(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/granted.legal")
    paste(f"{NEW} 1 2 3 4 5 6 21\n")
    assert "各数之间只有空格，已逐个分开。" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    columns = ("natural", "commercial", "research", "social", "legal", "other", "total")
    assert texts(session, *(f"new.{each}" for each in columns)) == [*"123456", "21"]


@pytest.mark.usefixtures("table")
def test_a_label_broken_over_lines_of_a_page_is_whole_again(session: Session, qtbot: QtBot) -> None:
    paste(f"{NEW[:-2]}\n{NEW[-2:]} 1 2 0 0 0 0 3\n{CARRIED} 4 0 0 0 0 0 4\n")
    preview(qtbot)
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural", "new.commercial", "carry_in.natural") == ["1", "2", "4"]


def test_bare_numbers_of_a_page_go_into_one_cell_each(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/carry_in.natural")
    paste("12 0 1,003\n7 - 2\n")
    preview(qtbot)
    press(Qt.Key.Key_Return)
    cells = [f"{row}.{each}" for row in ("carry_in", "granted") for each in ("natural", "research")]
    assert texts(session, *cells) == ["12", "1,003", "7", "2"]
    assert session.undo_stack.count() == 1


# -------------------------------------------------------------------- by position


def test_a_column_that_only_fits_as_a_row_is_turned(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/carry_out.natural")
    paste("1\n2\n3\n4\n5\n6\n")
    turned = preview(qtbot).findChild(QCheckBox)
    assert isinstance(turned, QCheckBox)
    assert turned.isChecked()
    press(Qt.Key.Key_Return)
    columns = ("natural", "commercial", "research", "social", "legal", "other")
    assert texts(session, *(f"carry_out.{each}" for each in columns)) == list("123456")


def test_rows_and_columns_are_exchanged_in_the_preview(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    press(Qt.Key.Key_V, CONTROL, SHIFT)
    turned = preview(qtbot).findChild(QCheckBox)
    assert isinstance(turned, QCheckBox)
    turned.setFocus()
    press(Qt.Key.Key_Space)
    assert [new for _, _, new in changes_in(preview(qtbot))] == ["1", "3", "2", "4"]
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural", "new.commercial") == ["1", "3"]
    assert texts(session, "carry_in.natural", "carry_in.commercial") == ["2", "4"]
    table.activateWindow()  # as a window manager does
    qtbot.waitUntil(table.hasFocus)


def test_a_whole_row_begins_at_the_first_column(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/granted.legal")
    paste("1\t2\t3\t4\t5\t6\t21\n")
    assert "从第一列起" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    assert texts(session, "granted.natural", "granted.total") == ["1", "21"]


def test_a_row_is_repeated_over_the_rows_chosen(table: OfficialTableView, session: Session) -> None:
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/granted.commercial", SHIFT)
    paste("1\t2\n")
    assert not is_asking()
    assert texts(session, "carry_in.natural", "granted.commercial") == ["1", "2"]
    assert session.undo_stack.count() == 1


def test_fewer_numbers_than_cells_chosen_are_shown_first(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    click_cell(table, "requests/new.natural")
    click_cell(table, "requests/new.research", SHIFT)
    paste("1\t2\n")
    assert "剪贴板是 1 行 2 列，与所选的 1 行 3 列不同" in said(preview(qtbot))
    press(Qt.Key.Key_Return)
    assert texts(session, "new.natural", "new.commercial", "new.research") == ["1", "2", ""]


@pytest.mark.usefixtures("table")
def test_running_text_is_not_pasted_into_numbers_unseen(session: Session, qtbot: QtBot) -> None:
    paste("全年共收到申请\n比上年有所增加\n")
    assert "不是数字" in said(preview(qtbot))
    press(Qt.Key.Key_Escape)
    assert session.undo_stack.count() == 0


def test_a_paste_that_is_not_wanted_leaves_everything(
    table: OfficialTableView, session: Session, qtbot: QtBot
) -> None:
    table.show_cell(cell("requests/carry_out.other"))
    paste("1\t2\t3\n")
    preview(qtbot)
    press(Qt.Key.Key_Escape)
    table.activateWindow()
    qtbot.waitUntil(table.hasFocus)
    assert texts(session, "carry_out.other") == [""]
    assert session.undo_stack.count() == 0
