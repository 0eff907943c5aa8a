"""Reports of every edition and variant: filled in, and at random."""

from __future__ import annotations

from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.edition import AgencyKind, CellKind, Edition, Form, form_of
from gipdesk.report.report import (
    Block,
    Cell,
    FreeTable,
    Meta,
    Paragraph,
    Report,
    Row,
    Section,
)
from gipdesk.workflow.office import Office

_TYPED = {
    CellKind.COUNT: ["0", "7", "128", "12,345", "９", "12件"],
    CellKind.SIGNED: ["0", "-8", "+1036", "−3"],
    CellKind.AMOUNT_WAN: ["0", "0.038", "12.5000", "380元", "0.00001"],
    CellKind.AMOUNT_YUAN: ["0", "380", "1234567.5"],
    CellKind.AMOUNT_TEXT: ["0", "251000元", "2792220.8元", "12万元"],
    CellKind.TEXT: ["甲"],
}
_ODD = ["", "/", "—", "无", "22（其中修订16件）", "1 000", "123456789012", "=1+1"]
_WORDS = [
    "主动公开",
    "（一）网站公开",
    "（二）依申请公开。收到申请3件。",
    "1.门户网站",
    "一、另有一项",
    "（1）栏目。共1,265条",
    "收取信息处理费380元",
    "“三公”经费——含〔2021〕30号……",
    "　\t ",
    "",
]

texts = st.one_of(st.sampled_from(_WORDS), st.text("甲乙（）。：1a|*&<\t", max_size=12))


def filled(form: Form, meta: Meta) -> Report:
    """A new report with a number, or what is like one, in each cell that is typed."""
    report = new_report(form, meta)
    for ref, kind in form.kinds.items():
        row = report.tables[ref.table].rows[ref.row]
        if not row.cells[ref.column].computed:
            row.cells[ref.column] = Cell(_TYPED[kind][1])
    return report


@st.composite
def reports(draw: st.DrawFn, office: Office) -> Report:
    """A report of any edition with any of its variants, with gaps and with more than the form."""
    edition = draw(st.sampled_from(list(office.editions)))
    form = form_of(edition, draw(_variants(edition)))
    report = new_report(form, draw(_metas()))
    for table_id in list(report.tables):
        draw(_changed_table(report, form, table_id))
    extra = Section("extra-9", draw(texts), draw(st.lists(_blocks(), max_size=2)))
    report.sections.insert(draw(st.integers(0, len(report.sections))), extra)
    for section in report.sections:
        section.blocks += draw(st.lists(_blocks(), max_size=2))
    return report


def _variants(edition: Edition) -> st.SearchStrategy[tuple[str, ...]]:
    names = [variant.id for variant in edition.variants]
    chosen = st.sets(st.sampled_from(names)) if names else st.just(set[str]())
    return chosen.map(lambda held: tuple(name for name in names if name in held))


def _metas() -> st.SearchStrategy[Meta]:
    people = {name: st.sampled_from(["", "某某"]) for name in ("leader", "reviewer", "author")}
    dates = st.sampled_from(["", "2018年1月9日", "2018.1.9"])
    return st.builds(
        Meta,
        agency=st.sampled_from(["", "某某市司法局", "某某市某某区" + "某某" * 12 + "办公室"]),
        agency_kind=st.sampled_from(AgencyKind),
        year=st.sampled_from([None, 2017, 2025]),
        signed_on=dates,
        published=dates,
        **people,
    )


def _blocks() -> st.SearchStrategy[Block]:
    ids = st.integers(100, 999).map("b{}".format)
    rows = st.lists(st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple)
    return st.builds(Paragraph, ids, texts) | st.builds(FreeTable, ids, rows)


@st.composite
def _changed_table(draw: st.DrawFn, report: Report, form: Form, table_id: str) -> None:
    """Leave out a table or some rows, type into cells, add and relabel a row."""
    if draw(st.integers(0, 9)) == 0:
        del report.tables[table_id]
        return
    table = report.tables[table_id]
    missing = draw(st.sets(st.sampled_from(list(table.rows)), max_size=3))
    table.rows = {key: row for key, row in table.rows.items() if key not in missing}
    typed = draw(st.dictionaries(st.sampled_from(list(form.tables[table_id].kinds)), texts))
    for ref, odd in typed.items():
        if ref.row in table.rows:
            choices = [*_TYPED[form.kinds[ref]], *_ODD, odd]
            table.rows[ref.row].cells[ref.column] = Cell(draw(st.sampled_from(choices)))
    block = draw(st.sampled_from(form.tables[table_id].blocks))
    if draw(st.booleans()) and all(row.id for row in block.rows):
        cells = {column.id: Cell("5") for column in block.columns}
        table.rows["x-1"] = Row(cells, "表样以外的一行")
    if draw(st.booleans()) and table.rows:
        row = draw(st.sampled_from(list(table.rows.values())))
        row.label = "另一种写法（指本年办件量）"
