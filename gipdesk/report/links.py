"""Numbers in the text that follow the tables.

The text always holds what is printed: the number, or 〔待填〕 while a cell is blank. A link says
which stretch of it follows which sum of cells. Pure: whoever alters a report asks what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, Change, ReplaceBlocks, apply
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.identities import add_up, values_of
from gipdesk.report.report import Link, Paragraph, Report
from gipdesk.report.values import BLANK, Value, plain

UNFILLED = "〔待填〕"

_YUAN_IN_A_WAN = 10_000


def following(
    report: Report, form: Form, cells: Mapping[CellRef, Value] | None = None
) -> tuple[Change, ...]:
    """What makes every linked number say what its cells hold; empty where all do.

    `cells` are the values of the report, from whoever has them at hand. A link whose cells are not
    in the report (another form, a row taken out) is dropped, and its text stays.
    """
    linked = list(_linked(report))
    if not linked:
        return ()
    values = values_of(report, form) if cells is None else cells
    changes: list[Change] = []
    for section_id, at, paragraph in linked:
        wanted = _following(paragraph, form, values)
        if wanted != paragraph:
            changes.append(ReplaceBlocks(section_id, at, 1, (wanted,)))
    return tuple(changes)


def with_following(
    report: Report, form_of: Callable[[Report], Form], change: Change, label: str = ""
) -> Change:
    """A change together with what follows from it in the text; itself where nothing does.

    The report is left as it is; `form_of` gives the form it has after the change.
    """
    inverse = apply(report, change)
    try:
        then = following(report, form_of(report)) if has_links(report) else ()
    finally:
        apply(report, inverse)
    return Batch((change, *then), label) if then else change


def has_links(report: Report) -> bool:
    """Whether any number of the text follows the tables."""
    return next(_linked(report), None) is not None


def shown_number(link: Link, form: Form, values: Mapping[CellRef, Value]) -> str:
    """What a linked stretch says: the sum of its cells in its unit, or 〔待填〕."""
    total = add_up([values.get(ref, BLANK) for ref in link.cells]).number
    if total is None:
        return UNFILLED
    kind = form.kind(link.cells[0])
    if link.unit == "元" and kind is CellKind.AMOUNT_WAN:
        total = Decimal(total) * _YUAN_IN_A_WAN
    elif link.unit == "万元" and kind is CellKind.AMOUNT_YUAN:
        total = Decimal(total) / _YUAN_IN_A_WAN
    shown = plain(total)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def carried(before: Sequence[Paragraph], texts: Sequence[str]) -> list[tuple[Link, ...]]:
    """For each text that takes the place of some paragraphs, the links that live on in it.

    A link whose own stretch was edited, or beside which a digit was typed, is dropped.
    """
    links: list[Link] = []
    at = 0
    for paragraph in before:
        links += [_shifted(link, at) for link in paragraph.links]
        at += len(paragraph.text) + 1
    if not links:
        return [() for _ in texts]
    after = "\n".join(texts)
    kept = list(_moved(links, "\n".join(each.text for each in before), after))
    shares: list[tuple[Link, ...]] = []
    at = 0
    for text in texts:
        end = at + len(text)
        own = (link for link in kept if at <= link.start and link.end <= end)
        shares.append(tuple(_shifted(link, -at) for link in own))
        at = end + 1
    return shares


def unlinked(paragraph: Paragraph, link: Link) -> Paragraph:
    """A paragraph in which a number no longer follows the tables."""
    links = tuple(each for each in paragraph.links if each != link)
    return Paragraph(paragraph.id, paragraph.text, links)


def linked(paragraph: Paragraph, link: Link) -> Paragraph:
    """A paragraph in which a stretch follows the tables; what it overlaps no longer does."""
    others = (each for each in paragraph.links if each.end <= link.start or each.start >= link.end)
    links = sorted((*others, link), key=lambda each: each.start)
    return Paragraph(paragraph.id, paragraph.text, tuple(links))


def with_text(paragraph: Paragraph, start: int, end: int, text: str) -> Paragraph:
    """A paragraph with other words at a place; its links move along."""
    new = paragraph.text[:start] + text + paragraph.text[end:]
    by = len(text) - (end - start)
    links = tuple(
        each if each.end <= start else _shifted(each, by)
        for each in paragraph.links
        if each.end <= start or each.start >= end
    )
    return Paragraph(paragraph.id, new, links)


def _linked(report: Report) -> Iterator[tuple[str, int, Paragraph]]:
    """Every paragraph with links: its section, its place there and itself."""
    for section in report.sections:
        for at, block in enumerate(section.blocks):
            if isinstance(block, Paragraph) and block.links:
                yield section.id, at, block


def _following(paragraph: Paragraph, form: Form, values: Mapping[CellRef, Value]) -> Paragraph:
    text, links, at = "", [], 0
    for link in paragraph.links:
        text += paragraph.text[at : link.start]
        at = link.end
        if not all(ref in values and ref in form.kinds for ref in link.cells):
            text += paragraph.text[link.start : link.end]
            continue
        start = len(text)
        text += shown_number(link, form, values)
        links.append(Link(start, len(text), link.cells, link.unit))
    return Paragraph(paragraph.id, text + paragraph.text[at:], tuple(links))


def _moved(links: Sequence[Link], before: str, after: str) -> Iterator[Link]:
    """Links of a text that was edited, at their new places."""
    begin, end = alike(before, after)
    for link in links:
        if link.end <= begin:
            place = link
        elif link.start >= len(before) - end:
            place = _shifted(link, len(after) - len(before))
        else:
            continue
        if not _is_grown(place, after):
            yield place


def _shifted(link: Link, by: int) -> Link:
    return Link(link.start + by, link.end + by, link.cells, link.unit)


def _is_grown(link: Link, text: str) -> bool:
    """Whether a number goes on beyond its link: a digit was typed right beside it."""
    beside = (text[link.start - 1 : link.start], text[link.end : link.end + 1])
    return any(sign.isdigit() or sign in {".", "．"} for sign in beside)


def alike(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many items two sequences share at the beginning, and then at the end.

    >>> alike("abcd", "abxd")
    (2, 1)
    """
    most = min(len(before), len(after))
    begin = next((i for i in range(most) if before[i] != after[i]), most)
    rest = most - begin
    end = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    return begin, end
