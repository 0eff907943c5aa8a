"""Finding and replacing words in the whole report."""

from __future__ import annotations
