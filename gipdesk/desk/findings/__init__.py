"""What the checks found, as cards that are worked off."""

from __future__ import annotations
