"""Writing text: the editor, and what helps while typing."""

from __future__ import annotations
