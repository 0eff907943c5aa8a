"""The panes beside the page: findings, guidance, preview, source, last year; which is in front.

A pane that nobody has looked at yet is not made: an empty page keeps its place.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gipdesk.desk.findings.panel import FindingsPanel
from gipdesk.desk.guidance_panel import GuidancePanel
from gipdesk.desk.help.anchors import rule_anchor, section_anchor
from gipdesk.desk.session import Session
from gipdesk.desk.standing import BESIDE_DETAILS, DETAILS, tab_of, unsettled
from gipdesk.files.package import Package
from gipdesk.report.cells import CellRef
from gipdesk.report.past import last_year_of
from gipdesk.workflow.source_view import to_compare

if TYPE_CHECKING:  # each is imported with the first pane of its kind
    from gipdesk.desk.preview import PreviewPanel
    from gipdesk.desk.source import SourcePanel
    from gipdesk.desk.years.last_year_panel import LastYearPanel
    from gipdesk.desk.years.todo_panel import TodoPanel

AnyPane = TypeVar("AnyPane", bound=QWidget)

FINDINGS, GUIDANCE, PREVIEW, SOURCE = "findings", "guidance", "preview", "source"
TODO, LAST_YEAR = "todo", "last_year"  # like the others: attributes of `SidePanes`
PAGES = (PREVIEW, SOURCE)  # which show a page
_CHOSEN_BY_HAND = (PREVIEW, TODO, LAST_YEAR)
_LEAST_WIDTH = 220


class SidePanes(QTabWidget):
    """All that stands beside the page of one session, and follows where one goes in it."""

    finding_chosen = Signal(object)  # Finding
    fix_wanted = Signal(object, object)  # Finding, Fix
    point_chosen = Signal(object)  # Finding: of the to-do list
    point_fix_wanted = Signal(object, object)  # Finding, Fix
    cell_wanted = Signal(object)  # CellRef
    place_wanted = Signal(str)
    text_wanted = Signal(str)
    help_wanted = Signal(str)  # an anchor of the manual

    tab_entered = Signal(str)  # these tell the panes where one goes
    cell_entered = Signal(object)  # CellRef
    block_entered = Signal(str)
    place_entered = Signal(str)  # a tab, a cell or a block

    def __init__(self, session: Session, package: Package, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setDocumentMode(True)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setUsesScrollButtons(False)  # rather cut names short than hide some
        self.setMinimumWidth(_LEAST_WIDTH)
        self._session = session
        self._package = package
        self._tab = ""
        self._cell: CellRef | None = None  # entered last, like these two
        self._block = ""
        self._place = ""
        self._made: dict[str, QWidget] = {}
        self._pages: dict[str, QWidget] = {}  # the panes, or the empty pages in their places
        self.currentChanged.connect(self._make)
        self._offer(FINDINGS, "检查", "检查结果")
        self._offer(GUIDANCE, "填写说明", "填写说明")
        self._offer(PREVIEW, "预览", "版面预览")

    # ---------------------------------------------------------------- the panes

    @cached_property
    def findings(self) -> FindingsPanel:
        """What the checks say."""
        pane = FindingsPanel(self._session, self)
        pane.finding_chosen.connect(self.finding_chosen)
        pane.fix_wanted.connect(self.fix_wanted)
        pane.table_wanted.connect(self.cell_wanted)
        pane.explanation_wanted.connect(
            lambda finding: self.help_wanted.emit(rule_anchor(finding.rule))
        )
        return self._put(FINDINGS, pane)

    @cached_property
    def guidance(self) -> GuidancePanel:
        """What notice, law and practice say."""
        pane = GuidancePanel(self)
        pane.more_wanted.connect(lambda section: self.help_wanted.emit(section_anchor(section)))
        self.cell_entered.connect(lambda ref: pane.show_cell(self._session.form, ref))
        return self._put(GUIDANCE, pane)

    @cached_property
    def preview(self) -> PreviewPanel:
        """The pages as they will be printed."""
        from gipdesk.desk.preview import PreviewPanel

        pane = PreviewPanel(self._session, self._package.media, self)
        pane.place_wanted.connect(self.place_wanted)
        self.place_entered.connect(pane.show_place)
        pane.show_place(self._place)
        return self._put(PREVIEW, pane)

    @cached_property
    def source(self) -> SourcePanel:
        """What the report was imported from."""
        from gipdesk.desk.source import SourcePanel

        pane = SourcePanel(self._session, self._package.source, self)
        pane.cell_wanted.connect(self.cell_wanted)
        self.cell_entered.connect(pane.show_cell)
        if self._cell:
            pane.show_cell(self._cell)
        return self._put(SOURCE, pane)

    @cached_property
    def todo(self) -> TodoPanel:
        """What is to be done with last year's contents."""
        from gipdesk.desk.years.todo_panel import TodoPanel

        pane = TodoPanel(self._session, self)
        pane.point_chosen.connect(self.point_chosen)
        pane.fix_wanted.connect(self.point_fix_wanted)
        pane.count_changed.connect(self._offer_years)
        return self._put(TODO, pane)

    @cached_property
    def last_year(self) -> LastYearPanel:
        """What last year's report says."""
        from gipdesk.desk.years.last_year_panel import LastYearPanel

        pane = LastYearPanel(self._session, self)
        pane.text_wanted.connect(self.text_wanted)
        self.tab_entered.connect(pane.show_section)
        self.block_entered.connect(pane.show_beside)
        pane.show_section(self._tab)
        pane.show_beside(self._block)
        return self._put(LAST_YEAR, pane)

    def in_front(self) -> str:
        """The name of the pane that is seen."""
        front = self.currentWidget()
        return next((name for name, page in self._pages.items() if page is front), "")

    def has_pane(self, name: str) -> bool:
        """Whether a pane is offered."""
        return name in self._pages

    def show_pane(self, name: str) -> None:
        """Bring a pane that is offered to the front."""
        self.setCurrentWidget(self._pages[name])

    # ---------------------------------------------------------------- following

    def follow_tab(self, tab_id: str) -> None:
        """Follow to a tab; what is of most use beside it comes to the front."""
        sections = BESIDE_DETAILS if tab_id == DETAILS else (tab_id,)
        self.guidance.show_guidance(self._session.form, sections)
        self._tab = tab_id
        self.tab_entered.emit(tab_id)
        self._follow_place(tab_id)
        self._choose(tab_id)
        self.findings.show_tab(tab_id)

    def follow_cell(self, ref: CellRef) -> None:
        """Follow to a cell."""
        self._cell = ref
        self.cell_entered.emit(ref)
        self._follow_place(str(ref))

    def follow_block(self, place: str) -> None:
        """Follow to a block of the text."""
        self._block = place
        self.block_entered.emit(place)
        self._follow_place(place)

    def refresh(self) -> None:
        """Offer the panes that the report has something for, with the numbers of open points."""
        report = self._session.report
        count = len(unsettled(self._session.checked().findings, report.accepted))
        self._name(FINDINGS, "检查", count)
        compared = to_compare(report)
        if self._package.source is not None or compared:
            self._offer(SOURCE, "来源", "对照来源")
        self._name(SOURCE, "来源", compared.open_points)
        self._offer_years()

    # ---------------------------------------------------------------- inside

    def _follow_place(self, place: str) -> None:
        self._place = place
        self.place_entered.emit(place)

    def _choose(self, tab_id: str) -> None:
        """Bring findings or guidance to the front; who looks at another pane goes on with it."""
        front = self.in_front()
        if front == SOURCE:
            place = self._session.report.provenance.get(tab_id)
            if place:
                self.source.show_place(place)
        elif front not in _CHOSEN_BY_HAND:
            self.show_pane(FINDINGS if self._has_findings(tab_id) else GUIDANCE)

    def _has_findings(self, tab_id: str) -> bool:
        """Whether there is something to mend on a tab; otherwise its guidance is of more use."""
        report, form = self._session.report, self._session.form
        return any(tab_of(each, report, form) == tab_id for each in self.findings.ordered())

    def _offer_years(self) -> None:
        """Offer the panes of last year where the report remembers it."""
        if last_year_of(self._session.report) is not None:
            if self.todo.has_something():
                self._offer(TODO, "待办", "上年待办")
            self._offer(LAST_YEAR, "上年", "上年报告")
        if self.has_pane(TODO):
            self._name(TODO, "待办", self.todo.open_points())

    def _offer(self, name: str, text: str, tip: str) -> None:
        """Give a pane its tab, if it has none yet."""
        if name not in self._pages:
            self._pages[name] = self._made.get(name) or QWidget(self)
            self.setTabToolTip(self.addTab(self._pages[name], text), tip)

    def _name(self, name: str, text: str, count: int) -> None:
        """Say on the tab of a pane, if it has one, how much is open in it."""
        if self.has_pane(name):
            self.setTabText(self.indexOf(self._pages[name]), f"{text} {count}" if count else text)

    def _make(self) -> None:
        """Make the pane in front, if there is but its place."""
        getattr(self, self.in_front(), None)

    def _put(self, name: str, pane: AnyPane) -> AnyPane:
        """Put a new pane into its place; hide it while it has none."""
        self._made[name] = pane
        place = self._pages.get(name)
        if place is None:
            pane.hide()
            return pane
        self._pages[name] = pane
        at, is_front = self.indexOf(place), place is self.currentWidget()
        text, tip = self.tabText(at), self.tabToolTip(at)
        with QSignalBlocker(self):  # in front is the same as before
            self.setTabToolTip(self.insertTab(at, pane, text), tip)
            self.removeTab(at + 1)
            if is_front:
                self.setCurrentIndex(at)
        place.deleteLater()
        return pane
