"""The findings, grouped by the tab they are mended in; what a person accepted stands below."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gipdesk.checks.finding import Finding
from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.findings.filter import FindingFilter, Shown, kind_of
from gipdesk.desk.labels import named, wrapped
from gipdesk.desk.session import Session
from gipdesk.desk.standing import tab_of, tabs_of
from gipdesk.report.changes import Accept
from gipdesk.report.edition import Severity

_GAP = 14  # above the name of a group
MOST_CARDS = 60  # more than anybody reads at once; the rest follows as these are mended
PAUSE_MS = 40  # the cells show at once what is wrong; the words follow when the keys rest
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class FindingsPanel(QWidget):
    """The findings of the open report, kept up to date, all or those of one kind."""

    finding_chosen = Signal(object)  # Finding
    fix_wanted = Signal(object, object)  # Finding, Fix
    explanation_wanted = Signal(object)  # Finding
    table_wanted = Signal(object)  # CellRef

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cards: list[FindingCard] = []
        self._groups: list[QLabel] = []
        self._spare = QWidget()  # takes the room below the last card
        self._chosen = ""
        self._left_out = 0  # findings beyond the most that are shown
        self._list = named(QWidget(), "cardList")
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(10, 8, 10, 10)
        self._lines.setSpacing(6)
        self.filter = FindingFilter()
        self.filter.changed.connect(self.refresh)
        self._area = self._scroll_area()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.filter)
        whole.addWidget(self._area, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        session.findings_changed.connect(self._pause.start)
        self.refresh()

    def ordered(self) -> list[Finding]:
        """The findings nobody accepted, in the order they are shown and F8 goes through them.

        Where the filter shows no such finding, all of them.
        """
        accepted = self._session.report.accepted
        unsettled = [each for each in self._sorted() if each.key not in accepted]
        return [each for each in unsettled if self._is_shown(each)] or unsettled

    def refresh(self) -> None:
        """Show the findings as they are now; a card that stays is not made anew."""
        wanted = self._wanted()
        for card in [each for each in self._cards if (each.finding, each.reason) not in wanted]:
            self._cards.remove(card)
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._clear_groups()
        self._arrange(wanted)
        self._count()

    def show_tab(self, tab_id: str) -> None:
        """Bring the findings of a tab into view."""
        report, form = self._session.report, self._session.form
        for card in self.cards():
            if card.reason is None and tab_of(card.finding, report, form) == tab_id:
                self._lines.activate()
                self._area.verticalScrollBar().setValue(card.y() - self._groups[0].height() - _GAP)
                return

    def show_chosen(self, finding: Finding) -> None:
        """Mark a finding as the one being looked at, and bring it into view."""
        self._chosen = finding.key
        if not self._is_shown(finding):
            self.filter.show_all()
        elif finding.key not in [card.finding.key for card in self._cards]:
            self.refresh()
        for card in self._cards:
            card.set_chosen(is_chosen=card.finding.key == finding.key)
            if card.finding.key == finding.key:
                self._area.ensureWidgetVisible(card, 0, 8)

    def cards(self) -> list[FindingCard]:
        """The cards from top to bottom."""
        return sorted(self._cards, key=self._lines.indexOf)

    def _sorted(self) -> list[Finding]:
        report, form = self._session.report, self._session.form
        places = {tab.id: number for number, tab in enumerate(tabs_of(report, form))}
        return sorted(
            self._session.checked().findings,
            key=lambda each: (places.get(tab_of(each, report, form), 0), _ORDER[each.severity]),
        )

    def _wanted(self) -> list[tuple[Finding, str | None]]:
        accepted = self._session.report.accepted
        shown = [each for each in self._sorted() if self._is_shown(each)]
        unsettled = [(each, None) for each in shown if each.key not in accepted]
        settled = [(each, accepted[each.key]) for each in shown if each.key in accepted]
        self._left_out = max(0, len(unsettled) - MOST_CARDS)
        keys = [each.key for each, _ in unsettled]
        here = keys.index(self._chosen) if self._chosen in keys else 0
        first = max(0, here + 1 - MOST_CARDS)  # what is looked at has a card
        return [*unsettled[first : first + MOST_CARDS], *settled]

    def _is_shown(self, finding: Finding) -> bool:
        shown = self.filter.shown
        return shown in (Shown.ALL, kind_of(finding, self._session.report.accepted))

    def _count(self) -> None:
        """Tell the filter how many findings there are of each kind; all are those still open."""
        accepted = self._session.report.accepted
        counts = Counter(kind_of(each, accepted) for each in self._session.checked().findings)
        counts[Shown.ALL] = counts.total() - counts[Shown.ACCEPTED]
        self.filter.show_counts(counts)

    def _arrange(self, wanted: list[tuple[Finding, str | None]]) -> None:
        report, form = self._session.report, self._session.form
        labels = {tab.id: tab.label for tab in tabs_of(report, form)}
        group = ""
        if self.filter.shown is Shown.ALL and (not wanted or wanted[0][1] is not None):
            self._add_group("没有需要处理的问题")
        elif not wanted:
            self._add_group("没有这一类问题")
        for key in wanted:
            finding, reason = key
            place = "已确认" if reason is not None else labels[tab_of(finding, report, form)]
            if place != group:
                self._add_group(place)
                group = place
            self._lines.addWidget(self._card(finding, reason))
        if self._left_out:
            self._add_group(f"另有 {self._left_out} 处，处理后续显")
        self._lines.addWidget(self._spare, 1)

    def _card(self, finding: Finding, reason: str | None) -> FindingCard:
        held = (each for each in self._cards if (each.finding, each.reason) == (finding, reason))
        card = next(held, None) or self._new_card(finding, reason)
        card.set_chosen(is_chosen=finding.key == self._chosen)
        return card

    def _new_card(self, finding: Finding, reason: str | None) -> FindingCard:
        card = FindingCard(finding, reason, self._accept_words(finding))
        card.chosen.connect(self.finding_chosen)
        card.fix_wanted.connect(self.fix_wanted)
        card.accepted.connect(self._accept)
        card.explanation_wanted.connect(self.explanation_wanted)
        card.table_wanted.connect(self.table_wanted)
        self._cards.append(card)
        return card

    def _accept_words(self, finding: Finding) -> str:
        """How a person says that a finding is to stay as it is; empty where its rule leaves it."""
        rule = self._session.office.rules.get(finding.rule)
        if rule is not None:
            return rule.accept
        identities = self._session.form.identities
        return next((each.accept for each in identities if each.id == finding.rule), "")

    def _scroll_area(self) -> QScrollArea:
        area = named(QScrollArea(), "cards")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list)
        return area

    def _add_group(self, text: str) -> None:
        group = wrapped(text, "group")
        self._groups.append(group)
        self._lines.addWidget(group)

    def _clear_groups(self) -> None:
        for group in self._groups:
            self._lines.removeWidget(group)
            group.hide()
            group.deleteLater()
        self._groups = []

    def _accept(self, finding: Finding, reason: str | None) -> None:
        self._session.do(Accept(finding.key, reason), "确认提示" if reason else "取消确认")
