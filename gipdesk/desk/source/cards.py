"""What is to be compared with the source, one card each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gipdesk.desk.cards import Card
from gipdesk.desk.labels import button, link, wrapped

_MOST_CHOICES = 8
_CHOICES_IN_A_ROW = 4
_LONGEST_TEXT = 300  # characters shown of a piece of text; the source itself is below


class SourceCard(Card):
    """Words about a place of the source; a click or Enter goes there."""

    def __init__(self, text: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setAccessibleName(f"{text}，{place}" if place else text)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(10, 7, 10, 7)
        self._lines.setSpacing(4)
        shown = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
        self._lines.addWidget(wrapped(shown))
        if place:
            self._lines.addWidget(wrapped(place, "quiet"))

    def offer_choices(self, choices: tuple[str, ...], choose: Callable[[str], object]) -> None:
        """Offer what the source may say; a blank is no offer, the cell is blank already."""
        filled = [each for each in choices if each][:_MOST_CHOICES]
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for number, text in enumerate(filled):
            made = button(text, partial(choose, text), "fix")
            made.setToolTip(f"填入{text}")
            made.setAccessibleName(f"填入{text}")
            grid.addWidget(made, *divmod(number, _CHOICES_IN_A_ROW))
        grid.setColumnStretch(_CHOICES_IN_A_ROW, 1)
        self._lines.addLayout(grid)
        if len(filled) < len(choices):
            self._lines.addWidget(wrapped("也可能是空白。", "quiet"))

    def offer_act(self, text: str, act: Callable[[], object]) -> None:
        """Offer something to do about it."""
        self._lines.addWidget(link(text, act), 0, Qt.AlignmentFlag.AlignLeft)
