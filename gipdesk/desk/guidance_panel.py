"""What the notice, the law and practice say about the place one is at, beside it.

First about the cell, then about the section it stands in; what is not official says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gipdesk.desk.labels import card, copyable, label, link, named
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form, Guidance
from gipdesk.report.names import cell_name

PAUSE_MS = 60  # the words follow when the keys rest


class GuidancePanel(QScrollArea):
    """The hints of one section and of the cell in it; follows where one goes."""

    more_wanted = Signal(str)  # the section whose chapter of the manual is wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("填写说明")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._show_place)
        body = named(QWidget(), "cardList")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(10, 10, 10, 10)
        lines.setSpacing(8)
        self._cell, self._section = _Hints(), _Hints()
        self._sections: tuple[str, ...] = ()
        self._place: tuple[Form, CellRef] | None = None  # the cell, while it is not shown yet
        lines.addWidget(self._cell)
        lines.addWidget(self._section)
        more = link("在手册中查看", lambda: self.more_wanted.emit(self._sections[0]))
        lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.setWidget(body)

    def show_guidance(self, form: Form, sections: tuple[str, ...]) -> None:
        """Show what is said about these sections."""
        self._sections = sections
        found = [form.section(each) for each in sections]
        hints = [hint for section in found if section for hint in section.guidance]
        self._place = None
        self._cell.show_hints("", ())
        self._section.show_hints("", hints, "这一部分没有填写说明。")

    def show_cell(self, form: Form, ref: CellRef) -> None:
        """Show what is said about a cell before what is said about its section."""
        self._place = (form, ref)
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with where somebody went while the panel was hidden."""
        super().showEvent(event)
        self._show_place()

    def _show_place(self) -> None:
        if self._place is None:
            return
        form, ref = self._place
        hints = form.tables[ref.table].guidance(ref)
        self._cell.show_hints(cell_name(form, ref) if hints else "", hints)
        self.verticalScrollBar().setValue(0)


class _Hints(QWidget):
    """Some hints under a heading; those that are shown already are not made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, Sequence[Guidance], str] = ("", (), "")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.hide()

    def show_hints(self, heading: str, hints: Iterable[Guidance], otherwise: str = "") -> None:
        """Show these hints, or a sentence where there are none."""
        wanted = (heading, tuple(hints), otherwise)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._clear()
        if heading:
            self._lines.addWidget(copyable(heading, "group"))
        for hint in wanted[1]:
            self._lines.addWidget(_hint_card(hint))
        if otherwise and not wanted[1]:
            self._lines.addWidget(label(otherwise, "quiet"))
        self.setVisible(self._lines.count() > 0)

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()  # or the layout would show it yet, as a window of its own
                widget.setParent(None)
                widget.deleteLater()


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
