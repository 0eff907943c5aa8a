"""The model of an official table: what it tells Qt, and when."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gipdesk.desk.session import Session
from gipdesk.desk.table.marks import Grade
from gipdesk.desk.table.model import STATE_ROLE, CellState, OfficialTableModel
from gipdesk.report.beginning import blank_row
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import PutRow, PutTable, SetCell
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell
from gipdesk.workflow.office import Office
from tests.app.reports import blank_report, filled_report, put, report_with_wrong_totals

NATURAL = CellRef("requests", "new", "natural")
TOTAL = CellRef("requests", "new", "total")
TABLES = ["disclosure", "requests", "proceedings"]


@pytest.fixture
def session(qapp: QApplication, office: Office, form: Form) -> Session:
    """A new report, open."""
    return Session(office, blank_report(form), qapp)


def session_of_filled(qapp: QApplication, office: Office, form: Form) -> Session:
    return Session(office, filled_report(form), qapp)


def state(model: OfficialTableModel, ref: CellRef) -> CellState:
    found = model.index_of(ref).data(STATE_ROLE)
    assert isinstance(found, CellState)
    return found


def without_row(session: Session, row: str) -> PutRow:
    rows = session.report.tables["requests"].rows
    return PutRow("requests", row, None, tuple(each for each in rows if each != row))


@pytest.mark.parametrize("table", TABLES)
def test_a_filled_table_is_a_correct_model(
    qapp: QApplication, office: Office, form: Form, qtmodeltester: ModelTester, table: str
) -> None:
    model = OfficialTableModel(session_of_filled(qapp, office, form), table)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


def test_the_model_stays_correct_while_rows_come_and_go(
    session: Session, form: Form, qtmodeltester: ModelTester
) -> None:
    model = OfficialTableModel(session, "requests")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    order = tuple(session.report.tables["requests"].rows)
    session.do(without_row(session, "granted"))
    assert model.rowCount() == 24
    row = blank_row(form.tables["requests"], "granted")
    session.do(PutRow("requests", "granted", row, order))
    assert model.rowCount() == 25


def test_a_table_taken_out_has_no_lines(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    session.do(PutTable("requests", None, ("disclosure", "proceedings")))
    assert (model.rowCount(), session.report.tables.get("requests")) == (0, None)


def test_header_lines_and_label_columns_of_table_three_are_not_in_the_body(
    session: Session,
) -> None:
    model = OfficialTableModel(session, "requests")
    assert (model.rowCount(), model.columnCount()) == (25, 7)
    assert model.index_of(NATURAL) == model.index(0, 0)


def test_every_cell_of_table_two_is_in_the_body(session: Session) -> None:
    model = OfficialTableModel(session, "disclosure")
    assert (model.rowCount(), model.columnCount()) == (14, 4)
    assert model.index(0, 0).data() == "第二十条第（一）项"
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags


def test_headers_say_the_whole_path_of_words(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    over, beside = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(1, over) == "申请人情况 法人或其他组织 商业企业"
    assert model.headerData(4, beside) == "三、本年度办理结果 （三）不予公开 1.属于国家秘密"
    note = model.headerData(4, beside, Qt.ItemDataRole.ToolTipRole)
    assert note is not None
    assert note.startswith("依法确定为国家秘密的信息。（参考，来源：《政府信息公开条例》第十四条")


def test_only_cells_that_changed_are_announced(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    announced: list[CellRef | None] = []
    model.dataChanged.connect(lambda first, _last: announced.append(model.ref(first)))
    session.do(SetCell(NATURAL, Cell("3")))
    assert set(announced) == {NATURAL, TOTAL}


def test_a_finding_is_announced_for_each_cell_it_marks(session: Session, qtbot: QtBot) -> None:
    model = OfficialTableModel(session, "requests")
    announced: set[CellRef | None] = set()
    with qtbot.waitSignal(session.findings_changed):
        session.do(SetCell(TOTAL, Cell("3")))
        session.do(SetCell(NATURAL, Cell("4")))
        model.dataChanged.connect(lambda first, _last: announced.add(model.ref(first)))
    assert state(model, TOTAL).mark is not None
    assert {ref for ref in announced if ref and ref.row != "new"} == set()
    assert {TOTAL, NATURAL} <= announced


def test_the_cell_to_mend_is_marked_louder_than_those_beside_it(
    qapp: QApplication, office: Office, form: Form
) -> None:
    model = OfficialTableModel(Session(office, report_with_wrong_totals(form), qapp), "requests")
    total, natural = state(model, TOTAL).mark, state(model, NATURAL).mark
    assert total is not None
    assert natural is not None
    assert (total.grade, natural.grade) == (Grade.ERROR, Grade.RELATED)
    assert total.messages == natural.messages


def test_a_mark_is_told_in_words(qapp: QApplication, office: Office, form: Form) -> None:
    model = OfficialTableModel(Session(office, report_with_wrong_totals(form), qapp), "requests")
    index = model.index_of(TOTAL)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "0，有错误"
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        told = str(index.data(role))
        assert "一、本年新收政府信息公开申请数量 · 总计" in told
        assert "错误：" in told
        assert "相差1" in told


def test_a_warning_somebody_accepted_is_quiet_but_still_told(
    qapp: QApplication, office: Office, form: Form
) -> None:
    report = filled_report(form)
    put(report, NATURAL, "/")
    report.accepted["V.SLASH requests/new.natural"] = "本年没有"
    model = OfficialTableModel(Session(office, report, qapp), "requests")
    mark = state(model, NATURAL).mark
    assert mark is not None
    assert mark.grade is Grade.ACCEPTED
    assert "已确认（本年没有）" in mark.messages[0]


def test_a_blank_table_is_marked_with_dots_only(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    marks = [state(model, ref).mark for ref in model.refs()]
    assert {mark.grade for mark in marks if mark} == {Grade.BLANK}


def test_a_computed_cell_says_so(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    assert state(model, TOTAL).is_computed
    assert "自动计算" in str(model.index_of(TOTAL).data(Qt.ItemDataRole.ToolTipRole))


def test_typed_tags_are_not_taken_for_tags(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    session.do(SetCell(NATURAL, Cell("<b>5</b>")))
    tip = str(model.index_of(NATURAL).data(Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in tip
    assert "&lt;b&gt;5&lt;/b&gt;" in tip


def test_a_cell_the_source_lacks_can_be_seen_but_not_typed_into(
    qapp: QApplication, office: Office, form: Form
) -> None:
    report = filled_report(form)
    del report.tables["requests"].rows["new"].cells["natural"]
    model = OfficialTableModel(Session(office, report, qapp), "requests")
    index = model.index_of(NATURAL)
    assert state(model, NATURAL).is_missing
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(index, "1")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "来源没有这一格"


def test_an_invalid_index_has_nothing(session: Session) -> None:
    model = OfficialTableModel(session, "requests")
    nowhere = QModelIndex()
    assert model.flags(nowhere) == Qt.ItemFlag.NoItemFlags
    assert model.data(nowhere) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
