"""Numbers of a paragraph that follow the tables, or could: what an editor marks and offers.

Pure: no Qt.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gipdesk.report.changes import Batch, ReplaceBlocks
from gipdesk.report.edition import Form
from gipdesk.report.links import linked, unlinked
from gipdesk.report.mentions import Kind, cells_of, mentions, name_of
from gipdesk.report.report import Link, Paragraph, Report, Section

_LINK, _UNLINK = "随表中数字更新", "不再随表更新"


class LinkableNumber(msgspec.Struct, frozen=True):
    """A stretch of a paragraph and the cells it follows, or would follow.

    `kind` is what it claims, where it is not linked yet.
    """

    link: Link
    kind: Kind | None = None

    @property
    def is_linked(self) -> bool:
        """Whether it follows its cells already."""
        return self.kind is None

    def offer(self, form: Form) -> str:
        """What the menu says."""
        return _UNLINK if self.kind is None else f"{_LINK}（{name_of(self.kind, form)}）"

    def contains(self, start: int, end: int) -> bool:
        """Whether a place, or a selection, lies within it."""
        return self.link.start <= start and end <= self.link.end


def numbers_of(paragraph: Paragraph, report: Report, form: Form) -> Iterator[LinkableNumber]:
    """The linked numbers of a paragraph, then those it says of cells that the report has."""
    for link in paragraph.links:
        yield LinkableNumber(link)
    for said in mentions(paragraph.text, report.meta.year):
        cells = cells_of(said.kind, form) if said.is_number else ()
        is_free = all(each.end <= said.start or said.end <= each.start for each in paragraph.links)
        if cells and is_free and all(report.cell(ref) for ref in cells):
            link = Link(said.start, said.end, cells, said.unit)
            yield LinkableNumber(link, said.kind)


def switched(section: Section, paragraph: Paragraph, number: LinkableNumber) -> Batch:
    """The change that makes a number follow the tables, or no longer."""
    at = section.blocks.index(paragraph)
    new = (unlinked if number.is_linked else linked)(paragraph, number.link)
    label = _UNLINK if number.is_linked else _LINK
    return Batch((ReplaceBlocks(section.id, at, 1, (new,)),), label)
