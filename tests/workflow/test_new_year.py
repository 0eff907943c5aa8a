"""A report begun from last year's: what it takes over, what it leaves, what it remembers."""

from __future__ import annotations

import pytest

from gipdesk.report.beginning import new_report
from gipdesk.report.edition import Form, form_of
from gipdesk.report.report import (
    Cell,
    FreeTable,
    Link,
    Meta,
    Paragraph,
    PastYear,
    Picture,
    Report,
    Section,
)
from gipdesk.workflow.new_year import following, taken_over
from gipdesk.workflow.office import Office

STORY = "2024年，我局主动公开政府信息120条，比2023年增加20条。"


def put(report: Report, form: Form, cell_id: str, text: str) -> None:
    ref = form.cell(cell_id)
    report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell(text)


@pytest.fixture
def last(form: Form) -> Report:
    """A report about 2024 with some figures, a story and a picture."""
    meta = Meta(
        agency="某某市司法局",
        year=2024,
        phone="000-0000",
        document_number="某司发〔2025〕1号",
        published="2025-01-20",
        signed_on="2025年1月20日",
        leader="某甲",
    )
    report = new_report(form, meta)
    put(report, form, "requests/carry_out.natural", "3")
    put(report, form, "requests/carry_out.legal", "1")
    put(report, form, "requests/new.natural", "17")
    put(report, form, "disclosure/normative.valid", "12")
    overview = report.section("overview")
    assert overview
    overview.blocks = [
        Paragraph("b90", "（一）主动公开"),
        Paragraph("b91", STORY),
        Picture("b92", "tree.png", "公开目录"),
        FreeTable("b93", (("渠道", "条数"), ("网站", "80"))),
    ]
    return report


def text_of(report: Report, form: Form, cell_id: str) -> str:
    cell = report.cell(form.cell(cell_id))
    assert cell
    return cell.text


def test_the_agency_stays_and_what_belongs_to_its_year_goes(last: Report, office: Office) -> None:
    meta = following(last, office, 2025).meta
    assert (meta.agency, meta.phone, meta.leader) == ("某某市司法局", "000-0000", "某甲")
    assert (meta.document_number, meta.published, meta.signed_on) == ("", "", "")
    assert meta.title == "某某市司法局2025年政府信息公开工作年度报告"
    assert meta.period == "2025年1月1日至2025年12月31日"


def test_what_was_carried_over_comes_in_and_says_from_where(
    last: Report, office: Office, form: Form
) -> None:
    report = following(last, office, 2025)
    assert text_of(report, form, "requests/carry_in.natural") == "3"
    assert text_of(report, form, "requests/carry_in.legal") == "1"
    assert "上年报告" in report.provenance["requests/carry_in.natural"]
    assert text_of(report, form, "requests/new.natural") == ""


def test_documents_in_force_are_the_basis_of_this_years(
    last: Report, office: Office, form: Form
) -> None:
    report = following(last, office, 2025)
    assert text_of(report, form, "disclosure/normative.valid") == "12"
    assert text_of(report, form, "disclosure/rules.valid") == ""


def test_last_years_text_is_the_basis_and_its_pictures_stay_behind(
    last: Report, office: Office
) -> None:
    overview = following(last, office, 2025).section("overview")
    assert overview
    assert overview.text == f"（一）主动公开\n{STORY}"
    assert all(isinstance(block, Paragraph) for block in overview.blocks)


def test_the_preamble_is_worded_anew(last: Report, office: Office) -> None:
    preamble = following(last, office, 2025).section("preamble")
    assert preamble
    assert "2025年1月1日至2025年12月31日" in preamble.text
    assert "2024" not in preamble.text


def test_ids_of_blocks_are_unique(last: Report, office: Office) -> None:
    ids = [
        block.id for section in following(last, office, 2025).sections for block in section.blocks
    ]
    assert len(ids) == len(set(ids))


def test_every_table_has_its_place_once(last: Report, office: Office, form: Form) -> None:
    report = following(last, office, 2025)
    assert all(report.prints(table) for table in form.tables)


def test_the_year_before_is_remembered_with_two_at_most(last: Report, office: Office) -> None:
    last.previous = (PastYear(2023, "2021"), PastYear(2022, "2021"))
    report = following(last, office, 2025)
    assert [each.year for each in report.previous] == [2024, 2023]
    past = report.previous[0]
    assert past.cells["requests/new.natural"] == "17"
    assert past.paragraphs["overview"] == ("（一）主动公开", STORY)
    assert past.left_out == {"overview": ("图片“公开目录”", "表格“渠道”")}


def test_a_section_of_ones_own_comes_along_before_the_signature(
    last: Report, office: Office
) -> None:
    last.sections.insert(-1, Section("own1", "政务公开创新", [Paragraph("b95", "某某做法。")]))
    report = following(last, office, 2025)
    assert [section.id for section in report.sections][-2:] == ["own1", "closing"]
    own = report.section("own1")
    assert own
    assert (own.heading, own.text) == ("政务公开创新", "某某做法。")


def test_a_linked_number_follows_the_new_tables(last: Report, office: Office, form: Form) -> None:
    overview = last.section("overview")
    assert overview
    links = (Link(2, 4, (form.cell("requests/new.natural"),)),)
    overview.blocks.append(Paragraph("b96", "收到17件。", links))
    overview = following(last, office, 2025).section("overview")
    assert overview
    assert overview.text.endswith("收到〔待填〕件。")


def test_an_older_report_gives_no_figures_and_a_note(
    last: Report, office: Office, form: Form
) -> None:
    taken = taken_over(last, office, 2026)
    assert text_of(taken.report, form, "requests/carry_in.natural") == ""
    assert taken.report.previous[0].year == 2024
    assert "不是上一年度" in "".join(taken.notes)


def test_a_report_of_another_edition_gives_what_both_have(office: Office, form: Form) -> None:
    old = form_of(office.editions["2019"])
    last = new_report(old, Meta(agency="某某县民政局", year=2020))
    put(last, old, "requests/carry_out.natural", "2")
    section = last.section("problems")
    assert section
    section.blocks = [Paragraph("b50", "公开的内容还不够全面，解读的形式还比较单一。")]
    taken = taken_over(last, office, 2021)
    assert taken.report.edition == "2021"
    assert text_of(taken.report, form, "requests/carry_in.natural") == "2"
    problems = taken.report.section("problems")
    assert problems
    assert problems.text == section.text
    assert "2019年版" in "".join(taken.notes)


def test_statistics_of_2018_give_text_and_agency_and_are_remembered(office: Office) -> None:
    old = form_of(office.editions["2014"])
    last = new_report(old, Meta(agency="某某县民政局", year=2018))
    put(last, old, "statistics/1.1", "30")
    report = following(last, office, 2019)
    assert (report.edition, report.meta.agency) == ("2019", "某某县民政局")
    assert report.previous[0].cells == {"statistics/1.1": "30"}
    assert "statistics" not in report.tables


def test_a_report_without_its_year_is_held_to_be_last_years(
    last: Report, office: Office, form: Form
) -> None:
    last.meta.year = None
    taken = taken_over(last, office, 2025)
    assert text_of(taken.report, form, "requests/carry_in.natural") == "3"
    assert "2024年" in "".join(taken.notes)
