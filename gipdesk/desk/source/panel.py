"""The pane that puts the source beside the report: what is open above, the source itself below."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import label, link, named, wrapped
from gipdesk.desk.session import Session
from gipdesk.desk.source.cards import SourceCard
from gipdesk.desk.source.pages import SourcePages
from gipdesk.desk.source.text import SourceText
from gipdesk.desk.task import Task
from gipdesk.files.package import SourceFile
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell, SetUnplaced
from gipdesk.report.names import cell_name
from gipdesk.report.report import Cell, Unplaced
from gipdesk.workflow.source_view import Doubt, SourceView, ToCompare, source_view, to_compare

_MOST_CARDS = 60  # of a kind; the rest follows as these are settled
_NO_SOURCE = "报告里没有保留来源文件。"


class SourcePanel(QSplitter):
    """Doubts, what was not read, and the source with the place of what is chosen."""

    cell_wanted = Signal(object)  # CellRef

    def __init__(
        self, session: Session, source: SourceFile | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._source = source
        self._view: SourceView | None = None
        self._task: Task | None = None
        self._place = ""
        self._listed: ToCompare | None = None
        self._shows_others = False
        self._cards: list[SourceCard] = []
        self._list = named(QScrollArea(), "cards")
        self.text = SourceText()
        self.pages = SourcePages()
        self._message = wrapped("", "quiet")
        self._lay_out()
        self.hide()
        session.findings_changed.connect(self._refresh)

    def has_something(self) -> bool:
        """Whether there is anything to look at."""
        return self._source is not None or bool(to_compare(self._session.report))

    def open_points(self) -> int:
        """How many points ask for a decision."""
        return to_compare(self._session.report).open_points

    def is_ready(self) -> bool:
        """Whether the source can be seen, if there is one."""
        has_pages = self._view is not None and self._view.pages > 0
        return self._source is None or (self.pages.is_painted() if has_pages else bool(self._view))

    def show_cell(self, ref: CellRef) -> None:
        """Show where a cell's value came from."""
        self.show_place(self._session.report.provenance.get(str(ref), ""))

    def show_place(self, place: str) -> None:
        """Look at a place of the source: its line, or its page."""
        self._place = place
        self._mark_card()
        if self._view is None:
            return
        page = self._view.page_at(place)
        if page is not None:
            self.pages.show_page(page)
        self.text.show_line(self._view.line_at(place))

    def first_field(self) -> QWidget:
        """Where the keyboard begins: the first card, or the source."""
        for card in self._cards:
            return card
        return self.pages if self._view and self._view.pages else self.text

    def cards(self) -> list[SourceCard]:
        """The cards from top to bottom."""
        return list(self._cards)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the source when somebody wants to see it."""
        super().showEvent(event)
        self._refresh()
        if self._source and self._view is None and self._task is None:
            self._message.setText("正在读取来源…")
            read = partial(source_view, self._source.data)
            self._task = Task(read, (UnreadableSourceError,), self)
            self._task.done.connect(self._show_source)
            self._task.failed.connect(self._message.setText)
            self._task.start()

    # ---------------------------------------------------------------- the source

    def _lay_out(self) -> None:
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below = QWidget()
        lines = QVBoxLayout(below)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        name = label(self._source.name if self._source else "", "sourceName")
        name.setToolTip(name.text())
        lines.addWidget(name)
        name.setVisible(bool(name.text()))
        self._stack = QStackedWidget()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setText(_NO_SOURCE)
        for widget in (self._message, self.text, self.pages):
            self._stack.addWidget(widget)
        lines.addWidget(self._stack, 1)
        self.addWidget(self._list)
        self.addWidget(below)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes([200, 400])

    def _show_source(self, view: SourceView) -> None:
        self._view = view
        self.text.show_lines(view.lines)
        if view.pages and self._source:
            self.pages.show_document(self._source.data, view.pages)
        self._stack.setCurrentWidget(self.pages if view.pages else self.text)
        self.show_place(self._place)

    # ---------------------------------------------------------------- what is open

    def _refresh(self) -> None:
        """List what is open now."""
        found = to_compare(self._session.report)
        if self.isVisible() and found != self._listed:
            self._listed = found
            self._fill(found)

    def _fill(self, found: ToCompare) -> None:
        is_first, at = not self._list.widget(), self._list.verticalScrollBar().value()
        self._cards = []
        body = named(QWidget(), "cardList")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(10, 8, 10, 10)
        lines.setSpacing(6)
        if not found.open_points:
            lines.addWidget(label("没有存疑和未读入的内容", "group"))
        _add_group(lines, "存疑", [self._doubt_card(each) for each in found.doubts[:_MOST_CARDS]])
        _add_group(lines, "未读入", [self._unread_card(e) for e in found.unread[:_MOST_CARDS]])
        if found.others:
            self._add_others(lines, found.others)
        if found.notes:
            lines.addWidget(label("读入说明", "group"))
            for note in found.notes:
                lines.addWidget(wrapped(note))
        lines.addStretch(1)
        self._list.setWidget(body)
        self._list.verticalScrollBar().setValue(at)
        self._mark_card()
        if is_first:  # no more room than it takes: below is what is to be read
            wanted = min(body.sizeHint().height(), self.height() * 2 // 5)
            self.setSizes([wanted, self.height() - wanted])

    def _mark_card(self) -> None:
        for card in self._cards:
            card.set_chosen(is_chosen=bool(self._place) and card.place == self._place)

    def _doubt_card(self, doubt: Doubt) -> SourceCard:
        card = self._card(cell_name(self._session.form, doubt.ref), doubt.place)
        card.entered.connect(lambda: self.cell_wanted.emit(doubt.ref))
        card.offer_choices(doubt.choices, partial(self._settle, doubt.ref))
        return card

    def _unread_card(self, unread: Unplaced) -> SourceCard:
        card = self._card(unread.text, unread.source)
        card.offer_act("已核对", partial(self._settle_unread, unread))
        return card

    def _card(self, text: str, place: str) -> SourceCard:
        card = SourceCard(text, place)
        card.entered.connect(lambda: self.show_place(place))
        self._cards.append(card)
        return card

    def _add_others(self, lines: QVBoxLayout, others: tuple[Unplaced, ...]) -> None:
        act = "收起" if self._shows_others else "查看"
        lines.addWidget(link(f"{act}来源中的其他文字（{len(others)} 段）", self._switch_others))
        for each in others if self._shows_others else ():
            lines.addWidget(self._card(each.text, each.source))

    def _switch_others(self) -> None:
        self._shows_others = not self._shows_others
        if self._listed:
            self._fill(self._listed)

    def _settle(self, ref: CellRef, text: str) -> None:
        """Type what the source says into a cell, and show it."""
        self._session.commit_open_editors()
        self.cell_wanted.emit(ref)
        self._session.do(SetCell(ref, Cell(text)), f"按来源填入{text}")

    def _settle_unread(self, unread: Unplaced) -> None:
        """Count a piece of text among those without a place."""
        held = self._session.report.unplaced
        settled = msgspec.structs.replace(unread, is_data=False)
        changed = tuple(settled if each == unread else each for each in held)
        self._session.do(SetUnplaced(changed), "来源内容已核对")


def _add_group(lines: QVBoxLayout, name: str, cards: list[SourceCard]) -> None:
    if cards:
        lines.addWidget(label(name, "group"))
    for card in cards:
        lines.addWidget(card)
