"""Random reports and random changes of them, for tests that hold for all."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from gipdesk.report.cells import CellRef
from gipdesk.report.changes import (
    Accept,
    Batch,
    Change,
    PutRow,
    PutSection,
    PutTable,
    Remember,
    ReplaceBlocks,
    SetCell,
    SetForm,
    SetHeading,
    SetMeta,
    SetUnplaced,
    apply,
)
from gipdesk.report.edition import AgencyKind
from gipdesk.report.report import (
    FULL_WIDTH,
    NARROWEST,
    Block,
    Cell,
    FreeTable,
    Meta,
    OfficialTable,
    Paragraph,
    PastYear,
    Picture,
    Report,
    Row,
    Section,
    Table,
    Unplaced,
    copy_of,
)

TEXT_FIELDS = [info.name for info in msgspec.structs.fields(Meta) if info.type is str]

ids = st.text("abc.-1", min_size=1, max_size=3)
texts = st.one_of(st.sampled_from(["", "0", "/", "１，２００"]), st.text(max_size=8))
cells = st.builds(Cell, texts, st.booleans())
rows = st.builds(Row, st.dictionaries(ids, cells, max_size=3), texts)
tables = st.builds(Table, st.dictionaries(ids, rows, max_size=3))
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, ids, texts),
    st.builds(OfficialTable, ids, ids),
    st.builds(FreeTable, ids, st.lists(st.lists(texts).map(tuple), max_size=2).map(tuple)),
    st.builds(Picture, ids, ids, texts, st.none() | st.integers(NARROWEST, FULL_WIDTH)),
)
metas = st.builds(
    Meta,
    agency_kind=st.sampled_from(AgencyKind),
    year=st.none() | st.integers(1900, 2100),
    **{field: texts for field in TEXT_FIELDS},
)


def sections(section_id: st.SearchStrategy[str] = ids) -> st.SearchStrategy[Section]:
    """Sections of any content."""
    return st.builds(Section, section_id, texts, st.lists(blocks, max_size=3))


unplaced = st.builds(Unplaced, texts, texts, st.booleans())
reports = st.builds(
    Report,
    edition=ids,
    meta=metas,
    variants=st.lists(ids, max_size=2).map(tuple),
    tables=st.dictionaries(ids, tables, max_size=3),
    sections=st.lists(sections(), max_size=3, unique_by=lambda section: section.id),
    unplaced=st.lists(unplaced, max_size=2),
    notes=st.lists(texts, max_size=2),
    provenance=st.dictionaries(ids, texts, max_size=2),
    accepted=st.dictionaries(ids, texts, max_size=2).map(lambda held: dict(sorted(held.items()))),
    doubts=st.dictionaries(ids, st.lists(texts, max_size=2).map(tuple), max_size=2),
)


@st.composite
def changes(draw: st.DrawFn, report: Report, *, inside_batch: bool = False) -> Change:
    """A change of any kind that fits a report."""
    kinds = [SetMeta, PutTable, PutSection, SetForm, SetUnplaced, Accept, Remember]
    kinds += [SetCell] if any(True for _ in report.cells()) else []
    kinds += [PutRow] if report.tables else []
    kinds += [SetHeading, ReplaceBlocks] if report.sections else []
    kinds += [] if inside_batch else [Batch]
    kind = draw(st.sampled_from(kinds))
    if kind is Batch:
        return draw(batches(report))
    change: Change = kind(*draw(_ARGUMENTS[kind](report)))
    return change


@st.composite
def batches(draw: st.DrawFn, report: Report) -> Batch:
    """Several changes, each of which fits what the ones before it leave."""
    trial = copy_of(report)
    parts: list[Change] = []
    for _ in range(draw(st.integers(0, 3))):
        parts.append(draw(changes(trial, inside_batch=True)))
        apply(trial, parts[-1])
    return Batch(tuple(parts), draw(texts))


@st.composite
def _set_cell(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    ref, _ = draw(st.sampled_from(list(report.cells())))
    return ref, draw(cells)


@st.composite
def _set_meta(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:  # noqa: ARG001 - as the others
    field = draw(st.sampled_from([*TEXT_FIELDS, "year", "agency_kind"]))
    match field:
        case "year":
            return field, draw(st.none() | st.integers(1900, 2100))
        case "agency_kind":
            return field, draw(st.sampled_from([kind.value for kind in AgencyKind]))
        case _:
            return field, draw(texts)


@st.composite
def _set_heading(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    return draw(st.sampled_from(report.sections)).id, draw(texts)


@st.composite
def _replace_blocks(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    section = draw(st.sampled_from(report.sections))
    at = draw(st.integers(0, len(section.blocks)))
    count = draw(st.integers(0, len(section.blocks) - at))
    return section.id, at, count, tuple(draw(st.lists(blocks, max_size=3)))


@st.composite
def _put_table(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    return draw(_put(list(report.tables), lambda _: tables))


@st.composite
def _put_row(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    table_id = draw(st.sampled_from(list(report.tables)))
    return table_id, *draw(_put(list(report.tables[table_id].rows), lambda _: rows))


@st.composite
def _put_section(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    held = [section.id for section in report.sections]
    return draw(_put(held, lambda section_id: sections(st.just(section_id))))


@st.composite
def _put(draw: st.DrawFn, held: list[str], contents: Any) -> tuple[Any, ...]:
    """Id, content (None takes it out) and the order afterwards."""
    key = draw(st.sampled_from(held) | ids if held else ids)
    new = draw(contents(key) | (st.none() if key in held else st.nothing()))
    after = [each for each in held if each != key] + ([key] if new is not None else [])
    return key, new, tuple(draw(st.permutations(after)))


@st.composite
def _set_form(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:  # noqa: ARG001 - as the others
    return draw(ids), tuple(draw(st.lists(ids, max_size=2)))


@st.composite
def _set_unplaced(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:  # noqa: ARG001 - as the others
    return (tuple(draw(st.lists(unplaced, max_size=2))),)


@st.composite
def _accept(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:
    held = list(report.accepted)
    return draw(st.sampled_from(held) | ids if held else ids), draw(st.none() | texts)


@st.composite
def _remember(draw: st.DrawFn, report: Report) -> tuple[Any, ...]:  # noqa: ARG001 - as the others
    year = st.builds(PastYear, st.integers(2014, 2030), st.just("2021"), st.just({"a/b.c": "1"}))
    return (tuple(draw(st.lists(year, max_size=2))),)


_ARGUMENTS: dict[type, Any] = {
    SetCell: _set_cell,
    SetMeta: _set_meta,
    SetHeading: _set_heading,
    ReplaceBlocks: _replace_blocks,
    PutTable: _put_table,
    PutRow: _put_row,
    PutSection: _put_section,
    SetForm: _set_form,
    SetUnplaced: _set_unplaced,
    Accept: _accept,
    Remember: _remember,
}

_SECTIONS = (
    "preamble",
    "overview",
    "disclosure",
    "requests",
    "proceedings",
    "problems",
    "other",
    "closing",
)  # fmt: skip - in form order
_PLACED = Paragraph("b1")
MISFITS: list[Change] = [
    SetCell(CellRef("absent", "new", "total"), Cell("1")),
    SetCell(CellRef("requests", "absent", "total"), Cell("1")),
    SetCell(CellRef("requests", "new", "absent"), Cell("1")),
    SetMeta("absent", "1"),
    SetMeta("__class__", "1"),
    SetMeta("year", "2025"),
    SetMeta("agency", None),
    SetMeta("agency_kind", "absent"),
    SetHeading("absent", "其他"),
    ReplaceBlocks("absent", 0, 0, (_PLACED,)),
    ReplaceBlocks("overview", -1, 0, (_PLACED,)),
    ReplaceBlocks("overview", 0, -1, (_PLACED,)),
    ReplaceBlocks("overview", 0, 999, (_PLACED,)),
    PutTable("fees", Table({}), ("requests",)),
    PutRow("absent", "new", Row({}), ("new",)),
    PutRow("requests", "x-1", Row({}), ("x-1",)),
    PutSection("extra-1", Section("extra-1", "附件", []), ()),
    PutSection("other", Section("extra-1", "附件", []), _SECTIONS),
]
