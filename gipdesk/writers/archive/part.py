"""The parts of ISO 19005 that a file may declare."""

from __future__ import annotations

from enum import Enum


class ArchivePart(Enum):
    """A part of PDF/A, at conformance level B, and the version of PDF it builds on."""

    PDF_A_1B = 1, (1, 4)
    PDF_A_2B = 2, (1, 7)

    def __init__(self, number: int, pdf_version: tuple[int, int]) -> None:
        self.number = number
        self.pdf_version = pdf_version
