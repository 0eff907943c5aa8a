"""What an import could not place: the text, where it stood, and what the reader noted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gipdesk.desk.session import Session


class UnplacedPage(QScrollArea):
    """Text to read and copy; nothing of a source is dropped silently."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        body = QWidget(objectName="pageBody")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(24, 16, 24, 24)
        lines.setSpacing(8)
        lines.addWidget(QLabel("来源中未归入的内容", objectName="heading"))
        lines.addWidget(_text("下面的内容在报告格式中没有位置，不会印出；需要的请复制到相应部分。"))
        for each in session.report.unplaced:
            lines.addWidget(_card(each.text, each.source))
        if session.report.notes:
            lines.addWidget(QLabel("读入时的说明", objectName="subheading"))
            for note in session.report.notes:
                lines.addWidget(_text(note))
        lines.addStretch(1)
        self.setWidget(body)


def _card(text: str, source: str) -> QFrame:
    card = QFrame(objectName="card")
    lines = QVBoxLayout(card)
    lines.addWidget(_text(text))
    if source:
        place = _text(f"位置：{source}")
        place.setObjectName("quiet")
        lines.addWidget(place)
    return card


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
