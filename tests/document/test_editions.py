"""The documents of all editions of the form and their variants."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gipdesk.document.compose import compose
from gipdesk.document.nodes import (
    Attachment,
    CellRole,
    Document,
    Heading,
    Signature,
    Table,
    TableCell,
    text_of,
)
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import Cell, Meta, Paragraph, Report, Section
from gipdesk.workflow.office import Office

AGENCY, DATE = "某某市司法局", "2018年1月9日"


def form_for(office: Office, edition: str, *variants: str) -> Form:
    return form_of(office.editions[edition], variants)


def composed(report: Report, office: Office) -> Document:
    return compose(report, office.form(report), office.templates)


def table_in(document: Document, kind: str) -> Table:
    (table,) = (
        block for block in document.blocks if isinstance(block, Table) if block.kind == kind
    )
    return table


def cells_in(table: Table) -> dict[str, TableCell]:
    return {cell.anchor: cell for row in table.rows for cell in row if cell.anchor}


@pytest.fixture
def report_2017(office: Office) -> Report:
    """A report of the edition that prescribes no sections, signed at the end of its text."""
    meta = Meta(agency=AGENCY, year=2017, signed_on=DATE)
    meta.leader, meta.author, meta.author_phone = "甲某", "乙某", "0579-8666"
    report = new_report(form_for(office, "2014"), meta)
    text = Section("extra-1", "主动公开", [Paragraph("b90", "全年主动公开12条。")])
    report.sections[1:1] = [text, Section("extra-2", "问题", [])]
    closing = report.section("closing")
    assert closing is not None
    closing.blocks = [Paragraph("b91", AGENCY), Paragraph("b92", "2018年1月8日")]
    return report


class TestStatistics:
    def test_the_table_is_an_attachment_behind_the_signature(
        self, report_2017: Report, office: Office
    ) -> None:
        blocks = composed(report_2017, office).blocks
        headings = [text_of(block.runs) for block in blocks if isinstance(block, Heading)]
        assert headings == ["一、主动公开", "二、问题"]
        signature, attachment, table = blocks[-3:]
        assert signature == Signature(AGENCY, "2018年1月8日", anchor="closing")
        assert attachment == Attachment("附件1", "statistics")
        assert isinstance(table, Table)

    def test_the_details_stand_in_the_lines_around_it(
        self, report_2017: Report, office: Office
    ) -> None:
        table = table_in(composed(report_2017, office), "statistics")
        assert table.title == "2017年度政府信息公开工作情况统计表"
        assert table.above == ((f"填报单位（盖章）：{AGENCY}",),)
        assert table.below == (
            ("单位负责人：甲某", "审核人：", "填报人：乙某"),
            ("联系电话：0579-8666", f"填报日期：{DATE}"),
        )

    def test_its_date_is_not_printed_as_a_signature(
        self, report_2017: Report, office: Office
    ) -> None:
        closing = report_2017.section("closing")
        assert closing is not None
        closing.blocks = []
        blocks = composed(report_2017, office).blocks
        assert not any(isinstance(block, Signature) for block in blocks)

    def test_without_the_table_the_date_signs_the_report(
        self, report_2017: Report, office: Office
    ) -> None:
        del report_2017.tables["statistics"]
        blocks = composed(report_2017, office).blocks
        assert blocks[-1] == Signature(AGENCY, DATE, anchor="closing")

    def test_rows_are_set_in_by_their_level_and_have_a_unit(
        self, report_2017: Report, office: Office
    ) -> None:
        table = table_in(composed(report_2017, office), "statistics")
        assert len(table.rows) == 1 + 65
        assert [cell.text for cell in table.rows[0]] == ["统计指标", "单位", "统计数"]
        first, second, third = table.rows[1:4]
        assert [(cell.text, cell.role, cell.indent) for cell in third] == [
            ("其中：主动公开规范性文件数", CellRole.LABEL, 2),
            ("条", CellRole.UNIT, 0),
            ("", CellRole.VALUE, 0),
        ]
        assert [cell.text for cell in first] == ["一、主动公开情况", "——", ""]
        assert [first[-1].anchor, second[-1].anchor] == ["", "statistics/1.1"]

    def test_a_line_may_hold_any_sign(self, report_2017: Report, office: Office) -> None:
        report_2017.meta.leader = "{agency}　<甲>"
        table = table_in(composed(report_2017, office), "statistics")
        assert table.below[0] == ("单位负责人：{agency}　<甲>", "审核人：", "填报人：乙某")


class TestAmountsAndDecreases:
    @pytest.mark.parametrize(
        ("cell", "text", "number"),
        [
            ("disclosure/licence.delta", "-8", -8),
            ("disclosure/licence.delta", "+1036", 1036),
            ("disclosure/procure.amount", "2792220.8元", None),
            ("disclosure/procure.amount", "251000", 251000),
            ("disclosure/rules.made", "12件", 12),
        ],
    )
    def test_a_number_is_one_unless_its_unit_belongs_to_it(
        self, office: Office, cell: str, text: str, number: int | None
    ) -> None:
        form = form_for(office, "2019")
        report = new_report(form, Meta(agency=AGENCY, year=2020))
        ref = form.cell(cell)
        report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell(text)
        printed = cells_in(table_in(composed(report, office), "disclosure"))[cell]
        assert (printed.text, printed.number) == (text, number)

    def test_the_five_parts_have_their_own_headers(self, office: Office) -> None:
        report = new_report(form_for(office, "2019"), Meta(agency=AGENCY, year=2020))
        table = table_in(composed(report, office), "disclosure")
        bands = [row[0].text for row in table.rows if row[0].role is CellRole.BAND]
        assert bands == [f"第二十条第（{item}）项" for item in "一五六八九"]
        headers = [[cell.text for cell in row] for row in table.rows if row[0].text == "信息内容"]
        assert headers[3:] == [
            ["信息内容", "上一年项目数量", "本年增/减"],
            ["信息内容", "采购项目数量", "采购总金额"],
        ]
        assert len(cells_in(table)) == 22


class TestTotals:
    def test_one_row_of_other_results_leaves_nineteen_addends(self, office: Office) -> None:
        form = form_for(office, "2021", "otherproc_one_row")
        report = new_report(form, Meta(agency=AGENCY, year=2025))
        cells = cells_in(table_in(composed(report, office), "requests"))
        addends = cells["requests/result_total.natural"].sum_of
        assert len(addends) == 19
        assert "requests/otherproc.natural" in addends
        assert set(addends) <= set(cells)

    def test_a_missing_row_is_no_addend(self, office: Office) -> None:
        report = new_report(form_for(office, "2021"), Meta(agency=AGENCY, year=2025))
        del report.tables["requests"].rows["denied.state_secret"]
        cells = cells_in(table_in(composed(report, office), "requests"))
        assert len(cells["requests/result_total.natural"].sum_of) == 20


class TestVariants:
    def test_the_fee_table_has_a_section_of_its_own(self, office: Office) -> None:
        report = new_report(form_for(office, "2021", "fee_table"), Meta(agency=AGENCY, year=2025))
        document = composed(report, office)
        headings = [text_of(b.runs) for b in document.blocks if isinstance(b, Heading)]
        assert "五、信息处理费收取情况" in headings
        assert set(cells_in(table_in(document, "fees"))) == {
            "fees/notified.count",
            "fees/notified.amount_yuan",
            "fees/received.amount_yuan",
        }

    def test_a_row_is_printed_with_the_label_it_was_read_with(self, office: Office) -> None:
        report = new_report(form_for(office, "2021"), Meta(agency=AGENCY, year=2025))
        report.tables["disclosure"].rows["licence"].label = "行政许可（指2025年办件量）"
        table = table_in(composed(report, office), "disclosure")
        assert "行政许可（指2025年办件量）" in [row[0].text for row in table.rows]


class TestDetails:
    def test_what_tells_a_report_apart_goes_along_and_no_person(self, office: Office) -> None:
        meta = Meta(agency=AGENCY, year=2025, published="2026-01-16")
        meta.leader = meta.reviewer = meta.author = "甲某"
        meta.author_phone, meta.phone, meta.email = "13800000000", "0532-1", "a@b.cn"
        report = new_report(form_for(office, "2021", "fee_table"), meta)
        assert composed(report, office).details == {
            "报告年度": "2025",
            "报告机关": AGENCY,
            "机关类别": "部门",
            "统计期限": "2025年1月1日至2025年12月31日",
            "发布日期": "2026-01-16",
            "表样版本": "2021",
            "地方做法": "fee_table",
        }


def test_an_edition_may_have_a_template_of_its_own(office: Office, tmp_path: Path) -> None:
    shutil.copytree(office.templates, tmp_path / "templates")
    own = tmp_path / "templates/2019/report.xml"
    own.parent.mkdir()
    own.write_text("<document title='2019'/>", "utf-8")
    for edition, title in (("2019", "2019"), ("2021", f"{AGENCY}2020年政府信息公开工作年度报告")):
        form = form_for(office, edition)
        report = new_report(form, Meta(agency=AGENCY, year=2020))
        assert compose(report, form, tmp_path / "templates").title == title


def test_an_untitled_report_has_no_empty_title(office: Office) -> None:
    report = Report("2014", Meta(agency=AGENCY), (), {}, [Section("extra-1", "甲", [])])
    (heading,) = composed(report, office).blocks
    assert isinstance(heading, Heading)
