"""The desk of one open report: tabs at the left, the page, findings and guidance at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gipdesk.checks.finding import Finding, Fix, renewed
from gipdesk.desk.arrangement import Arrangement
from gipdesk.desk.cards import Mending, mend_marked
from gipdesk.desk.details_page import DetailsPage
from gipdesk.desk.extra_sections import begun_section
from gipdesk.desk.search.bar import FindBar
from gipdesk.desk.search.hits import mark_hits, show_hit
from gipdesk.desk.search.words import Here
from gipdesk.desk.section_tabs import SectionTabs
from gipdesk.desk.session import Session
from gipdesk.desk.side_panes import FINDINGS, PAGES, PREVIEW, SOURCE, TODO, SidePanes
from gipdesk.desk.standing import (
    BESIDE_DETAILS,
    DETAILS,
    section_of_table,
    standings_of,
    tab_of,
    tabs_of,
    unsettled,
)
from gipdesk.desk.text.editor import TextEditor
from gipdesk.files.package import Package
from gipdesk.report.cells import CellRef
from gipdesk.report.searching import Hit

if TYPE_CHECKING:  # tables and their editors are imported with the first page that has one
    from gipdesk.desk.script_review import ScriptOffer
    from gipdesk.desk.section_page import SectionPage

Page: TypeAlias = "DetailsPage | SectionPage"

_FIELDS = {"S.EDITION": "year", "Y.DATE": "signed_on"}  # of the details, by what is found there
TITLE_PLACE = "title"  # what a template calls the place of the title

_MENDING = {
    Mending.CHOICE: "有几种改法：按 ↑、↓ 选，按 Enter 采用，按 Esc 返回。",
    Mending.NOTHING: "这里没有可以直接采用的改法，请在原处修改。",
}
_OUTDATED = "报告刚有改动，这条建议已经更新，请再看一下。"
_TABS_WIDTH, _SIDE_WIDTH = 178, 286
_PAPER_WIDTH = 420  # a page, of the source or of the preview, is hard to read in less
_EDITOR_AT_LEAST = 560  # beside a page


class ReportDesk(QWidget):
    """All that shows and edits one session."""

    cell_entered = Signal(str)
    selection_summary = Signal(str)
    noticed = Signal(str)
    offered = Signal(str, str, object)  # a sentence, the text of a button, what it does
    media_added = Signal(str, object)  # a picture's name and bytes, before it is shown
    standing_changed = Signal(int, int)  # errors and warnings nobody has settled
    help_wanted = Signal(str)  # an anchor of the manual

    def __init__(self, session: Session, package: Package, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._media = package.media
        self._pages: dict[str, Page] = {}
        self._at = -1  # where F8 is in the list of findings
        self._looked_at = ""
        self._side_width = 0  # of the side pane before a page was shown in it
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.tabs = SectionTabs(self._splitter)  # who has its parent at once is dressed but once
        self.stack = QStackedWidget(self._splitter)
        self.side = SidePanes(session, package, self._splitter)
        self._shows_past = True
        self.find_bar = FindBar(session, self._here, self)
        self.find_bar.hit_wanted.connect(self.show_hit)
        self.find_bar.noticed.connect(self.noticed)
        self.find_bar.hits_changed.connect(self._mark_found)
        self._lay_out()
        self._follow_side()
        self.tabs.tab_chosen.connect(self._show_page)
        self.tabs.clicked.connect(self._go_on_typing)
        self.tabs.activated.connect(self._go_on_typing)
        session.findings_changed.connect(self._refresh)
        session.structure_changed.connect(self._refresh)
        session.committers.insert(0, _commit_composition)
        self._refresh()

    @cached_property
    def script(self) -> ScriptOffer:
        """The offer above the page to turn Traditional characters into Simplified ones."""
        from gipdesk.desk.script_review import ScriptOffer

        offer = ScriptOffer(self.session, self)
        self._whole.insertWidget(0, offer)
        return offer

    # ---------------------------------------------------------------- going there

    def start_typing(self) -> None:
        """Put the focus into the first field of the page."""
        page = self._pages.get(self.tabs.chosen())
        if page is not None:
            page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_tab(self, tab_id: str) -> None:
        """Go to a tab."""
        self.tabs.choose(tab_id)

    def show_cell(self, ref: CellRef) -> None:
        """Go to a cell."""
        self.show_table(ref.table)
        page = self._section_page()
        if page is not None:
            page.show_cell(ref)

    def show_place(self, place: str) -> None:
        """Go to a place of the report: a cell, a block, a table or a section."""
        section, _, block = place.partition("#")
        if "/" in place:
            self.show_cell(self.session.form.cell(place))
        elif block:
            self.show_section(section)
            self._show_words(block, 0, 0)
        elif place in self.session.form.tables:
            self.show_table(place)
        elif place == TITLE_PLACE:
            self._show_field("title")
        else:
            self.show_section(place)

    def show_section(self, section_id: str) -> None:
        """Go to the tab that shows a section."""
        self.tabs.choose(DETAILS if section_id in BESIDE_DETAILS else section_id)

    def show_table(self, table_id: str) -> None:
        """Go to the tab that shows a table."""
        self.tabs.choose(section_of_table(self.session.report, self.session.form, table_id))

    def show_current_standing(self) -> None:
        """Tell again how the report stands."""
        self._refresh()

    def go_to(self, finding: Finding) -> None:
        """Go where a finding is mended."""
        self.session.commit_open_editors()
        self._looked_at = finding.key
        ordered = self.side.findings.ordered()
        keys = [each.key for each in ordered]
        self._at = keys.index(finding.key) if finding.key in keys else self._at
        self.tabs.choose(tab_of(finding, self.session.report, self.session.form))
        self.show_findings()
        self.side.findings.show_chosen(finding)
        if finding.is_in_text:
            self._show_span(finding)
        elif finding.cells:
            self.show_cell(finding.cells[0])
        else:
            self._show_page_of(finding)

    def go_to_point(self, point: Finding) -> None:
        """Go where a point of the to-do list is done; the list stays in sight."""
        self.session.commit_open_editors()
        self.tabs.choose(tab_of(point, self.session.report, self.session.form))
        self.side.todo.show_chosen(point)
        if point.cells:
            self.show_cell(point.cells[0])
        elif point.spans:
            self.side.last_year.show_beside(f"{point.spans[0].section}#{point.spans[0].block}")
            self._show_span(point)
        else:
            self._show_page_of(point)

    def step_finding(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding, round the end."""
        self.session.commit_open_editors()
        ordered = self.side.findings.ordered()
        if not ordered:
            return
        keys = [each.key for each in ordered]
        is_here = self._looked_at in keys
        at = keys.index(self._looked_at) if is_here else self._at - (by > 0 and self._at >= 0)
        self.go_to(ordered[(at + by) % len(ordered)])

    def mend_chosen(self) -> None:
        """Do the fix of the point that is marked in the side pane, if it has but one."""
        self.session.commit_open_editors()
        said = _MENDING.get(mend_marked(self.side))
        if said:
            self.noticed.emit(said)

    def add_section(self) -> None:
        """Begin a section the form does not prescribe, behind the one that is shown."""
        session = self.session
        change = begun_section(session.report, session.form, self.tabs.chosen())
        session.do(change, "添加一部分")
        self.tabs.choose(change.section_id)
        self.start_typing()

    def find_words(self, *, is_replacing: bool) -> None:
        """Open the bar that finds words; it begins with those selected."""
        focus = QApplication.focusWidget()
        is_text = isinstance(focus, TextEditor)
        words = focus.textCursor().selectedText() if isinstance(focus, TextEditor) else ""
        self.session.commit_open_editors()
        is_one_line = is_text and "\u2029" not in words
        self.find_bar.open(words if is_one_line else "", is_replacing=is_replacing)

    def show_hit(self, hit: Hit) -> None:
        """Go to words that were found."""
        show_hit(self, hit)

    def insert(self, what: str) -> None:
        """Put a picture or a table into the section that is shown."""
        page = self._section_page()
        if page is None or not self.session.report.section(page.section_id):
            self.noticed.emit("图片和表格放在报告的各部分中：请先到那一部分。")
        elif what == "picture":
            page.insert_pictures()
        else:
            page.insert_table()

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.tabs.chosen())

    def _section_page(self) -> SectionPage | None:
        """The page that is shown, where it is that of a section."""
        page = self.page()
        return None if isinstance(page, DetailsPage) else page

    def _here(self) -> Here:
        """Where the user is, to find words from there on."""
        focus = QApplication.focusWidget()
        if isinstance(focus, TextEditor) and self.isAncestorOf(focus):
            cursor = focus.textCursor()
            place = cursor.selectionStart() - cursor.block().position()
            block, is_chosen = focus.block_at_cursor(), cursor.hasSelection()
            return Here(self.tabs.chosen(), block, max(0, place), is_chosen=is_chosen)
        return Here(self.tabs.chosen())

    def show_findings(self) -> None:
        """Bring the findings to the front of the side pane."""
        self.side.show_pane(FINDINGS)

    def show_source(self) -> None:
        """Bring the source to the front of the side pane."""
        self.show_side(is_shown=True)
        self.side.show_pane(SOURCE)
        self.side.source.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self) -> None:
        """Bring the pages to the front of the side pane."""
        self.show_side(is_shown=True)
        self.side.show_pane(PREVIEW)

    def show_todo(self, *, is_entered: bool = False) -> None:
        """Bring the to-do list to the front of the side pane, where there is one."""
        if self.side.has_pane(TODO):
            self.show_side(is_shown=True)
            self.side.show_pane(TODO)
            if is_entered:
                self.side.todo.enter()

    def show_past(self, *, is_shown: bool) -> None:
        """Show last year's figures in the tables, or leave them out."""
        self._shows_past = is_shown
        for page in self._pages.values():
            if not isinstance(page, DetailsPage):
                page.show_past(is_shown=is_shown)

    def panes(self) -> list[QWidget]:
        """The parts from left to right: tabs, page, side pane."""
        return [self.tabs, self.stack, self.side]

    def show_side(self, *, is_shown: bool) -> None:
        """Open or close the side pane."""
        self.side.setVisible(is_shown)

    def arrangement(self) -> Arrangement:
        """How the desk is arranged, to be found so again."""
        pane = self.side.in_front()
        return Arrangement(
            widths=tuple(self._splitter.sizes()),
            narrow=self._side_width,
            pane=pane if pane in PAGES else "",
            has_side=not self.side.isHidden(),
            shows_past=self._shows_past,
        )

    def arrange(self, arrangement: Arrangement) -> None:
        """Arrange the desk as it was left; findings and guidance choose between themselves."""
        if arrangement.pane in PAGES and self.side.has_pane(arrangement.pane):
            self.side.show_pane(arrangement.pane)
            self._side_width = arrangement.narrow
        if len(arrangement.widths) == self._splitter.count():
            self._splitter.setSizes(list(arrangement.widths))
        self.side.setVisible(arrangement.has_side)
        self.show_past(is_shown=arrangement.shows_past)

    # ---------------------------------------------------------------- inside

    def _lay_out(self) -> None:
        for widget in (self.tabs, self.stack, self.side):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([_TABS_WIDTH, 1000, _SIDE_WIDTH])
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._splitter, 1)
        self._whole.addWidget(self.find_bar)

    def _follow_side(self) -> None:
        """Do what is wanted in the side pane."""
        side = self.side
        side.finding_chosen.connect(self.go_to)
        side.fix_wanted.connect(self._mend)
        side.point_chosen.connect(self.go_to_point)
        side.point_fix_wanted.connect(self._mend_point)
        side.cell_wanted.connect(self.show_cell)
        side.place_wanted.connect(self.show_place)
        side.text_wanted.connect(self._insert_text)
        side.help_wanted.connect(self.help_wanted)
        side.currentChanged.connect(self._fit_side)

    def _refresh(self) -> None:
        """Tabs, marks and numbers as they are now."""
        report, form = self.session.report, self.session.form
        findings = self.session.checked().findings
        standings = standings_of(report, form, findings)
        self._drop_pages(set(standings))
        self.tabs.show_tabs(tabs_of(report, form), standings)
        self.side.refresh()
        count = len(unsettled(findings, report.accepted))
        errors = sum(each.errors for each in standings.values())
        self.standing_changed.emit(errors, count - errors)
        self._underline()

    def _underline(self) -> None:
        page = self._pages.get(self.tabs.chosen())
        if page is None:
            return
        found = unsettled(self.session.checked().findings, self.session.report.accepted)
        spans = [(span, finding.severity) for finding in found for span in finding.spans]
        for editor in page.editors():
            editor.underline(spans)

    def _mark_found(self) -> None:
        """Mark all words that are looked for on the page that is shown."""
        page = self.page()
        if page is not None:
            mark_hits(page, *self.find_bar.marked())

    def _drop_pages(self, tabs: set[str]) -> None:
        for tab_id in [each for each in self._pages if each not in tabs]:
            page = self._pages.pop(tab_id)
            self.stack.removeWidget(page)
            page.deleteLater()

    def _show_page(self, tab_id: str) -> None:
        self.session.commit_open_editors()
        if tab_id not in self._pages:
            self._pages[tab_id] = self._new_page(tab_id)
            self.stack.addWidget(self._pages[tab_id])
        self.side.follow_tab(tab_id)
        self.cell_entered.emit("")
        self.selection_summary.emit("")
        focus = QApplication.focusWidget()
        is_typing = focus is not None and self.stack.isAncestorOf(focus)
        self.stack.setCurrentWidget(self._pages[tab_id])
        if is_typing:
            self._go_on_typing()
        self._underline()
        self._mark_found()

    def _go_on_typing(self) -> None:
        """Put the focus where it was on the page last, or into its first field."""
        page = self._pages[self.tabs.chosen()]
        last = page.focusWidget()
        field = page.first_field() if last in (None, page) else last
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert_text(self, text: str) -> None:
        page = self._section_page()
        if page is not None and not page.insert_text(text):
            self.noticed.emit("请先把光标放到要插入的地方。")

    def _mend_point(self, point: Finding, fix: Fix) -> None:
        self.go_to_point(point)
        self._do_if_still_due(point, fix, self.side.todo.open_now())

    def _fit_side(self) -> None:
        """Give a page more room than the other panes need."""
        is_page = self.side.in_front() in PAGES
        if not self.isVisible() or is_page is bool(self._side_width):
            return
        tabs, page, side = self._splitter.sizes()
        wanted = max(side, min(_PAPER_WIDTH, page + side - _EDITOR_AT_LEAST))
        wanted = wanted if is_page else self._side_width
        self._side_width = side if is_page else 0
        self._splitter.setSizes([tabs, page + side - wanted, wanted])

    def _new_page(self, tab_id: str) -> Page:
        if tab_id == DETAILS:
            return DetailsPage(self.session, self.stack)
        from gipdesk.desk.section_page import SectionPage

        page = SectionPage(self.session, tab_id, self._media, self.stack)
        page.show_past(is_shown=self._shows_past)
        page.block_entered.connect(self.side.follow_block)
        page.place_entered.connect(self.side.follow_cell)
        page.cell_entered.connect(self.cell_entered)
        page.selection_summary.connect(self.selection_summary)
        page.field_wanted.connect(self._show_field)
        page.noticed.connect(self.noticed)
        page.offered.connect(self.offered)
        page.media_added.connect(self.media_added)
        return page

    def _show_span(self, finding: Finding) -> None:
        span = finding.spans[0]
        self._show_words(span.block, span.start, span.end)

    def _show_words(self, block: str, start: int, end: int) -> None:
        """Go to some words of the page that is shown."""
        page = self._pages[self.tabs.chosen()]
        if isinstance(page, DetailsPage):
            for editor in page.editors():
                editor.show_span(block, start, end)
        else:
            page.show_span(block, start, end)

    def _show_page_of(self, finding: Finding) -> None:
        page = self._pages[self.tabs.chosen()]
        if isinstance(page, DetailsPage) and finding.rule in _FIELDS:
            page.show_field(_FIELDS[finding.rule])
        else:
            self.start_typing()

    def _show_field(self, field: str) -> None:
        """Go to a field of the details."""
        self.tabs.choose(DETAILS)
        page = self._pages[DETAILS]
        if isinstance(page, DetailsPage):
            page.show_field(field)

    def _mend(self, finding: Finding, fix: Fix) -> None:
        """Do a fix and show what it did."""
        self.go_to(finding)
        self._do_if_still_due(finding, fix, self.session.checked().findings)

    def _do_if_still_due(self, finding: Finding, fix: Fix, now: Sequence[Finding]) -> None:
        """Do a fix as it is for the report of now: a card may be older than the last key."""
        due = renewed(fix, finding, now)
        if due:
            self.session.do(due.change, due.label)
        else:  # the card shows what is due a moment later, by itself
            self.noticed.emit(_OUTDATED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to where one was typing, be it from a list, a card or its buttons."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_on_typing()
        else:
            super().keyPressEvent(event)


def _commit_composition() -> None:
    """Take what an input method is still composing."""
    QGuiApplication.inputMethod().commit()
