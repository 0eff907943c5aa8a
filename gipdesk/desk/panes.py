"""Where the keyboard goes: Tab by what one sees, Ctrl+Tab from one part of the window to the next.

Qt's own order is that in which widgets were made; cards and paragraphs come and go. Here Tab goes
through the parts in turn, and within each from top to bottom and from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

_SAME_ROW = 12  # logical pixels between the upper edges of what stands side by side


def step_focus(window: QWidget, panes: Sequence[QWidget], by: int) -> bool:
    """Put the focus on the next (1) or previous (-1) stop of the window, round the end."""
    stops = _all_stops(window, panes)
    here = _place_of_focus(stops)
    if not stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
    at = (here if here is not None else -min(by, 0) - 1) + by
    stop = stops[at % len(stops)]
    stop.setFocus(reason)
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(stop):
            area.ensureWidgetVisible(stop)
    return True


def step_pane(panes: Sequence[QWidget], by: int) -> None:
    """Put the focus into the next or previous part, where one was there or is led by a mark.

    Out of a table it goes to what one may write in beside it, if there is something.
    """
    here = next(
        (n for n, pane in enumerate(panes) if _holds(pane, QApplication.focusWidget())), None
    )
    beside = _beside_table(panes[here], by) if here is not None else None
    if beside is not None:
        beside.setFocus(Qt.FocusReason.TabFocusReason)
        return
    first = here if here is not None else -min(by, 0) - 1
    for further in range(1, len(panes) + 1):
        pane = panes[(first + by * further) % len(panes)]
        stops = _stops(pane)
        if stops:
            _entrance(pane, stops).setFocus(Qt.FocusReason.TabFocusReason)
            return


def _beside_table(pane: QWidget, by: int) -> QWidget | None:
    """The next or previous stop of a pane, buttons left out, from the table with the keyboard."""
    from gipdesk.desk.table import OfficialTableView

    stops = [each for each in _stops(pane) if not isinstance(each, QPushButton)]
    here = _place_of_focus(stops)
    if here is None or not isinstance(stops[here], OfficialTableView):
        return None
    return stops[here + by] if 0 <= here + by < len(stops) else None


def _entrance(pane: QWidget, stops: Sequence[QWidget]) -> QWidget:
    """The marked card, or where the focus was last, or the first stop."""
    marked = next((each for each in stops if each.property("chosen")), None)
    last = next((each for each in stops if each is pane.focusWidget()), None)
    return marked or last or stops[0]


def can_take_keys(widget: QWidget) -> bool:
    """Whether Tab stops at a widget."""
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.isVisible() and widget.isEnabled() and not widget.focusProxy()


def _all_stops(window: QWidget, panes: Sequence[QWidget]) -> list[QWidget]:
    """The stops of the parts in turn, then those of the rest of the window."""
    parts = [each for pane in panes for each in _stops(pane)]
    rest = [each for each in _stops(window) if each not in parts]
    return parts + rest


def _stops(pane: QWidget) -> list[QWidget]:
    """Where Tab stops in a part, row by row; an area that scrolls, where nothing in it does."""
    own = pane.window()
    takers = [
        each
        for each in (pane, *pane.findChildren(QWidget))
        if can_take_keys(each) and each.window() is own
    ]
    found = [
        each
        for each in takers
        if not isinstance(each, QScrollArea) or not any(map(each.isAncestorOf, takers))
    ]
    places = {each: _unscrolled(each, own) for each in found}
    ordered: list[QWidget] = []
    for row in _rows(sorted(found, key=lambda each: places[each].y()), places):
        ordered += sorted(row, key=lambda each: places[each].x())
    return ordered


def _unscrolled(stop: QWidget, window: QWidget) -> QPoint:
    """Where a stop would be if nothing were scrolled: what is out of sight keeps its turn."""
    place = stop.mapTo(window, QPoint(0, 0))
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(stop):
            place += QPoint(0, area.verticalScrollBar().value())
    return place


def _rows(stops: Iterable[QWidget], places: dict[QWidget, QPoint]) -> list[list[QWidget]]:
    rows: list[list[QWidget]] = []
    for each in stops:
        if rows and places[each].y() - places[rows[-1][0]].y() < _SAME_ROW:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def _place_of_focus(stops: Sequence[QWidget]) -> int | None:
    """The stop that has the focus, or the innermost that holds the widget that has."""
    focus = QApplication.focusWidget()
    holding = [n for n, each in enumerate(stops) if _holds(each, focus)]
    return max(holding, default=None)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
