"""The cover: a page of its own, the title in its upper third, agency and date near its foot."""

from __future__ import annotations

from collections.abc import Iterator

from gipdesk.writers.typeset.blocks import TextBlock, WholeBlock
from gipdesk.writers.typeset.display import Content


class CoverBlock(WholeBlock, frozen=True, kw_only=True):
    """A title and lines at the foot, on a page of the height `height`.

    The title ends `title_end` below the head of the type area, or as far below as it is high; the
    last line ends `foot_margin` above the foot.
    """

    title: TextBlock
    foot: tuple[TextBlock, ...]
    title_end: float
    foot_margin: float

    def contents(self, top: float) -> Iterator[Content]:
        """The title, then the lines at the foot."""
        yield from self.title.contents(top + max(0.0, self.title_end - self.title.height))
        height = top + self.height - self.foot_margin - sum(line.height for line in self.foot)
        for line in self.foot:
            yield from line.contents(height)
            height += line.height
