"""What the cards of a list have in common: one is marked, a click goes there, arrows go on."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

FIX = "fix"  # what the style sheet calls the buttons of fixes

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Card(QFrame):
    """Words about a place of the report or of its source."""

    entered = Signal()  # somebody wants to go there

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_chosen(self, *, is_chosen: bool) -> None:
        """Mark the card as the one being looked at."""
        if self.property("chosen") != is_chosen:
            self.setProperty("chosen", is_chosen)
            self.style().unpolish(self)
            self.style().polish(self)

    def take_focus(self) -> None:
        """Give it the keyboard, and bring it into view."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        for area in self.window().findChildren(QScrollArea):
            if area.isAncestorOf(self):
                area.ensureWidgetVisible(self, 0, 8)

    def fixes(self) -> list[QPushButton]:
        """The buttons of what would mend it, the first one first."""
        return self.findChildren(QPushButton, FIX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_inside:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter or space; an arrow goes to the card above or below."""
        key = Qt.Key(event.key())
        if key in _GO:
            self.entered.emit()
        elif key in _STEPS:
            self._step(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        around = self.parentWidget()
        beside = around.findChildren(Card) if around else [self]
        cards = sorted((each for each in beside if not each.isHidden()), key=lambda each: each.y())
        at = cards.index(self) + by
        if 0 <= at < len(cards):
            cards[at].take_focus()


class Mending(Enum):
    """What came of the wish to mend what is looked at."""

    DONE = auto()
    CHOICE = auto()  # nothing tells which of several fixes is right: the first has the keyboard
    NOTHING = auto()  # no fix is offered


def mend_marked(pane: QWidget) -> Mending:
    """Do what the marked card in sight offers, or lead to it where it offers several things."""
    marked = (each for each in pane.findChildren(Card) if each.property("chosen"))
    card = next((each for each in marked if each.isVisible() and each.fixes()), None)
    if card is None:
        return Mending.NOTHING
    first, *others = card.fixes()
    if not others:
        first.click()
        return Mending.DONE
    card.take_focus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    return Mending.CHOICE
