"""The file taken for anybody's source: the report that the readers make of it, beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.names import cell_name
from gipdesk.report.report import (
    FreeTable,
    OfficialTable,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)
from gipdesk.report.values import State, read_value
from gipdesk.workflow.reading_back.bare import bare


class Departure(msgspec.Struct, frozen=True):
    """Where two reports differ: `place` names it; the texts are what each says, None if missing."""

    place: str
    ours: str | None
    theirs: str | None
    ref: CellRef | None = None
    is_doubtful: bool = False  # the reader leaves it open, and what we say is among its choices


def departures(report: Report, form: Form, other: Report, kind: str) -> Iterator[Departure]:
    """Everything in which the report that was read differs from ours; a workbook has no text."""
    yield from _in_cells(report, form, other)
    if kind != "xlsx":
        yield from _in_text(report, other)


def contradiction(report: Report, found: Iterable[Departure]) -> Departure | None:
    """A cell in which a reader, in no doubt, sees another number than ours; None if there is none.

    Only in tables as the form prints them: where a report has rows or labels of its own, a reader
    may take one for another.
    """
    for each in found:
        is_sure = not each.is_doubtful and _is_count(each.ours) and _is_count(each.theirs)
        if is_sure and each.ref and _is_plain(report.tables.get(each.ref.table)):
            return each
    return None


def _is_plain(table: Table | None) -> bool:
    return table is not None and not any(
        row.label or row_id.startswith(EXTRA_ROW) for row_id, row in table.rows.items()
    )


def _is_count(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit()


def cells_shown(report: Report, form: Form) -> dict[CellRef, str]:
    """What stands in the cells that are printed."""
    values = values_of(report, form)
    return {
        ref: shown_text(cell, values[ref])
        for ref, cell in report.cells()
        if ref.table in form.tables and report.prints(ref.table)
    }


def _in_cells(report: Report, form: Form, other: Report) -> Iterator[Departure]:
    ours, doubts = cells_shown(report, form), other.doubts
    theirs = {ref: cell.text for ref, cell in other.cells()}
    for ref in dict.fromkeys((*ours, *theirs)):
        text, read = ours.get(ref), theirs.get(ref)
        if text is None or read is None or not _mean_the_same(text, read, form.kind(ref)):
            choices = doubts.get(str(ref), ())
            is_open = text is not None and any(bare(text) == bare(each) for each in choices)
            is_extra = ref.row.startswith(EXTRA_ROW)
            yield Departure(_name(form, ref), text, read, ref, is_open or is_extra)


def _name(form: Form, ref: CellRef) -> str:
    return cell_name(form, ref) if ref in form.kinds else str(ref)


def _mean_the_same(text: str, other: str, kind: CellKind) -> bool:
    """Whether two texts say the same in a cell: the same number, or the same signs."""
    value, read = read_value(text, kind), read_value(other, kind)
    if value.state is State.NUMBER:
        return value == read
    return bare(text) == bare(other)


def _in_text(report: Report, other: Report) -> Iterator[Departure]:
    """Title, year and agency, and section by section what stands there."""
    meta, read = report.meta, other.meta
    for place, ours, theirs in (
        ("标题", meta.title, read.title),
        ("落款日期", meta.signed_on, read.signed_on),
    ):
        if bare(ours) != bare(theirs):
            yield Departure(place, ours, theirs)
    yield from _in_sections(_filled(report), _filled(other))


def _filled(report: Report) -> list[Section]:
    return [each for each in report.sections if each.id != "closing" and _contents(each)]


def _in_sections(ours: Sequence[Section], theirs: Sequence[Section]) -> Iterator[Departure]:
    read = {each.id: each for each in theirs}
    for section in ours:
        other = read.pop(section.id, None)
        name = section.heading or section.id
        if other is None:
            yield Departure(name, section.text, None)
            continue
        if bare(section.heading) != bare(other.heading):
            yield Departure(name, section.heading, other.heading)
        yield from _in_contents(name, _contents(section), _contents(other))
    for section in read.values():
        yield Departure(section.heading or section.id, None, section.text)


def _in_contents(name: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Departure]:
    for at in range(max(len(ours), len(theirs))):
        text = ours[at] if at < len(ours) else None
        read = theirs[at] if at < len(theirs) else None
        if text != read:
            yield Departure(f"{name}第{at + 1}段", text, read)
            return


def _contents(section: Section) -> list[str]:
    """What a section says, block by block, bare."""
    return [text for block in section.blocks for text in _texts(block) if text]


def _texts(block: Paragraph | OfficialTable | FreeTable | Picture) -> Iterator[str]:
    match block:
        case Paragraph(_, text):
            yield from map(bare, text.split("\n"))
        case OfficialTable(_, table):
            yield f"〔{table}〕"
        case FreeTable(_, rows):
            yield from (" ".join(map(bare, row)).strip() for row in rows)
        case Picture(_, _, caption):
            yield bare(caption)
