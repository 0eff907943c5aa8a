"""One finding as a card: what is wrong, the fixes as buttons, and the way to accept it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.checks.finding import Finding, Fix
from gipdesk.desk.cards import FIX, Card
from gipdesk.desk.icons import picture_of
from gipdesk.desk.labels import Button, button, label, link, wrapped
from gipdesk.report.edition import Severity

_MARKS = {
    Severity.ERROR: ("mark-error", "错误"),
    Severity.WARNING: ("mark-warning", "提示"),
    Severity.INFO: ("mark-info", "参考"),
}
_SUPPOSED = "属实，确认"  # of most findings; a rule may have other words
_MARK_SIDE = 16
_MOST_FIXES = 3
_GAP = 12  # between two links
_FIX_PADDING = 22  # of the style sheet, both sides, with the border


class FindingCard(Card):
    """A finding; a click or Enter goes where it is."""

    chosen = Signal(object)  # Finding
    fix_wanted = Signal(object, object)  # Finding, Fix
    accepted = Signal(object, object)  # Finding, reason or None to take the acceptance back
    explanation_wanted = Signal(object)  # Finding
    table_wanted = Signal(object)  # CellRef: what the words are at odds with

    def __init__(
        self,
        finding: Finding,
        reason: str | None,
        accept: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """The card of a finding.

        Args:
            finding: What it shows.
            reason: What the finding was accepted with; None where it was not.
            accept: How a person says that it is to stay as it is, in the words of its rule.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.finding = finding
        self.reason = reason
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.entered.connect(lambda: self.chosen.emit(self.finding))
        mark, name = ("mark-done", "已确认") if reason is not None else _MARKS[finding.severity]
        self._accept_words = f"{accept or _SUPPOSED}…"
        self.setAccessibleName(f"{name}：{finding.message}")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 8, 10, 8)
        lines.setSpacing(5)
        lines.addLayout(self._message_row(mark, name))
        if finding.own_severity is not None:
            here, own = _MARKS[finding.severity][1], _MARKS[finding.own_severity][1]
            lines.addWidget(wrapped(f"本机关设为“{here}”，原为“{own}”", "quiet"))
        if reason is None:
            for fix in finding.fixes[:_MOST_FIXES]:
                lines.addWidget(self._fix_button(fix), 0, Qt.AlignmentFlag.AlignLeft)
            self._add_acceptance(lines)
        else:
            self._add_accepted(lines, reason)

    def _message_row(self, mark: str, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        picture = label()
        picture.setPixmap(picture_of(mark, _MARK_SIDE, self.devicePixelRatioF()))
        picture.setToolTip(name)
        picture.setAccessibleName(name)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        message = wrapped(self.finding.message)
        message.setToolTip(f"规则 {self.finding.rule}")
        row.addWidget(message, 1)
        return row

    def _fix_button(self, fix: Fix) -> QPushButton:
        made = _FixButton(fix.label)
        made.clicked.connect(lambda _=False: self.fix_wanted.emit(self.finding, fix))
        return made

    def _add_explanation(self, lines: QVBoxLayout, *beside: QPushButton) -> None:
        """The ways to the table, for words, and to what the manual says, at the right."""
        row = QHBoxLayout()
        for each in beside:
            row.addWidget(each)
        row.addStretch(1)
        cells = self.finding.cells
        if self.finding.is_in_text and cells:
            row.addWidget(link("看表格", lambda: self.table_wanted.emit(cells[0])))
            row.addSpacing(_GAP)
        row.addWidget(link("说明", lambda: self.explanation_wanted.emit(self.finding)))
        lines.addLayout(row)

    def _add_acceptance(self, lines: QVBoxLayout) -> None:
        if self.finding.severity is Severity.ERROR:
            self._add_explanation(lines)
            return
        self._offer = link(self._accept_words, self._ask_reason)
        self._add_explanation(lines, self._offer)
        self._reason_row = QWidget()
        row = QHBoxLayout(self._reason_row)
        row.setContentsMargins(0, 0, 0, 0)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText("理由（审核人看得到）")
        self._reason.setAccessibleName("确认的理由")
        self._reason.returnPressed.connect(self._accept)
        row.addWidget(self._reason, 1)
        row.addWidget(button("确认", self._accept))
        self._reason_row.hide()
        lines.addWidget(self._reason_row)

    def _add_accepted(self, lines: QVBoxLayout, reason: str) -> None:
        lines.addWidget(wrapped(f"已确认：{reason}", "quiet"))
        take_back = link("取消确认", lambda: self.accepted.emit(self.finding, None))
        self._add_explanation(lines, take_back)

    def _ask_reason(self) -> None:
        self._offer.hide()
        self._reason_row.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up accepting; whoever holds the card leads back from there."""
        if event.key() == Qt.Key.Key_Escape and self.reason is None:
            self._give_up_accepting()
        super().keyPressEvent(event)

    def _give_up_accepting(self) -> None:
        if self.finding.severity is not Severity.ERROR and not self._reason_row.isHidden():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # who hides the focus passes it on
            self._reason_row.hide()
            self._offer.show()

    def _accept(self) -> None:
        reason = self._reason.text().strip()
        if reason:
            self.accepted.emit(self.finding, reason)


class _FixButton(Button):
    """A button that leaves out the middle of a label too long for the card."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName(FIX)
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._natural = super().sizeHint()

    def sizeHint(self) -> QSize:
        """Wide enough for the whole label."""
        return self._natural

    def minimumSizeHint(self) -> QSize:
        """As narrow as the card asks for."""
        return QSize(60, self._natural.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the label to the room there is."""
        super().resizeEvent(event)
        room = event.size().width() - _FIX_PADDING
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._name, middle, room))
