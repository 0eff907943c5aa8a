"""What F1 opens: from the widget that has the focus outwards, the first that the manual knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.help.anchors import START, rule_anchor, section_anchor
from gipdesk.desk.section_tabs import SectionTabs
from gipdesk.desk.standing import DETAILS
from gipdesk.desk.table import OfficialTableView


def anchor_at(widget: QWidget | None, places: Mapping[str, str], known: frozenset[str]) -> str:
    """The anchor about a widget, of those that are `known`."""
    while widget is not None:
        for anchor in _candidates(widget, places):
            if anchor in known:
                return anchor
        widget = widget.parentWidget()
    return START


def _candidates(widget: QWidget, places: Mapping[str, str]) -> Iterator[str]:
    """The best first."""
    match widget:
        case FindingCard():
            yield rule_anchor(widget.finding.rule)
        case OfficialTableView():
            ref = widget.commands.current()
            if ref is not None:
                yield section_anchor(f"{ref.table}/{ref.row}")
            yield section_anchor(widget.table_model.table_id)
        case SectionTabs() if widget.chosen() != DETAILS:
            yield section_anchor(widget.chosen())
        case _:
            pass
    for name in type(widget).__mro__:
        if name.__name__ in places:
            yield places[name.__name__]
