"""The display list: what lies where on each sheet, in the order in which it is painted.

Lengths are points from the sheet's upper left corner, rightwards and downwards.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class GlyphRun(msgspec.Struct, frozen=True):
    """Letters of one font and size that stand on the baseline `y`, the first one at `x`.

    Each letter takes its own width and `tracking`, which is negative where letters are drawn
    together. `font` is the name of a font file without its ending.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    tracking: float = 0.0


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
    """A picture, scaled to its place."""

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


class Page(msgspec.Struct, frozen=True):
    """One sheet; pages are numbered from 1."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
