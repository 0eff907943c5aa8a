"""What stands on top of each other on the pages: blocks of lines, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol, Self

import msgspec
from msgspec.structs import replace

from gipdesk.writers.typeset.display import Anchor, Bookmark, Content, Item, Picture
from gipdesk.writers.typeset.elements import Element
from gipdesk.writers.typeset.lines import Line

EXACT: Final = 0.01  # points by which a block may be too high for its room
_SHORT: Final = 3  # a paragraph of so many lines cannot be parted without a lonely line


class Block(Protocol):
    """A part of the document as wide as the type area; lengths in points."""

    @property
    def space_before(self) -> float:
        """Room above, unless it begins a page."""

    @property
    def space_after(self) -> float:
        """Room below."""

    @property
    def keep_with_next(self) -> bool:
        """Whether the next block must begin on the page where this one ends."""

    @property
    def height(self) -> float:
        """The height of all of it."""

    def least(self, room: float, page: float) -> float:
        """The height it needs to begin in `room`, if a whole page has the height `page`."""

    def split(self, room: float) -> tuple[Block, Block | None]:
        """The part that stands in `room`, and the rest for the next page."""

    def contents(self, top: float) -> Iterator[Content]:
        """What is painted when it stands at the height `top`."""


class Place(msgspec.Struct, frozen=True):
    """The place of the report that a block prints, and the measure it stands in."""

    anchor: str
    x: float
    width: float

    def at(self, top: float, height: float) -> Iterator[Anchor]:
        """The block's area on a page; none for what the report does not hold."""
        if self.anchor:
            yield Anchor(self.anchor, self.x, top, self.width, height)


class TextBlock(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of text; None is an empty line.

    `margin` is left above and below so that what is not on the body's grid takes up whole lines.
    A `solid` block is never parted. `heading` is its level, for the outline, and its words.
    """

    element: Element
    lines: tuple[Line | None, ...]
    pitch: float
    place: Place
    margin: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    solid: bool = False
    heading: tuple[int, str] | None = None

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.pitch + 2 * self.margin

    def least(self, room: float, page: float) -> float:  # noqa: ARG002 - asked of all blocks
        """Two lines, so that none stands alone at the foot of a page."""
        if self.solid or len(self.lines) <= _SHORT:
            return self.height
        return 2 * self.pitch

    def split(self, room: float) -> tuple[Block, Block | None]:
        """Part the block so that no line stands alone at the head of the next page."""
        if self.solid or self.height <= room + EXACT:
            return self, None
        count = int((room + EXACT) / self.pitch)
        if count == len(self.lines) - 1:
            count -= 1
        return self.parted(max(1, count))

    def parted(self, count: int) -> tuple[TextBlock, TextBlock]:
        """The first lines, and the others."""
        return (
            replace(self, lines=self.lines[:count], space_after=0.0),
            replace(self, lines=self.lines[count:], space_before=0.0, heading=None),
        )

    def contents(self, top: float) -> Iterator[Content]:
        """The runs of all lines."""
        yield Content(self.element, tuple(self._items(top)))

    def _items(self, top: float) -> Iterator[Item]:
        yield from self.place.at(top, self.height)
        if self.heading:
            yield Bookmark(*self.heading, top)
        for number, line in enumerate(self.lines):
            if line:
                yield from line.runs(top + self.margin + (number + 0.5) * self.pitch)


class WholeBlock(msgspec.Struct, frozen=True, kw_only=True):
    """What the blocks have in common that are never parted."""

    height: float
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False

    def least(self, room: float, page: float) -> float:  # noqa: ARG002 - asked of all blocks
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Self, None]:  # noqa: ARG002 - asked of all blocks
        """All of it; nothing is left."""
        return self, None


class PictureBlock(WholeBlock, frozen=True, kw_only=True):
    """A picture in the middle of the measure, and its caption below.

    Both together take up whole lines of the body's grid.
    """

    element: Element
    picture: Picture
    caption: TextBlock | None
    place: Place

    def contents(self, top: float) -> Iterator[Content]:
        """The picture, then its caption."""
        caption = self.caption.height if self.caption else 0.0
        above = (self.height - caption - self.picture.height) / 2
        picture = replace(self.picture, y=top + above)
        yield Content(self.element, (*self.place.at(top, self.height), picture))
        if self.caption:
            yield from self.caption.contents(top + self.height - caption)
