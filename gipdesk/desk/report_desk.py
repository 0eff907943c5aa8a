"""The desk of one open report: tabs at the left, the page, findings and guidance at the right."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from gipdesk.checks.finding import Finding, Fix
from gipdesk.desk.details_page import DetailsPage
from gipdesk.desk.extra_sections import begun_section
from gipdesk.desk.findings_panel import FindingsPanel
from gipdesk.desk.guidance_panel import GuidancePanel
from gipdesk.desk.labels import named
from gipdesk.desk.script_review import ScriptOffer
from gipdesk.desk.section_page import SectionPage
from gipdesk.desk.section_tabs import SectionTabs
from gipdesk.desk.session import Session
from gipdesk.desk.source import SourcePanel
from gipdesk.desk.standing import (
    BESIDE_DETAILS,
    DETAILS,
    section_of_table,
    standings_of,
    tab_of,
    tabs_of,
    unsettled,
)
from gipdesk.files.package import Package
from gipdesk.report.cells import CellRef

Page: TypeAlias = DetailsPage | SectionPage

_TABS_WIDTH, _SIDE_WIDTH = 178, 286
_SOURCE_WIDTH = 420  # a page of the source is hard to read in less
_PAGE_AT_LEAST = 560  # of the report, beside its source


class ReportDesk(QWidget):
    """All that shows and edits one session."""

    cell_entered = Signal(str)
    selection_summary = Signal(str)
    noticed = Signal(str)
    standing_changed = Signal(int, int)  # errors and warnings nobody has settled

    def __init__(self, session: Session, package: Package, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._media = package.media
        self._pages: dict[str, Page] = {}
        self._at = -1  # where F8 is in the list of findings
        self._looked_at = ""
        self._side_width = 0  # of the side pane before the source was shown in it
        self.tabs = SectionTabs(self)
        self.stack = QStackedWidget(self)
        self.findings = FindingsPanel(session, self)
        self.guidance = GuidancePanel(self)
        self.source = SourcePanel(session, package.source, self)
        self.script = ScriptOffer(session, self)
        self.side = self._side_pane()
        self._lay_out()
        self.tabs.tab_chosen.connect(self._show_page)
        self.findings.finding_chosen.connect(self.go_to)
        self.findings.fix_wanted.connect(self._mend)
        self.source.cell_wanted.connect(self.show_cell)
        self.side.currentChanged.connect(self._fit_side)
        session.findings_changed.connect(self._refresh)
        session.structure_changed.connect(self._refresh)
        session.committers.insert(0, _commit_composition)
        self._refresh()

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
        page = self._pages.get(self.tabs.chosen())
        if isinstance(page, SectionPage):
            page.show_cell(ref)

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
        ordered = self.findings.ordered()
        keys = [each.key for each in ordered]
        self._at = keys.index(finding.key) if finding.key in keys else self._at
        self.tabs.choose(tab_of(finding, self.session.report, self.session.form))
        self.show_findings()
        self.findings.show_chosen(finding)
        if finding.cells:
            self.show_cell(finding.cells[0])
        elif finding.spans:
            self._show_span(finding)
        else:
            self._show_page_of(finding)

    def step_finding(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding, round the end."""
        self.session.commit_open_editors()
        ordered = self.findings.ordered()
        if not ordered:
            return
        keys = [each.key for each in ordered]
        is_here = self._looked_at in keys
        at = keys.index(self._looked_at) if is_here else self._at - (by > 0 and self._at >= 0)
        self.go_to(ordered[(at + by) % len(ordered)])

    def add_section(self) -> None:
        """Begin a section the form does not prescribe, behind the one that is shown."""
        session = self.session
        change = begun_section(session.report, session.form, self.tabs.chosen())
        session.do(change, "添加一部分")
        self.tabs.choose(change.section_id)
        self.start_typing()

    def show_findings(self) -> None:
        """Bring the findings to the front of the side pane."""
        self.side.setCurrentWidget(self.findings)

    def show_source(self) -> None:
        """Bring the source to the front of the side pane."""
        self.show_side(is_shown=True)
        self.side.setCurrentWidget(self.source)
        self.source.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side(self, *, is_shown: bool) -> None:
        """Open or close the side pane."""
        self.side.setVisible(is_shown)

    # ---------------------------------------------------------------- inside

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.tabs, self.stack, self.side):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([_TABS_WIDTH, 1000, _SIDE_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.script)
        layout.addWidget(self._splitter, 1)

    def _side_pane(self) -> QTabWidget:
        side = named(QTabWidget(self), "side")
        side.setDocumentMode(True)
        side.addTab(self.findings, "检查")
        side.addTab(self.guidance, "填写说明")
        side.setMinimumWidth(220)
        return side

    def _refresh(self) -> None:
        """Tabs, marks and numbers as they are now."""
        report, form = self.session.report, self.session.form
        findings = self.session.checked().findings
        standings = standings_of(report, form, findings)
        self._drop_pages(set(standings))
        self.tabs.show_tabs(tabs_of(report, form), standings)
        count = len(unsettled(findings, report.accepted))
        self.side.setTabText(0, f"检查 {count}" if count else "检查")
        self._offer_source()
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
        self.stack.setCurrentWidget(self._pages[tab_id])
        sections = BESIDE_DETAILS if tab_id == DETAILS else (tab_id,)
        self.guidance.show_guidance(self.session.form, sections)
        self._choose_side(tab_id)
        self.findings.show_tab(tab_id)
        self.cell_entered.emit("")
        self.selection_summary.emit("")
        self._underline()

    def _choose_side(self, tab_id: str) -> None:
        """What is of most use beside a tab; whoever compares with the source goes on with it."""
        if self.side.currentWidget() is self.source:
            place = self.session.report.provenance.get(tab_id)
            if place:
                self.source.show_place(place)
        else:
            has_findings = self._has_findings(tab_id)
            self.side.setCurrentWidget(self.findings if has_findings else self.guidance)

    def _offer_source(self) -> None:
        """Show the pane of the source where there is one, with the number of its open points."""
        if self.side.indexOf(self.source) < 0 and self.source.has_something():
            self.side.addTab(self.source, "")
        count = self.source.open_points()
        name = f"来源 {count}" if count else "来源"
        self.side.setTabText(self.side.indexOf(self.source), name)

    def _fit_side(self) -> None:
        """Give the source more room than the other panes need."""
        is_source = self.side.currentWidget() is self.source
        if not self.isVisible() or is_source is bool(self._side_width):
            return
        tabs, page, side = self._splitter.sizes()
        wanted = max(side, min(_SOURCE_WIDTH, page + side - _PAGE_AT_LEAST))
        wanted = wanted if is_source else self._side_width
        self._side_width = side if is_source else 0
        self._splitter.setSizes([tabs, page + side - wanted, wanted])

    def _has_findings(self, tab_id: str) -> bool:
        """Whether there is something to mend on a tab; otherwise its guidance is of more use."""
        report, form = self.session.report, self.session.form
        return any(tab_of(each, report, form) == tab_id for each in self.findings.ordered())

    def _new_page(self, tab_id: str) -> Page:
        if tab_id == DETAILS:
            return DetailsPage(self.session, self)
        page = SectionPage(self.session, tab_id, self._media, self)
        page.cell_entered.connect(self.cell_entered)
        page.selection_summary.connect(self.selection_summary)
        page.place_entered.connect(self.source.show_cell)
        page.field_wanted.connect(self._show_field)
        page.noticed.connect(self.noticed)
        return page

    def _show_span(self, finding: Finding) -> None:
        span = finding.spans[0]
        page = self._pages[self.tabs.chosen()]
        if isinstance(page, SectionPage):
            page.show_span(span.block, span.start, span.end)
        elif isinstance(page, DetailsPage):
            for editor in page.editors():
                editor.show_span(span.block, span.start, span.end)

    def _show_page_of(self, finding: Finding) -> None:
        page = self._pages[self.tabs.chosen()]
        if isinstance(page, DetailsPage) and finding.rule == "S.EDITION":
            page.show_field("year")
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
        self.session.do(fix.change, fix.label)


def _commit_composition() -> None:
    """Take what an input method is still composing."""
    QGuiApplication.inputMethod().commit()
