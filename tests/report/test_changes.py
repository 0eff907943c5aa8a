"""Changes: what is done can be undone, whole or not at all, and written down."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import (
    Accept,
    Batch,
    Change,
    PutRow,
    PutSection,
    PutTable,
    ReplaceBlocks,
    SetCell,
    SetForm,
    SetHeading,
    SetMeta,
    SetUnplaced,
    StaleChangeError,
    apply,
    effective,
    joined,
    touched_cells,
)
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Paragraph, Report, Row, Section, Table, copy_of
from tests.report.samples import MISFITS, changes, reports, texts

NEW = CellRef("requests", "new", "natural")
CARRIED = CellRef("requests", "carry_in", "natural")


@pytest.fixture
def report(form: Form) -> Report:
    return new_report(form, Meta(agency="某某市司法局", year=2025))


def _written(data: Report | Change | list[Change]) -> bytes:
    """As JSON: unlike `==`, it tells one order of rows from another."""
    return msgspec.json.encode(data)


@given(st.data())
def test_undoing_any_changes_gives_the_same_report_and_redoing_the_same_again(
    data: st.DataObject,
) -> None:
    report = data.draw(reports)
    before = _written(report)
    count = data.draw(st.integers(1, 6))
    inverses = [apply(report, data.draw(changes(report))) for _ in range(count)]
    after = _written(report)
    redone = [apply(report, inverse) for inverse in reversed(inverses)]
    assert _written(report) == before
    for change in reversed(redone):
        apply(report, change)
    assert _written(report) == after


@given(st.data())
def test_a_change_does_not_alter_with_the_report_it_was_made_on(data: st.DataObject) -> None:
    report = data.draw(reports)
    done: list[Change] = []
    first: list[bytes] = []
    for _ in range(data.draw(st.integers(1, 6))):
        change = data.draw(changes(report))
        first.append(_written(change))
        inverse = apply(report, change)
        done += [change, inverse]
        first.append(_written(inverse))
    assert [_written(change) for change in done] == first


@given(st.data())
def test_changes_and_their_inverses_can_be_written_down(data: st.DataObject) -> None:
    report = data.draw(reports)
    change = data.draw(changes(report))
    read = msgspec.json.decode(_written(change), type=Change)
    assert read == change
    twin = msgspec.json.decode(_written(report), type=Report)
    inverse = apply(report, change)
    assert apply(twin, read) == inverse
    assert msgspec.json.decode(_written(inverse), type=Change) == inverse
    assert _written(twin) == _written(report)


@given(st.data())
def test_the_effective_part_of_a_change_does_all_that_the_change_does(data: st.DataObject) -> None:
    report = data.draw(reports)
    change = data.draw(changes(report))
    part = effective(report, change)
    twin = copy_of(report)
    apply(twin, change)
    if part is not None:
        apply(report, part)
    assert _written(report) == _written(twin)


def test_what_alters_nothing_has_no_effective_part(report: Report) -> None:
    agency = SetMeta("agency", "某某市司法局")
    assert effective(report, SetCell(NEW, Cell())) is None
    assert effective(report, Batch((agency, SetHeading("overview", "总体情况")))) is None
    assert effective(report, Batch((agency, SetCell(NEW, Cell("2"))), "粘贴")) == Batch(
        (SetCell(NEW, Cell("2")),), "粘贴"
    )


def test_a_batch_that_sets_a_cell_and_sets_it_back_leaves_it_as_it_was(report: Report) -> None:
    there_and_back = effective(report, Batch((SetCell(NEW, Cell("2")), SetCell(NEW, Cell()))))
    assert there_and_back is not None
    apply(report, there_and_back)
    assert report.cell(NEW) == Cell()


@given(st.data())
def test_joined_steps_do_and_undo_what_both_did(data: st.DataObject) -> None:
    report = data.draw(reports.filter(lambda report: bool(report.sections)))
    section = data.draw(st.sampled_from(report.sections))
    at = data.draw(st.integers(0, len(section.blocks)))
    typed = st.lists(st.builds(Paragraph, st.just("b9"), texts), max_size=2).map(tuple)
    first = ReplaceBlocks(section.id, at, len(section.blocks) - at, data.draw(typed))
    then = ReplaceBlocks(section.id, at, len(first.blocks), data.draw(typed))
    both = joined(first, then)
    assert both is not None
    before, twin = _written(report), copy_of(report)
    for step in (first, then):
        apply(twin, step)
    inverse = apply(report, both)
    assert _written(report) == _written(twin)
    apply(report, inverse)
    assert _written(report) == before


def test_steps_at_different_places_are_not_joined() -> None:
    first = ReplaceBlocks("overview", 0, 1, (Paragraph("b1", "甲"),))
    assert joined(first, ReplaceBlocks("overview", 1, 1, (Paragraph("b2", "乙"),))) is None
    assert joined(first, ReplaceBlocks("problems", 0, 1, (Paragraph("b1", "乙"),))) is None
    assert joined(SetMeta("agency", "甲"), SetMeta("title", "乙")) is None
    assert joined(SetMeta("agency", "甲"), SetMeta("agency", "乙")) == SetMeta("agency", "乙")
    assert joined(first, SetMeta("agency", "乙")) is None


@pytest.mark.parametrize("misfit", MISFITS, ids=str)
def test_a_change_that_does_not_fit_is_refused_and_alters_nothing(
    report: Report, misfit: Change
) -> None:
    before = _written(report)
    with pytest.raises(StaleChangeError, match="与报告的现状不符"):
        apply(report, misfit)
    assert _written(report) == before


@pytest.mark.parametrize("misfit", MISFITS, ids=str)
def test_a_batch_with_a_misfit_in_it_alters_nothing(report: Report, misfit: Change) -> None:
    fitting = (SetCell(NEW, Cell("7")), SetMeta("agency", "某某局"), SetHeading("other", "其他"))
    before = _written(report)
    with pytest.raises(StaleChangeError):
        apply(report, Batch((*fitting, Batch((SetCell(NEW, Cell("8")), misfit)), *fitting)))
    assert _written(report) == before


def test_setting_a_cell_returns_what_stood_there(report: Report) -> None:
    apply(report, SetCell(NEW, Cell("12")))
    assert apply(report, SetCell(NEW, Cell("/"))) == SetCell(NEW, Cell("12"))
    assert report.cell(NEW) == Cell("/")


def test_a_table_taken_out_comes_back_in_its_place(report: Report) -> None:
    assert list(report.tables) == ["disclosure", "requests", "proceedings"]
    inverse = apply(report, PutTable("requests", None, ("disclosure", "proceedings")))
    assert list(report.tables) == ["disclosure", "proceedings"]
    assert report.cell(NEW) is None
    apply(report, inverse)
    assert list(report.tables) == ["disclosure", "requests", "proceedings"]


def test_accepting_a_finding_can_be_taken_back(report: Report) -> None:
    inverse = apply(report, Accept("L1", "上年口径不同"))
    assert report.accepted == {"L1": "上年口径不同"}
    apply(report, inverse)
    assert report.accepted == {}


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (SetCell(NEW, Cell("1")), (NEW,)),
        (SetMeta("agency", "某某局"), ()),
        (SetHeading("other", "其他"), ()),
        (ReplaceBlocks("other", 0, 0, (Paragraph("b9"),)), ()),
        (Accept("L1", None), ()),
        (PutTable("fees", Table({}), ("fees",)), None),
        (PutRow("requests", "x-1", Row({}), ("x-1",)), None),
        (SetForm("2021", ("fee_table",)), None),
        (SetUnplaced(()), ()),
        (
            Batch((SetCell(NEW, Cell()), SetMeta("year", 2024), SetCell(CARRIED, Cell()))),
            (NEW, CARRIED),
        ),
        (Batch((SetCell(NEW, Cell()), SetForm("2019", ()))), None),
        (Batch(()), ()),
    ],
    ids=str,
)
def test_a_change_tells_which_cells_to_check_again(
    change: Change, cells: tuple[CellRef, ...] | None
) -> None:
    assert touched_cells(change) == cells


def test_a_new_section_touches_no_cell() -> None:
    section = Section("extra-1", "附件", [])
    assert touched_cells(PutSection("extra-1", section, ("extra-1",))) in (None, ())
