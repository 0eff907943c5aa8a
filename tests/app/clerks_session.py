"""A clerk's session from last year's report to the exported files, as a script for `Clerk`.

`ByKeys` takes the keyboard alone, `ByPointer` the mouse where most people would.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QTextEdit,
    QWidget,
)

from gipdesk.checks.finding import Finding
from gipdesk.desk.cards import FIX
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.findings.card import FindingCard
from gipdesk.desk.report_desk import ReportDesk
from gipdesk.desk.window import Window
from gipdesk.desk.years.from_last_year import FromLastYearDialog
from gipdesk.desk.years.todo_panel import TodoCard
from gipdesk.report.cells import CellRef
from tests.app.clerk import Key, Script, Turn, Wait, Words, at, chord, digits
from tests.app.clerks_papers import DATE, PARAGRAPHS, SAID_WRONG, SKIPPED, TYPED_WRONG, numbers_of
from tests.app.events import button_of, table_of

_KEY = Qt.Key
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

BEGINNING, POINTS, TEXT, SMALL_TABLES, NUMBERS, MENDING, SAVING, EXPORTING = (
    "begin from last year's report",
    "work off last year's points",
    "write eight paragraphs anew",
    "tables 2 and 4",
    "numbers of table 3",
    "mend three findings",
    "save",
    "export .docx and .pdf",
)


class ByKeys:
    """The session by keys alone."""

    def __init__(self, window: Window, last: Path, *, types_totals: bool = False) -> None:
        self.window = window
        self._last = last
        self._types_totals = types_totals
        self.typed: dict[CellRef, str] = {}  # of 表三, as it was typed
        self._written: list[str] = []  # the points whose paragraph was written anew
        self.mended: list[str] = []  # the rules of the findings mended

    def script(self) -> Script:
        """All of it."""
        yield Turn(BEGINNING)
        yield from self._begin()
        yield Turn(POINTS)
        yield from self._work_off()
        yield Turn(SMALL_TABLES)
        yield from self._fill("disclosure")
        yield from self._fill("proceedings")
        yield from self._go_to_tab("requests")
        if self._types_totals:
            yield from self._switch_to_typed_totals()
        yield Turn(NUMBERS)
        yield from self._type_numbers("requests")
        yield Turn(MENDING)
        yield from self._mend_all()
        yield Turn(SAVING)
        yield from self._save()
        yield Turn(EXPORTING)
        yield from self._export()

    @property
    def desk(self) -> ReportDesk:
        """The desk of the report."""
        assert self.window.desk is not None
        return self.window.desk

    # ---------------------------------------------------------------- the whole report

    def _begin(self) -> Script:
        yield from self._press_begin()
        yield self._until_in_front(QFileDialog)
        yield Words(self._last.name)
        yield from self._confirm("打开")
        yield self._until_in_front(FromLastYearDialog)
        yield from self._confirm("新建")
        yield Wait(lambda: self.window.desk is not None, "the report")

    def _save(self) -> Script:
        yield from self._ask_to_save()
        yield self._until_in_front(QFileDialog)
        yield from self._confirm("保存")
        yield Wait(lambda: not self.window.isWindowModified(), "the saved report")

    def _export(self) -> Script:
        yield from self._ask_to_export()
        yield self._until_in_front(FormatsDialog)
        yield from self._confirm("选择文件夹…")
        yield self._until_in_front(QFileDialog)
        yield from self._confirm("选择")
        notices = self.window.notices
        yield Wait(lambda: notices.isVisible() and not notices.is_busy(), "the exported files")

    def _until_in_front(self, kind: type[QDialog]) -> Wait:
        return Wait(lambda: isinstance(QApplication.activeWindow(), kind), kind.__name__)

    # ---------------------------------------------------------------- last year's points

    def _work_off(self) -> Script:
        """One point after the other: tick, let it be mended, or write the paragraph anew."""
        while open_points := self.desk.side.todo.open_points():
            yield from self._take_up_point()
            card = self._point()
            if card.point.cells or self._is_written(card.point):
                yield from self._tick(card)
                yield Wait(partial(self._has_fewer_points, open_points), "a point less")
            else:
                yield from self._enter_point(card)
                yield from self._mend_text(card.point)
                yield Wait(partial(self._is_done, card.point), "what is left of the point")
        yield from self._leave_points()

    def _mend_text(self, point: Finding) -> Script:
        if point.fixes:
            yield from self._mend_marked()
            return
        yield Turn(TEXT)
        editor = QApplication.focusWidget()
        if not isinstance(editor, QTextEdit):
            yield Words(DATE)
            yield Turn(POINTS)
            return
        self._written.append(point.key)
        begun = editor.textCursor().block().text()[:4]
        yield from self._choose_paragraph(editor)
        yield Words(PARAGRAPHS[begun].replace(*SAID_WRONG))
        yield Turn(POINTS)

    def _is_written(self, point: Finding) -> bool:
        """Whether its paragraph is this year's, though a number of it is last year's too."""
        return point.key in self._written

    def _is_done(self, point: Finding) -> bool:
        return point not in [each.point for each in self.desk.side.todo.cards()]

    def _has_fewer_points(self, than: int) -> bool:
        return self.desk.side.todo.open_points() < than

    def _point(self) -> TodoCard:
        return next(each for each in self.desk.side.todo.cards() if not each.is_ticked)

    # ---------------------------------------------------------------- numbers

    def _fill(self, table: str) -> Script:
        yield from self._go_to_tab(table)
        yield from self._type_numbers(table)

    def _type_numbers(self, table: str) -> Script:
        """From the list, cell by cell; what stands there already is passed."""
        session = self.desk.session
        for ref, number in self._numbers(table).items():
            here = table_of(self.window)
            assert here.table_model.ref(here.currentIndex()) == ref
            if session.text(ref) != number:
                yield from digits(number)
            yield Key(_KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)

    def _numbers(self, table: str) -> Mapping[CellRef, str]:
        """What is typed into a table, slips included."""
        session = self.desk.session
        slips = dict([TYPED_WRONG, (SKIPPED, "")])
        typed = {
            ref: slips.get(ref, number)
            for ref, number in numbers_of(session.report).items()
            if ref.table == table and not session.is_computed(ref)
        }
        self.typed = typed if table == "requests" else self.typed
        return typed

    def _switch_to_typed_totals(self) -> Script:
        yield Key(_KEY.Key_Menu)
        yield Wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
        yield Key(_KEY.Key_Up)
        yield Key(_KEY.Key_Return)

    # ---------------------------------------------------------------- findings

    def _mend_all(self) -> Script:
        """Until nothing is left: by the fix that is offered, or by looking at the list again."""
        yield Wait(self._shows_findings, "the findings of now")
        while self.desk.side.findings.ordered():
            yield from self._take_up_finding()
            yield Wait(lambda: bool(self._marked()), "the marked card")
            card = self._marked()[0]
            self.mended.append(card.finding.rule)
            is_about_sum = card.finding.rule.startswith("T3.")  # the list says which number it is
            yield from self._type_again() if is_about_sum else self._mend_marked()
            yield Wait(self._shows_findings, "the findings of now")

    def _shows_findings(self) -> bool:
        panel = self.desk.side.findings
        return [each.finding for each in panel.cards()] == panel.ordered()

    def _marked(self) -> list[FindingCard]:
        return [each for each in self.desk.side.findings.cards() if each.property("chosen")]

    def _type_again(self) -> Script:
        """Go to the number that is wrong, from where the finding led."""
        ref = TYPED_WRONG[0]
        yield from self._go_to_cell(ref)
        yield from digits(numbers_of(self.desk.session.report)[ref])
        yield Key(_KEY.Key_Enter)

    # ---------------------------------------------------------------- by keys

    def _press_begin(self) -> Script:
        yield Key(_KEY.Key_Tab)
        yield Key(_KEY.Key_Return)

    def _confirm(self, button: str) -> Script:
        del button
        yield Key(_KEY.Key_Return)

    def _ask_to_save(self) -> Script:
        yield chord(_KEY.Key_S, _CTRL)

    def _ask_to_export(self) -> Script:
        yield chord(_KEY.Key_E, _CTRL)

    def _take_up_point(self) -> Script:
        yield Key(_KEY.Key_F5)

    def _leave_points(self) -> Script:
        if not self.desk.stack.isAncestorOf(QApplication.focusWidget() or self.desk):
            yield Key(_KEY.Key_Escape)

    def _tick(self, card: TodoCard) -> Script:
        assert card.hasFocus()
        yield Key(_KEY.Key_Space)

    def _enter_point(self, card: TodoCard) -> Script:
        assert card.hasFocus()
        yield Key(_KEY.Key_Return)

    def _mend_marked(self) -> Script:
        """One of several fixes must be chosen; the first one has the keyboard then."""
        yield chord(_KEY.Key_F8, _CTRL)
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton) and focus.objectName() == FIX:
            yield Key(_KEY.Key_Return)

    def _choose_paragraph(self, editor: QTextEdit) -> Script:
        """Line by line to its end, where it is not chosen already."""
        cursor = editor.textCursor()
        if cursor.selectedText() == cursor.block().text():
            return
        yield Key(_KEY.Key_Home)
        while not _is_in_last_line(editor.textCursor()):
            yield chord(_KEY.Key_Down, _SHIFT)
        yield chord(_KEY.Key_End, _SHIFT)

    def _take_up_finding(self) -> Script:
        yield Key(_KEY.Key_F8)

    def _go_to_tab(self, tab: str) -> Script:
        tabs = [each.id for each in self.desk.tabs.tabs_model.tabs]
        steps = tabs.index(tab) - tabs.index(self.desk.tabs.chosen())
        for _ in range(abs(steps)):
            yield chord(_KEY.Key_PageDown if steps > 0 else _KEY.Key_PageUp, _CTRL)
        yield Wait(lambda: table_of(self.window).is_at_work(), "the table")
        yield chord(_KEY.Key_Home, _CTRL)

    def _go_to_cell(self, ref: CellRef) -> Script:
        table = table_of(self.window)
        yield chord(_KEY.Key_Up, _CTRL)
        for arrow, other, place in (
            (_KEY.Key_Down, _KEY.Key_Up, _row),
            (_KEY.Key_Right, _KEY.Key_Left, _column),
        ):
            while step := place(table.table_model.index_of(ref)) - place(table.currentIndex()):
                yield Key(arrow if step > 0 else other)


class ByPointer(ByKeys):
    """The session with the mouse for everything but digits, words and Enter between numbers."""

    def _press_begin(self) -> Script:
        yield at(button_of(self.window.start_page, "从上年报告新建…"))

    def _confirm(self, button: str) -> Script:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        yield at(_button_named(dialog, button))

    def _ask_to_save(self) -> Script:
        yield at(self._tool_button("save"))

    def _ask_to_export(self) -> Script:
        yield at(self._tool_button("export"))

    def _tool_button(self, action: str) -> QWidget:
        button = self.window.tool_button(action)
        assert button is not None
        return button

    def _take_up_point(self) -> Script:
        """The list is in sight all the time."""
        yield from ()

    def _leave_points(self) -> Script:
        """A click elsewhere does."""
        yield from ()

    def _tick(self, card: TodoCard) -> Script:
        yield at(card.box, QPoint(8, card.box.height() // 2))

    def _enter_point(self, card: TodoCard) -> Script:
        if not card.point.fixes:
            yield at(card, QPoint(card.width() // 2, 10))

    def _mend_marked(self) -> Script:
        card = self._marked_or_next()
        yield at(card.findChildren(QPushButton, "fix")[0])

    def _marked_or_next(self) -> TodoCard | FindingCard:
        if self.desk.side.todo.open_points():
            return self._point()
        return self._marked()[0]

    def _choose_paragraph(self, editor: QTextEdit) -> Script:
        """Three clicks, where it is not chosen already."""
        place = editor.cursorRect().center()
        cursor = editor.textCursor()
        if cursor.selectedText() != cursor.block().text():
            yield at(editor.viewport(), place, times=3)

    def _take_up_finding(self) -> Script:
        """The pane of the findings is in front from the second one on."""
        side = self.desk.side
        if side.currentWidget() is not self.desk.side.findings:
            bar = side.tabBar()
            yield at(bar, bar.tabRect(side.indexOf(self.desk.side.findings)).center())
        card = self.desk.side.findings.cards()[0]
        yield at(card, QPoint(card.width() // 2, 10))

    def _go_to_tab(self, tab: str) -> Script:
        tabs = self.desk.tabs
        row = [each.id for each in tabs.tabs_model.tabs].index(tab)
        yield at(tabs.viewport(), tabs.visualRect(tabs.tabs_model.index(row)).center())
        yield Wait(lambda: table_of(self.window).is_at_work(), "the table")

    def _go_to_cell(self, ref: CellRef) -> Script:
        table = table_of(self.window)
        yield at(table.viewport(), table.visualRect(table.table_model.index_of(ref)).center())


def _button_named(dialog: QWidget, name: str) -> QPushButton:
    """The button of a dialog, whatever letter of it is underlined."""
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    return next(each for each in buttons if each.text().partition("(&")[0].strip("&") == name)


def _is_in_last_line(cursor: QTextCursor) -> bool:
    lines = cursor.block().layout()
    line = lines.lineForTextPosition(cursor.positionInBlock())
    return line.lineNumber() == lines.lineCount() - 1


def _row(index: QModelIndex) -> int:
    return index.row()


def _column(index: QModelIndex) -> int:
    return index.column()
