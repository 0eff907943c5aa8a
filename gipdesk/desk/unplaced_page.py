"""What an import could not place: the text, where it stood, and what the reader noted."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gipdesk.desk.labels import card, copyable, label, named, wrapped
from gipdesk.desk.session import Session
from gipdesk.report.report import Unplaced


class UnplacedPage(QScrollArea):
    """Text to read and copy; nothing of a source is dropped silently."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        body = named(QWidget(), "pageBody")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(24, 16, 24, 24)
        lines.setSpacing(8)
        lines.addWidget(label("来源中未归入的内容", "heading"))
        lines.addWidget(wrapped(_EXPLANATION, "quiet"))
        for each in session.report.unplaced:
            lines.addWidget(_text_card(each))
        if session.report.notes:
            lines.addWidget(label("读入时的说明", "subheading"))
            for note in session.report.notes:
                lines.addWidget(copyable(note))
        lines.addStretch(1)
        self.setWidget(body)


_EXPLANATION = "下面的内容在报告格式中没有位置，不会印出；需要的请复制到相应部分。"


def _text_card(unplaced: Unplaced) -> QFrame:
    made = card()
    lines = QVBoxLayout(made)
    lines.addWidget(copyable(unplaced.text))
    if unplaced.source:
        lines.addWidget(copyable(f"位置：{unplaced.source}", "quiet"))
    return made
