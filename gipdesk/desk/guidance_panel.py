"""What the notice and the law say about the section that is open, beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gipdesk.desk.labels import card, copyable, label, named
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
        body = named(QWidget(), "cardList")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(10, 10, 10, 10)
        lines.setSpacing(8)
        for hint in hints:
            lines.addWidget(_hint_card(hint))
        if not hints:
            lines.addWidget(label("这一部分没有填写说明。", "quiet"))
        lines.addStretch(1)
        self.setWidget(body)


def _hint_card(hint: Guidance) -> QFrame:
    made = card()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(10, 8, 10, 8)
    lines.setSpacing(5)
    mark = label("官方", "official") if hint.official else label("参考", "reference")
    lines.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
    lines.addWidget(copyable(hint.text))
    lines.addWidget(copyable(f"来源：{hint.source}", "quiet"))
    return made
