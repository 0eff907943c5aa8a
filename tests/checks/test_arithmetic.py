"""The arithmetic against an oracle that knows nothing of the engine.

The oracle below works on plain lists: rows of six numbers in form order, written from the printed
form by hand.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk.checks.arithmetic import Arithmetic, Outcome, outcome_of
from gipdesk.checks.engine import LiveCheck, check
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, apply, touched_cells
from gipdesk.report.edition import Form
from gipdesk.report.identities import totals_of
from gipdesk.report.report import Cell, Meta, Report, Row
from gipdesk.report.values import State, Value
from gipdesk.workflow.office import Office

ROWS, COLUMNS = 25, 7
NEW, CARRY_IN, FIRST_RESULT, RESULT_TOTAL, CARRY_OUT = 0, 1, 2, 23, 24

Matrix = list[list[int]]


def balanced(dice: random.Random) -> Matrix:
    """A matrix in which all holds: results first, then what must have come in."""
    most = dice.choice([1, 3, 50, 4000])
    matrix = [[0] * COLUMNS for _ in range(ROWS)]
    for column in range(6):
        results = [dice.randint(0, most) if dice.random() < 0.4 else 0 for _ in range(21)]
        carried_out = dice.randint(0, most)
        brought_in = sum(results) + carried_out
        carried_in = dice.randint(0, brought_in)
        numbers = [brought_in - carried_in, carried_in, *results, sum(results), carried_out]
        for line, number in zip(matrix, numbers, strict=True):
            line[column] = number
    for row in matrix:
        row[6] = row[0] + row[1] + row[2] + row[3] + row[4] + row[5]
    return matrix


def wrong_identities(matrix: Matrix) -> set[tuple[str, int]]:
    """What a person with a pocket calculator would find: rule and number of row or column."""
    wrong = set()
    for number, line in enumerate(matrix):
        if line[0] + line[1] + line[2] + line[3] + line[4] + line[5] != line[6]:
            wrong.add(("T3.ROW", number))
    for column in range(COLUMNS):
        results = 0
        for row in range(FIRST_RESULT, RESULT_TOTAL):
            results += matrix[row][column]
        if results != matrix[RESULT_TOTAL][column]:
            wrong.add(("T3.SUM", column))
        if (
            matrix[NEW][column] + matrix[CARRY_IN][column]
            != matrix[RESULT_TOTAL][column] + matrix[CARRY_OUT][column]
        ):
            wrong.add(("T3.BAL", column))
    return wrong


@pytest.fixture(scope="module")
def arithmetic(form: Form) -> Arithmetic:
    return Arithmetic(form)


@pytest.fixture(scope="module")
def cells(form: Form) -> list[CellRef]:
    """The 175 cells of 表三, row by row."""
    return [ref for ref in form.kinds if ref.table == "requests"]


def found(arithmetic: Arithmetic, cells: list[CellRef], matrix: Matrix) -> set[tuple[str, int]]:
    """What the engine finds, in the oracle's terms."""
    numbers = [number for row in matrix for number in row]
    values = {ref: Value(State.NUMBER, number) for ref, number in zip(cells, numbers, strict=True)}
    zero = Value(State.NUMBER, 0)
    terms = arithmetic.terms({ref: values.get(ref, zero) for ref in arithmetic.cells})
    rows = list(dict.fromkeys(ref.row for ref in cells))
    columns = list(dict.fromkeys(ref.column for ref in cells))
    wrong = set()
    for compiled in arithmetic.identities:
        if outcome_of(compiled, terms) is Outcome.ERROR:
            instance = compiled.instance
            places = rows if instance.identity.id == "T3.ROW" else columns
            wrong.add((instance.identity.id, places.index(instance.place)))
    return wrong


def test_a_hundred_thousand_balanced_matrices_give_no_finding(
    arithmetic: Arithmetic, cells: list[CellRef]
) -> None:
    dice = random.Random(20260131)
    for _ in range(100_000):
        matrix = balanced(dice)
        assert not found(arithmetic, cells, matrix), matrix


def test_each_of_the_175_cells_off_by_one_is_found_as_the_oracle_finds_it(
    arithmetic: Arithmetic, cells: list[CellRef]
) -> None:
    dice = random.Random(20260331)
    for _ in range(20):
        matrix = balanced(dice)
        for row in range(ROWS):
            for column in range(COLUMNS):
                for step in (1, -1):
                    matrix[row][column] += step
                    expected = wrong_identities(matrix)
                    assert expected
                    assert found(arithmetic, cells, matrix) == expected
                    matrix[row][column] -= step


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32), slips=st.integers(0, 12))
def test_any_number_of_slips_is_found_as_the_oracle_finds_them(
    arithmetic: Arithmetic, cells: list[CellRef], seed: int, slips: int
) -> None:
    dice = random.Random(seed)
    matrix = balanced(dice)
    for _ in range(slips):
        matrix[dice.randrange(ROWS)][dice.randrange(COLUMNS)] = dice.randint(0, 60)
    assert found(arithmetic, cells, matrix) == wrong_identities(matrix)


def typed(form: Form, numbers: dict[str, str]) -> Report:
    """A report of typed zeros but for these cells."""
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, _ in list(report.cells()):
        apply(report, SetCell(ref, Cell(numbers.get(str(ref), "0"))))
    return report


def errors(report: Report, form: Form, office: Office) -> list[str]:
    checked = check(report, form, office.rules)
    return [finding.rule for finding in checked.findings if finding.severity == "error"]


def test_a_total_that_disagrees_only_in_its_row_is_found_though_all_columns_hold(
    form: Form, office: Office
) -> None:
    rows = ("new", "denied.internal_affairs", "result_total")
    report = typed(form, {f"requests/{row}.natural": "1" for row in rows})
    findings = check(report, form, office.rules).findings
    assert [(finding.rule, str(finding.cells[0])) for finding in findings] == [
        ("T3.ROW", f"requests/{row}.total") for row in rows
    ]


def test_the_fix_of_a_wrong_total_is_that_total_and_fixing_all_leaves_nothing(
    form: Form, office: Office
) -> None:
    rows = ("new", "denied.internal_affairs", "result_total")
    report = typed(form, {f"requests/{row}.natural": "1" for row in rows})
    for finding in check(report, form, office.rules).findings:
        (fix,) = finding.fixes
        assert fix.change == SetCell(finding.cells[0], Cell("1"))
        apply(report, fix.change)
    assert not check(report, form, office.rules).findings


def test_a_finding_says_both_sides_and_the_difference(form: Form, office: Office) -> None:
    report = typed(form, {"requests/new.natural": "12", "requests/new.total": "5"})
    row = next(f for f in check(report, form, office.rules).findings if f.rule == "T3.ROW")
    assert "一、本年新收政府信息公开申请数量" in row.message
    assert "相加为12，总计为5，相差7" in row.message


def test_the_slip_in_one_cell_is_the_first_fix_offered(form: Form, office: Office) -> None:
    matrix = balanced(random.Random(7))
    refs = [ref for ref in form.kinds if ref.table == "requests"]
    numbers = dict(zip(refs, (n for row in matrix for n in row), strict=True))
    slip = form.cell("requests/denied.third_party.commercial")
    texts = {str(ref): str(number + (ref == slip)) for ref, number in numbers.items()}
    for finding in check(typed(form, texts), form, office.rules).findings:
        assert finding.fixes[0].change == SetCell(slip, Cell(str(numbers[slip])))


def test_where_nothing_speaks_against_the_parts_only_the_total_is_offered(
    form: Form, office: Office
) -> None:
    texts = {"proceedings/review.upheld": "2", "proceedings/review.total": "4"}
    (finding,) = check(typed(form, texts), form, office.rules).findings
    total = form.cell("proceedings/review.total")
    assert [fix.change for fix in finding.fixes] == [SetCell(total, Cell("2"))]


def test_with_computed_totals_no_fix_types_over_a_total(form: Form, office: Office) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    for ref, cell in list(report.cells()):
        if not cell.computed:
            apply(report, SetCell(ref, Cell("0")))
    apply(report, SetCell(form.cell("requests/new.natural"), Cell("3")))
    findings = check(report, form, office.rules).findings
    offered = {
        str(ref) for f in findings for fix in f.fixes for ref in touched_cells(fix.change) or ()
    }
    assert offered == {"requests/carry_out.natural"}


@pytest.mark.parametrize(
    ("left", "total", "outcome"),
    [
        (["1", ""], "", "open"),
        (["1", ""], "1", "open"),
        (["2", ""], "1", "error"),
        (["1", "0"], "", "open"),
        (["1", "/"], "1", "skipped"),
        (["1", "0"], "1", "holds"),
    ],
)
def test_blanks_leave_an_identity_open_until_no_filling_can_satisfy_it(
    form: Form, office: Office, left: list[str], total: str, outcome: str
) -> None:
    texts = {
        "proceedings/review.upheld": left[0],
        "proceedings/review.corrected": left[1],
        "proceedings/review.total": total,
    }
    checked = check(typed(form, texts), form, office.rules)
    place = form.cell("proceedings/review.total")
    states = {
        "error": [f.cells for f in checked.findings if f.rule == "T4.SUM"],
        "open": [each.cells for each in checked.open],
        "skipped": [each.cells for each in checked.skipped],
    }
    said = [state for state, all_cells in states.items() for cells in all_cells if place in cells]
    assert (said or ["holds"]) == [outcome]


def test_a_total_below_what_is_known_is_wrong_even_with_blanks(form: Form, office: Office) -> None:
    texts = {"requests/new.natural": "3", "requests/new.legal": "", "requests/new.total": "2"}
    (row,) = [
        f for f in check(typed(form, texts), form, office.rules).findings if f.rule == "T3.ROW"
    ]
    assert "至少3" in row.message


def test_a_row_the_form_does_not_know_leaves_its_columns_unjudged(
    form: Form, office: Office
) -> None:
    report = typed(form, {"requests/new.natural": "1", "requests/new.total": "1"})
    columns = list(report.tables["requests"].rows["new"].cells)
    cells = {column: Cell("1" if column in ("natural", "total") else "0") for column in columns}
    report.tables["requests"].rows["x-1"] = Row(cells, "（七）其他情形")
    checked = check(report, form, office.rules)
    assert not checked.errors()
    assert {each.rule for each in checked.skipped} == {"T3.SUM", "T3.BAL"}


def test_a_missing_row_is_skipped_and_said_not_counted_as_zero(form: Form, office: Office) -> None:
    report = typed(form, {})
    del report.tables["requests"].rows["granted"]
    checked = check(report, form, office.rules)
    assert not checked.errors()
    assert {each.rule for each in checked.skipped} == {"T3.ROW", "T3.SUM"}


FEW_ROWS = ("new", "carry_in", "granted", "result_total", "carry_out")


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(FEW_ROWS),
            st.integers(0, 6),
            st.sampled_from([Cell(text) for text in ("", "0", "1", "2", "/", "x")]),
            st.booleans(),
        ),
        min_size=10,
    )
)
def test_checking_after_each_edit_says_the_same_as_checking_all_anew(
    form: Form, office: Office, edits: list[tuple[str, int, Cell, bool]]
) -> None:
    report = typed(form, {})
    live = LiveCheck(report, form, office.rules)
    columns = list(dict.fromkeys(ref.column for ref in form.kinds if ref.table == "requests"))
    for row, column, cell, is_computed in edits:
        ref = CellRef("requests", row, columns[column])
        is_total = is_computed and ref in totals_of(form)
        change = SetCell(ref, Cell(computed=True) if is_total else cell)
        apply(report, change)
        live.update(touched_cells(change) or ())
    anew = check(report, form, office.rules)
    assert set(live.result().findings) == set(anew.findings)
    assert set(live.result().open) == set(anew.open)
    assert set(live.result().skipped) == set(anew.skipped)
