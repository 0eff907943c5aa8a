"""What last year's report says in the section that is shown, each paragraph to be put in again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import copyable, label, link, named
from gipdesk.desk.session import Session
from gipdesk.report.past import last_year_of
from gipdesk.report.report import Paragraph

_NOTHING = "上年报告在这一部分没有文字。"
_ALIKE = 0.35  # below this two paragraphs have nothing to do with each other


class OldParagraph(QFrame):
    """A paragraph of last year's, and the way to put it into this year's."""

    wanted = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.text = text
        self.setAccessibleName(f"上年：{text}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 8, 10, 6)
        lines.setSpacing(2)
        lines.addWidget(copyable(text))
        row = QHBoxLayout()
        row.addStretch(1)
        puts = link("插入到光标处", lambda: self.wanted.emit(text))
        puts.setAccessibleDescription(text)
        row.addWidget(puts)
        lines.addLayout(row)

    def set_chosen(self, *, is_chosen: bool) -> None:
        """Mark it as the one that this year's paragraph comes from."""
        if self.property("chosen") != is_chosen:
            self.setProperty("chosen", is_chosen)
            self.style().unpolish(self)
            self.style().polish(self)


class LastYearPanel(QScrollArea):
    """The paragraphs of one section, as they were."""

    text_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAccessibleName("上年文字")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._section = ""
        self._place = ""  # where the cursor is
        self._cards: list[OldParagraph] = []
        session.structure_changed.connect(self._fill)

    def has_something(self) -> bool:
        """Whether the report remembers last year."""
        return last_year_of(self._session.report) is not None

    def cards(self) -> list[OldParagraph]:
        """The paragraphs from top to bottom."""
        return list(self._cards)

    def show_section(self, section_id: str) -> None:
        """Show what stood in this section."""
        if section_id != self._section:
            self._section = section_id
            self._fill()

    def show_beside(self, place: str) -> None:
        """Mark the paragraph most like the one at a place, `section#block`, once it can be seen."""
        self._place = place
        if self.isVisible():
            self._mark()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was written while another pane was in front."""
        super().showEvent(event)
        self._mark()

    def _mark(self) -> None:
        section_id, _, block_id = self._place.partition("#")
        section = self._session.report.section(section_id)
        blocks = section.blocks if section else []
        texts = [
            each.text for each in blocks if isinstance(each, Paragraph) and each.id == block_id
        ]
        best = _most_alike(texts[0], self._cards) if texts else None
        for card in self._cards:
            card.set_chosen(is_chosen=card is best)
        if best:
            self.ensureWidgetVisible(best, 0, 8)

    def _fill(self) -> None:
        past = last_year_of(self._session.report)
        texts = past.paragraphs.get(self._section, ()) if past else ()
        holder = named(QWidget(), "cardList")
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as wrapped
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(10, 8, 10, 10)
        lines.setSpacing(6)
        self._cards = [OldParagraph(text) for text in texts]
        lines.addWidget(label(f"{past.year}年报告" if past and texts else _NOTHING, "group"))
        for card in self._cards:
            card.wanted.connect(self.text_wanted)
            lines.addWidget(card)
        lines.addStretch(1)
        self.setWidget(holder)
        lines.activate()


def _most_alike(text: str, cards: list[OldParagraph]) -> OldParagraph | None:
    from difflib import SequenceMatcher

    likeness = {card: SequenceMatcher(None, text, card.text).quick_ratio() for card in cards}
    best = max(likeness, key=lambda card: likeness[card], default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None
