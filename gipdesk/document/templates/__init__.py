"""Templates: how they are rendered, what they may say, and what is wrong with them."""

from __future__ import annotations
