"""The block to be signed, the approval sheet, and how both come back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.compose import APPROVAL, compose
from gipdesk.document.nodes import Block, CellRole, Document, PageBreak, Signature, Table
from gipdesk.document.stylesheet import Parts, Signing, read_stylesheet
from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.readers.recogniser.parts.signing_block import split_signing_block
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import form_of
from gipdesk.report.report import Cell, Meta, Report
from gipdesk.workflow.exporting import ON_PAPER, Exporter, Kind
from gipdesk.workflow.office import open_office
from gipdesk.workflow.opening import open_data
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.showing import report_as_data

OFFICE = open_office()
PEOPLE = {
    "leader": "某某",
    "reviewer": "某某某",
    "author": "某甲",
    "author_phone": "0101-1234567",
    "signed_on": "2026年1月16日",
}
LABELS = ["单位负责人", "审核人", "填报人", "联系电话", "填报日期"]
FORMATS = [Kind.DOCX, Kind.PDF, Kind.HTML, Kind.TXT, Kind.MD]


def report_of(edition: str = "2021", **people: str) -> Report:
    form = form_of(OFFICE.editions[edition])
    year = form.edition.years.last or 2025
    report = new_report(form, Meta(agency="某某市司法局", year=year))
    for field, text in people.items():
        setattr(report.meta, field, text)
    for ref, cell in list(report.cells()):
        if not cell.computed:
            report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell("0")
    return report


def composed(report: Report, signing: Signing) -> Document:
    return compose(report, OFFICE.form(report), OFFICE.templates, parts=Parts(signing=signing))


def signing_tables(document: Document) -> list[Table]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return [table for table in tables if table.kind == "signing"]


def texts_by_label(table: Table) -> dict[str, str]:
    """What stands beside each label."""
    pairs = [row[:2] for row in table.rows]
    assert all(label.role is CellRole.LABEL for label, _ in pairs)
    return {label.text: value.text for label, value in pairs}


def own_style(folder: Path, signing: Signing) -> str:
    path = folder / "own.toml"
    path.write_text(f'base = "gb9704"\n[parts]\nsigning = "{signing}"\n', encoding="utf-8")
    return str(path)


def test_nothing_is_to_be_signed_unless_the_profile_asks_for_it() -> None:
    for name in ("gb9704", "gb33476"):
        assert read_stylesheet(paths.STYLES / f"{name}.toml").parts.signing is Signing.NONE
    assert not signing_tables(composed(report_of(**PEOPLE), Signing.NONE))


@pytest.mark.parametrize("signing", [Signing.BLOCK, Signing.PAGE])
def test_those_who_answer_for_the_report_sign_beside_the_seal(signing: Signing) -> None:
    (table,) = signing_tables(composed(report_of(**PEOPLE), signing))
    assert texts_by_label(table) == dict(zip(LABELS, PEOPLE.values(), strict=True))
    seal = table.rows[0][-1]
    assert (seal.text, seal.row_span) == ("（盖章）", len(LABELS))
    assert table.anchor == "signing"


def test_who_is_not_known_signs_by_hand() -> None:
    (table,) = signing_tables(composed(report_of(leader="某某"), Signing.BLOCK))
    assert texts_by_label(table) == {**dict.fromkeys(LABELS, ""), "单位负责人": "某某"}


def test_a_block_stands_below_the_date_and_a_page_begins_anew() -> None:
    def before_the_table(signing: Signing) -> Block:
        blocks = composed(report_of(**PEOPLE), signing).blocks
        above = takewhile(lambda block: getattr(block, "kind", "") != "signing", blocks)
        return list(above)[-1]

    assert isinstance(before_the_table(Signing.BLOCK), Signature)
    assert isinstance(before_the_table(Signing.PAGE), PageBreak)


def test_a_table_that_names_the_signers_is_not_followed_by_them_again() -> None:
    document = composed(report_of("2014", **PEOPLE), Signing.PAGE)
    assert not signing_tables(document)
    below = [line for block in document.blocks if isinstance(block, Table) for line in block.below]
    assert any("单位负责人：某某" in part for line in below for part in line)


@pytest.mark.parametrize("kind", FORMATS, ids=str)
@pytest.mark.parametrize("signing", [Signing.BLOCK, Signing.PAGE])
@pytest.mark.parametrize("people", [PEOPLE, {"signed_on": "2026年1月16日"}], ids=["named", "blank"])
def test_a_block_comes_back_as_details_from_paper_and_is_not_published(
    people: dict[str, str], signing: Signing, kind: Kind, tmp_path: Path
) -> None:
    report = report_of(**people)
    paper = Paper(style=own_style(tmp_path, signing))
    with_block = open_data("a", Exporter(report, OFFICE, {}, paper).data(kind), OFFICE).report
    without = open_data("a", Exporter(report, OFFICE, {}).data(kind), OFFICE).report
    for field in PEOPLE:
        told = people.get(field, "") if kind in ON_PAPER else getattr(without.meta, field)
        assert getattr(with_block.meta, field) == told
    shown = report_as_data(with_block, OFFICE.form(with_block))
    plain = report_as_data(without, OFFICE.form(without))
    assert {**shown, "meta": None} == {**plain, "meta": None}
    assert with_block.notes == without.notes


def rows(*lines: str) -> list[Piece]:
    return [TableRow(tuple(line.split("|")), f"第{at}行") for at, line in enumerate(lines, 1)]


def test_a_block_of_another_hand_is_read() -> None:
    above = Line("某某市司法局", "第1段")
    block = rows("单位负责人：|某某|审 核 人|", "填报人（签字）|某甲|联系电话|0101-1234567")
    kept, details = split_signing_block([above, Line("签字盖章页", "第2段"), *block])
    assert kept == [above]
    assert details == {"leader": "某某", "author": "某甲", "author_phone": "0101-1234567"}


@pytest.mark.parametrize(
    "lines",
    [
        ["联系电话|0101-1234567", "填报人|某甲"],  # two labels are too few
        ["单位负责人|某某|备注", "审核人|某甲|已审", "填报人|某乙|"],  # more than a block says
        ["填报人|甲|联系电话|1", "审核人|乙|联系电话|2", "单位负责人|丙||"],  # two of a kind
        ["姓名|职务|电话", "某甲|审核人|1"],
    ],
)
def test_what_a_block_does_not_explain_stays_as_it_is(lines: list[str]) -> None:
    pieces = rows(*lines)
    assert split_signing_block(pieces) == (pieces, {})


def texts_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        assert isinstance(block, Table)
        yield block.title
        yield from (cell.text for row in block.rows for cell in row)


def test_an_approval_sheet_has_the_customary_fields() -> None:
    report = report_of(**PEOPLE)
    report.meta.document_number = "某司〔2026〕1号"
    document = compose(report, OFFICE.form(report), OFFICE.templates, template=APPROVAL)
    texts = list(texts_of(document))
    assert texts[0] == "发文稿纸"
    for label in ("签发", "会签", "核稿", "保密审查", "拟稿单位", "拟稿人", "拟稿日期", "密级"):
        assert label in texts
    known = ("标题", report.meta.title), ("发文机关", "某某市司法局"), ("公开属性", "主动公开")
    for label, text in (*known, ("发文字号", "某司〔2026〕1号"), ("拟稿人", "某甲")):
        assert texts[texts.index(label) + 1] == text


def test_an_approval_sheet_names_what_is_attached() -> None:
    report = report_of("2014", **PEOPLE)
    document = compose(report, OFFICE.form(report), OFFICE.templates, template=APPROVAL)
    texts = list(texts_of(document))
    attached = texts[texts.index("附件") + 1]
    assert attached == "2018年度政府信息公开工作情况统计表"


def test_an_approval_sheet_is_one_page_whatever_the_names() -> None:
    from gipdesk.writers.faces import bundled_faces
    from gipdesk.writers.typeset.layout import lay_out

    report = report_of(**PEOPLE)
    report.meta = replace(report.meta, agency="某某" * 30, title="某某" * 30 + "年度报告")
    document = compose(report, OFFICE.form(report), OFFICE.templates, template=APPROVAL)
    for name in ("gb9704", "gb33476"):
        sheet = read_stylesheet(paths.STYLES / f"{name}.toml")
        assert len(lay_out(document, sheet, bundled_faces(sheet, paths.FONTS))) == 1
