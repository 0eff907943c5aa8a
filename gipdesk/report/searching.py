"""Finding words in a whole report, and putting others in their place.

Everything that is typed or shown is searched: details, paragraphs, tables, captions. What follows
from something else (a computed total, a number of the text that follows a table), what is chosen
(the year) and what is only part of a number of the form is found, but not replaced.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, Change, ReplaceBlocks, SetCell, SetHeading, SetMeta
from gipdesk.report.links import with_text
from gipdesk.report.report import (
    Block,
    Cell,
    FreeTable,
    Meta,
    OfficialTable,
    Paragraph,
    Picture,
    Report,
    Section,
)

# The page of the details from top to bottom, with the two sections that are edited there.
_ON_TOP = ("agency", "year", "title", "document_number", "period")
_CONTACTS = ("address", "postcode", "phone", "fax", "email")
_SIGNING = ("published", "leader", "reviewer", "author", "author_phone", "signed_on")
_FIRST, _LAST = "preamble", "closing"
_OF_NUMBERS = frozenset("0123456789.")


class InDetail(msgspec.Struct, frozen=True):
    """A field of the details."""

    field: str


class InHeading(msgspec.Struct, frozen=True):
    """The heading of a section."""

    section: str


class InParagraph(msgspec.Struct, frozen=True):
    """A paragraph, or the caption of a picture."""

    section: str
    block: str


class InTable(msgspec.Struct, frozen=True):
    """A cell of a table the form does not know."""

    section: str
    block: str
    row: int
    column: int


class InCell(msgspec.Struct, frozen=True):
    """A cell of one of the form's tables."""

    section: str
    ref: CellRef


Place: TypeAlias = InDetail | InHeading | InParagraph | InTable | InCell


class Kept(StrEnum):
    """Why words that were found are not replaced, as a person is told."""

    FOLLOWS = "随表格自动计算的数"
    PART = "一个数的一部分"
    CHOSEN = "选定的报告年度"


class Hit(msgspec.Struct, frozen=True):
    """Characters `start` to `end` at a place; `kept` says why they can only be found."""

    place: Place
    start: int
    end: int
    kept: Kept | None = None


Shown: TypeAlias = Callable[[CellRef], str]  # what a reader sees in a cell


def find(
    report: Report, words: str, shown: Shown, order: Sequence[str], headings: Sequence[str] = ()
) -> list[Hit]:
    """Where words stand, in the order in which the window shows the report.

    Args:
        report: The report.
        words: What to look for; case and width do not matter.
        shown: What stands in a cell, computed or typed.
        order: The sections that have a tab of their own, in order.
        headings: The sections whose heading was typed.
    """
    wanted = _folded(words)
    if not wanted:
        return []
    sections = {section.id: section for section in report.sections}
    hits: list[Hit] = []

    def look_in(section_id: str) -> None:
        if section_id in sections:
            found = _in_section(
                report, sections[section_id], wanted, shown, has_heading=section_id in headings
            )
            hits.extend(found)

    hits += _in_details(report.meta, (*_ON_TOP, *_CONTACTS), wanted)
    look_in(_FIRST)
    hits += _in_details(report.meta, _SIGNING, wanted)
    for section_id in (_LAST, *order):
        look_in(section_id)
    return hits


def _in_details(meta: Meta, fields: Iterable[str], wanted: str) -> Iterator[Hit]:
    for field in fields:
        value = getattr(meta, field)
        for hit in _hits(InDetail(field), "" if value is None else str(value), wanted):
            yield hit if isinstance(value, str) else _kept(hit, Kept.CHOSEN)


def _in_section(
    report: Report, section: Section, wanted: str, shown: Shown, *, has_heading: bool
) -> Iterator[Hit]:
    if has_heading:
        yield from _hits(InHeading(section.id), section.heading, wanted)
    for block in section.blocks:
        yield from _in_block(report, section.id, block, wanted, shown)


def _in_block(
    report: Report, section: str, block: Block, wanted: str, shown: Shown
) -> Iterator[Hit]:
    match block:
        case Paragraph(block_id, text, links):
            for hit in _hits(InParagraph(section, block_id), text, wanted):
                is_typed = all(hit.end <= link.start or link.end <= hit.start for link in links)
                yield hit if is_typed else _kept(hit, Kept.FOLLOWS)
        case Picture(block_id, _, caption):
            yield from _hits(InParagraph(section, block_id), caption, wanted)
        case FreeTable(block_id, rows):
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    yield from _hits(InTable(section, block_id, row, column), text, wanted)
        case OfficialTable(_, table_id):
            yield from _in_official(report, section, table_id, wanted, shown)


def _in_official(
    report: Report, section: str, table_id: str, wanted: str, shown: Shown
) -> Iterator[Hit]:
    table = report.tables.get(table_id)
    for row_id, line in table.rows.items() if table else ():
        for column_id, cell in line.cells.items():
            ref = CellRef(table_id, row_id, column_id)
            text = shown(ref)
            for hit in _hits(InCell(section, ref), text, wanted):
                part = Kept.PART if _is_part(text, hit) else None
                yield _kept(hit, Kept.FOLLOWS if cell.computed else part)


def _is_part(text: str, hit: Hit) -> bool:
    """Whether a number goes on beyond what was found of it."""
    folded = _folded(text)
    edges = ((hit.start - 1, hit.start), (hit.end - 1, hit.end))
    return any(
        left >= 0 and {*folded[left : right + 1]} <= _OF_NUMBERS and right < len(folded)
        for left, right in edges
    )


def _kept(hit: Hit, reason: Kept | None) -> Hit:
    return Hit(hit.place, hit.start, hit.end, reason)


def _hits(place: Place, text: str, wanted: str) -> Iterator[Hit]:
    folded = _folded(text)
    start = folded.find(wanted)
    while start >= 0:
        yield Hit(place, start, start + len(wanted))
        start = folded.find(wanted, start + len(wanted))


def _folded(text: str) -> str:
    """Text without regard to case and width, each character still in its place."""
    return "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign).casefold()
    return folded if len(folded) == 1 else sign


def replaced(report: Report, hits: Iterable[Hit], words: str) -> Batch:
    """What puts `words` in the place of the hits that may be replaced, all in one step."""
    typed = [hit for hit in hits if hit.kept is None]
    changes: dict[tuple[str, str], Change] = {}  # the last one of a block holds all of it
    trial: dict[tuple[str, str], Block] = {}
    for place, group in groupby(typed, key=lambda hit: hit.place):
        spans = [(hit.start, hit.end) for hit in group]
        match place:
            case InDetail(field):
                text = _with_words(str(getattr(report.meta, field)), spans, words)
                changes[field, ""] = SetMeta(field, text)
            case InHeading(section):
                held = report.section(section)
                text = _with_words(held.heading if held else "", spans, words)
                changes[section, ""] = SetHeading(section, text)
            case InCell(_, ref):
                cell = report.cell(ref)
                text = _with_words(cell.text if cell else "", spans, words)
                changes[str(ref), ""] = SetCell(ref, Cell(text))
            case InParagraph(section, block) | InTable(section, block):
                at, held_block = _block(report, section, block)
                held_block = trial.get((section, block), held_block)
                new = trial[section, block] = _block_with(held_block, place, spans, words)
                changes[section, block] = ReplaceBlocks(section, at, 1, (new,))
    return Batch(tuple(changes.values()), f"替换 {len(typed)} 处")


def _block(report: Report, section_id: str, block_id: str) -> tuple[int, Block]:
    section = report.section(section_id)
    blocks = section.blocks if section else []
    return next((at, each) for at, each in enumerate(blocks) if each.id == block_id)


def _block_with(block: Block, place: Place, spans: list[tuple[int, int]], words: str) -> Block:
    match block, place:
        case Paragraph(), _:
            for start, end in reversed(spans):
                block = with_text(block, start, end, words)
            return block
        case Picture(caption=caption), _:
            return msgspec.structs.replace(block, caption=_with_words(caption, spans, words))
        case FreeTable(block_id, rows), InTable(_, _, row, column):
            cells = list(rows[row])
            cells[column] = _with_words(cells[column], spans, words)
            return FreeTable(block_id, (*rows[:row], tuple(cells), *rows[row + 1 :]))
        case _:
            raise AssertionError(place)  # nothing is found in other blocks


def _with_words(text: str, spans: Sequence[tuple[int, int]], words: str) -> str:
    for start, end in reversed(spans):
        text = text[:start] + words + text[end:]
    return text
