"""What the pictures of the program show: its screens with the sample, one after the other.

Each scene takes the window from where the one before left it; the report of the next year, begun
from the sample, comes last.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gipdesk import paths
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.help.key_sheet import KeySheetDialog
from gipdesk.desk.help.window import HelpWindow
from gipdesk.desk.new_report_dialog import NewReportDialog
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.settings.window import SettingsWindow
from gipdesk.desk.side_panes import GUIDANCE, LAST_YEAR, SOURCE
from gipdesk.desk.table.paste_preview import PastePreview
from gipdesk.desk.window import Window
from gipdesk.desk.years.comparison_dialog import ComparisonDialog
from gipdesk.desk.years.from_last_year import FromLastYearDialog
from gipdesk.workflow.new_year import following
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.setting_entries import PAPER, RULES
from gipdesk.workflow.settings import load_paper, load_settings

SAMPLE: Final = paths.SAMPLES / "sample.txt"
_TODAY: Final = date(2026, 1, 12)  # what dialogs propose does not change from day to day
_LAST: Final = "上年报告.docx"
_CELL: Final = "requests/denied.third_party.natural"
_PASTED: Final = (
    "办理结果\t自然人\t商业企业\t同比\n"
    "1.本机关不掌握相关政府信息\t8\t1\t3\n"
    "2.没有现成信息需要另行制作\t2\t0\t1"
)
_WORD: Final = "政府信息"

Scene = Callable[[Window], QWidget]


def open_sample(window: Window) -> None:
    """Open the sample that comes with the program."""
    window.filing.take(open_file(SAMPLE, window.filing.office).package)


def desk_of(window: Window) -> ReportDesk:
    """The desk of the report that is open."""
    assert window.desk is not None
    return window.desk


# ---------------------------------------------------------------- before a report is open


def _start(window: Window) -> QWidget:
    return window


def _new(window: Window) -> QWidget:
    return _shown(NewReportDialog(window.filing.office, _TODAY, window))


def _takeover(window: Window) -> QWidget:
    last = open_file(SAMPLE, window.filing.office).report
    return _shown(FromLastYearDialog(window.filing.office, last, _LAST, _TODAY, window))


def _settings(window: Window) -> QWidget:
    return _shown(SettingsWindow(window.filing.office, load_settings(), window))


def _style(window: Window) -> QWidget:
    settings = SettingsWindow(window.filing.office, load_settings(), window)
    settings.show_page(PAPER)
    return _shown(settings)


def _rules(window: Window) -> QWidget:
    settings = SettingsWindow(window.filing.office, load_settings(), window)
    settings.show_page(RULES)
    return _shown(settings)


def _keys(window: Window) -> QWidget:
    return _shown(KeySheetDialog(window))


def _manual(window: Window) -> QWidget:
    window.helping.open("tables")
    manual = window.findChild(HelpWindow)
    assert manual is not None
    return manual


# ---------------------------------------------------------------- the sample


def _window(window: Window) -> QWidget:
    open_sample(window)
    desk_of(window).show_tab("requests")
    desk_of(window).start_typing()
    desk_of(window).show_findings()
    return window


def _details(window: Window) -> QWidget:
    desk_of(window).show_tab("details")
    desk_of(window).start_typing()
    return _beside_guidance(window)


def _text(window: Window) -> QWidget:
    _show_text(window)
    return _beside_guidance(window)


def _search(window: Window) -> QWidget:
    _show_text(window)
    desk_of(window).find_words(is_replacing=True)
    _type(_focused(), _WORD)
    return window


def _disclosure(window: Window) -> QWidget:
    desk_of(window).find_bar.close_bar()
    desk_of(window).show_tab("disclosure")
    return _beside_guidance(window)


def _table(window: Window) -> QWidget:
    _show_cell(window, _CELL)
    return _beside_guidance(window)


def _pasting(window: Window) -> QWidget:
    _show_cell(window, _CELL)
    QApplication.clipboard().setText(_PASTED)
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(_focused(), Qt.Key.Key_V, control_shift)
    preview = window.findChild(PastePreview)
    assert preview is not None
    return preview


def _proceedings(window: Window) -> QWidget:
    desk_of(window).show_tab("proceedings")
    return _beside_guidance(window)


def _findings(window: Window) -> QWidget:
    desk_of(window).step_finding(1)
    return desk_of(window).side


def _source(window: Window) -> QWidget:
    desk_of(window).side.show_pane(SOURCE)
    _show_cell(window, "requests/cannot.not_held.natural")
    return window


def _preview(window: Window) -> QWidget:
    desk_of(window).show_tab("disclosure")
    desk_of(window).show_preview()
    _show_cell(window, "disclosure/normative.made")
    return window


def _export(window: Window) -> QWidget:
    return _shown(FormatsDialog(window.filing.office, load_paper(), 1, None, window))


# ---------------------------------------------------------------- the next year


def _todo(window: Window) -> QWidget:
    last = desk_of(window).session.report
    assert last.meta.year is not None
    assert window.filing.close()
    window.filing.take(following(last, window.filing.office, last.meta.year + 1))
    desk_of(window).show_todo()
    return desk_of(window).side


def _last_year(window: Window) -> QWidget:
    _show_text(window)
    desk_of(window).side.show_pane(LAST_YEAR)
    return window


def _grey_figures(window: Window) -> QWidget:
    _show_cell(window, "requests/new.natural")
    for digit in "12":
        _type(_focused(), digit)
    return window


def _comparison(window: Window) -> QWidget:
    return _shown(ComparisonDialog(desk_of(window).session, window))


SCENES: Final[dict[str, Scene]] = {
    "start": _start,
    "new": _new,
    "takeover": _takeover,
    "settings": _settings,
    "style": _style,
    "rules": _rules,
    "keys": _keys,
    "manual": _manual,
    "window": _window,
    "details": _details,
    "text": _text,
    "search": _search,
    "disclosure": _disclosure,
    "table": _table,
    "pasting": _pasting,
    "proceedings": _proceedings,
    "findings": _findings,
    "source": _source,
    "preview": _preview,
    "export": _export,
    "todo": _todo,
    "last_year": _last_year,
    "grey_figures": _grey_figures,
    "comparison": _comparison,
}

# ---------------------------------------------------------------- hands and eyes


def _shown(dialog: QWidget) -> QWidget:
    dialog.show()
    return dialog


def _beside_guidance(window: Window) -> QWidget:
    desk_of(window).side.show_pane(GUIDANCE)
    return window


def _show_text(window: Window) -> None:
    desk_of(window).show_tab("overview")
    desk_of(window).start_typing()
    QTest.keyClick(_focused(), Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)


def _show_cell(window: Window, cell: str) -> None:
    desk_of(window).show_cell(desk_of(window).session.form.cell(cell))


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _type(widget: QWidget, text: str) -> None:
    """Type a text, Chinese included, which `QTest.keyClicks` cannot."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, none, text))
