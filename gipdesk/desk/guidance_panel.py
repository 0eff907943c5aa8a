"""What the notice and the law say about the section that is open, beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gipdesk.report.edition import Form, Guidance


class GuidancePanel(QScrollArea):
    """The hints of one section; what is not official says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_guidance(self, form: Form, sections: tuple[str, ...]) -> None:
        """Show what is said about these sections."""
        found = [form.section(each) for each in sections]
        hints = [hint for section in found if section for hint in section.guidance]
        body = QWidget(objectName="cardList")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(10, 10, 10, 10)
        lines.setSpacing(8)
        for hint in hints:
            lines.addWidget(_card(hint))
        if not hints:
            lines.addWidget(QLabel("这一部分没有填写说明。", objectName="quiet"))
        lines.addStretch(1)
        self.setWidget(body)


def _card(hint: Guidance) -> QFrame:
    card = QFrame(objectName="card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(10, 8, 10, 8)
    lines.setSpacing(5)
    name = "official" if hint.official else "reference"
    mark = QLabel("官方" if hint.official else "参考", objectName=name)
    lines.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
    lines.addWidget(_text(hint.text))
    source = _text(f"来源：{hint.source}")
    source.setObjectName("quiet")
    lines.addWidget(source)
    return card


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
