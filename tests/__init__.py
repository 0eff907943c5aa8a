"""The suite; it mirrors the packages."""

from __future__ import annotations
