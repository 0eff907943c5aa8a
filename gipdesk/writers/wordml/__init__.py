"""The parts of a Word file: style sheet, sections, body and tables as WordprocessingML."""

from __future__ import annotations
