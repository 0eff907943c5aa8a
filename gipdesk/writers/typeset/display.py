"""The display list: what lies where on each sheet and what it is part of, in order of painting.

Lengths are points from the sheet's upper left corner, rightwards and downwards.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from gipdesk.writers.typeset.elements import Meaning


class GlyphRun(msgspec.Struct, frozen=True):
    """Letters of one font and size that stand on the baseline `y`, the first one at `x`.

    Each letter takes its own width and `tracking`, which is negative where letters are drawn
    together; behind the last one there is a `gap` on the line. `font` is the name of a font in the
    `Faces` used.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    tracking: float = 0.0
    gap: float = 0.0


class Rectangle(msgspec.Struct, frozen=True):
    """A filled area; `fill` is RRGGBB."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Rule(msgspec.Struct, frozen=True):
    """A straight black line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


class Picture(msgspec.Struct, frozen=True):
    """A picture, scaled to its place; `data` are opaque PNG or JPEG."""

    x: float
    y: float
    width: float
    height: float
    media: str
    data: bytes


class Anchor(msgspec.Struct, frozen=True):
    """The area that a place of the report takes up: a cell, or a block's part on this page."""

    name: str
    x: float
    y: float
    width: float
    height: float


class Bookmark(msgspec.Struct, frozen=True):
    """A heading, for the outline; `level` counts from 1."""

    level: int
    title: str
    y: float


Item: TypeAlias = GlyphRun | Rectangle | Rule | Picture | Anchor | Bookmark


class Content(msgspec.Struct, frozen=True):
    """Items that lie on one page and are part of the same; none where an element is empty."""

    meaning: Meaning
    items: tuple[Item, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """One sheet; pages are numbered from 1."""

    number: int
    width: float
    height: float
    contents: tuple[Content, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All that lies on the sheet, whatever it is part of."""
        return tuple(item for content in self.contents for item in content.items)
