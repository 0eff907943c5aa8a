"""The form as data: complete, verbatim, without a gap."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from gipdesk.report.edition import Editions, Form, UnknownEditionError, form_of
from gipdesk.report.grid import Grid, Role, grid_of
from gipdesk.report.identities import instances_of, totals_of
from gipdesk.workflow.office import Office

SECTIONS = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]


@pytest.fixture(
    params=[
        ("2021", ()),
        ("2021", ("fee_table",)),
        ("2021", ("otherproc_one_row",)),
        ("2021", ("otherproc_one_row", "fee_table")),
        ("2019", ()),
        ("2014", ()),
    ],
    ids=str,
)
def any_form(request: pytest.FixtureRequest, office: Office) -> Form:
    edition, variants = request.param
    return form_of(office.editions[edition], variants)


def test_the_form_has_its_six_sections_in_order(form: Form) -> None:
    assert [section.heading for section in form.sections if section.is_numbered] == SECTIONS


def test_the_tables_hold_ten_a_hundred_and_seventy_five_and_fifteen_values(form: Form) -> None:
    counted = Counter(ref.table for ref in form.kinds)
    assert counted == {"disclosure": 10, "requests": 175, "proceedings": 15}


def test_forty_two_identities_stand_in_the_form(form: Form) -> None:
    counted = Counter(instance.identity.id for instance in instances_of(form))
    assert counted == {"T3.ROW": 25, "T3.SUM": 7, "T3.BAL": 7, "T4.SUM": 3}


def test_thirty_four_totals_are_computed_and_what_is_carried_over_is_not(form: Form) -> None:
    totals = {str(ref) for ref in totals_of(form)}
    rows = {ref.row for ref in form.kinds if ref.table == "requests"}
    columns = ["natural", "commercial", "research", "social", "legal", "other"]
    expected = {f"requests/{row}.total" for row in rows}
    expected |= {f"requests/result_total.{column}" for column in columns}
    expected |= {f"proceedings/{group}.total" for group in ("review", "lit_direct", "lit_after")}
    assert totals == expected


def test_ids_are_unique(any_form: Form) -> None:
    sections = [section.id for section in any_form.sections]
    cells = [str(ref) for ref in any_form.kinds]
    for ids in (sections, cells):
        assert len(ids) == len(set(ids))


def test_the_tables_of_2019_hold_22_a_hundred_and_sixty_one_and_15_values(office: Office) -> None:
    counted = Counter(ref.table for ref in form_of(office.editions["2019"]).kinds)
    assert counted == {"disclosure": 22, "requests": 161, "proceedings": 15}


def test_the_identities_of_2019_stand_in_its_form(office: Office) -> None:
    form = form_of(office.editions["2019"])
    counted = Counter(instance.identity.id for instance in instances_of(form))
    assert counted == {
        "T3.ROW": 23,
        "T3.SUM": 7,
        "T3.BAL": 7,
        "T4.SUM": 3,
        "T2.2019.PUBLIC": 2,
        "T2.2019.ITEMS": 5,
        "T2.2019.PROC": 1,
    }


def test_one_row_for_other_handling_leaves_nineteen_addends(office: Office) -> None:
    form = form_of(office.editions["2021"], ("otherproc_one_row",))
    (addends,) = {len(each.left) for each in instances_of(form) if each.identity.id == "T3.SUM"}
    assert addends == 19
    assert Counter(ref.table for ref in form.kinds)["requests"] == 161
    assert form.tables["requests"].row_ids.index("otherproc") == 20


def test_the_statistics_of_2014_are_the_official_ones(office: Office, shared: Path) -> None:
    official = json.loads((shared / "forms/statistics-2014-2018.json").read_text("utf-8"))
    table = form_of(office.editions["2014"]).tables["statistics"]
    rows = [row for block in table.blocks for row in block.rows]
    theirs = [(row["code"], row["level"], row["label"], row["unit"]) for row in official]
    assert [(row.id, row.level, row.labels[0], row.unit) for row in rows] == theirs
    assert [row.is_heading for row in rows] == [row["kind"] == "head" for row in official]
    amounts = [row["code"] for row in official if row["kind"] == "dec"]
    assert [ref.row for ref, kind in table.kinds.items() if kind == "amount_wan"] == amounts
    assert all(ref.column == "" for ref in table.kinds)


def test_every_cell_of_the_form_stands_once_in_its_grid(any_form: Form) -> None:
    for table in any_form.tables.values():
        cells = [cell for cell in grid_of(table).cells() if cell.role is Role.VALUE]
        placed = [cell.ref for cell in cells if cell.ref]
        assert Counter(placed) == Counter(table.kinds.keys())


def test_spans_tile_each_grid_exactly(any_form: Form) -> None:
    for table in any_form.tables.values():
        grid = grid_of(table)
        covered = Counter(_covered(grid))
        whole = [(row, column) for row in range(len(grid.lines)) for column in range(grid.columns)]
        assert covered == Counter(whole)


def _covered(grid: Grid) -> list[tuple[int, int]]:
    return [
        (row, column)
        for cell in grid.cells()
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(
    ("table", "printed"), [("disclosure", "t2"), ("requests", "t3"), ("proceedings", "t4")]
)
def test_the_grid_equals_the_official_one(
    office: Office, shared: Path, edition: str, table: str, printed: str
) -> None:
    form = form_of(office.editions[edition])
    official = json.loads((shared / "forms/editions-2019-2021.json").read_text("utf-8"))
    theirs = [
        [(cell.get("t", cell.get("v")), cell.get("cs", 1), cell.get("rs", 1)) for cell in row]
        for row in official[edition][printed]["rows"]
    ]
    ours = [
        [
            (cell.ref.within_table if cell.ref else cell.text, cell.column_span, cell.row_span)
            for cell in line
        ]
        for line in grid_of(form.tables[table]).lines
    ]
    assert ours == theirs


def test_every_guidance_and_identity_names_its_source(any_form: Form) -> None:
    for section in any_form.sections:
        assert all(hint.source for hint in section.guidance)
    for rule in any_form.identities:
        assert rule.source.document
        assert rule.source.place
        assert rule.years.first


def test_the_edition_follows_the_report_year(office: Office) -> None:
    assert office.editions.for_year(2021).id == "2021"
    assert office.editions.for_year(2025).id == "2021"
    assert {office.editions.for_year(year).id for year in (2019, 2020)} == {"2019"}
    assert {office.editions.for_year(year).id for year in range(2014, 2019)} == {"2014"}


def test_a_year_without_a_national_form_is_refused_in_chinese(office: Office) -> None:
    with pytest.raises(UnknownEditionError, match="2012 年没有"):
        office.editions.for_year(2012)


def test_an_unknown_edition_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(UnknownEditionError, match="没有编号为“1999”"):
        Editions(tmp_path)["1999"]
