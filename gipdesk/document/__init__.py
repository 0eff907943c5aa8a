"""A report as a tree of blocks: what stands on the paper, without how it looks."""

from __future__ import annotations
